import { EksPodIdentityAssociation } from "@cdktf/provider-aws/lib/eks-pod-identity-association";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { roleArn } from "../facts/policy";
import { check, checkTags } from "../contract/check";
import type { Condition, Flag } from "../hcl/combine";
import { instancesOf } from "../hcl/instances";
import type { MetaArguments } from "../hcl/instances";
import type { EksCluster } from "./eks-cluster";
import type { RoleReference } from "./irsa-role";
import type { ServiceAccount } from "./service-account";

/** What may be chosen of an association. */
export interface PodIdentityAssociationOptions {
  /** A role of another account, which the pod's role changes into on its own. @default - none */
  readonly targetRoleArn?: string;
  /** Whether sessions go without the six tags of cluster, namespace and pod. @default false */
  readonly disableSessionTags?: Flag;
  /** At most 50. @default - none but the AWS provider's default tags */
  readonly tags?: Readonly<Record<string, string>>;
}

/** How a role is tied to its ServiceAccount by Pod Identity, and how far it trusts that. */
export interface PodIdentityOptions extends PodIdentityAssociationOptions {
  /** Whether the role's trust policy is held to this account and cluster. @default true */
  readonly sourceConditions?: Flag;
}

/** What makes an association: which ServiceAccount of which cluster has which role. */
export interface PodIdentityAssociationProps extends PodIdentityAssociationOptions {
  /** The cluster, which needs the Pod Identity agent. */
  readonly cluster: EksCluster;
  /** The role that pods get, after its policies are attached. */
  readonly role: Pick<RoleReference, "arn" | "dependables">;
  /** The ServiceAccount of these pods. It need not be there yet. */
  readonly serviceAccount: Pick<ServiceAccount, "name" | "namespace">;
  /** Whether the association is made. @default true */
  readonly when?: Condition;
  /** How many there are, in the place of `when`. @default - one @internal */
  readonly meta?: MetaArguments;
}

/**
 * Ties one ServiceAccount to one role by EKS Pod Identity. The cluster needs the
 * eks-pod-identity-agent add-on, unless it runs in Auto Mode. Fargate pods have no Pod Identity.
 *
 * @throws InvalidInputError for a target that is no role's ARN
 */
export class PodIdentityAssociation extends Construct {
  /** What has to be there before a pod has its role: the association. */
  public readonly dependables: readonly ITerraformDependable[];

  public constructor(scope: Construct, id: string, props: PodIdentityAssociationProps) {
    super(scope, id);
    check(this, "targetRoleArn", props.targetRoleArn, roleArn);
    checkTags(this, props.tags);
    const { cluster, role, serviceAccount } = props;
    const instances = instancesOf(this);
    const association = new EksPodIdentityAssociation(this, "Resource", {
      clusterName: cluster.name,
      region: cluster.region,
      namespace: serviceAccount.namespace,
      serviceAccount: serviceAccount.name,
      roleArn: role.arn,
      targetRoleArn: props.targetRoleArn,
      disableSessionTags: props.disableSessionTags,
      tags: props.tags && { ...props.tags },
      dependsOn: role.dependables.length > 0 ? [...role.dependables] : undefined,
      ...(props.meta ?? instances.where(props.when ?? true, "association-made")),
    });
    this.dependables = instances.waitable([association], "association-ready");
  }
}
