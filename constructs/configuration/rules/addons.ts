import { addonsOf } from "../../addons/cluster-addons";
import { broken, dotted, found, unique } from "../../contract/placed";
import { literals } from "../../contract/rule";
import { atomicWaits } from "../../contract/rules/release";
import { variablePrefix } from "../../facts/names";
import { ecrDomain, ecrRegistry } from "../../facts/ecr";
import * as problems from "../../facts/problems";
import { addonNode, asked, waitsFor } from "../order";
import type { Rule } from "./rule";

/** Rules about add-ons: each one's own, and those about all of them together. */

const each: Rule = (cluster) =>
  addonsOf(cluster.input).flatMap(({ definition, input, path }) => [
    ...broken([atomicWaits], literals(input), path),
    ...definition.rules(input, cluster, path),
  ]);

const names: Rule = ({ input }) =>
  unique(
    input.addons.map(({ name }, index) => ({ key: name, path: ["addons", index, "name"], item: name })),
    (name, first) => problems.duplicate("an add-on's name", name, dotted(first.slice(0, 2))),
  );

/** Credentials are variables named after the add-on, and a variable's name holds no dots and hyphens. */
const credentials: Rule = ({ input }) => {
  const prefixes = addonsOf(input)
    .filter(({ input: { chart } }) => chart?.credentials === true)
    .map(({ name, path }) => ({ prefix: variablePrefix(name), path: [...path, "chart", "credentials"] }));
  return unique(
    prefixes.map(({ prefix, path }) => ({ key: prefix, path, item: prefix })),
    (prefix, first) => problems.duplicate("a variable of credentials", `${prefix}_chart_username`, dotted(first)),
  );
};

/** Terraform asks ECR for credentials of ECR's own registries only. */
const ecrCredentials: Rule = ({ input, partition = "aws" }) =>
  addonsOf(input).flatMap(({ input: { chart }, path }) => {
    if (chart?.credentials !== "ecr" || ecrRegistry(chart.repository)) return [];
    return found([...path, "chart", "credentials"], problems.notInEcr(chart.repository, ecrDomain(partition)));
  });

/** Add-ons that wait for each other would wait for ever. */
const circles: Rule = (cluster) => {
  const order = asked(cluster);
  return cluster.input.addons.flatMap(({ name, dependsOn }, index) => {
    const node = addonNode(name);
    const isCircle = !dependsOn.includes(name) && waitsFor(order, node, node);
    return found(["addons", index, "dependsOn"], isCircle ? problems.circle(name) : undefined);
  });
};

export const ADDON_RULES: readonly Rule[] = [names, credentials, ecrCredentials, each, circles];
