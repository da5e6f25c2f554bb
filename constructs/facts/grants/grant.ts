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

/** What a statement is said of: a grant's own lists, and what follows from them. */
export type GrantList =
  // Resources as they are given, and as ARNs.
  | "resources"
  | "arns"
  // Of resources that are paths, ARNs without what ends them; and keys by alias.
  | "paths"
  | "aliases"
  // Options, as they are given.
  | "prefixes"
  | "inferenceProfiles"
  | "readTopics"
  | "writeTopics"
  | "groups"
  | "via"
  // What stands alone: "*"; nothing; a path, and all below it.
  | "any"
  | "once"
  | "tree"
  // Prefixes, or else an empty one.
  | "below"
  // Parts of a table, each there or not.
  | "table"
  | "indexes"
  | "stream"
  // There unless there are inference profiles.
  | "direct"
  // Of MSK's clusters, how ARNs of their topics and groups start.
  | "topicsOf"
  | "groupsOf";

/**
 * A text with `{resource}` and `{part}` in it, once for each pair out of two lists; and with the cluster's
 * `{partition}`, `{region}` and `{account}`.
 */
export interface GrantText {
  readonly text: string;
  /** What `{resource}` stands for. @default "arns" */
  readonly resources?: GrantList;
  /** What `{part}` stands for: where the list is empty, nothing is said. @default "once" */
  readonly parts?: GrantList;
}

/** A condition, there where its parts are. */
export interface GrantCondition extends GrantText {
  /** The operator; no two conditions of a form have the same. */
  readonly test: string;
  readonly key: string;
}

/** A statement: actions on one form of resources. */
export interface GrantForm<Verb extends string = string> extends GrantText {
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
  readonly form: ResourceForm;
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

/** The form of a resource: an ARN, or a name. Patterns are without anchors and lookarounds. */
export interface ResourceForm extends TextForm {
  readonly arn: string;
  readonly name: string;
}

/**
 * The form of a resource whose ARN starts in one way.
 *
 * @param says - what it is, as it follows "a queue is"
 * @param name - a pattern
 * @param tail - the same for what ends an ARN. @default - a name
 */
export const resourceForm = (what: string, says: string, start: string, name: string, tail = name): ResourceForm =>
  eitherForm({
    what,
    says,
    fix: "Write its name or its ARN; what else there is to allow, allow by statements",
    arn: `${arnPattern(start)}(${tail})`,
    name,
  });

/** A form with the pattern that follows from its two. */
export const eitherForm = (form: Omit<ResourceForm, "pattern">): ResourceForm => ({
  ...form,
  pattern: `^(${form.arn}|${form.name})$`,
});

/** A name without colons and slashes. */
export const PLAIN = "[^:/\\s]+";

/** A name without colons. */
export const WITH_SLASHES = "[^:\\s]+";
