/** An AWS partition's identifier, the second field of every ARN in it. */
export type PartitionName =
  "aws" | "aws-cn" | "aws-us-gov" | "aws-eusc" | "aws-iso" | "aws-iso-b" | "aws-iso-e" | "aws-iso-f";

/** What differs from one partition to another. The only place where partitions are spelt out. */
export interface Partition {
  /** Its identifier. */
  readonly name: PartitionName;
  /** The form of its regions' names (endpoint rule sets of the AWS SDKs). */
  readonly region: RegExp;
  /** A region of it, for messages. */
  readonly example: string;
  /** The domain of its services' hosts (endpoint rule sets of the AWS SDKs). */
  readonly dnsSuffix: string;
  /** No internet: no public image registry, and neither WAF nor Shield endpoints. */
  readonly isolated: boolean;
}

const COMMERCIAL_REGION = /^(us|eu|ap|sa|ca|me|af|il|mx)-[a-z]+-\d+$/;

/** All eight partitions. */
export const PARTITIONS: readonly Partition[] = [
  { name: "aws", region: COMMERCIAL_REGION, example: "ap-northeast-2", dnsSuffix: "amazonaws.com", isolated: false },
  { name: "aws-cn", region: /^cn-[a-z]+-\d+$/, example: "cn-north-1", dnsSuffix: "amazonaws.com.cn", isolated: false },
  {
    name: "aws-us-gov",
    region: /^us-gov-[a-z]+-\d+$/,
    example: "us-gov-west-1",
    dnsSuffix: "amazonaws.com",
    isolated: false,
  },
  {
    name: "aws-eusc",
    region: /^eusc-[a-z]+-[a-z]+-\d+$/,
    example: "eusc-de-east-1",
    dnsSuffix: "amazonaws.eu",
    isolated: false,
  },
  { name: "aws-iso", region: /^us-iso-[a-z]+-\d+$/, example: "us-iso-east-1", dnsSuffix: "c2s.ic.gov", isolated: true },
  {
    name: "aws-iso-b",
    region: /^us-isob-[a-z]+-\d+$/,
    example: "us-isob-east-1",
    dnsSuffix: "sc2s.sgov.gov",
    isolated: true,
  },
  {
    name: "aws-iso-e",
    region: /^eu-isoe-[a-z]+-\d+$/,
    example: "eu-isoe-west-1",
    dnsSuffix: "cloud.adc-e.uk",
    isolated: true,
  },
  {
    name: "aws-iso-f",
    region: /^us-isof-[a-z]+-\d+$/,
    example: "us-isof-south-1",
    dnsSuffix: "csp.hci.ic.gov",
    isolated: true,
  },
];

export const PARTITION_NAMES: readonly PartitionName[] = PARTITIONS.map(({ name }) => name);

/** Partitions without internet. */
export const ISOLATED_PARTITIONS: readonly PartitionName[] = PARTITIONS.filter(({ isolated }) => isolated).map(
  ({ name }) => name,
);

/** The general form of a region: an area, one or more directions, a number. */
export const REGION_FORM = "^[a-z]{2,}(-[a-z]+)+-\\d+$";

const regionForm = new RegExp(REGION_FORM);

export const isRegionForm = (region: string): boolean => regionForm.test(region);

/** The partition that a region belongs to by its form; undefined where no partition has that form. */
export function partitionOf(region: string): PartitionName | undefined {
  return PARTITIONS.find((partition) => partition.region.test(region))?.name;
}

/** Whether a text is one of the eight partitions' names. */
export function isPartition(name: string): name is PartitionName {
  return PARTITIONS.some((partition) => partition.name === name);
}
