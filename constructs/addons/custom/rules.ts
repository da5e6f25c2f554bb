import { broken, dotted, found, unique } from "../../contract/placed";
import type { Path, PlacedProblem } from "../../contract/placed";
import { literals } from "../../contract/rule";
import { newAccount, newNamespace } from "../../contract/rules/service-account";
import { nearest } from "../../facts/nearest";
import * as problems from "../../facts/problems";
import { accountPaths } from "../account-paths";
import { inputOf } from "../definition";
import type { AddonCluster, Preset } from "../definition";
import { PRESETS } from "../registry";
import { placedBelow } from "../rules";
import { contradictions } from "../values";
import type { OwnedValue } from "../values";
import { accountsOf, hasAccess } from "./accounts";
import type { PlacedAccount } from "./accounts";
import type { CustomAddonInput } from "./keys";

const presets: readonly Preset[] = PRESETS;

export function customAddonRules(addon: CustomAddonInput, { input }: AddonCluster, path: Path): PlacedProblem[] {
  const { chart, name, values } = addon;
  const preset = presets.find((one) => one.name === name);
  const sameChart = presets.find((one) => one.chart.name === chart.name);
  return [
    ...found([...path, "chart", "name"], sameChart?.refusesSecond?.(name)),
    ...found([...path, "name"], preset && problems.duplicate("an add-on's name", name, `the key ${preset.key}`)),
    ...broken([newNamespace], literals(addon), path),
    ...accounts(addon, path),
    ...placedBelow([...path, "values"], contradictions(values, ownedValues(addon))),
    ...dependencies(addon, input, path),
  ];
}

/** What comes first is another add-on, or a workload. */
function dependencies({ name, dependsOn }: CustomAddonInput, input: AddonCluster["input"], path: Path) {
  const addons = [...input.addons, ...presets.filter((preset) => inputOf(preset, input))].map((one) => one.name);
  const workloads = input.workloads.flatMap((workload) => workload.name ?? workload.serviceAccount ?? []);
  const others = [...addons.filter((one) => one !== name), ...workloads];
  return dependsOn.flatMap((other, index) =>
    found(
      [...path, "dependsOn", index],
      !others.includes(other)
        ? problems.notOneOf(other, others, nearest(other, others))
        : addons.includes(other) && workloads.includes(other)
          ? problems.ambiguousDependency(other)
          : undefined,
    ),
  );
}

/** Its ServiceAccounts: one, or several that the chart tells apart. */
function accounts(addon: CustomAddonInput, path: Path): PlacedProblem[] {
  const all = accountsOf(addon);
  const both = addon.serviceAccount !== undefined && addon.serviceAccounts.length > 0;
  return [
    ...found([...path, "serviceAccounts"], both ? problems.oneOrSeveralAccounts() : undefined),
    ...unique(
      all.flatMap(({ account, at }) =>
        Object.values(accountPaths(account)).map((item) => ({ key: item, path: [...path, ...at], item })),
      ),
      (item, first) => problems.duplicate("a chart's value for a ServiceAccount", item, dotted(first)),
    ),
    ...all.flatMap((one) => ofAccount(addon, one, path)),
  ];
}

function ofAccount(addon: CustomAddonInput, { account, at }: PlacedAccount, path: Path): PlacedProblem[] {
  const { roleOf, madeBy, role, trust, podIdentity } = account;
  const place = [...path, ...at];
  const names = addon.serviceAccounts.filter((one) => one.roleOf === undefined).map(({ name }) => name);
  const other = addon.serviceAccounts.find(({ name }) => name === roleOf);
  const lists = (["policyArns", "statements", "grants", "assumeRoleArns"] as const).filter(
    (key) => account[key].length > 0,
  );
  const own = Object.entries({ role, trust, podIdentity }).flatMap(([key, value]) => (value === undefined ? [] : key));
  const reserved = literals({
    existing: madeBy === "chart",
    serviceAccount: account.name,
    namespace: addon.namespace,
  });
  return [
    ...broken([newAccount], reserved, place).map((one) => ({ ...one, path: [...place, "name"] })),
    ...(roleOf === undefined
      ? []
      : [
          ...found([...place, "roleOf"], names.includes(roleOf) ? undefined : problems.notOneOf(roleOf, names)),
          ...found([...place, "roleOf"], other && !hasAccess(other) ? problems.noRoleToShare(roleOf) : undefined),
          ...[...lists, ...own.filter((key) => key !== "podIdentity")].flatMap((key) =>
            found([...place, key], problems.besideRoleOf(key)),
          ),
        ]),
    // Without a role there is nothing that they could be said of.
    ...(hasAccess(account) ? [] : own.flatMap((key) => found([...place, key], problems.settingsOfNoRole(key)))),
  ];
}

/** What the chart is told of its ServiceAccounts. */
const ownedValues = (addon: CustomAddonInput): OwnedValue[] =>
  accountsOf(addon).flatMap(({ account, at }) => {
    const option = dotted(at);
    const paths = accountPaths(account);
    return [
      { path: paths.create, value: !addon.install || account.madeBy === "chart", option },
      { path: paths.name, value: account.name, option: `${option}.name` },
      { path: paths.annotations, value: undefined, option },
    ];
  });
