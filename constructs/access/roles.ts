import { policyOf } from "./document";
import type { Policy } from "./document";
import { mark } from "./marks";
import type { Role } from "./model";
import { at, textAt } from "./resource";
import type { Resource } from "./resource";

/** The roles of an output, with all that decides what they may do. */
export function rolesOf(resources: readonly Resource[]): Role[] {
  const made = resources.filter(({ type, address }) => type === "aws_iam_role" && !isData(address));
  const managed = new Map(
    resources.flatMap(({ type, values }) =>
      type === "aws_iam_policy" && textAt(values, "arn") !== undefined
        ? [[textAt(values, "arn") ?? "", policyOf(textAt(values, "name") ?? "", values["policy"])]]
        : [],
    ),
  );
  const managedPolicy = (arn: string): Policy =>
    managed.get(arn) ?? { name: nameIn(arn), unknown: `the text of ${arn} is not in the output` };

  const loose = loosePolicies(resources);
  const given = policiesByRole(resources, managedPolicy);
  return made.map(({ address, values }) => {
    const name = textAt(values, "name") ?? address;
    const boundary = textAt(values, "permissions_boundary");
    const inline = listAt(values, "inline_policy").flatMap((one) => {
      const text = at(one, "policy");
      return typeof text === "string" && text !== "" ? [policyOf(textAt(one, "name") ?? "inline", text)] : [];
    });
    // Plans and states list what other resources attach, too.
    const arns = listAt(values, "managed_policy_arns").flatMap((arn) => (typeof arn === "string" ? arn : []));
    const own = given.get(name) ?? [];
    const attached = arns.map(managedPolicy).filter((policy) => !own.some((other) => other.name === policy.name));
    return {
      arn: textAt(values, "arn") ?? "",
      name,
      trust: policyOf("trust policy", values["assume_role_policy"]),
      policies: [...own, ...inline, ...attached, ...loose],
      boundary: boundary === undefined || boundary === "" ? undefined : managedPolicy(boundary),
    };
  });
}

const isData = (address: string): boolean => /(^|\.)data\./.test(address);

const listAt = (data: unknown, name: string): readonly unknown[] => {
  const found = at(data, name);
  return Array.isArray(found) ? found : found === undefined ? [] : [found];
};

/** The name in a policy's ARN. */
const nameIn = (arn: string): string => arn.replace(/^.*\//, "");

/** Policies that resources of their own give to roles, by the role's name. */
function policiesByRole(resources: readonly Resource[], managed: (arn: string) => Policy): Map<string, Policy[]> {
  const found = new Map<string, Policy[]>();
  const give = (role: unknown, policy: Policy): void => {
    if (typeof role !== "string") return;
    const list = found.get(role);
    if (list) list.push(policy);
    else found.set(role, [policy]);
  };
  for (const { type, address, values } of resources) {
    const { role, name, policy_arn: arn } = values;
    if (type === "aws_iam_role_policy") {
      give(role, policyOf(typeof name === "string" ? name : address, values["policy"]));
    }
    if (type === "aws_iam_role_policy_attachment" && typeof arn === "string") give(role, managed(arn));
    if (type === "aws_iam_policy_attachment" && typeof arn === "string") {
      for (const one of listAt(values, "roles")) give(one, managed(arn));
    }
  }
  return found;
}

/**
 * Policies whose role is known after the apply, and cannot be told from what the plan says. Each may be of any role: none of
 * them is known as a whole then.
 */
const loosePolicies = (resources: readonly Resource[]): Policy[] =>
  resources.flatMap(({ type, address, values: { role } }) => {
    const gives = type === "aws_iam_role_policy" || type === "aws_iam_role_policy_attachment";
    if (!gives || (typeof role === "string" && role !== mark(`${address}.role`))) return [];
    return [{ name: address, unknown: "which role it is of is known after the apply" }];
  });
