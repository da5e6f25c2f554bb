import { DataAwsEksClusterAuth } from "@cdktf/provider-aws/lib/data-aws-eks-cluster-auth";
import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { HelmProvider } from "@cdktf/provider-helm/lib/provider";
import { KubernetesProvider } from "@cdktf/provider-kubernetes/lib/provider";
import { Fn, TerraformVariable, Token } from "cdktf";
import type { TerraformStack } from "cdktf";
import type { AuthConfiguration, ClusterConfiguration } from "../configuration/configuration";
import * as problems from "../facts/problems";
import type { EksCluster } from "../identity/eks-cluster";
import { refuse } from "../contract/check";
import { escapeTemplate, escapeTemplates } from "../hcl/template";
import { fromFolder } from "./backend";

/** The AWS provider of the cluster's account. With attributes, plans fail in any other account. */
export function addAwsProvider(
  stack: TerraformStack,
  {
    region,
    attributes,
    tags,
    assumeRole,
  }: Pick<ClusterConfiguration, "region" | "tags" | "assumeRole"> & Partial<Pick<ClusterConfiguration, "attributes">>,
): void {
  new AwsProvider(stack, "aws", {
    region,
    allowedAccountIds: attributes && [attributes.accountId],
    assumeRole: assumeRole && [escapeTemplates(assumeRole)],
    defaultTags: defaultTags(tags),
  });
}

/** The AWS provider of another account, under its name. */
export const addAccountProvider = (
  stack: TerraformStack,
  name: string,
  { region, tags }: Pick<ClusterConfiguration, "region" | "tags">,
  roleArn: string,
): AwsProvider =>
  new AwsProvider(stack, `aws-${name}`, {
    alias: name,
    region,
    assumeRole: [{ roleArn: escapeTemplate(roleArn) }],
    defaultTags: defaultTags(tags),
  });

const defaultTags = (tags: Readonly<Record<string, string>> | undefined) =>
  tags && Object.keys(tags).length > 0 ? [{ tags: escapeTemplates({ ...tags }) }] : undefined;

/**
 * The Kubernetes and Helm providers of a cluster. Where there is one of them there is the other, used or
 * not: Terraform needs a provider to destroy what was made with it.
 *
 * @param folder - the stack's output folder, absolute
 */
export function addClusterProviders(
  stack: TerraformStack,
  cluster: EksCluster,
  { auth, proxy, assumeRole, ignoreLabels, ignoreAnnotations }: Omit<ClusterConfiguration, "cluster">,
  folder: string,
): void {
  const way = { ...connection(stack, cluster, auth, folder), ...(proxy && { proxyUrl: proxyUrl(stack) }) };
  const ignored = { ignoreLabels: escaped(ignoreLabels), ignoreAnnotations: escaped(ignoreAnnotations) };
  if (auth.kind !== "exec") {
    new KubernetesProvider(stack, "kubernetes", { ...way, ...ignored });
    new HelmProvider(stack, "helm", { kubernetes: way });
    return;
  }
  const exec = {
    apiVersion: "client.authentication.k8s.io/v1beta1",
    command: "aws",
    args: [
      ...["eks", "get-token", "--cluster-name", cluster.name, "--region", cluster.region],
      ...(assumeRole ? ["--role-arn", escapeTemplate(assumeRole.roleArn)] : []),
    ],
  };
  // A list in one provider, a single one in the other.
  new KubernetesProvider(stack, "kubernetes", { ...way, ...ignored, exec: [exec] });
  new HelmProvider(stack, "helm", { kubernetes: { ...way, exec } });
}

const escaped = (texts: readonly string[] | undefined): string[] | undefined => texts?.map(escapeTemplate);

interface Connection {
  readonly host?: string;
  readonly clusterCaCertificate?: string;
  readonly token?: string;
  readonly configPath?: string;
  readonly configContext?: string;
}

function connection(stack: TerraformStack, cluster: EksCluster, auth: AuthConfiguration, folder: string): Connection {
  if (auth.kind === "kubeconfig") {
    const configPath = escapeTemplate(auth.fixed ? auth.path : fromFolder(folder, auth.path));
    return { configPath, configContext: auth.context === undefined ? undefined : escapeTemplate(auth.context) };
  }
  const why = "the Kubernetes provider needs it";
  const host = cluster.endpoint ?? refuse(stack, "endpoint", problems.needsAttribute("endpoint", why));
  const authority =
    cluster.certificateAuthority ??
    refuse(stack, "certificateAuthority", problems.needsAttribute("certificateAuthority", why));
  const server = { host, clusterCaCertificate: Token.asString(Fn.base64decode(authority)) };
  return auth.kind === "exec" ? server : { ...server, token: token(stack, cluster, auth.kind) };
}

/** A token for fifteen minutes: read into the plan, or, as an ephemeral one, nowhere written down. */
function token(stack: TerraformStack, { name, region }: EksCluster, kind: "token" | "ephemeral"): string {
  if (kind === "token") return new DataAwsEksClusterAuth(stack, "cluster-auth", { name, region }).token;
  // CDKTF 0.21 has no class for ephemeral resources, and the EKS one takes the provider's region.
  stack.addOverride("ephemeral.aws_eks_cluster_auth.cluster-auth", { name });
  return "${ephemeral.aws_eks_cluster_auth.cluster-auth.token}";
}

/** Who runs Terraform knows the proxy; the configuration does not. */
function proxyUrl(stack: TerraformStack): string {
  const description = "The proxy on the way to the cluster, as in http://proxy.example.com:3128";
  return new TerraformVariable(stack, "proxy_url", { type: "string", description }).stringValue;
}
