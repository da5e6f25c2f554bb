import { addonsOf } from "../../addons/cluster-addons";
import { found } from "../../contract/placed";
import type { Path, PlacedProblem } from "../../contract/placed";
import * as problems from "../../facts/problems";
import { workloadNameOf } from "./rule";
import type { Rule } from "./rule";

/** Rules about what was there before: former names, and what others made. */

interface Named {
  readonly path: Path;
  readonly name: string;
  readonly formerly?: readonly string[] | undefined;
}

/** A name is in use where an element has it, or has had it. */
function inUse(all: readonly Named[]): PlacedProblem[] {
  const used = new Set(all.map(({ name }) => name));
  return all.flatMap(({ path, formerly = [] }) =>
    formerly.flatMap((name, index) => {
      const isUsed = used.has(name);
      used.add(name);
      return found([...path, "formerly", index], isUsed ? problems.formerNameInUse(name) : undefined);
    }),
  );
}

const formerNames: Rule = ({ input }) => [
  ...inUse(input.workloads.map((one, index) => ({ ...one, name: workloadNameOf(one), path: ["workloads", index] }))),
  ...inUse(input.addons.map((one, index) => ({ ...one, path: ["addons", index] }))),
  ...inUse(
    Object.entries(input.accounts).map(([name, one]) => ({ formerly: one.formerly, name, path: ["accounts", name] })),
  ),
];

/** What is adopted would be made here, and its name is known. */
const adopted: Rule = ({ input }) => {
  const refused = (path: Path, adopt: readonly string[] = [], made: Readonly<Record<string, boolean>>) =>
    adopt.flatMap((kind, index) =>
      found([...path, "adopt", index], made[kind] === false ? problems.nothingToAdopt(kind) : undefined),
    );
  return [
    ...input.workloads.flatMap(({ adopt, roleArn, role, createNamespace }, index) =>
      refused(["workloads", index], adopt, {
        role: roleArn === undefined && role?.namePrefix === undefined,
        namespace: createNamespace,
      }),
    ),
    ...addonsOf(input).flatMap(({ definition, input: addon, path }) => {
      const accounts = definition.runsAs(addon);
      return refused(path, addon.adopt, {
        role: accounts.some(({ hasRole, keys }) => hasRole && keys.role?.namePrefix === undefined),
        "service-account": addon.install && accounts.length > 0,
        namespace: addon.install && addon.createNamespace === true,
        release: addon.install,
      });
    }),
  ];
};

export const HISTORY_RULES: readonly Rule[] = [formerNames, adopted];
