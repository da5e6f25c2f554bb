import { dirname, resolve } from "node:path";
import { dotted, unique } from "../contract/placed";
import type { Path, PlacedProblem } from "../contract/placed";
import type { Data } from "../facts/merge";
import * as problems from "../facts/problems";
import { problemText } from "../facts/problems";
import type { BackendConfiguration, ClusterConfiguration, Configuration, GlobalConfiguration } from "./configuration";
import { originsOf, withDefaults } from "./defaults";
import type { Origin } from "./defaults";
import { parsePruned } from "./prune";
import { ruled } from "./rules/cluster-problems";
import { resolved, resolvedGlobal } from "./resolve";
import { globalProblems, globalStatements } from "./rules/global";
import { guardedGlobal } from "./rules/guardrails";
import type { GuardrailLevels } from "./rules/guardrails";
import { clusterSchema, fileSchema } from "./schema";
import type { GlobalInput } from "./schema";
import { readWritten } from "./written";
import type { WrittenStack } from "./written";
import { withNames } from "./workload-names";
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
  | {
      /** The file's content, checked, with all defaults filled in. */
      readonly configuration: Configuration;
      /** What forbids nothing, and yet is to be known: a line each, as problems are. */
      readonly notes: readonly string[];
      /** Whether it has statements, which AWS's list of actions decides about. */
      readonly hasStatements: boolean;
    }
  | {
      /** With file, line and column, in the order of their lines. */
      readonly problems: readonly string[];
      /** False where the file could not be read at all. */
      readonly readable: boolean;
    };

/**
 * Reads and checks a whole file. All its problems are told at once, in the order of their lines.
 *
 * @param output - where stacks were written before: notes say what goes wrong on the way from there. @default - nowhere
 */
export function loadConfiguration(file: string, output?: string): LoadResult {
  const read = readConfigurationFile(file);
  if ("problems" in read) {
    const lines = read.problems.map(({ position, problem }) => line(file, position, "", problemText(problem)));
    return { problems: [...new Set(lines)], readable: read.readable };
  }
  const { source } = read;
  const folder = resolve(dirname(file));
  const frame = parsePruned(fileSchema, source.data);
  // A version that is wrong or missing hides nothing else.
  const content = frame.value ?? parsePruned(fileSchema, { ...source.data, version: 1 }).value;
  const { clusters: given = {}, defaults = {}, guardrails = {} } = content ?? {};
  const clusters = Object.entries(given).map(([stack, data]) =>
    loadCluster(stack, withDefaults(defaults, data), content?.global?.roles ?? [], guardrails, folder, (name) =>
      output === undefined ? undefined : readWritten(output, name),
    ),
  );
  const origins = new Map(Object.entries(given).map(([stack, data]) => [stack, originsOf(defaults, data)]));
  const global = content?.global && loadGlobal(content.global, guardrails, frame.original, folder);
  const stacks = [...clusters, ...(global ? [global] : [])];
  const found = [
    ...frame.found,
    ...stacks.flatMap((stack) => stack.found),
    ...clashes(stacks),
    ...formerNames(clusters, stacks),
  ];
  if (found.length > 0) return { problems: report(file, source, found, origins), readable: true };
  const sound = clusters.flatMap(({ configuration }) => configuration ?? []);
  const notes = report(
    file,
    source,
    stacks.flatMap((stack) => stack.notes),
    origins,
  );
  const hasStatements = stacks.some((stack) => stack.hasStatements);
  return { configuration: { folder, global: global?.configuration, clusters: sound }, notes, hasStatements };
}

/** A stack's part of the file, and what is wrong with it. */
interface Loaded<T> {
  /** Where it stands. */
  readonly path: Path;
  readonly stack: string;
  /** Undefined where nothing sound is left. */
  readonly configuration: T | undefined;
  readonly found: readonly PlacedProblem[];
  readonly notes: readonly PlacedProblem[];
  readonly hasStatements: boolean;
}

interface LoadedCluster extends Loaded<ClusterConfiguration> {
  readonly formerly: readonly string[];
}

function loadCluster(
  stack: string,
  data: Data,
  globalRoles: GlobalInput["roles"],
  guardrails: GuardrailLevels,
  folder: string,
  readsWritten: (stack: string) => WrittenStack | undefined,
): LoadedCluster {
  const path = ["clusters", stack];
  const inFile = (one: PlacedProblem): PlacedProblem => ({ ...one, path: [...path, ...one.path] });
  const { value: parsed, found, original, follows } = parsePruned(clusterSchema, data);
  const value = parsed && withNames(parsed);
  const formerly = value?.formerly ?? [];
  const written = readsWritten(stack) ?? readsWritten(formerly.at(-1) ?? stack);
  const {
    problems: rulesFound = [],
    notes = [],
    hasStatements = false,
  } = value ? ruled(stack, value, globalRoles, guardrails, written) : {};
  const broken = rulesFound
    .map((one) => ({ ...one, path: original(one.path), absent: one.absent?.map(original) }))
    .filter((one) => !follows(one));
  return {
    path,
    stack,
    formerly,
    configuration: value && resolved(stack, value, folder),
    found: [...found, ...broken].map(inFile),
    notes: notes.map((one) => inFile({ ...one, path: original(one.path) })),
    hasStatements,
  };
}

function loadGlobal(
  input: GlobalInput,
  guardrails: GuardrailLevels,
  original: (path: Path) => Path,
  folder: string,
): Loaded<GlobalConfiguration> {
  const inFile = ({ path, problem }: PlacedProblem): PlacedProblem => ({
    path: original(["global", ...path]),
    problem,
  });
  const statements = globalStatements(input);
  const guarded = guardedGlobal(input, guardrails);
  return {
    path: ["global"],
    stack: input.stack,
    configuration: resolvedGlobal(input, folder),
    found: [...globalProblems(input), ...statements.errors, ...guarded.errors].map(inFile),
    notes: [...statements.notes, ...guarded.notes].map(inFile),
    hasStatements: statements.any,
  };
}

/** Two stacks of one name, or with their state in one place, would destroy each other's resources. */
function clashes(stacks: readonly Loaded<ClusterConfiguration | GlobalConfiguration>[]): PlacedProblem[] {
  const names = stacks.map(({ stack, path }) => ({ key: stack, path: [...path, "stack"], item: stack }));
  const states = stacks.flatMap(({ stack, path, configuration }) => {
    const place = configuration && statePlace(configuration.backend);
    return place ? [{ key: place.key, path: [...path, "backend", place.kind], item: { ...place, stack } }] : [];
  });
  const owner = new Map(states.map(({ path, item }) => [dotted(path), item.stack]));
  return [
    ...unique(names, (name, first) => problems.duplicate("a stack's name", name, dotted(first.slice(0, -1)))),
    ...unique(states, ({ says }, first) => problems.sharedState(says, owner.get(dotted(first)) ?? "")),
  ];
}

/** A former name is no stack's any more. */
function formerNames(
  clusters: readonly LoadedCluster[],
  stacks: readonly Pick<Loaded<unknown>, "stack">[],
): PlacedProblem[] {
  const used = new Set(stacks.map(({ stack }) => stack));
  return clusters.flatMap(({ path, formerly }) =>
    formerly.flatMap((name, index) => {
      const isUsed = used.has(name);
      used.add(name);
      return isUsed ? [{ path: [...path, "formerly", index], problem: problems.formerNameInUse(name) }] : [];
    }),
  );
}

/** Where a state is, as far as we know it. */
function statePlace(
  backend: BackendConfiguration,
): { readonly kind: string; readonly key: string; readonly says: string } | undefined {
  const { kind } = backend;
  switch (kind) {
    case "local":
      return { kind, key: `${kind} ${backend.path}`, says: "this path" };
    case "s3":
      // A prefix is for workspaces other than the default one.
      return { kind, key: `${kind} ${backend.bucket}/${backend.key}`, says: "this bucket and key" };
    case "cloud": {
      const { hostname, organization, workspace } = backend;
      const key = `${kind} ${hostname}/${organization}/${workspace ?? ""}`;
      return workspace === undefined ? undefined : { kind, key, says: "this workspace" };
    }
    case "none":
      return undefined;
  }
}

/** Where things of each cluster stand, by stack. */
type Origins = ReadonlyMap<string, (path: Path) => Origin>;

/** What is wrong in a default is reported once, where it stands. */
function report(file: string, source: Source, found: readonly PlacedProblem[], origins: Origins): string[] {
  const lines = found.map(({ path, problem }) => {
    const { path: shown, position } = place(source, path, origins);
    return { position, text: line(file, position, dotted(shown), problemText(problem)) };
  });
  lines.sort(
    (a, b) =>
      (a.position?.line ?? 0) - (b.position?.line ?? 0) || (a.position?.column ?? 0) - (b.position?.column ?? 0),
  );
  return [...new Set(lines.map(({ text }) => text))];
}

/** In the cluster where it is there, else in the defaults where it is there; else as near as there is anything of it. */
function place(source: Source, path: Path, origins: Origins): { path: Path; position: Position | undefined } {
  const [first, stack, ...below] = path;
  const origin = first === "clusters" && below.length > 0 ? origins.get(String(stack))?.(below) : undefined;
  const own = origin ? origin.inCluster && [...path.slice(0, 2), ...origin.inCluster] : path;
  const inherited = origin?.inDefaults && ["defaults", ...origin.inDefaults];
  const places = [own, inherited].flatMap((one) => (one ? [{ path: one, ...source.locate(one) }] : []));
  const { path: shown = path, position } = places.find(({ complete }) => complete) ?? places[0] ?? {};
  return { path: shown, position };
}

function line(file: string, position: Position | undefined, path: string, text: string): string {
  const where = position ? `${file}:${position.line}:${position.column}` : file;
  return path === "" ? `${where}: ${text}` : `${where}: ${path}: ${text}`;
}
