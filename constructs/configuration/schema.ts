import { z } from "zod";
import { CERT_MANAGER_VERSION, certManagerVersion } from "../addons/cert-manager/releases";
import { CONTROLLER_VERSION, controllerVersion } from "../addons/load-balancer-controller/releases";
import { defaultTag } from "../addons/load-balancer-controller/values";
import { parseArn } from "../facts/arn";
import { LIMITS } from "../facts/limits";
import * as names from "../facts/names";
import type { TextRule } from "../facts/names";
import { PARTITION_NAMES, isRegionForm } from "../facts/partitions";
import type { PolicyStatement } from "../facts/policy";
import { action, policyArn, resource } from "../facts/policy";
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
  .meta({ description: "How pods get their role: irsa (default). pod-identity and both are not offered yet" });

const region: TextRule = (value) => (isRegionForm(value) ? undefined : problems.regionForm(value));
const accountId: TextRule = (value) =>
  /^\d{12}$/.test(value)
    ? undefined
    : problems.badForm("an account ID", value, "twelve digits", "Write it in quotes, with its leading zeros");
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

// ---- roles and workloads

const oneOrMany = z.union([z.string(), z.array(z.string())]);

const statement = checked(
  mapping(
    {
      sid: z.string().optional(),
      effect: z.enum(["Allow", "Deny"]).optional().meta({ description: "Default: Allow" }),
      actions: z.array(text(action, 'service:Action, or "*"')).min(1).optional(),
      notActions: z.array(text(action, "service:Action")).min(1).optional(),
      resources: z.array(text(resource, 'An ARN, or "*"')).min(1).optional(),
      notResources: z.array(text(resource, "An ARN")).min(1).optional(),
      conditions: z
        .record(z.string(), z.record(z.string(), oneOrMany))
        .optional()
        .meta({ description: "Condition operator, condition key, values" }),
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

const workload = mapping(
  {
    name: text(names.workloadName, "Unique in the cluster. Default: the ServiceAccount's name").optional(),
    namespace: text(names.namespaceName, "At most 63 characters"),
    createNamespace: flag("Make the namespace. Default: false, it is expected to be there").default(false),
    serviceAccount: text(names.serviceAccountName, "At most 253 characters; may hold dots"),
    identity: identity.optional(),
    policyArns: z
      .array(text(policyArn, "A managed policy's ARN"))
      .max(LIMITS.attachedPolicies)
      .default([])
      .meta({ description: "Managed policies to attach, at most 20" }),
    statements: z.array(statement).default([]).meta({ description: "An inline policy" }),
    role: role.optional(),
    trust: mapping(
      {
        subjects: z
          .array(subject)
          .default([])
          .meta({ description: "Other ServiceAccounts of the cluster that may assume the role; you annotate them" }),
      },
      "Who else may assume the role",
    ).optional(),
    annotations: annotations.optional(),
    labels: labels.optional(),
    automountServiceAccountToken: flag("Whether pods get a Kubernetes API token. Default: true").default(true),
  },
  "A ServiceAccount with a role of its own",
);

// ---- add-ons

const certManager = mapping(
  {
    version: text(certManagerVersion, "The chart's version, with its v").default(CERT_MANAGER_VERSION),
    namespace: text(names.namespaceName, "The add-on's namespace").default("cert-manager"),
    createNamespace: flag("Make the namespace. Default: true").default(true),
    identity: identity.optional(),
    hostedZones: z
      .array(text(names.hostedZoneId, "A Route53 hosted zone's ID"))
      .default([])
      .meta({ description: "Zones for DNS01 challenges; a role is made only if there are any" }),
    lookUpZones: flag("Let solvers without a hostedZoneID find their zone by name. Default: false").default(false),
    role: role.optional(),
    values: values.default({}),
  },
  "cert-manager. Leave out to not install it; {} for the defaults",
);

const loadBalancerController = mapping(
  {
    version: text(controllerVersion, "The chart's version").default(CONTROLLER_VERSION),
    identity: identity.optional(),
    webhookCertificate: z.enum(["cert-manager", "helm"]).optional().meta({
      description: "Who makes the webhook certificate. Default: cert-manager where it is installed, else helm",
    }),
    serviceMutatorWebhook: flag("Take over every new Service of type LoadBalancer. Default: false").default(false),
    replicas: wholeNumber(1, 100, "replicas", "Default: 2").default(2),
    shield: flag("AWS Shield Advanced. Default: the controller's, on").optional(),
    waf: flag("AWS WAF Classic. Default: the controller's, on").optional(),
    wafv2: flag("AWS WAF. Default: the controller's, on").optional(),
    defaultTags: textMap(
      "Tags of all that the controller makes; no commas",
      names.tagKey,
      (value, key) => defaultTag(key, value) ?? names.tagValue(value),
      LIMITS.tags,
    ).optional(),
    role: role.optional(),
    values: values.default({}),
  },
  "The AWS Load Balancer Controller. Leave out to not install it; {} for the defaults",
);

// ---- clusters

const attributes = mapping(
  {
    accountId: text(accountId, "Twelve digits, in quotes"),
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
          organization: z.string().optional(),
          project: z.string().optional(),
          workspace: z.string().optional(),
          tags: z.array(z.string()).optional(),
          hostname: z.string().optional(),
        },
        "Terraform Cloud. Not offered yet",
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
    const given = BACKENDS.filter((kind) => value[kind] !== undefined);
    const absent = given.length === 0 ? BACKENDS.map((kind) => [kind]) : [];
    if (given.length !== 1) report(problems.exactlyOne(given, BACKENDS), [], absent);
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
      "a kubeconfig file. ephemeral is not offered yet",
  });

const oidcProvider = z
  .union([
    z.enum(["create", "lookup"]),
    mapping({ arn: text(oidcProviderArn, "An IAM OIDC provider's ARN") }, "A provider by its ARN"),
  ])
  .meta({ description: "The cluster's OIDC provider in IAM: create (default), lookup, or { arn }" });

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
    tags: tags.optional(),
    certManager: certManager.optional(),
    loadBalancerController: loadBalancerController.optional(),
    workloads: z.array(workload).default([]).meta({ description: "ServiceAccounts with roles" }),
  },
  "An EKS cluster: one stack",
);

/** A cluster as it stands after `defaults` were merged under it. */
export const clusterSchema = cluster;

/** The file's frame. What is under `defaults` is checked where it ends up, in each cluster. */
export const fileSchema = mapping(
  {
    $schema: z.string().optional().meta({ description: "For editors" }),
    version: z.literal(1).meta({ description: "The contract's version" }),
    defaults: z.record(z.string(), z.unknown()).optional(),
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
export type WorkloadInput = z.output<typeof workload>;
export type BackendInput = z.output<typeof backend>;
export type AuthInput = z.output<typeof auth>;
