import { addresses, synthesized } from "../support/cluster-stack";
import { ATTRIBUTES, inCluster } from "../support/configuration";
import { comesBefore, dependencyGraph } from "../support/graph";
import type { TerraformJson } from "../support/synth";

const ROLE = "arn:aws:iam::444455556666:role/terraform";
const WORKLOAD = `workloads:
  - { namespace: shop, serviceAccount: here, policyArns: ["arn:aws:iam::aws:policy/P"] }
  - namespace: shop
    serviceAccount: there
    account: data
    policyArns: ["arn:aws:iam::aws:policy/P"]
    statements: [{ actions: ["s3:GetObject"], resources: ["*"] }]`;
const accounts = (oidcProvider: string): string =>
  `accounts:\n  data: { roleArn: "${ROLE}"${oidcProvider} }\n  unused: { roleArn: "${ROLE}" }`;
const stack = (oidcProvider = ""): TerraformJson =>
  synthesized(inCluster(`tags: { team: platform }\n${accounts(oidcProvider)}\n${WORKLOAD}`));

/** The provider that each resource names, by address. */
function providerOf(json: TerraformJson): Record<string, unknown> {
  const all = Object.entries({ ...json["resource"] }).flatMap(([type, byName]) =>
    Object.entries(byName).map(([name, { provider }]) => [`${type}.${name}`, provider]),
  );
  return Object.fromEntries(all) as Record<string, unknown>;
}

describe("a workload's role in another account", () => {
  const json = stack();

  test("has an AWS provider under the account's name, which works as a role there and tags alike", () => {
    expect(json["provider"]?.["aws"]).toEqual([
      { region: "ap-northeast-2", default_tags: [{ tags: { team: "platform" } }] },
      {
        alias: "data",
        region: "ap-northeast-2",
        assume_role: [{ role_arn: ROLE }],
        default_tags: [{ tags: { team: "platform" } }],
      },
    ]);
  });

  test("is made there with its policies and an OIDC provider of its own, and all else is not", () => {
    const named = Object.entries(providerOf(json)).filter(([, provider]) => provider !== undefined);
    expect(Object.fromEntries(named)).toEqual({
      "aws_iam_openid_connect_provider.account-data_oidc-provider": "aws.data",
      "aws_iam_role.workload_there_role": "aws.data",
      "aws_iam_role_policy_attachment.workload_there_role_P": "aws.data",
      "aws_iam_role_policy.workload_there_role_inline": "aws.data",
    });
    expect(addresses(json)).toEqual(
      expect.arrayContaining([
        "aws_iam_openid_connect_provider.oidc-provider",
        "aws_iam_role.workload_here_role",
        "kubernetes_service_account_v1.workload_there_service-account",
      ]),
    );
  });

  test("trusts the provider of its own account, which comes first", () => {
    const roles = json["resource"]?.["aws_iam_role"];
    const there = String(roles?.["workload_there_role"]?.["assume_role_policy"]);
    const here = String(roles?.["workload_here_role"]?.["assume_role_policy"]);
    expect(there).toContain('Federated = "arn:aws:iam::444455556666:oidc-provider/${local.cluster-issuer}"');
    expect(here).toContain(":oidc-provider/${local.cluster-issuer}");
    expect(here).not.toContain("444455556666");
    const graph = dependencyGraph(json);
    const provider = "aws_iam_openid_connect_provider.account-data_oidc-provider";
    expect(comesBefore(graph, provider, "kubernetes_service_account_v1.workload_there_service-account")).toBe(true);
    expect(comesBefore(graph, provider, "kubernetes_service_account_v1.workload_here_service-account")).toBe(false);
  });

  test("may trust a provider that is there, looked up there", () => {
    const looked = stack(", oidcProvider: lookup");
    const data = looked["data"]?.["aws_iam_openid_connect_provider"]?.["account-data_oidc-provider"];
    expect(data).toMatchObject({ provider: "aws.data" });
    expect(Object.keys(looked["resource"]?.["aws_iam_openid_connect_provider"] ?? {})).toEqual(["oidc-provider"]);
  });

  test("may trust a provider that is given", () => {
    const arn =
      "arn:aws:iam::444455556666:oidc-provider/oidc.eks.ap-northeast-2.amazonaws.com/id/EXAMPLED539D4633E53DE1B71EXAMPLE";
    const given = synthesized(
      inCluster(`${ATTRIBUTES}\n${accounts(`, oidcProvider: { arn: "${arn}" }`)}\n${WORKLOAD}`),
    );
    const trust = String(given["resource"]?.["aws_iam_role"]?.["workload_there_role"]?.["assume_role_policy"]);
    expect(JSON.parse(trust)).toMatchObject({ Statement: [{ Principal: { Federated: arn } }] });
  });
});

test("an account without a workload has no provider", () => {
  const json = synthesized(
    inCluster(
      `${accounts("")}\nworkloads: [{ namespace: shop, serviceAccount: a, policyArns: [arn:aws:iam::aws:policy/P] }]`,
    ),
  );
  expect(json["provider"]?.["aws"]).toEqual([{ region: "ap-northeast-2" }]);
});
