import { broken, found } from "../../contract/placed";
import type { Path, PlacedProblem } from "../../contract/placed";
import { literals } from "../../contract/rule";
import { newNamespace } from "../../contract/rules/service-account";
import * as problems from "../../facts/problems";
import { CERT_MANAGER } from "../cert-manager/definition";
import { inputOf } from "../definition";
import type { AddonCluster } from "../definition";
import { onFargate, placedBelow } from "../rules";
import { imageRegistry, imageRepository } from "./images";
import type { ControllerInput } from "./keys";
import { globalAccelerator } from "./policy";
import {
  SERVICE_ACCOUNT,
  controllerOptionProblems,
  controllerValueProblems,
  defaultCertificate,
  switches,
  webhookCertificate,
} from "./values";
import { setsAllGatewayGates, trapsFor } from "./traps";

export function controllerRules(
  addon: ControllerInput,
  { input, name, partition }: AddonCluster,
  path: Path,
): PlacedProblem[] {
  const { region = "" } = input;
  const identity = addon.identity ?? input.identity;
  const certManager = inputOf(CERT_MANAGER, input);
  const certificate =
    addon.webhookCertificate ?? defaultCertificate(certManager && { installed: certManager.install }, addon.install);
  const choices = {
    ...addon,
    ...switches(addon, partition),
    clusterName: name,
    region,
    // Read by Terraform where it is not given, and then any literal contradicts it.
    vpcId: input.attributes?.vpcId ?? "the cluster's VPC",
    serviceAccount: SERVICE_ACCOUNT,
    webhookCertificate: certificate,
    imageRepository: partition === undefined ? undefined : imageRepository(addon.imageRegistry, region, partition),
  } as const;
  const nobody = certificate === "cert-manager" && !certManager;
  return [
    ...found([...path, "webhookCertificate"], nobody ? problems.noCertManager() : undefined),
    ...found([...path, "webhookCertificate"], webhookCertificate(addon.version, certificate)),
    ...found(
      [CERT_MANAGER.key, "wait"],
      certificate === "cert-manager" && certManager?.install && !certManager.wait
        ? problems.certificateNotAwaited()
        : undefined,
    ),
    ...broken([newNamespace], literals(addon), path),
    ...onFargate(addon.fargate, identity, path),
    ...(partition === undefined ? [] : found([...path, "globalAccelerator"], globalAccelerator(addon, partition))),
    // The values that another tool gets hold the image, too.
    ...(partition === undefined
      ? []
      : found([...path, "imageRegistry"], imageRegistry(addon.imageRegistry, region, partition))),
    ...placedBelow(path, controllerOptionProblems(addon.version, addon)),
    ...placedBelow([...path, "values"], controllerValueProblems(addon.values, choices)),
  ];
}

/** What does not forbid a controller, and yet is to be known of its release. */
export const controllerNotes = (addon: ControllerInput, path: Path): PlacedProblem[] => [
  ...trapsFor(addon.version, addon).flatMap((trap) => found(path, trap)),
  ...found([...path, "featureGates"], setsAllGatewayGates(addon) ? problems.allGatewayGates() : undefined),
];
