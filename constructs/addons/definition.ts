import type { z } from "zod";
import type { Adopted, role } from "../contract/identity";
import type { Path, PlacedProblem } from "../contract/placed";
import type { Problem } from "../facts/problems";
import type { Identity, IdentityKind } from "../identity/kinds";
import type { NamespaceReference } from "../identity/namespace";
import type { Chart, HelmAddon } from "./helm-addon";

/**
 * What the configuration, the stacks and the commands know of an add-on. A definition loads no CDKTF:
 * the constructs are in constructs.ts.
 */
export interface AddonDefinition<Input extends AddonInput = AddonInput, Props extends object = object> {
  /** Its keys in the configuration. */
  readonly schema: z.ZodType<Input>;
  /** What its pods run as. */
  runsAs(input: Input): RunsAs;
  /** What is wrong with its keys together, and with the cluster that it is for. */
  rules(input: Input, cluster: AddonCluster, path: Path): PlacedProblem[];
  /** Its construct's props. */
  props(input: Resolved<Input>, context: AddonContext): Props;
}

/** An add-on that a cluster has once, under a key of its own. */
export interface Preset<Input extends PresetInput = PresetInput, Props extends object = object> extends AddonDefinition<
  Input,
  Props
> {
  /** In addresses, in `dependsOn`, and as the last part of its role's name: `cert-manager`. */
  readonly name: string;
  /** In the configuration: `certManager`. */
  readonly key: string;
  /** In descriptions of outputs. */
  readonly label: string;
  readonly chart: { readonly name: string; readonly repository: string };
  /** The supported versions, newest first, for the documentation. */
  readonly versions: VersionTable;
  /** What is wrong with a custom add-on that installs the same chart. @default - nothing */
  readonly refusesSecond?: (addon?: string) => Problem;
}

export interface VersionTable {
  readonly title: string;
  readonly head: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

/** Another source of a chart, as the configuration has it. */
export interface ChartInput {
  readonly repository?: string;
  readonly path?: string;
  readonly credentials?: boolean;
}

/** A chart as the stack takes it; its path is absolute. */
export interface ChartSource extends ChartInput {
  readonly name: string;
  readonly version?: string;
}

/** The keys that all add-ons have. */
export interface AddonInput {
  readonly identity?: IdentityKind;
  readonly chart?: ChartInput;
  readonly createNamespace?: boolean;
  readonly adopt?: readonly Adopted[] | undefined;
  /** Of those that have names of their own. */
  readonly formerly?: readonly string[] | undefined;
  readonly install: boolean;
}

/** The keys that all presets have. */
export interface PresetInput extends AddonInput {
  readonly version: string;
}

/** An add-on's keys, with what follows from the cluster's filled in, and its chart's path absolute. */
export type Resolved<Input extends AddonInput> = Input & { readonly identity: IdentityKind };

/** The ServiceAccount of an add-on's pods, and its role. */
export interface RunsAs {
  readonly namespace: string;
  /** @default - the chart's own */
  readonly serviceAccount?: string;
  readonly hasRole: boolean;
  readonly role?: z.output<typeof role>;
  /** Whom its tokens are meant for. @default - STS */
  readonly audience?: string;
}

/** What an add-on's rules see of its cluster. */
export interface AddonCluster {
  readonly input: {
    readonly region?: string;
    readonly identity: IdentityKind;
    readonly attributes?: { readonly vpcId?: string };
    readonly addons: readonly { readonly name: string }[];
  };
  /** The EKS cluster's name. */
  readonly name: string;
  /** Undefined where region and partition do not tell. */
  readonly partition: string | undefined;
}

/** What a stack hands to an add-on. */
export interface AddonContext {
  /** The add-on's own kind of identity, asked for where it has a role. */
  readonly identity: () => Identity;
  readonly namespace: (name: string) => NamespaceReference;
  readonly chart: (source: ChartSource) => Chart;
  /** Another add-on of the cluster, made before this one; undefined where there is none. */
  readonly addon: (name: string) => Addon | undefined;
}

/** What all add-ons' constructs tell. */
export type Addon = Pick<HelmAddon, "chart" | "installed" | "role" | "serviceAccount" | "gitOps" | "dependables">;

/** A preset's keys in a cluster; undefined where the cluster does not have it. */
export const inputOf = <Input extends PresetInput>(
  { key }: { readonly key: string; readonly schema: z.ZodType<Input> },
  cluster: object,
): Input | undefined => (cluster as Readonly<Record<string, Input | undefined>>)[key];
