import { parseArn } from "../facts/arn";
import { isMapping } from "../facts/merge";
import type { Data } from "../facts/merge";
import { partitionOf } from "../facts/partitions";
import { evaluated } from "./expression";
import type { Resolve } from "./expression";
import { mark } from "./marks";
import { at, blockAt, isRead, textAt, withComputed } from "./resource";
import type { Home, Resource } from "./resource";

/** What a synthesized stack has: `cdk.tf.json`, with the expressions in it read as far as they are known. */
export function resourcesOfStack(json: Data): Resource[] {
  const homes = homesOf(json);
  const read = new Map<string, Resource | undefined>();

  // Resources refer to each other; each is read when it is first asked for.
  const resource = (address: string): Resource | undefined => {
    if (read.has(address)) return read.get(address);
    // One that refers to itself is not known there.
    read.set(address, undefined);
    const path = address.split(".");
    const [type = ""] = path.slice(-2);
    const body = at(json, path[0] === "data" ? "data" : "resource", ...path.slice(-2));
    if (!isMapping(body)) return undefined;
    const values = evaluated(body, resolve) as Data;
    const found = withComputed({ address, type, values }, homes(textAt(body, "provider") ?? type.split("_")[0] ?? ""));
    read.set(address, found);
    return found;
  };
  const resolve: Resolve = (reference) => {
    const [first = "", ...path] = reference.split(/[.[\]]+/).filter((part) => part !== "");
    if (first === "local") return evaluated(at(json, "locals", ...path), resolve);
    const address = [first, ...path].slice(0, first === "data" ? 3 : 2);
    return at(resource(address.join("."))?.values, ...[first, ...path].slice(address.length));
  };
  return ["resource", "data"].flatMap((kind) =>
    Object.entries(mapping(json[kind]))
      .filter(([type]) => isRead(type))
      .flatMap(([type, named]) =>
        Object.keys(mapping(named)).flatMap(
          (name) => resource([...(kind === "data" ? ["data"] : []), type, name].join(".")) ?? [],
        ),
      ),
  );
}

const mapping = (value: unknown): Data => (isMapping(value) ? value : {});

/** Where the resources of each AWS provider are. Of one that assumes a role, that role says the account. */
function homesOf(json: Data): (provider: string) => Home {
  const providers = [at(json, "provider", "aws") ?? []].flat().map(mapping);
  return (name) => {
    const provider = providers.find(({ alias }) => name === (typeof alias === "string" ? `aws.${alias}` : "aws")) ?? {};
    const assumed = textAt(blockAt(provider, "assume_role"), "role_arn");
    const region = textAt(provider, "region") ?? mark("region");
    return {
      partition: partitionOf(region) ?? mark("partition"),
      account: parseArn(assumed ?? "")?.account ?? mark(name === "aws" ? "account" : `account of ${name}`),
      region,
    };
  };
}
