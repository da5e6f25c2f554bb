import { broken, found } from "../../contract/placed";
import type { Path, PlacedProblem } from "../../contract/placed";
import { literals } from "../../contract/rule";
import { newNamespace } from "../../contract/rules/service-account";
import { nearest } from "../../facts/nearest";
import * as problems from "../../facts/problems";
import { inputOf } from "../definition";
import type { AddonCluster, Preset } from "../definition";
import { PRESETS } from "../registry";
import { association, placedBelow } from "../rules";
import { contradictions } from "../values";
import type { OwnedValue } from "../values";
import type { CustomAddonInput } from "./keys";

const presets: readonly Preset[] = PRESETS;

export function customAddonRules(addon: CustomAddonInput, { input }: AddonCluster, path: Path): PlacedProblem[] {
  const { chart, name, serviceAccount, values } = addon;
  const known = [...input.addons, ...presets.filter((preset) => inputOf(preset, input))].map((one) => one.name);
  const others = known.filter((one) => one !== name);
  const preset = presets.find((one) => one.name === name);
  const sameChart = presets.find((one) => one.chart.name === chart.name);
  return [
    ...found([...path, "chart", "name"], sameChart?.refusesSecond?.(name)),
    ...found([...path, "name"], preset && problems.duplicate("an add-on's name", name, `the key ${preset.key}`)),
    ...broken([newNamespace], literals(addon), path),
    ...association(serviceAccount?.podIdentity, addon.identity ?? input.identity, [...path, "serviceAccount"]),
    ...placedBelow([...path, "values"], contradictions(values, ownedValues(addon))),
    ...addon.dependsOn.flatMap((other, index) =>
      found(
        [...path, "dependsOn", index],
        others.includes(other) ? undefined : problems.notOneOf(other, others, nearest(other, others)),
      ),
    ),
  ];
}

/** What the chart is told of its ServiceAccount. */
function ownedValues({ serviceAccount: account, install }: CustomAddonInput): OwnedValue[] {
  if (!account) return [];
  const option = "serviceAccount";
  return [
    { path: account.createValue ?? "serviceAccount.create", value: !install, option },
    { path: account.nameValue ?? "serviceAccount.name", value: account.name, option: `${option}.name` },
    { path: account.annotationsValue ?? "serviceAccount.annotations", value: undefined, option },
  ];
}
