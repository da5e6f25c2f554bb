import { EksPodIdentityAssociation } from "@cdktf/provider-aws/lib/eks-pod-identity-association";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { roleArn } from "../facts/policy";
import type { PolicyStatement } from "../facts/policy";
import { check, checkTags, refuse } from "../contract/check";
import * as problems from "../facts/problems";
import type { Condition, Flag } from "../hcl/combine";
import { instancesOf } from "../hcl/instances";
import type { MetaArguments } from "../hcl/instances";
import { jsonText } from "../hcl/json";
import type { Acknowledgement } from "../iam/rules";
import type { EksCluster } from "./eks-cluster";
import type { RoleReference } from "./irsa-role";
import { policyDocument, sessionPolicySize } from "./policy-document";
import { checkStatements } from "./statements";
import type { ServiceAccount } from "./service-account";
import { TimeSleep } from "./time-sleep";

/** What may be chosen of an association. */
export interface PodIdentityAssociationOptions {
  /** A role of another account, which the pod's role changes into on its own. @default - none */
  readonly targetRoleArn?: string;
  /**
   * Whether sessions go without the six tags of cluster, namespace and pod. The role's trust policy is
   * then held to account and cluster alone. @default false
   */
  readonly disableSessionTags?: Flag;
  /**
   * What sessions may do at most, of what the role allows; of the target role, where there is one. At most
   * 2,048 characters, and only without session tags. The AWS provider knows it from 6.57.1 on. @default - all
   */
  readonly sessionPolicy?: readonly PolicyStatement[];
  /** Seconds after the association before it is ready: pods that start earlier may get no credentials. @default 0 */
  readonly wait?: number;
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
  /** Rules about statements that do not apply to the session policy's. @default - none */
  readonly acknowledge?: readonly Acknowledgement[];
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
  /** Whether it needs an AWS provider that knows session policies. @internal */
  public readonly hasSessionPolicy: boolean;
  private readonly association: EksPodIdentityAssociation;

  public constructor(scope: Construct, id: string, props: PodIdentityAssociationProps) {
    super(scope, id);
    check(this, "targetRoleArn", props.targetRoleArn, roleArn);
    checkTags(this, props.tags);
    checkSessionPolicy(this, props);
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
    this.hasSessionPolicy = props.sessionPolicy !== undefined;
    this.association = association;
    if (props.sessionPolicy) association.addOverride("policy", jsonText(policyDocument(props.sessionPolicy)));
    const { wait = 0 } = props;
    const ready = wait === 0 ? association : new TimeSleep(this, "wait", wait, association);
    this.dependables = instances.waitable([ready], "association-ready");
  }

  /** How EKS tells apart who assumes a target role: its trust policy asks for it (`sts:ExternalId`). */
  public get externalId(): string {
    return instancesOf(this).attribute(this.association, "external_id");
  }
}

function checkSessionPolicy(
  scope: Construct,
  { sessionPolicy, disableSessionTags, acknowledge }: PodIdentityAssociationProps,
): void {
  if (sessionPolicy === undefined) return;
  refuse(scope, "sessionPolicy", disableSessionTags === true ? undefined : problems.sessionPolicyNeedsUntagged());
  refuse(scope, "sessionPolicy", sessionPolicySize(sessionPolicy));
  checkStatements(scope, "sessionPolicy", sessionPolicy, acknowledge);
}
