import type { Guardrail } from "./guardrail";
import { administratorAccess } from "./rules/administrator-access";
import { allSecrets } from "./rules/all-secrets";
import { boundary } from "./rules/boundary";
import { moreRights } from "./rules/more-rights";
import { nobody } from "./rules/nobody";
import { sharedByNamespaces } from "./rules/shared-by-namespaces";
import { trustAccount } from "./rules/trust-account";
import { trustAnybody } from "./rules/trust-anybody";
import { unusedApiToken } from "./rules/unused-api-token";
import { wildcardActions } from "./rules/wildcard-actions";
import { wildcardSubject } from "./rules/wildcard-subject";
import { writeOnEverything } from "./rules/write-on-everything";

/** All guardrails, in the order of the documentation: what a role may do, who may have it, what else is made. */
export const GUARDRAILS: readonly Guardrail[] = [
  administratorAccess,
  wildcardActions,
  writeOnEverything,
  moreRights,
  allSecrets,
  trustAnybody,
  trustAccount,
  wildcardSubject,
  sharedByNamespaces,
  nobody,
  boundary,
  unusedApiToken,
];
