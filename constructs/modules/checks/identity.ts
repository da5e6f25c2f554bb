import { LIMITS } from "../../facts/limits";
import { references } from "../../contract/rule";
import {
  needsIrsa,
  needsPodIdentity,
  roleOnlyMakesSomething,
  somePermissions,
  tokensNeedIrsa,
} from "../../contract/rules/identity";
import { subjectPatterns } from "../../contract/rules/trust";
import { nameAndPrefix } from "../../contract/rules/role";
import {
  existingAccount,
  newAccount,
  newNamespace,
  patternsAlone,
  roleOnly,
  whose,
} from "../../contract/rules/service-account";
import { statementParts } from "../../contract/rules/statement";
import * as problems from "../../facts/problems";
import {
  AUDIENCE_ANNOTATION,
  ROLE_ARN_ANNOTATION,
  SYSTEM_NAMESPACES,
  STS_REGIONAL_ANNOTATION,
  TOKEN_EXPIRATION_ANNOTATION,
} from "../../facts/service-accounts";
import { inline } from "../../hcl/print";
import { literal, raw } from "../hcl";
import type { InputCheck } from "../input";
import { ENTRY_FLAG, isThere, whereThere } from "../there";
import { GRANTS } from "./grants";
import { partitionCheck } from "./partition";
import { ofContract, says } from "./together";
import type { At, Together } from "./together";

/** What goes together in roles and ServiceAccounts, as configuration/rules/identity.ts has it. */

/** True where all these lists are empty. */
export const none = (...lists: readonly string[]): string =>
  `${lists.map((list) => `length(${list})`).join(" + ")} == 0`;
/** A value as a list: empty where it is null. */
export const given = (value: string): string => `[for arn in [${value}] : arn if arn != null]`;

/** Of whoever has permissions in AWS. */
export const PERMISSIONS: readonly Together[] = [
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
      `alltrue([for statement in ${at("statements")} : ${inline(statementParts.holds(references((key) => `statement.${key}`)))} if length(statement[*]) > 0])`,
    problem: statementParts.problem(),
  },
  ...GRANTS,
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

const ROLE = ofContract(nameAndPrefix);
const podIdentity = ofContract(needsPodIdentity);

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

/** Of who may assume a role. */
export const TRUST: readonly Together[] = [
  partitionCheck("trust", (at) => at("trust.other_providers")),
  {
    key: "trust",
    condition: (at) =>
      `alltrue([for statement in ${at("trust.statements")} : length([for names in values(statement.principals) : true if names != null]) > 0 if length(statement[*]) > 0])`,
    problem: problems.tooFew("principal in a statement"),
  },
  ofContract(needsIrsa),
  ...subjectPatterns.map(({ holds, problem }): Together => ({
    key: "trust",
    condition: (at) =>
      `alltrue([for pattern in ${at("trust.subject_patterns")} : ${inline(holds(references((key) => `pattern.${key}`)))} if length(pattern[*]) > 0])`,
    problem: problem(),
  })),
];

/** Of a role. */
export const ROLE_CHECKS: readonly Together[] = [
  ...PERMISSIONS,
  ROLE,
  podIdentity,
  boundaryPartition,
  targetPartition,
  ...TRUST,
  ...whose.map((rule): Together => ({ ...ofContract(rule), checkedBy: "service_account" })),
];

export const PERMISSION_KEYS = [
  "policy_arns",
  "named_policy_arns",
  "statements",
  "grants",
  "assume_role_arns",
] as const;

/** What would be lost where no role is made; lists besides those of permissions, too. */
const withoutRole = (...lists: readonly string[]): Together => ({
  key: "create_role",
  condition: (at) =>
    `${at("create_role")} || ${none(...[...PERMISSION_KEYS, ...lists].map(at))} && alltrue([for value in values(${at("role")}) : value == null])`,
  problem: problems.settingsWithoutRole(),
});

/** Of whatever may make the namespace that it is in. */
export const NEW_NAMESPACE = ofContract(newNamespace);

/** Of namespaces that are made in any case. */
export const NAMESPACE_CHECKS: readonly InputCheck[] = [
  {
    condition: `length(setintersection(keys(var.namespaces), ${literal([...SYSTEM_NAMESPACES])})) == 0`,
    message: says(problems.namespaceOfKubernetes()),
  },
];

/** Of a workload. */
export const WORKLOAD_CHECKS: readonly Together[] = [
  ...ROLE_CHECKS,
  ...OWN_ROLE.filter((one) => !ROLE_CHECKS.includes(one)),
  withoutRole("trust.subjects", "trust.subject_patterns", "trust.other_providers", "trust.statements"),
  ...[...existingAccount, newAccount, roleOnly, roleOnlyMakesSomething, ...tokensNeedIrsa].map(ofContract),
  { ...ofContract(patternsAlone), checkedBy: "service_account" },
  { ...ofContract(somePermissions), checkedBy: "create_role" },
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
export const ADDON_ACCOUNT_CHECKS: readonly Together[] = [
  ...PERMISSIONS,
  ...OWN_ROLE,
  ...TRUST,
  ...tokensNeedIrsa.map(ofContract),
  withoutRole("trust.subjects", "trust.subject_patterns", "trust.other_providers", "trust.statements"),
].map((one) => ({
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

const EACH_WORKLOAD = "one in var.workloads";
const EACH_ADDON = "one in var.addons";
const EACH_PRESET = ["one in var.cert_manager[*]", "one in var.load_balancer_controller[*]"];

/** What is null as a whole is told of as that. */
const where = (condition: string): string => whereThere(isThere("one", ENTRY_FLAG), condition);

const ACCOUNTS = `concat(${[
  `[for ${EACH_WORKLOAD} : "\${one.namespace}/\${one.service_account}" if ${where("one.namespace != null && one.service_account != null")}]`,
  `[for ${EACH_ADDON} : "\${one.namespace}/\${one.service_account.name}" if ${where("one.namespace != null && one.service_account.name != null")}]`,
  `[for one in var.cert_manager[*] : "\${one.namespace}/cert-manager" if one.namespace != null]`,
  `[for one in var.load_balancer_controller[*] : "\${one.namespace}/aws-load-balancer-controller" if one.namespace != null]`,
].join(", ")})`;

const ROLE_NAMES = `[for ${EACH_WORKLOAD} : lower(one.role.name) if ${where("one.role.name != null")}]`;

/** Namespaces of all that says something of them: what makes nothing in Kubernetes does not. */
const namespacesWhere = (made: "" | "!"): string =>
  `concat(${[
    `[for ${EACH_WORKLOAD} : one.namespace if ${where(`one.namespace != null && !one.role_only && ${made}one.create_namespace`)}]`,
    ...[EACH_ADDON, ...EACH_PRESET].map(
      (each) =>
        `[for ${each} : one.namespace if ${where(`one.namespace != null && one.install && ${made}one.create_namespace`)}]`,
    ),
  ].join(", ")})`;

/** One that is listed by itself goes with nobody. */
const DISAGREED = `setsubtract(setintersection(${namespacesWhere("")}, ${namespacesWhere("!")}), keys(var.namespaces))`;

const SUBJECT = `[for subject in one.trust.subjects : "\${subject.namespace}/\${subject.service_account}" if length(subject[*]) == 0 ? false : subject.namespace != null && subject.service_account != null]`;

/** Who has an association as a subject of another's role, as configuration/rules/roles.ts has it. */
const ASSOCIATED = `flatten([for ${EACH_WORKLOAD} : ${SUBJECT} if ${where('length(one.trust.subjects) > 0 && coalesce(one.identity, var.identity) != "irsa"')}])`;

/** Of all workloads of a cluster together. */
export const UNIQUE_CHECKS: readonly InputCheck[] = [
  uniqueCheck(ACCOUNTS, says(problems.accountTwice())),
  uniqueCheck(ROLE_NAMES, says(problems.roleNameTwice())),
  uniqueCheck(ASSOCIATED, says(problems.accountTwice())),
  {
    condition: `length(${DISAGREED}) == 0`,
    message: raw(`"\${join(", ", ${DISAGREED})}: ${says(problems.namespacesNotAgreed())}"`),
  },
];
