import {
  imageRegistry,
  imageRepository,
  regionalRegistry,
} from "../../constructs/addons/load-balancer-controller/images";
import { PARTITIONS } from "../../constructs/facts/partitions";
import { testWithUpstream } from "../support/upstream";

const FILE = "eks-addon-image-registries.json";

describe("AWS's registries of add-on images", () => {
  testWithUpstream("are those that the user guide lists, and no others", FILE, (text) => {
    const listed = JSON.parse(text) as Record<string, string>;
    const regions = Object.keys(listed);
    expect(regions.length).toBeGreaterThan(30);
    expect(Object.fromEntries(regions.map((region) => [region, regionalRegistry(region)]))).toEqual(listed);
    const others = PARTITIONS.map(({ example }) => example).filter((region) => !regions.includes(region));
    expect(others.length).toBeGreaterThan(0);
    expect(others.filter((region) => regionalRegistry(region) !== undefined)).toEqual([]);
  });

  test.each([
    ["ap-northeast-2", "602401143452.dkr.ecr.ap-northeast-2.amazonaws.com"],
    ["cn-northwest-1", "961992271922.dkr.ecr.cn-northwest-1.amazonaws.com.cn"],
    ["us-gov-east-1", "151742754352.dkr.ecr.us-gov-east-1.amazonaws.com"],
    ["us-iso-east-1", undefined],
    ["mars-north-1", undefined],
  ])("in %s are %s", (region, registry) => {
    expect(regionalRegistry(region)).toBe(registry);
  });
});

test.each(PARTITIONS.map(({ name, example, isolated }) => [name, example, isolated] as const))(
  "without a choice the image in %s comes from where it can",
  (partition, region, isolated) => {
    const problem = imageRegistry(undefined, region, partition);
    expect(problem === undefined).toBe(!isolated);
    const repository = imageRepository(undefined, region, partition);
    expect(repository === undefined).toBe(partition !== "aws-cn");
  },
);
