import { readFileSync } from "node:fs";
import { join } from "node:path";
import { findingsOf } from "../../constructs/access/findings";
import { pageData } from "../../constructs/access/page/data";
import { accessPage, embedded } from "../../constructs/access/page/page";
import { modelOf } from "../../constructs/access/read";
import { root } from "../support/documents";

const PAGE = join(root, "constructs/access/page");

const EVIL = "</script><!--<img src=x>\u2028&";

describe("what is embedded", () => {
  test("is JSON without a tag or a comment", () => {
    expect(embedded({ name: EVIL })).not.toMatch(/[<>&\u2028]/);
    expect(JSON.parse(embedded({ name: EVIL }))).toEqual({ name: EVIL });
  });

  test("is all that the page has: it loads nothing", () => {
    const html = readFileSync(join(PAGE, "page.html"), "utf8");
    const page = accessPage({ outputs: [] }, { html, style: "a{}", script: "1" });
    expect(page).not.toMatch(/<!--|\b(?:src|href)=|url\(|@import/);
    expect(page).toMatch(/default-src 'none'; style-src 'sha256-[^']+'; script-src 'sha256-[^']+'"/);
    expect(readFileSync(join(PAGE, "page.css"), "utf8")).not.toMatch(/url\(|@import/);
  });
});

describe("colours", () => {
  const css = readFileSync(join(PAGE, "page.css"), "utf8");
  const pairs = new Map(
    [...css.matchAll(/--([\w-]+): light-dark\((#\w{6}), (#\w{6})\)/g)].map(([, name = "", light = "", dark = ""]) => [
      name,
      { light, dark },
    ]),
  );

  /** The relative luminance of WCAG 2. */
  const luminance = (colour: string): number =>
    [1, 3, 5]
      .map((at) => parseInt(colour.slice(at, at + 2), 16) / 255)
      .map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4))
      .reduce((sum, part, index) => sum + part * ([0.2126, 0.7152, 0.0722][index] ?? 0), 0);

  const contrast = (one: string, other: string): number => {
    const [light = 0, dark = 0] = [luminance(one), luminance(other)].sort((a, b) => b - a);
    return (light + 0.05) / (dark + 0.05);
  };

  const GROUNDS = ["paper", "surface", "sunken"];
  const HUES = Array.from({ length: 8 }, (_, index) => `hue-${index}`);
  const cases: [string, string, number][] = [
    ...["text", "quiet", "accent", "warning", "denied"].flatMap((name) =>
      GROUNDS.map((ground): [string, string, number] => [name, ground, 4.5]),
    ),
    ["on-mark", "warning", 4.5],
    ...HUES.flatMap((name) => GROUNDS.map((ground): [string, string, number] => [name, ground, 3])),
  ];

  test.each(cases)("%s on %s: at least %d", (name, ground, least) => {
    for (const scheme of ["light", "dark"] as const) {
      expect(contrast(pairs.get(name)?.[scheme] ?? "", pairs.get(ground)?.[scheme] ?? "")).toBeGreaterThanOrEqual(
        least,
      );
    }
  });

  /** As `color-mix` does it, for the ground of a service. */
  const mixed = (one: string, other: string, share: number): string =>
    [1, 3, 5]
      .map((at) => [one, other].map((colour) => parseInt(colour.slice(at, at + 2), 16)))
      .map(([a = 0, b = 0]) =>
        Math.round(a * share + b * (1 - share))
          .toString(16)
          .padStart(2, "0"),
      )
      .reduce((text, part) => text + part, "#");

  test.each(HUES)("text on the ground of a service in %s", (hue) => {
    for (const scheme of ["light", "dark"] as const) {
      const ground = mixed(pairs.get(hue)?.[scheme] ?? "", pairs.get("surface")?.[scheme] ?? "", 0.09);
      expect(contrast(pairs.get("quiet")?.[scheme] ?? "", ground)).toBeGreaterThanOrEqual(4.5);
    }
  });
});

describe("findings", () => {
  const ISSUER = "oidc.eks.eu-west-1.amazonaws.com/id/A";
  const document = (...statements: readonly object[]): string =>
    JSON.stringify({ Version: "2012-10-17", Statement: statements.map((one) => ({ Effect: "Allow", ...one })) });
  const trust = (...subjects: readonly string[]): string =>
    document({
      Principal: { Federated: `arn:aws:iam::111122223333:oidc-provider/${ISSUER}` },
      Action: "sts:AssumeRoleWithWebIdentity",
      Condition: { StringLike: { [`${ISSUER}:sub`]: subjects.map((one) => `system:serviceaccount:${one}`) } },
    });
  const role = (name: string, assume_role_policy: string): object => ({
    name,
    arn: `arn:aws:iam::111122223333:role/${name}`,
    assume_role_policy,
  });
  const policy = (of: string, statement: object): object => ({ name: "p", role: of, policy: document(statement) });
  const GET = { Action: "s3:GetObject", Resource: "*" };
  const account = (name: string, of: string): object => ({
    metadata: {
      namespace: "n",
      name,
      annotations: { "eks.amazonaws.com/role-arn": `arn:aws:iam::111122223333:role/${of}` },
    },
  });
  const rules = (resource: Readonly<Record<string, Readonly<Record<string, object>>>>): string[] =>
    findingsOf(modelOf("test", { resource })).map(({ rule, level }) => `${level} ${rule}`);

  const fine = { aws_iam_role: { a: role("a", trust("n:a")) }, aws_iam_role_policy: { a: policy("a", GET) } };

  test.each<[string, Parameters<typeof rules>[0], string[]]>([
    ["nothing", fine, []],
    ["a wildcard subject", { ...fine, aws_iam_role: { a: role("a", trust("n:*")) } }, ["warning wildcard-subject"]],
    [
      "all actions of a service",
      { ...fine, aws_iam_role_policy: { a: policy("a", { Action: "s3:*", Resource: "*" }) } },
      ["warning wide-actions"],
    ],
    [
      "all actions but some",
      { ...fine, aws_iam_role_policy: { a: policy("a", { NotAction: "iam:*", Resource: "*" }) } },
      ["warning wide-actions"],
    ],
    [
      "namespaces that share",
      { ...fine, aws_iam_role: { a: role("a", trust("n:a", "m:a")) } },
      ["note shared-by-namespaces"],
    ],
    ["a role without permissions", { aws_iam_role: fine.aws_iam_role }, ["warning no-permissions"]],
    [
      "a policy of AWS",
      {
        aws_iam_role: fine.aws_iam_role,
        aws_iam_role_policy_attachment: { a: { role: "a", policy_arn: "arn:aws:iam::aws:policy/ReadOnlyAccess" } },
      },
      ["note text-not-known"],
    ],
    ["another role", { ...fine, kubernetes_service_account: { b: account("b", "other") } }, ["note outside"]],
    [
      "a role that trusts others",
      { ...fine, kubernetes_service_account: { b: account("b", "a") } },
      ["warning cannot-be-assumed"],
    ],
    [
      "a role that nobody can have",
      {
        ...fine,
        aws_iam_role: {
          a: role("a", document({ Principal: { Service: "pods.eks.amazonaws.com" }, Action: "sts:AssumeRole" })),
        },
      },
      ["warning nobody"],
    ],
  ])("%s", (_what, resource, expected) => {
    expect(rules(resource)).toEqual(expected);
  });

  test("of others come first, and stand with the role", () => {
    const arn = "arn:aws:iam::111122223333:role/a";
    const { outputs } = pageData([modelOf("test", { resource: fine })], () => [
      { rule: "of-others", level: "warning", text: "Look.", role: arn },
    ]);
    const [output] = outputs;
    expect(output?.findings).toEqual([
      { rule: "of-others", level: "warning", text: "Look.", role: 0, account: undefined },
    ]);
    expect(output?.roles[0]?.arn).toBe(arn);
  });
});
