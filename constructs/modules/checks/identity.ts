import { LIMITS } from "../../facts/limits";
import * as problems from "../../facts/problems";
import {
  AUDIENCE_ANNOTATION,
  ROLE_ARN_ANNOTATION,
  STS_REGIONAL_ANNOTATION,
  SYSTEM_NAMESPACES,
  TOKEN_EXPIRATION_ANNOTATION,
} from "../../facts/service-accounts";
import { literal, raw } from "../hcl";
import type { InputCheck } from "../input";
import { says } from "./together";
import type { At, Together } from "./together";

/** What goes together in roles and ServiceAccounts, as configuration/rules/identity.ts has it. */

/** True where all these lists are empty. */
export const none = (...lists: readonly string[]): string =>
  `${lists.map((list) => `length(${list})`).join(" + ")} == 0`;
const allNull = (...values: readonly string[]): string =>
  `alltrue([for value in [${values.join(", ")}] : value == null])`;

const inPartition = (list: string): string =>
  `alltrue([for arn in ${list} : !startswith(arn, "arn:") || length(regexall("^arn:(\${local.partition}|[^:]*[*?$][^:]*):", arn)) > 0 if arn != null])`;

/** ARNs are of the cluster's partition; a wildcard in its place is IAM's own business. */
export const partitionCheck = (key: string, list: (at: At) => string): Together => ({
  key,
  condition: (at) => inPartition(list(at)),
  problem: problems.foreignArn(),
});

/** A value as a list: empty where it is null. */
export const given = (value: string): string => `[for arn in [${value}] : arn if arn != null]`;

/** Of whoever has permissions in AWS. */
const PERMISSIONS: readonly Together[] = [
  partitionCheck("policy_arns", (at) => at("policy_arns")),
  partitionCheck("named_policy_arns", (at) => `values(${at("named_policy_arns")})`),
  partitionCheck("assume_role_arns", (at) => at("assume_role_arns")),
  partitionCheck(
    "statements",
    (at) =>
      `flatten([for statement in ${at("statements")} : concat(coalesce(statement.resources, []), coalesce(statement.not_resources, [])) if length(statement[*]) > 0])`,
  ),
  {
    key: "statements",
    condition: (at) =>
      `alltrue([for statement in ${at("statements")} : (statement.actions == null) != (statement.not_actions == null) && (statement.resources == null) != (statement.not_resources == null) if length(statement[*]) > 0])`,
    problem: problems.statementParts(),
  },
  {
    key: "policy_arns",
    condition: (at) => `length(distinct(${at("policy_arns")})) == length(${at("policy_arns")})`,
    problem: problems.policyTwice(),
  },
  {
    key: "policy_arns",
    condition: (at) =>
      `length(${at("policy_arns")}) + length(${at("named_policy_arns")}) <= ${LIMITS.attachedPolicies}`,
    problem: problems.tooManyPolicies(undefined, LIMITS.attachedPolicies),
  },
];

const ROLE: Together = {
  key: "role",
  condition: (at) => `${at("role.name")} == null || ${at("role.name_prefix")} == null`,
  problem: problems.nameAndPrefix(),
};

const podIdentity: Together = {
  key: "pod_identity",
  condition: (at) =>
    `${at("identity")} != "irsa" || ${allNull(at("pod_identity.target_role_arn"), at("pod_identity.disable_session_tags"), at("pod_identity.source_conditions"))}`,
  problem: problems.needsPodIdentity(),
};

const boundaryPartition = partitionCheck("role", (at) => given(at("role.permissions_boundary")));
const targetPartition = partitionCheck("pod_identity", (at) => given(at("pod_identity.target_role_arn")));

/** Of an object with a role of its own, which may be there already. */
export const OWN_ROLE: readonly Together[] = [
  ROLE,
  podIdentity,
  boundaryPartition,
  targetPartition,
  {
    key: "role_arn",
    condition: (at) => `${at("create_role")} || ${at("identity")} == "irsa" || ${at("role_arn")} != null`,
    problem: problems.missingInput("role_arn", "a Pod Identity association is for a role"),
  },
  {
    key: "role_arn",
    condition: (at) => `!${at("create_role")} || ${at("role_arn")} == null`,
    problem: problems.roleAndSwitch(),
  },
  partitionCheck("role_arn", (at) => given(at("role_arn"))),
];

/** Of a role. */
export const ROLE_CHECKS: readonly Together[] = [
  ...PERMISSIONS,
  ROLE,
  podIdentity,
  boundaryPartition,
  targetPartition,
  partitionCheck("trust", (at) => at("trust.other_providers")),
  {
    key: "trust",
    condition: (at) =>
      `alltrue([for statement in ${at("trust.statements")} : length([for names in values(statement.principals) : true if names != null]) > 0 if length(statement[*]) > 0])`,
    problem: problems.tooFew("principal in a statement"),
  },
  {
    key: "trust",
    condition: (at) =>
      `${at("identity")} != "pod-identity" || ${none(at("trust.subject_patterns"), at("trust.other_providers"))}`,
    problem: problems.needsIrsa(),
  },
];

export const PERMISSION_KEYS = ["policy_arns", "named_policy_arns", "statements", "assume_role_arns"] as const;

/** What would be lost where no role is made; lists besides those of permissions, too. */
const withoutRole = (...lists: readonly string[]): Together => ({
  key: "create_role",
  condition: (at) =>
    `${at("create_role")} || ${none(...[...PERMISSION_KEYS, ...lists].map(at))} && alltrue([for value in values(${at("role")}) : value == null])`,
  problem: problems.settingsWithoutRole(),
});

const KEYS_OF_NEW_ACCOUNTS = ["labels", "automount_service_account_token", "image_pull_secrets"] as const;

/** Of whatever may make the namespace that it is in. */
export const NEW_NAMESPACE: Together = {
  key: "create_namespace",
  condition: (at) => `!${at("create_namespace")} || !contains(${literal([...SYSTEM_NAMESPACES])}, ${at("namespace")})`,
  problem: problems.reservedNamespace(),
};

/** Of a workload. */
export const WORKLOAD_CHECKS: readonly Together[] = [
  ...ROLE_CHECKS,
  ...OWN_ROLE.filter((one) => !ROLE_CHECKS.includes(one)),
  withoutRole("trust.subjects", "trust.subject_patterns", "trust.other_providers", "trust.statements"),
  ...KEYS_OF_NEW_ACCOUNTS.map((key): Together => ({
    key,
    condition: (at) => `!${at("existing")} || ${at(key)} == null`,
    problem: problems.existingServiceAccount(key),
  })),
  {
    key: "annotations",
    condition: (at) => `!contains(keys(coalesce(${at("annotations")}, {})), "${ROLE_ARN_ANNOTATION}")`,
    problem: problems.roleArnAnnotation(),
  },
  {
    key: "annotations",
    condition: (at) =>
      `alltrue([for key, value in { "${AUDIENCE_ANNOTATION}" = ${at("audience")}, "${TOKEN_EXPIRATION_ANNOTATION}" = try(tostring(${at("token_expiration")}), null), "${STS_REGIONAL_ANNOTATION}" = try(tostring(${at("sts_regional_endpoints")}), null) } : lookup(coalesce(${at("annotations")}, {}), key, value) == value if value != null])`,
    problem: problems.optionContradicted(),
  },
  NEW_NAMESPACE,
];

/** Of an add-on's ServiceAccount. */
export const ADDON_ACCOUNT_CHECKS: readonly Together[] = [...PERMISSIONS, ...OWN_ROLE, withoutRole()].map((one) => ({
  ...one,
  key: `service_account.${one.key}`,
  // How pods get their role is said beside the ServiceAccount.
  condition: (at: At) => one.condition((path) => (path === "identity" ? at(path) : at(`service_account.${path}`))),
}));

/** Where what is not unique is told of, each group once. */
const twice = (all: string): string =>
  `[for key, same in { for key in ${all} : key => key... } : key if length(same) > 1]`;

const uniqueCheck = (all: string, problem: string): InputCheck => ({
  condition: `length(${twice(all)}) == 0`,
  message: raw(`"\${join(", ", ${twice(all)})}: ${problem}"`),
});

const ACCOUNTS = `concat(${[
  `[for one in values(var.workloads) : "\${one.namespace}/\${one.service_account}" if length(one[*]) == 0 ? false : one.namespace != null && one.service_account != null]`,
  `[for one in values(var.addons) : "\${one.namespace}/\${one.service_account.name}" if length(one[*]) == 0 ? false : one.namespace != null && one.service_account.name != null]`,
  `[for one in var.cert_manager[*] : "\${one.namespace}/cert-manager" if one.namespace != null]`,
  `[for one in var.load_balancer_controller[*] : "kube-system/aws-load-balancer-controller"]`,
].join(", ")})`;

const ROLE_NAMES = `[for one in values(var.workloads) : lower(one.role.name) if length(one[*]) == 0 ? false : one.role.name != null]`;

/** Of all workloads of a cluster together. */
export const UNIQUE_CHECKS: readonly InputCheck[] = [
  uniqueCheck(ACCOUNTS, says(problems.accountTwice())),
  uniqueCheck(ROLE_NAMES, says(problems.roleNameTwice())),
];
