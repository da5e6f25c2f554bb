import { TerraformLocal } from "cdktf";
import type { Construct } from "constructs";
import { z } from "zod";
import { text } from "../../contract/basics";
import { oidcIssuer } from "../../facts/trust";
import { EksCluster } from "../../identity/eks-cluster";
import { EksOidcProvider } from "../../identity/eks-oidc-provider";
import { expr } from "../../terraform/expression";
import { flatInputs } from "../flat";
import { tagsShape } from "../inputs";
import { ModuleStack } from "../module-stack";
import { Reader } from "../reader";

/** An EKS cluster's OIDC provider in IAM. */
export class OidcProviderModule extends ModuleStack {
  public constructor(scope: Construct) {
    super(scope, "oidc-provider", {
      description:
        "The OIDC provider of an EKS cluster in IAM: with it, roles can trust the cluster's ServiceAccounts.",
      providers: ["aws"],
      inputs: flatInputs({
        oidcIssuer: text(oidcIssuer, "The cluster's OIDC issuer, with https://"),
        create: z.boolean().default(true).meta({ description: "false: look up the provider that is there already" }),
        audiences: z
          .array(z.string())
          .default([])
          .meta({ description: "Audiences besides sts.amazonaws.com that tokens may be meant for" }),
        ...tagsShape,
      }),
    });
    const variables = Reader.variables();
    const url = variables.requiredText("oidcIssuer");
    const issuer = new TerraformLocal(this, "issuer", expr`replace(${url}, "https://", "")`).asString;
    const cluster = EksCluster.fromIssuer({ name: "", region: "", partition: "", accountId: "" }, issuer);
    const provider = EksOidcProvider.open(this, "this", {
      cluster,
      from: expr`${variables.required("create")} ? "create" : "lookup"`,
      arn: expr`null`,
      audiences: variables.required("audiences"),
      tags: variables.required("tags"),
    });
    this.output("arn", "The provider's ARN, which roles name in their trust policies", provider.arn);
    this.output("issuer", "The issuer without https://, as condition keys name it", issuer);
  }
}
