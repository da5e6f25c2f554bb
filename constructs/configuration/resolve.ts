import { isAbsolute, resolve } from "node:path";
import { addonsOf } from "../addons/cluster-addons";
import { partitionOf } from "../facts/partitions";
import type {
  AuthConfiguration,
  BackendConfiguration,
  ClusterConfiguration,
  GlobalConfiguration,
  OidcProviderConfiguration,
} from "./configuration";
import { partitionIn, purposeOf, workloadNameOf } from "./rules/rule";
import type { ClusterInput, GlobalInput } from "./schema";

/** A cluster's configuration with all that follows from it filled in. */
export function resolved(stack: string, input: ClusterInput, folder: string): ClusterConfiguration {
  const { attributes, tags, assumeRole, proxy, ignoreLabels, ignoreAnnotations, region = "" } = input;
  const withIdentity = <T extends { identity?: ClusterInput["identity"] }>(part: T) => ({
    ...part,
    identity: part.identity ?? input.identity,
  });
  const withChart = <T extends { chart?: { path?: string } }>(part: T): T =>
    part.chart?.path === undefined
      ? part
      : { ...part, chart: { ...part.chart, path: resolve(folder, part.chart.path) } };
  return {
    attributes,
    tags,
    assumeRole,
    proxy,
    ignoreLabels,
    ignoreAnnotations,
    stack,
    region,
    cluster: input.cluster ?? stack,
    partition: partitionIn(input) ?? "",
    backend: backend(stack, input, folder),
    auth: auth(input.auth, folder),
    oidcProvider: oidcProvider(input.oidcProvider),
    accounts: Object.fromEntries(
      Object.entries(input.accounts).map(([name, account]) => [
        name,
        { ...account, oidcProvider: oidcProvider(account.oidcProvider) },
      ]),
    ),
    addons: addonsOf(input).map(({ definition, name, input }) => ({
      definition,
      name,
      input: withChart(withIdentity(input)),
    })),
    workloads: input.workloads.map((workload) => ({
      ...withIdentity(workload),
      name: workloadNameOf(workload),
      purpose: purposeOf(workload),
    })),
  };
}

/** The same for what clusters share. */
export const resolvedGlobal = (input: GlobalInput, folder: string): GlobalConfiguration => ({
  ...input,
  partition: input.partition ?? partitionOf(input.region) ?? "",
  backend: backend(input.stack, input, folder),
});

function backend(
  stack: string,
  { backend: given, region = "" }: Pick<ClusterInput, "backend" | "region">,
  folder: string,
): BackendConfiguration {
  if (given?.s3) return { kind: "s3", ...given.s3, region: given.s3.region ?? region };
  if (given?.cloud) return { kind: "cloud", ...given.cloud };
  if (given?.none) return { kind: "none" };
  return { kind: "local", path: resolve(folder, given?.local?.path ?? `terraform.${stack}.tfstate`) };
}

function auth(given: ClusterInput["auth"], folder: string): AuthConfiguration {
  if (typeof given === "string") return { kind: given };
  const { path = "~/.kube/config", context } = given.kubeconfig;
  const fixed = path.startsWith("~") || isAbsolute(path);
  return { kind: "kubeconfig", path: fixed ? path : resolve(folder, path), fixed, context };
}

function oidcProvider(given: ClusterInput["oidcProvider"]): OidcProviderConfiguration {
  if (typeof given === "object") return { kind: "arn", arn: given.arn };
  return given === "lookup"
    ? { kind: given }
    : { kind: "create", ifNeeded: given === undefined, adopt: given === "adopt" };
}
