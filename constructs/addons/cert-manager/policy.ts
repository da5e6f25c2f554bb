import type { PolicyConditions, PolicyStatement } from "../../facts/policy";
import { choose, each, isGiven, merged, not, onlyIf } from "../../hcl/combine";
import type { Flag, List } from "../../hcl/combine";
import type { Value } from "../../hcl/expression";
import { list } from "../../hcl/lift";
import type { HostedZone } from "./zones";

/** How far the permissions in Route53 go. */
export interface Route53Options {
  /** Let solvers that name no `hostedZoneID` find their zone by name. @default false */
  readonly lookUpZones?: Flag;
  /** Only records whose names start with `_acme-challenge.`. @default false */
  readonly acmeChallengeOnly?: Flag;
}

const TYPES = "route53:ChangeResourceRecordSetsRecordTypes";

/** What a solver needs that names no zone's ID. */
export const LOOK_UP_ZONES: PolicyStatement = { actions: ["route53:ListHostedZonesByName"], resources: ["*"] };

/** The ARNs of zones, but of those with a role in another account, which has the rights itself. */
export const zoneArns = (partition: string, zones: List<HostedZone>): Value =>
  each(
    zones,
    "zone",
    ({ id }) => `arn:${partition}:route53:::hostedzone/${id}`,
    ({ roleArn }) => not(isGiven(roleArn)),
  );

/**
 * What cert-manager needs to answer DNS01 challenges in Route53 (cert-manager, "Route53"): change
 * and list TXT records of the named zones, but for those with a role, and see a change through. It
 * need not look zones up by name where each solver names its `hostedZoneID`; without that,
 * `lookUpZones` is needed.
 *
 * @param arns - the ARNs of the zones, where they have a name in Terraform. @default - made of the zones
 */
export function route53Statements(
  partition: string,
  zones: List<HostedZone>,
  { lookUpZones = false, acmeChallengeOnly = false }: Route53Options = {},
  arns: Value = zoneArns(partition, zones),
): PolicyStatement[] {
  const ofZones = list(arns);
  const names = "route53:ChangeResourceRecordSetsNormalizedRecordNames";
  const challenges = onlyIf(acmeChallengeOnly, { [names]: ["_acme-challenge.*"] });
  const there = merged({ [TYPES]: "false" }, choose(acmeChallengeOnly, { [names]: "false" }, {}));
  return [
    { actions: ["route53:GetChange"], resources: [`arn:${partition}:route53:::change/*`] },
    {
      actions: ["route53:ChangeResourceRecordSets"],
      resources: ofZones,
      conditions: {
        "ForAllValues:StringEquals": { [TYPES]: ["TXT"] },
        ...(challenges !== undefined && { "ForAllValues:StringLike": challenges as PolicyConditions[string] }),
        // ForAllValues holds where there is no value, too (IAM user guide, "Multivalued context keys").
        Null: there as PolicyConditions[string],
      },
    },
    // Listing has neither types nor names.
    { actions: ["route53:ListResourceRecordSets"], resources: ofZones },
    ...(lookUpZones === true ? [LOOK_UP_ZONES] : []),
  ];
}
