import { z } from "zod";
import type { CertIssuer } from "../addons/cert-manager/issuers";
import { CERT_MANAGER_VERSION, certManagerVersion } from "../addons/cert-manager/releases";
import { CONTROLLER_VERSION, controllerVersion } from "../addons/load-balancer-controller/releases";
import { defaultTag } from "../addons/load-balancer-controller/values";
import { parseArn } from "../facts/arn";
import { LIMITS } from "../facts/limits";
import * as names from "../facts/names";
import type { TextRule } from "../facts/names";
import { PARTITION_NAMES, isRegionForm } from "../facts/partitions";
import type { PolicyStatement } from "../facts/policy";
import { action, policyArn, resource, roleArn } from "../facts/policy";
import * as problems from "../facts/problems";
import type { Problem } from "../facts/problems";
import { oidcIssuer } from "../facts/trust";

/**
 * The configuration contract: names, types and limits of every key. What goes together with what is
 * in rules.ts. The committed eks-irsa.schema.json is made from this.
 */

/** Takes a problem, where it is below the value, and, where something is not there, where that could be. */
type Report = (problem: Problem, path?: PropertyKey[], absent?: readonly (readonly string[])[]) => void;

/** A check that reports problems of the catalogue. */
const checked = <T extends z.ZodType>(schema: T, find: (value: z.output<T>, report: Report) => void) =>
  schema.superRefine((value, context) => {
    find(value, (problem, path = [], absent = []) => {
      context.addIssue({ code: "custom", path, params: { problem, absent } });
    });
  });

/** A text that keeps a rule. */
const text = (rule: TextRule, description: string) =>
  checked(z.string(), (value, report) => {
    const problem = rule(value);
    if (problem) report(problem);
  }).meta({ description });

const wholeNumber = (min: number, max: number, unit: string, description: string) =>
  checked(z.number(), (value, report) => {
    if (!Number.isInteger(value) || value < min || value > max) report(problems.notBetween(value, min, max, unit));
  }).meta({ description, type: "integer", minimum: min, maximum: max });

/** A mapping with just these keys. Its error lists them, for a message to name. */
const mapping = <T extends z.ZodRawShape>(shape: T, description: string) =>
  z
    .strictObject(shape, {
      error: (issue) => (issue.code === "unrecognized_keys" ? Object.keys(shape).join(" ") : undefined),
    })
    .meta({ description });

/** Reports where not exactly one of some keys is given. */
function exactlyOneOf(value: object, keys: readonly string[], report: Report, path: string[] = []): void {
  const given = keys.filter((key) => (value as Record<string, unknown>)[key] !== undefined);
  const absent = given.length === 0 ? keys.map((key) => [...path, key]) : [];
  if (given.length !== 1) report(problems.exactlyOne(given, keys), path, absent);
}

const flag = (description: string) => z.boolean().meta({ description });

/** A mapping from text to text. */
const textMap = (
  description: string,
  key: TextRule,
  value: ((content: string, name: string) => Problem | undefined) | undefined,
  most = Infinity,
) =>
  checked(z.record(z.string(), z.string()), (map, report) => {
    const entries = Object.entries(map);
    if (entries.length > most) report(problems.tooMany("entries", entries.length, most));
    for (const [name, content] of entries) {
      const problem = key(name) ?? value?.(content, name);
      if (problem) report(problem, [name]);
    }
  }).meta({ description });

const filled =
  (what: string): TextRule =>
  (value) =>
    value === "" ? problems.empty(what) : undefined;

const tags = textMap("AWS tags, at most 50", names.tagKey, names.tagValue, LIMITS.tags);
const annotations = textMap("Kubernetes annotations", names.qualifiedName, undefined);
const labels = textMap("Kubernetes labels", names.qualifiedName, names.labelValue);
const values = z.record(z.string(), z.unknown()).meta({ description: "Chart values, merged last over ours" });
const identity = z
  .enum(["irsa", "pod-identity", "both"])
  .meta({ description: "How pods get their role: irsa (default), pod-identity, or both while moving" });

const region: TextRule = (value) => (isRegionForm(value) ? undefined : problems.regionForm(value));
const httpsUrl: TextRule = (value) =>
  /^https:\/\/[^\s/]+(\/\S*)?$/.test(value)
    ? undefined
    : problems.badForm("an endpoint", value, "an https URL", "Copy it from the cluster");
const base64: TextRule = (value) =>
  /^[A-Za-z0-9+/\s.]+=*\s*$/.test(value)
    ? undefined
    : problems.badForm("a certificate authority", value, "PEM in base64, as EKS gives it", "Copy it from the cluster");
const vpcId: TextRule = (value) =>
  /^vpc-[0-9a-z]+$/.test(value)
    ? undefined
    : problems.badForm("a VPC ID", value, "vpc- and hexadecimal digits", "Copy it from the cluster");
const kubernetesVersion: TextRule = (value) =>
  /^\d+\.\d+$/.test(value)
    ? undefined
    : problems.badForm("a Kubernetes version", value, 'major.minor, as in "1.34"', "Write it in quotes");
const oidcProviderArn: TextRule = (value) => {
  const arn = parseArn(value);
  if (!arn) return problems.notAnArn(value);
  return arn.service === "iam" && arn.resource.startsWith("oidc-provider/")
    ? undefined
    : problems.arnOfAnotherKind(value, "an IAM OIDC provider");
};

/** Letters, digits, hyphens and dots, as in names, with wildcards among them. */
const subjectPattern =
  (what: string): TextRule =>
  (value) =>
    /^[a-z0-9.*?-]+$/.test(value)
      ? undefined
      : problems.badForm(what, value, "lower-case letters, digits, hyphens and dots, with * and ?", "Change it");

// ---- roles and workloads

const oneOrMany = z.union([z.string(), z.array(z.string())]);

const conditions = z
  .record(z.string(), z.record(z.string(), oneOrMany))
  .meta({ description: "Condition operator, condition key, values" });

const statement = checked(
  mapping(
    {
      sid: z.string().optional(),
      effect: z.enum(["Allow", "Deny"]).optional().meta({ description: "Default: Allow" }),
      actions: z.array(text(action, 'service:Action, or "*"')).min(1).optional(),
      notActions: z.array(text(action, "service:Action")).min(1).optional(),
      resources: z.array(text(resource, 'An ARN, or "*"')).min(1).optional(),
      notResources: z.array(text(resource, "An ARN")).min(1).optional(),
      conditions: conditions.optional(),
    },
    "A statement of an IAM policy",
  ),
  (value, report) => {
    for (const [one, other] of [
      ["actions", "notActions"],
      ["resources", "notResources"],
    ] as const) {
      const both = value[one] !== undefined && value[other] !== undefined;
      const neither = value[one] === undefined && value[other] === undefined;
      if (both || neither) report(problems.statementNeeds(one, other, both), [], neither ? [[one], [other]] : []);
    }
  },
).transform((value) => value as PolicyStatement);

const role = checked(
  mapping(
    {
      name: text(names.roleName, "At most 64 characters. Default: <cluster>-<region>-<workload>").optional(),
      namePrefix: text(names.roleNamePrefix, "At most 38 characters; AWS completes it").optional(),
      path: text(names.rolePath, "Starts and ends with a slash. Default: /").optional(),
      description: text(names.roleDescription, "At most 1,000 characters").optional(),
      permissionsBoundary: text(policyArn, "A managed policy's ARN").optional(),
      maxSessionDuration: wholeNumber(
        LIMITS.sessionDuration.min,
        LIMITS.sessionDuration.max,
        "seconds",
        "In seconds. Default: 3600",
      ).optional(),
      tags: tags.optional(),
      exclusivePolicies: flag("Remove policies that others add to the role. Default: false").optional(),
    },
    "The role's own settings",
  ),
  (value, report) => {
    if (value.name !== undefined && value.namePrefix !== undefined) report(problems.nameAndPrefix());
  },
);

const subject = mapping(
  {
    namespace: text(names.namespaceName, "A namespace"),
    serviceAccount: text(names.serviceAccountName, "A ServiceAccount's name"),
  },
  "A ServiceAccount",
);

const pattern = mapping(
  {
    namespace: text(subjectPattern("a namespace pattern"), "A namespace, with * and ? for any characters"),
    serviceAccount: text(subjectPattern("a ServiceAccount pattern"), "A name, with * and ? for any characters"),
  },
  "ServiceAccounts by pattern",
);

const trustStatement = mapping(
  {
    sid: z.string().optional(),
    effect: z.enum(["Allow", "Deny"]).optional().meta({ description: "Default: Allow" }),
    principals: checked(
      mapping({ AWS: oneOrMany.optional(), Service: oneOrMany.optional(), Federated: oneOrMany.optional() }, "By kind"),
      (value, report) => {
        if (Object.keys(value).length === 0) report(problems.tooFew("principal"), [], [[]]);
      },
    ),
    actions: z.array(text(action, "service:Action")).min(1),
    conditions: conditions.optional(),
  },
  "A statement of the trust policy",
);

const trust = mapping(
  {
    subjects: z
      .array(subject)
      .default([])
      .meta({ description: "Other ServiceAccounts of the cluster that may assume the role; you annotate them" }),
    subjectPatterns: z
      .array(pattern)
      .default([])
      .meta({ description: "ServiceAccounts with wildcards: every pod that they match may assume the role" }),
    otherProviders: z
      .array(text(oidcProviderArn, "An IAM OIDC provider's ARN"))
      .default([])
      .meta({ description: "Other clusters' OIDC providers, for a role that clusters share" }),
    statements: z.array(trustStatement).default([]).meta({ description: "Further statements" }),
    maxSize: wholeNumber(
      LIMITS.trustPolicyQuota.min,
      LIMITS.trustPolicyQuota.max,
      "characters",
      "Your account's quota. Default: 2048",
    ).optional(),
  },
  "Who else may assume the role",
);

const podIdentity = mapping(
  {
    targetRoleArn: text(roleArn, "A role of another account that pods end up with").optional(),
    disableSessionTags: flag("Sessions without tags. Default: false").optional(),
    sourceConditions: flag("Hold the role to this account and cluster. Default: true").optional(),
  },
  "The Pod Identity association, with identity: pod-identity or both",
);

/** How the web identity token is made. */
const tokenKeys = {
  stsRegionalEndpoints: flag("Use STS in the cluster's region. Default: EKS's own, it is used").optional(),
  tokenExpiration: wholeNumber(
    LIMITS.tokenExpiration.min,
    LIMITS.tokenExpiration.max,
    "seconds",
    "A token's life in seconds. Default: 86400",
  ).optional(),
  audience: text(filled("an audience"), "Whom the token is meant for. Default: sts.amazonaws.com").optional(),
};

/** What a role allows in AWS. */
const permissionKeys = {
  policyArns: z
    .array(text(policyArn, "A managed policy's ARN"))
    .max(LIMITS.attachedPolicies)
    .default([])
    .meta({ description: "Managed policies to attach, at most 20" }),
  statements: z
    .array(statement)
    .default([])
    .meta({ description: "An inline policy; over 10,240 characters it becomes several managed ones" }),
  assumeRoleArns: z
    .array(text(roleArn, "A role's ARN"))
    .default([])
    .meta({ description: "Roles, of other accounts too, that the pods may change into" }),
};

const rbacRules = z.array(
  mapping(
    {
      apiGroups: z.array(z.string()).min(1).meta({ description: '"" is the core group' }),
      resources: z.array(text(filled("a resource"), "A resource")).min(1),
      verbs: z.array(text(filled("a verb"), "A verb")).min(1),
      resourceNames: z.array(z.string()).optional().meta({ description: "Default: all" }),
    },
    "A Kubernetes rule",
  ),
);

const workload = mapping(
  {
    name: text(names.workloadName, "Unique in the cluster. Default: the ServiceAccount's name").optional(),
    namespace: text(names.namespaceName, "At most 63 characters"),
    createNamespace: flag("Make the namespace. Default: false, it is expected to be there").default(false),
    serviceAccount: text(names.serviceAccountName, "At most 253 characters; may hold dots"),
    existing: flag("The ServiceAccount is there already: only annotate it. Default: false").default(false),
    identity: identity.optional(),
    account: z
      .string()
      .optional()
      .meta({ description: "One of the cluster's accounts: the role is made there. Default: the cluster's" }),
    ...permissionKeys,
    roleArn: text(roleArn, "A role that is there already, in the place of all the following about the role").optional(),
    role: role.optional(),
    trust: trust.optional(),
    podIdentity: podIdentity.optional(),
    ...tokenKeys,
    annotations: annotations.optional(),
    labels: labels.optional(),
    automountServiceAccountToken: flag("Whether pods get a Kubernetes API token. Default: true").optional(),
    imagePullSecrets: z
      .array(text(names.serviceAccountName, "A Secret's name"))
      .optional()
      .meta({ description: "Secrets to pull images with" }),
    rules: rbacRules.default([]).meta({ description: "Kubernetes rules in the namespace" }),
    clusterRules: rbacRules.default([]).meta({ description: "Kubernetes rules in the whole cluster" }),
  },
  "A ServiceAccount with a role of its own",
);

// ---- add-ons

/** How an add-on is installed. */
const releaseKeys = {
  timeout: wholeNumber(1, 3600, "seconds", "For the release to become ready. Default: 600").optional(),
  upgradeInstall: flag("Adopt a release of this name that is there already. Default: false").optional(),
  takeOwnership: flag("Adopt objects that others made. Default: false").optional(),
  install: flag("false: only what is in AWS; outputs tell GitOps the rest. Default: true").default(true),
};

const chartRepository: TextRule = (value) =>
  /^(https|oci):\/\/\S+$/.test(value)
    ? undefined
    : problems.badForm(
        "a chart repository",
        value,
        "an https:// or oci:// URL",
        "Write it with its scheme, or use path",
      );

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

const certManager = mapping(
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

const securityGroup: TextRule = (value) =>
  /^sg-[0-9a-z]+$/.test(value)
    ? undefined
    : problems.badForm("a security group", value, "sg- and hexadecimal digits", "Copy its ID");

const loadBalancerController = mapping(
  {
    version: text(controllerVersion, "The chart's version").default(CONTROLLER_VERSION),
    chart: chartSource.optional(),
    identity: identity.optional(),
    webhookCertificate: z.enum(["cert-manager", "helm"]).optional().meta({
      description: "Who makes the webhook certificate. Default: cert-manager where it is installed, else helm",
    }),
    serviceMutatorWebhook: flag("Take over every new Service of type LoadBalancer. Default: false").default(false),
    replicas: wholeNumber(1, 100, "replicas", "Default: 2").default(2),
    isolated: flag("No way to the internet: WAF and Shield are off. Default: in isolated partitions").optional(),
    shield: flag("AWS Shield Advanced. Default: the controller's, on").optional(),
    waf: flag("AWS WAF Classic. Default: the controller's, on").optional(),
    wafv2: flag("AWS WAF. Default: the controller's, on").optional(),
    fargate: flag("Pods run on Fargate. Default: false").optional(),
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
      names.tagKey,
      (value, key) => defaultTag(key, value) ?? names.tagValue(value),
      LIMITS.tags,
    ).optional(),
    role: role.optional(),
    podIdentity: podIdentity.optional(),
    ...releaseKeys,
    values: values.default({}),
  },
  "The AWS Load Balancer Controller. Leave out to not install it; {} for the defaults",
);

const addon = mapping(
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
    namespace: text(names.namespaceName, "At most 63 characters"),
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

// ---- clusters

const attributes = mapping(
  {
    accountId: text(names.accountId, "Twelve digits, in quotes"),
    oidcIssuer: text(oidcIssuer, "With https://"),
    endpoint: text(httpsUrl, "The API server's URL; not needed with auth: kubeconfig").optional(),
    certificateAuthority: text(base64, "PEM in base64; not needed with auth: kubeconfig").optional(),
    vpcId: text(vpcId, "Needed for the load balancer controller").optional(),
    version: text(kubernetesVersion, 'As in "1.34", in quotes').optional(),
  },
  "Use these, and read nothing from the cluster at plan time",
);

const BACKENDS = ["cloud", "s3", "local", "none"] as const;

const backend = checked(
  mapping(
    {
      cloud: mapping(
        {
          organization: text(filled("an organization"), "The organization's name"),
          project: text(filled("a project"), "The workspace's project").optional(),
          workspace: text(filled("a workspace"), "The workspace's name").optional(),
          tags: z
            .array(text(filled("a tag"), "A tag"))
            .min(1)
            .optional()
            .meta({ description: "Workspaces by tags, in the place of a name" }),
          hostname: text(filled("a host name"), "Default: app.terraform.io").optional(),
        },
        "HCP Terraform, or Terraform Enterprise",
      ).optional(),
      s3: mapping(
        {
          bucket: text(filled("a bucket"), "The bucket's name"),
          key: text(filled("a key"), "The state object's key: a different one for each cluster"),
          region: text(region, "The bucket's region. Default: the cluster's").optional(),
          encrypt: flag("Default: true").default(true),
          useLockfile: flag("Lock with a file beside the state. Default: true").default(true),
          dynamodbTable: z.string().optional().meta({ description: "Lock with a table as well" }),
          kmsKeyId: z.string().optional(),
          acl: z.string().optional(),
          profile: z.string().optional(),
          roleArn: z.string().optional().meta({ description: "A role to assume for the state" }),
          workspaceKeyPrefix: z.string().optional(),
        },
        "A bucket",
      ).optional(),
      local: mapping(
        {
          path: text(
            filled("a path"),
            "From the configuration file's folder. Default: terraform.<stack>.tfstate",
          ).optional(),
        },
        "A file",
      ).optional(),
      none: mapping({}, "No backend block: whoever runs the output adds one").optional(),
    },
    "Where the state is: exactly one. Default: local",
  ),
  (value, report) => {
    exactlyOneOf(value, BACKENDS, report);
    if (value.cloud) exactlyOneOf(value.cloud, ["workspace", "tags"], report, ["cloud"]);
  },
);

const auth = z
  .union([
    z.enum(["token", "exec", "ephemeral"]),
    mapping(
      {
        kubeconfig: mapping(
          {
            path: text(filled("a path"), "From the configuration file's folder, or ~/...").optional(),
            context: text(filled("a context"), "Default: the file's current context").optional(),
          },
          "A kubeconfig file. Default: ~/.kube/config",
        ),
      },
      "A kubeconfig file",
    ),
  ])
  .meta({
    description:
      "How Terraform reaches the cluster: token (default; nothing but Terraform on the runner), exec (the aws command), " +
      "ephemeral (a token that never gets into the state), a kubeconfig file",
  });

const oidcProvider = z
  .union([
    z.enum(["create", "lookup"]),
    mapping({ arn: text(oidcProviderArn, "An IAM OIDC provider's ARN") }, "A provider by its ARN"),
  ])
  .meta({ description: "The cluster's OIDC provider in IAM: create (default), lookup, or { arn }" });

const assumeRole = mapping(
  {
    roleArn: text(roleArn, "The role that Terraform works as"),
    externalId: text(filled("an external ID"), "If the role's trust policy wants one").optional(),
    sessionName: text(filled("a session name"), "Default: AWS's").optional(),
  },
  "A role to assume for everything in AWS",
);

const cluster = mapping(
  {
    cluster: text(names.clusterName, "The EKS cluster's name. Default: the stack's name").optional(),
    region: text(region, "The region's code, as in ap-northeast-2").optional(),
    partition: z
      .enum(PARTITION_NAMES as [string, ...string[]])
      .optional()
      .meta({ description: "Default: from the region" }),
    attributes: attributes.optional(),
    backend: backend.optional(),
    auth: auth.default("token"),
    oidcProvider: oidcProvider.default("create"),
    identity: identity.default("irsa"),
    assumeRole: assumeRole.optional(),
    accounts: z
      .record(
        z.string(),
        mapping(
          {
            roleArn: text(roleArn, "The role that Terraform works as in this account"),
            oidcProvider: oidcProvider.default("create"),
          },
          "Another account, where workloads may have their roles",
        ),
      )
      .default({})
      .meta({ description: "Other accounts by name" }),
    proxy: flag("A variable, proxy_url, for the way to the cluster. Default: false").optional(),
    tags: tags.optional(),
    certManager: certManager.optional(),
    loadBalancerController: loadBalancerController.optional(),
    addons: z.array(addon).default([]).meta({ description: "Any other add-ons" }),
    workloads: z.array(workload).default([]).meta({ description: "ServiceAccounts with roles" }),
  },
  "An EKS cluster: one stack",
);

/** A cluster as it stands after `defaults` were merged under it. */
export const clusterSchema = cluster;

const globalRole = mapping(
  {
    name: text(names.roleName, "The role's name, at most 64 characters"),
    providers: z
      .array(text(oidcProviderArn, "An IAM OIDC provider's ARN"))
      .min(1)
      .meta({ description: "The clusters' OIDC providers" }),
    subjects: z
      .array(subject)
      .min(1)
      .meta({ description: "The ServiceAccounts that may assume it, in any of the clusters" }),
    ...permissionKeys,
    policies: z.array(z.string()).default([]).meta({ description: "Policies of this stack, by name" }),
    path: text(names.rolePath, "Default: /").optional(),
    permissionsBoundary: text(policyArn, "A managed policy's ARN").optional(),
    maxSessionDuration: wholeNumber(
      LIMITS.sessionDuration.min,
      LIMITS.sessionDuration.max,
      "seconds",
      "In seconds. Default: 3600",
    ).optional(),
    maxTrustSize: wholeNumber(
      LIMITS.trustPolicyQuota.min,
      LIMITS.trustPolicyQuota.max,
      "characters",
      "Your account's quota. Default: 2048",
    ).optional(),
  },
  "A role that clusters share",
);

/** IAM that clusters share: a stack of its own. Clusters name what it makes by ARN, so that no stack waits for another. */
export const globalSchema = mapping(
  {
    stack: text(names.stackName, "The stack's name. Default: global").default("global"),
    region: text(region, "Where the AWS provider works; IAM is the same in all regions"),
    partition: z
      .enum(PARTITION_NAMES as [string, ...string[]])
      .optional()
      .meta({ description: "Default: from the region" }),
    backend: backend.optional(),
    assumeRole: assumeRole.optional(),
    tags: tags.optional(),
    policies: z
      .array(
        mapping(
          {
            name: text(names.policyName, "At most 128 characters"),
            statements: z.array(statement).min(1),
            description: z.string().optional(),
          },
          "A managed policy",
        ),
      )
      .default([])
      .meta({ description: "Managed policies" }),
    roles: z.array(globalRole).default([]).meta({ description: "Roles that clusters share" }),
  },
  "IAM that clusters share",
);

/** The file's frame. What is under `defaults` is checked where it ends up, in each cluster. */
export const fileSchema = mapping(
  {
    $schema: z.string().optional().meta({ description: "For editors" }),
    version: z.literal(1).meta({ description: "The contract's version" }),
    defaults: z.record(z.string(), z.unknown()).optional(),
    global: globalSchema.optional(),
    clusters: checked(z.record(z.string(), z.record(z.string(), z.unknown())), (clusters, report) => {
      if (Object.keys(clusters).length === 0) report(problems.tooFew("cluster"), [], [[]]);
      for (const name of Object.keys(clusters)) {
        const problem = names.stackName(name);
        if (problem) report(problem, [name]);
      }
    }),
  },
  "cdktf-eks-irsa configuration",
);

export type ClusterInput = z.output<typeof cluster>;
export type AddonInput = z.output<typeof addon>;
export type GlobalInput = z.output<typeof globalSchema>;
export type WorkloadInput = z.output<typeof workload>;
export type BackendInput = z.output<typeof backend>;
export type AuthInput = z.output<typeof auth>;
