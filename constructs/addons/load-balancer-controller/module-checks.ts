import { ISOLATED_PARTITIONS } from "../../facts/partitions";
import * as problems from "../../facts/problems";
import { snakeCase } from "../../hcl/combine";
import { isOn, onFargate } from "../module-check";
import type { At, ModuleCheck } from "../module-check";
import { compareVersions } from "../version";
import { IDLE_CHECKS, SINCE } from "./effect";
import { FEATURE_GATES, GATE_CHARTS } from "./feature-gates";
import { IMAGE, REGISTRY_REGIONS } from "./images";
import { CHART_OPTIONS } from "./options";
import { CANNOT_KEEP_CERTIFICATE, CONTROLLER_RELEASES } from "./releases";

/** What goes together in the controller's options, for generated modules. */

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
const GATES = `{ ${FEATURE_GATES.map((gate) => `${gate} = "${GATE_CHARTS.first[gate] ?? ""}"`).join(", ")} }`;

/** @param version - the attribute with the chart's version */
const controllerChecks = (version: string): readonly ModuleCheck[] => [
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
    problem: problems.noPublicRegistry("of this region", IMAGE),
  },
  {
    key: "image_registry",
    condition: (at) =>
      `coalesce(${at("image_registry")}, local.partition == "aws-cn" ? "regional" : "public") != "regional" || contains([${inline(REGISTRY_REGIONS)}], var.region)`,
    problem: problems.noRegionalRegistry("this region"),
  },
  ...Object.entries(SINCE).map(([option, first]): ModuleCheck => ({
    key: snakeCase(option),
    condition: (at) => `!${isOn(at(snakeCase(option)))} || contains(${since(first)}, ${at(version)})`,
    problem: problems.optionNeedsVersion(snakeCase(option), first, "of an earlier version"),
  })),
  ...IDLE_CHECKS,
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
  ...Object.entries(GATE_CHARTS.last).map(([gate, last]): ModuleCheck => ({
    key: "feature_gates",
    condition: (at) =>
      `!contains(keys(coalesce(${at("feature_gates")}, {})), "${gate}") || try(index(${ALL_CHARTS}, ${at(version)}) <= index(${ALL_CHARTS}, "${last}"), true)`,
    problem: problems.gateNoMore(gate, last, "of this version"),
  })),
];

const helmKeeps = (version: string, certificate: (at: At) => string): ModuleCheck => ({
  key: "webhook_certificate",
  condition: (at) =>
    `!contains([${inline(CANNOT_KEEP_CERTIFICATE)}], ${at(version)}) || ${certificate(at)} == "cert-manager"`,
  problem: problems.helmCannotKeepCertificate(CANNOT_KEEP_CERTIFICATE.join(", ")),
});

/** Of a controller alone: whether cert-manager is there, it does not know. */
export const CONTROLLER_MODULE_CHECKS: readonly ModuleCheck[] = [
  ...controllerChecks("chart_version"),
  helmKeeps("chart_version", (at) => `coalesce(${at("webhook_certificate")}, "helm")`),
];

/** Of a controller beside cert-manager. */
export const CONTROLLER_MODULE_CHECKS_BESIDE: readonly ModuleCheck[] = [
  ...controllerChecks("version"),
  helmKeeps(
    "version",
    (at) =>
      `coalesce(${at("webhook_certificate")}, length([for one in var.cert_manager[*] : one if one.install || !${at("install")} || var.iam_only]) > 0 ? "cert-manager" : "helm")`,
  ),
  {
    key: "webhook_certificate",
    condition: (at) =>
      `coalesce(${at("webhook_certificate")}, "helm") != "cert-manager" || length(var.cert_manager[*]) > 0`,
    problem: problems.noCertManager(),
  },
  {
    key: "webhook_certificate",
    condition: (at) =>
      `coalesce(${at("webhook_certificate")}, "cert-manager") == "helm" || alltrue([for one in var.cert_manager[*] : one.wait || !one.install])`,
    problem: problems.certificateNotAwaited(),
  },
];
