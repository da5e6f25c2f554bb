import { isAbsolute, resolve } from "node:path";
import { addonsOf } from "../addons/cluster-addons";
import { partitionOf } from "../facts/partitions";
import type {
  AuthConfiguration,
  BackendConfiguration,
  ClusterConfiguration,
  GlobalConfiguration,
  OidcProviderConfiguration,
  WorkloadConfiguration,
} from "./configuration";
import { addonsBefore } from "./order";
import { roleOwners } from "./rules/role-owners";
import type { Part } from "./rules/role-owners";
import { clusterName, firstName, inKubernetes, partitionIn, purposeOf, workloadNameOf } from "./rules/rule";
import type { RuledCluster } from "./rules/rule";
import { sharedRole } from "./rules/shared-roles";
import type { ClusterInput, GlobalInput } from "./schema";

/** Seconds: EKS spreads an association to its nodes within "several" of them (EKS user guide, "EKS Pod Identities"). */
const POD_IDENTITY_WAIT = 10;

/** A cluster's configuration with all that follows from it filled in. */
export function resolved(stack: string, input: ClusterInput, folder: string): ClusterConfiguration {
  const { attributes, tags, role, namespaces, assumeRole, proxy, preflight, region = "" } = input;
  const { ignoreLabels, ignoreAnnotations } = input;
  const cluster = { input, name: clusterName(stack, input), partition: partitionIn(input), globalRoles: [] };
  const before = addonsBefore(cluster);
  const withIdentity = <T extends { identity?: ClusterInput["identity"] }>(part: T) => ({
    ...part,
    identity: part.identity ?? input.identity,
  });
  const withChart = <T extends { chart?: { path?: string } }>(part: T): T =>
    part.chart?.path === undefined
      ? part
      : { ...part, chart: { ...part.chart, path: resolve(folder, part.chart.path) } };
  return {
    attributes,
    tags,
    role,
    namespaces,
    assumeRole,
    proxy,
    preflight,
    ignoreLabels,
    ignoreAnnotations,
    stack,
    region,
    cluster: cluster.name,
    partition: cluster.partition ?? "",
    backend: backend(firstName(stack, input), input, folder),
    auth: auth(input.auth, folder),
    oidcProvider: oidcProvider(input.oidcProvider),
    podIdentityWait: input.podIdentityWait ?? POD_IDENTITY_WAIT,
    inKubernetes: inKubernetes(input),
    accounts: Object.fromEntries(
      Object.entries(input.accounts).map(([name, account]) => [
        name,
        { ...account, oidcProvider: oidcProvider(account.oidcProvider) },
      ]),
    ),
    addons: addonsOf(input).map(({ definition, name, input }) => ({
      definition,
      name,
      input: withChart(withIdentity(input)),
    })),
    workloads: input.workloads.flatMap((workload): WorkloadConfiguration[] => {
      const { namespace, serviceAccount } = workload;
      if (namespace === undefined || serviceAccount === undefined) return [];
      const account = { namespace, serviceAccount, name: workloadNameOf(workload) };
      return [
        { ...withIdentity(workload), ...account, purpose: purposeOf(workload), after: before.get(account.name) ?? [] },
      ];
    }),
    patternRoles: input.workloads
      .filter(({ serviceAccount }) => serviceAccount === undefined)
      .map((role) => ({ ...withIdentity(role), name: workloadNameOf(role), purpose: purposeOf(role) })),
    ...ofRoles(cluster),
  };
}

/** Which roles are shared by ARN, and who has an association of its own. */
function ofRoles(cluster: RuledCluster): Pick<ClusterConfiguration, "sharedRoles" | "associated"> {
  const owners = roleOwners(cluster.input);
  const arns = owners.flatMap(({ keys: { roleArn } }) => roleArn ?? []);
  const shared = arns.flatMap((arn): [string, Part][] => {
    const owner = sharedRole(cluster, arn);
    return owner ? [[arn, owner.part]] : [];
  });
  const associated = owners.flatMap(({ identity, serviceAccount }) =>
    serviceAccount && identity !== "irsa" ? [`${serviceAccount.namespace}/${serviceAccount.name}`] : [],
  );
  return { sharedRoles: new Map(shared), associated: new Set(associated) };
}

/** The same for what clusters share. */
export const resolvedGlobal = (input: GlobalInput, folder: string): GlobalConfiguration => ({
  ...input,
  partition: input.partition ?? partitionOf(input.region) ?? "",
  backend: backend(input.stack, input, folder),
});

function backend(
  name: string,
  { backend: given, region = "" }: Pick<ClusterInput, "backend" | "region">,
  folder: string,
): BackendConfiguration {
  if (given?.s3) return { kind: "s3", ...given.s3, region: given.s3.region ?? region };
  if (given?.cloud) return { kind: "cloud", ...given.cloud };
  if (given?.none) return { kind: "none" };
  return { kind: "local", path: resolve(folder, given?.local?.path ?? `terraform.${name}.tfstate`) };
}

function auth(given: ClusterInput["auth"], folder: string): AuthConfiguration {
  if (typeof given === "string") return { kind: given };
  const { path = "~/.kube/config", context } = given.kubeconfig;
  const fixed = path.startsWith("~") || isAbsolute(path);
  return { kind: "kubeconfig", path: fixed ? path : resolve(folder, path), fixed, context };
}

function oidcProvider(given: ClusterInput["oidcProvider"]): OidcProviderConfiguration {
  if (typeof given === "object") return { kind: "arn", arn: given.arn };
  return given === "lookup"
    ? { kind: given }
    : { kind: "create", ifNeeded: given === undefined, adopt: given === "adopt" };
}
