import { GEOGRAPHY } from "../../facts/grants/bedrock";
import { KMS, VIA_SERVICE } from "../../facts/grants/kms";
import { GRANT_OPTIONS, GRANT_SERVICES } from "../../facts/grants/services";
import type { GrantServiceName } from "../../facts/grants/services";
import * as problems from "../../facts/problems";
import type { Problem } from "../../facts/problems";
import { formRule } from "../../facts/text-rule";

/** What goes together in one grant. */

/** A grant as it is written: which verbs and options it may have, its service says. */
export type AnyGrant = {
  readonly service: GrantServiceName;
  readonly verbs: readonly string[];
  readonly resources: readonly string[];
} & Readonly<Partial<Record<(typeof GRANT_OPTIONS)[number] | "parts", readonly string[] | undefined>>>;

interface Found {
  readonly path: readonly (string | number)[];
  readonly problem: Problem;
}

/**
 * Verbs, options and texts that a grant's service does not have, and options that none of its verbs uses.
 *
 * @param isKnown - whether a text is known now. @default - it is
 */
export function grantProblems(grant: AnyGrant, isKnown: (text: string) => boolean = () => true): Found[] {
  const { service, verbs, resources, parts = [] } = grant;
  const { verbs: known, options, form } = GRANT_SERVICES[service];
  const rule = formRule(form);
  const unused = (option: string): Problem | undefined => {
    const users: readonly string[] = options[option] ?? [];
    return users.some((verb) => verbs.includes(verb)) ? undefined : problems.grantOption(service, option, users);
  };
  return [
    ...verbs.flatMap((verb, index) =>
      found(["verbs", index], verb in known ? undefined : problems.grantVerb(service, verb, Object.keys(known))),
    ),
    ...resources.flatMap((one, index) => found(["resources", index], isKnown(one) ? rule(one) : undefined)),
    ...Object.entries(OPTION_RULES).flatMap(([option, rule]) =>
      (grant[option as keyof typeof OPTION_RULES] ?? []).flatMap((one, index) =>
        found([option, index], isKnown(one) ? rule(one) : undefined),
      ),
    ),
    ...GRANT_OPTIONS.flatMap((option) => (grant[option] === undefined ? [] : found([option], unused(option)))),
    ...parts.flatMap((part, index) => found(["parts", index], unused(part))),
  ];
}

/** Options whose texts have a form of their own. */
const OPTION_RULES = {
  kmsKeys: formRule(KMS.form),
  via: formRule(VIA_SERVICE),
  inferenceProfiles: formRule(GEOGRAPHY),
};

const found = (path: readonly (string | number)[], problem: Problem | undefined): Found[] =>
  problem === undefined ? [] : [{ path, problem }];
