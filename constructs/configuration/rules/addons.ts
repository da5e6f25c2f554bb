import { acmeZones, issuerKey } from "../../addons/cert-manager/issuers";
import { certManagerValueProblems } from "../../addons/cert-manager/values";
import { imageRegistry, imageRepository } from "../../addons/load-balancer-controller/images";
import { CONTROLLER_CHART } from "../../addons/load-balancer-controller/releases";
import {
  controllerOptionProblems,
  controllerValueProblems,
  switches,
  webhookCertificate,
} from "../../addons/load-balancer-controller/values";
import { contradictions } from "../../addons/values";
import { dotted, found, unique } from "../../contract/placed";
import type { Path, PlacedProblem } from "../../contract/placed";
import { variablePrefix } from "../../facts/names";
import { nearest } from "../../facts/nearest";
import { arnInPartition } from "../../facts/policy";
import * as problems from "../../facts/problems";
import type { Problem } from "../../facts/problems";
import { SYSTEM_NAMESPACES } from "../../facts/service-accounts";
import type { AddonInput, ClusterInput } from "../schema";
import { CERT_MANAGER_ACCOUNT, CONTROLLER_ACCOUNT } from "./rule";
import type { Rule } from "./rule";

/** Rules about add-ons: their options, their values, and what comes before what. */

const certManager: Rule = ({ input, partition }) => {
  const addon = input.certManager;
  if (!addon) return [];
  const path = ["certManager"];
  const zones = addon.hostedZones.map((zone) => (typeof zone === "string" ? { id: zone } : zone));
  const choices = { ...addon, serviceAccount: CERT_MANAGER_ACCOUNT };
  const foreign = addon.hostedZoneRoleArn !== undefined && partition !== undefined;
  return [
    ...valueProblems([...path, "values"], certManagerValueProblems(addon.values, choices)),
    ...found([...path, "fargate"], onFargate(addon.fargate, addon.identity ?? input.identity)),
    ...association(addon.podIdentity, addon.identity ?? input.identity, path),
    ...(foreign ? found([...path, "hostedZoneRoleArn"], arnInPartition(addon.hostedZoneRoleArn ?? "", partition)) : []),
    ...found(
      [...path, "issuers"],
      addon.issuers.length > 0 && !addon.install ? problems.issuersNotInstalled() : undefined,
    ),
    ...addon.issuers.flatMap((issuer, index) => found([...path, "issuers", index], acmeZones(issuer, zones))),
    ...unique(
      addon.issuers.map((item, index) => ({ key: issuerKey(item), path: [...path, "issuers", index, "name"], item })),
      (item, first) => problems.duplicate("an issuer", issuerKey(item), dotted(first.slice(0, 3))),
    ),
  ];
};

const onFargate = (fargate: boolean | undefined, identity: string): Problem | undefined =>
  fargate && identity === "pod-identity" ? problems.podIdentityOnFargate() : undefined;

/** An association is there only with Pod Identity. */
const association = (options: object | undefined, identity: string, path: Path): PlacedProblem[] =>
  found([...path, "podIdentity"], options && identity === "irsa" ? problems.needsPodIdentity() : undefined);

const loadBalancerController: Rule = ({ input, name, partition }) => {
  const addon = input.loadBalancerController;
  if (!addon) return [];
  const path = ["loadBalancerController"];
  const { region = "" } = input;
  const certificate = addon.webhookCertificate ?? (input.certManager?.install ? "cert-manager" : "helm");
  const choices = {
    ...addon,
    ...switches(addon, partition),
    clusterName: name,
    region,
    // Read by Terraform where it is not given, and then any literal contradicts it.
    vpcId: input.attributes?.vpcId ?? "the cluster's VPC",
    serviceAccount: CONTROLLER_ACCOUNT,
    webhookCertificate: certificate,
    imageRepository: partition === undefined ? undefined : imageRepository(addon.imageRegistry, region, partition),
  } as const;
  const nobody = certificate === "cert-manager" && !input.certManager;
  const commercialOnly = addon.globalAccelerator && partition !== undefined && partition !== "aws";
  return [
    ...found([...path, "webhookCertificate"], nobody ? problems.noCertManager() : undefined),
    ...found([...path, "webhookCertificate"], webhookCertificate(addon.version, certificate)),
    ...found([...path, "fargate"], onFargate(addon.fargate, addon.identity ?? input.identity)),
    ...association(addon.podIdentity, addon.identity ?? input.identity, path),
    ...found(
      [...path, "globalAccelerator"],
      commercialOnly ? problems.onlyCommercial("globalAccelerator", partition) : undefined,
    ),
    // The values that another tool gets hold the image, too.
    ...(partition === undefined
      ? []
      : found([...path, "imageRegistry"], imageRegistry(addon.imageRegistry, region, partition))),
    ...valueProblems(path, controllerOptionProblems(addon.version, addon)),
    ...valueProblems([...path, "values"], controllerValueProblems(addon.values, choices)),
  ];
};

const valueProblems = (path: Path, list: readonly { path: string; problem: Problem }[]): PlacedProblem[] =>
  list.map(({ path: below, problem }) => ({ path: [...path, ...below.split(".")], problem }));

const BUILT_IN = { "cert-manager": "certManager", "load-balancer-controller": "loadBalancerController" } as const;

const otherAddons: Rule = ({ input }) => {
  const names = input.addons.map(({ name }) => name);
  const known = [...names, ...Object.entries(BUILT_IN).flatMap(([name, key]) => (input[key] ? [name] : []))];
  return [
    ...unique(
      input.addons.map((item, index) => ({ key: item.name, path: ["addons", index, "name"], item })),
      (item, first) => problems.duplicate("an add-on's name", item.name, dotted(first.slice(0, 2))),
    ),
    ...credentials(input),
    ...input.addons.flatMap((addon, index) =>
      otherAddon(addon, ["addons", index], known, addon.identity ?? input.identity),
    ),
    ...circles(input.addons),
  ];
};

function otherAddon(addon: AddonInput, path: Path, known: readonly string[], identity: string): PlacedProblem[] {
  const { chart, name, namespace, createNamespace, serviceAccount, values } = addon;
  const owned = serviceAccount
    ? [
        {
          path: serviceAccount.createValue ?? "serviceAccount.create",
          value: !addon.install,
          option: "serviceAccount",
        },
        {
          path: serviceAccount.nameValue ?? "serviceAccount.name",
          value: serviceAccount.name,
          option: "serviceAccount.name",
        },
        {
          path: serviceAccount.annotationsValue ?? "serviceAccount.annotations",
          value: undefined,
          option: "serviceAccount",
        },
      ]
    : [];
  const reserved = createNamespace && SYSTEM_NAMESPACES.has(namespace);
  const builtIn = Object.keys(BUILT_IN).includes(name);
  const others = known.filter((one) => one !== name);
  return [
    ...found(
      [...path, "chart", "name"],
      chart.name === CONTROLLER_CHART.name ? problems.secondController(name) : undefined,
    ),
    ...found(
      [...path, "name"],
      builtIn
        ? problems.duplicate("an add-on's name", name, `the key ${BUILT_IN[name as keyof typeof BUILT_IN]}`)
        : undefined,
    ),
    ...found([...path, "createNamespace"], reserved ? problems.reservedNamespace(namespace) : undefined),
    ...association(serviceAccount?.podIdentity, identity, [...path, "serviceAccount"]),
    ...valueProblems([...path, "values"], contradictions(values, owned)),
    ...addon.dependsOn.flatMap((other, index) =>
      found(
        [...path, "dependsOn", index],
        others.includes(other) ? undefined : problems.notOneOf(other, others, nearest(other, others)),
      ),
    ),
  ];
}

/** Credentials are variables named after the add-on, and a variable's name holds no dots and hyphens. */
function credentials({ certManager, loadBalancerController, addons }: ClusterInput): PlacedProblem[] {
  const all = [
    { name: "cert-manager", path: ["certManager"] as Path, chart: certManager?.chart },
    {
      name: "load-balancer-controller",
      path: ["loadBalancerController"] as Path,
      chart: loadBalancerController?.chart,
    },
    ...addons.map(({ name, chart }, index) => ({ name, path: ["addons", index] as Path, chart })),
  ].filter(({ chart }) => chart?.credentials);
  return unique(
    all.map((item) => ({ key: variablePrefix(item.name), path: [...item.path, "chart", "credentials"], item })),
    ({ name }, first) =>
      problems.duplicate("a variable of credentials", `${variablePrefix(name)}_chart_username`, dotted(first)),
  );
}

/** Add-ons that wait for each other would wait for ever. */
function circles(addons: readonly AddonInput[]): PlacedProblem[] {
  const waits = new Map(addons.map(({ name, dependsOn }) => [name, dependsOn]));
  const reaches = (from: string, to: string, seen: ReadonlySet<string>): boolean =>
    (waits.get(from) ?? []).some(
      (next) => next === to || (!seen.has(next) && reaches(next, to, new Set([...seen, next]))),
    );
  return addons.flatMap(({ name, dependsOn }, index) =>
    found(
      ["addons", index, "dependsOn"],
      !dependsOn.includes(name) && reaches(name, name, new Set()) ? problems.circle(name) : undefined,
    ),
  );
}

export const ADDON_RULES: readonly Rule[] = [certManager, loadBalancerController, otherAddons];
