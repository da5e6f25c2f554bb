import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import type { Subject } from "../facts/trust";
import { and, choose, eachEntry, flagOr, hasAny, isGiven, isListOf, known, not, or, textIf } from "../hcl/combine";
import type { Condition, List, ListOf } from "../hcl/combine";
import { Expression, attribute, call, nullable } from "../hcl/expression";
import type { Value } from "../hcl/expression";
import { instancesOf } from "../hcl/instances";
import { any, lift, text } from "../hcl/lift";
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
  /** Whether the role is for the ServiceAccount, where Terraform knows: with `roleOnly`, patterns may be all. @default true @internal */
  readonly hasServiceAccount?: Condition;
  /** The last part of the role's generated name. @default - the construct's id */
  readonly purpose?: string;
  /** A role that is there already: its trust policy is its owner's. @default - a role is made */
  readonly existingRoleArn?: string;
  /** A role of the same stack, which trusts this ServiceAccount too. @default - a role is made */
  readonly existingRole?: RoleReference;
  /** Whether a role is made. Without one, the ServiceAccount has that which is there, or none. @default - where none is there */
  readonly makeRole?: Condition;
  /** Whether a role is there already, for Terraform to know before its ARN. @default - where `existingRoleArn` is given */
  readonly hasExistingRole?: Condition;
  /** @default - a role that may do nothing yet */
  readonly permissions?: Permissions;
  /** @default - a generated name, and AWS's defaults */
  readonly role?: RoleOptions;
  /**
   * Other ServiceAccounts of the cluster that may assume the role. With Pod Identity each has an
   * association of its own; annotating them for IRSA is left to their owner. @default - none
   */
  readonly otherSubjects?: List<Subject>;
  /** Those of them that have no association of their own elsewhere. @default - all */
  readonly associatedSubjects?: List<Subject>;
  /** Who else may assume the role. @default - nobody */
  readonly trust?: Omit<TrustOptions, "audience" | "otherSubjects" | "podIdentitySource" | "podIdentitySessionTags">;
  /** With Pod Identity. @default - the same account, tagged sessions */
  readonly podIdentity?: PodIdentityOptions;
  /** Only the role, and with Pod Identity its associations: another tool makes the ServiceAccount. @default false */
  readonly roleOnly?: Condition;
  /** Releases that may make a ServiceAccount which is there already: it is annotated after them. @default - none */
  readonly makers?: readonly ITerraformDependable[];
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
  /** The same, but for what waits for a release that makes the ServiceAccount: for releases to wait for. @internal */
  public readonly beforeReleases: readonly ITerraformDependable[];

  private readonly association: PodIdentityAssociation | undefined;

  public constructor(scope: Construct, id: string, props: WorkloadIdentityProps) {
    super(scope, id);
    const { roleOnly = false } = props;
    this.role = this.roleOf(props);
    this.serviceAccount = { namespace: props.namespace.name, name: props.serviceAccount };
    const { dependables } = this.role;
    const inCluster =
      roleOnly === true ? { dependables, beforeReleases: dependables } : this.addToCluster(props, not(roleOnly));
    const { own, others } = this.associate(props);
    this.association = own;
    const associated = [...(own ? [own] : []), ...others].flatMap((one) => one.dependables);
    this.dependables = [...inCluster.dependables, ...associated];
    this.beforeReleases = [...inCluster.beforeReleases, ...associated];
  }

  /** By which EKS is told apart where it assumes the target role of Pod Identity; undefined without an association. */
  public get externalId(): string | undefined {
    return this.association?.externalId;
  }

  /** Pod Identity: an association for the ServiceAccount, and one for each other that may assume the role. */
  private associate(props: WorkloadIdentityProps): Associations {
    const when = and(usesPodIdentity(props), hasRole(props));
    if (when === false) return { own: undefined, others: [] };
    const otherSubjects = props.associatedSubjects ?? props.otherSubjects ?? [];
    const { acknowledge } = props.permissions ?? {};
    const options = { ...props.podIdentity, acknowledge, cluster: clusterOf(props) };
    const own = new PodIdentityAssociation(this, "pod-identity", {
      ...options,
      role: this.role,
      serviceAccount: this.serviceAccount,
      when,
    });
    if (isListOf(otherSubjects)) {
      const { targetRoleArn, disableSessionTags } = options;
      // An entry holds all that differs: a resource of its own knows nothing of the workload that it is for.
      const entries = eachEntry(otherSubjects, "subject", subjectKey, ({ namespace, serviceAccount }) => ({
        namespace,
        service_account: serviceAccount,
        role_arn: known(this.role.arn),
        target_role_arn: known(targetRoleArn),
        disable_session_tags: known(disableSessionTags),
      }));
      const { value, owner: _, ...meta } = instancesOf(this).nested(entries, when, "associated");
      const part = (name: string): Expression => attribute(value, name);
      const others = new PodIdentityAssociation(this, "other-subjects", {
        ...options,
        targetRoleArn: text(part("target_role_arn")),
        disableSessionTags: any(part("disable_session_tags")),
        role: { arn: text(part("role_arn")), dependables: this.role.dependables },
        serviceAccount: { namespace: text(part("namespace")), name: text(part("service_account")) },
        meta,
      });
      return { own, others: [others] };
    }
    const others = otherSubjects.map(
      ({ namespace, serviceAccount }) =>
        new PodIdentityAssociation(this, `pod-identity_${namespace}_${serviceAccount}`, {
          ...options,
          role: this.role,
          serviceAccount: { namespace, name: serviceAccount },
          when,
        }),
    );
    return { own, others };
  }

  /** The role that is made here, or the one that is there; Terraform may be the one to choose. */
  private roleOf(props: WorkloadIdentityProps): RoleReference {
    const { existingRoleArn, existingRole, makeRole = existingRoleArn === undefined } = props;
    if (existingRole !== undefined) return existingRole;
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
      ...permissionsOf(props),
      purpose: props.purpose ?? this.node.id,
      subjects: [{ namespace: namespace.name, serviceAccount }],
      hasSubject: props.hasServiceAccount,
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

  private addToCluster(props: WorkloadIdentityProps, when: Condition): Ready {
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
      stsRegionalEndpoints: props.stsRegionalEndpoints,
      tokenExpiration: props.tokenExpiration,
      audience: props.audience,
      makers: props.makers,
      dependsOn: byAnnotation === false ? this.role.dependables : undefined,
      ...(byAnnotation !== false && {
        role: { ...this.role, arn: textIf(byAnnotation, this.role.arn) ?? "", annotated: byAnnotation },
      }),
    });
    const { rules = [], clusterRules = [] } = props;
    if (or(hasAny(rules), hasAny(clusterRules)) === false) return account;
    const rbac = new Rbac(this, "rbac", { serviceAccount: account, namespace, rules, clusterRules, when });
    return {
      dependables: [...account.dependables, ...rbac.dependables],
      beforeReleases: [...account.beforeReleases, ...rbac.dependables],
    };
  }
}

interface Associations {
  readonly own: PodIdentityAssociation | undefined;
  readonly others: readonly PodIdentityAssociation[];
}

type Ready = Pick<WorkloadIdentity, "dependables" | "beforeReleases">;

/** A ServiceAccount by name, as `namespace/name`. */
export const subjectKey = ({ namespace, serviceAccount }: Subject): Value =>
  new Expression({ kind: "template", parts: [lift(namespace), "/", lift(serviceAccount)] });

/** What the role allows, a target role of Pod Identity among it. */
function permissionsOf(props: WorkloadIdentityProps): Permissions | undefined {
  const arn = props.podIdentity?.targetRoleArn;
  if (arn === undefined) return props.permissions;
  const when = choose(usesPodIdentity(props), isGiven(arn), false) as Condition;
  return { ...props.permissions, targetRole: { arn, when } };
}

/** Whether there is a role at all. */
function hasRole({ existingRoleArn, existingRole, makeRole, hasExistingRole }: WorkloadIdentityProps): Condition {
  const isThere = (existingRole ?? existingRoleArn) !== undefined;
  return or(makeRole ?? !isThere, hasExistingRole ?? isThere);
}
