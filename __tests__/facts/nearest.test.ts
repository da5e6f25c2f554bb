import { nearest } from "../../constructs/facts/nearest";

describe("nearest", () => {
  const known = ["certManager", "cluster", "region", "tags", "auth"];

  test.each([
    ["certmanager", "certManager"],
    ["certManger", "certManager"],
    ["clutser", "cluster"],
    ["regoin", "region"],
    ["tag", "tags"],
    ["TAGS", "tags"],
    ["aut", "auth"],
  ])("takes %j for %j", (word, expected) => {
    expect(nearest(word, known)).toBe(expected);
  });

  test.each(["x", "backend", "workloads", ""])("takes %j for none of them", (word) => {
    expect(nearest(word, known)).toBeUndefined();
  });

  test("takes nothing for a word where no word is known", () => {
    expect(nearest("tags", [])).toBeUndefined();
  });
});
