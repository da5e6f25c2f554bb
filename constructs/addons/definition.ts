import type { ITerraformDependable } from "cdktf";
import type { z } from "zod";
import type { Adopted, permissionKeys, roleKeys, tokenKeys } from "../contract/identity";
import type { Path, PlacedProblem } from "../contract/placed";
import type { Problem } from "../facts/problems";
import type { Acknowledgement } from "../iam/rules";
import type { Identity, IdentityKind } from "../identity/kinds";
import type { NamespaceReference } from "../identity/namespace";
import type { AccessOptions, Chart, HelmAddon } from "./helm-addon";
import type { AddonPreflight, PreflightCluster } from "./preflight";

/**
 * What the configuration, the stacks and the commands know of an add-on. A definition loads no CDKTF:
 * the constructs are in constructs.ts.
 */
export interface AddonDefinition<Input extends AddonInput = AddonInput, Props extends object = object> {
  /** Its keys in the configuration. */
  readonly schema: z.ZodType<Input>;
  /** Where it is installed. */
  namespace(input: Input): string;
  /** What its pods run as. */
  runsAs(input: Input): readonly RunsAs[];
  /** What is wrong with its keys together, and with the cluster that it is for. */
  rules(input: Input, cluster: AddonCluster, path: Path): PlacedProblem[];
  /** What forbids nothing, and yet is to be known of them. @default - nothing */
  notes?(input: Input, path: Path): PlacedProblem[];
  /** What only the live cluster knows, and it needs to know. @default - nothing */
  preflight?(input: Input, cluster: PreflightCluster): AddonPreflight;
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
  readonly credentials?: boolean | "ecr";
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

/** A ServiceAccount of an add-on's pods, and its role. */
export interface RunsAs {
  /** Where its keys are, below the add-on's. */
  readonly at: Path;
  readonly name: string;
  /** @default - the add-on's */
  readonly namespace?: string;
  /** @default - the add-on's kind */
  readonly identity?: IdentityKind;
  /** Whether a role is made for it. */
  readonly hasRole: boolean;
  /** The last part of the role's generated name. @default - the add-on's name */
  readonly purpose?: string;
  /** What is said of its role. */
  readonly keys: z.output<z.ZodObject<typeof roleKeys>>;
  /** What a user has its role allow. @default - nothing that a user could say */
  readonly permissions?: Permitted;
  /** What is meant, though a rule speaks against it. @default - nothing */
  readonly acknowledge?: readonly Acknowledgement[];
  /** Whether the role has policies of the add-on's own. @default false */
  readonly hasPolicies?: boolean;
  /** How its web identity tokens are made. @default - EKS's own way */
  readonly tokens?: TokenKeys;
}

export type TokenKeys = z.output<z.ZodObject<typeof tokenKeys>>;

/** What a role allows, in the contract's words. */
export type Permitted = z.output<z.ZodObject<typeof permissionKeys>>;

/** What an add-on's rules see of its cluster. */
export interface AddonCluster {
  readonly input: {
    readonly region?: string;
    readonly identity: IdentityKind;
    readonly attributes?: { readonly vpcId?: string };
    readonly addons: readonly { readonly name: string }[];
    readonly workloads: readonly { readonly name?: string; readonly serviceAccount?: string }[];
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
  /** A ServiceAccount's role, as its keys have it, as props. */
  readonly access: (keys: RunsAs["keys"]) => AccessOptions;
  /** Another add-on of the cluster, made before this one; undefined where there is none. */
  readonly addon: (name: string) => Addon | undefined;
  /** What has to be there before what waits for an add-on, or for a workload, of this name. */
  readonly ready: (name: string) => readonly ITerraformDependable[];
}

/** What all add-ons' constructs tell. */
export type Addon = Pick<HelmAddon, "chart" | "installed" | "identities" | "gitOps" | "dependables">;

/** A preset's keys in a cluster; undefined where the cluster does not have it. */
export const inputOf = <Input extends PresetInput>(
  { key }: { readonly key: string; readonly schema: z.ZodType<Input> },
  cluster: object,
): Input | undefined => (cluster as Readonly<Record<string, Input | undefined>>)[key];
