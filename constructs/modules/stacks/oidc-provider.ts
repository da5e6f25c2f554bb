import type { Construct } from "constructs";
import { z } from "zod";
import { text as textKey } from "../../contract/basics";
import { clusterArn } from "../../facts/names";
import { oidcIssuer } from "../../facts/trust";
import { call } from "../../hcl/expression";
import type { Expression } from "../../hcl/expression";
import { local, once, repeat } from "../../hcl/instances";
import { lift, text } from "../../hcl/lift";
import { EksCluster } from "../../identity/eks-cluster";
import { EksOidcProvider } from "../../identity/eks-oidc-provider";
import { flatInputs } from "../flat";
import { tagsShape } from "../inputs";
import { ModuleStack } from "../module-stack";
import { variables } from "../reader";

const SHAPE = {
  oidcIssuer: textKey(oidcIssuer, "The cluster's OIDC issuer, with https://"),
  create: z.boolean().default(true).meta({ description: "false: look up the provider that is there already" }),
  audiences: z
    .array(z.string())
    .default([])
    .meta({ description: "Audiences besides sts.amazonaws.com that tokens may be meant for" }),
  clusterArn: textKey(
    clusterArn,
    "The cluster's ARN. With it, plans show the provider's ARN, and so whom roles trust; it names the account and the partition that the AWS provider works in",
  ).optional(),
  ...tagsShape,
};

/** An EKS cluster's OIDC provider in IAM. */
export class OidcProviderModule extends ModuleStack {
  public constructor(scope: Construct) {
    super(scope, "oidc-provider", {
      description:
        "The OIDC provider of an EKS cluster in IAM: with it, roles can trust the cluster's ServiceAccounts.",
      providers: ["aws"],
      inputs: flatInputs(SHAPE),
    });
    const of = variables(SHAPE);
    const issuer = text(local(this, "issuer", call("replace", of.oidcIssuer, "https://", "")));
    const cluster = EksCluster.fromIssuer({ name: "", region: "", partition: "", accountId: "" }, issuer);
    repeat(this, "this", once());
    const provider = EksOidcProvider.choose(this, "this", {
      cluster,
      create: lift(of.create) as Expression,
      clusterArn: lift(of.clusterArn) as Expression,
      audiences: of.audiences,
      tags: lift(of.tags) as Expression,
    });
    this.output(
      "arn",
      "The provider's ARN, which roles name in their trust policies",
      lift(provider.arn),
      provider.dependables,
    );
    this.output("issuer", "The issuer without https://, as condition keys name it", lift(issuer));
  }
}
