import { DataAwsIamOpenidConnectProvider } from "@cdktf/provider-aws/lib/data-aws-iam-openid-connect-provider";
import { IamOpenidConnectProvider } from "@cdktf/provider-aws/lib/iam-openid-connect-provider";
import type { ITerraformDependable, TerraformProvider } from "cdktf";
import { Construct } from "constructs";
import { check, checkTags } from "../contract/check";
import { IRSA_AUDIENCE, providerOfIssuer } from "../facts/trust";
import { choose, equals, sorted } from "../hcl/combine";
import { call, reference, splat } from "../hcl/expression";
import type { Expression } from "../hcl/expression";
import { instancesOf, local } from "../hcl/instances";
import { isLiteral, list, map, text } from "../hcl/lift";
import type { EksCluster } from "./eks-cluster";

/** A cluster's OIDC provider in IAM, made here or elsewhere. */
export interface OidcProvider {
  /** The cluster whose tokens it vouches for. */
  readonly cluster: EksCluster;
  /** The provider's ARN in IAM. */
  readonly arn: string;
  /** The AWS provider of the account it is in, where its roles are made, too. @default - the default one */
  readonly awsProvider?: TerraformProvider;
  /** What has to be there before a role is of use. */
  readonly dependables: readonly ITerraformDependable[];
}

/** What makes an OIDC provider in IAM. */
export interface EksOidcProviderProps {
  /** The cluster whose issuer it stands for. */
  readonly cluster: EksCluster;
  /** Audiences besides `sts.amazonaws.com` that tokens may be meant for. @default - none */
  readonly audiences?: readonly string[];
  /** The AWS provider of another account. @default - the default one */
  readonly awsProvider?: TerraformProvider;
  /** At most 50. @default - none but the AWS provider's default tags */
  readonly tags?: Readonly<Record<string, string>>;
}

/** A provider of which Terraform knows where it comes from. */
export interface ChosenOidcProviderProps {
  readonly cluster: EksCluster;
  /** "create", "lookup" or "existing". */
  readonly from: Expression;
  /** Where it is there already: its ARN. */
  readonly arn: Expression;
  /** Audiences besides `sts.amazonaws.com`: a list. */
  readonly audiences: Expression;
  readonly tags: Expression;
}

/**
 * The IAM OIDC provider of an EKS cluster: one per issuer and account, its audience
 * `sts.amazonaws.com`. It has no thumbprint: IAM checks EKS issuers against its own trusted root
 * CAs, and a thumbprint in the configuration only drifts.
 */
export class EksOidcProvider extends Construct implements OidcProvider {
  public readonly cluster: EksCluster;
  public readonly arn: string;
  public readonly awsProvider: TerraformProvider | undefined;
  public readonly dependables: readonly ITerraformDependable[];

  public constructor(scope: Construct, id: string, props: EksOidcProviderProps) {
    super(scope, id);
    checkTags(this, props.tags);
    const provider = new IamOpenidConnectProvider(this, "Resource", {
      url: props.cluster.issuerUrl,
      clientIdList: [...new Set([IRSA_AUDIENCE, ...(props.audiences ?? [])])],
      provider: props.awsProvider,
      tags: props.tags && { ...props.tags },
    });
    this.cluster = props.cluster;
    this.arn = provider.arn;
    this.awsProvider = props.awsProvider;
    this.dependables = [provider];
  }

  /** The provider that is there already for the cluster's issuer; Terraform's plan fails where there is none. */
  public static lookup(
    scope: Construct,
    id: string,
    cluster: EksCluster,
    awsProvider?: TerraformProvider,
  ): OidcProvider {
    const data = new DataAwsIamOpenidConnectProvider(scope, id, { url: cluster.issuerUrl, provider: awsProvider });
    return { cluster, arn: data.arn, awsProvider, dependables: [] };
  }

  /**
   * The cluster's provider, and Terraform knows where it comes from: "create", "lookup", or "existing"
   * with its ARN.
   *
   * @internal
   */
  public static choose(scope: Construct, id: string, props: ChosenOidcProviderProps): OidcProvider {
    const { cluster, from, arn, audiences } = props;
    const { where } = instancesOf(scope);
    const created = new IamOpenidConnectProvider(scope, id, {
      url: cluster.issuerUrl,
      clientIdList: list(call("distinct", call("concat", [IRSA_AUDIENCE], sorted(audiences)))),
      tags: map(props.tags),
      ...where(equals(from, "create"), "created"),
    });
    const found = new DataAwsIamOpenidConnectProvider(scope, `${id}-existing`, {
      url: cluster.issuerUrl,
      ...where(equals(from, "lookup"), "existing"),
    });
    const one = (of: IamOpenidConnectProvider | DataAwsIamOpenidConnectProvider, prefix = ""): Expression =>
      call(
        "one",
        splat(
          reference(() => `${prefix}${of.terraformResourceType}.${of.friendlyUniqueId}`),
          "arn",
        ),
      );
    const made = call("try", call("coalesce", one(created), one(found, "data.")), null);
    const chosen = local(scope, `${id}-arn`, choose(equals(from, "existing"), arn, made));
    return { cluster, arn: text(chosen), dependables: [created] };
  }

  /**
   * A provider by its ARN: nothing is read.
   *
   * @throws InvalidInputError where ARN and issuer are known and the ARN is of another issuer
   */
  public static fromArn(cluster: EksCluster, arn: string, awsProvider?: TerraformProvider): OidcProvider {
    if (isLiteral(cluster.issuer)) {
      check("EksOidcProvider", "arn", arn, (value) => providerOfIssuer(value, cluster.issuer));
    }
    return { cluster, arn, awsProvider, dependables: [] };
  }
}
