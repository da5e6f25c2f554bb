import * as problems from "../facts/problems";
import type { Assertion, Check } from "../hcl/check";
import { equals, hasAny, or } from "../hcl/combine";
import type { Condition } from "../hcl/combine";
import { attribute, index } from "../hcl/expression";
import type { Value } from "../hcl/expression";

/** What only the live cluster knows of itself. */

/**
 * Whether there is a Pod Identity agent. `aws_eks_addon` would say so of the add-on alone, and fails where
 * it is not there, in Auto Mode, too. A DaemonSet keeps its history in small objects, with its pods' labels.
 */
export const podIdentityAgent = (autoMode: Condition): Check => ({
  name: "pod-identity-agent",
  reads: {
    type: "kubernetes_resources",
    arguments: {
      api_version: "apps/v1",
      kind: "ControllerRevision",
      namespace: "kube-system",
      label_selector: "app.kubernetes.io/name=eks-pod-identity-agent",
      limit: 1,
    },
  },
  asserts: (read) => [
    { holds: or(autoMode, hasAny(attribute(read, "objects"))), problem: problems.noPodIdentityAgent() },
  ],
});

/** Whether a cluster whose attributes are given is the one that has its name, and what else it has to be. */
export const givenCluster = (
  { name, region, issuerUrl }: { readonly name: string; readonly region: string; readonly issuerUrl: string },
  kubernetes: (version: Value) => readonly Assertion[],
): Check => ({
  name: "attributes",
  reads: { type: "aws_eks_cluster", arguments: { name, region } },
  asserts: (read) => [
    {
      holds: equals(attribute(index(attribute(index(attribute(read, "identity"), 0), "oidc"), 0), "issuer"), issuerUrl),
      problem: problems.attributesOfAnotherCluster(),
    },
    ...kubernetes(attribute(read, "version")),
  ],
});
