import { writeFileSync } from "node:fs";
import { join } from "node:path";
import type { ClusterConfiguration } from "../../constructs/configuration/configuration";
import { loadConfiguration } from "../../constructs/configuration/load";
import { withFolder } from "./synth";

const FILE = "eks-irsa.yaml";

const indented = (depth: number, text: string): string => text.replace(/^(?=.)/gm, " ".repeat(depth));

/** A file with one cluster, prod, and these keys in it: the first one is at 5:5. */
export const inCluster = (keys: string): string =>
  `version: 1\nclusters:\n  prod:\n    region: ap-northeast-2\n${indented(4, keys)}\n`;

/** The shortest permission: a role has to have one. */
export const PERMISSION = "policyArns: [arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess]";

/** Whether a workload's keys say what its role may do, or whose it is. */
const saysPermissions = (keys: string): boolean =>
  /^(policyArns|statements|grants|assumeRoleArns|roleArn|acknowledge):/m.test(keys);

/** A file with one workload, shop/reader, and these keys in it: the first one is at 8:9. The last is a permission if none is. */
export const inWorkload = (keys: string): string =>
  inCluster(
    `workloads:\n  - namespace: shop\n    serviceAccount: reader\n${indented(4, saysPermissions(keys) ? keys : `${keys}\n${PERMISSION}`)}`,
  );

/** All attributes that a cluster may be given, as YAML of seven lines. */
export const ATTRIBUTES = `attributes:
  accountId: "111122223333"
  oidcIssuer: https://oidc.eks.ap-northeast-2.amazonaws.com/id/EXAMPLED539D4633E53DE1B71EXAMPLE
  endpoint: https://EXAMPLE.gr7.ap-northeast-2.eks.amazonaws.com
  certificateAuthority: LS0tLS1CRUdJTg==
  vpcId: vpc-0abc
  version: "1.34"`;

/** Loads a text as the file eks-irsa.yaml of a folder. */
export function load(text: string): ReturnType<typeof loadConfiguration> & { readonly folder: string } {
  return withFolder((folder) => {
    const file = join(folder, FILE);
    writeFileSync(file, text);
    return { ...loadConfiguration(file), folder };
  });
}

/** The problems of a text, as if the command had run beside the file; none for a sound one. */
export function problemsOf(text: string): string[] {
  const result = load(text);
  if (!("problems" in result)) return [];
  return result.problems.map((problem) => problem.replace(join(result.folder, FILE), FILE));
}

/** The clusters of a sound text. */
export function clustersOf(text: string): readonly ClusterConfiguration[] {
  const result = load(text);
  if ("problems" in result) throw new Error(result.problems.join("\n"));
  return result.configuration.clusters;
}

/** The one cluster of a sound text. */
export function clusterOf(text: string): ClusterConfiguration {
  const [cluster, ...others] = clustersOf(text);
  if (cluster === undefined || others.length > 0) throw new Error("not exactly one cluster");
  return cluster;
}

/** An add-on's keys in the one cluster of a sound text, with their defaults. */
export function addonOf(text: string, name: string): unknown {
  return clusterOf(text).addons.find((addon) => addon.name === name)?.input;
}
