import { z } from "zod";
import { checked, document, exactlyOneOf, filled, flag, mapping, text, wholeNumber } from "../../contract/basics";
import { acknowledgeStatements, roleKeys } from "../../contract/identity";
import { httpsUrl, identity, values } from "../../contract/texts";
import * as names from "../../facts/names";
import { roleArn } from "../../facts/policy";
import * as problems from "../../facts/problems";
import { chartSource, releaseKeys } from "../keys";
import type { CertIssuer } from "./issuers";
import { CERT_MANAGER_VERSION, certManagerVersion } from "./releases";

/** A zone with what is known of it. */
export const hostedZone = mapping(
  {
    id: text(names.hostedZoneId, "The zone's ID"),
    name: text(names.domainName, "The zone's domain").optional(),
    roleArn: text(roleArn, "The zone is in another account: its role to change into").optional(),
  },
  "A zone with its name, and with a role of its account",
);

const { id, name } = hostedZone.shape;
const zoneOfIssuer = mapping({ id, name }, "A zone of this account");

const zone = z.union([text(names.hostedZoneId, "A Route53 hosted zone's ID"), hostedZone]);

const issuer = checked(
  mapping(
    {
      name: text(names.serviceAccountName, "An RFC 1123 subdomain"),
      namespace: text(names.namespaceName, "Default: a ClusterIssuer").optional(),
      acme: mapping(
        {
          email: text(filled("an email address"), "The account's"),
          server: text(httpsUrl, "Default: Let's Encrypt").optional(),
          staging: flag("Let's Encrypt's staging server. Default: false").optional(),
          privateKeySecret: text(names.serviceAccountName, "Default: <name>-account").optional(),
          cnameStrategy: z
            .enum(["None", "Follow"])
            .optional()
            .meta({ description: "Follow: write DNS01 records where CNAMEs lead to. Default: None" }),
          externalAccount: mapping(
            {
              keyId: text(filled("a key ID"), "The account's key ID"),
              secretName: text(names.serviceAccountName, "The Secret with the MAC key"),
              secretKey: text(filled("a key"), "The Secret's key. Default: secret").optional(),
            },
            "An account that the authority knows already",
          ).optional(),
          http01: mapping(
            {
              ingressClass: text(names.ingressClassName, "Ingresses of this class answer challenges").optional(),
              gateway: mapping(
                {
                  name: text(names.serviceAccountName, "The Gateway's name"),
                  namespace: text(names.namespaceName, "Default: the challenge's").optional(),
                },
                "HTTPRoutes of this Gateway answer challenges",
              ).optional(),
            },
            "HTTP01 in the place of DNS01: one of the two",
          ).optional(),
          dns01: mapping(
            {
              serviceAccount: text(
                names.serviceAccountName,
                "Made in the issuer's namespace, with a role for its zones: cert-manager asks for a token of it",
              ),
              hostedZones: z.array(zoneOfIssuer).default([]).meta({
                description: "The zones of this issuer's role. Default: cert-manager's",
              }),
            },
            "DNS01 of an Issuer in a namespace, by a ServiceAccount of its own. IRSA only",
          ).optional(),
          solvers: z
            .array(document("A solver in cert-manager's own words"))
            .default([])
            .meta({ description: "cert-manager's own solvers in the place of ours; in modules each in YAML or JSON" }),
        },
        "ACME, with DNS01 in the hosted zones, or HTTP01",
      ).optional(),
      selfSigned: mapping({}, "Self-signed certificates").optional(),
      ca: mapping(
        { secretName: text(names.serviceAccountName, "The Secret with the CA's key pair") },
        "A CA",
      ).optional(),
    },
    "An issuer",
  ),
  (value, report) => {
    exactlyOneOf(value, ["acme", "selfSigned", "ca"], report);
  },
).transform((value) => value as unknown as CertIssuer);

export const certManager = mapping(
  {
    version: text(certManagerVersion, "The chart's version, with its v").default(CERT_MANAGER_VERSION),
    chart: chartSource.optional(),
    namespace: text(names.namespaceName, "The add-on's namespace").default("cert-manager"),
    createNamespace: flag("Make the namespace. Default: true").default(true),
    identity: identity.optional(),
    hostedZones: z.array(zone).default([]).meta({
      description: "Zones for DNS01 challenges, as IDs or { id, name, roleArn }; a role is made only if there are any",
    }),
    hostedZoneRoleArn: text(roleArn, "A role to change into for all zones that have none of their own").optional(),
    lookUpZones: flag("Let solvers without a hostedZoneID find their zone by name. Default: false").default(false),
    acmeChallengeOnly: flag("Only records that start with _acme-challenge. Default: false").default(false),
    issuers: z.array(issuer).default([]).meta({ description: "Made as soon as cert-manager is ready" }),
    replicas: wholeNumber(1, 100, "replicas", "Of all three components. Default: the chart's, 1").optional(),
    fargate: flag("Pods run on Fargate: the webhook takes port 10260. Default: false").optional(),
    leaderElectionNamespace: text(names.namespaceName, "Default: the chart's, kube-system").optional(),
    imageRegistry: text(
      names.imageRegistry,
      "In the place of quay.io/jetstack; needed in isolated partitions",
    ).optional(),
    prometheus: checked(
      mapping(
        {
          enabled: flag("Metrics. Default: true").optional(),
          serviceMonitor: flag("Default: false").optional(),
          podMonitor: flag("Default: false").optional(),
        },
        "Metrics",
      ),
      (value, report) => {
        if (value.serviceMonitor && value.podMonitor) report(problems.bothMonitors());
        if (value.enabled === false && (value.serviceMonitor || value.podMonitor))
          report(problems.monitorWithoutMetrics());
      },
    ).optional(),
    ...roleKeys,
    acknowledge: acknowledgeStatements,
    ...releaseKeys,
    values: values.default({}),
  },
  "cert-manager. Leave out to not install it; {} for the defaults",
);

export type CertManagerInput = z.output<typeof certManager>;
