import { App, Testing } from "cdktf";
import type { TerraformStack } from "cdktf";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { HelmProvider } from "@cdktf/provider-helm/lib/provider";
import { KubernetesProvider } from "@cdktf/provider-kubernetes/lib/provider";
import { EksCluster } from "../../constructs/identity/eks-cluster";
import { EksOidcProvider } from "../../constructs/identity/eks-oidc-provider";
import type { OidcProvider } from "../../constructs/identity/eks-oidc-provider";
import { AddressedStack } from "../../constructs/hcl/addressed-stack";

/** Terraform JSON, as tests look into it. */
export type TerraformJson = Record<string, Record<string, Record<string, Record<string, unknown>>>>;

/** A stack's Terraform JSON, after all its validations. */
export function synth(stack: TerraformStack): TerraformJson {
  return JSON.parse(Testing.synth(stack, true)) as TerraformJson;
}

/** All resources of a type, by name. */
export const resources = (json: TerraformJson, type: string): Record<string, Record<string, unknown>> =>
  json["resource"]?.[type] ?? {};

/** The one resource of a type. */
export function only(json: TerraformJson, type: string): Record<string, unknown> {
  const [found, ...others] = Object.values(resources(json, type));
  if (found === undefined || others.length > 0) throw new Error(`not exactly one resource of type ${type}`);
  return found;
}

/** A folder that is there for one piece of work only. */
export function withFolder<T>(work: (folder: string) => T): T {
  const folder = mkdtempSync(join(tmpdir(), "eks-irsa-"));
  try {
    return work(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** A stack with the three providers, for constructs to be tested in. */
export function testStack(id = "test"): AddressedStack {
  const stack = withFolder((outdir) => new AddressedStack(new App({ outdir: join(outdir, "out") }), id));
  new AwsProvider(stack, "aws", { region: "ap-northeast-2" });
  new KubernetesProvider(stack, "kubernetes", {});
  new HelmProvider(stack, "helm", {});
  return stack;
}

export const ISSUER = "oidc.eks.ap-northeast-2.amazonaws.com/id/EXAMPLED539D4633E53DE1B71EXAMPLE";

/** A cluster whose attributes are all literals. */
export const literalCluster = (overrides: Partial<Parameters<typeof EksCluster.fromAttributes>[0]> = {}): EksCluster =>
  EksCluster.fromAttributes({
    name: "prod",
    region: "ap-northeast-2",
    accountId: "111122223333",
    oidcIssuer: `https://${ISSUER}`,
    endpoint: "https://EXAMPLE.gr7.ap-northeast-2.eks.amazonaws.com",
    certificateAuthority: "LS0tLS1CRUdJTg==",
    vpcId: "vpc-0abc",
    version: "1.34",
    ...overrides,
  });

/** A construct's props with IRSA, all of them optional. */
export type IrsaOptions<Props> = Partial<Extract<Props, { readonly provider: OidcProvider }>>;

/** A provider by a literal ARN: with it, trust policies are literal JSON. */
export const literalProvider = (cluster = literalCluster()) =>
  EksOidcProvider.fromArn(
    cluster,
    `arn:${cluster.partition}:iam::${cluster.accountId}:oidc-provider/${cluster.issuer}`,
  );
