import { PARTITIONS, PARTITION_NAMES, isPartition, isRegionForm, partitionOf } from "../../constructs/facts/partitions";

describe("partitionOf", () => {
  test.each([
    ["us-east-1", "aws"],
    ["ap-northeast-2", "aws"],
    ["eu-central-1", "aws"],
    ["sa-east-1", "aws"],
    ["ca-west-1", "aws"],
    ["me-south-1", "aws"],
    ["af-south-1", "aws"],
    ["il-central-1", "aws"],
    ["mx-central-1", "aws"],
    ["cn-north-1", "aws-cn"],
    ["cn-northwest-1", "aws-cn"],
    ["us-gov-west-1", "aws-us-gov"],
    ["us-gov-east-1", "aws-us-gov"],
    ["eusc-de-east-1", "aws-eusc"],
    ["us-iso-east-1", "aws-iso"],
    ["us-isob-east-1", "aws-iso-b"],
    ["eu-isoe-west-1", "aws-iso-e"],
    ["us-isof-south-1", "aws-iso-f"],
  ])("%s is in %s", (region, partition) => {
    expect(partitionOf(region)).toBe(partition);
  });

  test.each([
    "",
    "mars-north-1",
    "us-east",
    "us-east-1a",
    "US-EAST-1",
    "us-isox-east-1",
    "eu-gov-west-1",
    "us-east-1\n",
  ])("%j is in no known partition", (region) => {
    expect(partitionOf(region)).toBeUndefined();
  });
});

describe("the partition table", () => {
  test("has all eight", () => {
    expect([...PARTITION_NAMES].sort()).toEqual([
      "aws",
      "aws-cn",
      "aws-eusc",
      "aws-iso",
      "aws-iso-b",
      "aws-iso-e",
      "aws-iso-f",
      "aws-us-gov",
    ]);
  });

  test.each(PARTITIONS)("the example of $name is a region of it and of no other", ({ name, example }) => {
    expect(PARTITIONS.filter(({ region }) => region.test(example)).map((partition) => partition.name)).toEqual([name]);
    expect(isRegionForm(example)).toBe(true);
  });

  test("calls isolated what has no internet", () => {
    expect(PARTITIONS.filter(({ isolated }) => isolated).map(({ name }) => name)).toEqual([
      "aws-iso",
      "aws-iso-b",
      "aws-iso-e",
      "aws-iso-f",
    ]);
  });
});

describe("isRegionForm", () => {
  test.each([
    ["mars-north-1", true],
    ["us-gov-west-1", true],
    ["us-east", false],
    ["us-east-1a", false],
    ["Seoul", false],
    ["", false],
  ])("of %j is %s", (region, expected) => {
    expect(isRegionForm(region)).toBe(expected);
  });
});

describe("isPartition", () => {
  test.each([
    ["aws-eusc", true],
    ["aws-mars", false],
    ["AWS", false],
    ["", false],
  ])("of %j is %s", (name, expected) => {
    expect(isPartition(name)).toBe(expected);
  });
});
