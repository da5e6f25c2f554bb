import type { Data } from "../facts/merge";
import { withoutScheme } from "../facts/trust";
import type { Model, Provider, Role } from "./model";
import { isPlan, resourcesOfPlan } from "./plan";
import { at, textAt } from "./resource";
import type { Resource } from "./resource";
import { rolesOf } from "./roles";
import { resourcesOfStack } from "./stack";
import { accountsOf, clustersOf } from "./ties";

/** Reads a stack's `cdk.tf.json`, or what `terraform show -json` prints. */
export function modelOf(source: string, json: Data): Model {
  const resources = isPlan(json) ? resourcesOfPlan(json) : resourcesOfStack(json);
  const roles = rolesOf(resources);
  const clusters = clustersOf(resources);
  const providers = resources.flatMap(providersIn);
  const issuers = [...new Set([...clusters, ...providers].map(({ issuer }) => issuer))];
  return {
    source,
    accounts: accountsOf(resources, roles, clusters, issuers),
    roles: new Map(roles.map((role) => [role.arn, role])),
    trusting: roles.filter(trustsPrincipals),
    providers,
    issuers,
  };
}

const trustsPrincipals = ({ trust }: Role): boolean =>
  trust.statements?.some(({ principals }) => principals?.["AWS"]) !== false;

function providersIn({ type, values }: Resource): Provider[] {
  if (type !== "aws_iam_openid_connect_provider") return [];
  const audiences = at(values, "client_id_list");
  return [
    {
      arn: textAt(values, "arn") ?? "",
      issuer: withoutScheme(textAt(values, "url") ?? ""),
      audiences: Array.isArray(audiences) ? audiences.map(String) : [],
    },
  ];
}
