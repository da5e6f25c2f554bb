import { CERT_MANAGER } from "./cert-manager/definition";
import { LOAD_BALANCER_CONTROLLER } from "./load-balancer-controller/definition";

/** The presets, in the order in which a cluster gets them. One without a construct of its own is a HelmAddon. */
export const PRESETS = [CERT_MANAGER, LOAD_BALANCER_CONTROLLER] as const;
