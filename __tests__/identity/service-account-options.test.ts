import { Namespace } from "../../constructs/identity/namespace";
import { ServiceAccount } from "../../constructs/identity/service-account";
import type { ServiceAccountProps } from "../../constructs/identity/service-account";
import { addresses } from "../support/addresses";
import { only, resources, synth, testStack } from "../support/synth";

const ROLE = { arn: "arn:aws:iam::111122223333:role/reader", dependables: [] };

function accountIn(props: Partial<ServiceAccountProps>) {
  const stack = testStack();
  const namespace = new Namespace(stack, "shop", { name: "shop" });
  const account = new ServiceAccount(stack, "account", { name: "reader", namespace, ...props });
  return { account, json: synth(stack) };
}

const annotationsOf = (props: Partial<ServiceAccountProps>): unknown =>
  (only(accountIn(props).json, "kubernetes_service_account_v1")["metadata"] as Record<string, unknown>)["annotations"];

describe("a ServiceAccount's token options are annotations, all of them text", () => {
  test.each<[Partial<ServiceAccountProps>, object | undefined]>([
    [{ stsRegionalEndpoints: true }, { "eks.amazonaws.com/sts-regional-endpoints": "true" }],
    [{ stsRegionalEndpoints: false }, { "eks.amazonaws.com/sts-regional-endpoints": "false" }],
    [{ tokenExpiration: 600 }, { "eks.amazonaws.com/token-expiration": "600" }],
    [{ tokenExpiration: 86400 }, { "eks.amazonaws.com/token-expiration": "86400" }],
    [{ audience: "vault" }, { "eks.amazonaws.com/audience": "vault" }],
    [{ audience: "sts.amazonaws.com" }, undefined],
    [{}, undefined],
  ])("%j", (props, annotations) => {
    expect(annotationsOf(props)).toEqual(annotations);
  });

  test.each([599, 86401, 600.5, NaN])("refused for an expiration of %p", (tokenExpiration) => {
    expect(() => accountIn({ tokenExpiration })).toThrow(/^test\/account\.tokenExpiration: .*600 to 86400 seconds/);
  });

  test.each<[Partial<ServiceAccountProps>, string, string]>([
    [{ stsRegionalEndpoints: true }, "eks.amazonaws.com/sts-regional-endpoints", "true"],
    [{ tokenExpiration: 900 }, "eks.amazonaws.com/token-expiration", "900"],
    [{ audience: "vault" }, "eks.amazonaws.com/audience", "vault"],
  ])("%j, which an annotation may repeat and not contradict", (props, key, value) => {
    expect(annotationsOf({ ...props, annotations: { [key]: value } })).toEqual({ [key]: value });
    expect(() => accountIn({ ...props, annotations: { [key]: "other" } })).toThrow(
      `test/account.annotations: the annotation ${key} is "other": an option sets it to "${value}". Remove the annotation.`,
    );
  });
});

test("a ServiceAccount's image pull secrets are named", () => {
  const { json } = accountIn({ imagePullSecrets: ["mirror", "other"] });
  expect(only(json, "kubernetes_service_account_v1")["image_pull_secret"]).toEqual([
    { name: "mirror" },
    { name: "other" },
  ]);
});

describe("a ServiceAccount that is there already", () => {
  test("is annotated after its namespace, and not made: what another tool wrote is not overwritten", () => {
    const { account, json } = accountIn({ existing: true, role: ROLE, tokenExpiration: 900, annotations: { a: "b" } });
    expect(resources(json, "kubernetes_service_account_v1")).toEqual({});
    expect(only(json, "kubernetes_annotations")).toEqual({
      api_version: "v1",
      kind: "ServiceAccount",
      metadata: { name: "reader", namespace: "shop" },
      annotations: {
        a: "b",
        "eks.amazonaws.com/role-arn": ROLE.arn,
        "eks.amazonaws.com/token-expiration": "900",
      },
      depends_on: ["kubernetes_namespace_v1.shop"],
    });
    expect(addresses(account.dependables)).toEqual(["kubernetes_annotations.account"]);
  });

  test("is left alone where there is nothing to annotate, and waits for what it would have", () => {
    const { account, json } = accountIn({ existing: true });
    expect(Object.keys(json["resource"] ?? {})).toEqual(["kubernetes_namespace_v1"]);
    expect(addresses(account.dependables)).toEqual(["kubernetes_namespace_v1.shop"]);
  });

  test.each<[string, Partial<ServiceAccountProps>]>([
    ["labels", { labels: { a: "b" } }],
    ["automountServiceAccountToken", { automountServiceAccountToken: true }],
    ["imagePullSecrets", { imagePullSecrets: ["mirror"] }],
  ])("has %s of its owner's", (option, props) => {
    expect(() => accountIn({ existing: true, ...props })).toThrow(
      `test/account.${option}: ${option} for a ServiceAccount that is there already: only its annotations`,
    );
  });
});
