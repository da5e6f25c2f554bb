import { allOf, anyOf, maybe } from "./answer";
import type { Finding } from "./answer";
import { accountIn, callersOf, roleCaller, sessionTags, trusts } from "./assume";
import { contextOf } from "./context";
import type { Context, Values } from "./context";
import { decide } from "./decide";
import type { Decision } from "./decide";
import type { Names, Policy } from "./document";
import { matchesAnyCase } from "./match";
import type { Model, Role, ServiceAccount, Tie } from "./model";

/** A role that pods of a ServiceAccount may have, and the way to it. */
export interface Session {
  readonly tie: Tie;
  /** ARNs of the roles on the way; the last one is the role that the pods act as. */
  readonly path: readonly string[];
  /** @default - the output does not have it */
  readonly role?: Role;
  /** Whether all roles on the way can be assumed. */
  readonly assumed: Finding;
  readonly sessionPolicy?: Policy;
  readonly context: Context;
}

/** More roles than these in a chain are not looked for. */
const LONGEST = 5;

/** All roles that pods of a ServiceAccount may come to have: tied to it, and by `sts:AssumeRole` from there. */
export function sessionsOf(model: Model, account: ServiceAccount): Session[] {
  const found = account.ties.map((tie) => first(model, account, tie));
  for (const session of found) found.push(...next(model, session, found));
  return found;
}

function first(model: Model, account: ServiceAccount, tie: Tie): Session {
  const role = model.roles.get(tie.roleArn);
  const outside = maybe(`the role ${tie.roleArn} is not in the output`);
  const assumed = role ? assumedBy(model, account, tie, role) : outside;
  if (tie.kind === "irsa") {
    return { tie, path: [tie.roleArn], role, assumed, context: contextFor(tie.roleArn, {}) };
  }
  const tags = tie.hasTags ? sessionTags(account, tie) : {};
  const { target, sessionPolicy } = tie;
  if (target === undefined || target === "") {
    return { tie, path: [tie.roleArn], role, assumed, sessionPolicy, context: contextFor(tie.roleArn, tags) };
  }
  // EKS changes into the target role by itself, and the pods never have the first role's credentials.
  const context = contextFor(tie.roleArn, tags);
  const targetRole = model.roles.get(target);
  const hop = role ? hopTo(model, { role, context, arn: tie.roleArn }, target) : outside;
  return {
    tie,
    path: [tie.roleArn, target],
    role: targetRole,
    assumed: allOf([assumed, hop]),
    sessionPolicy,
    context: contextFor(target, tags),
  };
}

/** Whether pods get the tied role at all. */
function assumedBy(model: Model, account: ServiceAccount, tie: Tie, role: Role): Finding {
  const callers = callersOf(account, tie, role, model);
  const audience = tie.kind === "irsa" ? audienceKnown(model, tie) : undefined;
  const found = anyOf(callers.map((caller) => trusts(role, caller).finding));
  return audience ? allOf([audience, found]) : found;
}

/** STS refuses an audience that the OIDC provider does not have. */
export function audienceKnown({ providers, issuers }: Model, tie: Extract<Tie, { kind: "irsa" }>): Finding | undefined {
  const own = providers.filter(({ issuer }) =>
    tie.issuer === undefined ? issuers.includes(issuer) : issuer === tie.issuer,
  );
  const lacking = own.filter(({ audiences }) => !audiences.includes(tie.audience));
  if (own.length === 0 || lacking.length < own.length || lacking.some(({ audiences }) => audiences.length === 0))
    return undefined;
  return { answer: "no", why: [`the OIDC provider does not have the audience ${tie.audience}`] };
}

/** What a session carries in every request. */
const contextFor = (arn: string, tags: Readonly<Record<string, Values>>): Context =>
  contextOf({
    "aws:PrincipalArn": [arn],
    "aws:PrincipalType": ["AssumedRole"],
    "aws:PrincipalIsAWSService": ["false"],
    "aws:ViaAWSService": ["false"],
    ...Object.fromEntries(Object.entries(tags).map(([name, values]) => [`aws:PrincipalTag/${name}`, values])),
  });

const CHAINED = "sts:AssumeRole";

/** Roles that a session's role may change into. */
function next(model: Model, session: Session, found: readonly Session[]): Session[] {
  const { role, path, tie } = session;
  if (!role || path.length >= LONGEST) return [];
  const assuming = role.policies.some(mayAssume);
  const trusting = model.trusting.filter((other) => assuming || isNamedBy(other, role.arn));
  const targets = [...new Set([...namedRoles(role), ...trusting.map(({ arn }) => arn)])];
  const isNew = (arn: string): boolean =>
    !path.includes(arn) && !found.some((other) => other.tie === tie && other.path.at(-1) === arn);
  return targets.filter(isNew).flatMap((arn): Session[] => {
    const hop = hopTo(
      model,
      { role, context: session.context, arn: role.arn, sessionPolicy: session.sessionPolicy },
      arn,
    );
    if (hop.answer === "no") return [];
    const assumed = allOf([session.assumed, hop]);
    return [{ tie, path: [...path, arn], role: model.roles.get(arn), assumed, context: contextFor(arn, {}) }];
  });
}

const mayAssume = ({ statements = [] }: Policy): boolean =>
  statements.some(({ effect, actions }) => effect === "Allow" && (actions?.but === true || isAssuming(actions)));

const isAssuming = (actions: Names | undefined): boolean =>
  actions?.values.some((name) => matchesAnyCase(name, CHAINED) !== "no") === true;

/** Roles that a role's policies name, be they in the output or not. */
const namedRoles = ({ policies }: Role): string[] =>
  policies.flatMap(({ statements = [] }) =>
    statements.flatMap(({ effect, actions, resources }) => {
      if (effect !== "Allow" || !isAssuming(actions) || actions?.but === true || resources?.but !== false) return [];
      return resources.values.filter((name) => name.includes(":role/"));
    }),
  );

/** Whether a role's trust policy names another role by its ARN. */
const isNamedBy = ({ trust: { statements = [] } }: Role, arn: string): boolean =>
  statements.some(({ principals }) => principals?.["AWS"]?.includes(arn) === true);

interface From {
  readonly role: Role;
  readonly arn: string;
  readonly context: Context;
  readonly sessionPolicy?: Policy;
}

/** Whether a session may change into a role: its own policies and the other role's trust policy have to allow it. */
export function hopTo(model: Model, { role, arn, context, sessionPolicy }: From, target: string): Finding {
  const layers = { identity: role.policies, boundary: role.boundary, session: sessionPolicy };
  const request = { action: CHAINED, resource: target, context };
  const own = decide(layers, request);
  const other = model.roles.get(target);
  if (!other) {
    const trust = maybe(`the trust policy of ${target} is not in the output`);
    return allOf([own, trust]);
  }
  const trust = trusts(other, roleCaller(arn, context)).finding;
  const isDirect = own.answer === "no" && isNamedBy(other, arn) && accountIn(arn) === accountIn(target);
  if (!isDirect) return allOf([own, trust]);
  // In one account, a trust policy that names the role gives it the right by itself: only denials and limits are left.
  return allOf([decide({ ...layers, identity: [...role.policies, ASSUMING] }, request), trust]);
}

const ASSUMING: Policy = {
  name: "trust policy",
  statements: [
    {
      label: "of the role",
      effect: "Allow",
      actions: { but: false, values: [CHAINED] },
      resources: { but: false, values: ["*"] },
      hasNotPrincipal: false,
      conditions: [],
    },
  ],
};

/** Whether a session allows a request: it has to be there, and its policies have to allow it. */
export function sessionAllows(
  { role, path, assumed, sessionPolicy, context }: Session,
  action: string,
  resource: string,
): Decision {
  if (assumed.answer === "no") return { ...assumed };
  if (!role) return maybe(`the policies of ${path.at(-1) ?? ""} are not in the output`);
  const decision = decide(
    { identity: role.policies, boundary: role.boundary, session: sessionPolicy },
    { action, resource, context },
  );
  if (decision.answer === "no") return decision;
  return { ...allOf([assumed, decision]), by: decision.by };
}
