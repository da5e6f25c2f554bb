import { refusedBy } from "./refusal";
import type { Refusal } from "./refusal";

/** Of charts, and of the ServiceAccounts that they make. */
export const CHARTS: readonly Refusal[] = [
  ...refusedBy(
    ["cert-manager", "helm-addon", "load-balancer-controller"],
    [["a timeout of no time", { timeout: 0 }, "timeout is 0"]],
  ),
  ...refusedBy(
    ["cert-manager", "load-balancer-controller"],
    [
      ["a timeout of two hours", { timeout: 7200 }, "timeout is 7200"],
      ["an empty path", { chart: { path: "" } }, 'chart.path is ""'],
      ["no replica", { replicas: 0 }, "replicas is 0"],
      ["no registry", { image_registry: "" }, 'image_registry is ""'],
      [
        "a repository without scheme",
        { chart: { repository: "charts.example.com" } },
        'chart.repository is "charts.example.com"',
      ],
      [
        "a role that is there beside one to create",
        { role_arn: "arn:aws:iam::111122223333:role/there" },
        "role_arn: role_arn with create_role = true",
      ],
      [
        "fargate by pod identity",
        { fargate: true, identity: "pod-identity" },
        'fargate: identity = "pod-identity" with fargate = true',
      ],
      [
        "a role that is there in another partition",
        { create_role: false, role_arn: "arn:aws-cn:iam::111122223333:role/there" },
        "role_arn: an ARN of another partition than the cluster's",
      ],
    ],
  ),
  ...refusedBy(
    ["helm-addon"],
    [
      [
        "a role name of 65 characters",
        { service_account: { name: "external-dns", role: { name: "a".repeat(65) } } },
        'service_account.role.name is "',
      ],
      [
        "a role prefix of 39 characters",
        { service_account: { name: "external-dns", role: { name_prefix: "a".repeat(39) } } },
        'service_account.role.name_prefix is "',
      ],
      [
        "a path without slashes",
        { service_account: { name: "external-dns", role: { path: "pods" } } },
        'service_account.role.path is "pods"',
      ],
      [
        "a description of 1001 characters",
        { service_account: { name: "external-dns", role: { description: "x".repeat(1001) } } },
        'service_account.role.description is "',
      ],
      [
        "a boundary that is no policy",
        {
          service_account: {
            name: "external-dns",
            role: { permissions_boundary: "arn:aws:iam::111122223333:role/pods" },
          },
        },
        'service_account.role.permissions_boundary is "arn:aws:iam::111122223333:role/pods"',
      ],
      [
        "a session of half an hour",
        { service_account: { name: "external-dns", role: { max_session_duration: 1800 } } },
        "service_account.role.max_session_duration is 1800",
      ],
      [
        "a tag of aws on the role",
        { service_account: { name: "external-dns", role: { tags: { "aws:team": "platform" } } } },
        'service_account.role.tags has the key "aws:team"',
      ],
      [
        "too many tags on the role",
        {
          service_account: {
            name: "external-dns",
            role: { tags: Object.fromEntries(Array.from({ length: 51 }, (_, i) => [`tag${i}`, "x"])) },
          },
        },
        "service_account.role.tags has 51 entries",
      ],
      [
        "a tag with a long value on the role",
        { service_account: { name: "external-dns", role: { tags: { team: "x".repeat(257) } } } },
        'service_account.role.tags["team"] is "',
      ],
      [
        "a target role that is none",
        {
          service_account: {
            name: "external-dns",
            pod_identity: { target_role_arn: "arn:aws:iam::444455556666:user/lake" },
          },
        },
        'service_account.pod_identity.target_role_arn is "arn:aws:iam::444455556666:user/lake"',
      ],
      [
        "a role that is there and is none",
        {
          service_account: {
            create_role: false,
            name: "external-dns",
            role_arn: "arn:aws:iam::111122223333:user/s3-reader",
          },
        },
        'service_account.role_arn is "arn:aws:iam::111122223333:user/s3-reader"',
      ],
      [
        "an effect that is none",
        {
          service_account: {
            name: "external-dns",
            statements: [{ actions: ["s3:GetObject"], effect: "allow", resources: ["*"] }],
          },
        },
        'service_account.statements[0].effect is "allow"',
      ],
      [
        "no action",
        { service_account: { name: "external-dns", statements: [{ actions: [], resources: ["*"] }] } },
        "service_account.statements[0].actions is empty",
      ],
      [
        "an action without service",
        { service_account: { name: "external-dns", statements: [{ actions: ["GetObject"], resources: ["*"] }] } },
        'service_account.statements[0].actions[0] is "GetObject"',
      ],
      [
        "no action to leave out",
        { service_account: { name: "external-dns", statements: [{ not_actions: [], resources: ["*"] }] } },
        "service_account.statements[0].not_actions is empty",
      ],
      [
        "an action to leave out without service",
        { service_account: { name: "external-dns", statements: [{ not_actions: ["GetObject"], resources: ["*"] }] } },
        'service_account.statements[0].not_actions[0] is "GetObject"',
      ],
      [
        "no resource",
        { service_account: { name: "external-dns", statements: [{ actions: ["s3:GetObject"], resources: [] }] } },
        "service_account.statements[0].resources is empty",
      ],
      [
        "a resource that is no arn",
        {
          service_account: { name: "external-dns", statements: [{ actions: ["s3:GetObject"], resources: ["shop/*"] }] },
        },
        'service_account.statements[0].resources[0] is "shop/*"',
      ],
      [
        "no resource to leave out",
        { service_account: { name: "external-dns", statements: [{ actions: ["s3:GetObject"], not_resources: [] }] } },
        "service_account.statements[0].not_resources is empty",
      ],
      [
        "a resource to leave out that is no arn",
        {
          service_account: {
            name: "external-dns",
            statements: [{ actions: ["s3:GetObject"], not_resources: ["shop/*"] }],
          },
        },
        'service_account.statements[0].not_resources[0] is "shop/*"',
      ],
      [
        "a role to change into that is none",
        { service_account: { assume_role_arns: ["arn:aws:iam::111122223333:user/lake"], name: "external-dns" } },
        'service_account.assume_role_arns[0] is "arn:aws:iam::111122223333:user/lake"',
      ],
      ["no audience", { service_account: { audience: "", name: "external-dns" } }, 'service_account.audience is ""'],
      [
        "more policies than a role has",
        {
          service_account: {
            name: "external-dns",
            policy_arns: Array.from({ length: 21 }, (_, i) => `arn:aws:iam::111122223333:policy/policy${i}`),
          },
        },
        "service_account.policy_arns",
      ],
      [
        "a policy that is a role",
        { service_account: { name: "external-dns", policy_arns: ["arn:aws:iam::111122223333:role/orders"] } },
        'service_account.policy_arns[0] is "arn:aws:iam::111122223333:role/orders"',
      ],
      [
        "a named policy that is a role",
        {
          service_account: {
            name: "external-dns",
            named_policy_arns: { orders: "arn:aws:iam::111122223333:role/orders" },
          },
        },
        'service_account.named_policy_arns["orders"] is "arn:aws:iam::111122223333:role/orders"',
      ],
      ["an empty path", { chart: { name: "external-dns", path: "" } }, 'chart.path is ""'],
      [
        "an empty version",
        { chart: { name: "external-dns", repository: "https://charts.example.com", version: "" } },
        'chart.version is ""',
      ],
      [
        "an empty chart",
        { chart: { name: "", repository: "https://charts.example.com", version: "1.19.0" } },
        'chart.name is ""',
      ],
      ["a release in capitals", { name: "DNS" }, 'name is "DNS"'],
      ["a release of 54 characters", { name: "a".repeat(54) }, 'name is "'],
      ["a namespace in capitals", { namespace: "DNS" }, 'namespace is "DNS"'],
      ["a service account in capitals", { service_account: { name: "DNS" } }, 'service_account.name is "DNS"'],
      [
        "a service account that each namespace has",
        { service_account: { name: "default" } },
        "service_account.name: a ServiceAccount that Kubernetes or EKS makes",
      ],
      [
        "one of eks",
        { namespace: "kube-system", service_account: { name: "coredns" } },
        "service_account.name: a ServiceAccount that Kubernetes or EKS makes",
      ],
      [
        "a service account that a third makes",
        { service_account: { made_by: "argo", name: "external-dns" } },
        'service_account.made_by is "argo"',
      ],
      [
        "an audience by pod identity",
        {
          account_id: "111122223333",
          identity: "pod-identity",
          service_account: { audience: "x", name: "external-dns" },
        },
        'service_account.audience: audience with identity = "pod-identity"',
      ],
      ["no wait, and rollback", { atomic: true, wait: false }, "atomic: atomic = true with wait = false"],
      [
        "a token of five minutes",
        { service_account: { name: "external-dns", token_expiration: 300 } },
        "service_account.token_expiration is 300",
      ],
      [
        "no place for creation",
        { service_account: { create_value: "", name: "external-dns" } },
        'service_account.create_value is ""',
      ],
      [
        "no place for the name",
        { service_account: { name: "external-dns", name_value: "" } },
        'service_account.name_value is ""',
      ],
      [
        "no place for annotations",
        { service_account: { annotations_value: "", name: "external-dns" } },
        'service_account.annotations_value is ""',
      ],
      [
        "no place for annotations of pods",
        { service_account: { name: "external-dns", pod_annotations_value: "" } },
        'service_account.pod_annotations_value is ""',
      ],
      [
        "an inline policy over the limit",
        {
          service_account: {
            name: "external-dns",
            statements: Array.from({ length: 200 }, (_, i) => ({
              actions: ["s3:GetObject"],
              resources: [`arn:aws:s3:::a-bucket-with-a-long-name-${i}/*`],
            })),
          },
        },
        "the inline policy has too many characters",
      ],
      [
        "a repository without scheme",
        { chart: { name: "external-dns", repository: "charts.example.com", version: "1.19.0" } },
        'chart.repository is "charts.example.com"',
      ],
      [
        "a statement that is null",
        { service_account: { name: "external-dns", statements: [null] } },
        "service_account.statements[0] is null",
      ],
      [
        "a name and a prefix",
        {
          service_account: {
            name: "external-dns",
            policy_arns: ["arn:aws:iam::aws:policy/AmazonRoute53ReadOnlyAccess"],
            role: { name: "dns", name_prefix: "dns-" },
          },
        },
        "service_account.role: name and name_prefix are both given",
      ],
      [
        "settings of pod identity by irsa",
        {
          service_account: {
            name: "external-dns",
            pod_identity: { disable_session_tags: true },
            policy_arns: ["arn:aws:iam::aws:policy/AmazonRoute53ReadOnlyAccess"],
          },
        },
        'service_account.pod_identity: pod_identity with identity = "irsa"',
      ],
      [
        "a role that is there beside one to create",
        { service_account: { name: "external-dns", role_arn: "arn:aws:iam::111122223333:role/there" } },
        "service_account.role_arn: role_arn with create_role = true",
      ],
      [
        "pod identity without a role",
        { identity: "pod-identity", service_account: { create_role: false, name: "external-dns" } },
        "service_account.role_arn: role_arn is null",
      ],
      [
        "actions and actions to leave out",
        {
          service_account: {
            name: "external-dns",
            statements: [{ actions: ["s3:GetObject"], not_actions: ["s3:PutObject"], resources: ["*"] }],
          },
        },
        "service_account.statements: a statement lacks a part, or has one twice",
      ],
      [
        "neither resources nor resources to leave out",
        { service_account: { name: "external-dns", statements: [{ actions: ["s3:GetObject"] }] } },
        "service_account.statements: a statement lacks a part, or has one twice",
      ],
      [
        "a policy twice",
        {
          service_account: {
            name: "external-dns",
            policy_arns: [
              "arn:aws:iam::aws:policy/AmazonRoute53ReadOnlyAccess",
              "arn:aws:iam::aws:policy/AmazonRoute53ReadOnlyAccess",
            ],
          },
        },
        "service_account.policy_arns: an ARN stands twice",
      ],
      [
        "permissions of nobody",
        { service_account: { policy_arns: ["arn:aws:iam::aws:policy/AmazonRoute53ReadOnlyAccess"] } },
        "service_account.name: name is missing",
      ],
      [
        "a chart from nowhere",
        { chart: { name: "external-dns", version: "1.19.0" } },
        "chart: the chart has no source, or two",
      ],
      [
        "a chart from two places",
        {
          chart: {
            name: "external-dns",
            path: "../charts/external-dns",
            repository: "https://charts.example.com",
            version: "1.19.0",
          },
        },
        "chart: the chart has no source, or two",
      ],
      [
        "a chart that is not pinned",
        { chart: { name: "external-dns", repository: "https://charts.example.com" } },
        "chart.version: version is missing",
      ],
      [
        "a second load balancer controller",
        {
          chart: {
            name: "aws-load-balancer-controller",
            repository: "https://aws.github.io/eks-charts",
            version: "1.17.1",
          },
        },
        "chart.name: an add-on installs aws-load-balancer-controller",
      ],
      [
        "a boundary of another partition",
        {
          service_account: {
            name: "external-dns",
            policy_arns: ["arn:aws:iam::aws:policy/AmazonRoute53ReadOnlyAccess"],
            role: { permissions_boundary: "arn:aws-cn:iam::111122223333:policy/pods" },
          },
        },
        "service_account.role: an ARN of another partition than the cluster's",
      ],
      [
        "a policy of another partition",
        {
          service_account: {
            name: "external-dns",
            policy_arns: ["arn:aws-cn:iam::aws:policy/AmazonRoute53ReadOnlyAccess"],
          },
        },
        "service_account.policy_arns: an ARN of another partition than the cluster's",
      ],
      [
        "a role that is there in another partition",
        {
          service_account: {
            create_role: false,
            name: "external-dns",
            role_arn: "arn:aws-cn:iam::111122223333:role/there",
          },
        },
        "service_account.role_arn: an ARN of another partition than the cluster's",
      ],
      [
        "a target role of another partition",
        {
          identity: "pod-identity",
          service_account: {
            name: "external-dns",
            pod_identity: { target_role_arn: "arn:aws-cn:iam::444455556666:role/lake" },
            policy_arns: ["arn:aws:iam::aws:policy/AmazonRoute53ReadOnlyAccess"],
          },
        },
        "service_account.pod_identity: an ARN of another partition than the cluster's",
      ],
      [
        "permissions of a role that is there",
        {
          service_account: {
            create_role: false,
            name: "external-dns",
            policy_arns: ["arn:aws:iam::aws:policy/AmazonRoute53ReadOnlyAccess"],
            role_arn: "arn:aws:iam::111122223333:role/there",
          },
        },
        "service_account.create_role: permissions, role or trust with create_role = false",
      ],
    ],
  ),
];
