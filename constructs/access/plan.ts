import { parseArn } from "../facts/arn";
import { isMapping } from "../facts/merge";
import type { Data } from "../facts/merge";
import { partitionOf } from "../facts/partitions";
import { ROLE_ARN_ANNOTATION } from "../facts/service-accounts";
import { isWholeMark, mark } from "./marks";
import { linksOf, moduleOf } from "./plan-links";
import type { Planned } from "./plan-links";
import { at, isRead, textAt, withComputed } from "./resource";
import type { Home, Resource } from "./resource";

interface PlannedResource extends Planned {
  readonly values: Data;
}

/** Arguments that may be known after the apply only, and what they are of. */
const LINKS: Readonly<Record<string, Readonly<Record<string, readonly [type: string, attribute: "arn" | "name"]>>>> = {
  aws_iam_role: { permissions_boundary: ["aws_iam_policy", "arn"] },
  aws_iam_role_policy: { role: ["aws_iam_role", "name"] },
  aws_iam_role_policy_attachment: { role: ["aws_iam_role", "name"], policy_arn: ["aws_iam_policy", "arn"] },
  aws_eks_pod_identity_association: { role_arn: ["aws_iam_role", "arn"], target_role_arn: ["aws_iam_role", "arn"] },
};

/** Where a ServiceAccount's annotations stand, by the type of the resource that writes them. */
const ANNOTATIONS: Readonly<Record<string, readonly (string | number)[]>> = {
  kubernetes_service_account: ["metadata", 0, "annotations"],
  kubernetes_service_account_v1: ["metadata", 0, "annotations"],
  kubernetes_annotations: ["annotations"],
};

/** Whether data is what `terraform show -json` prints of a plan, or of a state. */
export const isPlan = (json: Data): boolean =>
  isMapping(at(json, "planned_values", "root_module")) || isMapping(at(json, "values", "root_module"));

/** What a plan makes, or a state has: what `terraform show -json` prints of either. */
export function resourcesOfPlan(json: Data): Resource[] {
  const made = resourcesIn(at(json, "planned_values", "root_module") ?? at(json, "values", "root_module"));
  const read = resourcesIn(at(json, "prior_state", "values", "root_module")).filter(({ address }) => isData(address));
  const all = new Map([...read, ...made].map((one) => [one.address, one]));
  const unknown = unknownOf(json);
  const homes = homesOf(json, [...all.values()]);
  const computed = new Map<string, Resource>();
  for (const one of all.values()) computed.set(one.address, withComputed(one, homes(one)));

  const link = linksOf(mapping(at(json, "configuration", "root_module")), [...all.values()]);
  const linked = (one: PlannedResource, path: readonly string[], type: string, attribute: string): string => {
    const found = link(one, path, type);
    const place = mark([one.address, ...path].join("."));
    return found === undefined ? place : (textAt(computed.get(found)?.values, attribute) ?? place);
  };

  return [...all.values()].map((one) => {
    const { values, type, address } = computed.get(one.address) ?? one;
    const open = unknown.get(address);
    const links = Object.entries(LINKS[type] ?? {}).flatMap(([name, [of, attribute]]) =>
      at(open, name) === true ? [[name, linked(one, [name], of, attribute)]] : [],
    );
    const texts = ["assume_role_policy", "policy"].flatMap((name) =>
      at(open, name) === true ? [[name, mark(`${address}.${name}`)]] : [],
    );
    const filled = { ...values, ...(Object.fromEntries([...links, ...texts]) as Data) };
    return { address, type, values: withAnnotation(one, filled, open, linked) };
  });
}

/** With the annotation that names a role, where the plan knows only what it comes from. */
function withAnnotation(
  one: PlannedResource,
  values: Data,
  open: unknown,
  linked: (one: PlannedResource, path: readonly string[], type: string, attribute: string) => string,
): Data {
  const path = ANNOTATIONS[one.type];
  if (path === undefined) return values;
  const unknown = at(open, ...path);
  if (unknown !== true && at(unknown, ROLE_ARN_ANNOTATION) !== true) return values;
  const arn = linked(one, path.map(String), "aws_iam_role", "arn");
  // All annotations may be known after the apply only, as where a module's output is a try(...). Then just their expression says
  // that a role is among them.
  if (unknown === true && isWholeMark(arn)) return values;
  const annotations = { ...mapping(at(values, ...path)), [ROLE_ARN_ANNOTATION]: arn };
  return path.length === 1
    ? { ...values, annotations }
    : { ...values, metadata: [{ ...mapping(at(values, "metadata", 0)), annotations }] };
}

const mapping = (value: unknown): Data => (isMapping(value) ? value : {});

const isData = (address: string): boolean =>
  address.slice(moduleOf(address).length).replace(/^\./, "").startsWith("data.");

function resourcesIn(module: unknown): PlannedResource[] {
  const own = [at(module, "resources") ?? []].flat().flatMap((one): PlannedResource[] => {
    const [address, type, name] = [textAt(one, "address"), textAt(one, "type"), textAt(one, "name")];
    if (address === undefined || type === undefined || name === undefined || !isRead(type)) return [];
    const index = at(one, "index");
    const key = typeof index === "string" || typeof index === "number" ? { index } : {};
    return [{ address, type, name, ...key, values: mapping(at(one, "values")) }];
  });
  const children = [at(module, "child_modules") ?? []].flat();
  return [...own, ...children.flatMap(resourcesIn)];
}

/** What is known after the apply, by address. */
const unknownOf = (json: Data): Map<string, unknown> =>
  new Map(
    [at(json, "resource_changes") ?? []]
      .flat()
      .map((change): [string, unknown] => [textAt(change, "address") ?? "", at(change, "change", "after_unknown")]),
  );

/** Where resources are: accounts are known by what providers read, the cluster say. */
function homesOf(json: Data, all: readonly PlannedResource[]): (one: PlannedResource) => Home {
  const root = at(json, "configuration", "root_module");
  const keyOf = ({ address, type, name }: PlannedResource): string => {
    const names = [...moduleOf(address).matchAll(/module\.([\w-]+)/g)].map(([, call = ""]) => call);
    const module = names.reduce<unknown>((above, call) => at(above, "module_calls", call, "module"), root);
    const code = [at(module, "resources") ?? []]
      .flat()
      .find((each) => textAt(each, "type") === type && textAt(each, "name") === name);
    return textAt(code, "provider_config_key") ?? "aws";
  };
  const accounts = new Map<string, string>();
  const regions = new Map<string, string>();
  const partition = all.map((one) => textAt(one.values, "partition")).find((found) => found !== undefined);
  for (const one of all) {
    const arn = parseArn(one.type === "aws_eks_cluster" ? (textAt(one.values, "arn") ?? "") : "");
    const account = arn?.account ?? (one.type === "aws_caller_identity" ? textAt(one.values, "account_id") : undefined);
    if (account !== undefined) accounts.set(keyOf(one), account);
    if (arn !== undefined) regions.set(keyOf(one), arn.region);
  }
  return (one) => {
    const key = keyOf(one);
    const region =
      textAt(json, "configuration", "provider_config", key, "expressions", "region", "constant_value") ??
      regions.get(key);
    return {
      partition: partitionOf(region ?? "") ?? partition ?? mark("partition"),
      account: accounts.get(key) ?? mark(key === "aws" ? "account" : `account of ${key}`),
      region: region ?? mark("region"),
    };
  };
}
