import { callersOf, trusts } from "./assume";
import type { Caller } from "./assume";
import type { Answer, Finding } from "./answer";
import { conditionHolds } from "./condition";
import type { Policy, Statement } from "./document";
import { grantsOf, unknownIn } from "./grants";
import { accountCalled } from "./lookup";
import type { Model, Role, ServiceAccount, Tie } from "./model";
import { audienceKnown, sessionsOf } from "./sessions";
import type { Session } from "./sessions";

const HOLDS: Readonly<Record<Answer, string>> = { yes: "holds", no: "FAILS", maybe: "not known" };

const ASSUMED: Readonly<Record<Answer, string>> = {
  yes: "pods may have it",
  no: "pods cannot have it",
  maybe: "whether pods may have it is not known",
};

/** The way from a pod to its permissions, as AWS goes it; undefined where nothing is about the ServiceAccount. */
export function explain(model: Model, called: string): string[] | undefined {
  const account = accountCalled(model, called);
  if (!account) return undefined;
  const sessions = sessionsOf(model, account);
  return [called, ...sessions.flatMap((session, index) => ["", ...explained(model, account, session, index + 1)])];
}

function explained(model: Model, account: ServiceAccount, session: Session, number: number): string[] {
  const { tie, path, role, assumed, sessionPolicy } = session;
  const first = model.roles.get(tie.roleArn);
  return [
    `${number}. ${path.join(" → ")}`,
    row(tie.kind === "irsa" ? "IRSA" : "Pod Identity", `said by ${tie.by}`),
    ...(tie.kind === "irsa" ? tokenRows(model, account, tie) : associationRows(tie)),
    ...(first ? trustRows(model, account, tie, first) : [row("trust", "the role is not in the output")]),
    row("role", `${ASSUMED[assumed.answer]}${assumed.why.length > 0 ? `: ${assumed.why.join("; ")}` : ""}`),
    ...(role ? policyRows(role) : [row("policies", "the role is not in the output")]),
    row("boundary", role?.boundary ? policyText(role.boundary) : "none"),
    ...(tie.kind === "pod-identity"
      ? [row("session", sessionPolicy ? policyText(sessionPolicy) : "no session policy")]
      : []),
  ];
}

const row = (what: string, text: string): string => `   ${what.padEnd(13)}${text}`;

const indented = (text: string): string => row("", `  ${text}`);

function tokenRows(model: Model, account: ServiceAccount, tie: Extract<Tie, { kind: "irsa" }>): string[] {
  const { issuers } = model;
  const issuer =
    tie.issuer ?? (issuers.length > 0 ? issuers.join(" or ") : "not in the output; taken to be of a provider below");
  const audience = audienceKnown(model, tie);
  const providers = model.providers.filter((one) =>
    tie.issuer === undefined ? issuers.includes(one.issuer) : one.issuer === tie.issuer,
  );
  return [
    row("token", `iss  ${issuer}`),
    row("", `aud  ${tie.audience}`),
    row("", `sub  system:serviceaccount:${account.namespace}:${account.name}`),
    row(
      "provider",
      providers.length === 0
        ? "not in the output"
        : `${providers.map(({ arn }) => arn).join(", ")}: the audience ${audience ? "FAILS" : "holds"}`,
    ),
  ];
}

const associationRows = ({ cluster, hasTags, target }: Extract<Tie, { kind: "pod-identity" }>): string[] => [
  row("association", `of the cluster ${cluster.name}, ${hasTags ? "with" : "without"} session tags`),
  ...(target === undefined ? [] : [row("", `EKS changes into ${target}`)]),
];

function trustRows(model: Model, account: ServiceAccount, tie: Tie, role: Role): string[] {
  if (role.trust.unknown !== undefined) return [row("trust", role.trust.unknown)];
  return callersOf(account, tie, role, model).flatMap((caller) => {
    const { finding, steps } = trusts(role, caller);
    return [
      row(
        "trust",
        `${caller.actions.join(", ")}: ${finding.answer === "yes" ? "allowed" : finding.answer === "no" ? "not allowed" : "not known"}`,
      ),
      ...steps.flatMap(({ statement, finding: found }) => [
        indented(`${statement.label}, ${statement.effect}, for ${principalsIn(statement)}: ${stepText(found)}`),
        ...conditionRows(statement, caller),
      ]),
    ];
  });
}

const stepText = ({ answer, why }: Finding): string => (answer === "yes" ? "applies" : why.join("; "));

const principalsIn = ({ principals = {} }: Statement): string => Object.values(principals).flat().join(", ");

const conditionRows = ({ conditions }: Statement, { context }: Caller): string[] =>
  conditions.map((condition) => {
    const { operator, key, values } = condition;
    return indented(`  ${HOLDS[conditionHolds(condition, context).answer]}: ${operator} ${key} ${values.join(", ")}`);
  });

function policyRows(role: Role): string[] {
  const grants = grantsOf({ role }).map(
    ({ effect, actions, resources, conditions, policy }) =>
      `${policy}: ${effect} ${actions.join(", ")} on ${resources.join(", ")}${conditions.length > 0 ? ` if ${conditions.join(" and ")}` : ""}`,
  );
  const unknown = unknownIn({ role }).map(({ name, unknown: why }) => `${name}: ${why ?? ""}`);
  const [first = "none", ...others] = [...grants, ...unknown];
  return [row("policies", first), ...others.map((one) => row("", one))];
}

const policyText = ({ name, statements, unknown }: Policy): string =>
  statements ? `${name}: at most what its statements allow (${statements.length})` : `${name}: ${unknown}`;
