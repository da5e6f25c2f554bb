import type { TextForm } from "../text-rule";

/** What every grant says: on which resources of one service which verbs are allowed. */
export interface GrantBase<Service extends string, Verb extends string> {
  /** The AWS service. */
  readonly service: Service;
  /** What is allowed: one verb at least. */
  readonly verbs: readonly Verb[];
  /** ARNs, or names, which take the cluster's partition, region and account: one at least. */
  readonly resources: readonly string[];
}

/** Of data that may be encrypted with a key of one's own. */
export interface Encrypted {
  /**
   * KMS keys that the data is encrypted with: ARNs, key IDs, or aliases as in `alias/shop`. They may be used through
   * the service alone. @default - none, which does for keys that AWS manages
   */
  readonly kmsKeys?: readonly string[];
}

/** What a statement is said of, besides a grant's own lists. */
export type GrantList =
  // What stands alone: "*", and nothing.
  | "any"
  | "once"
  // The grant's resources: as given, as ARNs, and, without its end, each that is a path.
  | "names"
  | "resources"
  | "paths"
  // Its options, as given.
  | "prefixes"
  | "inferenceProfiles"
  | "readTopics"
  | "writeTopics"
  | "groups"
  | "via"
  // Prefixes, or else an empty one.
  | "below"
  // Parts of a table, each there or not.
  | "table"
  | "indexes"
  | "stream"
  // There unless there are inference profiles.
  | "direct"
  // Keys by alias.
  | "aliases"
  // MSK's clusters, as ARNs of their topics and groups start.
  | "topicsOf"
  | "groupsOf";

/**
 * Texts with `{resource}` and `{part}` in them, once for each of two lists; and with the cluster's `{partition}`,
 * `{region}` and `{account}`.
 */
export interface GrantTexts {
  readonly texts: readonly [string, ...string[]];
  /** What `{resource}` stands for. @default "resources" */
  readonly resources?: GrantList;
  /** What `{part}` stands for: where the list is empty, nothing is said. @default "once" */
  readonly parts?: GrantList;
}

/** A condition, there where its parts are. */
export interface GrantCondition extends GrantTexts {
  /** The operator; no two conditions of a form have the same. */
  readonly test: string;
  readonly key: string;
}

/** A statement: actions on one form of resources. */
export interface GrantForm<Verb extends string = string> extends GrantTexts {
  readonly actions: Readonly<Partial<Record<Verb, readonly string[]>>>;
  /** @default - none */
  readonly conditions?: readonly GrantCondition[];
}

/** What is done with the key of what is encrypted. */
export type KeyUse = "decrypt" | "dataKey";

/** What a service's verbs give. All of it is data: stacks fold it, modules print it, the documentation shows it. */
export interface GrantService<
  Verb extends string = string,
  Option extends string = string,
  /** Verbs that no grant has, which services ask for on behalf of one. */
  Inner extends string = never,
> {
  /** What a name is: it follows "A name is". */
  readonly named: string;
  /** Each verb, and what it is for. */
  readonly verbs: Readonly<Record<Verb, string>>;
  /** What stands before a name in its ARN. */
  readonly arn: string;
  /** What stands after a name that is no path. @default - nothing */
  readonly suffix?: string;
  /** What a resource has to be, as ARN or name. */
  readonly form: TextForm;
  /** Each option, and the verbs that it is for. */
  readonly options: Readonly<Record<Option, readonly Verb[]>>;
  readonly forms: readonly GrantForm<Verb | Inner>[];
  /** How the service uses keys for whom it serves. @default - it asks nothing of the caller */
  readonly keys?: { readonly through: string; readonly verbs: Readonly<Partial<Record<Verb, readonly KeyUse[]>>> };
}

type Common = "service" | "verbs" | "resources";

/** What has to be said of a service for its kind of grant; parts of a table are options each. */
export type ServiceOf<G extends GrantBase<string, string>, Inner extends string = never> = GrantService<
  G["verbs"][number],
  | Exclude<keyof G & string, Common | "parts">
  | (G extends { readonly parts?: readonly (infer Part extends string)[] } ? Part : never),
  Inner
>;

const FIELDS = { "{partition}": "[^:\\s]+", "{region}": "[^:\\s]*", "{account}": "[^:\\s]*" };

/** The beginning of ARNs as a pattern. */
const arnPattern = (arn: string): string =>
  Object.entries(FIELDS).reduce((text, [field, pattern]) => text.replaceAll(field, pattern), arn);

/**
 * The form of a resource: an ARN that starts in one way, or a name.
 *
 * @param says - what it is, as it follows "a resource of s3 is"
 * @param name - a pattern, without lookarounds
 * @param tail - the same for what ends an ARN. @default - a name
 */
export const resourceForm = (what: string, says: string, arn: string, name: string, tail = name): TextForm => ({
  what,
  says,
  fix: "Write its name or its ARN; what else there is to allow, allow by statements",
  pattern: `^(${arnPattern(arn)}(${tail})|${name})$`,
});

/** A name without colons and slashes. */
export const PLAIN = "[^:/\\s]+";

/** A name without colons. */
export const WITH_SLASHES = "[^:\\s]+";
