import { TerraformStack } from "cdktf";
import type { Construct } from "constructs";
import type { GrantService } from "../../facts/grants/grant";
import { GRANT_SERVICES } from "../../facts/grants/services";
import { ListOf, concat, each, hasAny, snakeCase } from "../../hcl/combine";
import { Expression, asValue, attribute, call, expressionOf, variable } from "../../hcl/expression";
import type { ObjectValue, Value } from "../../hcl/expression";
import { local } from "../../hcl/instances";
import type { Naming } from "../../hcl/instances";
import { lift } from "../../hcl/lift";
import { flattened } from "../../hcl/texts";
import { iamStatement } from "../policy-document";
import { derived, named, plain } from "./lists";
import type { GrantFields } from "./lists";
import { serviceIn, serviceOf } from "./service";
import type { Place, ServiceFields } from "./service";
import { gives, keyGrant, statementOf } from "./statements";

/** What grants allow that Terraform alone knows, as a list in IAM's own words, by way of local values. */
export function openGrants(scope: Construct, grants: ListOf<GrantFields>, place: Place, naming: Naming): Value {
  const table = tableIn(scope, place, grants);
  const entry = (grant: Value): ServiceFields => serviceIn(table, attribute(grant as Expression, "service"));
  const stage = (name: string, from: Value, comment: string, body: (grant: Expression) => ObjectValue): Expression =>
    expressionOf(
      naming(
        name,
        each(plain(expressionOf(from)), "grant", (grant) => call("merge", grant, body(grant as Expression))),
        comment,
      ),
    );
  const asked = naming("grants-asked", concat(grants, keyGrants(grants, table)), ASKED);
  const withArns = stage("grants-named", asked, NAMED, (one) => named(grants.element(one), entry(one)));
  const listed = stage("grant-lists", withArns, LISTS, (one) =>
    derived(grants.element(one), plain(attribute(one, "arns"))),
  );
  const statements = each(plain(listed), "grant", (grant) =>
    each(
      entry(grant).forms,
      "form",
      (form) => iamStatement(statementOf(form, verbsOf(grant), grant)),
      (form) => gives(form, verbsOf(grant), grant),
    ),
  );
  return naming("grants", flattened(statements), STATEMENTS);
}

const ASKED = "Grants, and the use of keys that they ask for, which is a grant of its own.";

const NAMED = "The same with resources as ARNs: a name is the cluster's partition's, region's and account's.";

const STATEMENTS = "A statement for each form of its service that a grant gives anything of.";

const LISTS = "The same with what else its service's statements are said of.";

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
function tableIn(scope: Construct, place: Place, grants: ListOf<GrantFields>): Expression {
  const stack = TerraformStack.of(scope);
  const before = tables.get(stack);
  if (before) return before;
  const all = (of: (service: GrantService) => object): Value =>
    asValue(Object.fromEntries(Object.entries(GRANT_SERVICES).map(([name, service]) => [name, of(service)])));
  const services = all((service) => serviceOf(service, place));
  const made = local(stack, "grant_services", whereNeeded(grants, services), TABLE);
  tables.set(stack, made);
  // The variable's checks ask for these: they cannot ask for the variable.
  local(stack, "grant_rules", all(rulesOf), RULES);
  return made;
}

/**
 * A table, or null where there are no grants: a module of one role is called hundreds of times, and Terraform would
 * work it out for each. A list that differs between instances of one module is no reason to leave it out.
 */
function whereNeeded(grants: ListOf<GrantFields>, table: Value): Value {
  if (!isOfVariable(grants)) return table;
  const all = variable("grants");
  const loop = { value: all, over: [grants] };
  return call("one", new Expression({ kind: "list", loop, body: table, where: hasAny(all) }));
}

const isOfVariable = ({ node }: Expression): boolean =>
  node.kind === "attribute" ? isOfVariable(node.of) : node.kind === "reference";

/** What verbs, options and resources each service has, for a module's checks. */
const rulesOf = ({ verbs, options, form }: GrantService) => ({
  verbs: Object.keys(verbs),
  options: Object.fromEntries(Object.entries(options).map(([option, some]) => [snakeCase(option), some])),
  arn: form.arn,
  name: form.name,
  // What no name is.
  not: form.not ?? "^$",
});

const RULES = "What verbs, options and resources each service has.";

const TABLE =
  "What each service's verbs give: actions on resources, under conditions. A text is said for pairs out of two lists.";
