import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import type { PolicyStatement } from "../facts/policy";
import type { Subject } from "../facts/trust";
import type { OidcProvider } from "./eks-oidc-provider";
import { IrsaRole } from "./irsa-role";
import type { OwnPolicy, RoleOptions } from "./irsa-role";
import type { NamespaceReference } from "./namespace";
import { ServiceAccount } from "./service-account";
import type { ServiceAccountOptions } from "./service-account";

/** What a workload may do in AWS. */
export interface Permissions {
  /** Managed policies by ARN. @default - none */
  readonly policyArns?: readonly string[];
  /** An inline policy. @default - none */
  readonly statements?: readonly PolicyStatement[];
  /** Managed policies to make, by name. @default - none */
  readonly policies?: Readonly<Record<string, OwnPolicy>>;
}

export interface WorkloadIdentityProps extends ServiceAccountOptions {
  readonly provider: OidcProvider;
  readonly namespace: NamespaceReference;
  /** The ServiceAccount's name: an RFC 1123 subdomain, at most 253 characters. */
  readonly serviceAccount: string;
  /** The last part of the role's generated name. @default - the construct's id */
  readonly purpose?: string;
  /** @default - a role that may do nothing yet */
  readonly permissions?: Permissions;
  /** @default - a generated name, and AWS's defaults */
  readonly role?: RoleOptions;
  /** Other ServiceAccounts of the cluster that may assume the role; annotating them is left to their owner. @default - none */
  readonly otherSubjects?: readonly Subject[];
}

/** A ServiceAccount and the role that is its own. */
export class WorkloadIdentity extends Construct {
  public readonly role: IrsaRole;
  public readonly serviceAccount: ServiceAccount;
  /** The ServiceAccount, which itself waits for the role and its policies. */
  public readonly dependables: readonly ITerraformDependable[];

  public constructor(scope: Construct, id: string, props: WorkloadIdentityProps) {
    super(scope, id);
    this.role = new IrsaRole(this, "role", {
      ...props.role,
      ...props.permissions,
      provider: props.provider,
      purpose: props.purpose ?? id,
      subjects: [
        { namespace: props.namespace.name, serviceAccount: props.serviceAccount },
        ...(props.otherSubjects ?? []),
      ],
    });
    this.serviceAccount = new ServiceAccount(this, "service-account", {
      name: props.serviceAccount,
      namespace: props.namespace,
      role: this.role,
      annotations: props.annotations,
      labels: props.labels,
      automountServiceAccountToken: props.automountServiceAccountToken,
    });
    this.dependables = this.serviceAccount.dependables;
  }
}
