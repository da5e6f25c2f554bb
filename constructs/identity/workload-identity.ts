import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import type { Subject } from "../facts/trust";
import { and, choose, flagOr, hasAny, known, not, or, textIf } from "../hcl/combine";
import type { Condition, List, ListOf } from "../hcl/combine";
import { call, nullable } from "../hcl/expression";
import type { Expression } from "../hcl/expression";
import { instancesOf } from "../hcl/instances";
import { any, text } from "../hcl/lift";
import { IrsaRole } from "./irsa-role";
import type { RoleOptions, RoleReference } from "./irsa-role";
import type { Permissions } from "./role-policies";
import type { NamespaceReference } from "./namespace";
import { PodIdentityAssociation } from "./pod-identity-association";
import type { PodIdentityOptions } from "./pod-identity-association";
import { Rbac } from "./rbac";
import type { RbacRule } from "./rbac";
import { ServiceAccount } from "./service-account";
import type { ServiceAccountOptions, ServiceAccountReference } from "./service-account";
import { clusterOf, identityOf, usesIrsa, usesPodIdentity } from "./kinds";
import type { Identity } from "./kinds";
import type { TrustOptions } from "./trust";

/** What makes a ServiceAccount and its role, but for the kind of identity. */
export interface WorkloadIdentityBaseProps extends ServiceAccountOptions {
  /** The namespace of the ServiceAccount. */
  readonly namespace: NamespaceReference;
  /** The ServiceAccount's name: an RFC 1123 subdomain, at most 253 characters. */
  readonly serviceAccount: string;
  /** The last part of the role's generated name. @default - the construct's id */
  readonly purpose?: string;
  /** A role that is there already: its trust policy is its owner's. @default - a role is made */
  readonly existingRoleArn?: string;
  /** Whether a role is made. Without one, the ServiceAccount has that which is there, or none. @default - where none is there */
  readonly makeRole?: Condition;
  /** Whether a role is there already, for Terraform to know before its ARN. @default - where `existingRoleArn` is given */
  readonly hasExistingRole?: Condition;
  /** @default - a role that may do nothing yet */
  readonly permissions?: Permissions;
  /** @default - a generated name, and AWS's defaults */
  readonly role?: RoleOptions;
  /** Other ServiceAccounts of the cluster that may assume the role; annotating them is left to their owner. @default - none */
  readonly otherSubjects?: List<Subject>;
  /** Who else may assume the role. @default - nobody */
  readonly trust?: Omit<TrustOptions, "audience" | "otherSubjects" | "podIdentitySource" | "podIdentitySessionTags">;
  /** With Pod Identity. @default - the same account, tagged sessions */
  readonly podIdentity?: PodIdentityOptions;
  /** With `existing`: what may make the ServiceAccount. @default - nothing that is made here */
  readonly accountMadeBy?: readonly ITerraformDependable[];
  /** Only what is in AWS: no ServiceAccount and no rules, which another tool makes. @default false */
  readonly iamOnly?: Condition;
  /** Kubernetes rules in the namespace. @default - none */
  readonly rules?: readonly RbacRule[] | ListOf<unknown>;
  /** Kubernetes rules in the whole cluster. @default - none */
  readonly clusterRules?: readonly RbacRule[] | ListOf<unknown>;
}

/** What makes both. Props of one's own extend {@link WorkloadIdentityBaseProps} and a kind of identity. */
export type WorkloadIdentityProps = Identity & WorkloadIdentityBaseProps;

/** A ServiceAccount, the role that is its own, and what else ties the two. */
export class WorkloadIdentity extends Construct {
  /** The role that is made, or the one that is there. */
  public readonly role: RoleReference;
  /** The ServiceAccount that has the role. */
  public readonly serviceAccount: ServiceAccountReference;
  /** Complete when a pod of the ServiceAccount has all its permissions. */
  public readonly dependables: readonly ITerraformDependable[];

  public constructor(scope: Construct, id: string, props: WorkloadIdentityProps) {
    super(scope, id);
    const { iamOnly = false } = props;
    this.role = this.roleOf(props);
    this.serviceAccount = { namespace: props.namespace.name, name: props.serviceAccount };
    const inCluster = iamOnly === true ? this.role.dependables : this.addToCluster(props, not(iamOnly));
    const associated = usesPodIdentity(props);
    const association =
      associated === false
        ? undefined
        : new PodIdentityAssociation(this, "pod-identity", {
            ...props.podIdentity,
            cluster: clusterOf(props),
            role: this.role,
            serviceAccount: this.serviceAccount,
            when: and(associated, hasRole(props)),
          });
    this.dependables = [...inCluster, ...(association?.dependables ?? [])];
  }

  /** The role that is made here, or the one that is there; Terraform may be the one to choose. */
  private roleOf(props: WorkloadIdentityProps): RoleReference {
    const { existingRoleArn, makeRole = existingRoleArn === undefined } = props;
    if (makeRole === false && existingRoleArn !== undefined) return IrsaRole.fromArn(existingRoleArn);
    const made = this.makeRole(props, makeRole);
    if (makeRole === true) return made;
    const existing = known(existingRoleArn) ?? null;
    const ofName = call("try", call("element", call("split", "/", existing), -1), null);
    const arn = nullable(choose(makeRole, made.arn, existing) as Expression);
    const name = nullable(choose(makeRole, made.name, ofName) as Expression);
    const named = instancesOf(this).named("role-arn", arn, "The role that is made, or the one that is there already.");
    return { arn: text(named), name: text(name), label: made.label, dependables: made.dependables };
  }

  private makeRole(props: WorkloadIdentityProps, when: Condition): IrsaRole {
    const { namespace, serviceAccount, audience, otherSubjects = [] } = props;
    return new IrsaRole(this, "role", {
      ...identityOf(props),
      ...props.role,
      ...props.permissions,
      purpose: props.purpose ?? this.node.id,
      subjects: [{ namespace: namespace.name, serviceAccount }],
      when,
      trust: {
        ...props.trust,
        audience,
        otherSubjects,
        podIdentitySource: props.podIdentity?.sourceConditions,
        podIdentitySessionTags: any(not(flagOr(props.podIdentity?.disableSessionTags, false))),
      },
    });
  }

  private addToCluster(props: WorkloadIdentityProps, when: Condition): ITerraformDependable[] {
    const { namespace } = props;
    const byAnnotation = usesIrsa(props);
    const account = new ServiceAccount(this, "service-account", {
      name: props.serviceAccount,
      namespace,
      when,
      annotations: props.annotations,
      labels: props.labels,
      automountServiceAccountToken: props.automountServiceAccountToken,
      imagePullSecrets: props.imagePullSecrets,
      existing: props.existing,
      madeBy: props.accountMadeBy,
      stsRegionalEndpoints: props.stsRegionalEndpoints,
      tokenExpiration: props.tokenExpiration,
      audience: props.audience,
      ...(byAnnotation === false
        ? { dependsOn: this.role.dependables }
        : { role: { ...this.role, arn: textIf(byAnnotation, this.role.arn) ?? "", annotated: byAnnotation } }),
    });
    const { rules = [], clusterRules = [] } = props;
    if (or(hasAny(rules), hasAny(clusterRules)) === false) return [...account.dependables];
    const rbac = new Rbac(this, "rbac", { serviceAccount: account, namespace, rules, clusterRules, when });
    return [...account.dependables, ...rbac.dependables];
  }
}

/** Whether there is a role at all. */
function hasRole({ existingRoleArn, makeRole, hasExistingRole }: WorkloadIdentityProps): Condition {
  const isThere = existingRoleArn !== undefined;
  return or(makeRole ?? !isThere, hasExistingRole ?? isThere);
}
