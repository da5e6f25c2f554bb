import { subjectText } from "../facts/trust";
import { all, allOf, any, anyOf, maybe, no, YES } from "./answer";
import type { Answer, Finding } from "./answer";
import { contextOf } from "./context";
import type { Context, Values } from "./context";
import type { Statement } from "./document";
import { equals } from "./match";
import type { Model, Role, ServiceAccount, Tie } from "./model";
import { isAbout } from "./statement";

/** Who wants to assume a role, and with what. */
export interface Caller {
  readonly kind: "Federated" | "Service" | "AWS";
  /** Whether a trust policy that names this principal means the caller. */
  readonly isNamed: (principal: string) => Answer;
  /** All of them have to be allowed. */
  readonly actions: readonly string[];
  readonly context: Context;
}

/** What a statement of a trust policy says to a caller. */
export interface TrustStep {
  readonly statement: Statement;
  readonly finding: Finding;
}

/** Whether a role trusts a caller, statement by statement. */
export function trusts(
  role: Role,
  caller: Caller,
): { readonly finding: Finding; readonly steps: readonly TrustStep[] } {
  const { statements, unknown } = role.trust;
  if (!statements) return { finding: maybe(`the trust policy of ${role.name}: ${unknown}`), steps: [] };
  const found = caller.actions.map((action) =>
    statements.map((statement) => ({
      statement,
      finding: allOf([isPrincipal(statement, caller), isAbout(statement, { action, context: caller.context })]),
    })),
  );
  const finding = allOf(found.map(decided));
  // The first action is the one that people look for; the others come along with it.
  return { finding, steps: found[0] ?? [] };
}

function decided(steps: readonly TrustStep[]): Finding {
  const of = (effect: Statement["effect"]): Finding[] =>
    steps.filter(({ statement }) => statement.effect === effect).map(({ finding }) => finding);
  const denied = anyOf(of("Deny"));
  if (denied.answer === "yes") return no("a statement of the trust policy denies it");
  const allowed = anyOf(of("Allow"));
  if (allowed.answer === "no")
    return no(...(allowed.why.length > 0 ? allowed.why : ["the trust policy allows nothing"]));
  return denied.answer === "maybe" ? maybe(...denied.why, ...allowed.why) : allowed;
}

function isPrincipal({ principals, hasNotPrincipal }: Statement, { kind, isNamed }: Caller): Finding {
  if (hasNotPrincipal) return maybe("it depends on NotPrincipal, which is not decided here");
  const named = [...(principals?.[kind] ?? []), ...(principals?.["AWS"] ?? []).filter((one) => one === "*")];
  const found = any(named.map((name) => (name === "*" ? "yes" : isNamed(name))));
  if (found === "yes") return YES;
  return found === "no"
    ? no(`it is for ${said(principals)}`)
    : maybe(`it depends on whether it is meant by ${said(principals)}`);
}

const said = (principals: Statement["principals"] = {}): string => Object.values(principals).flat().join(", ");

/** The claims of a token, as condition keys. A request has no claims of other issuers. */
function tokenContext(issuer: string, audience: string, subject: string): Context {
  const others = (key: string): Values => (/:(aud|sub)$/.test(key) ? "absent" : "unknown");
  return contextOf({ [`${issuer}:aud`]: [audience], [`${issuer}:sub`]: [subject] }, others);
}

/** What a pod of a ServiceAccount shows to STS, for each cluster that may have issued its token. */
export function callersOf(account: ServiceAccount, tie: Tie, role: Role, { issuers }: Model): Caller[] {
  if (tie.kind === "irsa") {
    const possible = tie.issuer !== undefined ? [tie.issuer] : issuers.length > 0 ? issuers : issuersIn(role);
    const subject = subjectText({ namespace: account.namespace, serviceAccount: account.name });
    return possible.map((issuer) => ({
      kind: "Federated",
      isNamed: (principal) => isProvider(principal, issuer, role.arn),
      actions: ["sts:AssumeRoleWithWebIdentity"],
      context: tokenContext(issuer, tie.audience, subject),
    }));
  }
  return [
    {
      kind: "Service",
      isNamed: (principal) => equals(principal, POD_IDENTITY),
      actions: tie.hasTags ? ["sts:AssumeRole", "sts:TagSession"] : ["sts:AssumeRole"],
      context: podIdentityContext(account, tie),
    },
  ];
}

/** The service that assumes roles for pods, in every partition. */
const POD_IDENTITY = "pods.eks.amazonaws.com";

/** A provider is one for the roles of its own account. Where an account is not known, it is taken to be so. */
function isProvider(principal: string, issuer: string, roleArn: string): Answer {
  const [provider = "", named] = principal.split(":oidc-provider/");
  if (named === undefined) return equals(principal, issuer);
  const isOther = equals(accountIn(provider), accountIn(roleArn)) === "no";
  return all([isOther ? "no" : "yes", equals(named, issuer)]);
}

/** The account in an ARN of IAM, which may be a mark. */
export const accountIn = (arn: string): string => arn.split("::")[1]?.split(/:(?=role)/)[0] ?? "";

/** Issuers that a role trusts: where the output has no cluster, a token is taken to be of one of them. */
const issuersIn = ({ trust }: Role): string[] => [
  ...new Set(
    (trust.statements ?? []).flatMap(({ principals }) =>
      (principals?.["Federated"] ?? []).flatMap((arn) => arn.split(":oidc-provider/")[1] ?? []),
    ),
  ),
];

/** The tags of a Pod Identity session (EKS user guide, "Session tags"); of the pod itself nothing is known. */
export function sessionTags(
  account: ServiceAccount,
  { cluster }: Extract<Tie, { kind: "pod-identity" }>,
): Record<string, Values> {
  return {
    "eks-cluster-arn": [cluster.arn],
    "eks-cluster-name": [cluster.name],
    "kubernetes-namespace": [account.namespace],
    "kubernetes-service-account": [account.name],
    "kubernetes-pod-name": "unknown",
    "kubernetes-pod-uid": "unknown",
  };
}

function podIdentityContext(account: ServiceAccount, tie: Extract<Tie, { kind: "pod-identity" }>): Context {
  const tags = tie.hasTags ? sessionTags(account, tie) : {};
  const named = Object.entries(tags).map(([name, value]) => [`aws:RequestTag/${name}`, value] as const);
  const owner = tie.cluster.arn.split(/:(?![^‹]*›)/)[4];
  return contextOf(
    {
      ...Object.fromEntries(named),
      "aws:TagKeys": tie.hasTags ? Object.keys(tags) : "absent",
      "aws:SourceArn": [tie.cluster.arn],
      "aws:SourceAccount": owner === undefined ? "unknown" : [owner],
    },
    (key) => (key.startsWith("aws:requesttag/") ? "absent" : "unknown"),
  );
}

/** A session of one role that assumes another. */
export const roleCaller = (arn: string, context: Context): Caller => {
  const account = accountIn(arn);
  const whole = [arn, `arn:${arn.split(":")[1] ?? ""}:iam::${account}:root`, account];
  return {
    kind: "AWS",
    isNamed: (principal) => any(whole.map((one) => equals(principal, one))),
    actions: ["sts:AssumeRole"],
    context,
  };
};
