import { readFileSync } from "node:fs";
import { join } from "node:path";
import { issuerOf, trustIn, trustOf } from "../support/irsa";
import { describeWithTerraform } from "../support/terraform";
import { at } from "../support/terraform-json";
import { useStacks } from "../support/terraform-stacks";

const PARTITIONS = [
  { region: "ap-northeast-2", partition: "aws", suffix: "amazonaws.com" },
  { region: "cn-north-1", partition: "aws-cn", suffix: "amazonaws.com.cn" },
  { region: "us-gov-west-1", partition: "aws-us-gov", suffix: "amazonaws.com" },
  { region: "us-iso-east-1", partition: "aws-iso", suffix: "c2s.ic.gov" },
  { region: "eusc-de-east-1", partition: "aws-eusc", suffix: "amazonaws.eu" },
];

/** A cluster with everything in it that names ARNs. */
const cluster = (region: string, partition: string): object => ({
  region,
  certManager: { hostedZones: ["Z0123456789ABCDEFGHIJ"] },
  loadBalancerController: {},
  workloads: [
    {
      namespace: "shop",
      serviceAccount: "s3-reader",
      policyArns: [`arn:${partition}:iam::aws:policy/AmazonS3ReadOnlyAccess`],
      statements: [{ actions: ["s3:GetObject"], resources: [`arn:${partition}:s3:::shop-assets/*`] }],
    },
  ],
});

/** The partitions of all ARNs in a text. */
const partitionsIn = (text: string): Set<string | undefined> =>
  new Set([...text.matchAll(/\barn:([^:]*):/g)].map(([, partition]) => partition));

describeWithTerraform("a cluster with everything in it", () => {
  const { folderOf, stateOf } = useStacks(
    Object.fromEntries(PARTITIONS.map(({ region, partition }) => [region, cluster(region, partition)])),
  );

  describe.each(PARTITIONS)("in $region", ({ region, partition, suffix }) => {
    test("has ARNs of its partition only, as it is synthesized", () => {
      expect(partitionsIn(readFileSync(join(folderOf(region), "cdk.tf.json"), "utf8"))).toEqual(new Set([partition]));
    });

    test("has ARNs of its partition only, when it is applied", () => {
      const { resources } = stateOf(region);
      expect(partitionsIn(JSON.stringify([...resources]))).toEqual(new Set([partition]));
    });

    test("has STS as its audience, and the issuer that the cluster has", () => {
      const { resources } = stateOf(region);
      const issuer = issuerOf(resources);
      expect(issuer.startsWith(`oidc.eks.${region}.${suffix}/id/`)).toBe(true);
      const provider = at(resources, "aws_iam_openid_connect_provider.oidc-provider");
      expect(provider["client_id_list"]).toEqual(["sts.amazonaws.com"]);
      expect(trustOf(resources, "aws_iam_role.workload_s3-reader_role")).toEqual(
        trustIn(provider["arn"], issuer, "shop", "s3-reader"),
      );
    });
  });
});
