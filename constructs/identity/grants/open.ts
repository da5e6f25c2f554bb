import { TerraformStack } from "cdktf";
import type { Construct } from "constructs";
import { GRANT_SERVICES } from "../../facts/grants/services";
import { ListOf, concat, each, hasAny } from "../../hcl/combine";
import { attribute, call, expressionOf } from "../../hcl/expression";
import type { Expression, Value } from "../../hcl/expression";
import { local } from "../../hcl/instances";
import type { Naming } from "../../hcl/instances";
import { lift } from "../../hcl/lift";
import { flattened } from "../../hcl/texts";
import { iamStatement } from "../policy-document";
import { listsOf, plain } from "./lists";
import type { GrantFields } from "./lists";
import { serviceIn, serviceOf } from "./service";
import type { Place } from "./service";
import { gives, keyGrant, statementOf } from "./statements";

/** What grants allow that Terraform alone knows, as a list in IAM's own words, by way of local values. */
export function openGrants(scope: Construct, grants: ListOf<GrantFields>, place: Place, named: Naming): Value {
  const table = tableIn(scope, place);
  const own = each(plain(grants), "grant", (grant) => grant);
  const all = concat(own, keyGrants(grants, table));
  const asked = new ListOf(expressionOf(named("grants-asked", all, ASKED)).node, grants.element);
  const lists = each(new ListOf(asked.node, (one) => one), "grant", (one) => {
    const grant = grants.element(one);
    return {
      service: lift(grant.service),
      verbs: lift(grant.verbs),
      ...listsOf(grant, serviceIn(table, lift(grant.service))),
    };
  });
  const listed = plain(expressionOf(named("grant-lists", lists, LISTS)));
  const statements = each(listed, "grant", (grant) =>
    each(
      serviceIn(table, attribute(grant as Expression, "service")).forms,
      "form",
      (form) => iamStatement(statementOf(form, verbsOf(grant), grant)),
      (form) => gives(form, verbsOf(grant), grant),
    ),
  );
  return named("grants", flattened(statements));
}

const ASKED = "Grants, and the use of keys that they ask for, which is a grant of its own.";

const LISTS = "What each grant is about: names as ARNs, and its options.";

const verbsOf = (grant: Value): ListOf<Value> => plain(attribute(grant as Expression, "verbs"));

const keyGrants = (grants: ListOf<GrantFields>, table: Expression): Value =>
  each(
    new ListOf(grants.node, (one) => one),
    "grant",
    (one) => {
      const grant = grants.element(one);
      return call("merge", one, expressionOf(keyGrant(grant, serviceIn(table, lift(grant.service)))));
    },
    (one) => hasAny(grants.element(one).kmsKeys ?? []),
  );

const tables = new WeakMap<TerraformStack, Expression>();

/** All services, as one local value of a stack. */
function tableIn(scope: Construct, place: Place): Expression {
  const stack = TerraformStack.of(scope);
  const before = tables.get(stack);
  if (before) return before;
  const entries = Object.entries(GRANT_SERVICES).map(([name, service]) => [name, serviceOf(service, place)] as const);
  const made = local(stack, "grant_services", Object.fromEntries(entries), TABLE);
  tables.set(stack, made);
  return made;
}

const TABLE =
  "What each service's verbs give: actions on resources, under conditions. A text is said for two lists of a grant.";
