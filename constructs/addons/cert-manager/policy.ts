import type { PolicyStatement } from "../../facts/policy";

export interface Route53Options {
  /** Let solvers that name no `hostedZoneID` find their zone by name. @default false */
  readonly lookUpZones?: boolean;
  /** Only records whose names start with `_acme-challenge.`. @default false */
  readonly acmeChallengeOnly?: boolean;
}

/**
 * What cert-manager needs to answer DNS01 challenges in Route53 (cert-manager, "Route53"): change
 * and list TXT records of the named zones, and see a change through. It need not look zones up by
 * name where each solver names its `hostedZoneID`; without that, `lookUpZones` is needed.
 */
export function route53Statements(
  partition: string,
  hostedZones: readonly string[],
  { lookUpZones = false, acmeChallengeOnly = false }: Route53Options = {},
): PolicyStatement[] {
  return [
    { actions: ["route53:GetChange"], resources: [`arn:${partition}:route53:::change/*`] },
    {
      actions: ["route53:ChangeResourceRecordSets", "route53:ListResourceRecordSets"],
      resources: hostedZones.map((zone) => `arn:${partition}:route53:::hostedzone/${zone}`),
      // Listing has neither types nor names, and what is not there fulfils ForAllValues.
      conditions: {
        "ForAllValues:StringEquals": { "route53:ChangeResourceRecordSetsRecordTypes": ["TXT"] },
        ...(acmeChallengeOnly && {
          "ForAllValues:StringLike": { "route53:ChangeResourceRecordSetsNormalizedRecordNames": ["_acme-challenge.*"] },
        }),
      },
    },
    ...(lookUpZones ? [{ actions: ["route53:ListHostedZonesByName"], resources: ["*"] }] : []),
  ];
}
