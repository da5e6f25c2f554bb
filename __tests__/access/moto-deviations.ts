/**
 * Where moto's evaluator does not do what AWS documents. Each deviation can be taken out of a policy: it is written anew, so that
 * moto decides by it as AWS would decide by the original.
 */
export const DEVIATIONS = {
  case: "IAM does not ask for the case of actions; moto compares them letter by letter.",
  question:
    "In IAM, ? is one character; moto hands it on to a regular expression, where it means: perhaps the one before.",
  letters: "In IAM, a dot or a plus in a name is itself; moto hands it on to a regular expression.",
  fields:
    "In IAM, a wildcard ends with its field of an ARN, and fields that are left out are any; in moto, * takes colons, too.",
  variables: "IAM fills policy variables in; moto takes them for text.",
  notResource:
    "moto does not read NotResource: the statement is about all resources then, and allows even where it denies.",
  conditions:
    "A statement whose condition fails says nothing in IAM; in moto it denies. A key that is not there holds in moto, and so does every operator but StringEquals.",
} as const;

export type Deviation = keyof typeof DEVIATIONS;

export const ALL: ReadonlySet<Deviation> = new Set(Object.keys(DEVIATIONS) as Deviation[]);

type Several = string | readonly string[];

export interface StatementJson {
  readonly Effect: "Allow" | "Deny";
  readonly Action?: Several;
  readonly NotAction?: Several;
  readonly Resource?: Several;
  readonly NotResource?: Several;
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, Several>>>>;
}

export interface PolicyJson {
  readonly Version: "2012-10-17";
  readonly Statement: readonly StatementJson[];
}

export interface RequestJson {
  readonly action: string;
  readonly resource: string;
  readonly context: Readonly<Record<string, string>>;
}

const list = (value: Several): readonly string[] => [value].flat();

/** A request, without the deviations. */
export const requestFor = (request: RequestJson, without: ReadonlySet<Deviation>): RequestJson =>
  without.has("case") ? { ...request, action: request.action.toLowerCase() } : request;

/** A policy, without the deviations. */
export const policyFor = (policy: PolicyJson, request: RequestJson, without: ReadonlySet<Deviation>): PolicyJson => ({
  ...policy,
  Statement: policy.Statement.flatMap((one) => statementFor(one, request, without)),
});

function statementFor(
  { NotResource: notResource, Condition: conditions, ...rest }: StatementJson,
  request: RequestJson,
  without: ReadonlySet<Deviation>,
): StatementJson[] {
  if (conditions && without.has("conditions") && !hold(conditions, request)) return [];
  const action = (value: Several): string[] =>
    list(value).map((one) => {
      const cased = without.has("case") ? one.toLowerCase() : one;
      return without.has("question") ? cased.replaceAll("?", ".") : cased;
    });
  const resource = (value: Several): string[] => list(value).map((one) => pattern(one, request, without));
  return [
    {
      ...rest,
      ...(rest.Action === undefined ? {} : { Action: action(rest.Action) }),
      ...(rest.NotAction === undefined ? {} : { NotAction: action(rest.NotAction) }),
      ...(rest.Resource === undefined ? {} : { Resource: resource(rest.Resource) }),
      ...(notResource === undefined
        ? {}
        : without.has("notResource")
          ? { Resource: `(?!(?:${resource(notResource).join("|")})$).{0,}` }
          : { NotResource: notResource }),
      ...(conditions && !without.has("conditions") ? { Condition: conditions } : {}),
    },
  ];
}

/** The two operators that are generated. */
const hold = (conditions: NonNullable<StatementJson["Condition"]>, { context }: RequestJson): boolean =>
  Object.entries(conditions).every(([operator, keys]) =>
    Object.entries(keys).every(([key, values]) => {
      const given = context[key];
      const isOne = given !== undefined && list(values).includes(given);
      return operator === "StringEquals" ? isOne : !isOne;
    }),
  );

/** A pattern of resources as the regular expression that moto makes of it, in which * becomes `.*`. */
function pattern(text: string, { resource, context }: RequestJson, without: ReadonlySet<Deviation>): string {
  if (text === "*") return text;
  // What has no resource has no fields.
  const byField = without.has("fields") && resource !== "*";
  let field = 0;
  const written = text.replace(/\$\{([^}]*)\}|[^]/g, (part, variable: string | undefined) => {
    if (variable !== undefined) {
      if (!without.has("variables")) return part;
      const value = context[variable];
      return value === undefined ? "(?!)" : escaped(value);
    }
    const isLast = !byField || field >= 5;
    if (part === ":" && field < 5) field++;
    if (part === "*") return isLast ? part : "[^:]{0,}";
    if (part === "?") return !without.has("question") ? part : isLast ? "." : "[^:]";
    return without.has("letters") ? escaped(part) : part;
  });
  if (!byField) return written;
  return (
    written + Array.from({ length: 5 - field }, (_, index) => (field + index < 4 ? ":[^:]{0,}" : ":.{0,}")).join("")
  );
}

const escaped = (text: string): string =>
  text.replace(/[.+*?^$(){}|[\]\\]/g, (one) => `\\x${one.charCodeAt(0).toString(16)}`);
