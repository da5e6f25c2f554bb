import {
  clusterName,
  hostedZoneId,
  labelValue,
  namespaceName,
  qualifiedName,
  releaseName,
  roleDescription,
  roleName,
  roleNamePrefix,
  rolePath,
  serviceAccountName,
  stackName,
  tagKey,
  tagValue,
  workloadName,
} from "../../constructs/facts/names";
import type { TextRule } from "../../constructs/facts/names";
import { problemText } from "../../constructs/facts/problems";

const limited: [string, TextRule, number][] = [
  ["a namespace", namespaceName, 63],
  ["a ServiceAccount name", serviceAccountName, 253],
  ["a workload name", workloadName, 253],
  ["a Helm release name", releaseName, 53],
  ["a role name", roleName, 64],
  ["a role's name prefix", roleNamePrefix, 38],
  ["a role description", roleDescription, 1000],
  ["an EKS cluster name", clusterName, 100],
  ["a stack name", stackName, 100],
  ["a tag key", tagKey, 128],
  ["a tag value", tagValue, 256],
  ["a label value", labelValue, 63],
];

describe.each(limited)("%s", (what, rule, limit) => {
  test("may have one letter", () => {
    expect(rule("a")).toBeUndefined();
  });

  test(`may have ${limit} characters`, () => {
    expect(rule("a".repeat(limit))).toBeUndefined();
  });

  test(`may not have ${limit + 1}`, () => {
    expect(rule("a".repeat(limit + 1))).toMatchObject({
      given: expect.stringContaining(`has ${limit + 1} characters`) as string,
      rule: `${what} has at most ${limit}`,
    });
  });
});

test.each(limited.filter(([what]) => !["a tag value", "a label value"].includes(what)))(
  "%s may not be empty",
  (what, rule) => {
    expect(rule("")?.rule).toBe(`${what} is not empty`);
  },
);

test.each(limited.filter(([what]) => ["a tag value", "a label value"].includes(what)))(
  "%s may be empty",
  (_what, rule) => {
    expect(rule("")).toBeUndefined();
  },
);

/** Texts that each rule takes, and texts that it refuses for their form. */
const forms: [string, TextRule, string[], string[]][] = [
  ["namespace", namespaceName, ["shop", "shop-2", "2shop"], ["Shop", "shop.eu", "-shop", "shop-", "shop_2", "shop\n"]],
  [
    "ServiceAccount name",
    serviceAccountName,
    ["s3-reader", "s3.reader", "a.b.c", "1.2", "x".repeat(100)],
    ["S3", ".a", "a.", "a..b", "a.-b", "a-.b", "a_b", "a b"],
  ],
  ["workload name", workloadName, ["s3-reader", "s3.reader"], ["*", "S3", "a/b"]],
  ["Helm release name", releaseName, ["cert-manager", "cert.manager"], ["Cert", "cert_manager", "cert-"]],
  ["role name", roleName, ["Shop_s3+reader=1,a.b@c-d"], ["shop/reader", "shop reader", "shöp", "shop:reader"]],
  ["role's name prefix", roleNamePrefix, ["shop-"], ["shop/"]],
  ["role path", rolePath, ["/", "/pods/", "/pods/shop/"], ["pods/", "/pods", "/po ds/", "//"]],
  ["role description", roleDescription, ["Reads: é, ü\tand\nmore"], ["\u0000", "日本", "–"]],
  ["EKS cluster name", clusterName, ["prod", "Prod_1-eu", "12345"], ["-prod", "_prod", "prod.eu", "prod eu"]],
  ["stack name", stackName, ["prod-seoul"], ["../prod", "prod/eu", ".prod"]],
  [
    "hosted zone ID",
    hostedZoneId,
    ["Z0123456789ABCDEFGHIJ", "Z1", `Z${"A".repeat(31)}`],
    ["", "Z", "/hostedzone/Z1", "example.com", "z1", "Y1", `Z${"A".repeat(32)}`],
  ],
  [
    "annotation or label key",
    qualifiedName,
    ["a", "eks.amazonaws.com/role-arn", "A_b.c-d", "a".repeat(63), `${"a".repeat(253)}/b`],
    ["", "/a", "a/", "a/b/c", "-a", "a-", "Eks.com/a", "a b", "a".repeat(64), `${"a".repeat(254)}/b`],
  ],
  ["label value", labelValue, ["a", "A-b_c.1"], ["-a", "a-", "a b", "ä"]],
  ["tag key", tagKey, ["team", "Kosten stelle", "a:b/c=d+e-f@g", "chèvre"], ["aws:x", "AWS:x", "a,b", "a#b"]],
  ["tag value", tagValue, ["", "Platform Team", "a@b.c"], ["a,b", "a#b", "{}", "a\nb"]],
];

describe.each(forms)("the form of a %s", (_what, rule, good, bad) => {
  test.each(good)("takes %j", (value) => {
    expect(rule(value)).toBeUndefined();
  });

  test.each(bad)("refuses %j", (value) => {
    expect(rule(value)).toBeDefined();
  });
});

test("a role path may have 512 characters, with both slashes, and no more", () => {
  expect(rolePath(`/${"a".repeat(510)}/`)).toBeUndefined();
  expect(rolePath(`/${"a".repeat(511)}/`)?.rule).toBe("a role path has at most 512");
});

test.each<[string, TextRule]>([
  ["namespace", namespaceName],
  ["ServiceAccount", serviceAccountName],
])("a wildcard in a %s is refused for what it would allow", (what, rule) => {
  const problem = rule("shop-*");
  expect(problem && problemText(problem)).toBe(
    `${what} "shop-*": a role is for named ServiceAccounts; a wildcard would let other pods assume it. Name the ${what}, or, if you mean it, use trust.subjectPatterns.`,
  );
});
