import { DataAwsIamOpenidConnectProvider } from "@cdktf/provider-aws/lib/data-aws-iam-openid-connect-provider";
import { IamOpenidConnectProvider } from "@cdktf/provider-aws/lib/iam-openid-connect-provider";
import type { ITerraformDependable, TerraformProvider, TerraformResourceLifecycle } from "cdktf";
import { Construct } from "constructs";
import { check, checkTags } from "../contract/check";
import { accountId } from "../facts/names";
import * as problems from "../facts/problems";
import { IRSA_AUDIENCE, providerArn, providerOfIssuer } from "../facts/trust";
import { ListOf, choose, each, hasAny, isGiven, not, sorted } from "../hcl/combine";
import type { Condition, List } from "../hcl/combine";
import { call, index, kept, reference, splat } from "../hcl/expression";
import type { Expression } from "../hcl/expression";
import { instancesOf, local } from "../hcl/instances";
import { any, isLiteral, lift, list, map, text } from "../hcl/lift";
import type { EksCluster } from "./eks-cluster";

/** A cluster's OIDC provider in IAM, made here or elsewhere. */
export interface OidcProvider {
  /** The cluster whose tokens it vouches for. */
  readonly cluster: EksCluster;
  /**
   * The provider's ARN in IAM, which a plan shows wherever it knows the cluster. It need not wait for the provider itself:
   * what takes it depends on `dependables`.
   */
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
  /**
   * Twelve digits: the account that the AWS provider works in. @default - the cluster's; with `awsProvider` none, and then
   * plans do not show the ARN before the provider is made
   */
  readonly accountId?: string;
  /** At most 50. @default - none but the AWS provider's default tags */
  readonly tags?: Readonly<Record<string, string>>;
}

/** A provider of which Terraform knows whether it is made. */
export interface ChosenOidcProviderProps {
  readonly cluster: EksCluster;
  /** Whether it is made; else it is looked up. */
  readonly create: Condition;
  /** The cluster's ARN, or null: then the provider's is known when it is made. */
  readonly clusterArn: Expression;
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
    check(this, "accountId", props.accountId, accountId);
    const provider = new IamOpenidConnectProvider(this, "Resource", {
      url: props.cluster.issuerUrl,
      clientIdList: [...new Set([IRSA_AUDIENCE, ...(props.audiences ?? [])])],
      provider: props.awsProvider,
      tags: props.tags && { ...props.tags },
    });
    const { cluster, awsProvider } = props;
    const account = props.accountId ?? (awsProvider === undefined ? cluster.accountId : undefined);
    this.cluster = cluster;
    // As text, it is known when Terraform plans, and reviewers see whom a role trusts.
    this.arn = account === undefined ? provider.arn : providerArn(cluster.partition, account, cluster.issuer);
    this.awsProvider = awsProvider;
    this.dependables = [provider];
  }

  /**
   * The provider that is there already for the cluster's issuer; Terraform's plan fails where there is none.
   *
   * @param audiences - audiences that it has to know besides `sts.amazonaws.com`: without one, the plan fails
   */
  public static lookup(
    scope: Construct,
    id: string,
    cluster: EksCluster,
    awsProvider?: TerraformProvider,
    audiences: readonly string[] = [],
  ): OidcProvider {
    const data = new DataAwsIamOpenidConnectProvider(scope, id, {
      url: cluster.issuerUrl,
      provider: awsProvider,
      lifecycle: audiences.length > 0 ? knows(audiences) : undefined,
    });
    return { cluster, arn: data.arn, awsProvider, dependables: [] };
  }

  /**
   * The cluster's provider, and Terraform knows whether it is made.
   *
   * @internal
   */
  public static choose(scope: Construct, id: string, props: ChosenOidcProviderProps): OidcProvider {
    const { cluster, create, clusterArn, audiences } = props;
    const { where } = instancesOf(scope);
    const created = new IamOpenidConnectProvider(scope, id, {
      url: cluster.issuerUrl,
      clientIdList: list(call("distinct", call("concat", [IRSA_AUDIENCE], sorted(audiences)))),
      tags: map(props.tags),
      ...where(create, "created"),
    });
    const found = new DataAwsIamOpenidConnectProvider(scope, `${id}-existing`, {
      url: cluster.issuerUrl,
      lifecycle: knows(new ListOf(audiences.node, text)),
      ...where(not(create), "existing"),
    });
    const one = (of: IamOpenidConnectProvider | DataAwsIamOpenidConnectProvider, prefix = ""): Expression =>
      call(
        "one",
        splat(
          reference(() => `${prefix}${of.terraformResourceType}.${of.friendlyUniqueId}`),
          "arn",
        ),
      );
    const field = (place: number): string => text(index(call("split", ":", kept(clusterArn)), place));
    const known = providerArn(field(1), field(4), cluster.issuer);
    const made = choose(isGiven(clusterArn), lift(known), one(created));
    const chosen = local(scope, `${id}-arn`, choose(create, made, one(found, "data.")));
    return { cluster, arn: text(chosen), dependables: [created] };
  }

  /**
   * Reads a provider that is there already, for the plan to fail where it does not know an audience. Only an audience
   * besides `sts.amazonaws.com` is worth that: every provider for IRSA knows this one.
   *
   * @param when - whether it is read. @default - where there are audiences
   */
  public static checkAudiences(
    scope: Construct,
    id: string,
    { arn, awsProvider }: Pick<OidcProvider, "arn" | "awsProvider">,
    audiences: List<string>,
    when: Condition = hasAny(audiences),
  ): void {
    if (when === false) return;
    new DataAwsIamOpenidConnectProvider(scope, id, {
      arn,
      provider: awsProvider,
      lifecycle: knows(audiences),
      ...instancesOf(scope).where(when, "checked"),
    });
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

/** STS refuses a token for an audience that the provider does not know; Terraform says so when it plans. */
const knows = (audiences: List<string>): TerraformResourceLifecycle => ({
  postcondition: [
    {
      condition: any(
        call(
          "alltrue",
          each(audiences, "audience", (one) => call("contains", reference("self.client_id_list"), one)),
        ),
      ),
      errorMessage: problems.problemText(problems.audienceUnknown()),
    },
  ],
});
