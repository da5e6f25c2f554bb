import { contradictions, unknownKeys, wrongTypes } from "../../constructs/addons/values";
import type { ValueType } from "../../constructs/addons/values";
import { problemText } from "../../constructs/facts/problems";

describe("contradictions", () => {
  const owned = [
    { path: "serviceAccount.create", value: false, option: "certManager" },
    { path: "serviceAccount.annotations", value: undefined, option: "certManager" },
  ];

  test.each([
    ["nothing", {}],
    ["the same", { serviceAccount: { create: false } }],
    ["undefined", { serviceAccount: { create: undefined } }],
    ["something else", { serviceAccount: { labels: {} }, other: true }],
  ])("are none in %s", (_what, values) => {
    expect(contradictions(values, owned)).toEqual([]);
  });

  test.each<[string, unknown, string]>([
    ["another value", { create: true }, "serviceAccount.create"],
    ["the same in another type", { create: "false" }, "serviceAccount.create"],
    ["null, which would remove ours", { create: null }, "serviceAccount.create"],
    ["any value where ours is none", { annotations: {} }, "serviceAccount.annotations"],
  ])("are found in %s", (_what, serviceAccount, path) => {
    expect(contradictions({ serviceAccount }, owned).map((found) => found.path)).toEqual([path]);
  });

  test("name the value, ours, and the option to use", () => {
    const [found] = contradictions({ serviceAccount: { create: true } }, owned);
    expect(found && problemText(found.problem)).toBe(
      "values.serviceAccount.create is true: it is set to false from certManager. Remove it, and use certManager.",
    );
  });
});

describe("wrongTypes", () => {
  const types: ValueType[] = [
    { path: "a.flag", type: "true or false", effect: "e" },
    { path: "text", type: "text", effect: "e" },
    { path: "map", type: "a mapping", effect: "e" },
  ];

  test.each([{}, { a: { flag: true }, text: "", map: {} }, { a: { flag: null }, text: null }, { a: null }])(
    "are none in %j",
    (values) => {
      expect(wrongTypes(values, types)).toEqual([]);
    },
  );

  test.each([
    [{ a: { flag: "false" } }, "a.flag"],
    [{ a: { flag: 0 } }, "a.flag"],
    [{ text: 12345 }, "text"],
    [{ text: {} }, "text"],
    [{ map: "a" }, "map"],
    [{ map: [] }, "map"],
    [{ map: null }, "map"],
  ])("are found in %j", (values, path) => {
    expect(wrongTypes(values, types).map((found) => found.path)).toEqual([path]);
  });
});

describe("unknownKeys", () => {
  const known = new Set(["replicaCount", "image"]);

  test("are those that a chart has not, with what was probably meant", () => {
    const found = unknownKeys("the chart", { replicaCont: 1, image: {}, x: 2 }, known);
    expect(found.map(({ path, problem }) => [path, problem.fix])).toEqual([
      ["replicaCont", "Did you mean replicaCount? Rename or remove it"],
      ["x", "Remove it"],
    ]);
  });
});
