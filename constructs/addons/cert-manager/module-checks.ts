import { ISOLATED_PARTITIONS } from "../../facts/partitions";
import * as problems from "../../facts/problems";
import { isOn, onFargate } from "../module-check";
import type { At, ModuleCheck } from "../module-check";
import { IMAGE_NAMES } from "./values";

/** What goes together in cert-manager's options, for generated modules. */

const ISOLATED = ISOLATED_PARTITIONS.map((name) => `"${name}"`).join(", ");
const zones = (at: At): string => `length(${at("hosted_zone_ids")}) + length(${at("hosted_zones")})`;
const ofAcme = (at: At, holds: string): string =>
  `alltrue([for issuer in ${at("issuers")} : ${holds} if length(issuer[*]) == 0 ? false : issuer.acme != null])`;

/** HTTP01 needs no zones, and no permissions in AWS; what solvers of the user's need, he knows. */
const ofDns = (at: At, holds: string): string =>
  ofAcme(
    at,
    `length(issuer.acme.solvers) > 0 || issuer.acme.http01.ingress_class != null || issuer.acme.http01.gateway != null || (${holds})`,
  );
const zoneNames = (of: string): string => `[for zone in ${of} : zone.name if zone.name != null]`;

/** Zones that an issuer has of its own: there are none where it has no ServiceAccount of its own. */
const OWN_ZONES = "try(issuer.acme.dns01.hosted_zones, [])";

/** What holds of an issuer's own zones, or of all. */
const ofZones = (own: string, all: string): string => `(length(${OWN_ZONES}) > 0 ? ${own} : ${all})`;
const distinctNames = (of: string): string => `length(distinct(${zoneNames(of)})) == length(${zoneNames(of)})`;
const accounts = (at: At): string =>
  `[for issuer in ${at("issuers")} : try("\${issuer.namespace}/\${issuer.acme.dns01.service_account}", null)]`;

/** Of cert-manager in a module that may make nothing in Kubernetes. */
export const ISSUERS_IN_KUBERNETES: ModuleCheck = {
  key: "issuers",
  condition: (at) => `!var.iam_only || length(${at("issuers")}) == 0`,
  problem: problems.issuersNotInstalled(),
};

export const CERT_MANAGER_MODULE_CHECKS: readonly ModuleCheck[] = [
  onFargate,
  {
    key: "image_registry",
    condition: (at) => `${at("image_registry")} != null || !contains([${ISOLATED}], local.partition)`,
    problem: problems.noPublicRegistry("of this region", IMAGE_NAMES),
  },
  {
    key: "hosted_zone_role_arn",
    condition: (at) =>
      `${at("hosted_zone_role_arn")} == null || ${zones(at)} == 0 || length(${at("hosted_zone_ids")}) > 0 || !alltrue([for zone in ${at("hosted_zones")} : zone.role_arn != null if length(zone[*]) > 0])`,
    problem: problems.zoneRoleWithoutZones(),
  },
  {
    key: "prometheus",
    condition: (at) => `!(${isOn(at("prometheus.service_monitor"))} && ${isOn(at("prometheus.pod_monitor"))})`,
    problem: problems.bothMonitors(),
  },
  {
    key: "prometheus",
    condition: (at) =>
      `coalesce(${at("prometheus.enabled")}, true) || !${isOn(at("prometheus.service_monitor"))} && !${isOn(at("prometheus.pod_monitor"))}`,
    problem: problems.monitorWithoutMetrics(),
  },
  {
    key: "issuers",
    condition: (at) => `${at("install")} || length(${at("issuers")}) == 0`,
    problem: problems.issuersNotInstalled(),
  },
  {
    key: "issuers",
    condition: (at) => `${at("wait")} || length(${at("issuers")}) == 0`,
    problem: problems.issuersNotAwaited(),
  },
  {
    key: "issuers",
    condition: (at) =>
      `alltrue([for issuer in ${at("issuers")} : length([for kind in [issuer.acme, issuer.self_signed, issuer.ca] : true if kind != null]) == 1 if length(issuer[*]) > 0])`,
    problem: problems.exactlyOneIssuer(),
  },
  {
    key: "issuers",
    condition: (at) => ofDns(at, "issuer.namespace == null || issuer.acme.dns01 != null"),
    problem: problems.acmeInNamespace(),
  },
  {
    key: "issuers",
    condition: (at) =>
      ofAcme(
        at,
        "issuer.acme.dns01 == null || issuer.namespace != null && issuer.acme.http01.ingress_class == null && issuer.acme.http01.gateway == null",
      ),
    problem: problems.dns01Misplaced(),
  },
  {
    key: "issuers",
    condition: (at) => ofAcme(at, `issuer.acme.dns01 == null || ${at("identity")} != "pod-identity"`),
    problem: problems.issuerNeedsIrsa(),
  },
  {
    key: "issuers",
    condition: (at) =>
      ofAcme(
        at,
        `issuer.acme.dns01 == null || length(${OWN_ZONES}) > 0 || ${at("hosted_zone_role_arn")} == null && alltrue([for zone in ${at("hosted_zones")} : zone.role_arn == null if length(zone[*]) > 0])`,
      ),
    problem: problems.issuerZonesElsewhere(),
  },
  {
    key: "issuers",
    condition: (at) => `length(distinct(compact(${accounts(at)}))) == length(compact(${accounts(at)}))`,
    problem: problems.issuerAccountTwice(),
  },
  {
    key: "issuers",
    condition: (at) => ofDns(at, `${zones(at)} + length(${OWN_ZONES}) > 0`),
    problem: problems.acmeWithoutZones(),
  },
  {
    key: "issuers",
    condition: (at) =>
      ofDns(
        at,
        ofZones(
          `length(${OWN_ZONES}) == 1 || length(${zoneNames(OWN_ZONES)}) == length(${OWN_ZONES})`,
          `${zones(at)} <= 1 || length(${at("hosted_zone_ids")}) == 0 && alltrue([for zone in ${at("hosted_zones")} : zone.name != null])`,
        ),
      ),
    problem: problems.zonesWithoutNames(),
  },
  {
    key: "issuers",
    condition: (at) => ofDns(at, ofZones(distinctNames(OWN_ZONES), distinctNames(at("hosted_zones")))),
    problem: problems.zoneNameTwice(),
  },
  {
    key: "issuers",
    condition: (at) => ofAcme(at, "issuer.acme.http01.ingress_class == null || issuer.acme.http01.gateway == null"),
    problem: problems.exactlyOne(["ingress_class", "gateway"], ["ingress_class", "gateway"]),
  },
  {
    key: "issuers",
    condition: (at) =>
      ofAcme(
        at,
        "length(issuer.acme.solvers) == 0 || issuer.acme.http01.ingress_class == null && issuer.acme.http01.gateway == null && issuer.acme.cname_strategy == null && issuer.acme.dns01 == null",
      ),
    problem: problems.besideSolvers(),
  },
  {
    key: "issuers",
    condition: (at) => ofAcme(at, "can([for solver in issuer.acme.solvers : keys(yamldecode(solver))])"),
    problem: problems.solverNoDocument(),
  },
  {
    key: "issuers",
    condition: (at) =>
      `length(distinct([for issuer in ${at("issuers")} : join("/", [for part in [issuer.namespace, issuer.name] : part if part != null]) if length(issuer[*]) > 0])) == length([for issuer in ${at("issuers")} : true if length(issuer[*]) > 0])`,
    problem: problems.issuerTwice(),
  },
];
