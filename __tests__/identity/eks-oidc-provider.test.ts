import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { TerraformLocal, TerraformVariable } from "cdktf";
import { EksCluster } from "../../constructs/identity/eks-cluster";
import { EksOidcProvider } from "../../constructs/identity/eks-oidc-provider";
import { ISSUER, literalCluster, only, resources, synth, testStack } from "../support/synth";

const ARN = `arn:aws:iam::111122223333:oidc-provider/${ISSUER}`;

describe("EksOidcProvider", () => {
  test("is made for the issuer and the audience of STS, without any thumbprint", () => {
    const stack = testStack();
    const provider = new EksOidcProvider(stack, "oidc-provider", { cluster: literalCluster() });
    new TerraformLocal(stack, "arn", provider.arn);
    const json = synth(stack);
    expect(only(json, "aws_iam_openid_connect_provider")).toEqual({
      url: `https://${ISSUER}`,
      client_id_list: ["sts.amazonaws.com"],
    });
    expect(provider.dependables).toHaveLength(1);
    // Known before it is made.
    expect(json["locals"]?.["arn"]).toBe(ARN);
  });

  test("has an ARN of the account and the issuer that only Terraform knows", () => {
    const stack = testStack();
    const cluster = EksCluster.lookup(stack, "cluster", { name: "prod", region: "cn-north-1" });
    const { arn } = new EksOidcProvider(stack, "oidc-provider", { cluster });
    new TerraformLocal(stack, "arn", arn);
    expect(synth(stack)["locals"]?.["arn"]).toBe(
      'arn:aws-cn:iam::${element(split(":", data.aws_eks_cluster.cluster.arn), 4)}:oidc-provider/${local.cluster-issuer}',
    );
  });

  test("has the same audience in China", () => {
    const stack = testStack();
    const oidcIssuer = "https://oidc.eks.cn-north-1.amazonaws.com.cn/id/ABC";
    new EksOidcProvider(stack, "oidc-provider", { cluster: literalCluster({ region: "cn-north-1", oidcIssuer }) });
    expect(only(synth(stack), "aws_iam_openid_connect_provider")).toEqual({
      url: oidcIssuer,
      client_id_list: ["sts.amazonaws.com"],
    });
  });

  test("takes the URL of a cluster that is looked up, with its scheme", () => {
    const stack = testStack();
    const cluster = EksCluster.lookup(stack, "cluster", { name: "prod", region: "ap-northeast-2" });
    new EksOidcProvider(stack, "oidc-provider", { cluster });
    expect(only(synth(stack), "aws_iam_openid_connect_provider")["url"]).toBe(
      "${data.aws_eks_cluster.cluster.identity[0].oidc[0].issuer}",
    );
  });

  test("carries tags", () => {
    const stack = testStack();
    new EksOidcProvider(stack, "oidc-provider", { cluster: literalCluster(), tags: { team: "platform" } });
    expect(only(synth(stack), "aws_iam_openid_connect_provider")["tags"]).toEqual({ team: "platform" });
  });
});

describe("EksOidcProvider's audiences", () => {
  test.each([
    [undefined, ["sts.amazonaws.com"]],
    [["vault"], ["sts.amazonaws.com", "vault"]],
    [
      ["vault", "sts.amazonaws.com", "vault"],
      ["sts.amazonaws.com", "vault"],
    ],
  ])("beside STS's are those that are given, each once: %j", (audiences, expected) => {
    const stack = testStack();
    new EksOidcProvider(stack, "oidc-provider", { cluster: literalCluster(), audiences });
    expect(only(synth(stack), "aws_iam_openid_connect_provider")["client_id_list"]).toEqual(expected);
  });
});

describe("EksOidcProvider in another account", () => {
  function inOther() {
    const stack = testStack();
    return { stack, awsProvider: new AwsProvider(stack, "other", { alias: "other" }), cluster: literalCluster() };
  }

  test("is made there, and says so to its roles", () => {
    const { stack, awsProvider, cluster } = inOther();
    const made = new EksOidcProvider(stack, "oidc-provider", { cluster, awsProvider });
    expect(made.awsProvider).toBe(awsProvider);
    expect(only(synth(stack), "aws_iam_openid_connect_provider")["provider"]).toBe("aws.other");
  });

  test("has an ARN that is known before only if the account is named", () => {
    const { stack, awsProvider, cluster } = inOther();
    const of = (id: string, accountId?: string): string =>
      new EksOidcProvider(stack, id, { cluster, awsProvider, accountId }).arn;
    new TerraformLocal(stack, "arn", of("a"));
    expect(of("b", "444455556666")).toBe(`arn:aws:iam::444455556666:oidc-provider/${ISSUER}`);
    expect(synth(stack)["locals"]?.["arn"]).toBe("${aws_iam_openid_connect_provider.a.arn}");
    expect(() => of("c", "4444")).toThrow(/^test\/c\.accountId: "4444": an account ID is twelve digits/);
  });

  test("is found there, and says so to its roles", () => {
    const { stack, awsProvider, cluster } = inOther();
    const found = EksOidcProvider.lookup(stack, "oidc-provider", cluster, awsProvider);
    expect(found.awsProvider).toBe(awsProvider);
    expect(synth(stack)["data"]?.["aws_iam_openid_connect_provider"]?.["oidc-provider"]).toMatchObject({
      provider: "aws.other",
    });
    expect(EksOidcProvider.fromArn(cluster, ARN, awsProvider).awsProvider).toBe(awsProvider);
  });

  test("has its tags checked", () => {
    expect(() => {
      new EksOidcProvider(testStack(), "oidc-provider", { cluster: literalCluster(), tags: { "aws:a": "b" } });
    }).toThrow(/^test\/oidc-provider\.tags: /);
  });
});

describe("EksOidcProvider.lookup", () => {
  test("finds the provider by the cluster's issuer, and makes none", () => {
    const stack = testStack();
    const provider = EksOidcProvider.lookup(stack, "oidc-provider", literalCluster());
    new TerraformLocal(stack, "arn", provider.arn);
    const json = synth(stack);
    expect(json["data"]).toEqual({
      aws_iam_openid_connect_provider: { "oidc-provider": { url: `https://${ISSUER}` } },
    });
    expect(resources(json, "aws_iam_openid_connect_provider")).toEqual({});
    expect(json["locals"]?.["arn"]).toBe("${data.aws_iam_openid_connect_provider.oidc-provider.arn}");
    expect(provider.dependables).toEqual([]);
  });
});

test("EksOidcProvider.lookup has the plan fail where the provider does not know an audience", () => {
  const stack = testStack();
  EksOidcProvider.lookup(stack, "oidc-provider", literalCluster(), undefined, ["vault", "b"]);
  const data = synth(stack)["data"]?.["aws_iam_openid_connect_provider"]?.["oidc-provider"];
  expect(data?.["lifecycle"]).toEqual({
    postcondition: [
      {
        condition: '${alltrue([contains(self.client_id_list, "vault"), contains(self.client_id_list, "b")])}',
        error_message: expect.stringMatching(/^the OIDC provider does not know an audience/) as string,
      },
    ],
  });
});

describe("EksOidcProvider.fromArn", () => {
  test("takes the ARN as it is, and reads nothing", () => {
    const cluster = literalCluster();
    expect(EksOidcProvider.fromArn(cluster, ARN)).toEqual({ cluster, arn: ARN, dependables: [] });
  });

  test("refuses the ARN of another issuer's provider: no pod could assume a role", () => {
    expect(() => EksOidcProvider.fromArn(literalCluster(), `${ARN}2`)).toThrow(
      `EksOidcProvider.arn: "${`${ARN}2`.slice(0, 75)} ...: this cluster's issuer is ${ISSUER}`,
    );
  });

  test("leaves to Terraform what only it knows", () => {
    const stack = testStack();
    const token = new TerraformVariable(stack, "arn", {}).stringValue;
    expect(EksOidcProvider.fromArn(literalCluster(), token).arn).toBe(token);
    const issuer = new TerraformVariable(stack, "issuer", {}).stringValue;
    expect(EksOidcProvider.fromArn(literalCluster({ oidcIssuer: issuer }), ARN).arn).toBe(ARN);
  });
});
