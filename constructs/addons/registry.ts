import type { z } from "zod";
import { CERT_MANAGER } from "./cert-manager/definition";
import { LOAD_BALANCER_CONTROLLER } from "./load-balancer-controller/definition";

/** The presets, in the order in which a cluster gets them. One that has no construct of its own is a HelmAddon. */
export const PRESETS = [CERT_MANAGER, LOAD_BALANCER_CONTROLLER] as const;

/** Each preset's key in a cluster. */
type PresetKeys = { [Preset in (typeof PRESETS)[number] as Preset["key"]]: z.ZodOptional<Preset["schema"]> };

export const presetKeys = Object.fromEntries(
  PRESETS.map(({ key, schema }) => [key, schema.optional()]),
) as unknown as PresetKeys;
