import { oidcIssuer, providerOfIssuer, withoutScheme } from "../../constructs/facts/trust";
import { ISSUER } from "../support/synth";

const PROVIDER_ARN = `arn:aws:iam::111122223333:oidc-provider/${ISSUER}`;

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
    expect(providerOfIssuer(PROVIDER_ARN, issuer)).toBeUndefined();
  });

  test.each([
    ["of another cluster", `${PROVIDER_ARN}X`],
    ["of an issuer that ends alike", PROVIDER_ARN.replace("/oidc.eks", "/evil.oidc.eks")],
    ["of a role", "arn:aws:iam::111122223333:role/a"],
  ])("refuses an ARN %s", (_what, arn) => {
    expect(providerOfIssuer(arn, ISSUER)?.rule).toContain(`this cluster's issuer is ${ISSUER}`);
  });
});
