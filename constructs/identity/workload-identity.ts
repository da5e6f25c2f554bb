import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import type { Subject } from "../facts/trust";
import { IrsaRole } from "./irsa-role";
import type { RoleOptions, RoleReference } from "./irsa-role";
import type { Permissions } from "./role-policies";
import type { NamespaceReference } from "./namespace";
import { PodIdentityAssociation } from "./pod-identity-association";
import type { PodIdentityOptions } from "./pod-identity-association";
import { Rbac } from "./rbac";
import type { RbacRule } from "./rbac";
import { ServiceAccount } from "./service-account";
import type { ServiceAccountOptions } from "./service-account";
import { clusterOf, identityOf, usesIrsa, usesPodIdentity } from "./trust";
import type { Identity, TrustOptions } from "./trust";

export type WorkloadIdentityProps = Identity &
  ServiceAccountOptions & {
    readonly namespace: NamespaceReference;
    /** The ServiceAccount's name: an RFC 1123 subdomain, at most 253 characters. */
    readonly serviceAccount: string;
    /** The last part of the role's generated name. @default - the construct's id */
    readonly purpose?: string;
    /** A role that is there already: none is made, and its trust policy is its owner's. @default - a role is made */
    readonly existingRoleArn?: string;
    /** @default - a role that may do nothing yet */
    readonly permissions?: Permissions;
    /** @default - a generated name, and AWS's defaults */
    readonly role?: RoleOptions;
    /** Other ServiceAccounts of the cluster that may assume the role; annotating them is left to their owner. @default - none */
    readonly otherSubjects?: readonly Subject[];
    /** Who else may assume the role. @default - nobody */
    readonly trust?: Omit<TrustOptions, "audience" | "podIdentitySource" | "podIdentitySessionTags">;
    /** With Pod Identity. @default - the same account, tagged sessions */
    readonly podIdentity?: PodIdentityOptions;
    /** Only what is in AWS: no ServiceAccount and no rules, which another tool makes. @default false */
    readonly iamOnly?: boolean;
    /** Kubernetes rules in the namespace. @default - none */
    readonly rules?: readonly RbacRule[];
    /** Kubernetes rules in the whole cluster. @default - none */
    readonly clusterRules?: readonly RbacRule[];
  };

/** A ServiceAccount, the role that is its own, and what else ties the two. */
export class WorkloadIdentity extends Construct {
  public readonly role: RoleReference;
  public readonly serviceAccount: { readonly namespace: string; readonly name: string };
  /** Complete when a pod of the ServiceAccount has all its permissions. */
  public readonly dependables: readonly ITerraformDependable[];

  public constructor(scope: Construct, id: string, props: WorkloadIdentityProps) {
    super(scope, id);
    this.role = props.existingRoleArn === undefined ? this.makeRole(props) : IrsaRole.fromArn(props.existingRoleArn);
    this.serviceAccount = { namespace: props.namespace.name, name: props.serviceAccount };
    const inCluster = props.iamOnly ? this.role.dependables : this.addToCluster(props);
    const association = usesPodIdentity(props)
      ? new PodIdentityAssociation(this, "pod-identity", {
          ...props.podIdentity,
          cluster: clusterOf(props),
          role: this.role,
          serviceAccount: this.serviceAccount,
        })
      : undefined;
    this.dependables = [...inCluster, ...(association?.dependables ?? [])];
  }

  private makeRole(props: WorkloadIdentityProps): IrsaRole {
    const { namespace, serviceAccount, audience } = props;
    return new IrsaRole(this, "role", {
      ...identityOf(props),
      ...props.role,
      ...props.permissions,
      purpose: props.purpose ?? this.node.id,
      subjects: [{ namespace: namespace.name, serviceAccount }, ...(props.otherSubjects ?? [])],
      trust: {
        ...props.trust,
        audience,
        podIdentitySource: props.podIdentity?.sourceConditions,
        podIdentitySessionTags: !props.podIdentity?.disableSessionTags,
      },
    });
  }

  private addToCluster(props: WorkloadIdentityProps): ITerraformDependable[] {
    const { namespace } = props;
    const account = new ServiceAccount(this, "service-account", {
      name: props.serviceAccount,
      namespace,
      annotations: props.annotations,
      labels: props.labels,
      automountServiceAccountToken: props.automountServiceAccountToken,
      imagePullSecrets: props.imagePullSecrets,
      existing: props.existing,
      stsRegionalEndpoints: props.stsRegionalEndpoints,
      tokenExpiration: props.tokenExpiration,
      audience: props.audience,
      ...(usesIrsa(props) ? { role: this.role } : { dependsOn: this.role.dependables }),
    });
    const { rules = [], clusterRules = [] } = props;
    if (rules.length + clusterRules.length === 0) return [...account.dependables];
    const rbac = new Rbac(this, "rbac", { serviceAccount: account, namespace, rules, clusterRules });
    return [...account.dependables, ...rbac.dependables];
  }
}
