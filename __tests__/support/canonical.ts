import { readFileSync, readdirSync, statSync } from "node:fs";
import { join, resolve } from "node:path";
import { isMapping } from "../../constructs/facts/merge";
import { helmMerge } from "./helm-merge";
import { iamDocument, sorted } from "./iam-document";
import { nameOf, naturalKey } from "./natural-keys";
import type { Resources, Values } from "./terraform-json";

/** What a state says of AWS, Kubernetes and Helm: without addresses, and in one form for each meaning. */

/** Made up by providers. */
const COMPUTED: ReadonlySet<string> = new Set([
  "arn",
  "association_arn",
  "association_id",
  "attachment_count",
  "create_date",
  "default_secret_name",
  "external_id",
  "generation",
  "id",
  "owner_arn",
  "policy_id",
  "resource_version",
  "status",
  "tags_all",
  "thumbprint_list",
  "uid",
  "unique_id",
]);

/** Texts that hold IAM documents. */
const DOCUMENTS: ReadonlySet<string> = new Set(["assume_role_policy", "policy"]);
/** Lists without an order. */
const SETS: ReadonlySet<string> = new Set(["client_id_list", "policy_arns", "policy_names"]);

export interface Place {
  /** Where Terraform ran: charts' folders are seen from there. */
  readonly folder: string;
  /** Tags that the provider adds. */
  readonly defaultTags: Values;
}

const isNothing = (value: unknown): boolean => value === null || value === undefined;

/** A map that is empty says as much as none. */
const isEmpty = (value: unknown): boolean => isNothing(value) || (isMapping(value) && Object.keys(value).length === 0);

function given(values: Values): Values {
  return Object.fromEntries(Object.entries(values).filter(([key, value]) => !COMPUTED.has(key) && !isEmpty(value)));
}

/** What is in a folder, by path. */
function filesIn(folder: string): Record<string, string> {
  const paths = readdirSync(folder, { recursive: true, encoding: "utf8" });
  const files = paths.filter((path) => statSync(join(folder, path)).isFile()).sort();
  return Object.fromEntries(files.map((path) => [path, readFileSync(join(folder, path), "utf8")]));
}

/** A chart in a folder is what is in it, or where it would be. */
function chart(name: string, { folder }: Place): unknown {
  if (!name.includes("/")) return name;
  const path = resolve(folder, name);
  try {
    return filesIn(path);
  } catch {
    return path;
  }
}

function canonicalValue(type: string, key: string, value: unknown, place: Place): unknown {
  if (DOCUMENTS.has(key)) return iamDocument(value as string);
  if (SETS.has(key)) return [...new Set(value as string[])].sort();
  if (key === "metadata") return [value].flat().map((one) => given(one as Values));
  if (type === "helm_release" && key === "values") return helmMerge(value as string[]);
  if (type === "helm_release" && key === "chart") return chart(value as string, place);
  return value;
}

/** A dotted path of Helm's: a dot in a key has a backslash before it. */
const keysOf = (path: string): string[] => path.split(/(?<!\\)\./).map((key) => key.replace(/\\\./g, "."));

/** Values that are set by path, as a document after all others. */
function setDocument(set: unknown): string {
  const entries = (set ?? []) as readonly { name: string; value: string; type?: string | null }[];
  const values = entries.map(({ name, value, type }) =>
    keysOf(name).reduceRight<unknown>(
      (inner, key) => ({ [key]: inner }),
      type === "auto" && /^(true|false)$/.test(value) ? value === "true" : value,
    ),
  );
  return JSON.stringify(helmMerge(values.map((one) => JSON.stringify(one))));
}

/** Values of a release, with those that are set by path among them. */
function withSet({ set, values, ...others }: Values): Values {
  return { ...others, values: [...((values ?? []) as string[]), setDocument(set)] };
}

function canonicalValues(type: string, values: Values, place: Place): Values {
  const { metadata, ...others } = given(type === "helm_release" ? withSet(values) : values);
  // Of a release, it says what was installed.
  const kept = type === "helm_release" ? others : { ...others, ...(metadata !== undefined && { metadata }) };
  const named = kept["name_prefix"] ? { ...kept, name: undefined } : kept;
  const tags = "tags_all" in values && { tags: { ...place.defaultTags, ...(values["tags"] as Values | null) } };
  return Object.fromEntries(
    Object.entries({ ...named, ...tags }).flatMap(([key, value]) =>
      isNothing(value) ? [] : [[key, canonicalValue(type, key, value, place)]],
    ),
  );
}

/** A resource's type, in modules or not; undefined for a data source. */
const typeOf = (address: string): string | undefined =>
  /^(?:module\.[\w-]+(?:\[\d+\])?\.)*(?!data\.|module\.)([a-z0-9_]+)\.[\w-]+/.exec(address)?.[1];

/** Texts that name a role whose name AWS completed, and what stands for them. */
type Symbols = ReadonlyMap<string, string>;

function symbolsOf(resources: Resources): Symbols {
  const roles = [...resources].filter(
    ([address, { name_prefix }]) => typeOf(address) === "aws_iam_role" && name_prefix,
  );
  return new Map(
    roles.flatMap(([, values]) => [
      [values["arn"] as string, `<arn of ${nameOf(values)}>`],
      [values["name"] as string, `<name of ${nameOf(values)}>`],
    ]),
  );
}

function withSymbols(value: unknown, symbols: Symbols): unknown {
  if (typeof value === "string")
    return [...symbols].reduce((text, [name, symbol]) => text.replaceAll(name, () => symbol), value);
  if (Array.isArray(value)) return value.map((item) => withSymbols(item, symbols));
  if (!isMapping(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, withSymbols(inner, symbols)]));
}

export interface Canonical {
  /** By what they are called. */
  readonly resources: Readonly<Record<string, unknown>>;
  /** Addresses of the same. */
  readonly addresses: ReadonlyMap<string, string>;
  readonly outputs: Values;
}

/** An output without entries for what is not there, and with values as Helm merges them. */
function canonicalOutput(name: string, value: unknown, symbols: Symbols, place: Place): unknown {
  if (!isMapping(value)) return withSymbols(value, symbols);
  const there = Object.entries(value).filter(([, one]) => !isNothing(one));
  const canonicalEntry = (one: unknown): unknown => {
    if (name === "gitops") return gitOps(one as Values, place);
    // EKS makes it up.
    return name === "pod_identity_external_ids" ? typeof one : one;
  };
  const entries = there.map(([key, one]) => [key, canonicalEntry(one)]);
  return sorted(withSymbols(Object.fromEntries(entries), symbols));
}

/** What another tool is told of a release. A chart in a folder is named by its path. */
const gitOps = (release: Values, place: Place): Values => {
  const { values, repository, ...others } = withSet({ ...release, values: [release["values"]].flat() });
  const given = Object.entries(others).filter(([, value]) => !isNothing(value) && value !== "");
  const isPath = typeof repository === "string" && repository.startsWith(".");
  return {
    ...Object.fromEntries(given),
    repository: isPath ? chart(repository, place) : repository,
    values: helmMerge([values].flat() as string[]),
  };
};

export function canonical(resources: Resources, outputs: Values, place: Place): Canonical {
  const symbols = symbolsOf(resources);
  const found = new Map<string, { address: string; values: unknown }>();
  for (const [address, values] of resources) {
    const type = typeOf(address);
    // A pause makes nothing.
    if (type === undefined || type === "time_sleep") continue;
    const key = withSymbols(naturalKey(type, values), symbols) as string;
    const other = found.get(key);
    if (other) throw new Error(`${address} and ${other.address} are both the ${key}`);
    found.set(key, { address, values: sorted(withSymbols(canonicalValues(type, values, place), symbols)) });
  }
  const keys = [...found].sort(([one], [other]) => (one < other ? -1 : 1));
  return {
    resources: Object.fromEntries(keys.map(([key, { values }]) => [key, values])),
    addresses: new Map(keys.map(([key, { address }]) => [key, address])),
    outputs: Object.fromEntries(
      Object.entries(outputs).map(([name, value]) => [name, canonicalOutput(name, value, symbols, place)]),
    ),
  };
}
