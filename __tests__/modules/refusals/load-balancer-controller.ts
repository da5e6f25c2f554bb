import { refusedBy } from "./refusal";
import type { Refusal } from "./refusal";

/** Of the load balancer controller alone. */
export const LOAD_BALANCER_CONTROLLER: readonly Refusal[] = [
  ...refusedBy(
    ["load-balancer-controller"],
    [
      ["a vpc by its name", { vpc_id: "prod" }, 'vpc_id is "prod"'],
      ["a version that there is not", { chart_version: "1.4.8" }, 'chart_version is "1.4.8"'],
      ["a certificate of nobody", { webhook_certificate: "letsencrypt" }, 'webhook_certificate is "letsencrypt"'],
      ["a class in capitals", { ingress_class: { name: "ALB" } }, 'ingress_class.name is "ALB"'],
      ["a target type that is none", { default_target_type: "pod" }, 'default_target_type is "pod"'],
      ["a scheme that is none", { default_scheme: "public" }, 'default_scheme is "public"'],
      ["no ssl policy", { default_ssl_policy: "" }, 'default_ssl_policy is ""'],
      [
        "a security group by its name",
        { security_groups: { backend: "backend" } },
        'security_groups.backend is "backend"',
      ],
      [
        "a default tag with an equals sign",
        { default_tags: { "team=platform": "x" } },
        'default_tags has the key "team=platform"',
      ],
      [
        "a default tag with a comma",
        { default_tags: { team: "platform,shop" } },
        'default_tags["team"] is "platform,shop"',
      ],
      [
        "too many default tags",
        { default_tags: Object.fromEntries(Array.from({ length: 51 }, (_, i) => [`tag${i}`, "x"])) },
        "default_tags has 51 entries",
      ],
      [
        "global accelerator in govcloud",
        {
          global_accelerator: true,
          oidc_provider_arn:
            "arn:aws-us-gov:iam::111122223333:oidc-provider/oidc.eks.us-gov-west-1.amazonaws.com/id/EXAMPLE",
          region: "us-gov-west-1",
        },
        "global_accelerator: global_accelerator in the partition of this region",
      ],
      [
        "a public image in an isolated partition",
        {
          oidc_provider_arn: "arn:aws-iso:iam::111122223333:oidc-provider/oidc.eks.us-iso-east-1.c2s.ic.gov/id/EXAMPLE",
          region: "us-iso-east-1",
        },
        "image_registry: no image registry, in the partition of this region",
      ],
      [
        "a regional image where there is none",
        {
          image_registry: "regional",
          oidc_provider_arn: "arn:aws-iso:iam::111122223333:oidc-provider/oidc.eks.us-iso-east-1.c2s.ic.gov/id/EXAMPLE",
          region: "us-iso-east-1",
        },
        'image_registry: image_registry = "regional" in this region',
      ],
      [
        "a default scheme of an early version",
        { chart_version: "1.17.0", default_scheme: "internal" },
        "default_scheme: default_scheme with chart of an earlier version",
      ],
      [
        "a gate that there is not",
        { feature_gates: { Teleport: true } },
        "feature_gates: a feature gate that is not known",
      ],
      [
        "a gate of a later version",
        { chart_version: "1.15.0", feature_gates: { ALBTargetControlAgent: true } },
        "feature_gates: a feature gate with chart of this version",
      ],
      [
        "a gate of an earlier version",
        { chart_version: "1.17.0", feature_gates: { AGAController: true } },
        "feature_gates: the feature gate AGAController with chart of this version",
      ],
      [
        "a registry with a scheme",
        { image_registry: "https://mirror.example.com" },
        'image_registry is "https://mirror.example.com"',
      ],
      [
        "a regional image of a region of china that is not listed",
        {
          oidc_provider_arn:
            "arn:aws-cn:iam::111122223333:oidc-provider/oidc.eks.cn-west-9.amazonaws.com.cn/id/EXAMPLE",
          region: "cn-west-9",
        },
        'image_registry: image_registry = "regional" in this region',
      ],
      [
        "a certificate that is not kept",
        { chart_version: "3.0.0" },
        "webhook_certificate: webhook_certificate is helm with chart 3.0.0",
      ],
      ["a value that contradicts", { values: { clusterName: "other" } }, 'values.clusterName is "other"'],
      ["a value that the chart does not have", { values: { enableSheild: false } }, "values.enableSheild is not known"],
      [
        "a gate among the values",
        { values: { controllerConfig: { featureGates: { NLBGatewayAPI: "true" } } } },
        "values.controllerConfig.featureGates.NLBGatewayAPI is ",
      ],
      [
        "a gate among the values that this chart has no more",
        { chart_version: "1.17.1", values: { controllerConfig: { featureGates: { AGAController: true } } } },
        "values.controllerConfig.featureGates.AGAController is true",
      ],
      ...["true", "123"].map((name): [string, object, string] => [
        `an ingress class named ${name} among the values`,
        { values: { ingressClass: name } },
        `values.ingressClass is "${name}"`,
      ]),
      ["annotations of pods that are null", { values: { podAnnotations: null } }, "values.podAnnotations is null"],
      [
        "a value of its own account",
        { values: { serviceAccount: { imagePullSecrets: [] } } },
        "values.serviceAccount.imagePullSecrets would be lost",
      ],
      [
        "both kinds of budget",
        { values: { podDisruptionBudget: { minAvailable: 1, maxUnavailable: 1 } } },
        "values.podDisruptionBudget has minAvailable and maxUnavailable",
      ],
      ["a class that is a switch", { ingress_class: { name: "true" } }, 'ingress_class.name is "true"'],
      [
        "a class that is not made with parameters",
        { ingress_class: { create: false, params: { scheme: "internal" } } },
        "ingress_class: params or default of an ingress_class with create = false",
      ],
      [
        "a group that is not shared",
        { security_groups: { shared_backend: false, backend: "sg-0a" } },
        "security_groups: security_groups.backend with shared_backend = false",
      ],
      [
        "zones without certificates",
        { certificate_zones: ["Z0123456789ABCDEFGHIJ"] },
        "certificate_zones: certificate_zones without certificate_management",
      ],
      [
        "names of web acls without waf",
        { wafv2_names: true, wafv2: false },
        "wafv2_names: wafv2_names with wafv2 = false",
      ],
      [
        "a policy with two forms for target groups alone",
        { policy: "scoped", target_group_binding_only: true },
        "policy: policy: narrow or scoped with target_group_binding_only = true",
      ],
      ["a vpc of another policy", { policy: "narrow", vpc: true }, "vpc: vpc = true without policy: scoped"],
      [
        "a scoped policy without tags of listeners",
        { policy: "scoped", feature_gates: { ListenerRulesTagging: false } },
        "feature_gates: the feature gate ListenerRulesTagging off, with policy: scoped",
      ],
      [
        "the same among the values",
        { policy: "scoped", values: { controllerConfig: { featureGates: { ListenerRulesTagging: false } } } },
        "values.controllerConfig.featureGates.ListenerRulesTagging is false",
      ],
      [
        "certificates of an early version",
        { chart_version: "3.2.2", certificate_management: true },
        "certificate_management: certificate_management with chart of an earlier version",
      ],
      [
        "statements of a role that is there",
        {
          create_role: false,
          role_arn: "arn:aws:iam::111122223333:role/there",
          statements: [{ actions: ["s3:GetObject"], resources: ["*"] }],
        },
        "create_role: permissions, role or trust with create_role = false",
      ],
      ["a value of the wrong type", { values: { enableShield: "false" } }, 'values.enableShield is "false"'],
    ],
  ),
];
