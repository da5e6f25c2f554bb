import { TerraformLocal } from "cdktf";
import type { Construct } from "constructs";
import { PARTITIONS } from "../facts/partitions";
import { EksCluster } from "../identity/eks-cluster";
import { EksOidcProvider } from "../identity/eks-oidc-provider";
import type { OidcProvider } from "../identity/eks-oidc-provider";
import { expr } from "../terraform/expression";
import type { Json } from "../terraform/expression";
import type { Reader } from "./reader";

/** The cluster that a module is for, out of its variables. */

/** The partition: as given, or from the region, by the form of its name. */
export function partitionOf(scope: Construct, variables: Reader): string {
  const forms = new TerraformLocal(
    scope,
    "region_forms",
    Object.fromEntries(PARTITIONS.map(({ name, region }) => [name, region.source])),
  ).expression as Json;
  const found = expr`one([for name, form in ${forms} : name if can(regex(form, ${variables.required("region")}))])`;
  return new TerraformLocal(scope, "partition", expr`coalesce(${variables.value("partition")}, ${found})`).asString;
}

/** A cluster's OIDC provider by its ARN, which ends with the issuer and names the account. */
export function providerByArn(scope: Construct, variables: Reader): OidcProvider {
  const arn = variables.required("oidcProviderArn");
  const account = expr`try(coalesce(${variables.value("accountId")}, try(split(":", ${arn})[4], null)), "")`;
  const issuer = new TerraformLocal(scope, "oidc_issuer", expr`try(split(":oidc-provider/", ${arn})[1], "")`);
  const cluster = EksCluster.fromIssuer(
    {
      name: variables.requiredText("clusterName"),
      region: variables.requiredText("region"),
      partition: partitionOf(scope, variables),
      accountId: new TerraformLocal(scope, "account_id", account).asString,
      vpcId: variables.requiredText("vpcId"),
    },
    issuer.asString,
  );
  return EksOidcProvider.fromArn(cluster, arn.toString());
}
