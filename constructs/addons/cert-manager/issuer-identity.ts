import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { and } from "../../hcl/combine";
import type { List } from "../../hcl/combine";
import { instancesOf } from "../../hcl/instances";
import { lift, text } from "../../hcl/lift";
import type { RoleOptions, RoleReference } from "../../identity/irsa-role";
import type { OidcProvider } from "../../identity/eks-oidc-provider";
import type { NamespaceReference } from "../../identity/namespace";
import { Rbac } from "../../identity/rbac";
import type { ServiceAccountReference } from "../../identity/service-account";
import { WorkloadIdentity } from "../../identity/workload-identity";
import { LOOK_UP_ZONES, route53Statements } from "./policy";
import type { Route53Options } from "./policy";
import type { HostedZone } from "./zones";

/** What makes an issuer's own identity. */
export interface IssuerIdentityProps extends Route53Options {
  /** The issuer's name. */
  readonly name: string;
  /** The issuer's namespace. */
  readonly namespace: NamespaceReference;
  /** The ServiceAccount that is made there. */
  readonly serviceAccount: string;
  /** All that its role may write challenges to. */
  readonly zones: List<HostedZone>;
  /** The cluster's OIDC provider, by which the ServiceAccount's token is taken. */
  readonly provider: OidcProvider;
  /** Settings of the role, but for its name. */
  readonly role?: RoleOptions;
  /** What cert-manager's controller runs as. */
  readonly certManager: ServiceAccountReference;
}

/**
 * A ServiceAccount in an issuer's namespace, with a role for that issuer's zones, and the right of
 * cert-manager to ask for its tokens: what cert-manager itself may do in AWS is for ClusterIssuers
 * alone. No pod runs as it, and so an association of Pod Identity would be of no use.
 */
export class IssuerIdentity extends Construct {
  /** The issuer's role. */
  public readonly role: RoleReference;
  /** The ServiceAccount that cert-manager asks for tokens of. */
  public readonly serviceAccount: ServiceAccountReference;
  /** What has to be there before the issuer. */
  public readonly dependables: readonly ITerraformDependable[];

  public constructor(scope: Construct, id: string, props: IssuerIdentityProps) {
    super(scope, id);
    const { namespace, provider, zones, lookUpZones, acmeChallengeOnly, certManager } = props;
    const { name: _, description: __, ...role } = props.role ?? {};
    const { partition } = provider.cluster;
    const identity = new WorkloadIdentity(this, "Default", {
      identity: "irsa",
      provider,
      namespace,
      serviceAccount: props.serviceAccount,
      // One that pods find on them by chance would be a way to the zones.
      automountServiceAccountToken: false,
      purpose: `cert-manager-${namespace.name}-${props.name}`,
      role: {
        ...role,
        description: text(
          instancesOf(this).named(
            "description",
            lift(`Issuer ${namespace.name}/${props.name} of cert-manager in the EKS cluster ${provider.cluster.name}`),
          ),
        ),
      },
      permissions: {
        moreStatements: [
          ...route53Statements(partition, zones, { acmeChallengeOnly }),
          { ...LOOK_UP_ZONES, when: and(lookUpZones ?? false) },
        ],
      },
    });
    const rbac = new Rbac(this, "token-request", {
      serviceAccount: identity.serviceAccount,
      namespace,
      subject: certManager,
      rules: [
        {
          apiGroups: [""],
          resources: ["serviceaccounts/token"],
          verbs: ["create"],
          resourceNames: [props.serviceAccount],
        },
      ],
    });
    this.role = identity.role;
    this.serviceAccount = identity.serviceAccount;
    this.dependables = [...identity.dependables, ...rbac.dependables];
  }
}
