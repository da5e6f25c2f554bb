import { CERT_MANAGER_MODULE_CHECKS } from "../../addons/cert-manager/module-checks";
import {
  CONTROLLER_MODULE_CHECKS,
  CONTROLLER_MODULE_CHECKS_BESIDE,
} from "../../addons/load-balancer-controller/module-checks";
import type { Preset } from "../../addons/definition";
import { PRESETS } from "../../addons/registry";
import { references } from "../../contract/rule";
import * as problems from "../../facts/problems";
import { equals } from "../../hcl/combine";
import type { Value } from "../../hcl/expression";
import { inline } from "../../hcl/print";
import { literal } from "../hcl";
import type { InputCheck } from "../input";
import {
  ADDON_ACCOUNT_CHECKS,
  NEW_NAMESPACE,
  OWN_ROLE,
  PERMISSIONS,
  PERMISSION_KEYS,
  TRUST,
  given,
  none,
} from "./identity";
import { partitionCheck } from "./partition";
import { atomicWaits } from "../../contract/rules/release";
import { newAccount } from "../../contract/rules/service-account";
import { ofContract } from "./together";
import type { Together } from "./together";

/** What goes together in add-ons; what belongs to one of them is in its folder. */

export { ISSUERS_IN_KUBERNETES } from "../../addons/cert-manager/module-checks";

export const CERT_MANAGER_CHECKS: readonly Together[] = [
  ofContract(atomicWaits),
  ...OWN_ROLE,
  ...TRUST,
  partitionCheck("hosted_zone_role_arn", (at) => given(at("hosted_zone_role_arn"))),
  partitionCheck("hosted_zones", (at) => `[for zone in ${at("hosted_zones")} : zone.role_arn if length(zone[*]) > 0]`),
  ...CERT_MANAGER_MODULE_CHECKS,
  NEW_NAMESPACE,
];

/** What a user adds to the controller's role, which is lost where no role is made. */
const OWN_CONTROLLER_ROLE: readonly Together[] = [
  ofContract(atomicWaits),
  ...OWN_ROLE,
  ...PERMISSIONS,
  partitionCheck("certificate_authority_arns", (at) => at("certificate_authority_arns")),
  {
    key: "create_role",
    condition: (at) => `${at("create_role")} || ${none(...PERMISSION_KEYS.map(at))}`,
    problem: problems.settingsWithoutRole(),
  },
  NEW_NAMESPACE,
];

/** Of a controller alone: whether cert-manager is there, it does not know. */
export const CONTROLLER_CHECKS: readonly Together[] = [...OWN_CONTROLLER_ROLE, ...TRUST, ...CONTROLLER_MODULE_CHECKS];

/** Of a controller beside cert-manager. */
export const CONTROLLER_CHECKS_BESIDE: readonly Together[] = [
  ...OWN_CONTROLLER_ROLE,
  ...TRUST,
  ...CONTROLLER_MODULE_CHECKS_BESIDE,
];

const presets: readonly Preset[] = PRESETS;

/** A ServiceAccount that the cluster has already is none of an add-on's, but where its chart says so. */
const ADDON_NEW_ACCOUNT: Together = {
  ...ofContract(newAccount),
  key: "service_account.name",
  condition: (at) => {
    const read = references(at);
    const places: Readonly<Record<string, Value>> = {
      serviceAccount: read("serviceAccount.name"),
      existing: equals(read("serviceAccount.madeBy"), "chart"),
      roleOnly: false,
    };
    return inline(newAccount.holds((path) => (path in places ? places[path] : read(path))));
  },
};

export const ADDON_CHECKS: readonly Together[] = [
  ...ADDON_ACCOUNT_CHECKS,
  ADDON_NEW_ACCOUNT,
  ofContract(atomicWaits),
  {
    key: "chart",
    condition: (at) => `(${at("chart.repository")} == null) != (${at("chart.path")} == null)`,
    problem: problems.chartSource(),
  },
  {
    key: "chart.version",
    condition: (at) => `${at("chart.repository")} == null || ${at("chart.version")} != null`,
    problem: problems.missingKey("version", "a chart from a repository is pinned"),
  },
  ...presets.flatMap(({ chart, refusesSecond }): Together[] =>
    refusesSecond
      ? [{ key: "chart.name", condition: (at) => `${at("chart.name")} != "${chart.name}"`, problem: refusesSecond() }]
      : [],
  ),
  {
    key: "service_account.name",
    condition: (at) =>
      `${at("service_account.name")} != null || ${none(...PERMISSION_KEYS.map((key) => at(`service_account.${key}`)))}`,
    problem: problems.missingKey("name", "permissions are a ServiceAccount's"),
  },
  NEW_NAMESPACE,
];

/** The built-in add-ons have variables of their own. */
export const ADDON_NAME_CHECKS: readonly InputCheck[] = [
  {
    condition: `length(setintersection(keys(var.addons), ${literal(presets.map(({ name }) => name))})) == 0`,
    message: problems.problemText(problems.builtInAddon()),
  },
];
