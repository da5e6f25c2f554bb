import { refusedBy } from "./refusal";
import type { Refusal } from "./refusal";

/** Of the cluster that a module is called for, and of what all have, as tags. */
export const CLUSTER: readonly Refusal[] = [
  ...refusedBy(
    ["cert-manager", "helm-addon", "irsa-role", "load-balancer-controller", "oidc-provider", "workload-identity"],
    [
      [
        "too many tags",
        { tags: Object.fromEntries(Array.from({ length: 51 }, (_, i) => [`tag${i}`, "x"])) },
        "tags has 51 entries",
      ],
      ["a tag with a long value", { tags: { team: "x".repeat(257) } }, 'tags["team"] is "'],
    ],
  ),
  ...refusedBy(
    ["cert-manager", "helm-addon", "irsa-role", "load-balancer-controller", "workload-identity"],
    [
      ["a cluster name with a space", { cluster_name: "my cluster" }, 'cluster_name is "my cluster"'],
      ["a region by its name", { region: "Seoul" }, 'region is "Seoul"'],
      ["a partition that is none", { partition: "aws-mars" }, 'partition is "aws-mars"'],
      [
        "an oidc provider by another arn",
        { oidc_provider_arn: "arn:aws:iam::111122223333:role/oidc" },
        'oidc_provider_arn is "arn:aws:iam::111122223333:role/oidc"',
      ],
      ["an account without leading zeros", { account_id: "11122223333" }, 'account_id is "11122223333"'],
      ["a kind of identity that is none", { identity: "kiam" }, 'identity is "kiam"'],
      ["a tag without key", { tags: { "": "platform" } }, 'tags has the key ""'],
      ["irsa without an oidc provider", { oidc_provider_arn: null }, "oidc_provider_arn is null"],
      ["pod identity without an account", { identity: "pod-identity", oidc_provider_arn: null }, "account_id is null"],
      ["a region of no partition", { region: "xx-north-1" }, "the region's partition is not known"],
      ["a region of another partition", { partition: "aws-cn" }, "this partition is not the region's"],
      [
        "an oidc provider of another partition",
        {
          oidc_provider_arn:
            "arn:aws-cn:iam::111122223333:oidc-provider/oidc.eks.ap-northeast-2.amazonaws.com/id/EXAMPLE",
        },
        "an ARN of another partition than the cluster's",
      ],
      [
        "the oidc provider of another account",
        { account_id: "444455556666" },
        "account_id is not that of oidc_provider_arn",
      ],
    ],
  ),
  ...refusedBy(
    ["eks-irsa", "oidc-provider"],
    [["tag that is aws own", { tags: { "aws:team": "platform" } }, 'tags has the key "aws:team"']],
  ),
  ...refusedBy(
    ["oidc-provider"],
    [
      [
        "an issuer without scheme",
        { oidc_issuer: "oidc.eks.ap-northeast-2.amazonaws.com/id/EXAMPLE" },
        'oidc_issuer is "oidc.eks.ap-northeast-2.amazonaws.com/id/EXAMPLE"',
      ],
      [
        "the arn of something else than a cluster",
        { cluster_arn: "arn:aws:iam::111122223333:role/prod" },
        'cluster_arn is "arn:aws:iam::111122223333:role/prod"',
      ],
      [
        "an issuer with a slash at its end",
        { oidc_issuer: "https://oidc.eks.ap-northeast-2.amazonaws.com/id/EXAMPLE/" },
        'oidc_issuer is "https://oidc.eks.ap-northeast-2.amazonaws.com/id/EXAMPLE/"',
      ],
    ],
  ),
];
