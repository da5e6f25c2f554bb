import * as problems from "../../facts/problems";
import { ACCOUNTS_EVERYWHERE, ACCOUNTS_OF_EKS, SYSTEM_NAMESPACES } from "../../facts/service-accounts";
import { and, equals, hasAny, isGiven, isOneOf, not, or } from "../../hcl/combine";
import type { Condition, Flag } from "../../hcl/combine";
import type { At, Rule } from "../rule";

/** Of ServiceAccounts and their namespaces. */

/** What only a ServiceAccount that is made here can have. */
export const KEYS_OF_NEW_ACCOUNTS = ["labels", "automountServiceAccountToken", "imagePullSecrets"] as const;

/** Of a ServiceAccount that is there already, only annotations are managed. */
export const existingAccount: readonly Rule[] = KEYS_OF_NEW_ACCOUNTS.map((key) => ({
  path: key,
  holds: (at) => or(not((at("existing") ?? false) as Flag), not(isGiven(at(key)))),
  problem: () => problems.existingServiceAccount(key),
}));

/** Kubernetes makes some namespaces itself. */
export const newNamespace: Rule = {
  path: "createNamespace",
  holds: (at) => not(and((at("createNamespace") ?? false) as Flag, isOneOf(at("namespace"), ...SYSTEM_NAMESPACES))),
  problem: (at) => problems.reservedNamespace(at?.("namespace") as string | undefined),
};

/** What each key of a ServiceAccount is where it says nothing. */
const KEYS_IN_KUBERNETES: Readonly<Record<string, "false" | "empty" | "not given">> = {
  createNamespace: "false",
  existing: "false",
  annotations: "not given",
  labels: "not given",
  automountServiceAccountToken: "not given",
  imagePullSecrets: "not given",
  stsRegionalEndpoints: "not given",
  tokenExpiration: "not given",
  rules: "empty",
  clusterRules: "empty",
};

function says(at: At, key: string): Condition {
  const silent = KEYS_IN_KUBERNETES[key];
  if (silent === "false") return flag(at, key);
  return silent === "empty" ? hasAny(at(key) ?? []) : isGiven(at(key));
}

const flag = (at: At, key: string): Condition => or((at(key) ?? false) as Flag);

/** With a role only, nothing is made in Kubernetes, so that nothing can be said of it. */
export const roleOnly: Rule = {
  path: "roleOnly",
  holds: (at) => not(and(flag(at, "roleOnly"), or(...Object.keys(KEYS_IN_KUBERNETES).map((key) => says(at, key))))),
  problem: (at) =>
    problems.keysBesideRoleOnly(Object.keys(KEYS_IN_KUBERNETES).filter((key) => at && says(at, key) === true)),
};

/** Kubernetes and EKS make some ServiceAccounts themselves. */
export const newAccount: Rule = {
  path: "serviceAccount",
  holds: (at) =>
    or(
      flag(at, "existing"),
      flag(at, "roleOnly"),
      not(
        or(
          isOneOf(at("serviceAccount"), ...ACCOUNTS_EVERYWHERE),
          and(equals(at("namespace") ?? null, "kube-system"), isOneOf(at("serviceAccount"), ...ACCOUNTS_OF_EKS)),
        ),
      ),
    ),
  problem: (at) => problems.reservedServiceAccount(at?.("serviceAccount") as string | undefined),
};

const TOGETHER = "namespace and serviceAccount go together";

/** A role is a ServiceAccount's, or that of patterns of them alone. */
export const whose: readonly Rule[] = [
  {
    path: "serviceAccount",
    holds: (at) => or(isGiven(at("serviceAccount")), hasAny(at("trust.subjectPatterns") ?? [])),
    problem: () =>
      problems.missingKey("serviceAccount", "a role is for a ServiceAccount, or for trust.subjectPatterns"),
  },
  {
    path: "serviceAccount",
    holds: (at) =>
      or(isGiven(at("serviceAccount")), not(isGiven(at("namespace"))), not(hasAny(at("trust.subjectPatterns") ?? []))),
    problem: () => problems.missingKey("serviceAccount", TOGETHER),
  },
  {
    path: "namespace",
    holds: (at) => or(isGiven(at("namespace")), not(isGiven(at("serviceAccount")))),
    problem: () => problems.missingKey("namespace", TOGETHER),
  },
];

/** Where nothing else names it. */
export const namedByAccount: Rule = {
  path: "name",
  holds: (at) => or(isGiven(at("name")), isGiven(at("serviceAccount")), not(hasAny(at("trust.subjectPatterns") ?? []))),
  problem: () => problems.missingKey("name", "a role for patterns alone has no ServiceAccount to be named after"),
};

/** In a module, Terraform has to know what it makes before it knows a name. */
export const patternsAlone: Rule = {
  path: "roleOnly",
  holds: (at) => or(isGiven(at("serviceAccount")), and(flag(at, "roleOnly"), equals(at("identity") ?? null, "irsa"))),
  problem: problems.patternsAlone,
};
