import type { Construct } from "constructs";
import { CertManager } from "./cert-manager/cert-manager";
import { CERT_MANAGER } from "./cert-manager/definition";
import type { Addon, AddonContext, AddonDefinition } from "./definition";
import { HelmAddon } from "./helm-addon";
import { LoadBalancerController } from "./load-balancer-controller/load-balancer-controller";
import { LOAD_BALANCER_CONTROLLER } from "./load-balancer-controller/definition";

type AddonConstruct<Props> = new (scope: Construct, id: string, props: Props) => Addon;

/** A construct takes the props that its definition makes. */
const pair = <Props>(
  definition: { props(input: never, context: AddonContext): Props },
  construct: AddonConstruct<Props>,
): [unknown, AddonConstruct<never>] => [definition, construct];

/** Presets with a construct of their own. */
const CONSTRUCTS: ReadonlyMap<unknown, AddonConstruct<never>> = new Map([
  pair(CERT_MANAGER, CertManager),
  pair(LOAD_BALANCER_CONTROLLER, LoadBalancerController),
]);

/** The construct of an add-on: its own, or else a HelmAddon. */
export const constructOf = (definition: AddonDefinition): AddonConstruct<object> =>
  (CONSTRUCTS.get(definition) ?? HelmAddon) as AddonConstruct<object>;
