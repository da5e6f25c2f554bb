import { refusedBy } from "./refusal";
import type { Refusal } from "./refusal";

/** Of cert-manager alone. */
export const CERT_MANAGER: readonly Refusal[] = [
  ...refusedBy(
    ["cert-manager"],
    [
      ["an early version", { chart_version: "v1.12.0" }, 'chart_version is "v1.12.0"'],
      ["a version without its v", { chart_version: "1.21.1" }, 'chart_version is "1.21.1"'],
      ["a namespace in capitals", { namespace: "Security" }, 'namespace is "Security"'],
      ["a zone by its domain", { hosted_zone_ids: ["example.com"] }, 'hosted_zone_ids[0] is "example.com"'],
      [
        "a zone with its path",
        { hosted_zones: [{ id: "/hostedzone/Z0123456789ABCDEFGHIJ" }] },
        'hosted_zones[0].id is "/hostedzone/Z0123456789ABCDEFGHIJ"',
      ],
      [
        "a zone of a domain with a dot at its end",
        { hosted_zones: [{ id: "Z0123456789ABCDEFGHIJ", name: "example.com." }] },
        'hosted_zones[0].name is "example.com."',
      ],
      ["a zone that is null", { hosted_zones: [null] }, "hosted_zones[0] is null"],
      ["a role of zones that is none", { hosted_zone_role_arn: "dns01" }, 'hosted_zone_role_arn is "dns01"'],
      [
        "a role of a zone that is none",
        { hosted_zones: [{ id: "Z0123456789ABCDEFGHIJ", role_arn: "dns01" }] },
        'hosted_zones[0].role_arn is "dns01"',
      ],
      [
        "a role of a zone in another partition",
        { hosted_zones: [{ id: "Z0123456789ABCDEFGHIJ", role_arn: "arn:aws-cn:iam::444455556666:role/dns01" }] },
        "hosted_zones: an ARN of another partition than the cluster's",
      ],
      [
        "a role for zones that each have their own",
        {
          hosted_zone_ids: [],
          hosted_zones: [{ id: "Z0123456789ABCDEFGHIJ", role_arn: "arn:aws:iam::444455556666:role/dns01" }],
          hosted_zone_role_arn: "arn:aws:iam::444455556666:role/dns01",
        },
        "hosted_zone_role_arn: hosted_zone_role_arn beside hosted zones that each have a role of their own",
      ],
      [
        "an issuer in capitals",
        { issuers: [{ name: "LetsEncrypt", self_signed: {} }] },
        'issuers[0].name is "LetsEncrypt"',
      ],
      [
        "an issuer in a namespace in capitals",
        { issuers: [{ name: "own", namespace: "Shop", self_signed: {} }] },
        'issuers[0].namespace is "Shop"',
      ],
      [
        "an issuer without address",
        { issuers: [{ acme: { email: "" }, name: "letsencrypt" }] },
        'issuers[0].acme.email is ""',
      ],
      [
        "an issuer with a server without https",
        { issuers: [{ acme: { email: "platform@example.com", server: "http://acme.example.com" }, name: "own" }] },
        'issuers[0].acme.server is "http://acme.example.com"',
      ],
      [
        "an issuer with a key in capitals",
        { issuers: [{ acme: { email: "platform@example.com", private_key_secret: "Key" }, name: "own" }] },
        'issuers[0].acme.private_key_secret is "Key"',
      ],
      [
        "an issuer of a ca in capitals",
        { issuers: [{ ca: { secret_name: "CA" }, name: "ca" }] },
        'issuers[0].ca.secret_name is "CA"',
      ],
      ["half a replica", { replicas: 1.5 }, "replicas is 1.5"],
      ["a lease in capitals", { leader_election_namespace: "Security" }, 'leader_election_namespace is "Security"'],
      [
        "a registry with a slash at its end",
        { image_registry: "mirror.example.com/" },
        'image_registry is "mirror.example.com/"',
      ],
      [
        "public images in an isolated partition",
        {
          oidc_provider_arn: "arn:aws-iso:iam::111122223333:oidc-provider/oidc.eks.us-iso-east-1.c2s.ic.gov/id/EXAMPLE",
          region: "us-iso-east-1",
        },
        "image_registry: no image registry, in the partition of this region",
      ],
      ["an issuer that is null", { issuers: [null] }, "issuers[0] is null"],
      [
        "both monitors",
        { prometheus: { pod_monitor: true, service_monitor: true } },
        "prometheus: service_monitor and pod_monitor are both on",
      ],
      [
        "issuers that nobody installs",
        { install: false, issuers: [{ name: "own", self_signed: {} }] },
        "issuers: issuers with install = false",
      ],
      [
        "an issuer of two kinds",
        { issuers: [{ ca: { secret_name: "ca" }, name: "own", self_signed: {} }] },
        "issuers: an issuer of no kind, or of several",
      ],
      ["an issuer of no kind", { issuers: [{ name: "own" }] }, "issuers: an issuer of no kind, or of several"],
      [
        "an acme issuer in a namespace",
        { issuers: [{ acme: { email: "platform@example.com" }, name: "own", namespace: "shop" }] },
        "issuers: an ACME issuer with a namespace",
      ],
      [
        "a ServiceAccount of a cluster issuer",
        { issuers: [{ acme: { email: "platform@example.com", dns01: { service_account: "dns" } }, name: "own" }] },
        "issuers: an ACME issuer with dns01, and without a namespace or beside http01",
      ],
      [
        "a ServiceAccount of two issuers",
        {
          issuers: ["a", "b"].map((name) => ({
            acme: { email: "platform@example.com", dns01: { service_account: "dns" } },
            name,
            namespace: "shop",
          })),
        },
        "issuers: two issuers of a namespace have one ServiceAccount",
      ],
      [
        "an issuer's own ServiceAccount with Pod Identity",
        {
          identity: "pod-identity",
          issuers: [
            {
              acme: { email: "platform@example.com", dns01: { service_account: "dns" } },
              name: "own",
              namespace: "shop",
            },
          ],
        },
        'issuers: an issuer with dns01, and identity = "pod-identity"',
      ],
      [
        "an issuer's own ServiceAccount for zones of another account",
        {
          hosted_zone_role_arn: "arn:aws:iam::444455556666:role/dns",
          issuers: [
            {
              acme: { email: "platform@example.com", dns01: { service_account: "dns" } },
              name: "own",
              namespace: "shop",
            },
          ],
        },
        "issuers: an ACME issuer with dns01, and hosted zones with a role of another account",
      ],
      [
        "an issuer's own ServiceAccount in capitals",
        {
          issuers: [
            {
              acme: { email: "platform@example.com", dns01: { service_account: "DNS" } },
              name: "own",
              namespace: "shop",
            },
          ],
        },
        'issuers[0].acme.dns01.service_account is "DNS"',
      ],
      [
        "an issuer's own zones without names",
        {
          issuers: [
            {
              acme: {
                email: "platform@example.com",
                dns01: {
                  hosted_zones: [{ id: "Z1111111111ABCDEFGHIJ" }, { id: "Z2222222222ABCDEFGHIJ" }],
                  service_account: "dns",
                },
              },
              name: "own",
              namespace: "shop",
            },
          ],
        },
        "issuers: an ACME issuer, and several hosted zones without names",
      ],
      [
        "an acme issuer without zones",
        { hosted_zone_ids: [], issuers: [{ acme: { email: "platform@example.com" }, name: "own" }] },
        "issuers: an ACME issuer, and no hosted zones",
      ],
      [
        "an acme issuer with zones without names",
        {
          hosted_zones: [{ id: "Z1111111111ABCDEFGHIJ", name: "example.org" }],
          issuers: [{ acme: { email: "platform@example.com" }, name: "own" }],
        },
        "issuers: an ACME issuer, and several hosted zones without names",
      ],
      [
        "an acme issuer with two zones of one name",
        {
          hosted_zone_ids: [],
          hosted_zones: [
            { id: "Z1111111111ABCDEFGHIJ", name: "example.org" },
            { id: "Z2222222222ABCDEFGHIJ", name: "example.org" },
          ],
          issuers: [{ acme: { email: "platform@example.com" }, name: "letsencrypt" }],
        },
        "issuers: an ACME issuer, and hosted zones of one name",
      ],
      [
        "an acme issuer by two ways of http01",
        {
          issuers: [
            {
              acme: { email: "platform@example.com", http01: { ingress_class: "alb", gateway: { name: "web" } } },
              name: "letsencrypt",
            },
          ],
        },
        "issuers: ingress_class, gateway are given together",
      ],
      [
        "solvers beside what ours are made of",
        {
          issuers: [
            { acme: { email: "platform@example.com", solvers: ["dns01: {}"], cname_strategy: "Follow" }, name: "own" },
          ],
        },
        "issuers: http01, dns01 or cname_strategy beside solvers",
      ],
      [
        "a solver that is a text",
        { issuers: [{ acme: { email: "platform@example.com", solvers: ["dns01"] }, name: "own" }] },
        "issuers: a solver that is no document",
      ],
      [
        "a monitor without metrics",
        { prometheus: { enabled: false, pod_monitor: true } },
        "prometheus: service_monitor or pod_monitor with enabled = false",
      ],
      [
        "an issuer twice",
        {
          issuers: [
            { name: "own", self_signed: {} },
            { ca: { secret_name: "ca" }, name: "own" },
          ],
        },
        "issuers: two issuers have one name",
      ],
      [
        "a namespace of kubernetes to create",
        { namespace: "kube-system" },
        "create_namespace: create_namespace for a namespace of Kubernetes",
      ],
      [
        "a value that contradicts",
        { values: { serviceAccount: { name: "other" } } },
        'values.serviceAccount.name is "other"',
      ],
      [
        "a value of the wrong type",
        { values: { crds: { enabled: "false" } } },
        'values.crds.enabled is "false", values.crds.enabled is "false"',
      ],
      ["annotations of pods that are null", { values: { podAnnotations: null } }, "values.podAnnotations is null"],
      [
        "a role of zones in another partition",
        { hosted_zone_role_arn: "arn:aws-cn:iam::444455556666:role/dns01" },
        "hosted_zone_role_arn: an ARN of another partition than the cluster's",
      ],
    ],
  ),
];
