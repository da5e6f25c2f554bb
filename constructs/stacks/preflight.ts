import { Construct } from "constructs";
import type { ClusterConfiguration } from "../configuration/configuration";
import type { AddressedStack } from "../hcl/addressed-stack";
import type { Assertion } from "../hcl/check";
import { CheckBlock } from "../hcl/check-block";
import type { Value } from "../hcl/expression";
import type { EksCluster } from "../identity/eks-cluster";
import { PodIdentityAssociation } from "../identity/pod-identity-association";
import { givenCluster, podIdentityAgent } from "../identity/preflight";

/**
 * `check` blocks for what only the live cluster knows. Without a word of the configuration they look at what the
 * stack reads anyway: a block with a data source of its own is in each plan, which then is never an empty one.
 */
export function addPreflight(stack: AddressedStack, cluster: EksCluster, configuration: ClusterConfiguration): void {
  const { preflight, attributes, addons, inKubernetes } = configuration;
  if (preflight === false) return;
  const group = new Construct(stack, "preflight");
  const asked = addons.flatMap(({ name, definition, input }) => {
    const of = definition.preflight?.(input, cluster);
    return of ? [{ ...of, name }] : [];
  });
  const kubernetes = (version: Value): readonly Assertion[] => asked.flatMap((one) => one.kubernetes?.(version) ?? []);
  const asserts = attributes ? [] : kubernetes(cluster.version);
  if (asserts.length > 0) new CheckBlock(group, { name: "kubernetes-version", asserts });
  if (preflight !== true) return;

  if (attributes) new CheckBlock(group, givenCluster(cluster, kubernetes));
  for (const { name, checks } of asked) {
    const scope = checks.length > 0 ? new Construct(group, name) : group;
    for (const check of checks) new CheckBlock(scope, check);
  }
  // Only what reads the cluster tells of Auto Mode, and only a way into Kubernetes of the agent.
  const { autoMode } = cluster;
  const usesAgent = stack.node.findAll().some((one) => one instanceof PodIdentityAssociation);
  if (usesAgent && inKubernetes && autoMode !== undefined) new CheckBlock(group, podIdentityAgent(autoMode));
}
