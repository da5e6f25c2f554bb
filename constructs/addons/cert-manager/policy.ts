import { isDeferred } from "../../facts/deferred";
import type { Deferred } from "../../facts/deferred";
import type { PolicyStatement } from "../../facts/policy";
import { onlyIf } from "../../terraform/condition";
import type { Condition } from "../../terraform/condition";
import { asJson, expr, raw } from "../../terraform/expression";

/** How far the permissions in Route53 go. */
export interface Route53Options {
  /** Let solvers that name no `hostedZoneID` find their zone by name. @default false */
  readonly lookUpZones?: Condition;
  /** Only records whose names start with `_acme-challenge.`. @default false */
  readonly acmeChallengeOnly?: Condition;
}

/** What a solver needs that names no zone's ID. */
export const LOOK_UP_ZONES: PolicyStatement = { actions: ["route53:ListHostedZonesByName"], resources: ["*"] };

/**
 * What cert-manager needs to answer DNS01 challenges in Route53 (cert-manager, "Route53"): change
 * and list TXT records of the named zones, and see a change through. It need not look zones up by
 * name where each solver names its `hostedZoneID`; without that, `lookUpZones` is needed.
 *
 * @param hostedZones - their IDs; or a list of Terraform's, of objects with an `id`
 */
export function route53Statements(
  partition: string,
  hostedZones: readonly string[] | Deferred,
  { lookUpZones = false, acmeChallengeOnly = false }: Route53Options = {},
): PolicyStatement[] {
  const zoneArn = (id: string): string => `arn:${partition}:route53:::hostedzone/${id}`;
  const challenges = onlyIf(acmeChallengeOnly, ["_acme-challenge.*"]);
  return [
    { actions: ["route53:GetChange"], resources: [`arn:${partition}:route53:::change/*`] },
    {
      actions: ["route53:ChangeResourceRecordSets", "route53:ListResourceRecordSets"],
      resources: isDeferred(hostedZones)
        ? expr`[for zone in ${asJson(hostedZones)} : ${zoneArn(raw("zone.id").toString())}]`
        : hostedZones.map(zoneArn),
      // Listing has neither types nor names, and what is not there fulfils ForAllValues.
      conditions: {
        "ForAllValues:StringEquals": { "route53:ChangeResourceRecordSetsRecordTypes": ["TXT"] },
        ...(challenges && {
          "ForAllValues:StringLike": { "route53:ChangeResourceRecordSetsNormalizedRecordNames": challenges },
        }),
      },
    },
    ...(lookUpZones === true ? [LOOK_UP_ZONES] : []),
  ];
}
