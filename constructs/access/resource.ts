import { isMapping } from "../facts/merge";
import type { Data } from "../facts/merge";
import { withoutScheme } from "../facts/trust";
import { mark } from "./marks";

/** Where in AWS a provider's resources are. */
export interface Home {
  readonly partition: string;
  readonly account: string;
  readonly region: string;
}

/** A resource or a data source of an output. Texts that are not known hold marks. */
export interface Resource {
  /** As Terraform writes it: `module.a.aws_iam_role.this[0]`. */
  readonly address: string;
  readonly type: string;
  readonly values: Data;
}

const READ = /^(aws_iam_|aws_eks_|(aws_caller_identity|aws_partition)$|kubernetes_(service_account|annotations))/;

/** Whether resources of a type say who may do what. */
export const isRead = (type: string): boolean => READ.test(type);

/** A value under a path of names and indices; undefined where there is none. */
export const at = (data: unknown, ...path: readonly (string | number)[]): unknown =>
  path.reduce<unknown>((value, key) => {
    if (Array.isArray(value)) return (value as unknown[])[Number(key)];
    return isMapping(value) ? value[key] : undefined;
  }, data);

/** A text; undefined for all else. */
export const textAt = (data: unknown, ...path: readonly (string | number)[]): string | undefined => {
  const found = at(data, ...path);
  return typeof found === "string" ? found : undefined;
};

/** A block, which a stack writes as an object and a plan as a list of one. */
export const blockAt = (data: Data, name: string): Data => {
  const found = data[name];
  const block: unknown = Array.isArray(found) ? found[0] : found;
  return isMapping(block) ? block : {};
};

/** What follows from a resource's arguments before AWS says it. A role's ID is its name (AWS provider, `aws_iam_role`). */
export function withComputed({ address, type, values }: Resource, { partition, account, region }: Home): Resource {
  const name = textAt(values, "name") ?? mark(`name of ${address}`);
  const path = textAt(values, "path") ?? "/";
  const iam = (kind: string): string => `arn:${partition}:iam::${account}:${kind}`;
  const computed = (): Data => {
    switch (type) {
      case "aws_iam_role":
        return { name, arn: `${iam("role")}${path}${name}`, id: name };
      case "aws_iam_policy": {
        const arn = `${iam("policy")}${path}${name}`;
        return { name, arn, id: arn };
      }
      case "aws_iam_openid_connect_provider": {
        const arn = `${iam("oidc-provider")}/${withoutScheme(textAt(values, "url") ?? mark(`url of ${address}`))}`;
        return { arn, id: arn };
      }
      case "aws_eks_cluster": {
        const of = textAt(values, "region") ?? region;
        const identity = [{ oidc: [{ issuer: `https://${mark(`issuer of ${name}`)}` }] }];
        return { arn: `arn:${partition}:eks:${of}:${account}:cluster/${name}`, id: name, identity };
      }
      default:
        return {};
    }
  };
  const known = Object.entries(values).filter(([, value]) => value !== undefined && value !== null);
  return { address, type, values: { ...computed(), ...Object.fromEntries(known) } };
}
