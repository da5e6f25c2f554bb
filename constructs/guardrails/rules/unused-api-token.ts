import * as problems from "../../facts/problems";
import type { Guardrail } from "../guardrail";

export const unusedApiToken: Guardrail = {
  name: "unused-api-token",
  what:
    "A workload's ServiceAccount that is made here, without `rules` and `clusterRules`, whose pods get a token for the " +
    "Kubernetes API. What others bind to it is not known here",
  why: "A token in every pod is one to steal. What gives the role is another one, which stays.",
  mend: "Write `automountServiceAccountToken: false`; or acknowledge what the pods use it for.",
  find: ({ token }) =>
    token?.isMounted === true && !token.isUsed
      ? [{ path: ["serviceAccount"], problem: problems.unusedApiToken() }]
      : [],
};
