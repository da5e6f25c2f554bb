import fc from "fast-check";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parse, stringify } from "yaml";
import { parseConfiguration } from "../../constructs/configuration/yaml";
import { load } from "../support/configuration";

const EXAMPLE = readFileSync(join(__dirname, "..", "..", "eks-irsa.yaml"), "utf8");
const SEED = 20_240_817;

/** What loading may say: a configuration, or problems that are whole sentences with a place. */
function expectAnswer(text: string): void {
  const result = load(text);
  if ("configuration" in result) return;
  expect(result.problems.length).toBeGreaterThan(0);
  expect(new Set(result.problems).size).toBe(result.problems.length);
  for (const problem of result.problems) expect(problem).toMatch(/eks-irsa\.yaml(:\d+:\d+)?: [^]+\.$/);
}

/** All places in some data: mappings' keys and lists' positions. */
function places(data: unknown, path: (string | number)[] = []): (string | number)[][] {
  if (typeof data !== "object" || data === null) return [path];
  const keys = Array.isArray(data) ? [...data.keys()] : Object.keys(data);
  return [path, ...keys.flatMap((key) => places((data as Record<string | number, unknown>)[key], [...path, key]))];
}

/** The data with something else in one place. */
function replaced(data: unknown, [key, ...rest]: (string | number)[], value: unknown): unknown {
  if (key === undefined) return value;
  const copy = Array.isArray(data) ? [...(data as unknown[])] : { ...(data as Record<string, unknown>) };
  const fields = copy as Record<string | number, unknown>;
  fields[key] = replaced(fields[key], rest, value);
  return copy;
}

const anyValue = fc.oneof(
  fc.constantFrom<unknown>(
    null,
    true,
    0,
    -1,
    1.5,
    "",
    "*",
    "${x}",
    "arn:aws-cn:iam::aws:policy/P",
    [],
    {},
    [[]],
    [null],
  ),
  fc.string(),
  fc.jsonValue({ maxDepth: 2 }),
);

test("whatever stands in any place of the example, loading answers", () => {
  const data: unknown = parse(EXAMPLE);
  fc.assert(
    fc.property(fc.constantFrom(...places(data)), anyValue, (path, value) => {
      expectAnswer(stringify(replaced(data, path, value)));
    }),
    { seed: SEED, numRuns: 150 },
  );
});

test("whatever key is added anywhere in the example, loading answers", () => {
  const data: unknown = parse(EXAMPLE);
  const mappings = places(data).filter((path) => {
    const value = path.reduce<unknown>((inner, key) => (inner as Record<string | number, unknown>)[key], data);
    return typeof value === "object" && value !== null && !Array.isArray(value);
  });
  const keys = fc.oneof(
    fc.constantFrom(
      "workloads",
      "backend",
      "auth",
      "oidcProvider",
      "attributes",
      "role",
      "values",
      "constructor",
      "version",
    ),
    fc.string(),
  );
  fc.assert(
    fc.property(fc.constantFrom(...mappings), keys, anyValue, (path, key, value) => {
      expectAnswer(stringify(replaced(data, [...path, key], value)));
    }),
    { seed: SEED, numRuns: 150 },
  );
});

test("whatever is cut from the example's text or put into it, loading answers", () => {
  const cut = fc.record({
    from: fc.nat(EXAMPLE.length),
    length: fc.nat(40),
    put: fc.oneof(
      fc.string({ maxLength: 5 }),
      fc.constantFrom("\t", "*a ", "&a ", "!x ", "- ", ": ", "{", "? ", "%", "---\n"),
    ),
  });
  fc.assert(
    fc.property(cut, ({ from, length, put }) => {
      expectAnswer(EXAMPLE.slice(0, from) + put + EXAMPLE.slice(from + length));
    }),
    { seed: SEED, numRuns: 200 },
  );
});

test("any text at all is read or refused", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary", maxLength: 60 }), (text) => {
      expect(Object.keys(parseConfiguration(text))).not.toEqual([]);
    }),
    { seed: SEED, numRuns: 200 },
  );
});
