import fc from "fast-check";
import { policySize } from "../../constructs/facts/policy";
import {
  oidcIssuer,
  providerArn,
  providerOfIssuer,
  trustPolicy,
  trustPolicySize,
  withoutScheme,
} from "../../constructs/facts/trust";
import type { Subject } from "../../constructs/facts/trust";
import { ISSUER } from "../support/synth";

const provider = { arn: `arn:aws:iam::111122223333:oidc-provider/${ISSUER}`, issuer: ISSUER };
const shop = { namespace: "shop", serviceAccount: "s3-reader" };

describe("trustPolicy", () => {
  test("lets one ServiceAccount with a token for STS in, and nobody else", () => {
    expect(trustPolicy(provider, [shop])).toEqual({
      Version: "2012-10-17",
      Statement: [
        {
          Effect: "Allow",
          Principal: { Federated: provider.arn },
          Action: "sts:AssumeRoleWithWebIdentity",
          Condition: {
            StringEquals: {
              [`${ISSUER}:aud`]: "sts.amazonaws.com",
              [`${ISSUER}:sub`]: "system:serviceaccount:shop:s3-reader",
            },
          },
        },
      ],
    });
  });

  test("has the same audience in China", () => {
    const issuer = "oidc.eks.cn-north-1.amazonaws.com.cn/id/ABC";
    const arn = providerArn("aws-cn", "111122223333", issuer);
    expect(trustPolicy({ arn, issuer }, [shop]).Statement[0]).toMatchObject({
      Principal: { Federated: `arn:aws-cn:iam::111122223333:oidc-provider/${issuer}` },
      Condition: { StringEquals: { [`${issuer}:aud`]: "sts.amazonaws.com" } },
    });
  });

  test("names several ServiceAccounts in order, each once", () => {
    const subjects = ["b", "a", "b"].map((serviceAccount) => ({ namespace: "shop", serviceAccount }));
    expect(trustPolicy(provider, subjects).Statement[0]).toMatchObject({
      Condition: {
        StringEquals: { [`${ISSUER}:sub`]: ["system:serviceaccount:shop:a", "system:serviceaccount:shop:b"] },
      },
    });
  });

  test("is the same in whatever order ServiceAccounts are given", () => {
    const name = fc.stringMatching(/^[a-z]{1,3}$/);
    const subjects = fc.array(fc.record({ namespace: name, serviceAccount: name }), { minLength: 1, maxLength: 6 });
    fc.assert(
      fc.property(subjects, (given) => {
        expect(trustPolicy(provider, [...given].reverse())).toEqual(trustPolicy(provider, given));
      }),
    );
  });
});

describe("trustPolicySize", () => {
  /** Subjects with which the document has exactly this size. */
  function subjectsFor(size: number): Subject[] {
    const subjects = Array.from({ length: 20 }, (_, i) => ({
      namespace: `team-${String(i).padStart(2, "0")}`,
      serviceAccount: "reader",
    }));
    const missing = size - policySize(trustPolicy(provider, subjects));
    expect(missing).toBeGreaterThan(0);
    return subjects.map((subject, i) =>
      i === 0 ? { ...subject, serviceAccount: `reader${"r".repeat(missing)}` } : subject,
    );
  }

  test("takes 2048 characters", () => {
    const document = trustPolicy(provider, subjectsFor(2048));
    expect(policySize(document)).toBe(2048);
    expect(trustPolicySize(document)).toBeUndefined();
  });

  test("refuses 2049", () => {
    expect(trustPolicySize(trustPolicy(provider, subjectsFor(2049)))).toMatchObject({
      given: "the trust policy has 2049 characters",
      rule: "IAM accepts 2048",
    });
  });
});

describe("oidcIssuer", () => {
  test.each([
    `https://${ISSUER}`,
    "https://oidc.eks.cn-north-1.amazonaws.com.cn/id/ABC",
    "https://oidc.eks.us-iso-east-1.c2s.ic.gov/id/ABC",
    "https://example.com",
  ])("takes %s", (issuer) => {
    expect(oidcIssuer(issuer)).toBeUndefined();
  });

  test.each([
    "",
    ISSUER,
    `http://${ISSUER}`,
    `HTTPS://${ISSUER}`,
    `https://${ISSUER}/`,
    "https://",
    "https://example.com:443/id/A",
    "https://example.com/id?a=b",
    "https://user@example.com/id/A",
    "https://example.com/id/A#b",
    "https://example.com/id/A\n",
  ])("refuses %j", (issuer) => {
    expect(oidcIssuer(issuer)?.rule).toBe("an OIDC issuer is an https URL without port, query or trailing slash");
  });
});

describe("withoutScheme", () => {
  test.each([
    [`https://${ISSUER}`, ISSUER],
    [ISSUER, ISSUER],
    ["https://a/https://b", "a/https://b"],
  ])("of %s is %s", (issuer, expected) => {
    expect(withoutScheme(issuer)).toBe(expected);
  });
});

describe("providerOfIssuer", () => {
  test.each([ISSUER, `https://${ISSUER}`])("takes the ARN that ends with the issuer %s", (issuer) => {
    expect(providerOfIssuer(provider.arn, issuer)).toBeUndefined();
  });

  test.each([
    ["of another cluster", `${provider.arn}X`],
    ["of an issuer that ends alike", provider.arn.replace("/oidc.eks", "/evil.oidc.eks")],
    ["of a role", "arn:aws:iam::111122223333:role/a"],
  ])("refuses an ARN %s", (_what, arn) => {
    expect(providerOfIssuer(arn, ISSUER)?.rule).toContain(`this cluster's issuer is ${ISSUER}`);
  });
});
