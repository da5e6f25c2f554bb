import { certManagerValueProblems } from "../addons/cert-manager/values";
import { controllerValueProblems, webhookCertificate } from "../addons/load-balancer-controller/values";
import { LIMITS } from "../facts/limits";
import { shorten } from "../facts/names";
import { PARTITIONS, partitionOf } from "../facts/partitions";
import { arnInPartition, inlinePolicySize, policyDocument } from "../facts/policy";
import type { PolicyStatement } from "../facts/policy";
import * as problems from "../facts/problems";
import type { Problem } from "../facts/problems";
import { ROLE_ARN_ANNOTATION, SYSTEM_NAMESPACES } from "../facts/service-accounts";
import { providerArn, providerOfIssuer, trustPolicy, trustPolicySize } from "../facts/trust";
import type { Path, PlacedProblem } from "./issues";
import type { ClusterInput, WorkloadInput } from "./schema";

/** What goes together with what in one cluster. Each rule is a function from a sound cluster to its problems. */
type Rule = (cluster: RuledCluster) => PlacedProblem[];

interface RuledCluster {
  readonly input: ClusterInput;
  /** The EKS cluster's name. */
  readonly name: string;
  /** Undefined where region and partition do not tell. */
  readonly partition: string | undefined;
}

const found = (path: Path, problem: Problem | undefined): PlacedProblem[] => (problem ? [{ path, problem }] : []);

export const workloadNameOf = ({ name, serviceAccount }: WorkloadInput): string => name ?? serviceAccount;

/** The cluster's partition: as given, or from the region. */
export const partitionIn = ({ region, partition }: ClusterInput): string | undefined =>
  partition ?? (region === undefined ? undefined : partitionOf(region));

const place: Rule = ({ input: { region, partition } }) => {
  if (region === undefined) {
    return found(["region"], problems.missingKey("region", "a cluster has a region, its own or from defaults"));
  }
  const of = partitionOf(region);
  if (partition === undefined && of === undefined) {
    return found(
      ["region"],
      problems.unknownRegion(
        region,
        PARTITIONS.map(({ example }) => example),
      ),
    );
  }
  return found(
    ["partition"],
    partition !== undefined && of !== undefined && of !== partition
      ? problems.regionOfAnotherPartition(region, of, partition)
      : undefined,
  );
};

const notYetOffered: Rule = ({ input }) => [
  ...notYetIdentity(["identity"], input.identity),
  ...notYetIdentity(["certManager", "identity"], input.certManager?.identity),
  ...notYetIdentity(["loadBalancerController", "identity"], input.loadBalancerController?.identity),
  ...input.workloads.flatMap(({ identity }, index) => notYetIdentity(["workloads", index, "identity"], identity)),
  ...found(["auth"], input.auth === "ephemeral" ? problems.notYet("auth: ephemeral", "auth: token") : undefined),
  ...found(
    ["backend", "cloud"],
    input.backend?.cloud ? problems.notYet("the cloud backend", "s3, local or none") : undefined,
  ),
];

const notYetIdentity = (path: Path, identity: string | undefined): PlacedProblem[] =>
  found(
    path,
    identity === undefined || identity === "irsa"
      ? undefined
      : problems.notYet(`identity: ${identity}`, "identity: irsa"),
  );

const attributes: Rule = ({ input }) => {
  const given = input.attributes;
  if (!given) return [];
  const usesKubeconfig = typeof input.auth === "object";
  const needs = (key: "endpoint" | "certificateAuthority" | "vpcId", when: boolean, why: string): PlacedProblem[] =>
    found(["attributes", key], when && given[key] === undefined ? problems.needsAttribute(key, why) : undefined);
  return [
    ...needs("endpoint", !usesKubeconfig, "the Kubernetes provider needs it"),
    ...needs("certificateAuthority", !usesKubeconfig, "the Kubernetes provider needs it"),
    ...needs("vpcId", input.loadBalancerController !== undefined, "the load balancer controller needs it"),
  ];
};

const oidcProvider: Rule = ({ input, partition }) => {
  if (typeof input.oidcProvider !== "object") return [];
  const { arn } = input.oidcProvider;
  const path = ["oidcProvider", "arn"];
  const issuer = input.attributes?.oidcIssuer;
  return [
    ...(partition === undefined ? [] : found(path, arnInPartition(arn, partition))),
    ...(issuer === undefined ? [] : found(path, providerOfIssuer(arn, issuer))),
  ];
};

/** Texts that have to differ, and where each of them stands. The first of two keeps its place. */
function unique<T>(items: readonly { key: string; path: Path; item: T }[], problem: (item: T, first: Path) => Problem) {
  const first = new Map<string, Path>();
  return items.flatMap(({ key, path, item }) => {
    const before = first.get(key);
    if (before) return found(path, problem(item, before));
    first.set(key, path);
    return [];
  });
}

const workloadNames: Rule = ({ input }) =>
  unique(
    input.workloads.map((item, index) => ({ key: workloadNameOf(item), path: ["workloads", index, "name"], item })),
    (item, first) => problems.duplicate("a workload's name", workloadNameOf(item), dotted(first.slice(0, 2))),
  );

const serviceAccounts: Rule = ({ input }) => {
  const addons: { namespace: string; serviceAccount: string; path: Path }[] = [];
  if (input.certManager) {
    addons.push({ namespace: input.certManager.namespace, serviceAccount: "cert-manager", path: ["certManager"] });
  }
  if (input.loadBalancerController) {
    const serviceAccount = "aws-load-balancer-controller";
    addons.push({ namespace: "kube-system", serviceAccount, path: ["loadBalancerController"] });
  }
  const workloads = input.workloads.map((item, index) => ({
    ...item,
    path: ["workloads", index, "serviceAccount"] as Path,
  }));
  return unique(
    [...addons, ...workloads].map((item) => ({
      key: `${item.namespace}/${item.serviceAccount}`,
      path: item.path,
      item,
    })),
    (item, first) => problems.sharedServiceAccount(item.namespace, item.serviceAccount, dotted(first.slice(0, 2))),
  );
};

/** All roles of a cluster that have a name of their own, generated or given. */
const roleNames: Rule = ({ input, name }) => {
  const generated = (purpose: string): string => shorten(`${name}-${input.region ?? ""}-${purpose}`, LIMITS.roleName);
  const roles: { path: Path; roleName: string }[] = [];
  const add = (path: Path, role: WorkloadInput["role"], purpose: string): void => {
    if (role?.namePrefix === undefined) roles.push({ path, roleName: role?.name ?? generated(purpose) });
  };
  if (input.certManager && input.certManager.hostedZones.length > 0) {
    add(["certManager", "role", "name"], input.certManager.role, "cert-manager");
  }
  if (input.loadBalancerController) {
    add(["loadBalancerController", "role", "name"], input.loadBalancerController.role, "load-balancer-controller");
  }
  input.workloads.forEach((item, index) => {
    add(["workloads", index, "role", "name"], item.role, workloadNameOf(item));
  });
  // Two workloads with one name are told of as such.
  const names = new Set<string>();
  const distinct = roles.filter(({ path }) => {
    const item = path[0] === "workloads" ? input.workloads[path[1] as number] : undefined;
    if (!item || item.role?.name !== undefined) return true;
    const before = names.has(workloadNameOf(item));
    names.add(workloadNameOf(item));
    return !before;
  });
  return unique(
    distinct.map(({ path, roleName }) => ({ key: roleName.toLowerCase(), path, item: roleName })),
    (roleName, first) => problems.duplicate("a role's name (in any case)", roleName, dotted(first.slice(0, -2))),
  );
};

const workloads: Rule = (cluster) =>
  cluster.input.workloads.flatMap((item, index) => workload(cluster, item, ["workloads", index]));

function workload({ input, name, partition }: RuledCluster, item: WorkloadInput, path: Path): PlacedProblem[] {
  const inPartition = (arn: string, ...below: (string | number)[]): PlacedProblem[] =>
    partition === undefined ? [] : found([...path, ...below], arnInPartition(arn, partition));
  const reserved = item.createNamespace && SYSTEM_NAMESPACES.has(item.namespace);
  return [
    ...found([...path, "createNamespace"], reserved ? problems.reservedNamespace(item.namespace) : undefined),
    ...item.policyArns.flatMap((arn, index) => inPartition(arn, "policyArns", index)),
    ...unique(
      item.policyArns.map((arn, index) => ({ key: arn, path: [...path, "policyArns", index], item: arn })),
      (arn, first) => problems.duplicate("a policy of a role", arn, dotted(first)),
    ),
    ...item.statements.flatMap((statement, index) =>
      resources(statement, index).flatMap(([arn, below]) => inPartition(arn, ...below)),
    ),
    ...found([...path, "statements"], inlinePolicySize("the inline policy", policyDocument(item.statements))),
    ...roleArns(item.role, partition, path),
    ...found([...path, "trust", "subjects"], trustSize(input, item, partition)),
    ...annotation(input, item, name, partition, path),
  ];
}

const resources = (statement: PolicyStatement, index: number): [string, (string | number)[]][] =>
  (["resources", "notResources"] as const).flatMap((key) =>
    (statement[key] ?? []).map((arn, place): [string, (string | number)[]] => [arn, ["statements", index, key, place]]),
  );

function roleArns(role: WorkloadInput["role"], partition: string | undefined, path: Path): PlacedProblem[] {
  const boundary = role?.permissionsBoundary;
  return boundary === undefined || partition === undefined
    ? []
    : found([...path, "role", "permissionsBoundary"], arnInPartition(boundary, partition));
}

/** Measured with the cluster's issuer, or one of the usual length where it is read only by Terraform. */
function trustSize(input: ClusterInput, item: WorkloadInput, partition = "aws"): Problem | undefined {
  const usual = `https://oidc.eks.${input.region ?? ""}.amazonaws.com/id/${"0".repeat(32)}`;
  const issuer = input.attributes?.oidcIssuer ?? usual;
  const arn =
    typeof input.oidcProvider === "object" ? input.oidcProvider.arn : providerArn(partition, "0".repeat(12), issuer);
  const { namespace, serviceAccount } = item;
  const subjects = [{ namespace, serviceAccount }, ...(item.trust?.subjects ?? [])];
  return trustPolicySize(trustPolicy({ arn, issuer: issuer.slice("https://".length) }, subjects));
}

/** A role-arn annotation may stand only if it is, letter by letter, the ARN that the role will have. */
function annotation(
  input: ClusterInput,
  item: WorkloadInput,
  cluster: string,
  partition: string | undefined,
  path: Path,
): PlacedProblem[] {
  const given = item.annotations?.[ROLE_ARN_ANNOTATION];
  if (given === undefined) return [];
  const account = input.attributes?.accountId;
  const name = item.role?.name ?? shorten(`${cluster}-${input.region ?? ""}-${workloadNameOf(item)}`, LIMITS.roleName);
  const ours = `arn:${partition ?? ""}:iam::${account ?? ""}:role${item.role?.path ?? "/"}${name}`;
  const same = account !== undefined && item.role?.namePrefix === undefined && given === ours;
  return found([...path, "annotations", ROLE_ARN_ANNOTATION], same ? undefined : problems.roleArnAnnotation(given));
}

const certManager: Rule = ({ input: { certManager: addon }, partition }) => {
  if (!addon) return [];
  const { version, namespace, values } = addon;
  const choices = { version, namespace, serviceAccount: "cert-manager" };
  return [
    ...valueProblems(["certManager", "values"], certManagerValueProblems(values, choices)),
    ...roleArns(addon.role, partition, ["certManager"]),
  ];
};

const loadBalancerController: Rule = ({ input, name, partition }) => {
  const addon = input.loadBalancerController;
  if (!addon) return [];
  const path = ["loadBalancerController"];
  const certificate = addon.webhookCertificate ?? (input.certManager ? "cert-manager" : "helm");
  const choices = {
    ...addon,
    clusterName: name,
    region: input.region ?? "",
    // Read by Terraform where it is not given, and then any literal contradicts it.
    vpcId: input.attributes?.vpcId ?? "the cluster's VPC",
    serviceAccount: "aws-load-balancer-controller",
    webhookCertificate: certificate,
    shield: addon.shield,
    waf: addon.waf,
    wafv2: addon.wafv2,
    defaultTags: addon.defaultTags,
  };
  return [
    ...found(
      [...path, "webhookCertificate"],
      certificate === "cert-manager" && !input.certManager ? problems.noCertManager() : undefined,
    ),
    ...found([...path, "webhookCertificate"], webhookCertificate(addon.version, certificate)),
    ...valueProblems([...path, "values"], controllerValueProblems(addon.values, choices)),
    ...roleArns(addon.role, partition, path),
  ];
};

const valueProblems = (path: Path, list: readonly { path: string; problem: Problem }[]): PlacedProblem[] =>
  list.map(({ path: below, problem }) => ({ path: [...path, ...below.split(".")], problem }));

const RULES: readonly Rule[] = [
  place,
  notYetOffered,
  attributes,
  oidcProvider,
  workloadNames,
  serviceAccounts,
  roleNames,
  workloads,
  certManager,
  loadBalancerController,
];

/** All problems of a cluster whose keys are sound one by one. */
export function clusterProblems(stack: string, input: ClusterInput): PlacedProblem[] {
  const cluster = { input, name: input.cluster ?? stack, partition: partitionIn(input) };
  return RULES.flatMap((rule) => rule(cluster));
}

/** A path as it is written in messages: `workloads[0].role.name`. */
export function dotted(path: Path): string {
  return path
    .map((key) =>
      typeof key === "number" ? `[${key}]` : /^[A-Za-z_$][\w-]*$/.test(key) ? `.${key}` : `[${JSON.stringify(key)}]`,
    )
    .join("")
    .replace(/^\./, "");
}
