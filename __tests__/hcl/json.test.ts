import { Fn, TerraformLocal, TerraformVariable, Token } from "cdktf";
import fc from "fast-check";
import { onlyIf } from "../../constructs/hcl/combine";
import { Expression, call, nullable, reference } from "../../constructs/hcl/expression";
import type { Value } from "../../constructs/hcl/expression";
import { jsonText, knownText } from "../../constructs/hcl/json";
import { lift, text as asText } from "../../constructs/hcl/lift";
import { escapeTemplates } from "../../constructs/hcl/template";
import { synth, testStack } from "../support/synth";
import { evaluate, testWithTerraform } from "../support/terraform-console";

/** Variables with defaults, for Terraform to fill in. */
const DEFAULTS = { text: 'v"\\\n${x} %{y}', number: 3, flag: false, list: ["b", "a"], map: { k: "v" } };

const TYPES = { text: "string", number: "number", flag: "bool", list: "list(string)", map: "map(string)" };

function variables() {
  const stack = testStack();
  const make = (name: keyof typeof TYPES): TerraformVariable =>
    new TerraformVariable(stack, name, { type: TYPES[name] });
  return {
    stack,
    text: make("text"),
    number: make("number"),
    flag: make("flag"),
    list: make("list"),
    map: make("map"),
  };
}

type Variables = ReturnType<typeof variables>;

/** A JSON text as it comes out of synthesis. */
function synthesized(data: (given: Variables) => Value): string {
  const given = variables();
  new TerraformLocal(given.stack, "json", jsonText(data(given)));
  return synth(given.stack)["locals"]?.["json"] as unknown as string;
}

/** What Terraform makes of it, as data. */
const inTerraform = (data: (given: Variables) => Value): unknown => JSON.parse(evaluate(synthesized(data), DEFAULTS));

describe("jsonText of literals", () => {
  test("is JSON with sorted keys, however they were ordered", () => {
    expect(jsonText({ b: 1, a: { d: [3, { f: null, e: true }], c: "x" } })).toBe(
      '{"a":{"c":"x","d":[3,{"e":true,"f":null}]},"b":1}',
    );
  });

  test("leaves out what is undefined", () => {
    expect(jsonText({ a: undefined, b: 1 })).toBe('{"b":1}');
  });

  test.each([
    ["arn:aws:s3:::home/${aws:username}/*", '"arn:aws:s3:::home/$${aws:username}/*"'],
    ["%{ if true }", '"%%{ if true }"'],
    ["$5 {a} 100%", '"$5 {a} 100%"'],
  ])("escapes templates only: %s", (text, expected) => {
    expect(jsonText(text)).toBe(expected);
    expect(jsonText({ [text]: 1 })).toBe(`{${expected}:1}`);
  });

  test("changes nothing of what it is given", () => {
    const data = Object.freeze({ b: Object.freeze(["${x}"]), a: 1 });
    expect(jsonText(data)).toBe('{"a":1,"b":["$${x}"]}');
  });

  testWithTerraform("is the same data in Terraform, whatever texts it holds", () => {
    const pieces = fc.constantFrom(
      "$",
      "%",
      "{",
      "}",
      '"',
      "\\",
      "\n",
      "\b",
      "\f",
      "\u0001",
      "é",
      "😀",
      "a",
      "${",
      "%{",
    );
    const text = fc.array(pieces, { maxLength: 8 }).map((parts) => parts.join(""));
    // One run of Terraform for all of them.
    const samples = fc.sample(fc.dictionary(text, fc.oneof(text, fc.integer(), fc.boolean(), fc.constant(null))), 200);
    expect(evaluate(samples.map((data) => jsonText(data))).map((json) => JSON.parse(json) as unknown)).toEqual(samples);
  });
});

describe("jsonText with tokens", () => {
  test("is jsonencode with sorted keys, and keys that are expressions in parentheses", () => {
    expect(
      synthesized(({ text }) => ({ b: [text.stringValue, "x"], a: `before ${text.stringValue}`, c: { e: 1, d: 2 } })),
    ).toBe('${jsonencode({ a = "before ${var.text}", b = [var.text, "x"], c = { d = 2, e = 1 } })}');
    expect(synthesized(({ text }) => ({ [`${text.stringValue}:aud`]: "sts.amazonaws.com" }))).toBe(
      '${jsonencode({ "${var.text}:aud" = "sts.amazonaws.com" })}',
    );
    expect(synthesized(({ text }) => ({ [text.stringValue]: 1 }))).toBe("${jsonencode({ (var.text) = 1 })}");
  });

  test("escapes what is literal: templates, quotes, and JSON's escapes that HCL has not", () => {
    expect(synthesized(({ text }) => [text.stringValue, 'a"b\\\n\b\f${c}%{d}'])).toBe(
      '${jsonencode([var.text, "a\\"b\\\\\\n\\u0008\\u000c$${c}%%{d}"])}',
    );
  });

  test("writes null, booleans and numbers as Terraform's", () => {
    expect(synthesized(({ text }) => [text.stringValue, null, true, false, -1.5, 0])).toBe(
      "${jsonencode([var.text, null, true, false, -1.5, 0])}",
    );
  });

  test("takes a text that is one token, or holds one", () => {
    expect(synthesized(({ text }) => text.stringValue)).toBe("${jsonencode(var.text)}");
    expect(synthesized(({ text }) => `a ${text.stringValue}`)).toBe('${jsonencode("a ${var.text}")}');
  });

  test("leaves out what is undefined", () => {
    expect(synthesized(({ text }) => ({ a: undefined, b: text.stringValue }))).toBe("${jsonencode({ b = var.text })}");
  });

  test("stands inside another expression without braces of its own", () => {
    const { stack, text } = variables();
    new TerraformLocal(stack, "length", Fn.lengthOf(jsonText({ a: text.stringValue })));
    expect(synth(stack)["locals"]?.["length"]).toBe("${length(jsonencode({ a = var.text }))}");
  });

  test("stands in a text beside other tokens", () => {
    const { stack, text } = variables();
    new TerraformLocal(stack, "both", `${jsonText([text.stringValue])} and ${text.stringValue}`);
    expect(synth(stack)["locals"]?.["both"]).toBe("${jsonencode([var.text])} and ${var.text}");
  });

  const cases: [string, (given: Variables) => Value, unknown][] = [
    ["text", ({ text }) => ({ a: text.stringValue }), { a: DEFAULTS.text }],
    ["text in text", ({ text }) => ({ a: `\b"\n${text.stringValue}\${z}\\` }), { a: `\b"\n${DEFAULTS.text}\${z}\\` }],
    ["two texts side by side", ({ text }) => [`${text.stringValue}${text.stringValue}`], [DEFAULTS.text.repeat(2)]],
    [
      "keys",
      ({ text }) => ({ [text.stringValue]: 1, [`${text.stringValue}:sub`]: "x" }),
      { [DEFAULTS.text]: 1, [`${DEFAULTS.text}:sub`]: "x" },
    ],
    ["numbers", ({ number }) => ({ a: number.numberValue, b: [number.numberValue, 1] }), { a: 3, b: [3, 1] }],
    ["booleans", ({ flag }) => ({ a: lift(flag.booleanValue) }), { a: false }],
    ["lists", ({ list }) => ({ a: list.listValue }), { a: ["b", "a"] }],
    ["mappings", ({ map }) => ({ a: lift(map.value) }), { a: { k: "v" } }],
    ["mappings by asStringMap", ({ map }) => ({ a: Token.asStringMap(map.value) }), { a: { k: "v" } }],
    ["such a mapping as the whole", ({ map }) => Token.asStringMap(map.value), { k: "v" }],
    [
      "functions",
      ({ text }) => ({ a: Fn.upper(text.stringValue), b: `<${Fn.replace(text.stringValue, "v", "w")}>` }),
      { a: DEFAULTS.text.toUpperCase(), b: `<${DEFAULTS.text.replace("v", "w")}>` },
    ],
    [
      "everything beside null",
      ({ text, flag }) => [null, { a: null, b: Token.asString(flag.value) }, [text.stringValue, []]],
      [null, { a: null, b: false }, [DEFAULTS.text, []]],
    ],
  ];

  testWithTerraform("is the data with its tokens filled in", () => {
    for (const [what, data, expected] of cases) expect([what, inTerraform(data)]).toEqual([what, expected]);
  });
});

describe("jsonText with expressions", () => {
  const x = reference("var.x");

  test("is jsonencode, which leaves out what is not there", () => {
    expect(synthesized(() => ({ b: x, a: call("f", 1) }))).toBe("${jsonencode({ a = f(1), b = var.x })}");
    expect(synthesized(() => ({ b: nullable(x), a: ["c", onlyIf(x, "d")] }))).toBe(
      '${jsonencode(merge({ a = concat(["c"], var.x ? ["d"] : []) }, var.x == null ? {} : { b = var.x }))}',
    );
    expect(synthesized(() => x)).toBe("${jsonencode(var.x)}");
  });
});

describe("knownText", () => {
  const x = reference("var.x");

  test("is JSON of what is known, and what Terraform fills in is empty", () => {
    expect(knownText({ b: 1, a: ["c", x, { d: call("f", "e") }], f: undefined })).toBe('{"b":1,"a":["c","",{"d":""}]}');
    expect(knownText({ [`${asText(x)}:aud`]: `arn:${asText(x)}:iam` })).toBe('{":aud":"arn::iam"}');
    expect(knownText(new Expression({ kind: "template", parts: ["a", x, "b"] }))).toBe('"ab"');
  });
});

describe("escapeTemplates", () => {
  test("escapes every text in data, keys too, and keeps the rest", () => {
    const token: unknown = variables().text.value;
    const given = { "${a}": ["%{b}", 1, null, true, undefined], c: token };
    const escaped = escapeTemplates(given) as Record<string, unknown>;
    expect(escaped["$${a}"]).toEqual(["%%{b}", 1, null, true, undefined]);
    expect(escaped["c"]).toBe(token);
    expect(given["${a}"][0]).toBe("%{b}");
  });
});
