import { readFileSync } from "node:fs";
import { join } from "node:path";
import { chartValuesOf, issuerOf, trustIn, trustOf } from "../support/irsa";
import { describeWithTerraform } from "../support/terraform";
import { at } from "../support/terraform-json";
import type { Values } from "../support/terraform-json";
import { useStacks } from "../support/terraform-stacks";

interface Place {
  readonly region: string;
  readonly partition: string;
  readonly suffix: string;
  readonly controller?: object;
  /** Other than the chart's own. */
  readonly image?: string;
  readonly isolated?: boolean;
}

const PARTITIONS: readonly Place[] = [
  { region: "ap-northeast-2", partition: "aws", suffix: "amazonaws.com" },
  {
    region: "cn-north-1",
    partition: "aws-cn",
    suffix: "amazonaws.com.cn",
    // The public registry is out of reach there: AWS's own in the region, by default.
    image: "918309763551.dkr.ecr.cn-north-1.amazonaws.com.cn/amazon/aws-load-balancer-controller",
  },
  { region: "us-gov-west-1", partition: "aws-us-gov", suffix: "amazonaws.com" },
  {
    region: "us-iso-east-1",
    partition: "aws-iso",
    suffix: "c2s.ic.gov",
    controller: { imageRegistry: "mirror.example.gov" },
    image: "mirror.example.gov/amazon/aws-load-balancer-controller",
    isolated: true,
  },
  { region: "eusc-de-east-1", partition: "aws-eusc", suffix: "amazonaws.eu" },
];

/** A cluster with everything in it that names ARNs. */
const cluster = ({ region, partition, controller = {} }: Place): object => ({
  region,
  certManager: { hostedZones: ["Z0123456789ABCDEFGHIJ"], ...controller },
  loadBalancerController: controller,
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
    Object.fromEntries(PARTITIONS.map((place) => [place.region, cluster(place)])),
  );

  describe.each(PARTITIONS)("in $region", ({ region, partition, suffix, image, isolated }) => {
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

    test("gives the controller an image and services that it can reach", () => {
      const values = chartValuesOf(stateOf(region).resources, "helm_release.load-balancer-controller") as Values;
      const { enableShield, enableWaf, enableWafv2 } = values;
      const off = isolated ? false : undefined;
      expect((values["image"] as Values | undefined)?.["repository"]).toBe(image);
      expect({ enableShield, enableWaf, enableWafv2 }).toEqual({ enableShield: off, enableWaf: off, enableWafv2: off });
    });
  });
});
