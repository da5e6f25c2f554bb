import { z } from "zod";
import { certManager, hostedZone } from "../addons/cert-manager/keys";
import { customAddon as addon } from "../addons/custom/keys";
import { chartRepository } from "../addons/keys";
import { loadBalancerController } from "../addons/load-balancer-controller/keys";
import { filled, flag, mapping, text } from "../contract/basics";
import { acknowledgements, podIdentity, workload } from "../contract/identity";
import { identity, region, tags, vpcId } from "../contract/texts";
import { LIMITS } from "../facts/limits";
import * as names from "../facts/names";
import { PARTITION_NAMES } from "../facts/partitions";
import { oidcProviderArn, policyArn, roleArn } from "../facts/policy";
import { oidcIssuer } from "../facts/trust";
import { ROLE_WITHOUT_PERMISSIONS } from "../iam/rules";
import { grants } from "./grants";
import type { ModuleInput } from "./input";

/**
 * What modules take, made of the configuration contract's own keys. Where Terraform needs another
 * shape, the reason is one of three: a map's entry has a key that Terraform knows when it plans; a
 * switch of its own says what a text that is unknown cannot; and a type is one type.
 */

const without = <T extends object, K extends keyof T>(shape: T, ...keys: readonly K[]): Omit<T, K> =>
  Object.fromEntries(Object.entries(shape).filter(([key]) => !(keys as readonly string[]).includes(key))) as Omit<T, K>;

/** A role that is there already. Whether it is may not depend on an ARN that is not known yet. */
const ownRole = {
  createRole: flag("false: use the role of role_arn. Default: true").default(true),
  roleArn: text(roleArn, "A role that is there already; its trust policy is its owner's").optional(),
};

const namedPolicyArns = z
  .record(z.string(), text(policyArn, "A managed policy's ARN"))
  .default({})
  .meta({ description: "Managed policies by a name of yours, for ARNs that are not known before the apply" });

const policyArns = z
  .array(text(policyArn, "A managed policy's ARN"))
  .max(LIMITS.attachedPolicies)
  .default([])
  .meta({ description: "Managed policies to attach; their ARNs are known when Terraform plans" });

const statements = workload.shape.statements.meta({
  description:
    "An inline policy, of at most 10,240 characters, or, with role.managed_policies, a managed one, of at most 6,144",
});

/** HCL has no list of AWS's actions, so that no rule about statements holds. */
const acknowledge = acknowledgements([ROLE_WITHOUT_PERMISSIONS]);

/** Older AWS providers know no session policy, and a module cannot leave an argument out for them. */
const podIdentityOfModules = mapping(
  without(podIdentity.shape, "sessionPolicy"),
  podIdentity.description ?? "",
).optional();

const permissionKeys = { policyArns, namedPolicyArns, statements, grants };

/** A part alone has nobody to take its kind of identity from. */
export const identityShape = { identity: identity.default("irsa") };

/** A workload, its name aside: that is its key in the map. */
export const workloadShape = {
  ...without(workload.shape, "name", "formerly", "adopt", "account", "policyArns", "statements", "roleArn"),
  ...permissionKeys,
  acknowledge,
  ...ownRole,
  podIdentity: podIdentityOfModules,
};

/** What of a workload is in AWS. */
export const roleShape = without(
  workloadShape,
  "createNamespace",
  "existing",
  "roleOnly",
  "createRole",
  "roleArn",
  "acknowledge",
  "stsRegionalEndpoints",
  "tokenExpiration",
  "annotations",
  "labels",
  "automountServiceAccountToken",
  "imagePullSecrets",
  "rules",
  "clusterRules",
);

const chartSource = mapping(
  {
    repository: text(chartRepository, "An https:// or oci:// repository").optional(),
    path: text(filled("a path"), "A chart's folder, from where Terraform runs").optional(),
  },
  "Another source of the chart: a mirror, or a folder",
);

const hostedZoneKeys = {
  hostedZoneIds: z
    .array(text(names.hostedZoneId, "A Route53 hosted zone's ID"))
    .default([])
    .meta({ description: "Zones for DNS01 challenges; a role is made only if there are any" }),
  hostedZones: z.array(hostedZone).default([]).meta({
    description:
      "Further zones, with their names, which issuers need to choose between several, and roles of their accounts",
  }),
};

export const certManagerShape = {
  ...without(certManager.shape, "adopt", "acknowledge", "hostedZones", "chart"),
  ...hostedZoneKeys,
  chart: chartSource.optional(),
  ...ownRole,
  podIdentity: podIdentityOfModules,
};

export const controllerShape = {
  ...without(loadBalancerController.shape, "adopt", "acknowledge", "chart", "policyArns", "statements"),
  ...permissionKeys,
  chart: chartSource.optional(),
  ...ownRole,
  podIdentity: podIdentityOfModules,
};

const addonAccount = addon.shape.serviceAccount.unwrap().shape;

/** An add-on's ServiceAccount; without a name, it is the chart's own. */
export const addonAccountShape = {
  ...without(addonAccount, "policyArns", "statements", "roleArn"),
  name: addonAccount.name.optional(),
  ...permissionKeys,
  acknowledge,
  ...ownRole,
  podIdentity: podIdentityOfModules,
};

/** Any other add-on, its name aside: that is its key in the map. */
export const addonShape = {
  ...without(
    addon.shape,
    "name",
    "formerly",
    "adopt",
    "chart",
    "dependsOn",
    "serviceAccount",
    "serviceAccounts",
    "values",
  ),
  chart: mapping(
    {
      name: text(filled("a chart"), "The chart's name"),
      repository: text(chartRepository, "An https:// or oci:// repository").optional(),
      version: text(filled("a version"), "Exactly as the repository writes it. Not with path").optional(),
      path: text(filled("a path"), "A chart's folder, from where Terraform runs").optional(),
    },
    "The chart",
  ),
  serviceAccount: mapping(
    addonAccountShape,
    "The ServiceAccount that its pods run as, by its name. Default: the chart's own, without AWS permissions",
  ).optional(),
  values: z
    .array(z.string())
    .default([])
    .meta({ description: "Chart values as YAML or JSON documents, later ones win, merged last over ours" }),
};

const partition = z
  .enum(PARTITION_NAMES as [string, ...string[]])
  .optional()
  .meta({ description: "The AWS partition. Default: the region's" });

/** Where the cluster is. */
export const placeShape = {
  clusterName: text(names.clusterName, "The EKS cluster's name"),
  region: text(region, "The cluster's region, as in ap-northeast-2"),
  partition,
};

/** What a part needs to know of a cluster's OIDC provider, which is in the same account. */
export const providerShape = {
  ...placeShape,
  oidcProviderArn: text(
    oidcProviderArn,
    "The ARN of the cluster's OIDC provider in IAM. With identity = pod-identity, account_id will do",
  ).optional(),
  accountId: text(names.accountId, "The account's twelve digits. Default: the OIDC provider's").optional(),
};

export const vpcShape = { vpcId: text(vpcId, "The cluster's VPC") };

export const tagsShape = { tags: tags.default({}) };

export const credentials = mapping(
  { username: z.string(), password: z.string() },
  "The user name and password of a chart's repository",
);

/** Of an add-on alone. A variable of its own, for it is sensitive. */
export const CHART_CREDENTIALS: ModuleInput = {
  name: "chart_credentials",
  description: "The user name and the password of the chart's repository, where it wants them",
  schema: credentials,
  default: null,
  sensitive: true,
};

export const clusterAttributes = mapping(
  {
    accountId: text(names.accountId, "The account's twelve digits"),
    oidcIssuer: text(oidcIssuer, "With https://"),
    vpcId: text(vpcId, "Needed for the load balancer controller").optional(),
  },
  "Use these, and read nothing from the cluster: where it is made in the same apply, for one",
);
