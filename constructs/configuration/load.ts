import { dirname, resolve } from "node:path";
import type { Data } from "../facts/merge";
import * as problems from "../facts/problems";
import { problemText } from "../facts/problems";
import type {
  AuthConfiguration,
  BackendConfiguration,
  ClusterConfiguration,
  Configuration,
  OidcProviderConfiguration,
} from "./configuration";
import { withDefaults } from "./defaults";
import type { Path, PlacedProblem } from "./issues";
import { parsePruned } from "./prune";
import { clusterProblems, dotted, partitionIn, workloadNameOf } from "./rules";
import { clusterSchema, fileSchema } from "./schema";
import type { ClusterInput } from "./schema";
import { readConfigurationFile } from "./yaml";
import type { Position, Source } from "./yaml";

export const DEFAULT_FILE = "eks-irsa.yaml";

/** The file that EKS_IRSA_CONFIG names, or eks-irsa.yaml in the current folder. */
export function configurationFile(environment: NodeJS.ProcessEnv = process.env): string {
  const named = environment["EKS_IRSA_CONFIG"];
  return named === undefined || named === "" ? DEFAULT_FILE : named;
}

/** A configuration, or each problem of its file as one line of text. */
export type LoadResult =
  | { readonly configuration: Configuration }
  | {
      readonly problems: readonly string[];
      /** False where the file could not be read at all. */
      readonly readable: boolean;
    };

/** Reads and checks a whole file. All its problems are told at once, in the order of their lines. */
export function loadConfiguration(file: string): LoadResult {
  const read = readConfigurationFile(file);
  if ("problems" in read) {
    const lines = read.problems.map(({ position, problem }) => line(file, position, "", problemText(problem)));
    return { problems: [...new Set(lines)], readable: read.readable };
  }
  const { source } = read;
  const frame = parsePruned(fileSchema, source.data);
  const found = [...frame.found];
  // A version that is wrong or missing hides nothing else.
  const { defaults = {}, clusters: given = {} } =
    frame.value ?? parsePruned(fileSchema, { ...source.data, version: 1 }).value ?? {};
  const clusters: ClusterConfiguration[] = [];
  for (const [stack, data] of Object.entries(given)) {
    const pruned = parsePruned(clusterSchema, withDefaults(defaults, data as Data));
    const ruled = pruned.value === undefined ? [] : clusterProblems(stack, pruned.value);
    for (const { path, problem } of pruned.found) found.push({ path: ["clusters", stack, ...path], problem });
    for (const { path, problem } of ruled) {
      const original = pruned.original(path);
      if (!pruned.lost(original)) found.push({ path: ["clusters", stack, ...original], problem });
    }
    if (pruned.value !== undefined) clusters.push(resolved(stack, pruned.value, resolve(dirname(file))));
  }
  found.push(...stateProblems(clusters));
  if (found.length > 0) return { problems: report(file, source, found), readable: true };
  return { configuration: { folder: resolve(dirname(file)), clusters } };
}

/** Two stacks with their state in one place would destroy each other's resources. */
function stateProblems(clusters: readonly ClusterConfiguration[]): PlacedProblem[] {
  const first = new Map<string, string>();
  return clusters.flatMap(({ stack, backend }) => {
    if (backend.kind === "none") return [];
    const place = backend.kind === "local" ? backend.path : `${backend.bucket}/${backend.key}`;
    const before = first.get(`${backend.kind} ${place}`);
    if (before === undefined) {
      first.set(`${backend.kind} ${place}`, stack);
      return [];
    }
    const what = backend.kind === "local" ? "this path" : "this bucket and key";
    return [{ path: ["clusters", stack, "backend", backend.kind], problem: problems.sharedState(what, before) }];
  });
}

/** What is wrong in a default is reported once, where it stands. */
function report(file: string, source: Source, found: readonly PlacedProblem[]): string[] {
  const lines = found.map(({ path, problem }) => {
    const { path: shown, position } = place(source, path);
    return { position, text: line(file, position, dotted(shown), problemText(problem)) };
  });
  lines.sort(
    (a, b) =>
      (a.position?.line ?? 0) - (b.position?.line ?? 0) || (a.position?.column ?? 0) - (b.position?.column ?? 0),
  );
  return [...new Set(lines.map(({ text }) => text))];
}

function place(source: Source, path: Path): { path: Path; position: Position | undefined } {
  const own = source.locate(path);
  if (own.complete || path[0] !== "clusters") return { path, position: own.position };
  const inDefaults: Path = ["defaults", ...path.slice(2)];
  const inherited = source.locate(inDefaults);
  return inherited.complete && path.length > 2
    ? { path: inDefaults, position: inherited.position }
    : { path, position: own.position };
}

function line(file: string, position: Position | undefined, path: string, text: string): string {
  const where = position ? `${file}:${position.line}:${position.column}` : file;
  return path === "" ? `${where}: ${text}` : `${where}: ${path}: ${text}`;
}

function resolved(stack: string, input: ClusterInput, folder: string): ClusterConfiguration {
  const { attributes, certManager, loadBalancerController, tags, region = "" } = input;
  return {
    attributes,
    certManager,
    loadBalancerController,
    tags,
    stack,
    region,
    cluster: input.cluster ?? stack,
    partition: partitionIn(input) ?? "",
    backend: backend(stack, input, folder),
    auth: auth(input.auth, folder),
    oidcProvider: oidcProvider(input.oidcProvider),
    workloads: input.workloads.map((workload) => ({ ...workload, name: workloadNameOf(workload) })),
  };
}

function backend(stack: string, { backend: given, region = "" }: ClusterInput, folder: string): BackendConfiguration {
  if (given?.s3) return { kind: "s3", ...given.s3, region: given.s3.region ?? region };
  if (given?.none) return { kind: "none" };
  return { kind: "local", path: resolve(folder, given?.local?.path ?? `terraform.${stack}.tfstate`) };
}

function auth(given: ClusterInput["auth"], folder: string): AuthConfiguration {
  if (typeof given === "string") return { kind: given === "exec" ? "exec" : "token" };
  const { path = "~/.kube/config", context } = given.kubeconfig;
  return { kind: "kubeconfig", path: path.startsWith("~") ? path : resolve(folder, path), context };
}

const oidcProvider = (given: ClusterInput["oidcProvider"]): OidcProviderConfiguration =>
  typeof given === "string" ? { kind: given === "lookup" ? "lookup" : "create" } : { kind: "arn", arn: given.arn };
