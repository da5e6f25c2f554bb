import { Fn, TerraformLocal, TerraformVariable } from "cdktf";
import { EksCluster } from "../../constructs/identity/eks-cluster";
import { PARTITIONS } from "../../constructs/facts/partitions";
import { noOidcIssuer, problemText } from "../../constructs/facts/problems";
import { ISSUER, literalCluster, synth, testStack } from "../support/synth";
import { evaluate, testWithTerraform } from "../support/terraform-console";

describe("EksCluster.lookup", () => {
  function lookedUp() {
    const stack = testStack();
    const cluster = EksCluster.lookup(stack, "cluster", { name: "prod", region: "ap-northeast-2" });
    for (const key of ["name", "region", "partition", "accountId", "issuerUrl", "issuer"] as const) {
      new TerraformLocal(stack, `its-${key}`, cluster[key]);
    }
    for (const key of ["endpoint", "certificateAuthority", "vpcId", "version", "arn"] as const) {
      new TerraformLocal(stack, `its-${key}`, cluster[key] ?? "missing");
    }
    return synth(stack);
  }

  test("reads one data source and nothing else", () => {
    const json = lookedUp();
    const { lifecycle: _, ...cluster } = json["data"]?.["aws_eks_cluster"]?.["cluster"] ?? {};
    expect(json["data"]).toEqual({ aws_eks_cluster: { cluster: expect.anything() as unknown } });
    expect(cluster).toEqual({ name: "prod", region: "ap-northeast-2" });
    expect(json["resource"]).toBeUndefined();
  });

  test("stops at a cluster without an issuer, unless it is told not to", () => {
    expect(lookedUp()["data"]?.["aws_eks_cluster"]?.["cluster"]?.["lifecycle"]).toEqual({
      postcondition: [
        {
          condition: "${try(self.identity[0].oidc[0].issuer, null) != null}",
          error_message: problemText(noOidcIssuer()),
        },
      ],
    });
    const stack = testStack();
    EksCluster.lookup(stack, "cluster", { name: "prod", region: "ap-northeast-2" }, undefined, false);
    expect(synth(stack)["data"]).toEqual({ aws_eks_cluster: { cluster: { name: "prod", region: "ap-northeast-2" } } });
  });

  test("takes all from it but name, region and partition", () => {
    const data = "data.aws_eks_cluster.cluster";
    expect(lookedUp()["locals"]).toMatchObject({
      "its-name": "prod",
      "its-region": "ap-northeast-2",
      "its-partition": "aws",
      "its-issuerUrl": `\${${data}.identity[0].oidc[0].issuer}`,
      "its-endpoint": `\${${data}.endpoint}`,
      "its-certificateAuthority": `\${${data}.certificate_authority[0].data}`,
      "its-vpcId": `\${${data}.vpc_config[0].vpc_id}`,
      "its-version": `\${${data}.version}`,
      "its-arn": `\${${data}.arn}`,
    });
  });

  testWithTerraform("takes the account from the ARN, and strips the issuer of its scheme", () => {
    // The data source's place is taken by a variable with what AWS gives.
    const locals = JSON.parse(
      JSON.stringify(lookedUp()["locals"]).replaceAll("data.aws_eks_cluster.cluster", "var.data"),
    ) as Record<string, unknown>;
    const issuer = locals["cluster-issuer"] ?? locals["its-issuer"];
    const arn = "arn:aws:eks:ap-northeast-2:111122223333:cluster/prod";
    expect(
      evaluate(
        { account: locals["its-accountId"], issuer },
        { data: { arn, identity: [{ oidc: [{ issuer: `https://${ISSUER}` }] }] } },
      ),
    ).toEqual({ account: "111122223333", issuer: ISSUER });
  });

  test("refuses a name past its limit, naming the construct", () => {
    const name = "a".repeat(101);
    expect(() => EksCluster.lookup(testStack("prod"), "cluster", { name, region: "ap-northeast-2" })).toThrow(
      /^prod\/cluster\.name: .*at most 100/,
    );
  });
});

describe("EksCluster.fromAttributes", () => {
  test("keeps what is given, and strips the issuer", () => {
    expect(literalCluster()).toMatchObject({
      name: "prod",
      region: "ap-northeast-2",
      partition: "aws",
      accountId: "111122223333",
      issuerUrl: `https://${ISSUER}`,
      issuer: ISSUER,
      endpoint: "https://EXAMPLE.gr7.ap-northeast-2.eks.amazonaws.com",
      certificateAuthority: "LS0tLS1CRUdJTg==",
      vpcId: "vpc-0abc",
      version: "1.34",
    });
  });

  test.each([
    ["ap-northeast-2", undefined, "arn:aws:eks:ap-northeast-2:111122223333:cluster/prod"],
    ["cn-north-1", undefined, "arn:aws-cn:eks:cn-north-1:111122223333:cluster/prod"],
    ["us-gov-west-1", "arn:given", "arn:given"],
  ])("has in %s, with the ARN %s, the ARN %s", (region, arn, expected) => {
    expect(literalCluster({ region, arn }).arn).toBe(expected);
  });

  test("refuses a bad account and an unknown partition", () => {
    expect(() => literalCluster({ accountId: "1111" })).toThrow(/^EksCluster\.accountId: "1111": .*twelve digits/);
    expect(() => literalCluster({ partition: "aws-mars" })).toThrow(/^EksCluster\.partition: "aws-mars": one of aws, /);
  });

  test("strips an issuer that only Terraform knows", () => {
    const stack = testStack();
    const url = new TerraformVariable(stack, "issuer", {}).stringValue;
    new TerraformLocal(stack, "stripped", literalCluster({ oidcIssuer: url }).issuer);
    expect(synth(stack)["locals"]?.["stripped"]).toBe('${replace(var.issuer, "https://", "")}');
  });

  test("may know neither endpoint nor VPC nor version", () => {
    const { endpoint, certificateAuthority, vpcId, version } = EksCluster.fromAttributes({
      name: "prod",
      region: "ap-northeast-2",
      accountId: "111122223333",
      oidcIssuer: `https://${ISSUER}`,
    });
    expect([endpoint, certificateAuthority, vpcId, version]).toEqual([undefined, undefined, undefined, undefined]);
  });

  test.each(PARTITIONS.map(({ name, example }) => [example, name]))("finds that %s is in %s", (region, partition) => {
    expect(literalCluster({ region }).partition).toBe(partition);
  });

  test("takes the partition that is given, for a region of a form not known yet", () => {
    expect(literalCluster({ region: "mars-north-1", partition: "aws" }).partition).toBe("aws");
  });

  test("needs a partition where the region's form is not known", () => {
    expect(() => literalCluster({ region: "mars-north-1" })).toThrow(
      /^EksCluster\.region: "mars-north-1": no partition has regions of this form .* name its `partition`\.$/,
    );
  });

  test("needs a partition where only Terraform knows the region", () => {
    const region = new TerraformVariable(testStack(), "region", {}).stringValue;
    expect(() => literalCluster({ region })).toThrow(/^EksCluster\.region: "\(a token\)": /);
    expect(literalCluster({ region, partition: "aws-cn" }).partition).toBe("aws-cn");
  });

  test.each(["http://a.example/id/1", ISSUER, `https://${ISSUER}/`, "https://a:443/id/1"])(
    "refuses the issuer %s",
    (oidcIssuer) => {
      expect(() => literalCluster({ oidcIssuer })).toThrow(/^EksCluster\.oidcIssuer: .*an OIDC issuer is an https URL/);
    },
  );

  test("refuses a bad name, and takes one that only Terraform knows", () => {
    expect(() => literalCluster({ name: "prod.eu" })).toThrow(/^EksCluster\.name: "prod\.eu"/);
    const name = Fn.upper(new TerraformVariable(testStack(), "name", {}).stringValue);
    expect(literalCluster({ name }).name).toBe(name);
  });
});
