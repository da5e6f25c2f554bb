import type { Construct } from "constructs";
import type { z } from "zod";
import { PARTITIONS } from "../facts/partitions";
import { orElse } from "../hcl/combine";
import { Expression, call, index, reference, variable } from "../hcl/expression";
import { local } from "../hcl/instances";
import { text } from "../hcl/lift";
import { EksCluster } from "../identity/eks-cluster";
import { EksOidcProvider } from "../identity/eks-oidc-provider";
import type { OidcProvider } from "../identity/eks-oidc-provider";
import type { placeShape, providerShape } from "./inputs";
import type { Referred } from "./reader";

/** The cluster that a module is for, out of its variables. */

type Place = Referred<z.input<z.ZodObject<typeof placeShape>>>;
type Provider = Referred<z.input<z.ZodObject<typeof providerShape>>>;

/** The partition: as given, or from the region, by the form of its name. */
export function partitionOf(scope: Construct, { region, partition }: Place): string {
  const all = Object.fromEntries(PARTITIONS.map(({ name, region: form }) => [name, form.source]));
  const forms = local(scope, "region_forms", new Expression({ kind: "data", data: all }));
  const [name, form] = [variable("name"), variable("form")];
  const found = new Expression({
    kind: "list",
    loop: { key: name, value: form, over: forms },
    body: name,
    where: call("can", call("regex", form, region)),
  });
  // A local value of its own, for the checks of the variable `partition` (checks/cluster.ts).
  return text(local(scope, "partition", orElse(partition, local(scope, "region_partition", call("one", found)))));
}

/** A cluster's OIDC provider by its ARN, which ends with the issuer and names the account. */
export function providerByArn(scope: Construct, of: Provider, vpcId?: string): OidcProvider {
  const arn = reference("var.oidc_provider_arn");
  const inArn = (separator: string, place: number): Expression => index(call("split", separator, arn), place);
  const account = call("try", orElse(of.accountId, call("try", inArn(":", 4), null)), "");
  const cluster = EksCluster.fromIssuer(
    {
      name: of.clusterName,
      region: of.region,
      partition: partitionOf(scope, of),
      accountId: text(local(scope, "account_id", account)),
      vpcId,
    },
    text(local(scope, "oidc_issuer", call("try", inArn(":oidc-provider/", 1), ""))),
  );
  return EksOidcProvider.fromArn(cluster, text(arn));
}
