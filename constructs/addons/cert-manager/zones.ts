import * as problems from "../../facts/problems";
import type { Problem } from "../../facts/problems";
import { ListOf, each, either, isListOf, known } from "../../hcl/combine";
import type { List } from "../../hcl/combine";
import type { Expression } from "../../hcl/expression";
import type { Naming } from "../../hcl/instances";
import { textOrNone } from "../../hcl/lift";

/** A Route53 zone: its ID, and its name, which an issuer needs where there are several zones. */
export interface HostedZone {
  /** Z and up to 31 capital letters and digits. */
  readonly id: string;
  /** The zone's domain, as in `example.com`. @default - unknown */
  readonly name?: string;
  /** The zone is in another account: this role of that account is assumed for it. @default - `hostedZoneRoleArn` */
  readonly roleArn?: string;
}

/** Zones as they are given, and the role of those that have none of their own. */
export interface GivenZones {
  readonly hostedZones?: readonly (string | HostedZone)[] | ListOf<HostedZone>;
  readonly hostedZoneRoleArn?: string;
}

/** Zones that are known now, as they are given. */
export const literalZones = ({ hostedZones = [] }: GivenZones): readonly HostedZone[] =>
  isListOf(hostedZones) ? [] : hostedZones.map((zone) => (typeof zone === "string" ? { id: zone } : zone));

/** All zones, each with the role that is assumed for it; one without a role is in cert-manager's own account. */
export function zonesWithRoles({ hostedZones = [], hostedZoneRoleArn }: GivenZones, named: Naming): List<HostedZone> {
  const roleArn = (zone: HostedZone): string | undefined => textOrNone(either(zone.roleArn, hostedZoneRoleArn));
  if (!isListOf(hostedZones)) {
    return literalZones({ hostedZones }).map((zone) => ({ ...zone, roleArn: roleArn(zone) }));
  }
  const zones = each(hostedZones, "zone", (zone) => ({
    id: zone.id,
    name: known(zone.name),
    role_arn: known(roleArn(zone)),
  }));
  return new ListOf((named("hosted-zones", zones) as Expression).node, hostedZones.element);
}

/** A role for all zones, where each has one of its own. */
export function idleZoneRole({ hostedZones, hostedZoneRoleArn }: GivenZones): Problem | undefined {
  const zones = literalZones({ hostedZones });
  return hostedZoneRoleArn !== undefined && zones.length > 0 && zones.every(({ roleArn }) => roleArn !== undefined)
    ? problems.zoneRoleWithoutZones()
    : undefined;
}
