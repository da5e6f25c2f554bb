import fc from "fast-check";
import { isMapping, merge, valueAt, withPath } from "../../constructs/facts/merge";
import type { Data } from "../../constructs/facts/merge";
import { deepFreeze } from "../support/freeze";

describe("merge", () => {
  test.each<[string, Data, Data, Data]>([
    ["adds keys", { a: 1 }, { b: 2 }, { a: 1, b: 2 }],
    ["replaces values", { a: 1 }, { a: 2 }, { a: 2 }],
    [
      "merges mappings all the way down",
      { a: { b: { c: 1, d: 2 } } },
      { a: { b: { c: 3 } } },
      { a: { b: { c: 3, d: 2 } } },
    ],
    [
      "keeps what undefined is given for",
      { a: 1, b: { c: 2 } },
      { a: undefined, b: { c: undefined } },
      { a: 1, b: { c: 2 } },
    ],
    ["replaces with null", { a: { b: 1 }, c: 2 }, { a: null, c: null }, { a: null, c: null }],
    ["replaces null with a mapping", { a: null }, { a: { b: 1 } }, { a: { b: 1 } }],
    ["replaces lists as a whole", { a: [1, 2, 3] }, { a: [4] }, { a: [4] }],
    [
      "replaces a mapping with text, and text with a mapping",
      { a: { b: 1 }, c: "d" },
      { a: "e", c: { f: 2 } },
      { a: "e", c: { f: 2 } },
    ],
    [
      "keeps false, zero and empty text",
      { a: true, b: 1, c: "d" },
      { a: false, b: 0, c: "" },
      { a: false, b: 0, c: "" },
    ],
  ])("%s", (_behaviour, base, over, expected) => {
    expect(merge(deepFreeze(base), deepFreeze(over))).toEqual(expected);
  });

  test("takes class instances as they are", () => {
    class Reference {
      public constructor(public readonly name: string) {}
    }
    const reference = new Reference("a");
    expect(merge({ a: { name: "b" } }, { a: reference })["a"]).toBe(reference);
    expect(merge({ a: reference }, { a: { other: 1 } })["a"]).toEqual({ other: 1 });
  });

  test("treats __proto__ as any other key", () => {
    const hostile = JSON.parse('{"__proto__": {"polluted": true}, "a": {"__proto__": {"polluted": true}}}') as Data;
    const merged = merge({ a: {} }, hostile);
    expect(Object.getPrototypeOf(merged)).toBe(Object.prototype);
    expect(JSON.stringify(merged)).toContain('"__proto__":{"polluted":true}');
    expect(({} as Data)["polluted"]).toBeUndefined();
    expect(merged["polluted"]).toBeUndefined();
  });

  test("changes neither side, whatever they are", () => {
    fc.assert(
      fc.property(
        fc.dictionary(fc.string(), fc.jsonValue()),
        fc.dictionary(fc.string(), fc.jsonValue()),
        (base, over) => {
          merge(deepFreeze(base), deepFreeze(over));
        },
      ),
    );
  });

  test("gives every key of the second its value, and loses none of the first", () => {
    const flat = fc.dictionary(fc.string(), fc.oneof(fc.integer(), fc.string(), fc.boolean(), fc.constant(null)));
    fc.assert(
      fc.property(flat, flat, (base, over) => {
        expect(merge(base, over)).toEqual(Object.fromEntries([...Object.entries(base), ...Object.entries(over)]));
      }),
    );
  });
});

describe("valueAt", () => {
  const data = { a: { b: [{ c: 1 }], d: null }, "e.f": 2 };

  test.each([
    ["a.b", [{ c: 1 }]],
    ["a.d", null],
    ["a.d.e", undefined],
    ["a.b.0", undefined],
    ["x.y", undefined],
    ["e.f", undefined],
  ])("finds at %s what is there", (path, expected) => {
    expect(valueAt(data, path)).toEqual(expected);
  });
});

describe("withPath", () => {
  test.each([
    ["a", 1, { a: 1 }],
    ["a.b.c", null, { a: { b: { c: null } } }],
    ["a.b", { c: [] }, { a: { b: { c: [] } } }],
  ])("puts under %s the value %j", (path, value, expected) => {
    expect(withPath(path, value)).toEqual(expected);
    expect(valueAt(withPath(path, value), path)).toBe(value);
  });

  test("makes one mapping of several, merged", () => {
    expect(merge(withPath("a.b", 1), withPath("a.c", 2))).toEqual({ a: { b: 1, c: 2 } });
  });
});

describe("isMapping", () => {
  test.each([
    ["an object", {}, true],
    ["an object without a prototype", Object.create(null), true],
    ["null", null, false],
    ["a list", [], false],
    ["text", "a", false],
    ["a class instance", new Date(0), false],
  ])("of %s", (_what, value, expected) => {
    expect(isMapping(value)).toBe(expected);
  });
});
