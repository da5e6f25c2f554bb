import { REGISTRY_REGIONS } from "../../addons/load-balancer-controller/images";
import { FEATURE_GATES, GATEWAY_GATES, gateSince } from "../../addons/load-balancer-controller/feature-gates";
import {
  CANNOT_KEEP_CERTIFICATE,
  CONTROLLER_CHART,
  CONTROLLER_RELEASES,
} from "../../addons/load-balancer-controller/releases";
import { CHART_OPTIONS } from "../../addons/load-balancer-controller/options";
import { compareVersions } from "../../addons/version";
import { ISOLATED_PARTITIONS } from "../../facts/partitions";
import * as problems from "../../facts/problems";
import { literal } from "../hcl";
import type { InputCheck } from "../input";
import {
  ADDON_ACCOUNT_CHECKS,
  NEW_NAMESPACE,
  OWN_ROLE,
  PERMISSION_KEYS,
  given,
  none,
  partitionCheck,
} from "./identity";
import type { At, Together } from "./together";

/** What goes together in add-ons, as configuration/rules/addons.ts has it. */

const isOn = (value: string): string => `coalesce(${value}, false)`;

const onFargate: Together = {
  key: "fargate",
  condition: (at) => `!${isOn(at("fargate"))} || ${at("identity")} != "pod-identity"`,
  problem: problems.podIdentityOnFargate(),
};

const zones = (at: At): string => `length(${at("hosted_zone_ids")}) + length(${at("hosted_zones")})`;
const ofAcme = (at: At, holds: string): string =>
  `alltrue([for issuer in ${at("issuers")} : ${holds} if length(issuer[*]) == 0 ? false : issuer.acme != null])`;

/** Of cert-manager in a module that may make nothing in Kubernetes. */
export const ISSUERS_IN_KUBERNETES: Together = {
  key: "issuers",
  condition: (at) => `!var.iam_only || length(${at("issuers")}) == 0`,
  problem: problems.issuersNotInstalled(),
};

export const CERT_MANAGER_CHECKS: readonly Together[] = [
  ...OWN_ROLE,
  onFargate,
  partitionCheck("hosted_zone_role_arn", (at) => given(at("hosted_zone_role_arn"))),
  {
    key: "prometheus",
    condition: (at) => `!(${isOn(at("prometheus.service_monitor"))} && ${isOn(at("prometheus.pod_monitor"))})`,
    problem: problems.bothMonitors(),
  },
  {
    key: "issuers",
    condition: (at) => `${at("install")} || length(${at("issuers")}) == 0`,
    problem: problems.issuersNotInstalled(),
  },
  {
    key: "issuers",
    condition: (at) =>
      `alltrue([for issuer in ${at("issuers")} : length([for kind in [issuer.acme, issuer.self_signed, issuer.ca] : true if kind != null]) == 1 if length(issuer[*]) > 0])`,
    problem: problems.exactlyOneIssuer(),
  },
  {
    key: "issuers",
    condition: (at) => ofAcme(at, "issuer.namespace == null"),
    problem: problems.acmeInNamespace(),
  },
  { key: "issuers", condition: (at) => ofAcme(at, `${zones(at)} > 0`), problem: problems.acmeWithoutZones() },
  {
    key: "issuers",
    condition: (at) =>
      ofAcme(
        at,
        `${zones(at)} <= 1 || length(${at("hosted_zone_ids")}) == 0 && alltrue([for zone in ${at("hosted_zones")} : zone.name != null])`,
      ),
    problem: problems.zonesWithoutNames(),
  },
  {
    key: "issuers",
    condition: (at) =>
      `length(distinct([for issuer in ${at("issuers")} : join("/", [for part in [issuer.namespace, issuer.name] : part if part != null]) if length(issuer[*]) > 0])) == length([for issuer in ${at("issuers")} : true if length(issuer[*]) > 0])`,
    problem: problems.issuerTwice(),
  },
  NEW_NAMESPACE,
];

const CHARTS = CONTROLLER_RELEASES.map(({ chart }) => chart);

/** Charts from a version on. */
const since = (version: string): string =>
  `[${CHARTS.filter((chart) => compareVersions(chart, version) >= 0)
    .map((chart) => `"${chart}"`)
    .join(", ")}]`;

/** On one line, for it stands within an expression. */
const inline = (entries: readonly string[]): string => entries.map((one) => `"${one}"`).join(", ");
const ALL_CHARTS = `[${inline(CHARTS)}]`;

/** The first chart that knows each gate. */
const GATES = `{ ${FEATURE_GATES.map((gate) => `${gate} = "${gateSince(gate)}"`).join(", ")} }`;

/** @param version - the attribute with the chart's version */
const controllerChecks = (version: string): readonly Together[] => [
  ...OWN_ROLE,
  onFargate,
  {
    key: "global_accelerator",
    condition: (at) => `!${isOn(at("global_accelerator"))} || local.partition == "aws"`,
    problem: problems.onlyCommercial("global_accelerator", "of this region"),
  },
  {
    key: "image_registry",
    condition: (at) =>
      `coalesce(${at("image_registry")}, "public") != "public" || !contains([${inline(ISOLATED_PARTITIONS)}], local.partition)`,
    problem: problems.noPublicRegistry("of this region"),
  },
  {
    key: "image_registry",
    condition: (at) =>
      `coalesce(${at("image_registry")}, "public") != "regional" || contains([${inline(REGISTRY_REGIONS)}], var.region)`,
    problem: problems.noRegionalRegistry("this region"),
  },
  {
    key: "default_scheme",
    condition: (at) =>
      `${at("default_scheme")} == null || contains(${since(CHART_OPTIONS.defaultScheme.since)}, ${at(version)})`,
    problem: problems.optionNeedsVersion("default_scheme", CHART_OPTIONS.defaultScheme.since, "of an earlier version"),
  },
  {
    key: "feature_gates",
    condition: (at) =>
      `alltrue([for gate in keys(coalesce(${at("feature_gates")}, {})) : contains(keys(${GATES}), gate)])`,
    problem: problems.unknownGate(FEATURE_GATES),
  },
  {
    key: "feature_gates",
    condition: (at) =>
      `alltrue([for gate in keys(coalesce(${at("feature_gates")}, {})) : try(index(${ALL_CHARTS}, ${at(version)}) >= index(${ALL_CHARTS}, ${GATES}[gate]), true)])`,
    problem: problems.gateNotYet(undefined, "a later version", "of this version"),
  },
  {
    key: "gateway_api",
    condition: (at) =>
      `${at("gateway_api")} == null || contains(${since(gateSince(GATEWAY_GATES[0]))}, ${at(version)})`,
    problem: problems.optionNeedsVersion("gateway_api", gateSince(GATEWAY_GATES[0]), "of an earlier version"),
  },
];

const helmKeeps = (version: string, certificate: (at: At) => string): Together => ({
  key: "webhook_certificate",
  condition: (at) =>
    `!contains(${literal(CANNOT_KEEP_CERTIFICATE)}, ${at(version)}) || ${certificate(at)} == "cert-manager"`,
  problem: problems.helmCannotKeepCertificate(CANNOT_KEEP_CERTIFICATE.join(", ")),
});

/** Of a controller alone: whether cert-manager is there, it does not know. */
export const CONTROLLER_CHECKS: readonly Together[] = [
  ...controllerChecks("chart_version"),
  helmKeeps("chart_version", (at) => `coalesce(${at("webhook_certificate")}, "helm")`),
];

/** Of a controller beside cert-manager. */
export const CONTROLLER_CHECKS_BESIDE: readonly Together[] = [
  ...controllerChecks("version"),
  helmKeeps(
    "version",
    (at) =>
      `coalesce(${at("webhook_certificate")}, length([for one in var.cert_manager[*] : one if one.install]) > 0 ? "cert-manager" : "helm")`,
  ),
  {
    key: "webhook_certificate",
    condition: (at) =>
      `coalesce(${at("webhook_certificate")}, "helm") != "cert-manager" || length(var.cert_manager[*]) > 0`,
    problem: problems.noCertManager(),
  },
];

export const ADDON_CHECKS: readonly Together[] = [
  ...ADDON_ACCOUNT_CHECKS,
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
  {
    key: "chart.name",
    condition: (at) => `${at("chart.name")} != "${CONTROLLER_CHART.name}"`,
    problem: problems.secondController(),
  },
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
    condition: `length(setintersection(keys(var.addons), ["cert-manager", "load-balancer-controller"])) == 0`,
    message: problems.problemText(problems.builtInAddon()),
  },
];
