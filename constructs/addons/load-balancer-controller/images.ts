import { PARTITIONS } from "../../facts/partitions";
import * as problems from "../../facts/problems";
import type { Problem } from "../../facts/problems";
import { chooseText, compare, equals, isOneOf, textIf, textOr, valueOf } from "../../hcl/combine";
import { call } from "../../hcl/expression";
import { isLiteral, lift, text } from "../../hcl/lift";
import type { Naming } from "../../hcl/instances";

/**
 * AWS's own registries of EKS add-on images, by region (EKS user guide, "View Amazon container image
 * registries"): account numbers, for the rest follows from region and partition.
 */
const SHARED_ACCOUNT = "602401143452";
const SHARED_REGIONS = [
  ...["ap-northeast-1", "ap-northeast-2", "ap-northeast-3", "ap-south-1", "ap-southeast-1", "ap-southeast-2"],
  ...["ca-central-1", "eu-central-1", "eu-north-1", "eu-west-1", "eu-west-2", "eu-west-3", "sa-east-1"],
  ...["us-east-1", "us-east-2", "us-west-1", "us-west-2"],
];
const ACCOUNTS: Readonly<Record<string, string>> = {
  ...Object.fromEntries(SHARED_REGIONS.map((region) => [region, SHARED_ACCOUNT])),
  "af-south-1": "877085696533",
  "ap-east-1": "800184023465",
  "ap-east-2": "533267051163",
  "ap-south-2": "900889452093",
  "ap-southeast-3": "296578399912",
  "ap-southeast-4": "491585149902",
  "ap-southeast-5": "151610086707",
  "ap-southeast-6": "333609536671",
  "ap-southeast-7": "121268973566",
  "ca-west-1": "761377655185",
  "cn-north-1": "918309763551",
  "cn-northwest-1": "961992271922",
  "eu-central-2": "900612956339",
  "eu-south-1": "590381155156",
  "eu-south-2": "455263428931",
  "il-central-1": "066635153087",
  "me-central-1": "759879836304",
  "me-south-1": "558608220178",
  "us-gov-east-1": "151742754352",
  "us-gov-west-1": "013241004608",
};

/** Regions in which AWS has a registry. */
export const REGISTRY_REGIONS: readonly string[] = Object.keys(ACCOUNTS);

const SUFFIXES: Readonly<Record<string, string>> = Object.fromEntries(
  PARTITIONS.map(({ name, dnsSuffix }) => [name, dnsSuffix]),
);

/** AWS's registry in a region; undefined where none is known. */
export function regionalRegistry(region: string, partition: string): string | undefined {
  const account = ACCOUNTS[region];
  return account === undefined ? undefined : `${account}.dkr.ecr.${region}.${SUFFIXES[partition] ?? ""}`;
}

/** Where the controller's image comes from: the public registry, AWS's in the region, or one of the user's. */
export type ImageRegistry = "public" | "regional" | (string & {});

/** China has AWS's registry in the region by default, for the public one is out of reach there. */
const registryFor = (registry: ImageRegistry | undefined, partition: string): ImageRegistry =>
  registry ?? (partition === "aws-cn" ? "regional" : "public");

/** The image below its registry. */
export const IMAGE = "amazon/aws-load-balancer-controller";

/** The image's repository; undefined for the chart's own, on the public registry. */
export function imageRepository(
  registry: ImageRegistry | undefined,
  region: string,
  partition: string,
  named: Naming = (_name, value) => value,
): string | undefined {
  const byDefault = chooseText(equals(partition, "aws-cn"), "regional", "public");
  const chosen = text(named("image_registry", lift(textOr(registry, byDefault))));
  const regional =
    isLiteral(region) && isLiteral(partition)
      ? (regionalRegistry(region, partition) ?? "")
      : registryByRegion(region, partition, named);
  const host = chooseText(equals(chosen, "regional"), regional, chosen);
  return textIf(compare(chosen, "!=", "public"), `${host}/${IMAGE}`);
}

/** AWS's registry in a region that Terraform knows. Where there is none, an empty account names none of another's. */
function registryByRegion(region: string, partition: string, named: Naming): string {
  const others = Object.fromEntries(Object.entries(ACCOUNTS).filter(([, account]) => account !== SHARED_ACCOUNT));
  const accounts = named("registry_accounts", others, "AWS's registries of EKS add-on images, by region.");
  const shared = chooseText(isOneOf(region, ...SHARED_REGIONS), SHARED_ACCOUNT, "");
  const account = text(named("registry_account", call("lookup", accounts, region, shared)));
  const suffix = text(valueOf(named("registry_domains", SUFFIXES), partition));
  return text(named("regional_registry", lift(`${account}.dkr.ecr.${region}.${suffix}`)));
}

/** What is wrong with a registry in a region. */
export function imageRegistry(
  registry: ImageRegistry | undefined,
  region: string,
  partition: string,
): Problem | undefined {
  const isolated = PARTITIONS.some(({ name, isolated }) => name === partition && isolated);
  const chosen = registryFor(registry, partition);
  if (chosen === "public") return isolated ? problems.noPublicRegistry(partition, IMAGE) : undefined;
  if (chosen === "regional" && ACCOUNTS[region] === undefined) return problems.noRegionalRegistry(region);
  return undefined;
}
