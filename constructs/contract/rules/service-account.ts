import * as problems from "../../facts/problems";
import { SYSTEM_NAMESPACES } from "../../facts/service-accounts";
import { and, isGiven, isOneOf, not, or } from "../../hcl/combine";
import type { Flag } from "../../hcl/combine";
import type { Rule } from "../rule";

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
