import * as problems from "../../facts/problems";
import { CERT_MANAGER } from "../cert-manager/definition";
import type { Preset } from "../definition";
import { loadBalancerController } from "./keys";
import type { ControllerInput } from "./keys";
import type { LoadBalancerControllerProps } from "./load-balancer-controller";
import { controllerPreflight } from "./preflight";
import { CONTROLLER_CHART, CONTROLLER_VERSIONS } from "./releases";
import { controllerNotes, controllerRules } from "./rules";
import { SERVICE_ACCOUNT } from "./values";

export const LOAD_BALANCER_CONTROLLER = {
  name: "load-balancer-controller",
  key: "loadBalancerController",
  label: "The load balancer controller",
  chart: CONTROLLER_CHART,
  versions: CONTROLLER_VERSIONS,
  refusesSecond: problems.secondController,
  schema: loadBalancerController,
  rules: controllerRules,
  notes: controllerNotes,
  preflight: controllerPreflight,
  namespace: ({ namespace }) => namespace,
  runsAs: (keys) => [
    {
      at: [],
      name: SERVICE_ACCOUNT,
      hasRole: keys.roleArn === undefined,
      keys,
      permissions: keys,
      acknowledge: keys.acknowledge,
      hasPolicies: true,
    },
  ],
  props: ({ identity: _, namespace, role, roleArn, trust, podIdentity, chart, ...options }, context) => ({
    ...options,
    ...context.identity(),
    namespace: context.namespace(namespace),
    ...context.access({ role, roleArn, trust, podIdentity }),
    certManager: context.addon(CERT_MANAGER.name),
    chart: chart && context.chart({ ...CONTROLLER_CHART, version: options.version, ...chart }),
  }),
} as const satisfies Preset<ControllerInput, LoadBalancerControllerProps>;
