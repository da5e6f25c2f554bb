import { isMapping } from "../facts/merge";
import { hasMark } from "./marks";

/** What a statement is about: actions, resources or principals, or all but those. */
export interface Names {
  readonly but: boolean;
  readonly values: readonly string[];
}

export interface Condition {
  readonly operator: string;
  readonly key: string;
  readonly values: readonly string[];
}

export interface Statement {
  /** Which one it is of its policy: its Sid, or its number. */
  readonly label: string;
  readonly effect: "Allow" | "Deny";
  /** @default - none: the statement cannot be read */
  readonly actions?: Names;
  /** @default - none, as in a trust policy */
  readonly resources?: Names;
  /** By kind: AWS, Service or Federated; `*` where all are meant. @default - none, as in an identity policy */
  readonly principals?: Readonly<Record<string, readonly string[]>>;
  readonly hasNotPrincipal: boolean;
  readonly conditions: readonly Condition[];
}

/** A policy by its text, or the reason why its text is not known. */
export type Policy = { readonly name: string } & (
  | { readonly statements: readonly Statement[]; readonly unknown?: undefined }
  | { readonly statements?: undefined; readonly unknown: string }
);

/** Reads a policy's text. */
export function policyOf(name: string, text: unknown): Policy {
  const document = typeof text === "string" ? parsed(text) : undefined;
  if (!isMapping(document)) return { name, unknown: "its text is known after the apply" };
  // Without a version, policy variables are text (IAM user guide, "Version").
  const hasVariables = document["Version"] === "2012-10-17";
  const found = list(document["Statement"]).map((one, index) => statementOf(one, index, hasVariables));
  const statements = found.flatMap((one) => one ?? []);
  return statements.length === found.length
    ? { name, statements }
    : { name, unknown: "it has a statement that only Terraform knows" };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

const list = (value: unknown): readonly unknown[] => (value === undefined ? [] : [value].flat());

const texts = (value: unknown): string[] => list(value).map((one) => (typeof one === "string" ? one : String(one)));

function statementOf(data: unknown, index: number, hasVariables: boolean): Statement | undefined {
  if (!isMapping(data)) return undefined;
  const { Sid: sid, Effect: effect, Condition: conditions = {} } = data;
  if ((effect !== "Allow" && effect !== "Deny") || !isMapping(conditions)) return undefined;
  const read = (value: string): string => (hasVariables ? value : value.replace(/\$(?=\{)/g, "${$}"));
  const names = (name: string): Names | undefined => {
    const but = data[`Not${name}`] !== undefined;
    const values = data[`${but ? "Not" : ""}${name}`];
    return values === undefined ? undefined : { but, values: texts(values).map(read) };
  };
  const found = Object.entries(conditions).flatMap(([operator, keys]) =>
    isMapping(keys)
      ? Object.entries(keys).map(([key, values]) => ({ operator, key, values: texts(values).map(read) }))
      : [undefined],
  );
  const known = found.flatMap((one) => one ?? []);
  if (known.length < found.length) return undefined;
  return {
    label: typeof sid === "string" && sid !== "" ? sid : `statement ${index + 1}`,
    effect,
    actions: names("Action"),
    resources: names("Resource"),
    principals: data["Principal"] === undefined ? undefined : principalsOf(data["Principal"]),
    hasNotPrincipal: data["NotPrincipal"] !== undefined,
    conditions: known,
  };
}

const principalsOf = (value: unknown): Record<string, string[]> =>
  isMapping(value)
    ? Object.fromEntries(Object.entries(value).map(([kind, names]) => [kind, texts(names)]))
    : { [hasMark(String(value)) ? "unknown" : "AWS"]: texts(value) };
