import { dotted, found, unique } from "../../contract/placed";
import type { Path, PlacedProblem } from "../../contract/placed";
import { arnInPartition } from "../../facts/policy";
import * as problems from "../../facts/problems";
import type { AddonCluster } from "../definition";
import { onFargate, placedBelow } from "../rules";
import { acmeZones, issuerKey } from "./issuers";
import type { CertManagerInput } from "./keys";
import { SERVICE_ACCOUNT, certManagerValueProblems, noPublicImages } from "./values";

export function certManagerRules(
  addon: CertManagerInput,
  { input, partition }: AddonCluster,
  path: Path,
): PlacedProblem[] {
  const zones = addon.hostedZones.map((zone) => (typeof zone === "string" ? { id: zone } : zone));
  const choices = { ...addon, serviceAccount: SERVICE_ACCOUNT };
  const identity = addon.identity ?? input.identity;
  const foreign = addon.hostedZoneRoleArn !== undefined && partition !== undefined;
  return [
    ...placedBelow([...path, "values"], certManagerValueProblems(addon.values, choices)),
    ...onFargate(addon.fargate, identity, path),
    ...(partition === undefined ? [] : found([...path, "imageRegistry"], noPublicImages(addon, partition))),
    ...(foreign ? found([...path, "hostedZoneRoleArn"], arnInPartition(addon.hostedZoneRoleArn ?? "", partition)) : []),
    ...found(
      [...path, "issuers"],
      addon.issuers.length > 0 && !addon.install ? problems.issuersNotInstalled() : undefined,
    ),
    ...found([...path, "wait"], addon.issuers.length > 0 && !addon.wait ? problems.issuersNotAwaited() : undefined),
    ...addon.issuers.flatMap((issuer, index) => found([...path, "issuers", index], acmeZones(issuer, zones))),
    ...unique(
      addon.issuers.map((item, index) => ({ key: issuerKey(item), path: [...path, "issuers", index, "name"], item })),
      (item, first) => problems.duplicate("an issuer", issuerKey(item), dotted(first.slice(0, 3))),
    ),
  ];
}
