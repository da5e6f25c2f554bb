import fc from "fast-check";
import { providerArn } from "../../constructs/facts/trust";
import type { Subject, TrustStatement, TrustedProvider } from "../../constructs/facts/trust";
import { ListOf } from "../../constructs/hcl/combine";
import { attribute, index, nullable, reference } from "../../constructs/hcl/expression";
import type { Expression, Value } from "../../constructs/hcl/expression";
import { any, lift, text } from "../../constructs/hcl/lift";
import { inline } from "../../constructs/hcl/print";
import "../../constructs/hcl/tokens";
import { policySize } from "../../constructs/identity/policy-document";
import { trustPolicy, trustPolicySize } from "../../constructs/identity/trust";
import type { Naming } from "../../constructs/hcl/instances";
import type { Trust, TrustStatementFields } from "../../constructs/identity/trust";
import { ISSUER } from "../support/synth";
import { evaluate, testWithTerraform } from "../support/terraform-console";

const provider: TrustedProvider = { arn: `arn:aws:iam::111122223333:oidc-provider/${ISSUER}`, issuer: ISSUER };
const cluster = { accountId: "111122223333", arn: "arn:aws:eks:ap-northeast-2:111122223333:cluster/prod" };
const shop: Subject = { namespace: "shop", serviceAccount: "reader" };
const other: Subject = { namespace: "back-office", serviceAccount: "writer" };
const anyOfTeam: Subject = { namespace: "team-*", serviceAccount: "*" };

const irsa = (trust: Partial<Trust> = {}): Trust => ({
  provider,
  cluster,
  usesIrsa: true,
  usesPodIdentity: false,
  subjects: [shop],
  ...trust,
});

const podIdentity = (trust: Partial<Trust> = {}): Trust => irsa({ usesIrsa: false, usesPodIdentity: true, ...trust });

const statements = (trust: Trust): Value => trustPolicy(trust).Statement;

const webIdentity = (conditions: object, { arn } = provider): object => ({
  Effect: "Allow",
  Principal: { Federated: arn },
  Action: "sts:AssumeRoleWithWebIdentity",
  Condition: conditions,
});

describe("trustPolicy for IRSA", () => {
  const aud = { [`${ISSUER}:aud`]: "sts.amazonaws.com" };
  const sub = (value: string | string[]): object => ({ [`${ISSUER}:sub`]: value });
  const ofShop = webIdentity({ StringEquals: { ...aud, ...sub("system:serviceaccount:shop:reader") } });
  const ofTeam = webIdentity({ StringEquals: aud, StringLike: sub("system:serviceaccount:team-*:*") });

  test("lets one ServiceAccount with a token for STS in, and nobody else", () => {
    expect(trustPolicy(irsa())).toEqual({ Version: "2012-10-17", Statement: [ofShop] });
  });

  test("compares audience and subjects to the letter", () => {
    const both = ["system:serviceaccount:back-office:writer", "system:serviceaccount:shop:reader"];
    const expected = [webIdentity({ StringEquals: { ...aud, ...sub(both) } })];
    expect(statements(irsa({ subjects: [shop, other] }))).toEqual(expected);
    expect(statements(irsa({ otherSubjects: [other] }))).toEqual(expected);
  });

  test("has the same audience in China", () => {
    const issuer = "oidc.eks.cn-north-1.amazonaws.com.cn/id/ABC";
    const arn = providerArn("aws-cn", "111122223333", issuer);
    expect(statements(irsa({ provider: { arn, issuer } }))).toMatchObject([
      {
        Principal: { Federated: `arn:aws-cn:iam::111122223333:oidc-provider/${issuer}` },
        Condition: { StringEquals: { [`${issuer}:aud`]: "sts.amazonaws.com" } },
      },
    ]);
  });

  test("names several ServiceAccounts in order, each once", () => {
    const subjects = ["b", "a", "b"].map((serviceAccount) => ({ namespace: "shop", serviceAccount }));
    expect(statements(irsa({ subjects }))).toMatchObject([
      { Condition: { StringEquals: sub(["system:serviceaccount:shop:a", "system:serviceaccount:shop:b"]) } },
    ]);
  });

  test("takes patterns in a statement of their own, by StringLike on the subject alone", () => {
    expect(statements(irsa({ subjectPatterns: [anyOfTeam] }))).toEqual([ofShop, ofTeam]);
  });

  test("may be for patterns alone, and for nobody at all", () => {
    expect(statements(irsa({ subjects: [], subjectPatterns: [anyOfTeam] }))).toEqual([ofTeam]);
    expect(statements(irsa({ subjects: [] }))).toEqual([]);
  });

  test("checks another audience in the usual one's place, for subjects and patterns", () => {
    const audience = { [`${ISSUER}:aud`]: "vault" };
    expect(statements(irsa({ subjectPatterns: [anyOfTeam], audience: "vault" }))).toEqual([
      webIdentity({ StringEquals: { ...audience, ...sub("system:serviceaccount:shop:reader") } }),
      webIdentity({ StringEquals: audience, StringLike: sub("system:serviceaccount:team-*:*") }),
    ]);
  });

  test("names the subjects of each provider by its own issuer, and then their patterns", () => {
    const issuer = "oidc.eks.eu-west-1.amazonaws.com/id/OTHER";
    const blue = { arn: providerArn("aws", "111122223333", issuer), issuer };
    const renamed = (statement: object): unknown =>
      JSON.parse(JSON.stringify(statement).replaceAll(ISSUER, issuer)) as unknown;
    expect(statements(irsa({ otherProviders: [blue], subjectPatterns: [anyOfTeam] }))).toEqual([
      ofShop,
      renamed(ofShop),
      ofTeam,
      renamed(ofTeam),
    ]);
  });

  test("says nothing of the cluster's own provider where the role is for Pod Identity", () => {
    expect(JSON.stringify(statements(podIdentity()))).not.toContain("Federated");
  });
});

describe("trustPolicy for Pod Identity", () => {
  const from = {
    StringEquals: { "aws:SourceAccount": cluster.accountId },
    ArnEquals: { "aws:SourceArn": cluster.arn },
  };
  const tags = {
    "aws:RequestTag/kubernetes-namespace": "shop",
    "aws:RequestTag/kubernetes-service-account": "reader",
  };
  const pods = (conditions?: object): object => ({
    Effect: "Allow",
    Principal: { Service: "pods.eks.amazonaws.com" },
    Action: ["sts:AssumeRole", "sts:TagSession"],
    ...(conditions && { Condition: conditions }),
  });

  test.each<[string, Partial<Trust>, object | undefined]>([
    ["source and session tags", {}, { ...from, StringEquals: { ...from.StringEquals, ...tags } }],
    ["source alone, where sessions have no tags", { podIdentitySessionTags: false }, from],
    ["session tags alone", { podIdentitySource: false }, { StringEquals: tags }],
    ["nothing", { podIdentitySource: false, podIdentitySessionTags: false }, undefined],
  ])("checks %s", (_what, options, conditions) => {
    expect(statements(podIdentity(options))).toEqual([pods(conditions)]);
  });

  test("lets each name go with its own namespace only, each once and in order", () => {
    const writer = { namespace: "shop", serviceAccount: "writer" };
    const tagged = (namespace: string, names: string | string[]): object =>
      pods({
        ...from,
        StringEquals: {
          ...from.StringEquals,
          "aws:RequestTag/kubernetes-namespace": namespace,
          "aws:RequestTag/kubernetes-service-account": names,
        },
      });
    expect(statements(podIdentity({ subjects: [writer, shop, other, shop] }))).toEqual([
      tagged("back-office", "writer"),
      tagged("shop", ["reader", "writer"]),
    ]);
  });

  test("asks Terraform which names go with which namespace, where it knows the namespaces", () => {
    const subjects = [{ namespace: text(reference("var.namespace")), serviceAccount: "reader" }, other];
    const written = inline(statements(podIdentity({ subjects, podIdentitySource: false })), { lift });
    expect(written).toContain(
      '"aws:RequestTag/kubernetes-namespace" = "back-office", "aws:RequestTag/kubernetes-service-account" = sort(distinct(concat(var.namespace == "back-office" ? ["reader"] : [], ["writer"])))',
    );
  });

  test("is one statement for all where sessions have no tags", () => {
    expect(statements(podIdentity({ subjects: [shop, other], podIdentitySessionTags: false }))).toEqual([pods(from)]);
  });

  test("stands behind IRSA where a role is for both", () => {
    const both = statements(podIdentity({ usesIrsa: true })) as readonly Record<string, unknown>[];
    expect(both.map(({ Principal }) => Principal)).toEqual([
      { Federated: provider.arn },
      { Service: "pods.eks.amazonaws.com" },
    ]);
  });
});

describe("trustPolicy's further statements", () => {
  const FURTHER: TrustStatement[] = [
    {
      principals: { Federated: provider.arn },
      actions: ["sts:AssumeRoleWithWebIdentity"],
      conditions: { Bool: { "aws:SecureTransport": "true" } },
    },
    { sid: "Admins", effect: "Deny", principals: { AWS: ["arn:aws:iam::1:root", "*"] }, actions: ["sts:B", "sts:A"] },
  ];

  test("are written as IAM reads them, Allow by default, in their order, behind all others", () => {
    const all = statements(irsa({ extraStatements: FURTHER })) as readonly object[];
    expect(all.slice(1)).toEqual([
      webIdentity({ Bool: { "aws:SecureTransport": "true" } }),
      {
        Sid: "Admins",
        Effect: "Deny",
        Principal: { AWS: ["arn:aws:iam::1:root", "*"] },
        Action: ["sts:A", "sts:B"],
      },
    ]);
  });
});

test("trustPolicy is the same in whatever order ServiceAccounts are given", () => {
  const name = fc.stringMatching(/^[a-z]{1,3}$/);
  const subjects = fc.array(fc.record({ namespace: name, serviceAccount: name }), { minLength: 1, maxLength: 6 });
  fc.assert(
    fc.property(subjects, fc.constantFrom(irsa(), podIdentity()), (given, trust) => {
      expect(trustPolicy({ ...trust, subjects: [...given].reverse() })).toEqual(
        trustPolicy({ ...trust, subjects: given }),
      );
    }),
  );
});

describe("trustPolicySize", () => {
  /** A policy of exactly this size. */
  function policyOf(size: number): ReturnType<typeof trustPolicy> {
    const subjects = Array.from({ length: 20 }, (_, i) => ({
      namespace: `team-${String(i).padStart(2, "0")}`,
      serviceAccount: "reader",
    }));
    const missing = size - policySize(trustPolicy(irsa({ subjects })));
    expect(missing).toBeGreaterThan(0);
    const [first = shop, ...others] = subjects;
    const longer = { ...first, serviceAccount: `reader${"r".repeat(missing)}` };
    return trustPolicy(irsa({ subjects: [longer, ...others] }));
  }

  test("takes 2048 characters, and refuses 2049", () => {
    expect(policySize(policyOf(2048))).toBe(2048);
    expect(trustPolicySize(policyOf(2048))).toBeUndefined();
    expect(trustPolicySize(policyOf(2049))).toMatchObject({
      given: "the trust policy has 2049 characters",
      rule: "IAM accepts 2048",
    });
  });

  test("takes as many characters as the account's quota says", () => {
    expect(trustPolicySize(policyOf(4096), 4096)).toBeUndefined();
    expect(trustPolicySize(policyOf(4097), 4096)?.rule).toBe("IAM accepts 4096");
  });

  test("counts nothing for what Terraform fills in", () => {
    const known = policySize(trustPolicy(irsa({ audience: "" })));
    expect(policySize(trustPolicy(irsa({ audience: text(reference("var.audience")) })))).toBe(known);
  });
});

describe("trustPolicy where Terraform knows whom it trusts", () => {
  /** What varies. */
  interface Case {
    readonly irsa: boolean;
    readonly pods: boolean;
    readonly subjects: readonly Subject[];
    readonly others: readonly Subject[];
    readonly patterns: readonly Subject[];
    readonly providers: readonly TrustedProvider[];
    readonly audience: string | null;
    readonly source: boolean | null;
    readonly tags: boolean | null;
    readonly further: readonly {
      readonly sid: string | null;
      readonly effect: "Allow" | "Deny" | null;
      readonly principals: { readonly AWS: readonly string[] | null; readonly Service: readonly string[] | null };
      readonly actions: readonly string[];
      readonly conditions: Record<string, Record<string, string[]>> | null;
    }[];
  }

  const name = fc.constantFrom("a", "b", "c.d");
  const subject = fc.record({ namespace: fc.constantFrom("x", "y"), serviceAccount: name });
  const pattern = fc.record({ namespace: fc.constantFrom("x-*", "y"), serviceAccount: fc.constant("*") });
  const orNull = <T>(value: fc.Arbitrary<T>): fc.Arbitrary<T | null> => fc.option(value, { nil: null });
  const cases: fc.Arbitrary<Case> = fc.record({
    irsa: fc.boolean(),
    pods: fc.boolean(),
    subjects: fc.array(subject, { minLength: 1, maxLength: 3 }),
    others: fc.array(subject, { maxLength: 3 }),
    patterns: fc.array(pattern, { maxLength: 2 }),
    providers: fc.subarray(["i1", "i2"].map((issuer) => ({ arn: `arn:oidc-provider/${issuer}`, issuer }))),
    audience: orNull(fc.constant("vault")),
    source: orNull(fc.boolean()),
    tags: orNull(fc.boolean()),
    further: fc.array(
      fc.record({
        sid: orNull(fc.constant("Own")),
        effect: orNull(fc.constantFrom<"Allow" | "Deny">("Allow", "Deny")),
        principals: fc.constantFrom({ AWS: ["*"], Service: null }, { AWS: null, Service: ["a", "b"] }),
        actions: fc.constantFrom(["sts:A"], ["sts:B", "sts:A"]),
        conditions: orNull(fc.constant({ Bool: { "aws:SecureTransport": ["true"] } })),
      }),
      { maxLength: 2 },
    ),
  });

  /** All of it is known now. */
  const literal = (given: Case): Trust => ({
    provider,
    cluster,
    usesIrsa: given.irsa,
    usesPodIdentity: given.pods,
    subjects: given.subjects,
    otherSubjects: given.others,
    subjectPatterns: given.patterns,
    otherProviders: given.providers,
    audience: given.audience ?? undefined,
    podIdentitySource: given.source ?? undefined,
    podIdentitySessionTags: given.tags ?? undefined,
    extraStatements: given.further.map(({ sid, effect, principals, actions, conditions }) => ({
      sid: sid ?? undefined,
      effect: effect ?? undefined,
      principals: {
        ...(principals.AWS && { AWS: principals.AWS }),
        ...(principals.Service && { Service: principals.Service }),
      },
      actions,
      conditions: conditions ?? undefined,
    })),
  });

  const subjectOf = (one: Expression): Subject => ({
    namespace: text(attribute(one, "namespace")),
    serviceAccount: text(attribute(one, "service_account")),
  });

  const listAt = <T>(at: Expression, read: (one: Expression) => T): ListOf<T> => new ListOf(at.node, read);

  /** Nothing of it is known now: it is under a number in a variable. */
  function open(number: number): Trust {
    const at = (key: string): Expression => attribute(index(reference("var.cases"), number), key);
    return {
      provider: { arn: text(attribute(at("own"), "arn")), issuer: text(attribute(at("own"), "issuer")) },
      cluster,
      usesIrsa: at("irsa"),
      usesPodIdentity: at("pods"),
      subjects: listAt(at("subjects"), subjectOf),
      otherSubjects: listAt(at("others"), subjectOf),
      subjectPatterns: listAt(at("patterns"), subjectOf),
      otherProviders: listAt(at("providers"), (one) => ({
        arn: text(attribute(one, "arn")),
        issuer: text(attribute(one, "issuer")),
      })),
      audience: text(nullable(at("audience"))),
      podIdentitySource: any(nullable(at("source"))),
      podIdentitySessionTags: any(nullable(at("tags"))),
      extraStatements: listAt(at("further"), (one): TrustStatementFields => ({
        sid: text(attribute(one, "sid", true)),
        effect: text(attribute(one, "effect", true)),
        principals: {
          AWS: attribute(attribute(one, "principals"), "AWS", true),
          Service: attribute(attribute(one, "principals"), "Service", true),
        },
        actions: listAt(attribute(one, "actions"), text),
        conditions: attribute(one, "conditions", true),
      })),
    };
  }

  const variable = (given: Case): object => {
    const inSnakeCase = (all: readonly Subject[]): object[] =>
      all.map(({ namespace, serviceAccount }) => ({ namespace, service_account: serviceAccount }));
    return {
      ...given,
      own: provider,
      subjects: inSnakeCase(given.subjects),
      others: inSnakeCase(given.others),
      patterns: inSnakeCase(given.patterns),
    };
  };

  /** A text as a list of one, as IAM reads it. */
  const asLists = (json: string): unknown =>
    JSON.parse(json, (_key, value: unknown) =>
      typeof value === "string" ? [value] : Array.isArray(value) ? value.flat() : value,
    ) as unknown;

  testWithTerraform("says the same as where all is known now, but that what is alone may be a list", () => {
    const samples = fc.sample(cases, 60);
    const written = samples.map((_, number) => `\${jsonencode(${inline(trustPolicy(open(number)), { lift })})}`);
    const found = evaluate(written, { cases: samples.map(variable) });
    const known = samples.map((given) => JSON.stringify(trustPolicy(literal(given))));
    expect(found.map(asLists)).toEqual(known.map(asLists));
  });

  test("gives its parts names of their own, with comments", () => {
    const names: string[] = [];
    const named: Naming = (name, _value, comment) => {
      names.push(`${name}${comment === undefined ? "" : " #"}`);
      return reference(`local.${name}`);
    };
    const policy = trustPolicy(open(0), named);
    expect(names).toEqual([
      "subjects",
      "trust_statements",
      "oidc_providers #",
      "trust_subjects #",
      "trust_patterns #",
      "trust_pod_identity #",
      "trust_untagged #",
    ]);
    expect(inline(policy.Statement)).toBe(
      "concat(local.trust_subjects, local.trust_patterns, local.trust_pod_identity, local.trust_untagged, local.trust_statements)",
    );
  });
});
