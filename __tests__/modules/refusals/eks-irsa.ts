import { MEANT, refusedBy } from "./refusal";
import type { Refusal } from "./refusal";

/** What is refused of a workload is not that its role has no permissions. */
function meant({ inputs, ...refusal }: Refusal): Refusal {
  const { workloads, ...others } = inputs as { readonly workloads?: Readonly<Record<string, object | null>> };
  if (workloads === undefined) return { inputs, ...refusal };
  const all = Object.entries(workloads).map(([name, one]) => [name, one && { ...MEANT, ...one }]);
  return { ...refusal, inputs: { ...others, workloads: Object.fromEntries(all) as object } };
}

/** Of all in one, with the places in it. Values of a part are refused by its own module, in its variables' names. */
export const EKS_IRSA: readonly Refusal[] = [
  ...refusedBy(
    ["eks-irsa"],
    [
      [
        "unknown",
        {
          cert_manager: { hosted_zone_ids: ["Z0123456789ABCDEFGHIJ"] },
          identity: "both",
          workloads: { reader: { namespace: "shop", service_account: "reader" } },
          region: "xx-south-1",
        },
        "the region's partition is not known",
      ],
      [
        "more than an inline policy holds",
        {
          workloads: {
            worker: {
              namespace: "shop",
              service_account: "worker",
              statements: Array.from({ length: 100 }, (_, i) => ({
                actions: ["s3:GetObject"],
                resources: [`arn:aws:s3:::a-bucket-with-a-long-name-${i}/and/a/long/path/in/it/*`],
              })),
            },
          },
        },
        "the inline policy has too many characters",
      ],
      ["cert manager of an unknown version", { cert_manager: { version: "v1.12.0" } }, 'chart_version is "v1.12.0"'],
      ["cert manager without its v", { cert_manager: { version: "1.21.1" } }, 'chart_version is "1.21.1"'],
      [
        "hosted zone by its name",
        { cert_manager: { hosted_zone_ids: ["example.com"] } },
        'hosted_zone_ids[0] is "example.com"',
      ],
      [
        "acme issuer without zones",
        { cert_manager: { issuers: [{ acme: { email: "ops@example.com" }, name: "letsencrypt" }] } },
        "cert_manager.issuers: an ACME issuer, and no hosted zones",
      ],
      [
        "acme issuer with zones that it cannot tell apart",
        {
          cert_manager: {
            hosted_zone_ids: ["Z0123456789ABCDEFGHIJ", "Z00000000000000000000"],
            issuers: [{ acme: { email: "ops@example.com" }, name: "letsencrypt" }],
          },
        },
        "cert_manager.issuers: an ACME issuer, and several hosted zones without names",
      ],
      [
        "acme issuer in a namespace",
        {
          cert_manager: {
            hosted_zone_ids: ["Z0123456789ABCDEFGHIJ"],
            issuers: [{ acme: { email: "ops@example.com" }, name: "letsencrypt", namespace: "shop" }],
          },
        },
        "cert_manager.issuers: an ACME issuer with a namespace",
      ],
      [
        "issuer of two kinds",
        { cert_manager: { issuers: [{ ca: { secret_name: "ca" }, name: "both", self_signed: {} }] } },
        "cert_manager.issuers: an issuer of no kind, or of several",
      ],
      [
        "issuer of no kind",
        { cert_manager: { issuers: [{ name: "none" }] } },
        "cert_manager.issuers: an issuer of no kind, or of several",
      ],
      [
        "issuers that nobody installs",
        { cert_manager: { install: false, issuers: [{ name: "self-signed", self_signed: {} }] } },
        "cert_manager.issuers: issuers with install = false",
      ],
      [
        "two monitors",
        { cert_manager: { prometheus: { pod_monitor: true, service_monitor: true } } },
        "cert_manager.prometheus: service_monitor and pod_monitor are both on",
      ],
      [
        "fargate with pod identity",
        { cert_manager: { fargate: true, identity: "pod-identity" } },
        'cert_manager.fargate: identity = "pod-identity" with fargate = true',
      ],
      ["replicas that are none", { cert_manager: { replicas: 0 } }, "replicas is 0"],
      [
        "controller of an unknown version",
        { load_balancer_controller: { version: "2.13.0" } },
        'chart_version is "2.13.0"',
      ],
      [
        "certificate of cert manager which is not there",
        { load_balancer_controller: { webhook_certificate: "cert-manager" } },
        "load_balancer_controller.webhook_certificate: webhook_certificate is cert-manager, and cert_manager is not installed",
      ],
      [
        "certificate that helm cannot keep",
        { load_balancer_controller: { version: "3.0.0", webhook_certificate: "helm" } },
        "load_balancer_controller.webhook_certificate: webhook_certificate is helm with chart 3.0.0",
      ],
      [
        "feature gate that is none",
        { load_balancer_controller: { feature_gates: { Nothing: true } } },
        "load_balancer_controller.feature_gates: a feature gate that is not known",
      ],
      [
        "feature gate that came later",
        { load_balancer_controller: { feature_gates: { GatewayListenerSet: true }, version: "3.0.0" } },
        "load_balancer_controller.feature_gates: a feature gate with chart of this version",
      ],
      [
        "global accelerator in china",
        { load_balancer_controller: { global_accelerator: true }, region: "cn-north-1" },
        "load_balancer_controller.global_accelerator: global_accelerator in the partition of this region",
      ],
      [
        "public images where there is no internet",
        { load_balancer_controller: {}, region: "us-iso-east-1" },
        "load_balancer_controller.image_registry: no image registry, in the partition of this region",
      ],
      [
        "default tag that the controller cannot read",
        { load_balancer_controller: { default_tags: { "a=b": "c" } } },
        'default_tags has the key "a=b"',
      ],
      [
        "target type that is none",
        { load_balancer_controller: { default_target_type: "pod" } },
        'default_target_type is "pod"',
      ],
      [
        "chart without a version",
        {
          addons: {
            "external-dns": {
              chart: { name: "external-dns", repository: "https://kubernetes-sigs.github.io/external-dns" },
              namespace: "external-dns",
            },
          },
        },
        'addons["external-dns"].chart.version: version is missing',
      ],
      [
        "chart from nowhere",
        { addons: { "external-dns": { chart: { name: "external-dns" }, namespace: "external-dns" } } },
        'addons["external-dns"].chart: the chart has no source, or two',
      ],
      [
        "chart from two places",
        {
          addons: {
            "external-dns": {
              chart: {
                name: "external-dns",
                path: "./charts/external-dns",
                repository: "oci://example.com/charts",
                version: "1.18.0",
              },
              namespace: "external-dns",
            },
          },
        },
        'addons["external-dns"].chart: the chart has no source, or two',
      ],
      [
        "permissions without a service account",
        {
          addons: {
            "external-dns": {
              chart: {
                name: "external-dns",
                repository: "https://kubernetes-sigs.github.io/external-dns",
                version: "1.18.0",
              },
              namespace: "external-dns",
              service_account: { policy_arns: ["arn:aws:iam::aws:policy/AmazonRoute53ReadOnlyAccess"] },
            },
          },
        },
        'addons["external-dns"].service_account.name: name is missing',
      ],
      [
        "second load balancer controller",
        {
          addons: {
            second: {
              chart: {
                name: "aws-load-balancer-controller",
                repository: "https://aws.github.io/eks-charts",
                version: "3.5.0",
              },
              namespace: "kube-system",
            },
          },
        },
        'addons["second"].chart.name: an add-on installs aws-load-balancer-controller',
      ],
      [
        "add on with the name of a built in one",
        {
          addons: {
            "cert-manager": {
              chart: { name: "cert-manager", repository: "oci://quay.io/jetstack/charts", version: "v1.21.1" },
              namespace: "cert-manager",
            },
          },
        },
        "an add-on is called cert-manager or load-balancer-controller",
      ],
      [
        "release name that is too long",
        {
          addons: {
            aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa: {
              chart: { name: "a", repository: "oci://example.com/charts", version: "1.0.0" },
              namespace: "a",
            },
          },
        },
        'addons has the key "',
      ],
      ["cluster name that eks rejects", { cluster_name: "-prod" }, 'cluster_name is "-prod"'],
      ["region that is a zone", { region: "ap-northeast-2a" }, 'region is "ap-northeast-2a"'],
      ["partition that is none", { partition: "aws-moon" }, 'partition is "aws-moon"'],
      ["identity that is none", { identity: "node" }, 'identity is "node"'],
      [
        "oidc provider that is an arn",
        { oidc_provider: "arn:aws:iam::111122223333:oidc-provider/a" },
        'oidc_provider is "arn:aws:iam::111122223333:oidc-provider/a"',
      ],
      [
        "oidc provider arn of a role",
        { oidc_provider: "existing", oidc_provider_arn: "arn:aws:iam::111122223333:role/a" },
        'oidc_provider_arn is "arn:aws:iam::111122223333:role/a"',
      ],
      ["oidc provider that is there without its arn", { oidc_provider: "existing" }, "oidc_provider_arn is null"],
      [
        "oidc provider of another cluster",
        {
          oidc_provider: "existing",
          oidc_provider_arn: "arn:aws:iam::111122223333:oidc-provider/oidc.eks.ap-northeast-2.amazonaws.com/id/OTHER",
        },
        "an ARN of another cluster's provider",
      ],
      [
        "account that is too short",
        {
          cluster_attributes: { account_id: "1234", oidc_issuer: "https://oidc.eks.ap-northeast-2.amazonaws.com/id/A" },
        },
        'cluster_attributes.account_id is "1234"',
      ],
      [
        "issuer without https",
        {
          cluster_attributes: { account_id: "111122223333", oidc_issuer: "oidc.eks.ap-northeast-2.amazonaws.com/id/A" },
        },
        'cluster_attributes.oidc_issuer is "oidc.eks.ap-northeast-2.amazonaws.com/id/A"',
      ],
      [
        "vpc that is missing",
        {
          cluster_attributes: {
            account_id: "111122223333",
            oidc_issuer: "https://oidc.eks.ap-northeast-2.amazonaws.com/id/A",
          },
          load_balancer_controller: {},
        },
        "cluster_attributes.vpc_id is null",
      ],
      [
        "tags that are too many",
        { tags: Object.fromEntries(Array.from({ length: 51 }, (_, i) => [`tag-${i}`, ""])) },
        "tags has 51 entries",
      ],
      [
        "credentials without a password",
        { chart_credentials: { "cert-manager": { password: null, username: "reader" } } },
        "chart_credentials[*].password: a value is expected. Write one, or leave the whole out.",
      ],
      [
        "workload key with capitals",
        { workloads: { Reader: { namespace: "shop", service_account: "reader" } } },
        'workloads has the key "Reader"',
      ],
      [
        "namespace that kubernetes rejects",
        { workloads: { reader: { namespace: "Shop", service_account: "reader" } } },
        'workloads["reader"].namespace is "Shop"',
      ],
      [
        "service account that is null",
        { workloads: { reader: { namespace: "shop", service_account: null } } },
        'workloads["reader"].service_account: service_account is missing',
      ],
      ["workload that is null", { workloads: { reader: null } }, 'workloads["reader"] is null'],
      [
        "identity of a workload that is none",
        { workloads: { reader: { identity: "node", namespace: "shop", service_account: "reader" } } },
        'workloads["reader"].identity is "node"',
      ],
      [
        "policy arn of a role",
        {
          workloads: {
            reader: { namespace: "shop", policy_arns: ["arn:aws:iam::111122223333:role/a"], service_account: "reader" },
          },
        },
        'workloads["reader"].policy_arns[0] is "arn:aws:iam::111122223333:role/a"',
      ],
      [
        "policies that are too many",
        {
          workloads: {
            reader: {
              namespace: "shop",
              policy_arns: Array.from({ length: 21 }, (_, i) => `arn:aws:iam::111122223333:policy/p-${i}`),
              service_account: "reader",
            },
          },
        },
        'workloads["reader"].policy_arns',
      ],
      [
        "policy of another partition",
        {
          workloads: {
            reader: {
              namespace: "shop",
              policy_arns: ["arn:aws-cn:iam::aws:policy/AmazonS3ReadOnlyAccess"],
              service_account: "reader",
            },
          },
        },
        'workloads["reader"].policy_arns: an ARN of another partition than the cluster\'s',
      ],
      [
        "action without its service",
        {
          workloads: {
            reader: {
              namespace: "shop",
              service_account: "reader",
              statements: [{ actions: ["GetObject"], resources: ["*"] }],
            },
          },
        },
        'workloads["reader"].statements[0].actions[0] is "GetObject"',
      ],
      [
        "statement without resources",
        {
          workloads: {
            reader: { namespace: "shop", service_account: "reader", statements: [{ actions: ["s3:GetObject"] }] },
          },
        },
        'workloads["reader"].statements: a statement lacks a part, or has one twice',
      ],
      [
        "statement with actions and not actions",
        {
          workloads: {
            reader: {
              namespace: "shop",
              service_account: "reader",
              statements: [{ actions: ["s3:GetObject"], not_actions: ["s3:PutObject"], resources: ["*"] }],
            },
          },
        },
        'workloads["reader"].statements: a statement lacks a part, or has one twice',
      ],
      [
        "effect that is none",
        {
          workloads: {
            reader: {
              namespace: "shop",
              service_account: "reader",
              statements: [{ actions: ["s3:GetObject"], effect: "allow", resources: ["*"] }],
            },
          },
        },
        'workloads["reader"].statements[0].effect is "allow"',
      ],
      [
        "role name that is too long",
        { workloads: { reader: { namespace: "shop", role: { name: "a".repeat(65) }, service_account: "reader" } } },
        'workloads["reader"].role.name is "',
      ],
      [
        "role prefix that is too long",
        {
          workloads: {
            reader: {
              namespace: "shop",
              role: { name_prefix: "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa" },
              service_account: "reader",
            },
          },
        },
        'workloads["reader"].role.name_prefix is "',
      ],
      [
        "role name and prefix",
        {
          workloads: {
            reader: { namespace: "shop", role: { name: "a", name_prefix: "a" }, service_account: "reader" },
          },
        },
        'workloads["reader"].role: name and name_prefix are both given',
      ],
      [
        "role path without slashes",
        { workloads: { reader: { namespace: "shop", role: { path: "pods" }, service_account: "reader" } } },
        'workloads["reader"].role.path is "pods"',
      ],
      [
        "session that is too short",
        {
          workloads: { reader: { namespace: "shop", role: { max_session_duration: 600 }, service_account: "reader" } },
        },
        'workloads["reader"].role.max_session_duration is 600',
      ],
      [
        "wildcard that is no pattern",
        {
          workloads: {
            reader: {
              namespace: "shop",
              service_account: "reader",
              trust: { subjects: [{ namespace: "shop-*", service_account: "reader" }] },
            },
          },
        },
        'workloads["reader"].trust.subjects[0].namespace is "shop-*"',
      ],
      [
        "namespace that every cluster has",
        { namespaces: { "kube-system": {} } },
        "a namespace of Kubernetes: every cluster has this namespace",
      ],
      ["namespace by a name that Kubernetes refuses", { namespaces: { "a.b": {} } }, 'namespaces has the key "a.b"'],
      [
        "issuers that cannot wait for cert-manager",
        { cert_manager: { wait: false, issuers: [{ name: "own", self_signed: {} }] } },
        "issuers with wait = false",
      ],
      [
        "webhook certificate that cannot wait for cert-manager",
        { cert_manager: { wait: false }, load_balancer_controller: {} },
        "the controller can be installed only when cert-manager's webhook answers",
      ],
      [
        "trust quota that iam does not have",
        { workloads: { reader: { namespace: "shop", service_account: "reader", trust: { max_size: 9000 } } } },
        'workloads["reader"].trust.max_size is 9000',
      ],
      [
        "token that lives too shortly",
        { workloads: { reader: { namespace: "shop", service_account: "reader", token_expiration: 60 } } },
        'workloads["reader"].token_expiration is 60',
      ],
      [
        "annotation that contradicts the role",
        {
          workloads: {
            reader: {
              annotations: { "eks.amazonaws.com/role-arn": "arn:aws:iam::111122223333:role/a" },
              namespace: "shop",
              service_account: "reader",
            },
          },
        },
        'workloads["reader"].annotations: the annotation eks.amazonaws.com/role-arn is given',
      ],
      [
        "label that kubernetes rejects",
        { workloads: { reader: { labels: { "a b": "c" }, namespace: "shop", service_account: "reader" } } },
        'workloads["reader"].labels has the key "a b"',
      ],
      [
        "rule without verbs",
        {
          workloads: {
            reader: {
              namespace: "shop",
              rules: [{ api_groups: [""], resources: ["pods"], verbs: [] }],
              service_account: "reader",
            },
          },
        },
        'workloads["reader"].rules[0].verbs is empty',
      ],
      [
        "role arn of a user",
        {
          workloads: {
            reader: {
              create_role: false,
              namespace: "shop",
              role_arn: "arn:aws:iam::111122223333:user/a",
              service_account: "reader",
            },
          },
        },
        'workloads["reader"].role_arn is "arn:aws:iam::111122223333:user/a"',
      ],
      [
        "role that is there and made",
        {
          workloads: {
            reader: { namespace: "shop", role_arn: "arn:aws:iam::111122223333:role/a", service_account: "reader" },
          },
        },
        'workloads["reader"].role_arn: role_arn with create_role = true',
      ],
      [
        "permissions of a role that is there",
        {
          workloads: {
            reader: {
              create_role: false,
              namespace: "shop",
              policy_arns: ["arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess"],
              role_arn: "arn:aws:iam::111122223333:role/a",
              service_account: "reader",
            },
          },
        },
        'workloads["reader"].create_role: permissions, role or trust with create_role = false',
      ],
      [
        "namespace that every cluster has",
        { workloads: { reader: { create_namespace: true, namespace: "kube-system", service_account: "reader" } } },
        'workloads["reader"].create_namespace: create_namespace for a namespace of Kubernetes',
      ],
      [
        "service account of two workloads",
        {
          workloads: {
            one: { namespace: "shop", service_account: "reader" },
            two: { namespace: "shop", service_account: "reader" },
          },
        },
        "shop/reader: this ServiceAccount is named more than once",
      ],
      [
        "role name of two workloads",
        {
          workloads: {
            one: { namespace: "shop", role: { name: "Shop" }, service_account: "one" },
            two: { namespace: "shop", role: { name: "shop" }, service_account: "two" },
          },
        },
        "shop: this role name is given more than once",
      ],
      [
        "pod identity settings without pod identity",
        {
          workloads: {
            reader: {
              namespace: "shop",
              pod_identity: { target_role_arn: "arn:aws:iam::444455556666:role/a" },
              service_account: "reader",
            },
          },
        },
        'workloads["reader"].pod_identity: pod_identity with identity = "irsa"',
      ],
      [
        "patterns without irsa",
        {
          workloads: {
            reader: {
              identity: "pod-identity",
              namespace: "shop",
              service_account: "reader",
              trust: { subject_patterns: [{ namespace: "shop-*", service_account: "reader" }] },
            },
          },
        },
        'workloads["reader"].trust: subject patterns or other clusters\' providers with identity = "pod-identity"',
      ],
      [
        "too many for one policy",
        {
          cluster_attributes: {
            account_id: "111122223333",
            oidc_issuer: "https://oidc.eks.ap-northeast-2.amazonaws.com/id/EXAMPLED539D4633E53DE1B71EXAMPLE",
          },
          oidc_provider: "existing",
          oidc_provider_arn:
            "arn:aws:iam::111122223333:oidc-provider/oidc.eks.ap-northeast-2.amazonaws.com/id/EXAMPLED539D4633E53DE1B71EXAMPLE",
          workloads: {
            shared: {
              namespace: "shop",
              service_account: "shared",
              trust: {
                subjects: Array.from({ length: 50 }, (_, i) => ({
                  namespace: "shop",
                  service_account: `a-service-account-${i}`,
                })),
              },
            },
          },
        },
        "the trust policy has too many characters",
      ],
    ],
  ).map(meant),
];
