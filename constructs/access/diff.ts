import { grantsIn, grantsOf, unknownIn } from "./grants";
import type { Grant } from "./grants";
import { nameOf } from "./model";
import type { Model } from "./model";
import { waysOf } from "./ways";
import type { Way } from "./ways";

/** Who gained and who lost what from one output to another; empty where nothing changed. */
export function accessDiff(before: readonly Model[], after: readonly Model[]): string[] {
  const [old, now] = [accessOf(before), accessOf(after)];
  const names = [...new Set([...old.keys(), ...now.keys()])].sort();
  return names.flatMap((name) => {
    const [was, is] = [old.get(name) ?? new Set<string>(), now.get(name) ?? new Set<string>()];
    const gained = [...is].filter((line) => !was.has(line)).map((line) => `  + ${line}`);
    const lost = [...was].filter((line) => !is.has(line)).map((line) => `  - ${line}`);
    return gained.length + lost.length === 0 ? [] : [name, ...gained, ...lost];
  });
}

/** What each ServiceAccount may do, a line for each action and resource. */
function accessOf(models: readonly Model[]): Map<string, Set<string>> {
  const found = new Map<string, Set<string>>();
  for (const model of models) {
    for (const account of model.accounts) {
      const lines = found.get(nameOf(account)) ?? new Set<string>();
      found.set(nameOf(account), lines);
      for (const way of waysOf(model, account)) for (const line of linesOf(way)) lines.add(line);
    }
  }
  return found;
}

/** Nothing for a role that cannot be assumed. Roles are said by name, for accounts may be known in one output only. */
function linesOf(way: Way): string[] {
  if (way.assumed.answer === "no") return [];
  const as = way.path.map((arn) => arn.replace(/^.*:role\//, "")).join(" → ");
  const { role, sessionPolicy } = way;
  const limits = [
    ...(role?.boundary ? [{ what: `boundary ${role.boundary.name}`, policy: role.boundary }] : []),
    ...(sessionPolicy ? [{ what: "a session policy", policy: sessionPolicy }] : []),
  ];
  const end = [`as ${as}`, ...limits.map(({ what }) => `within ${what}`)].join(", ");
  if (!role) return [`what a role outside of the output may, ${end}`];
  return [
    ...grantsOf(way).flatMap((grant) => grantLines(grant).map((line) => `${line}, ${end}`)),
    ...unknownIn(way).map(({ name }) => `what ${name} allows, ${end}`),
    ...limits.flatMap(({ what, policy }) =>
      grantsIn(policy).flatMap((grant) => grantLines(grant).map((line) => `in ${what} of ${as}: ${line}`)),
    ),
  ];
}

function grantLines({ effect, actions, resources, conditions }: Grant): string[] {
  const ifs = conditions.length > 0 ? ` if ${[...conditions].sort().join(" and ")}` : "";
  return actions.flatMap((action) => resources.map((resource) => `${effect} ${action} on ${resource}${ifs}`));
}
