import { LIMITS } from "../../facts/limits";
import * as problems from "../../facts/problems";
import { ROLE_ARN_ANNOTATION, SYSTEM_NAMESPACES } from "../../facts/service-accounts";
import { literal } from "../hcl";
import type { InputCheck } from "../input";
import { raw } from "../hcl";
import type { At, Together } from "./together";

/** What goes together in roles and ServiceAccounts, as configuration/rules/identity.ts has it. */

const none = (...lists: readonly string[]): string => `${lists.map((list) => `length(${list})`).join(" + ")} == 0`;
const allNull = (...values: readonly string[]): string =>
  `alltrue([for value in [${values.join(", ")}] : value == null])`;

/** All ARNs of an object: of its permissions, and of its role and its trust where it has them. */
const arns = (at: At, ...others: readonly string[]): string =>
  `concat(${[
    at("policy_arns"),
    at("assume_role_arns"),
    ...others,
    `flatten([for statement in ${at("statements")} : concat(coalesce(statement.resources, []), coalesce(statement.not_resources, []))])`,
  ].join(", ")})`;

const inPartition = (list: string): string =>
  `alltrue([for arn in ${list} : !startswith(arn, "arn:") || length(regexall("^arn:(\${local.partition}|[^:]*[*?$][^:]*):", arn)) > 0])`;

/** Of whoever has permissions in AWS. */
const PERMISSIONS: readonly Together[] = [
  {
    key: "statements",
    condition: (at) =>
      `alltrue([for statement in ${at("statements")} : (statement.actions == null) != (statement.not_actions == null) && (statement.resources == null) != (statement.not_resources == null)])`,
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

/** Of an object with a role of its own, which may be there already. */
export const OWN_ROLE: readonly Together[] = [
  ROLE,
  podIdentity,
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
];

/** Of a role. */
export const ROLE_CHECKS: readonly Together[] = [
  ...PERMISSIONS,
  ROLE,
  podIdentity,
  {
    key: "policy_arns",
    condition: (at) => inPartition(arns(at, at("trust.other_providers"))),
    problem: problems.foreignArn(),
  },
  {
    key: "trust",
    condition: (at) =>
      `${at("identity")} != "pod-identity" || ${none(at("trust.subject_patterns"), at("trust.other_providers"))}`,
    problem: problems.needsIrsa(),
  },
];

const KEYS_OF_NEW_ACCOUNTS = ["labels", "automount_service_account_token", "image_pull_secrets"] as const;

/** Of a workload. */
export const WORKLOAD_CHECKS: readonly Together[] = [
  ...ROLE_CHECKS,
  ...OWN_ROLE.filter((one) => !ROLE_CHECKS.includes(one)),
  {
    key: "create_role",
    condition: (at) =>
      `${at("create_role")} || ${none(
        ...["policy_arns", "named_policy_arns", "statements", "assume_role_arns"].map(at),
        ...["trust.subjects", "trust.subject_patterns", "trust.other_providers", "trust.statements"].map(at),
      )} && alltrue([for value in values(${at("role")}) : value == null])`,
    problem: problems.settingsWithoutRole(),
  },
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
    key: "create_namespace",
    condition: (at) =>
      `!${at("create_namespace")} || !contains(${literal([...SYSTEM_NAMESPACES])}, ${at("namespace")})`,
    problem: problems.reservedNamespace(),
  },
];

/** Of an add-on's ServiceAccount. Its kind of identity is the add-on's. */
export const ADDON_ACCOUNT_CHECKS: readonly Together[] = [...PERMISSIONS, ...OWN_ROLE].map((one) => ({
  ...one,
  key: `service_account.${one.key}`,
  condition: (at: At) => one.condition((path) => at(path === "identity" ? path : `service_account.${path}`)),
}));

/** Where what is not unique is told of, each group once. */
const twice = (all: string): string =>
  `[for key, same in { for key in ${all} : key => key... } : key if length(same) > 1]`;

const uniqueCheck = (all: string, problem: string): InputCheck => ({
  condition: `length(${twice(all)}) == 0`,
  message: raw(`"\${join(", ", ${twice(all)})}: ${problem}"`),
});

const ACCOUNTS = `concat(${[
  `[for one in values(var.workloads) : "\${one.namespace}/\${one.service_account}" if length(one[*]) > 0]`,
  `[for one in values(var.addons) : "\${one.namespace}/\${one.service_account.name}" if length(one[*]) == 0 ? false : one.service_account.name != null]`,
  `[for one in var.cert_manager[*] : "\${one.namespace}/cert-manager"]`,
  `[for one in var.load_balancer_controller[*] : "kube-system/aws-load-balancer-controller"]`,
].join(", ")})`;

const ROLE_NAMES = `[for one in values(var.workloads) : lower(one.role.name) if length(one[*]) == 0 ? false : one.role.name != null]`;

/** Of all workloads of a cluster together. */
export const UNIQUE_CHECKS: readonly InputCheck[] = [
  uniqueCheck(ACCOUNTS, problems.problemText(problems.accountTwice())),
  uniqueCheck(ROLE_NAMES, problems.problemText(problems.roleNameTwice())),
];
