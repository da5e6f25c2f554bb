import fc from "fast-check";
import { certManagerVersion } from "../../constructs/addons/cert-manager/releases";
import { controllerVersion } from "../../constructs/addons/load-balancer-controller/releases";
import { DEFAULT_TAG, defaultTag } from "../../constructs/addons/load-balancer-controller/values";
import * as texts from "../../constructs/contract/texts";
import * as names from "../../constructs/facts/names";
import * as policy from "../../constructs/facts/policy";
import { filled, formRule, hasForm } from "../../constructs/facts/text-rule";
import type { TextForm, TextRule } from "../../constructs/facts/text-rule";
import { oidcIssuer } from "../../constructs/facts/trust";
import { quoted } from "../../constructs/modules/hcl";
import { evaluate, testWithTerraform } from "../support/terraform-console";

/** Every rule with a form, by its name, and texts that keep it. */
const RULES: Record<string, [rule: TextRule, ...good: string[]]> = {
  namespaceName: [names.namespaceName, "shop", "a".repeat(63)],
  serviceAccountName: [names.serviceAccountName, "s3.reader", "a".repeat(253)],
  workloadName: [names.workloadName, "s3-reader"],
  releaseName: [names.releaseName, "external-dns"],
  roleName: [names.roleName, "Shop_s3+reader=1,a.b@c-d"],
  roleNamePrefix: [names.roleNamePrefix, "shop-"],
  rolePath: [names.rolePath, "/", "/pods/shop/"],
  roleDescription: [names.roleDescription, "Reads: é, ü\tand\r\nmore"],
  policyName: [names.policyName, "shop"],
  clusterName: [names.clusterName, "Prod_1"],
  stackName: [names.stackName, "prod-seoul"],
  accountId: [names.accountId, "111122223333"],
  hostedZoneId: [names.hostedZoneId, "Z0123456789ABCDEFGHIJ"],
  domainName: [names.domainName, "example.com"],
  qualifiedName: [names.qualifiedName, "eks.amazonaws.com/role-arn", `${"a".repeat(253)}/${"b".repeat(63)}`],
  labelValue: [names.labelValue, "", "A-b_c.1"],
  tagKey: [names.tagKey, "Kosten stelle", "a:b/c=d+e-f@g", "chèvre"],
  tagValue: [names.tagValue, "", "Platform Team"],
  action: [policy.action, "s3:GetObject", "*"],
  resource: [policy.resource, "*", "arn:aws:s3:::shop/${aws:username}/*"],
  policyArn: [policy.policyArn, "arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess"],
  roleArn: [policy.roleArn, "arn:aws-cn:iam::111122223333:role/pods/shop"],
  oidcProviderArn: [
    policy.oidcProviderArn,
    "arn:aws:iam::111122223333:oidc-provider/oidc.eks.eu-west-1.amazonaws.com/id/A",
  ],
  oidcIssuer: [oidcIssuer, "https://oidc.eks.eu-west-1.amazonaws.com/id/A"],
  region: [texts.region, "ap-northeast-2"],
  httpsUrl: [texts.httpsUrl, "https://example.com/a?b"],
  base64: [texts.base64, "LS0tLS1=", "LS0t\nLS1=\n"],
  vpcId: [texts.vpcId, "vpc-0abc"],
  kubernetesVersion: [texts.kubernetesVersion, "1.34"],
  subjectPattern: [texts.subjectPattern("a pattern"), "shop-*"],
  filled: [filled("a host"), " "],
  certManagerVersion: [certManagerVersion, "v1.21.1", "v1.18.99"],
  controllerVersion: [controllerVersion, "3.5.0", "1.13.0"],
};

const rules = Object.entries(RULES);

/** Texts that keep a rule, and what typing errors make of them. */
const near = (good: readonly string[]): fc.Arbitrary<string> =>
  fc
    .tuple(
      fc.constantFrom(...good),
      fc.nat(300),
      fc.nat(3),
      fc.oneof(fc.string({ maxLength: 3 }), fc.constantFrom(...odd)),
    )
    .map(([text, at, cut, inserted]) => text.slice(0, at) + inserted + text.slice(at + cut));

const odd = [
  "",
  "*",
  "/",
  ":",
  ": ",
  " #",
  ",",
  "=",
  "\n",
  "\r\n",
  "aws:",
  "AWS:",
  "v1.19.0",
  "é",
  "日",
  "👍",
  "-",
  ".",
  "${",
];

describe.each(rules)("the form of %s", (_name, [rule, ...good]) => {
  const form = rule.form ?? { what: "", says: "", fix: "" };

  test("is there, in words and in data", () => {
    expect(form.what).toMatch(/^an? /);
    expect(`${form.says} ${form.fix}`).toMatch(/^\S.* \S.*[^.]$/);
    expect([form.pattern, form.min, form.oneOf].some((part) => part !== undefined)).toBe(true);
  });

  test.each(good)("takes %j", (text) => {
    expect(rule(text)).toBeUndefined();
    expect(hasForm(form, text)).toBe(true);
  });

  test("agrees with the rule on any text", () => {
    const text = fc.oneof(fc.string(), fc.string({ unit: "grapheme", minLength: 50, maxLength: 300 }), near(good));
    fc.assert(
      fc.property(text, (value) => {
        expect(hasForm(form, value)).toBe(rule(value) === undefined);
      }),
      { numRuns: 500 },
    );
  });
});

test("a default tag's two forms agree with its rule", () => {
  const part = near(["team", "a:b", "Platform Team"]);
  fc.assert(
    fc.property(part, part, (key, value) => {
      const problem = names.tagKey(key) ?? defaultTag(key, value) ?? names.tagValue(value);
      expect(hasForm(DEFAULT_TAG.key, key) && hasForm(DEFAULT_TAG.value, value)).toBe(problem === undefined);
    }),
    { numRuns: 2000 },
  );
});

test("a form's length is checked before its pattern, and refusals are its own words", () => {
  const form: TextForm = {
    what: "a word",
    min: 1,
    max: 3,
    pattern: "^[a-z]+$",
    says: "small letters",
    fix: "Change it",
  };
  const rule = formRule(form);
  expect(rule("abc")).toBeUndefined();
  expect(rule("")?.rule).toBe("a word is not empty");
  expect(rule("ABCD")?.rule).toBe("a word has at most 3");
  expect(rule("ABC")).toEqual({ given: '"ABC"', rule: "a word is small letters", fix: "Change it" });
});

testWithTerraform("Terraform reads every pattern as we do", () => {
  const samples = rules.flatMap(([name, [rule, ...good]]) =>
    [rule.form?.pattern, rule.form?.not].flatMap((pattern) =>
      pattern === undefined
        ? []
        : fc
            .sample(fc.oneof(near(good), fc.constantFrom(...good)), { numRuns: 40, seed: 1 })
            .map((text) => ({ name, pattern, text })),
    ),
  );
  const expressions = samples.map(({ pattern, text }) => `\${can(regex(${quoted(pattern)}, ${quoted(text)}))}`);
  const found = evaluate<unknown[]>(expressions).map((answer, index) => ({
    ...samples[index],
    matches: answer === true || answer === "true",
  }));
  expect(found).toEqual(
    samples.map((sample) => ({ ...sample, matches: new RegExp(sample.pattern, "u").test(sample.text) })),
  );
});
