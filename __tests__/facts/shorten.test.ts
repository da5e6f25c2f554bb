import fc from "fast-check";
import { shorten } from "../../constructs/facts/names";

/** Names as they are generated: cluster, region, purpose. */
const names = fc.stringMatching(/^[A-Za-z0-9][A-Za-z0-9._-]{0,120}$/);
const limits = fc.constantFrom(38, 53, 64, 128);

describe("shorten", () => {
  test("leaves a name at the limit as it is, and changes one past it", () => {
    expect(shorten("a".repeat(64), 64)).toBe("a".repeat(64));
    expect(shorten("a".repeat(65), 64)).toMatch(/^a{55}-[0-9a-f]{8}$/);
  });

  test("gives a name that stays the same from release to release", () => {
    // sha256 of "prod-ap-northeast-2-" and forty x, begins so by sha256sum, too.
    expect(shorten(`prod-ap-northeast-2-${"x".repeat(40)}`, 38)).toBe("prod-ap-northeast-2-xxxxxxxxx-3bebcc3e");
  });

  test("leaves no punctuation before the hash", () => {
    expect(shorten(`${"a".repeat(53)}._${"b".repeat(20)}`, 64)).toMatch(/^a{53}-[0-9a-f]{8}$/);
  });

  test("keeps every name within the limit, and gives the same for the same", () => {
    fc.assert(
      fc.property(names, limits, (name, limit) => {
        const short = shorten(name, limit);
        return short.length <= limit && short === shorten(name, limit);
      }),
    );
  });

  test("keeps different names apart, also where they differ at their ends only", () => {
    fc.assert(
      fc.property(names, names, fc.nat(60), limits, (one, other, common, limit) => {
        fc.pre(one !== other);
        const start = "s".repeat(common);
        return shorten(start + one, limit) !== shorten(start + other, limit);
      }),
    );
  });
});
