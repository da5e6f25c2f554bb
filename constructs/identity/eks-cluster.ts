import { DataAwsEksCluster } from "@cdktf/provider-aws/lib/data-aws-eks-cluster";
import type { TerraformResourceLifecycle } from "cdktf";
import type { Construct } from "constructs";
import { check, refuse } from "../contract/check";
import { accountId, clusterName } from "../facts/names";
import type { TextRule } from "../facts/names";
import { PARTITIONS, PARTITION_NAMES, isPartition, partitionOf } from "../facts/partitions";
import * as problems from "../facts/problems";
import { oidcIssuer, withoutScheme } from "../facts/trust";
import { choose, compare, isGiven, not, or } from "../hcl/combine";
import type { Condition } from "../hcl/combine";
import { attribute, call, index, nullable, reference, splat } from "../hcl/expression";
import type { Expression } from "../hcl/expression";
import { instancesOf, local } from "../hcl/instances";
import { any, isLiteral, text } from "../hcl/lift";

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

/** Attributes of a cluster of which Terraform knows whether they are given. */
export interface GivenAttributes {
  /** All of them, or null. */
  readonly all: Expression;
  readonly accountId: Expression;
  readonly oidcIssuer: Expression;
  readonly vpcId: Expression;
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
  /** Whether EKS runs its nodes (Auto Mode); undefined where it is unknown. @internal */
  public readonly autoMode: Condition | undefined;

  private constructor(attributes: EksClusterAttributes, issuer: string, autoMode?: Condition) {
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
    this.autoMode = autoMode;
  }

  /**
   * A cluster that is there already, read by Terraform with one data source. Its issuer, which every
   * role names twice, is stripped once, in a local value.
   *
   * @param given - attributes that Terraform may know: only where they are null, the cluster is read
   * @param preflight - whether Terraform stops, with a reason, at a cluster that has no issuer
   * @throws InvalidInputError for a name past its limit, and for a region of no known partition
   */
  public static lookup(
    scope: Construct,
    id: string,
    place: EksClusterPlace,
    given?: GivenAttributes,
    preflight: Condition = true,
  ): EksCluster {
    check(`${scope.node.path}/${id}`, "name", place.name, clusterName);
    const isKnown = given === undefined ? false : isGiven(given.all);
    const data = new DataAwsEksCluster(scope, id, {
      name: place.name,
      region: place.region,
      lifecycle: preflight === false ? undefined : hasIssuer(preflight),
      ...instancesOf(scope).where(not(isKnown), "read"),
    });
    const all = reference(() => `data.${data.terraformResourceType}.${data.friendlyUniqueId}`);
    const read = data.count === undefined ? all : index(all, 0);
    const first = (of: Expression, name: string): Expression => index(attribute(of, name), 0);
    const either = (name: string, known: Expression | undefined, otherwise: Expression): string =>
      known === undefined ? text(otherwise) : text(local(scope, `${id}-${name}`, choose(isKnown, known, otherwise)));
    const oidcIssuer = either(
      "oidc-issuer",
      given?.oidcIssuer,
      attribute(first(first(read, "identity"), "oidc"), "issuer"),
    );
    const issuer = local(scope, `${id}-issuer`, call("replace", oidcIssuer, "https://", ""));
    const account = call("element", call("split", ":", attribute(read, "arn")), 4);
    const attributes = {
      ...place,
      accountId: either("account-id", given?.accountId, account),
      oidcIssuer,
      vpcId: either("vpc-id", given?.vpcId, attribute(first(read, "vpc_config"), "vpc_id")),
      ...(given !== undefined && {
        version: text(local(scope, `${id}-version`, nullable(call("one", splat(all, "version"))))),
      }),
      ...(given === undefined && {
        arn: text(attribute(read, "arn")),
        endpoint: text(attribute(read, "endpoint")),
        certificateAuthority: text(attribute(first(read, "certificate_authority"), "data")),
        version: text(attribute(read, "version")),
      }),
    };
    const autoMode = call("try", attribute(first(read, "compute_config"), "enabled"), false);
    return new EksCluster(attributes, text(issuer), given === undefined ? autoMode : undefined);
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
    return new EksCluster(attributes, isLiteral(url) ? withoutScheme(url) : text(call("replace", url, "https://", "")));
  }
}

/** Without one, Terraform would stop at an index that is not there. */
function hasIssuer(preflight: Condition): TerraformResourceLifecycle {
  const issuer = attribute(index(attribute(index(reference("self.identity"), 0), "oidc"), 0), "issuer");
  const condition = or(not(preflight), compare(call("try", issuer, null), "!=", null));
  return {
    postcondition: [{ condition: any(condition), errorMessage: problems.problemText(problems.noOidcIssuer()) }],
  };
}

const partitionName: TextRule = (value) => (isPartition(value) ? undefined : problems.notOneOf(value, PARTITION_NAMES));

function partition({ region, partition: given }: EksClusterPlace): string {
  if (given !== undefined) return given;
  const examples = PARTITIONS.map(({ example }) => example);
  const shown = isLiteral(region) ? region : "(a token)";
  const found = isLiteral(region) ? partitionOf(region) : undefined;
  return found ?? refuse("EksCluster", "region", problems.unknownRegion(shown, examples));
}
