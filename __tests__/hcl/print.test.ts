import fc from "fast-check";
import { argument, block, hcl } from "../../constructs/hcl/blocks";
import { onlyIf } from "../../constructs/hcl/combine";
import {
  Expression,
  attribute,
  call,
  expressionOf,
  index,
  kept,
  nullable,
  reference,
  splat,
  variable,
} from "../../constructs/hcl/expression";
import type { Node, Operator, Value } from "../../constructs/hcl/expression";
import { broken, escaped, inline, quoted } from "../../constructs/hcl/print";
import { testWithTerraform } from "../support/terraform-console";
import { fileOf, formatted, readBack } from "./read-back";

const [a, b, c, d] = ["var.a", "var.b", "var.c", "var.d"].map((address) => reference(address)) as [
  Expression,
  Expression,
  Expression,
  Expression,
];
const node = (it: Node): Expression => new Expression(it);
const operation = (left: Value, operator: Operator, right: Value): Expression =>
  node({ kind: "operation", operator, left, right });
const not = (of: Value): Expression => node({ kind: "not", of });
const conditional = (condition: Value, yes: Value, no: Value): Expression =>
  node({ kind: "conditional", condition, yes, no });
const template = (...parts: readonly Value[]): Expression => node({ kind: "template", parts });
const listLoop = (value: Expression, over: Value, body: Value, where: Value = true): Expression =>
  node({ kind: "list", loop: { value, over }, body, where });

describe("data on one line", () => {
  test.each<[Value, string]>([
    [undefined, "null"],
    [null, "null"],
    [true, "true"],
    [3600, "3600"],
    [-1.5, "-1.5"],
    [1e21, "1e+21"],
    ["", '""'],
    [[], "[]"],
    [["a", 1, [null]], '["a", 1, [null]]'],
    [{}, "{}"],
    [{ b: [1], a: undefined, c: null }, "{ b = [1], c = null }"],
    [{ for: 1, null: 2, true: 3, if: 4 }, '{ "for" = 1, "null" = 2, "true" = 3, if = 4 }'],
    [{ "a.b": 1, "a-b": 2, "1": 3, "": 4, é: 5 }, '{ "1" = 3, "a.b" = 1, a-b = 2, "" = 4, "é" = 5 }'],
    [[a, { b: c }], "[var.a, { b = var.c }]"],
    [expressionOf({ a: [b] }), "{ a = [var.b] }"],
  ])("is as Terraform writes it: %#", (value, expected) => {
    expect(inline(value)).toBe(expected);
  });

  test("has its keys in order where that is asked for, at every level", () => {
    const data = { b: { d: 1, c: 2 }, a: [{ z: 1, y: 2 }] };
    expect(inline(data)).toBe("{ b = { d = 1, c = 2 }, a = [{ z = 1, y = 2 }] }");
    expect(inline(data, { sorted: true })).toBe("{ a = [{ y = 2, z = 1 }], b = { c = 2, d = 1 } }");
  });
});

describe("texts", () => {
  test.each([
    ['say "a\\b"', 'say \\"a\\\\b\\"'],
    ["a\nb\tc\r", "a\\nb\\tc\\r"],
    ["\u0000\u001f\u007f\u0085", "\\u0000\\u001f\\u007f\\u0085"],
    ["${a} %{ if b }", "$${a} %%{ if b }"],
    ["$${a} %%{b}", "$$${a} %%%{b}"],
    ["$ % {} $a", "$ % {} $a"],
    ["é 日 👍 \u2028", "é 日 👍 \u2028"],
  ])("are escaped: %j", (text, expected) => {
    expect(escaped(text)).toBe(expected);
    expect(quoted(text)).toBe(`"${expected}"`);
    expect(inline(text)).toBe(`"${expected}"`);
    expect(inline({ [text]: 1 })).toBe(`{ "${expected}" = 1 }`);
  });

  test("of several parts are templates", () => {
    expect(inline(template("arn:", a, ':"${x}', 1))).toBe('"arn:${var.a}:\\"$${x}${1}"');
    expect(inline(template("$", a, "%", a, "$"))).toBe('"${"$"}${var.a}%${var.a}$"');
    expect(inline(template("a ", template("b ", c)))).toBe('"a ${"b ${var.c}"}"');
  });
});

describe("operators", () => {
  test.each<[Value, string]>([
    [not(a), "!var.a"],
    [not(not(a)), "!!var.a"],
    [not(operation(a, "==", b)), "!(var.a == var.b)"],
    [not(conditional(a, b, c)), "!(var.a ? var.b : var.c)"],
    [not(call("f", operation(a, "&&", b))), "!f(var.a && var.b)"],
    [operation(not(a), "!=", null), "!var.a != null"],
    [operation(operation(a, "||", b), "&&", c), "(var.a || var.b) && var.c"],
    [operation(operation(a, "&&", b), "||", c), "var.a && var.b || var.c"],
    [operation(a, "&&", operation(b, "||", c)), "var.a && (var.b || var.c)"],
    [operation(operation(a, "==", b), "&&", operation(c, "<", d)), "var.a == var.b && var.c < var.d"],
    [operation(operation(a, "&&", b), "==", c), "(var.a && var.b) == var.c"],
    [operation(operation(a, "<", b), "==", operation(c, ">=", d)), "var.a < var.b == var.c >= var.d"],
    [operation(operation(a, "==", b), "<", c), "(var.a == var.b) < var.c"],
    [operation(operation(a, "-", b), "-", c), "var.a - var.b - var.c"],
    [operation(a, "-", operation(b, "-", c)), "var.a - (var.b - var.c)"],
    [operation(a, "-", operation(b, "+", c)), "var.a - (var.b + var.c)"],
    [operation(a, "&&", operation(b, "&&", c)), "var.a && (var.b && var.c)"],
    [operation(a, "!=", operation(b, "==", c)), "var.a != (var.b == var.c)"],
    [operation(operation(a, "+", b), "<", 3), "var.a + var.b < 3"],
    [operation(conditional(a, b, c), "==", conditional(b, c, d)), "(var.a ? var.b : var.c) == (var.b ? var.c : var.d)"],
    [
      conditional(conditional(a, b, c), conditional(b, c, d), conditional(c, d, a)),
      "(var.a ? var.b : var.c) ? var.b ? var.c : var.d : var.c ? var.d : var.a",
    ],
    [conditional(operation(a, "||", b), [a], {}), "var.a || var.b ? [var.a] : {}"],
    [attribute(conditional(a, b, c), "x"), "(var.a ? var.b : var.c).x"],
    [attribute(not(a), "x"), "(!var.a).x"],
    [index(operation(a, "+", b), 0), "(var.a + var.b)[0]"],
    [index(a, "k"), 'var.a["k"]'],
    [index(a, b), "var.a[var.b]"],
    [splat(onlyIf(a, b) as Expression, "x"), "(var.a ? var.b : null)[*].x"],
    [splat(a), "var.a[*]"],
    [attribute(call("f", a), "x"), "f(var.a).x"],
    [node({ kind: "call", name: "merge", args: [{ a: 1 }, b], expand: true }), "merge({ a = 1 }, var.b...)"],
  ])("stand in parentheses where they have to, and only there: %#", (value, expected) => {
    expect(inline(value)).toBe(expected);
  });

  test("stand in parentheses beside what CDKTF writes, which may be anything", () => {
    const token = (text: string): string => text;
    const scope = { token: (it: unknown) => token(it as string) };
    expect(inline(attribute(node({ kind: "token", token: "a ? b : c" }), "x"), scope)).toBe("(a ? b : c).x");
    expect(inline(operation(node({ kind: "token", token: "a || b" }), "&&", a), scope)).toBe("(a || b) && var.a");
    expect(inline(call("f", node({ kind: "token", token: "a || b" })), scope)).toBe("f(a || b)");
  });
});

describe("loops", () => {
  const [value, key] = [variable("value"), variable("key")];

  test("bind what they use", () => {
    const loop = { key, value, over: a };
    const object = (k: Value, body: Value, where: Value = true): string =>
      inline(node({ kind: "object", loop, key: k, body, where }));
    expect(object(key, value)).toBe("{ for key, value in var.a : key => value }");
    expect(object(key, 1)).toBe("{ for key in keys(var.a) : key => 1 }");
    expect(object(attribute(value, "x"), 1)).toBe("{ for value in var.a : value.x => 1 }");
    expect(object(key, 1, value)).toBe("{ for key, value in var.a : key => 1 if value }");
    expect(object(conditional(a, key, b), conditional(a, b, c), operation(a, "||", b))).toBe(
      "{ for key in keys(var.a) : (var.a ? key : var.b) => var.a ? var.b : var.c if var.a || var.b }",
    );
    expect(inline(listLoop(value, a, 1))).toBe("[for value in var.a : 1]");
  });

  test("give other names to what has the name of something around", () => {
    const [one, two, three] = [variable("one"), variable("one"), variable("one")];
    const all = template(one, two, three);
    expect(inline(listLoop(one, a, listLoop(two, one, listLoop(three, two, all))))).toBe(
      '[for one in var.a : [for one_ in one : [for one__ in one_ : "${one}${one_}${one__}"]]]',
    );
    // Beside each other they have the same.
    expect(inline([listLoop(one, a, one), listLoop(two, b, two)])).toBe(
      "[[for one in var.a : one], [for one in var.b : one]]",
    );
  });

  test("find what they use wherever it is", () => {
    const uses = (body: Value): boolean =>
      inline(node({ kind: "object", loop: { key, value, over: a }, key: value, body, where: true })).startsWith(
        "{ for key, value in",
      );
    expect(uses(1)).toBe(false);
    const places: Value[] = [
      key,
      [key],
      { x: key },
      attribute(key, "x"),
      splat(key),
      not(key),
      index(a, key),
      call("f", key),
      operation(a, "&&", key),
      conditional(a, b, key),
      onlyIf(a, key),
      onlyIf(key, a),
      expressionOf([key]),
      template("x", key),
      listLoop(variable("x"), key, 1),
      listLoop(variable("x"), a, 1, key),
      node({ kind: "object", loop: { value: variable("x"), over: a }, key, body: 1, where: true }),
    ];
    expect(places.map(uses)).toEqual(places.map(() => true));
  });

  test("are not around what has a name of its own outside of them", () => {
    const name = variable("name", "each.key");
    expect(inline(name)).toBe("each.key");
    expect(inline(listLoop(name, a, name))).toBe("[for name in var.a : name]");
  });
});

describe("entries that may be missing", () => {
  const maybe = nullable(a);
  const other = nullable(b);

  test.each<[Value, string]>([
    [[1, onlyIf(a, 2), 3, 4], "concat([1], var.a ? [2] : [], [3, 4])"],
    [[onlyIf(a, 2)], "var.a ? [2] : []"],
    [[onlyIf(false, 1), 2], "[2]"],
    [[onlyIf(false, 1)], "[]"],
    [[maybe, "b"], 'concat(compact([var.a]), ["b"])'],
    [[kept(maybe), "b"], '[var.a, "b"]'],
    [{ x: 1, y: onlyIf(a, 2) }, "merge({ x = 1 }, var.a ? { y = 2 } : {})"],
    [{ y: onlyIf(a, 2) }, "var.a ? { y = 2 } : {}"],
    [{ x: 1, y: maybe }, "merge({ x = 1 }, var.a == null ? {} : { y = var.a })"],
    [{ x: maybe, y: other }, "{ for key, value in { x = var.a, y = var.b } : key => value if value != null }"],
    [{ x: kept(maybe) }, "{ x = var.a }"],
    [{ x: { y: onlyIf(a, 1) } }, "var.a ? { x = { y = 1 } } : {}"],
    [
      { x: { y: maybe, z: onlyIf(c, 1) }, w: 1 },
      "merge({ w = 1 }, var.a != null || var.c ? { x = merge(var.a == null ? {} : { y = var.a }, var.c ? { z = 1 } : {}) } : {})",
    ],
  ])("are left out in Terraform where they are: %#", (value, expected) => {
    expect(inline(value)).toBe(expected);
  });

  testWithTerraform("are there where they are not null, and not where they are", () => {
    const values: Value[] = [
      ["x", onlyIf(reference("var.yes"), "b"), onlyIf(reference("var.no"), "c"), "y"],
      [onlyIf(operation(reference("var.none"), "!=", null), index(call("split", ":", reference("var.none")), 1))],
      [nullable(reference("var.none")), nullable(reference("var.text"))],
      { x: 1, y: onlyIf(reference("var.yes"), { z: [1, "a", null] }), w: onlyIf(reference("var.no"), 1) },
      { x: nullable(reference("var.none")), y: nullable(reference("var.text")), z: nullable(reference("var.list")) },
      { x: nullable(reference("var.none")) },
      {
        x: { y: nullable(reference("var.none")), z: onlyIf(reference("var.no"), 1) },
        w: { v: onlyIf(reference("var.yes"), 1) },
      },
    ];
    expect(
      readBack(
        values.map((value) => inline(value)),
        { yes: true, no: false, none: null, text: "t", list: ["l"] },
      ),
    ).toEqual([
      ["x", "b", "y"],
      [],
      ["t"],
      { x: 1, y: { z: [1, "a", null] } },
      { y: "t", z: ["l"] },
      {},
      { w: { v: 1 } },
    ]);
  });
});

describe("lines that are too long", () => {
  const long = (letter: string, length = 24): string => letter.repeat(length);

  test.each<[string, number, Value, string]>([
    ["a list of long texts", 116, [long("x", 70), long("y", 70)], `[\n  "${long("x", 70)}",\n  "${long("y", 70)}",\n]`],
    ["a list of short texts", 20, ["aaa", "bbb", "ccc", "ddd"], '[\n  "aaa", "bbb",\n  "ccc", "ddd",\n]'],
    ["an object", 50, { a: long("x"), longer: { b: 1 } }, `{\n  a      = "${long("x")}"\n  longer = { b = 1 }\n}`],
    [
      "an operator",
      59,
      operation(operation(reference(long("x")), "&&", reference(long("y"))), "||", a),
      `(\n  ${long("x")} && ${long("y")} ||\n  var.a\n)`,
    ],
    [
      "a conditional",
      50,
      conditional(a, long("x"), long("y")),
      `(\n  var.a\n  ? "${long("x")}"\n  : "${long("y")}"\n)`,
    ],
    ["a call", 50, call("f", reference(long("x")), reference(long("y"))), `f(\n  ${long("x")},\n  ${long("y")},\n)`],
    ["a call of a list", 58, call("f", [long("x"), long("y")]), `f([\n  "${long("x")}", "${long("y")}",\n])`],
    [
      "a loop",
      50,
      listLoop(variable("one"), reference(long("x")), { a: long("y"), b: variable("z") }),
      `[\n  for one in ${long("x")} : {\n    a = "${long("y")}"\n    b = z\n  }\n]`,
    ],
    [
      "a text of sentences",
      50,
      template(`${long("X")}. ${long("Y")}. `, a),
      `join("", [\n  "${long("X")}. ",\n  "${long("Y")}. \${var.a}",\n])`,
    ],
  ])("are broken by their structure: %s", (_what, width, value, expected) => {
    expect(broken(value, width)).toBe(expected);
  });

  test("are not broken where they fit, with what stands before them", () => {
    const value = [long("x"), long("y")];
    const width = inline(value).length;
    expect(broken(value, width)).toBe(inline(value));
    expect(broken(value, width, {}, 1)).toContain("\n");
  });
});

describe("Terraform reads what is printed", () => {
  const odd = fc.constantFrom(...'$|%|{|}|"|\\|\n|\r|\t|~|\u0000|\u0007|\u007f|\u00a0|\u2028|é|日|👍|a'.split("|"));
  const text = fc.oneof(fc.string({ unit: "binary-ascii" }), fc.string({ unit: odd }));
  const { value: data } = fc.letrec<{ value: Value; list: Value; map: Value }>((tie) => ({
    value: fc.oneof(
      { depthSize: "small" },
      text,
      fc.integer(),
      fc
        .double({ noNaN: true, noDefaultInfinity: true, min: -1e9, max: 1e9 })
        .map((it) => Math.round(it * 1000) / 1000 + 0),
      fc.boolean(),
      fc.constant(null),
      tie("list"),
      tie("map"),
    ),
    list: fc.array(tie("value"), { maxLength: 4 }),
    map: fc.dictionary(text, tie("value"), { maxKeys: 4, noNullPrototype: true }),
  }));
  const widths = fc.integer({ min: 12, max: 130 });

  testWithTerraform("as the data that it was, and `terraform fmt` changes nothing", () => {
    const samples = fc.sample(fc.tuple(data, widths), 300);
    const values = samples.map(([value]) => value);
    const lines = values.map((value) => inline(value));
    const blocks = samples.map(([value, width]) => broken(value, width));
    expect(readBack([...lines, ...blocks])).toEqual([...values, ...values]);
    for (const file of [
      fileOf(blocks),
      hcl([
        block(
          "locals",
          [],
          values.map((value, at) => argument(`v${at}`, value)),
        ),
      ]),
    ])
      expect(formatted(file)).toBe(file);
  });

  /** A tree of operators, and what it comes to. */
  interface Tree<T> {
    readonly tree: Value;
    readonly value: T;
  }
  const compute: Readonly<Record<Operator, (left: never, right: never) => boolean | number>> = {
    "&&": (left: boolean, right: boolean) => left && right,
    "||": (left: boolean, right: boolean) => left || right,
    "==": (left: unknown, right: unknown) => left === right,
    "!=": (left: unknown, right: unknown) => left !== right,
    "<": (left: number, right: number) => left < right,
    "<=": (left: number, right: number) => left <= right,
    ">": (left: number, right: number) => left > right,
    ">=": (left: number, right: number) => left >= right,
    "+": (left: number, right: number) => left + right,
    "-": (left: number, right: number) => left - right,
  };
  const VARIABLES = { yes: true, no: false, one: 1, two: 2, nested: { is: true, list: [3, 4] } };
  const { flag, amount } = fc.letrec<{ flag: Tree<boolean>; amount: Tree<number> }>((tie) => {
    const operators = <T, R>(all: readonly Operator[], part: fc.Arbitrary<Tree<T>>): fc.Arbitrary<Tree<R>> =>
      fc.tuple(fc.constantFrom(...all), part, part).map(([operator, left, right]) => ({
        tree: operation(left.tree, operator, right.tree),
        value: compute[operator](left.value as never, right.value as never) as R,
      }));
    const choices = <T>(part: fc.Arbitrary<Tree<T>>): fc.Arbitrary<Tree<T>> =>
      fc.tuple(tie("flag"), part, part).map(([condition, yes, no]) => ({
        tree: conditional(condition.tree, yes.tree, no.tree),
        value: condition.value ? yes.value : no.value,
      }));
    return {
      flag: fc.oneof(
        { maxDepth: 4 },
        fc.constantFrom<Tree<boolean>>(
          { tree: reference("var.yes"), value: true },
          { tree: reference("var.no"), value: false },
          { tree: true, value: true },
          { tree: attribute(reference("var.nested"), "is"), value: true },
        ),
        tie("flag").map(({ tree, value }) => ({ tree: not(tree), value: !value })),
        operators<boolean, boolean>(["&&", "||", "==", "!="], tie("flag")),
        operators<number, boolean>(["==", "!=", "<", "<=", ">", ">="], tie("amount")),
        choices(tie("flag")),
      ),
      amount: fc.oneof(
        { maxDepth: 4 },
        fc.constantFrom<Tree<number>>(
          { tree: reference("var.one"), value: 1 },
          { tree: reference("var.two"), value: 2 },
          { tree: -3, value: -3 },
          { tree: index(attribute(reference("var.nested"), "list"), 1), value: 4 },
        ),
        operators<number, number>(["+", "-"], tie("amount")),
        choices(tie("amount")),
        tie("flag").map(({ tree, value }) => ({
          tree: index(conditional(tree, [1, 2], [3, 4]), 1),
          value: value ? 2 : 4,
        })),
      ),
    };
  });

  testWithTerraform("as the operators that it was, on one line or on several", () => {
    const trees = fc.sample(fc.tuple(fc.oneof(flag, amount), widths), 300);
    const lines = trees.map(([{ tree }]) => inline(tree));
    const blocks = trees.map(([{ tree }, width]) => broken(tree, width));
    const texts = [...lines, ...blocks];
    const found = readBack(texts, VARIABLES);
    const expected = [...trees, ...trees].map(([{ value }]) => value);
    expect(texts.filter((_, at) => found[at] !== expected[at])).toEqual([]);
    const file = fileOf(blocks);
    expect(formatted(file)).toBe(file);
  });
});
