import type { PolicyConditions, PolicyStatement } from "../../facts/policy";
import { each, onlyIf } from "../../hcl/combine";
import type { Flag, List } from "../../hcl/combine";
import { list } from "../../hcl/lift";
import type { HostedZone } from "./issuers";

/** How far the permissions in Route53 go. */
export interface Route53Options {
  /** Let solvers that name no `hostedZoneID` find their zone by name. @default false */
  readonly lookUpZones?: Flag;
  /** Only records whose names start with `_acme-challenge.`. @default false */
  readonly acmeChallengeOnly?: Flag;
}

/** What a solver needs that names no zone's ID. */
export const LOOK_UP_ZONES: PolicyStatement = { actions: ["route53:ListHostedZonesByName"], resources: ["*"] };

/**
 * What cert-manager needs to answer DNS01 challenges in Route53 (cert-manager, "Route53"): change
 * and list TXT records of the named zones, and see a change through. It need not look zones up by
 * name where each solver names its `hostedZoneID`; without that, `lookUpZones` is needed.
 */
export function route53Statements(
  partition: string,
  zones: List<HostedZone>,
  { lookUpZones = false, acmeChallengeOnly = false }: Route53Options = {},
): PolicyStatement[] {
  const challenges = onlyIf(acmeChallengeOnly, {
    "route53:ChangeResourceRecordSetsNormalizedRecordNames": ["_acme-challenge.*"],
  });
  return [
    { actions: ["route53:GetChange"], resources: [`arn:${partition}:route53:::change/*`] },
    {
      actions: ["route53:ChangeResourceRecordSets", "route53:ListResourceRecordSets"],
      resources: list(each(zones, "zone", ({ id }) => `arn:${partition}:route53:::hostedzone/${id}`)),
      // Listing has neither types nor names, and what is not there fulfils ForAllValues.
      conditions: {
        "ForAllValues:StringEquals": { "route53:ChangeResourceRecordSetsRecordTypes": ["TXT"] },
        ...(challenges !== undefined && { "ForAllValues:StringLike": challenges as PolicyConditions[string] }),
      },
    },
    ...(lookUpZones === true ? [LOOK_UP_ZONES] : []),
  ];
}
