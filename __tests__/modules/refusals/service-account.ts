import { refusedBy } from "./refusal";
import type { Refusal } from "./refusal";

/** Of a ServiceAccount, its RBAC rules, and a role that is there already. */
export const SERVICE_ACCOUNT: readonly Refusal[] = [
  ...refusedBy(
    ["workload-identity"],
    [
      ["a token of five minutes", { token_expiration: 300 }, "token_expiration is 300"],
      ["a token of two days", { token_expiration: 172800 }, "token_expiration is 172800"],
      ["an annotation with a space", { annotations: { "my note": "x" } }, 'annotations has the key "my note"'],
      ["a label with two slashes", { labels: { "example.com/a/b": "x" } }, 'labels has the key "example.com/a/b"'],
      ["a label with a space", { labels: { team: "the platform" } }, 'labels["team"] is "the platform"'],
      ["a secret in capitals", { image_pull_secrets: ["Registry"] }, 'image_pull_secrets[0] is "Registry"'],
      [
        "a rule without groups",
        { rules: [{ api_groups: [], resources: ["pods"], verbs: ["get"] }] },
        "rules[0].api_groups is empty",
      ],
      [
        "a rule without resources",
        { rules: [{ api_groups: [""], resources: [], verbs: ["get"] }] },
        "rules[0].resources is empty",
      ],
      [
        "a rule with an empty resource",
        { rules: [{ api_groups: [""], resources: [""], verbs: ["get"] }] },
        'rules[0].resources[0] is ""',
      ],
      [
        "a rule without verbs",
        { rules: [{ api_groups: [""], resources: ["pods"], verbs: [] }] },
        "rules[0].verbs is empty",
      ],
      [
        "a rule with an empty verb",
        { rules: [{ api_groups: [""], resources: ["pods"], verbs: [""] }] },
        'rules[0].verbs[0] is ""',
      ],
      ["a rule that is null", { rules: [null] }, "rules[0] is null"],
      [
        "a cluster rule without groups",
        { cluster_rules: [{ api_groups: [], resources: ["pods"], verbs: ["get"] }] },
        "cluster_rules[0].api_groups is empty",
      ],
      [
        "a cluster rule without resources",
        { cluster_rules: [{ api_groups: [""], resources: [], verbs: ["get"] }] },
        "cluster_rules[0].resources is empty",
      ],
      [
        "a cluster rule with an empty resource",
        { cluster_rules: [{ api_groups: [""], resources: [""], verbs: ["get"] }] },
        'cluster_rules[0].resources[0] is ""',
      ],
      [
        "a cluster rule without verbs",
        { cluster_rules: [{ api_groups: [""], resources: ["pods"], verbs: [] }] },
        "cluster_rules[0].verbs is empty",
      ],
      [
        "a cluster rule with an empty verb",
        { cluster_rules: [{ api_groups: [""], resources: ["pods"], verbs: [""] }] },
        'cluster_rules[0].verbs[0] is ""',
      ],
      ["a cluster rule that is null", { cluster_rules: [null] }, "cluster_rules[0] is null"],
      [
        "labels of a service account that is there",
        { existing: true, labels: { team: "shop" } },
        "labels: labels for a ServiceAccount that is there already",
      ],
      [
        "an api token of a service account that is there",
        { automount_service_account_token: false, existing: true },
        "automount_service_account_token: automount_service_account_token for a ServiceAccount that is there already",
      ],
      [
        "secrets of a service account that is there",
        { existing: true, image_pull_secrets: ["registry"] },
        "image_pull_secrets: image_pull_secrets for a ServiceAccount that is there already",
      ],
      [
        "policies of a role that is there",
        {
          create_role: false,
          policy_arns: ["arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess"],
          role_arn: "arn:aws:iam::111122223333:role/s3-reader",
        },
        "create_role: permissions, role or trust with create_role = false",
      ],
      [
        "named policies of a role that is there",
        {
          create_role: false,
          named_policy_arns: { orders: "arn:aws:iam::111122223333:policy/orders" },
          role_arn: "arn:aws:iam::111122223333:role/s3-reader",
        },
        "create_role: permissions, role or trust with create_role = false",
      ],
      [
        "statements of a role that is there",
        {
          create_role: false,
          role_arn: "arn:aws:iam::111122223333:role/s3-reader",
          statements: [{ actions: ["s3:GetObject"], resources: ["*"] }],
        },
        "create_role: permissions, role or trust with create_role = false",
      ],
      [
        "roles to change into of a role that is there",
        {
          assume_role_arns: ["arn:aws:iam::444455556666:role/lake"],
          create_role: false,
          role_arn: "arn:aws:iam::111122223333:role/s3-reader",
        },
        "create_role: permissions, role or trust with create_role = false",
      ],
      [
        "settings of a role that is there",
        { create_role: false, role: { path: "/pods/" }, role_arn: "arn:aws:iam::111122223333:role/s3-reader" },
        "create_role: permissions, role or trust with create_role = false",
      ],
      [
        "trust of a role that is there",
        {
          create_role: false,
          role_arn: "arn:aws:iam::111122223333:role/s3-reader",
          trust: { subjects: [{ namespace: "shop", service_account: "s3-writer" }] },
        },
        "create_role: permissions, role or trust with create_role = false",
      ],
      [
        "a role that is there beside one to create",
        { role_arn: "arn:aws:iam::111122223333:role/s3-reader" },
        "role_arn: role_arn with create_role = true",
      ],
      [
        "a role annotation that contradicts",
        { annotations: { "eks.amazonaws.com/role-arn": "arn:aws:iam::111122223333:role/other" } },
        "annotations: the annotation eks.amazonaws.com/role-arn is given",
      ],
      [
        "a role that is there in another partition",
        { create_role: false, role_arn: "arn:aws-cn:iam::111122223333:role/s3-reader" },
        "role_arn: an ARN of another partition than the cluster's",
      ],
      [
        "a token annotation that contradicts",
        { annotations: { "eks.amazonaws.com/token-expiration": "7200" }, token_expiration: 3600 },
        "annotations: an annotation that an option sets to something else",
      ],
      [
        "an audience annotation that contradicts",
        { annotations: { "eks.amazonaws.com/audience": "other.example.com" }, audience: "vault.example.com" },
        "annotations: an annotation that an option sets to something else",
      ],
      [
        "an endpoint annotation that contradicts",
        { annotations: { "eks.amazonaws.com/sts-regional-endpoints": "false" }, sts_regional_endpoints: true },
        "annotations: an annotation that an option sets to something else",
      ],
      [
        "a role without permissions, where that is not meant",
        { acknowledge: [] },
        "policy_arns: a role without any permission",
      ],
      [
        "a reason for a rule that is none",
        { acknowledge: [{ rule: "none", reason: "x" }] },
        'acknowledge[0].rule is "none"',
      ],
      [
        "a service account that each namespace has",
        { service_account: "default" },
        "service_account: a ServiceAccount that Kubernetes or EKS makes",
      ],
      [
        "a service account that eks makes",
        { namespace: "kube-system", service_account: "aws-node" },
        "service_account: a ServiceAccount that Kubernetes or EKS makes",
      ],
      [
        "annotations beside the role alone",
        { role_only: true, annotations: { "example.com/team": "shop" } },
        "role_only: keys of a ServiceAccount beside role_only = true",
      ],
      [
        "rules beside the role alone",
        { role_only: true, rules: [{ api_groups: [""], resources: ["pods"], verbs: ["get"] }] },
        "role_only: keys of a ServiceAccount beside role_only = true",
      ],
      [
        "the role alone, which is there already",
        { create_role: false, role_arn: "arn:aws:iam::111122223333:role/s3-reader", role_only: true },
        "role_only: role_only = true with a role that is there already",
      ],
      [
        "patterns alone with something to make in kubernetes",
        {
          name: "previews",
          namespace: null,
          service_account: null,
          trust: { subject_patterns: [{ namespace: "preview-*", service_account: "web" }] },
        },
        "role_only: a role for patterns alone",
      ],
      [
        "an audience by pod identity",
        { audience: "vault.example.com", identity: "pod-identity" },
        'audience: audience with identity = "pod-identity"',
      ],
      [
        "a token's life by pod identity",
        { identity: "pod-identity", token_expiration: 3600 },
        'token_expiration: token_expiration with identity = "pod-identity"',
      ],
      [
        "regional endpoints by pod identity",
        { identity: "pod-identity", sts_regional_endpoints: false },
        'sts_regional_endpoints: sts_regional_endpoints with identity = "pod-identity"',
      ],
    ],
  ),
  ...refusedBy(
    ["irsa-role", "workload-identity"],
    [
      [
        "a namespace of wildcards alone",
        { trust: { subject_patterns: [{ namespace: "*", service_account: "web" }] } },
        "trust: a namespace of wildcards alone",
      ],
      [
        "a pattern without a namespace",
        { trust: { subject_patterns: [{ service_account: "web" }] } },
        "trust: a pattern's namespace",
      ],
      [
        "a pattern with two namespaces",
        { trust: { subject_patterns: [{ any_namespace: true, namespace: "shop", service_account: "web" }] } },
        "trust: a pattern's namespace",
      ],
      [
        "every pod of the cluster",
        { trust: { subject_patterns: [{ any_namespace: true, service_account: "*" }] } },
        "trust: a pattern of wildcards alone",
      ],
      ["a service account without a namespace", { namespace: null }, "namespace: namespace is missing"],
    ],
  ),
  ...refusedBy(
    ["helm-addon", "workload-identity"],
    [
      [
        "a namespace of kubernetes to create",
        { create_namespace: true, namespace: "kube-system" },
        "create_namespace: create_namespace for a namespace of Kubernetes",
      ],
    ],
  ),
];
