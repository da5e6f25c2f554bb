import { addresses, synthesized } from "../support/cluster-stack";
import { inCluster } from "../support/configuration";
import { only, resources } from "../support/synth";

const WORKLOAD = 'workloads: [{ namespace: shop, serviceAccount: reader, policyArns: ["arn:aws:iam::aws:policy/P"] }]';
const kinds = (identity: string): string =>
  inCluster(`identity: ${identity}\ncertManager: { hostedZones: [Z1] }\nloadBalancerController: {}\n${WORKLOAD}`);

describe("a cluster with Pod Identity alone", () => {
  const json = synthesized(kinds("pod-identity"));

  test("has no OIDC provider, nor an output for it", () => {
    expect(addresses(json).filter((address) => /oidc|openid/.test(address))).toEqual([]);
    expect(JSON.stringify(json)).not.toContain("AssumeRoleWithWebIdentity");
  });

  test("has an association for each ServiceAccount with a role, none of which is annotated", () => {
    const associations = Object.values(resources(json, "aws_eks_pod_identity_association"));
    expect(associations.map(({ namespace, service_account: account }) => [namespace, account]).sort()).toEqual([
      ["cert-manager", "cert-manager"],
      ["kube-system", "aws-load-balancer-controller"],
      ["shop", "reader"],
    ]);
    const accounts = Object.values(resources(json, "kubernetes_service_account_v1"));
    expect(accounts).toHaveLength(3);
    for (const account of accounts) expect(JSON.stringify(account)).not.toContain("role-arn");
  });

  test("has one all the same where it is looked up or given, or where one workload wants it", () => {
    const looked = synthesized(`${kinds("pod-identity")}    oidcProvider: lookup\n`);
    expect(addresses(looked)).toContain("data.aws_iam_openid_connect_provider.oidc-provider");
    const mixed = synthesized(
      kinds("pod-identity").replace("serviceAccount: reader", "serviceAccount: reader, identity: irsa"),
    );
    expect(addresses(mixed)).toEqual(
      expect.arrayContaining(["aws_iam_openid_connect_provider.oidc-provider", "output.oidc_provider_arn"]),
    );
    expect(Object.keys(resources(mixed, "aws_eks_pod_identity_association"))).toHaveLength(2);
  });

  test("keeps one that is written out, in other accounts, too: roles elsewhere may trust it", () => {
    const account = `data: { roleArn: "arn:aws:iam::444455556666:role/terraform"`;
    const made = (keys: string): string[] =>
      addresses(synthesized(`${kinds("pod-identity")}    ${keys}\n`)).filter((one) => one.startsWith("aws_iam_openid"));
    expect(made("oidcProvider: create")).toEqual(["aws_iam_openid_connect_provider.oidc-provider"]);
    expect(made(`accounts: { ${account} } }`)).toEqual([]);
    expect(made(`accounts: { ${account}, oidcProvider: create } }`)).toEqual([
      "aws_iam_openid_connect_provider.account-data_oidc-provider",
    ]);
  });
});

test("both kinds are one role with both principals, an association and an annotation", () => {
  const json = synthesized(inCluster(`identity: both\n${WORKLOAD}`));
  const trust = String(only(json, "aws_iam_role")["assume_role_policy"]);
  expect(trust).toContain("sts:AssumeRoleWithWebIdentity");
  expect(trust).toContain("pods.eks.amazonaws.com");
  expect(only(json, "aws_eks_pod_identity_association")).toMatchObject({
    namespace: "shop",
    service_account: "reader",
    role_arn: "${aws_iam_role.workload_reader_role.arn}",
  });
  expect(only(json, "kubernetes_service_account_v1")).toMatchObject({
    metadata: { annotations: { "eks.amazonaws.com/role-arn": "${aws_iam_role.workload_reader_role.arn}" } },
  });
});
