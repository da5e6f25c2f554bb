import { z } from "zod";
import type { CertIssuer } from "../../addons/cert-manager/issuers";
import { CERT_MANAGER_VERSION, certManagerVersion } from "../../addons/cert-manager/releases";
import { CONTROLLER_VERSION, controllerVersion } from "../../addons/load-balancer-controller/releases";
import { DEFAULT_TAG, defaultTag } from "../../addons/load-balancer-controller/values";
import { LIMITS } from "../../facts/limits";
import * as names from "../../facts/names";
import type { TextRule } from "../../facts/names";
import { roleArn } from "../../facts/policy";
import * as problems from "../../facts/problems";
import { formRule, withForm } from "../../facts/text-rule";
import { checked, exactlyOneOf, filled, flag, mapping, text, textMap, wholeNumber } from "../../contract/basics";
import { permissionKeys, podIdentity, role, tokenKeys } from "../../contract/identity";
import { httpsUrl, identity, values } from "../../contract/texts";

/** Keys of add-ons. */

/** How an add-on is installed. */
const releaseKeys = {
  timeout: wholeNumber(1, 3600, "seconds", "For the release to become ready, in seconds. Default: 600").optional(),
  upgradeInstall: flag("Adopt a release of this name that is there already. Default: false").optional(),
  takeOwnership: flag("Adopt objects that others made. Default: false").optional(),
  install: flag("false: only what is in AWS; outputs tell GitOps the rest. Default: true").default(true),
};

export const chartRepository: TextRule = formRule({
  what: "a chart repository",
  pattern: "^(https|oci)://\\S+$",
  says: "an https:// or oci:// URL",
  fix: "Write it with its scheme, or use path",
});

const sourceKeys = {
  repository: text(chartRepository, "An https:// or oci:// repository").optional(),
  path: text(filled("a path"), "A chart's folder, from the configuration file's").optional(),
  credentials: flag("Variables for the repository's user name and password. Default: false").optional(),
};

const chartSource = mapping(sourceKeys, "Another source of the chart: a mirror, or a folder");

const zone = z.union([
  text(names.hostedZoneId, "A Route53 hosted zone's ID"),
  mapping(
    { id: text(names.hostedZoneId, "The zone's ID"), name: text(names.domainName, "The zone's domain").optional() },
    "A zone with its name",
  ),
]);

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
        },
        "ACME, with DNS01 in the hosted zones",
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
      description: "Zones for DNS01 challenges, as IDs or { id, name }; a role is made only if there are any",
    }),
    hostedZoneRoleArn: text(roleArn, "The zones are in another account: its role to change into").optional(),
    lookUpZones: flag("Let solvers without a hostedZoneID find their zone by name. Default: false").default(false),
    acmeChallengeOnly: flag("Only records that start with _acme-challenge. Default: false").default(false),
    issuers: z.array(issuer).default([]).meta({ description: "Made as soon as cert-manager is ready" }),
    replicas: wholeNumber(1, 100, "replicas", "Of all three components. Default: the chart's, 1").optional(),
    fargate: flag("Pods run on Fargate: the webhook takes port 10260. Default: false").optional(),
    leaderElectionNamespace: text(names.namespaceName, "Default: the chart's, kube-system").optional(),
    imageRegistry: text(filled("a registry"), "In the place of quay.io/jetstack").optional(),
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
      },
    ).optional(),
    role: role.optional(),
    podIdentity: podIdentity.optional(),
    ...releaseKeys,
    values: values.default({}),
  },
  "cert-manager. Leave out to not install it; {} for the defaults",
);

const ingressClass = mapping(
  {
    name: text(names.serviceAccountName, "Default: alb").optional(),
    default: flag("The cluster's default class. Default: false").optional(),
    create: flag("Make it. Default: true").optional(),
    params: z
      .record(z.string(), z.unknown())
      .optional()
      .meta({ description: "The spec of its IngressClassParams: scheme, subnets, tags" }),
  },
  "The IngressClass",
);

const securityGroup: TextRule = formRule({
  what: "a security group",
  pattern: "^sg-[0-9a-z]+$",
  says: "sg- and hexadecimal digits",
  fix: "Copy its ID",
});

export const loadBalancerController = mapping(
  {
    version: text(controllerVersion, "The chart's version").default(CONTROLLER_VERSION),
    chart: chartSource.optional(),
    identity: identity.optional(),
    webhookCertificate: z.enum(["cert-manager", "helm"]).optional().meta({
      description: "Who makes the webhook certificate. Default: cert-manager where it is installed, else helm",
    }),
    serviceMutatorWebhook: flag("Take over every new Service of type LoadBalancer. Default: false").default(false),
    replicas: wholeNumber(1, 100, "replicas", "Default: 2").optional(),
    isolated: flag("No way to the internet: WAF and Shield are off. Default: in isolated partitions").optional(),
    shield: flag("AWS Shield Advanced. Default: the controller's, on").optional(),
    waf: flag("AWS WAF Classic. Default: the controller's, on").optional(),
    wafv2: flag("AWS WAF. Default: the controller's, on").optional(),
    fargate: flag("Pods run on Fargate, where Pod Identity does not work. Default: false").optional(),
    imageRegistry: text(
      filled("a registry"),
      "public, regional (AWS's own), or a host. Default: public; regional in China",
    ).optional(),
    globalAccelerator: flag("Permissions for Global Accelerator. Default: false").optional(),
    certificateManagement: flag("Permissions to request ACM certificates. Default: false").optional(),
    targetGroupBindingOnly: flag("Only permissions to register targets. Default: false").optional(),
    ingressClass: ingressClass.optional(),
    featureGates: z
      .record(z.string(), z.boolean())
      .optional()
      .meta({ description: "Gates by name; checked for the version" }),
    gatewayApi: flag("All three gates of the Gateway API. Default: the controller's").optional(),
    defaultTargetType: z.enum(["instance", "ip"]).optional().meta({ description: "Default: instance" }),
    defaultScheme: z.enum(["internal", "internet-facing"]).optional().meta({ description: "Default: internal" }),
    defaultSslPolicy: text(filled("a policy"), "An ELB security policy").optional(),
    securityGroups: mapping(
      {
        sharedBackend: flag("One backend group for all. Default: true").optional(),
        backend: text(securityGroup, "Yours in its place").optional(),
        manageBackendRules: flag("Default: false").optional(),
        restrictRules: flag("Narrow node rules to ports in use. Default: true").optional(),
      },
      "Security groups",
    ).optional(),
    serviceMonitor: flag("For the Prometheus operator. Default: false").optional(),
    defaultTags: textMap(
      "Tags of all that the controller makes; no commas",
      withForm((key: string) => names.tagKey(key), DEFAULT_TAG.key),
      withForm((value: string, key: string) => defaultTag(key, value) ?? names.tagValue(value), DEFAULT_TAG.value),
      LIMITS.tags,
    ).optional(),
    role: role.optional(),
    podIdentity: podIdentity.optional(),
    ...releaseKeys,
    values: values.default({}),
  },
  "The AWS Load Balancer Controller. Leave out to not install it; {} for the defaults",
);

export const addon = mapping(
  {
    name: text(names.releaseName, "Unique in the cluster; the Helm release's name, at most 53 characters"),
    chart: checked(
      mapping(
        {
          name: text(filled("a chart"), "The chart's name"),
          version: text(filled("a version"), "Exactly as the repository writes it. Not with path").optional(),
          ...sourceKeys,
        },
        "The chart",
      ),
      (value, report) => {
        exactlyOneOf(value, ["repository", "path"], report);
        if (value.repository !== undefined && value.version === undefined) {
          report(problems.missingKey("version", "a chart from a repository is pinned"), [], [["version"]]);
        }
      },
    ),
    namespace: text(names.namespaceName, "The release's namespace, at most 63 characters"),
    createNamespace: flag("Make the namespace. Default: false").default(false),
    identity: identity.optional(),
    serviceAccount: mapping(
      {
        name: text(names.serviceAccountName, "At most 253 characters"),
        ...permissionKeys,
        role: role.optional(),
        podIdentity: podIdentity.optional(),
        ...tokenKeys,
        createValue: text(
          filled("a path"),
          "The chart's value that makes it. Default: serviceAccount.create",
        ).optional(),
        nameValue: text(filled("a path"), "The chart's value for its name. Default: serviceAccount.name").optional(),
        annotationsValue: text(filled("a path"), "Default: serviceAccount.annotations").optional(),
        podAnnotationsValue: text(filled("a path"), "With it, a new role means new pods. Default: none").optional(),
      },
      "The ServiceAccount that its pods run as. Default: the chart's own, without AWS permissions",
    ).optional(),
    dependsOn: z
      .array(z.string())
      .default([])
      .meta({ description: "cert-manager, load-balancer-controller, or other add-ons, which come first" }),
    ...releaseKeys,
    values: values.default({}),
  },
  "Any other add-on: a chart with an identity of its own",
);
