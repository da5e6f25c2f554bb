import { addonsOf } from "../../addons/cluster-addons";
import { dotted, found } from "../../contract/placed";
import type { Path } from "../../contract/placed";
import * as problems from "../../facts/problems";
import type { Rule, RuledCluster } from "./rule";

/** Rules about namespaces. */

interface Inhabitant {
  readonly path: Path;
  readonly namespace: string;
  readonly createNamespace: boolean;
}

/** Who is in a namespace and may make it. What another tool installs, it installs into what is there. */
const inhabitants = ({ input }: RuledCluster): Inhabitant[] => [
  ...addonsOf(input).flatMap(({ definition, input: addon, path }) =>
    addon.install && addon.createNamespace !== undefined
      ? [{ path, namespace: definition.namespace(addon), createNamespace: addon.createNamespace }]
      : [],
  ),
  ...input.workloads.flatMap(({ namespace, createNamespace, roleOnly }, index) =>
    namespace === undefined || roleOnly ? [] : [{ path: ["workloads", index], namespace, createNamespace }],
  ),
];

/** Where one alone says that the namespace is made, all others go with that one. */
const agreement: Rule = (cluster) => {
  // One that is listed by itself goes with nobody.
  const all = inhabitants(cluster).filter(({ namespace }) => cluster.input.namespaces[namespace] === undefined);
  const makers = new Map(all.filter((one) => one.createNamespace).map((one) => [one.namespace, one.path]));
  return all.flatMap(({ path, namespace, createNamespace }) => {
    const maker = createNamespace ? undefined : makers.get(namespace);
    return found([...path, "createNamespace"], maker && problems.namespaceNotAgreed(namespace, dotted(maker)));
  });
};

export const NAMESPACE_RULES: readonly Rule[] = [agreement];
