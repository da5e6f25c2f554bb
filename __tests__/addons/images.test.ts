import {
  imageRegistry,
  imageRepository,
  regionalRegistry,
} from "../../constructs/addons/load-balancer-controller/images";
import { PARTITIONS, partitionOf } from "../../constructs/facts/partitions";
import { testWithUpstream } from "../support/upstream";

const FILE = "eks-addon-image-registries.json";

const registryOf = (region: string): string | undefined => regionalRegistry(region, partitionOf(region) ?? "");

describe("AWS's registries of add-on images", () => {
  testWithUpstream("are those that the user guide lists, and no others", FILE, (text) => {
    const listed = JSON.parse(text) as Record<string, string>;
    const regions = Object.keys(listed);
    expect(regions.length).toBeGreaterThan(30);
    expect(Object.fromEntries(regions.map((region) => [region, registryOf(region)]))).toEqual(listed);
    const others = PARTITIONS.map(({ example }) => example).filter((region) => !regions.includes(region));
    expect(others.length).toBeGreaterThan(0);
    expect(others.filter((region) => registryOf(region) !== undefined)).toEqual([]);
  });

  test.each([
    ["ap-northeast-2", "602401143452.dkr.ecr.ap-northeast-2.amazonaws.com"],
    ["cn-northwest-1", "961992271922.dkr.ecr.cn-northwest-1.amazonaws.com.cn"],
    ["us-gov-east-1", "151742754352.dkr.ecr.us-gov-east-1.amazonaws.com"],
    // In the list since: the file at hand is older.
    ["ap-southeast-5", "151610086707.dkr.ecr.ap-southeast-5.amazonaws.com"],
    ["ap-southeast-6", "333609536671.dkr.ecr.ap-southeast-6.amazonaws.com"],
    ["ap-southeast-7", "121268973566.dkr.ecr.ap-southeast-7.amazonaws.com"],
    ["ap-east-2", "533267051163.dkr.ecr.ap-east-2.amazonaws.com"],
    ["mx-central-1", undefined],
    ["eusc-de-east-1", undefined],
    ["us-iso-east-1", undefined],
    ["mars-north-1", undefined],
  ])("in %s are %s", (region, registry) => {
    expect(registryOf(region)).toBe(registry);
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
