import { z } from "zod";
import { certManager } from "../../constructs/addons/cert-manager/keys";
import { customAddon } from "../../constructs/addons/custom/keys";
import { loadBalancerController } from "../../constructs/addons/load-balancer-controller/keys";
import { clusterSchema } from "../../constructs/configuration/schema";
import { workload } from "../../constructs/contract/identity";
import {
  addonAccountShape,
  addonShape,
  certManagerShape,
  controllerShape,
  workloadShape,
} from "../../constructs/modules/inputs";
import { modules } from "../../constructs/modules/catalog";

/** What a configuration offers, the modules offer, too, and the other way round; or a table says why not. */

type Shape = Readonly<Record<string, unknown>>;
type Reasons = Readonly<Record<string, string>>;

const BY_KEY = "it is the key of the entry in the map";
const ONE_ROLE = "a list of ARNs that may be unknown needs names, and a switch says what an unknown ARN cannot";
const HISTORY = "moved and import blocks stand in the caller's root: modules/README.md gives them";
const ACKNOWLEDGE = "modules hold statements to no list of actions, which HCL has not";
const STACK = "the caller's root has its providers, its state and its accounts";

/** Keys of a mapping, those of mappings in it by dotted paths. */
function paths(shape: Shape, before = ""): string[] {
  return Object.entries(shape).flatMap(([key, schema]) => {
    const path = `${before}${key}`;
    const inner = unwrapped(schema as z.ZodType);
    return inner instanceof z.ZodObject ? [path, ...paths(inner.shape, `${path}.`)] : [path];
  });
}

function unwrapped(schema: z.ZodType): z.ZodType {
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodDefault) return unwrapped(schema.unwrap() as z.ZodType);
  if (schema instanceof z.ZodPipe) return unwrapped(schema.in as z.ZodType);
  return schema instanceof z.ZodArray ? unwrapped(schema.element as z.ZodType) : schema;
}

/** What one has and the other has not, each with its reason; a reason that nothing needs is told of. */
function held(one: Shape, other: Shape, reasons: Reasons): { missing: string[]; idle: string[] } {
  const has = new Set(paths(other));
  const isExcused = (path: string): boolean =>
    Object.keys(reasons).some((key) => path === key || path.startsWith(`${key}.`));
  const lacking = paths(one).filter((path) => !has.has(path));
  return {
    missing: lacking.filter((path) => !isExcused(path)),
    idle: Object.keys(reasons).filter((key) => !lacking.includes(key)),
  };
}

/** The ServiceAccount is compared by itself. */
const others = ({ serviceAccount: _, ...shape }: Shape): Shape => shape;

const account = customAddon.shape.serviceAccount.unwrap().shape;

describe.each<[string, Shape, Shape, Reasons, Reasons]>([
  [
    "a workload",
    workload.shape,
    workloadShape,
    {
      name: BY_KEY,
      formerly: HISTORY,
      adopt: HISTORY,
      account: "a module has one AWS provider: call irsa-role with that of the other account",
      "podIdentity.sessionPolicy": "a module cannot leave an argument out for AWS providers that do not know it",
    },
    { namedPolicyArns: ONE_ROLE, createRole: ONE_ROLE },
  ],
  [
    "an add-on",
    others(customAddon.shape),
    others(addonShape),
    {
      name: BY_KEY,
      formerly: HISTORY,
      adopt: HISTORY,
      dependsOn: "all add-ons come after the built-in ones and after the workloads",
      serviceAccounts: "further ServiceAccounts are workloads, which come before all add-ons",
      "chart.credentials": "the variable chart_credentials has them, for it is sensitive",
    },
    {},
  ],
  [
    "an add-on's ServiceAccount",
    account,
    addonAccountShape,
    { "podIdentity.sessionPolicy": "a module cannot leave an argument out for AWS providers that do not know it" },
    { namedPolicyArns: ONE_ROLE, createRole: ONE_ROLE },
  ],
  [
    "cert-manager",
    certManager.shape,
    certManagerShape,
    {
      acknowledge: ACKNOWLEDGE,
      adopt: HISTORY,
      "chart.credentials": "the variable chart_credentials has them, for it is sensitive",
      "podIdentity.sessionPolicy": "a module cannot leave an argument out for AWS providers that do not know it",
    },
    {
      hostedZoneIds: "a type is one type: zones without names are a list of their own",
      "hostedZones.id": "in a configuration, a zone is an ID or both",
      "hostedZones.name": "in a configuration, a zone is an ID or both",
      "hostedZones.roleArn": "in a configuration, a zone is an ID or both",
      createRole: ONE_ROLE,
    },
  ],
  [
    "the load balancer controller",
    loadBalancerController.shape,
    controllerShape,
    {
      acknowledge: ACKNOWLEDGE,
      adopt: HISTORY,
      "chart.credentials": "the variable chart_credentials has them, for it is sensitive",
      "podIdentity.sessionPolicy": "a module cannot leave an argument out for AWS providers that do not know it",
    },
    { namedPolicyArns: ONE_ROLE, createRole: ONE_ROLE },
  ],
])("%s", (_what, configuration, module, notInModules, onlyInModules) => {
  test("has the same options in modules, but where there is a reason", () => {
    expect(held(configuration, module, notInModules)).toEqual({ missing: [], idle: [] });
  });

  test("has none in modules alone, but where there is a reason", () => {
    expect(held(module, configuration, onlyInModules)).toEqual({ missing: [], idle: [] });
  });
});

/** Of a cluster, by the names that the module's variables have. */
const NOT_IN_MODULE: Reasons = {
  cluster: "cluster_name",
  attributes: "cluster_attributes",
  backend: STACK,
  auth: STACK,
  assumeRole: STACK,
  accounts: STACK,
  proxy: STACK,
  formerly: STACK,
  ignoreLabels: STACK,
  ignoreAnnotations: STACK,
  guardrails: "they are rules of files: a module makes what it is asked for",
  podIdentityWait: "a module would ask everybody for the provider of time_sleep: modules/README.md shows it in a root",
};

test("a cluster has the same options as the whole module, but where there is a reason", () => {
  const whole = modules().find(({ node }) => node.id === "eks-irsa");
  const variables = new Set(whole?.inputs.map(({ name }) => name));
  const snake = (key: string): string => key.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
  const lacking = Object.keys(clusterSchema.shape).filter((key) => !variables.has(snake(key)));
  expect(lacking.sort()).toEqual(Object.keys(NOT_IN_MODULE).sort());
});
