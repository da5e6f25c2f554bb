import { PARTITIONS } from "../../facts/partitions";
import * as problems from "../../facts/problems";
import type { Checks } from "../flat";
import type { InputCheck } from "../input";
import { says } from "./together";

/** Where a cluster is, and what is known of it, as configuration/rules/cluster.ts has it. */

/** The local value that modules/cluster.ts makes: null where no partition has such regions. */
const OF_REGION = "local.region_partition";

/** Of the variable `partition`, with the region. */
export const PARTITION_CHECKS: readonly InputCheck[] = [
  {
    condition: `var.partition != null || ${OF_REGION} != null`,
    message: says(
      problems.unknownRegion(
        undefined,
        PARTITIONS.map(({ example }) => example),
      ),
    ),
  },
  {
    condition: `var.partition == null || ${OF_REGION} == null ? true : var.partition == ${OF_REGION}`,
    message: says(problems.partitionOfAnotherRegion()),
  },
];

/** Of a part's OIDC provider. */
export const PROVIDER_CHECKS: readonly InputCheck[] = [
  {
    condition: `var.oidc_provider_arn != null || var.identity == "pod-identity"`,
    message: says(problems.missingInput("oidc_provider_arn", "roles for IRSA trust the cluster's OIDC provider")),
  },
  {
    condition: `var.oidc_provider_arn == null ? true : try(split(":", var.oidc_provider_arn)[1] == local.partition, true)`,
    message: says(problems.foreignArn()),
  },
];

export const ACCOUNT_CHECKS: readonly InputCheck[] = [
  {
    condition: `var.account_id != null || var.oidc_provider_arn != null`,
    message: says(problems.missingInput("account_id", "roles are held to the cluster's account")),
  },
  {
    condition: `var.account_id == null || var.oidc_provider_arn == null ? true : try(split(":", var.oidc_provider_arn)[4] == var.account_id, true)`,
    message: says(problems.providerOfOtherAccount()),
  },
];

/** Of a part's place and provider. */
export const PART_CHECKS: Checks = {
  partition: PARTITION_CHECKS,
  oidc_provider_arn: PROVIDER_CHECKS,
  account_id: ACCOUNT_CHECKS,
};

/** Of the whole module's OIDC provider. */
export const EXISTING_PROVIDER_CHECKS: readonly InputCheck[] = [
  {
    condition: `var.oidc_provider_arn != null || var.oidc_provider != "existing"`,
    message: says(problems.missingInput("oidc_provider_arn", 'oidc_provider is "existing"')),
  },
  {
    condition: `var.oidc_provider_arn == null || var.oidc_provider == "existing"`,
    message: says(problems.unusedInput("oidc_provider_arn", 'oidc_provider is not "existing"')),
  },
  {
    condition: `var.oidc_provider_arn == null ? true : endswith(var.oidc_provider_arn, ":oidc-provider/\${local.cluster_issuer}")`,
    message: says(problems.providerOfAnotherIssuer()),
  },
];

/** Of the cluster's attributes. */
export const ATTRIBUTE_CHECKS: readonly InputCheck[] = [
  {
    condition: `var.cluster_attributes == null ? true : var.load_balancer_controller == null || var.cluster_attributes.vpc_id != null`,
    message: says(problems.missingInput("cluster_attributes.vpc_id", "the load balancer controller needs it")),
  },
];
