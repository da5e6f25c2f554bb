import { refusedBy } from "./refusal";
import type { Refusal } from "./refusal";

/** A grant with which nothing is wrong. */
const SENDER = { service: "sqs", verbs: ["send"], resources: ["orders"] };

const UNFIT = "grants: a grant that its service does not have";

/** Of a role: its settings, its permissions, and whom it trusts. */
export const ROLE: readonly Refusal[] = [
  ...refusedBy(
    ["cert-manager", "irsa-role", "load-balancer-controller", "workload-identity"],
    [
      ["a role name of 65 characters", { role: { name: "a".repeat(65) } }, 'role.name is "'],
      ["a role prefix of 39 characters", { role: { name_prefix: "a".repeat(39) } }, 'role.name_prefix is "'],
      ["a path without slashes", { role: { path: "pods" } }, 'role.path is "pods"'],
      ["a description of 1001 characters", { role: { description: "x".repeat(1001) } }, 'role.description is "'],
      [
        "a boundary that is no policy",
        { role: { permissions_boundary: "arn:aws:iam::111122223333:role/pods" } },
        'role.permissions_boundary is "arn:aws:iam::111122223333:role/pods"',
      ],
      ["a session of half an hour", { role: { max_session_duration: 1800 } }, "role.max_session_duration is 1800"],
      ["a tag of aws on the role", { role: { tags: { "aws:team": "platform" } } }, 'role.tags has the key "aws:team"'],
      [
        "too many tags on the role",
        { role: { tags: Object.fromEntries(Array.from({ length: 51 }, (_, i) => [`tag${i}`, "x"])) } },
        "role.tags has 51 entries",
      ],
      ["a tag with a long value on the role", { role: { tags: { team: "x".repeat(257) } } }, 'role.tags["team"] is "'],
      [
        "a target role that is none",
        { pod_identity: { target_role_arn: "arn:aws:iam::444455556666:user/lake" } },
        'pod_identity.target_role_arn is "arn:aws:iam::444455556666:user/lake"',
      ],
      [
        "a name and a prefix",
        { role: { name: "s3-reader", name_prefix: "s3-" } },
        "role: name and name_prefix are both given",
      ],
      [
        "settings of pod identity by irsa",
        { pod_identity: { disable_session_tags: true } },
        'pod_identity: pod_identity with identity = "irsa"',
      ],
      [
        "a boundary of another partition",
        { role: { permissions_boundary: "arn:aws-cn:iam::111122223333:policy/pods" } },
        "role: an ARN of another partition than the cluster's",
      ],
      [
        "a target role of another partition",
        { identity: "pod-identity", pod_identity: { target_role_arn: "arn:aws-cn:iam::444455556666:role/lake" } },
        "pod_identity: an ARN of another partition than the cluster's",
      ],
    ],
  ),
  ...refusedBy(
    ["cert-manager", "load-balancer-controller", "workload-identity"],
    [
      [
        "a role that is there and is none",
        { create_role: false, role_arn: "arn:aws:iam::111122223333:user/s3-reader" },
        'role_arn is "arn:aws:iam::111122223333:user/s3-reader"',
      ],
      ["pod identity without a role", { create_role: false, identity: "pod-identity" }, "role_arn: role_arn is null"],
    ],
  ),
  ...refusedBy(
    ["irsa-role", "workload-identity"],
    [
      ["a purpose in capitals", { name: "S3-Reader" }, 'name is "S3-Reader"'],
      ["a namespace with a dot", { namespace: "shop.example" }, 'namespace is "shop.example"'],
      ["a long namespace", { namespace: "a".repeat(64) }, 'namespace is "'],
      ["a service account with an underscore", { service_account: "s3_reader" }, 'service_account is "s3_reader"'],
      ["a role name with a slash", { role: { name: "pods/s3-reader" } }, 'role.name is "pods/s3-reader"'],
      ["a session of 13 hours", { role: { max_session_duration: 46800 } }, "role.max_session_duration is 46800"],
      [
        "an effect that is none",
        { statements: [{ actions: ["s3:GetObject"], effect: "allow", resources: ["*"] }] },
        'statements[0].effect is "allow"',
      ],
      ["a grant of no service", { grants: [{ ...SENDER, service: "s4" }] }, UNFIT],
      ["a grant with a verb of another service", { grants: [{ ...SENDER, verbs: ["read"] }] }, UNFIT],
      ["a grant without verbs", { grants: [{ ...SENDER, verbs: [] }] }, UNFIT],
      ["a grant without resources", { grants: [{ ...SENDER, resources: [] }] }, UNFIT],
      ["a grant with a resource of another form", { grants: [{ ...SENDER, resources: ["arn:aws:sns:r:1:a"] }] }, UNFIT],
      ["a grant with an option of another service", { grants: [{ ...SENDER, prefixes: ["in/"] }] }, UNFIT],
      [
        "a grant with a part of a table that its verb does not use",
        { grants: [{ service: "dynamodb", verbs: ["write"], resources: ["a"], parts: ["table", "stream"] }] },
        UNFIT,
      ],
      ["a grant with a key that is none", { grants: [{ ...SENDER, kms_keys: ["shop"] }] }, UNFIT],
      [
        "a grant through a service with a domain",
        { grants: [{ service: "kms", verbs: ["decrypt"], resources: ["alias/a"], via: ["s3.amazonaws.com"] }] },
        UNFIT,
      ],
      [
        "an inference profile in the place of a model",
        { grants: [{ service: "bedrock", verbs: ["invoke"], resources: ["us.amazon.nova-lite-v1:0"] }] },
        UNFIT,
      ],
      ["a grant that is null", { grants: [null] }, UNFIT],
      [
        "a grant of what is in another partition",
        { grants: [{ ...SENDER, resources: ["arn:aws-cn:sqs:cn-north-1:111122223333:orders"] }] },
        "grants: an ARN of another partition than the cluster's",
      ],
      ["no action", { statements: [{ actions: [], resources: ["*"] }] }, "statements[0].actions is empty"],
      [
        "an action without service",
        { statements: [{ actions: ["GetObject"], resources: ["*"] }] },
        'statements[0].actions[0] is "GetObject"',
      ],
      [
        "no action to leave out",
        { statements: [{ not_actions: [], resources: ["*"] }] },
        "statements[0].not_actions is empty",
      ],
      [
        "an action to leave out without service",
        { statements: [{ not_actions: ["GetObject"], resources: ["*"] }] },
        'statements[0].not_actions[0] is "GetObject"',
      ],
      [
        "no resource",
        { statements: [{ actions: ["s3:GetObject"], resources: [] }] },
        "statements[0].resources is empty",
      ],
      [
        "a resource that is no arn",
        { statements: [{ actions: ["s3:GetObject"], resources: ["shop/*"] }] },
        'statements[0].resources[0] is "shop/*"',
      ],
      [
        "no resource to leave out",
        { statements: [{ actions: ["s3:GetObject"], not_resources: [] }] },
        "statements[0].not_resources is empty",
      ],
      [
        "a resource to leave out that is no arn",
        { statements: [{ actions: ["s3:GetObject"], not_resources: ["shop/*"] }] },
        'statements[0].not_resources[0] is "shop/*"',
      ],
      [
        "a role to change into that is none",
        { assume_role_arns: ["arn:aws:iam::111122223333:user/lake"] },
        'assume_role_arns[0] is "arn:aws:iam::111122223333:user/lake"',
      ],
      [
        "a subject without namespace",
        { trust: { subjects: [{ namespace: "", service_account: "s3-writer" }] } },
        'trust.subjects[0].namespace is ""',
      ],
      [
        "a subject without name",
        { trust: { subjects: [{ namespace: "shop", service_account: "S3" }] } },
        'trust.subjects[0].service_account is "S3"',
      ],
      [
        "a namespace pattern with a slash",
        { trust: { subject_patterns: [{ namespace: "preview/*", service_account: "s3-reader" }] } },
        'trust.subject_patterns[0].namespace is "preview/*"',
      ],
      [
        "a service account pattern with a colon",
        { trust: { subject_patterns: [{ namespace: "shop", service_account: "s3:*" }] } },
        'trust.subject_patterns[0].service_account is "s3:*"',
      ],
      [
        "another provider that is none",
        { trust: { other_providers: ["oidc.eks.us-east-1.amazonaws.com/id/OTHER"] } },
        'trust.other_providers[0] is "oidc.eks.us-east-1.amazonaws.com/id/OTHER"',
      ],
      [
        "a trust statement with an effect that is none",
        { trust: { statements: [{ actions: ["sts:AssumeRole"], effect: "allow", principals: { AWS: ["*"] } }] } },
        'trust.statements[0].effect is "allow"',
      ],
      [
        "a trust statement without actions",
        { trust: { statements: [{ actions: [], principals: { AWS: ["*"] } }] } },
        "trust.statements[0].actions is empty",
      ],
      [
        "a trust statement with an action without service",
        { trust: { statements: [{ actions: ["AssumeRole"], principals: { AWS: ["*"] } }] } },
        'trust.statements[0].actions[0] is "AssumeRole"',
      ],
      ["a quota that is none of iam", { trust: { max_size: 9000 } }, "trust.max_size is 9000"],
      ["no audience", { audience: "" }, 'audience is ""'],
      [
        "more policies than a role has",
        { policy_arns: Array.from({ length: 21 }, (_, i) => `arn:aws:iam::111122223333:policy/policy${i}`) },
        "policy_arns has 21 entries",
      ],
      [
        "a policy that is a role",
        { policy_arns: ["arn:aws:iam::111122223333:role/orders"] },
        'policy_arns[0] is "arn:aws:iam::111122223333:role/orders"',
      ],
      [
        "a named policy that is a role",
        { named_policy_arns: { orders: "arn:aws:iam::111122223333:role/orders" } },
        'named_policy_arns["orders"] is "arn:aws:iam::111122223333:role/orders"',
      ],
      [
        "a trust policy over the quota",
        {
          trust: {
            subjects: Array.from({ length: 60 }, (_, i) => ({
              namespace: "shop",
              service_account: `a-service-account-with-a-long-name-${i}`,
            })),
          },
        },
        "the trust policy has too many characters",
      ],
      [
        "an inline policy over the limit",
        {
          statements: Array.from({ length: 200 }, (_, i) => ({
            actions: ["s3:GetObject"],
            resources: [`arn:aws:s3:::a-bucket-with-a-long-name-${i}/*`],
          })),
        },
        "the inline policy has too many characters",
      ],
      [
        "a managed policy over the limit, which an inline one would keep",
        {
          statements: Array.from({ length: 70 }, (_, i) => ({
            actions: ["s3:GetObject"],
            resources: [`arn:aws:s3:::a-bucket-with-a-long-name-${i}/*`],
          })),
          role: { managed_policies: true },
        },
        "the managed policy has too many characters",
      ],
      ["a statement that is null", { statements: [null] }, "statements[0] is null"],
      [
        "a policy of another partition",
        { policy_arns: ["arn:aws-us-gov:iam::aws:policy/AmazonS3ReadOnlyAccess"] },
        "policy_arns: an ARN of another partition than the cluster's",
      ],
      [
        "actions and actions to leave out",
        { statements: [{ actions: ["s3:GetObject"], not_actions: ["s3:PutObject"], resources: ["*"] }] },
        "statements: a statement lacks a part, or has one twice",
      ],
      [
        "neither actions nor actions to leave out",
        { statements: [{ resources: ["*"] }] },
        "statements: a statement lacks a part, or has one twice",
      ],
      [
        "resources and resources to leave out",
        { statements: [{ actions: ["s3:GetObject"], not_resources: ["arn:aws:s3:::shop"], resources: ["*"] }] },
        "statements: a statement lacks a part, or has one twice",
      ],
      [
        "neither resources nor resources to leave out",
        { statements: [{ actions: ["s3:GetObject"] }] },
        "statements: a statement lacks a part, or has one twice",
      ],
      [
        "patterns by pod identity",
        {
          identity: "pod-identity",
          trust: { subject_patterns: [{ namespace: "preview-*", service_account: "s3-reader" }] },
        },
        'trust: subject patterns or other clusters\' providers with identity = "pod-identity"',
      ],
      [
        "other clusters by pod identity",
        {
          identity: "pod-identity",
          trust: {
            other_providers: ["arn:aws:iam::111122223333:oidc-provider/oidc.eks.us-east-1.amazonaws.com/id/OTHER"],
          },
        },
        'trust: subject patterns or other clusters\' providers with identity = "pod-identity"',
      ],
      [
        "too many policies in both ways",
        {
          named_policy_arns: {
            named0: "arn:aws:iam::111122223333:policy/named0",
            named1: "arn:aws:iam::111122223333:policy/named1",
            named2: "arn:aws:iam::111122223333:policy/named2",
            named3: "arn:aws:iam::111122223333:policy/named3",
            named4: "arn:aws:iam::111122223333:policy/named4",
            named5: "arn:aws:iam::111122223333:policy/named5",
          },
          policy_arns: Array.from({ length: 15 }, (_, i) => `arn:aws:iam::111122223333:policy/policy${i}`),
        },
        "policy_arns: too many managed policies",
      ],
      [
        "a named policy of another partition",
        { named_policy_arns: { orders: "arn:aws-cn:iam::111122223333:policy/orders" } },
        "named_policy_arns: an ARN of another partition than the cluster's",
      ],
      [
        "a resource of another partition",
        { statements: [{ actions: ["s3:GetObject"], resources: ["arn:aws-cn:s3:::shop/*"] }] },
        "statements: an ARN of another partition than the cluster's",
      ],
      [
        "a role of another partition",
        { assume_role_arns: ["arn:aws-cn:iam::444455556666:role/lake"] },
        "assume_role_arns: an ARN of another partition than the cluster's",
      ],
      [
        "another cluster of another partition",
        {
          trust: {
            other_providers: [
              "arn:aws-cn:iam::111122223333:oidc-provider/oidc.eks.cn-north-1.amazonaws.com.cn/id/OTHER",
            ],
          },
        },
        "trust: an ARN of another partition than the cluster's",
      ],
      [
        "a trust statement without principals",
        { trust: { statements: [{ actions: ["sts:AssumeRole"], principals: {} }] } },
        "trust: there is no principal in a statement",
      ],
    ],
  ),
];
