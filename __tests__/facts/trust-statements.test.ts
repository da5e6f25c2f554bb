import {
  podIdentityStatements,
  trustDocument,
  trustPolicySize,
  webIdentityStatements,
} from "../../constructs/facts/trust";
import type { Subject, TrustStatement } from "../../constructs/facts/trust";
import { ISSUER } from "../support/synth";

const provider = { arn: `arn:aws:iam::111122223333:oidc-provider/${ISSUER}`, issuer: ISSUER };
const shop: Subject = { namespace: "shop", serviceAccount: "reader" };
const other: Subject = { namespace: "back-office", serviceAccount: "writer" };
const anyOfTeam: Subject = { namespace: "team-*", serviceAccount: "*" };

const statement = (conditions: TrustStatement["conditions"]): TrustStatement => ({
  principals: { Federated: provider.arn },
  actions: ["sts:AssumeRoleWithWebIdentity"],
  conditions,
});

describe("webIdentityStatements", () => {
  const aud = { [`${ISSUER}:aud`]: "sts.amazonaws.com" };

  test("compare audience and subjects to the letter", () => {
    expect(webIdentityStatements(provider, { subjects: [shop, other] })).toEqual([
      statement({
        StringEquals: {
          ...aud,
          [`${ISSUER}:sub`]: ["system:serviceaccount:back-office:writer", "system:serviceaccount:shop:reader"],
        },
      }),
    ]);
  });

  test("take patterns in a statement of their own, by StringLike on the subject alone", () => {
    expect(webIdentityStatements(provider, { subjects: [shop], patterns: [anyOfTeam] })).toEqual([
      statement({ StringEquals: { ...aud, [`${ISSUER}:sub`]: "system:serviceaccount:shop:reader" } }),
      statement({ StringEquals: aud, StringLike: { [`${ISSUER}:sub`]: "system:serviceaccount:team-*:*" } }),
    ]);
  });

  test("may have patterns alone, and nobody at all", () => {
    expect(webIdentityStatements(provider, { subjects: [], patterns: [anyOfTeam] })).toEqual([
      statement({ StringEquals: aud, StringLike: { [`${ISSUER}:sub`]: "system:serviceaccount:team-*:*" } }),
    ]);
    expect(webIdentityStatements(provider, { subjects: [] })).toEqual([]);
  });

  test("check another audience in the usual one's place, for subjects and patterns", () => {
    const found = webIdentityStatements(provider, { subjects: [shop], patterns: [anyOfTeam], audience: "vault" });
    expect(found.map(({ conditions }) => conditions?.["StringEquals"]?.[`${ISSUER}:aud`])).toEqual(["vault", "vault"]);
  });
});

describe("podIdentityStatements", () => {
  const source = { accountId: "111122223333", clusterArn: "arn:aws:eks:ap-northeast-2:111122223333:cluster/prod" };
  const from = {
    StringEquals: { "aws:SourceAccount": "111122223333" },
    ArnEquals: { "aws:SourceArn": source.clusterArn },
  };
  const tags = {
    "aws:RequestTag/kubernetes-namespace": "shop",
    "aws:RequestTag/kubernetes-service-account": "reader",
  };

  test.each([
    [
      "source and session tags",
      { source, sessionTags: true },
      { ...from, StringEquals: { ...from.StringEquals, ...tags } },
    ],
    ["source alone, where sessions have no tags", { source, sessionTags: false }, from],
    ["session tags alone", { sessionTags: true }, { StringEquals: tags }],
    ["nothing", { sessionTags: false }, undefined],
  ])("checks %s", (_what, options, conditions) => {
    expect(podIdentityStatements({ subjects: [shop], ...options })).toEqual([
      {
        principals: { Service: "pods.eks.amazonaws.com" },
        actions: ["sts:AssumeRole", "sts:TagSession"],
        ...(conditions && { conditions }),
      },
    ]);
  });

  test("let each name go with its own namespace only, each once and in order", () => {
    const writer = { namespace: "shop", serviceAccount: "writer" };
    const found = podIdentityStatements({ subjects: [writer, shop, other, shop], source, sessionTags: true });
    const tagged = (namespace: string, names: string | string[]): object => ({
      ...from,
      StringEquals: {
        ...from.StringEquals,
        "aws:RequestTag/kubernetes-namespace": namespace,
        "aws:RequestTag/kubernetes-service-account": names,
      },
    });
    expect(found.map(({ conditions }) => conditions)).toEqual([
      tagged("back-office", "writer"),
      tagged("shop", ["reader", "writer"]),
    ]);
  });

  test("are one for all where sessions have no tags", () => {
    expect(podIdentityStatements({ subjects: [shop, other], source, sessionTags: false })).toHaveLength(1);
  });
});

describe("trustDocument", () => {
  test("writes statements as IAM reads them, Allow by default, in their order", () => {
    const document = trustDocument([
      statement({ Bool: { "aws:SecureTransport": "true" } }),
      { sid: "Admins", effect: "Deny", principals: { AWS: ["arn:aws:iam::1:root", "*"] }, actions: ["sts:B", "sts:A"] },
    ]);
    expect(document).toEqual({
      Version: "2012-10-17",
      Statement: [
        {
          Effect: "Allow",
          Principal: { Federated: provider.arn },
          Action: "sts:AssumeRoleWithWebIdentity",
          Condition: { Bool: { "aws:SecureTransport": "true" } },
        },
        {
          Sid: "Admins",
          Effect: "Deny",
          Principal: { AWS: ["arn:aws:iam::1:root", "*"] },
          Action: ["sts:A", "sts:B"],
        },
      ],
    });
  });

  test("has at most as many characters as the account's quota says", () => {
    const subjects = Array.from({ length: 60 }, (_, i) => ({ namespace: `team-${i + 10}`, serviceAccount: "reader" }));
    const document = trustDocument(webIdentityStatements(provider, { subjects }));
    expect(trustPolicySize(document)?.rule).toBe("IAM accepts 2048");
    expect(trustPolicySize(document, 4096)).toBeUndefined();
  });
});
