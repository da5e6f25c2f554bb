import { GRANT_OPTIONS } from "../../facts/grants/services";
import * as problems from "../../facts/problems";
import { snakeCase } from "../../hcl/combine";
import { literal } from "../hcl";
import { partitionCheck } from "./partition";
import type { Together } from "./together";

/** What goes together in a grant, as contract/rules/grant.ts has it, by the local value that says what there is. */

const OPTIONS = literal(GRANT_OPTIONS.map(snakeCase));

const RULE = "local.grant_rules[grant.service]";

/** The verbs that an option, or a part of a table, is for are among the grant's. */
const used = `alltrue([for option in concat([for name in ${OPTIONS} : name if length(grant[name]) > 0], grant.parts) : length(setintersection(grant.verbs, lookup(${RULE}.options, option, []))) > 0])`;

const matches = (texts: string, form: string): string => `alltrue([for text in ${texts} : can(regex(${form}, text))])`;

const formIn = (rule: string): string => `"^(\${${rule}.arn}|\${${rule}.name})$"`;

const CONDITION = [
  "length(grant.verbs) > 0 && length(grant.resources) > 0",
  `length(setsubtract(grant.verbs, ${RULE}.verbs)) == 0`,
  used,
  matches("grant.resources", formIn(RULE)),
  `!anytrue([for text in grant.resources : can(regex(${RULE}.not, text))])`,
  matches("grant.kms_keys", formIn("local.grant_rules.kms")),
  matches("concat(grant.via, grant.inference_profiles)", '"^[a-z0-9-]+$"'),
].join(" && ");

export const GRANTS: readonly Together[] = [
  partitionCheck(
    "grants",
    (at) => `flatten([for grant in ${at("grants")} : try(concat(grant.resources, grant.kms_keys), [])])`,
  ),
  {
    key: "grants",
    // What is null, or of no service, fails in a way that try() sees.
    condition: (at) => `alltrue([for grant in ${at("grants")} : try(${CONDITION}, false)])`,
    problem: problems.unfitGrant(),
  },
];
