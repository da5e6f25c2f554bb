import fc from "fast-check";
import {
  ListOf,
  and,
  choose,
  chooseText,
  compare,
  concat,
  concatLists,
  each,
  eachEntry,
  equals,
  flagOr,
  hasAny,
  isGiven,
  isListOf,
  isMoreThanOne,
  isOneOf,
  known,
  lengthOf,
  mapped,
  merged,
  not,
  oneOrMany,
  onlyIf,
  or,
  orElse,
  snakeCase,
  sorted,
  textIf,
  textOr,
  valueOf,
} from "../../constructs/hcl/combine";
import type { Condition, List } from "../../constructs/hcl/combine";
import { attribute, isExpression, nullable, reference } from "../../constructs/hcl/expression";
import type { Expression, Operator, Value } from "../../constructs/hcl/expression";
import { any, lift, number, text } from "../../constructs/hcl/lift";
import { broken, inline } from "../../constructs/hcl/print";
import "../../constructs/hcl/tokens";
import { testWithTerraform } from "../support/terraform-console";
import { fileOf, formatted, readBack } from "./read-back";

const x = reference("var.x");
const y = reference("var.y");
const maybe = nullable(reference("var.maybe"));
const texts = new ListOf(reference("var.texts").node, text);

/** What is printed for a value. */
const printed = (value: unknown): string => inline(value as Value, { lift });

describe("conditions that are known", () => {
  test("fold to what they are", () => {
    expect([not(true), not(false)]).toEqual([false, true]);
    expect([and(), and(true, true), and(true, false)]).toEqual([true, true, false]);
    expect([or(), or(false, false), or(false, true)]).toEqual([false, false, true]);
    expect([undefined, null, "", 0, false, []].map(isGiven)).toEqual([false, false, true, true, true, true]);
    expect([isOneOf("a", "a", "b"), isOneOf("c", "a", "b"), isOneOf(undefined, "a")]).toEqual([true, false, false]);
    expect([undefined, 1, 2].map(isMoreThanOne)).toEqual([false, false, true]);
    expect([hasAny([]), hasAny(["a"]), hasAny({}), hasAny({ a: 1 })]).toEqual([false, true, false, true]);
  });

  test.each<[Value, Operator, Value, boolean]>([
    ["a", "==", "a", true],
    ["a", "==", "b", false],
    [undefined, "==", null, true],
    [{ a: [1] }, "==", { a: [1] }, true],
    ["a", "!=", "b", true],
    ["a", "!=", "a", false],
    [null, "!=", undefined, false],
    [1, "<", 2, true],
    [2, "<", 2, false],
    [2, "<=", 2, true],
    [3, "<=", 2, false],
    [3, ">", 2, true],
    [2, ">", 2, false],
    [2, ">=", 2, true],
    [1, ">=", 2, false],
  ])("compare %j %s %j", (left, operator, right, expected) => {
    expect(compare(left, operator, right)).toBe(expected);
  });

  test("are not made by an operator that compares nothing", () => {
    expect(() => compare(1, "+", 2)).toThrow("+ compares nothing");
  });

  test("decide alone where they can, and are dropped where they cannot", () => {
    expect([and(x, false), and(false, x), or(x, true), or(true, x)]).toEqual([false, false, true, true]);
    expect([and(true, x), and(x, true), or(false, x), or(x, false)].map((one) => one === x)).toEqual([
      true,
      true,
      true,
      true,
    ]);
  });
});

describe("conditions that Terraform knows", () => {
  test.each<[Value, string]>([
    [not(x), "!var.x"],
    [not(not(x)), "var.x"],
    [not(equals(x, y)), "var.x != var.y"],
    [not(compare(x, "!=", y)), "var.x == var.y"],
    [not(compare(x, "<", 1)), "!(var.x < 1)"],
    [not(isGiven(maybe)), "var.maybe == null"],
    [not(and(x, y)), "!(var.x && var.y)"],
    [and(x, true, y), "var.x && var.y"],
    [or(x, false, y), "var.x || var.y"],
    [and(x, or(x, y)), "var.x && (var.x || var.y)"],
    [or(and(x, y), x), "var.x && var.y || var.x"],
    [equals(x, "a"), 'var.x == "a"'],
    [equals("a", x), '"a" == var.x'],
    [equals(["a", x], ["a", "b"]), '["a", var.x] == ["a", "b"]'],
    [isGiven(maybe), "var.maybe != null"],
    [isGiven(onlyIf(x, "a")), "var.x"],
    [isOneOf(x, "a", "b"), 'contains(["a", "b"], var.x)'],
    [isOneOf(maybe, "a", "b"), 'var.maybe != null ? contains(["a", "b"], var.maybe) : false'],
    [isOneOf(x, "a"), 'var.x == "a"'],
    [isMoreThanOne(number(x)), "var.x > 1"],
    [isMoreThanOne(number(maybe)), "coalesce(var.maybe, 0) > 1"],
    [hasAny(texts), "length(var.texts) > 0"],
  ])("are expressions: %#", (condition, expected) => {
    expect(printed(condition)).toBe(expected);
  });

  test("are known where it is known that a value is there, or that two are the same", () => {
    expect(isGiven(x)).toBe(true);
    expect(equals(x, x)).toBe(true);
    expect(isGiven(known(maybe))).toBe(true);
  });

  test("may be tokens", () => {
    expect(printed(and(any(x), not(any(y))))).toBe("var.x && !var.y");
    expect(printed(equals(text(x), "a"))).toBe('var.x == "a"');
    expect(printed(isOneOf(text(x), "a", "b"))).toBe('contains(["a", "b"], var.x)');
  });
});

describe("choices", () => {
  test("are made now where the condition is known", () => {
    expect([choose(true, "a", "b"), choose(false, "a", "b")]).toEqual(["a", "b"]);
    expect([onlyIf(true, "a"), onlyIf(false, "a")]).toEqual(["a", undefined]);
    expect([orElse(undefined, "b"), orElse(null, "b"), orElse("a", "b"), orElse(false, true)]).toEqual([
      "b",
      "b",
      "a",
      false,
    ]);
    expect([flagOr(undefined, true), flagOr(false, true)]).toEqual([true, false]);
    expect([known("a"), known(undefined)]).toEqual(["a", undefined]);
  });

  test.each<[Value, string]>([
    [choose(x, "a", y), 'var.x ? "a" : var.y'],
    [choose(or(x, y), "a", "b"), 'var.x || var.y ? "a" : "b"'],
    [choose(true, x, "b"), "var.x"],
    [onlyIf(x, { a: 1 }), "var.x ? { a = 1 } : null"],
    [onlyIf(true, maybe), "var.maybe"],
    [known(maybe), "var.maybe"],
    [orElse(maybe, "b"), 'coalesce(var.maybe, "b")'],
    [orElse(x, "b"), "var.x"],
    [flagOr(any(maybe), true), "coalesce(var.maybe, true)"],
    [flagOr(undefined, any(x)), "var.x"],
  ])("are Terraform's where it is not: %#", (value, expected) => {
    expect(printed(value)).toBe(expected);
  });

  test("of texts are texts", () => {
    expect([textOr(undefined, "b"), textOr("a", "b"), textIf(false, "a"), textIf(true, undefined)]).toEqual([
      "b",
      "a",
      undefined,
      undefined,
    ]);
    expect(chooseText(true, "a", "b")).toBe("a");
    expect(printed(`arn:${chooseText(x, "a", "b")}`)).toBe('"arn:${var.x ? "a" : "b"}"');
    expect(printed(textOr(text(maybe), "b"))).toBe('coalesce(var.maybe, "b")');
    expect(printed(textIf(x, "a"))).toBe('var.x ? "a" : null');
  });
});

describe("each", () => {
  const upper = (one: string): string => one.toUpperCase();

  test("makes a list of one that is known, and may ask Terraform whether an element is taken", () => {
    expect(each(["a", "b"], "one", upper)).toEqual(["A", "B"]);
    expect(each(["a", "b"], "one", upper, (one) => one !== "a")).toEqual(["B"]);
    expect(
      printed(
        each(
          ["a", text(x)],
          "one",
          (one) => one,
          (one) => equals(one, "a"),
        ),
      ),
    ).toBe('concat(["a"], var.x == "a" ? [var.x] : [])');
  });

  test("makes a loop of one that is not", () => {
    expect(printed(each(texts, "one", (one) => `<${one}>`))).toBe('[for one in var.texts : "<${one}>"]');
    expect(
      printed(
        each(
          texts,
          "one",
          (one) => one,
          (one) => compare(one, "!=", "a"),
        ),
      ),
    ).toBe('[for one in var.texts : one if one != "a"]');
    expect(
      each(
        texts,
        "one",
        (one) => one,
        () => false,
      ),
    ).toEqual([]);
  });

  test("reads elements as the list says", () => {
    const people = new ListOf(x.node, (one) => ({ name: text(attribute(one, "name")) }));
    expect(printed(each(people, "person", ({ name }) => name))).toBe("[for person in var.x : person.name]");
    const names = mapped(people, ({ name }) => name);
    expect(isListOf(names)).toBe(true);
    expect(printed(each(names, "name", (name) => name))).toBe("[for name in var.x : name.name]");
    expect(mapped([{ name: "a" }], ({ name }) => name)).toEqual(["a"]);
  });
});

describe("objects", () => {
  test("are made of lists by eachEntry", () => {
    expect(
      eachEntry(
        ["a", "b"],
        "one",
        (one) => one,
        (one) => `${one}!`,
      ),
    ).toEqual({ a: "a!", b: "b!" });
    expect(
      printed(
        eachEntry(
          texts,
          "one",
          (one) => one,
          (one) => ({ it: one }),
        ),
      ),
    ).toBe("{ for one in var.texts : one => { it = one } }");
    expect(
      printed(
        eachEntry(
          [text(x)],
          "one",
          (one) => one,
          () => 1,
        ),
      ),
    ).toBe("{ (var.x) = 1 }");
  });

  test("are merged, later ones over earlier ones", () => {
    expect([merged(), merged({}, {}), merged({ a: 1, b: 1 }, {}, { b: 2 })]).toEqual([{}, {}, { a: 1, b: 2 }]);
    expect(merged({ a: 1 }, { a: undefined })).toEqual({ a: 1 });
    expect(merged({}, x)).toBe(x);
    expect(printed(merged({ a: 1 }, x, {}))).toBe("merge({ a = 1 }, var.x)");
  });

  test("tell what is under a key", () => {
    expect([valueOf({ a: 1 }, "a"), valueOf({ a: 1 }, "b")]).toEqual([1, undefined]);
    expect(printed(valueOf(x, "a"))).toBe('var.x["a"]');
    expect(printed(valueOf(x, text(y)))).toBe("var.x[var.y]");
  });

  test.each([
    ["serviceAccount", "service_account"],
    ["name", "name"],
    ["AWS", "AWS"],
    ["aVpcId", "a_vpc_id"],
  ])("have keys that Terraform calls as it calls variables: %s is %s", (key, expected) => {
    expect(snakeCase(key)).toBe(expected);
  });
});

describe("lists", () => {
  test("are joined in their order, known ones as one", () => {
    expect([concat(), concat([], []), concat(["a"], [], ["b", 1])]).toEqual([[], [], ["a", "b", 1]]);
    expect(concat([], x)).toBe(x);
    expect(printed(concat(["a"], ["b"], x, [], ["c"], ["d"]))).toBe('concat(["a", "b"], var.x, ["c", "d"])');
  });

  test("keep how their elements are read where they are joined", () => {
    expect(concatLists(["a"], ["b"])).toEqual(["a", "b"]);
    const both: List<string>[] = [concatLists(texts, ["b"]), concatLists(["b"], texts), concatLists(texts, texts)];
    expect(both.every(isListOf)).toBe(true);
    expect(both.map((list) => printed(each(list, "one", (one) => one)))).toEqual([
      '[for one in concat(var.texts, ["b"]) : one]',
      '[for one in concat(["b"], var.texts) : one]',
      "[for one in concat(var.texts, var.texts) : one]",
    ]);
  });

  test("have Terraform's keys where objects that are known stand beside those that are not", () => {
    const people = new ListOf(x.node, (one) => ({ firstName: text(attribute(one, "first_name")) }));
    const all = concatLists(people, [{ firstName: "Ada" }]);
    expect(printed(each(all, "one", ({ firstName }) => firstName))).toBe(
      '[for one in concat(var.x, [{ first_name = "Ada" }]) : one.first_name]',
    );
  });

  test("tell how long they are", () => {
    expect([lengthOf([]), lengthOf(["a", "b"]), lengthOf({ a: 1 })]).toEqual([0, 2, 1]);
    expect(printed(lengthOf(texts))).toBe("length(var.texts)");
    expect(printed(lengthOf([onlyIf(x, "a"), "b"]))).toBe('length(concat(var.x ? ["a"] : [], ["b"]))');
    expect(printed(hasAny({ a: onlyIf(x, 1) }))).toBe("length(var.x ? { a = 1 } : {}) > 0");
  });

  test("are sorted, each text once", () => {
    expect(sorted(["b", "a", "b"])).toEqual(["a", "b"]);
    expect(printed(sorted(texts))).toBe("sort(distinct(var.texts))");
    expect(printed(sorted([onlyIf(x, "a"), "b"]))).toBe('sort(distinct(concat(var.x ? ["a"] : [], ["b"])))');
    const token = text(x);
    expect(printed(sorted(["b", token, "a", token]))).toBe('[var.x, "a", "b"]');
  });

  test("of one are one, where that is known", () => {
    expect([
      oneOrMany("a"),
      oneOrMany(["a"]),
      oneOrMany(["b", "a", "b"]),
      oneOrMany(["a", "a"]),
      oneOrMany([]),
    ]).toEqual(["a", "a", ["a", "b"], "a", []]);
    expect(printed(oneOrMany([text(x)]))).toBe("var.x");
    expect(printed(oneOrMany([onlyIf(x, "a")]))).toBe('sort(distinct(var.x ? ["a"] : []))');
    expect(printed(oneOrMany(texts))).toBe("sort(distinct(var.texts))");
  });
});

describe("all combinators", () => {
  /** What is known now in one run, and left to Terraform in another. */
  const LEAVES = {
    flags: [true, false],
    numbers: [0, 1, 2],
    texts: ["a", "b", 'c"${}'],
    maybes: ["a", null],
    lists: [[], ["b", "a", "b"]],
    objects: [{}, { a: "b", c: "a" }],
  };
  const VARIABLES = Object.fromEntries(
    Object.entries(LEAVES).flatMap(([kind, values]) => values.map((value, at) => [`${kind}${at}`, value])),
  );
  const NAMES = Object.keys(VARIABLES);

  /** Gives a leaf: a literal, or a reference. */
  type Given = (name: string) => Value;
  type Build<T> = (given: Given) => T;
  type Program = fc.Arbitrary<Build<Value>>;

  /** A bit for each leaf that is left to Terraform. */
  const given =
    (open: number): Given =>
    (name) =>
      (open >> NAMES.indexOf(name)) & 1
        ? nullableWhere(name.startsWith("maybes"), reference(`var.${name}`))
        : VARIABLES[name];
  const nullableWhere = (is: boolean, value: Expression): Expression => (is ? nullable(value) : value);

  const leaf = (kind: keyof typeof LEAVES): Program =>
    fc.nat(LEAVES[kind].length - 1).map((at) => (all) => all(`${kind}${at}`));
  const listOf = (value: Value): List<string> =>
    isExpression(value) ? new ListOf(value.node, text) : (value as readonly string[]);
  const there = (...values: readonly Value[]): Value => values.filter((value) => value !== undefined);

  type Kind = "condition" | "number" | "text" | "list" | "object";

  const programs = fc.letrec<Record<Kind, Build<Value>>>((tie) => {
    const from = (
      parts: readonly fc.Arbitrary<Build<Value>>[],
      work: (...values: readonly Value[]) => Value,
    ): Program => fc.tuple(...parts).map((builds) => (given) => work(...builds.map((build) => build(given))));
    const asked = (value: Value): Condition => value as Condition;
    const [condition, amount, word, list, object] = (["condition", "number", "text", "list", "object"] as const).map(
      (kind) => tie(kind),
    ) as [Program, Program, Program, Program, Program];
    const [maybe, someNumbers, someTexts] = [leaf("maybes"), leaf("numbers"), leaf("lists")];
    const certain = fc.oneof(
      leaf("objects"),
      from([word, word], (a, b) => ({ a, [`k-${text(b)}`]: a })),
    );
    const operator = fc.constantFrom<Operator>("<", "<=", ">", ">=", "==", "!=");
    return {
      condition: fc.oneof(
        { depthSize: "small" },
        leaf("flags"),
        from([condition], (a) => not(asked(a))),
        from([condition, condition, condition], (...all) => and(...all.map(asked))),
        from([condition, condition, condition], (...all) => or(...all.map(asked))),
        operator.chain((it) => from([amount, amount], (a, b) => compare(a, it, b))),
        from([word, word], equals),
        from([maybe], isGiven),
        from([condition, word], (a, b) => isGiven(onlyIf(asked(a), b))),
        from([word], (a) => isOneOf(a, "a", "b")),
        from([word], (a) => isOneOf(a, "a")),
        from([someTexts], hasAny),
        from([someNumbers], (a) => isMoreThanOne(number(a))),
        from([condition, condition, condition], (a, b, c) => choose(asked(a), b, c)),
      ),
      number: fc.oneof(
        { depthSize: "small" },
        someNumbers,
        from([someTexts], lengthOf),
        from([condition, amount, amount], (a, b, c) => choose(asked(a), b, c)),
      ),
      text: fc.oneof(
        { depthSize: "small" },
        leaf("texts"),
        from([condition, word, word], (a, b, c) => choose(asked(a), b, c)),
        from([maybe, word], orElse),
        from([word, word], (a, b) => `${text(a)}, ${text(b)}`),
      ),
      list: fc.oneof(
        { depthSize: "small" },
        someTexts,
        from([list, word, list], (a, b, c) => concat(a, [b], c)),
        from([word, condition, word], (a, b, c) => there(a, onlyIf(asked(b), c))),
        from([maybe, word], (a, b) => there(a ?? undefined, b)),
        from([someTexts], sorted),
        from([condition, list, list], (a, b, c) => choose(asked(a), b, c)),
        from([someTexts, word, condition], (a, b, c) =>
          each(
            listOf(a),
            "one",
            (one) => `${one}+${text(b)}`,
            (one) => or(asked(c), equals(one, b)),
          ),
        ),
        from([someTexts, someTexts], (a, b) =>
          each(
            listOf(a),
            "one",
            (outer) => `${outer}/${text(lengthOf(each(listOf(b), "one", (inner) => `${outer}${inner}`)))}`,
          ),
        ),
        from([someTexts, someTexts], (a, b) => each(concatLists(listOf(a), listOf(b)), "one", (one) => one)),
      ),
      object: fc.oneof(
        { depthSize: "small" },
        leaf("objects"),
        from([maybe, condition, word], (a, b, c) => ({ p: c, q: onlyIf(asked(b), c), r: a ?? undefined })),
        from([maybe, maybe, word], (a, b, c) => ({ [text(c)]: c, q: a ?? undefined, r: b ?? undefined })),
        from([maybe, condition, list], (a, b, c) => ({ p: { q: onlyIf(asked(b), c), r: a ?? undefined, s: c } })),
        from([certain, certain, certain], merged),
        from([object], (a) => ({ p: a, q: 1 })),
        from([someTexts, word], (a, b) =>
          eachEntry(
            listOf(sorted(a)),
            "one",
            (one) => one,
            (one) => [one, b],
          ),
        ),
      ),
    };
  });

  const program = fc.oneof(...Object.values(programs));

  testWithTerraform("give in Terraform what they give where all is known, whatever is known of it", () => {
    const some = fc.record({
      build: program,
      open: fc.nat(2 ** NAMES.length - 1),
      width: fc.integer({ min: 10, max: 80 }),
    });
    const samples = fc.sample(some, 300);
    const folded = samples.map(({ build }) => build(given(0)));
    const trees = samples.map(({ build, open }) => build(given(open)));
    const lines = trees.map((tree) => inline(tree, { lift }));
    const blocks = trees.map((tree, at) => broken(tree, samples[at]?.width, { lift }));
    const found = readBack([...lines, ...blocks], VARIABLES);
    const plain = JSON.parse(JSON.stringify(folded.map((value) => value ?? null))) as unknown[];
    expect(found.slice(0, samples.length).map((value, at) => ({ [lines[at] ?? ""]: value }))).toEqual(
      plain.map((value, at) => ({ [lines[at] ?? ""]: value })),
    );
    expect(found.slice(samples.length).map((value, at) => ({ [blocks[at] ?? ""]: value }))).toEqual(
      plain.map((value, at) => ({ [blocks[at] ?? ""]: value })),
    );
    const file = fileOf(blocks);
    expect(formatted(file)).toBe(file);
  });
});
