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
  joinedText,
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
import { formatted, readBack } from "./read-back";

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
    [and(x, true, y, x), "var.x && var.y && var.x"],
    [or(x, false, y), "var.x || var.y"],
    [and(x, or(x, y)), "var.x && (var.x || var.y)"],
    [or(and(x, y), x), "var.x && var.y || var.x"],
    [equals(x, "a"), 'var.x == "a"'],
    [equals("a", x), '"a" == var.x'],
    [equals(["a", x], ["a", "b"]), '["a", var.x] == ["a", "b"]'],
    [isGiven(maybe), "var.maybe != null"],
    [isGiven(onlyIf(x, "a")), "var.x"],
    [isOneOf(x, "a", "b"), 'contains(["a", "b"], var.x)'],
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
    expect([chooseText(true, "a", "b"), joinedText("-", "a", "b")]).toEqual(["a", "a-b"]);
    expect(printed(`arn:${chooseText(x, "a", "b")}`)).toBe('"arn:${var.x ? "a" : "b"}"');
    expect(printed(textOr(text(maybe), "b"))).toBe('coalesce(var.maybe, "b")');
    expect(printed(textIf(x, "a"))).toBe('var.x ? "a" : null');
    expect(printed(joinedText("-", "a", text(x)))).toBe('join("-", ["a", var.x])');
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
  });

  test("are sorted, each text once", () => {
    expect(sorted(["b", "a", "b"])).toEqual(["a", "b"]);
    expect(printed(sorted(texts))).toBe("sort(distinct(var.texts))");
    expect(printed(sorted(["b", text(x), "a", text(x)]))).toMatch(/^\[(?=.*var\.x).*"a", "b".*\]$/);
    expect(sorted(["b", text(x), "a", text(x)])).toHaveLength(3);
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

  /** A bit for each leaf that is left to Terraform. */
  const given =
    (open: number): Given =>
    (name) =>
      (open >> NAMES.indexOf(name)) & 1
        ? nullableWhere(name.startsWith("maybes"), reference(`var.${name}`))
        : (VARIABLES[name] as Value);
  const nullableWhere = (is: boolean, value: Expression): Expression => (is ? nullable(value) : value);

  const leaf = (kind: keyof typeof LEAVES): fc.Arbitrary<Build<Value>> =>
    fc.nat(LEAVES[kind].length - 1).map((at) => (all) => all(`${kind}${at}`));
  const listOf = (value: Value): List<string> =>
    isExpression(value) ? new ListOf(value.node, text) : (value as readonly string[]);
  const there = (values: readonly Value[]): Value => values.filter((value) => value !== undefined);

  interface Kinds {
    condition: Build<Condition>;
    number: Build<Value>;
    text: Build<Value>;
    list: Build<Value>;
    object: Build<Value>;
  }

  const programs = fc.letrec<Kinds>((tie) => {
    const all = <A, B, C, T>(
      [one, two, three]: [fc.Arbitrary<Build<A>>, fc.Arbitrary<Build<B>>, fc.Arbitrary<Build<C>>],
      work: (a: A, b: B, c: C) => T,
    ): fc.Arbitrary<Build<T>> =>
      fc.tuple(one, two, three).map(
        ([a, b, c]): Build<T> =>
          (it) =>
            work(a(it), b(it), c(it)),
      );
    const [condition, amount, word, list, object] = [
      tie("condition"),
      tie("number"),
      tie("text"),
      tie("list"),
      tie("object"),
    ];
    const flag = leaf("flags") as fc.Arbitrary<Build<Condition>>;
    const operator = fc.constantFrom<Operator>("<", "<=", ">", ">=", "==", "!=").map((it) => () => it);
    return {
      condition: fc.oneof(
        { depthSize: "small" },
        flag,
        all([condition, flag, flag], (a) => not(a)),
        all([condition, condition, condition], and),
        all([condition, condition, condition], or),
        all([amount, operator, amount], compare),
        all([word, word, flag], (a, b) => equals(a, b)),
        all([leaf("maybes"), flag, flag], (a) => isGiven(a)),
        all([condition, word, flag], (a, b) => isGiven(onlyIf(a, b))),
        all([word, flag, flag], (a) => isOneOf(a, "a", "b")),
        all([word, flag, flag], (a) => isOneOf(a, "a")),
        all([leaf("lists"), flag, flag], (a) => hasAny(a)),
        all([leaf("numbers"), flag, flag], (a) => isMoreThanOne(number(a))),
        all([condition, condition, condition], (a, b, c) => choose(a, b, c) as Condition),
      ),
      number: fc.oneof(
        { depthSize: "small" },
        leaf("numbers"),
        all([leaf("lists"), flag, flag], (a) => lengthOf(a)),
        all([condition, amount, amount], choose),
      ),
      text: fc.oneof(
        { depthSize: "small" },
        leaf("texts"),
        all([condition, word, word], choose),
        all([leaf("maybes"), word, flag], (a, b) => orElse(a, b)),
        all([word, word, flag], (a, b) => joinedText("-", text(a), text(b))),
        all([word, word, flag], (a, b) => `${text(a)}, ${text(b)}`),
      ),
      list: fc.oneof(
        { depthSize: "small" },
        leaf("lists"),
        all([list, word, list], (a, b, c) => concat(a, [b], c)),
        all([word, condition, word], (a, b, c) => there([a, onlyIf(b, c)])),
        all([leaf("lists"), flag, flag], (a) => sorted(a)),
        all([condition, list, list], choose),
        all([leaf("lists"), word, condition], (a, b, c) =>
          each(
            listOf(a),
            "one",
            (one) => joinedText("+", one, text(b)),
            (one) => or(c, equals(one, b)),
          ),
        ),
        all([leaf("lists"), leaf("lists"), flag], (a, b) =>
          each(listOf(a), "one", (outer) => text(call2(each(listOf(b), "one", (inner) => `${outer}${inner}`)))),
        ),
        all([leaf("lists"), leaf("lists"), flag], (a, b) =>
          each(concatLists(listOf(a), listOf(b)), "one", (one) => one),
        ),
      ),
      object: fc.oneof(
        { depthSize: "small" },
        leaf("objects"),
        all([leaf("maybes"), condition, word], (a, b, c) => ({ p: c, q: onlyIf(b, c), r: a ?? undefined })),
        all([leaf("maybes"), leaf("maybes"), word], (a, b, c) => ({
          [text(c)]: c,
          q: a ?? undefined,
          r: b ?? undefined,
        })),
        all([object, object, object], merged),
        all([leaf("lists"), word, flag], (a, b) =>
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

  /** The first of a list, as a text; an empty one where there is none. */
  const call2 = (list: Value): Value => (isExpression(list) ? orEmpty(list) : ((list as string[])[0] ?? ""));
  const orEmpty = (list: Expression): Expression => reference(() => `try(${printed(list)}[0], "")`);

  const program: fc.Arbitrary<Build<Value>> = fc.oneof(
    programs.condition as fc.Arbitrary<Build<Value>>,
    programs.number,
    programs.text,
    programs.list,
    programs.object,
  );

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
    const file = `locals {\n${blocks.map((it, at) => `  e${at} = ${it.replaceAll("\n", "\n  ")}\n`).join("\n")}}\n`;
    expect(formatted(file)).toBe(file);
  });
});
