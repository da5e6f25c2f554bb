import type { PolicyStatement } from "../../facts/policy";

/**
 * What cert-manager needs to answer DNS01 challenges in Route53 (cert-manager, "Route53"): change
 * and list TXT records of the named zones, and see a change through. It need not look zones up by
 * name where each solver names its `hostedZoneID`; without that, `lookUpZones` is needed.
 */
export function route53Statements(
  partition: string,
  hostedZones: readonly string[],
  options: { readonly lookUpZones?: boolean } = {},
): PolicyStatement[] {
  return [
    { actions: ["route53:GetChange"], resources: [`arn:${partition}:route53:::change/*`] },
    {
      actions: ["route53:ChangeResourceRecordSets", "route53:ListResourceRecordSets"],
      resources: hostedZones.map((zone) => `arn:${partition}:route53:::hostedzone/${zone}`),
      conditions: { "ForAllValues:StringEquals": { "route53:ChangeResourceRecordSetsRecordTypes": ["TXT"] } },
    },
    ...(options.lookUpZones ? [{ actions: ["route53:ListHostedZonesByName"], resources: ["*"] }] : []),
  ];
}
