import { DataAwsEksCluster } from "@cdktf/provider-aws/lib/data-aws-eks-cluster";
import { Fn, TerraformLocal, Token } from "cdktf";
import type { Construct } from "constructs";
import { accountId, clusterName } from "../facts/names";
import type { TextRule } from "../facts/names";
import { PARTITIONS, PARTITION_NAMES, isPartition, partitionOf } from "../facts/partitions";
import * as problems from "../facts/problems";
import { oidcIssuer, withoutScheme } from "../facts/trust";
import { check, refuse } from "../terraform/check";
import { isGiven, not } from "../terraform/condition";
import { expr, raw } from "../terraform/expression";
import type { Optional } from "../terraform/expression";
import { instancesOf } from "../terraform/instances";

/** Where a cluster is. */
export interface EksClusterPlace {
  /** The EKS cluster's name, at most 100 characters. */
  readonly name: string;
  /** The region's code, as in `ap-northeast-2`. */
  readonly region: string;
  /** @default - from the region; needed where the region is a token or of an unknown form */
  readonly partition?: string;
}

/** A cluster whose attributes are known, as literals or as tokens of another resource or module. */
export interface EksClusterAttributes extends EksClusterPlace {
  /** The account's twelve digits. */
  readonly accountId: string;
  /** With https://, as EKS gives it (`identity.oidc.issuer`). */
  readonly oidcIssuer: string;
  /** The API server's https URL. @default - unknown: the providers need another way to the cluster */
  readonly endpoint?: string;
  /** The certificate authority, PEM in base64, as EKS gives it. @default - unknown, as above */
  readonly certificateAuthority?: string;
  /** @default - unknown: the load balancer controller cannot do without */
  readonly vpcId?: string;
  /** @default - put together from partition, region, account and name */
  readonly arn?: string;
  /** The Kubernetes version, as in `1.34`. @default - unknown */
  readonly version?: string;
}

/** What the constructs need to know of an EKS cluster. Each text may be a token. */
export class EksCluster {
  /** The EKS cluster's name. */
  public readonly name: string;
  /** The cluster's ARN. */
  public readonly arn: string;
  /** The region's code. */
  public readonly region: string;
  /** The partition's identifier, the second field of ARNs. */
  public readonly partition: string;
  /** The account's twelve digits. */
  public readonly accountId: string;
  /** The OIDC issuer with https:// . */
  public readonly issuerUrl: string;
  /** The OIDC issuer without https://, as trust policies name it. */
  public readonly issuer: string;
  /** The API server's https URL; undefined where it is unknown. */
  public readonly endpoint: string | undefined;
  /** The certificate authority, PEM in base64; undefined where it is unknown. */
  public readonly certificateAuthority: string | undefined;
  /** The VPC's ID; undefined where it is unknown. */
  public readonly vpcId: string | undefined;
  /** The Kubernetes version; undefined where it is unknown. */
  public readonly version: string | undefined;

  private constructor(attributes: EksClusterAttributes, issuer: string) {
    this.name = attributes.name;
    this.region = attributes.region;
    this.partition = partition(attributes);
    this.accountId = attributes.accountId;
    this.arn = attributes.arn ?? `arn:${this.partition}:eks:${this.region}:${this.accountId}:cluster/${this.name}`;
    this.issuerUrl = attributes.oidcIssuer;
    this.issuer = issuer;
    this.endpoint = attributes.endpoint;
    this.certificateAuthority = attributes.certificateAuthority;
    this.vpcId = attributes.vpcId;
    this.version = attributes.version;
  }

  /**
   * A cluster that is there already, read by Terraform with one data source. Its issuer, which every
   * role names twice, is stripped once, in a local value.
   *
   * @throws InvalidInputError for a name past its limit, and for a region of no known partition
   */
  public static lookup(scope: Construct, id: string, place: EksClusterPlace): EksCluster {
    check(`${scope.node.path}/${id}`, "name", place.name, clusterName);
    const data = new DataAwsEksCluster(scope, id, { name: place.name, region: place.region });
    const oidcIssuer = data.identity.get(0).oidc.get(0).issuer;
    const issuer = new TerraformLocal(scope, `${id}-issuer`, Fn.replace(oidcIssuer, "https://", ""));
    const attributes = {
      ...place,
      arn: data.arn,
      accountId: Token.asString(Fn.element(Fn.split(":", data.arn), 4)),
      oidcIssuer,
      endpoint: data.endpoint,
      certificateAuthority: data.certificateAuthority.get(0).data,
      vpcId: data.vpcConfig.get(0).vpcId,
      version: data.version,
    };
    return new EksCluster(attributes, issuer.asString);
  }

  /**
   * A cluster of which Terraform knows whether its attributes are given, as an object with the keys
   * `account_id`, `oidc_issuer` and `vpc_id`: only where they are not, it is read, with one data source.
   *
   * @internal
   */
  public static open(scope: Construct, id: string, place: EksClusterPlace, attributes: Optional): EksCluster {
    const data = new DataAwsEksCluster(scope, id, {
      name: place.name,
      region: place.region,
      ...instancesOf(scope).where(not(isGiven(attributes))),
    });
    const read = `data.aws_eks_cluster.${data.friendlyUniqueId}[0]`;
    const local = (what: string, given: string, otherwise: string): string => {
      const value = expr`${isGiven(attributes)} ? try(${attributes}.${raw(given)}, null) : ${raw(otherwise)}`;
      return new TerraformLocal(scope, `${id}-${what}`, value).asString;
    };
    const accountId = local("account-id", "account_id", `element(split(":", ${read}.arn), 4)`);
    const oidcIssuer = local("oidc-issuer", "oidc_issuer", `${read}.identity[0].oidc[0].issuer`);
    const vpcId = local("vpc-id", "vpc_id", `${read}.vpc_config[0].vpc_id`);
    const issuer = new TerraformLocal(scope, `${id}-issuer`, expr`replace(${oidcIssuer}, "https://", "")`);
    return new EksCluster({ ...place, accountId, oidcIssuer, vpcId }, issuer.asString);
  }

  /**
   * A cluster whose issuer is known without its scheme, as its OIDC provider's ARN ends with it; all of it tokens.
   *
   * @internal
   */
  public static fromIssuer(attributes: Omit<EksClusterAttributes, "oidcIssuer">, issuer: string): EksCluster {
    return new EksCluster({ ...attributes, oidcIssuer: `https://${issuer}` }, issuer);
  }

  /**
   * A cluster whose attributes are given: nothing is read at plan time.
   *
   * @throws InvalidInputError for an issuer that is not https, and as `lookup` does
   */
  public static fromAttributes(attributes: EksClusterAttributes): EksCluster {
    check("EksCluster", "name", attributes.name, clusterName);
    const url = attributes.oidcIssuer;
    check("EksCluster", "oidcIssuer", url, oidcIssuer);
    check("EksCluster", "accountId", attributes.accountId, accountId);
    check("EksCluster", "partition", attributes.partition, partitionName);
    return new EksCluster(attributes, Token.isUnresolved(url) ? Fn.replace(url, "https://", "") : withoutScheme(url));
  }
}

const partitionName: TextRule = (value) => (isPartition(value) ? undefined : problems.notOneOf(value, PARTITION_NAMES));

function partition({ region, partition: given }: EksClusterPlace): string {
  const found = given ?? (Token.isUnresolved(region) ? undefined : partitionOf(region));
  if (found === undefined) {
    const examples = PARTITIONS.map(({ example }) => example);
    refuse("EksCluster", "region", problems.unknownRegion(Token.isUnresolved(region) ? "(a token)" : region, examples));
  }
  return found;
}
