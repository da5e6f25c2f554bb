import { DataAwsEksClusterAuth } from "@cdktf/provider-aws/lib/data-aws-eks-cluster-auth";
import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { HelmProvider } from "@cdktf/provider-helm/lib/provider";
import { KubernetesProvider } from "@cdktf/provider-kubernetes/lib/provider";
import { Fn, Token } from "cdktf";
import type { TerraformStack } from "cdktf";
import type { AuthConfiguration } from "../configuration/configuration";
import * as problems from "../facts/problems";
import type { EksCluster } from "../identity/eks-cluster";
import { refuse } from "../terraform/check";
import { escapeTemplate } from "../terraform/json";
import { fromFolder } from "./backend";

export interface AwsProviderOptions {
  readonly region: string;
  /** Plans fail in any other account. @default - any account */
  readonly accountId?: string;
  /** Tags of all that is made in AWS. @default - none */
  readonly tags?: Readonly<Record<string, string>>;
}

export function addAwsProvider(stack: TerraformStack, { region, accountId, tags }: AwsProviderOptions): void {
  new AwsProvider(stack, "aws", {
    region,
    allowedAccountIds: accountId === undefined ? undefined : [accountId],
    defaultTags: tags && Object.keys(tags).length > 0 ? [{ tags: { ...tags } }] : undefined,
  });
}

/**
 * The Kubernetes and Helm providers of a cluster. Both are always there, used or not: Terraform
 * needs a provider to destroy what was made with it.
 *
 * @param folder - the stack's output folder, absolute
 */
export function addClusterProviders(
  stack: TerraformStack,
  cluster: EksCluster,
  auth: AuthConfiguration,
  folder: string,
): void {
  if (auth.kind === "kubeconfig") {
    const configPath = escapeTemplate(auth.path.startsWith("~") ? auth.path : fromFolder(folder, auth.path));
    const configContext = auth.context === undefined ? undefined : escapeTemplate(auth.context);
    new KubernetesProvider(stack, "kubernetes", { configPath, configContext });
    new HelmProvider(stack, "helm", { kubernetes: { configPath, configContext } });
    return;
  }
  const why = "the Kubernetes provider needs it";
  const host = cluster.endpoint ?? refuse(stack, "endpoint", problems.needsAttribute("endpoint", why));
  const authority =
    cluster.certificateAuthority ??
    refuse(stack, "certificateAuthority", problems.needsAttribute("certificateAuthority", why));
  const connection = { host, clusterCaCertificate: Token.asString(Fn.base64decode(authority)) };
  if (auth.kind === "token") {
    const { name, region } = cluster;
    const { token } = new DataAwsEksClusterAuth(stack, "cluster-auth", { name, region });
    new KubernetesProvider(stack, "kubernetes", { ...connection, token });
    new HelmProvider(stack, "helm", { kubernetes: { ...connection, token } });
    return;
  }
  const exec = {
    apiVersion: "client.authentication.k8s.io/v1beta1",
    command: "aws",
    args: ["eks", "get-token", "--cluster-name", cluster.name, "--region", cluster.region],
  };
  new KubernetesProvider(stack, "kubernetes", { ...connection, exec: [exec] });
  new HelmProvider(stack, "helm", { kubernetes: { ...connection, exec } });
}
