import { dotted, found, unique } from "../../contract/placed";
import type { Path, PlacedProblem } from "../../contract/placed";
import { arnInPartition } from "../../facts/policy";
import * as problems from "../../facts/problems";
import type { AddonCluster } from "../definition";
import { onFargate, placedBelow } from "../rules";
import { acmeZones, issuerKey, needsIrsa } from "./issuers";
import type { CertManagerInput } from "./keys";
import { SERVICE_ACCOUNT, certManagerValueProblems, noPublicImages } from "./values";
import { idleZoneRole, literalZones } from "./zones";

export function certManagerRules(
  addon: CertManagerInput,
  { input, partition }: AddonCluster,
  path: Path,
): PlacedProblem[] {
  const zones = literalZones(addon);
  const choices = { ...addon, serviceAccount: SERVICE_ACCOUNT };
  const identity = addon.identity ?? input.identity;
  const foreign = (arn: string | undefined) =>
    arn === undefined || partition === undefined ? undefined : arnInPartition(arn, partition);
  return [
    ...placedBelow([...path, "values"], certManagerValueProblems(addon.values, choices)),
    ...onFargate(addon.fargate, identity, path),
    ...(partition === undefined ? [] : found([...path, "imageRegistry"], noPublicImages(addon, partition))),
    ...found([...path, "hostedZoneRoleArn"], foreign(addon.hostedZoneRoleArn) ?? idleZoneRole(addon)),
    ...zones.flatMap(({ roleArn }, index) => found([...path, "hostedZones", index, "roleArn"], foreign(roleArn))),
    ...found(
      [...path, "issuers"],
      addon.issuers.length > 0 && !addon.install ? problems.issuersNotInstalled() : undefined,
    ),
    ...found([...path, "wait"], addon.issuers.length > 0 && !addon.wait ? problems.issuersNotAwaited() : undefined),
    ...addon.issuers.flatMap((issuer, index) =>
      found([...path, "issuers", index], acmeZones(issuer, zones) ?? needsIrsa(issuer, identity)),
    ),
    ...unique(
      addon.issuers.map((item, index) => ({ key: issuerKey(item), path: [...path, "issuers", index, "name"], item })),
      (item, first) => problems.duplicate("an issuer", issuerKey(item), dotted(first.slice(0, 3))),
    ),
  ];
}
