import { z } from "zod";
import { LIMITS } from "../facts/limits";
import * as names from "../facts/names";
import { action, policyArn, resource, roleArn } from "../facts/policy";
import type { PolicyStatement } from "../facts/policy";
import * as problems from "../facts/problems";
import type { SubjectPattern } from "../facts/trust";
import { GUARDRAIL_NAMES, ROLE_WITHOUT_PERMISSIONS, STATEMENT_RULES } from "../iam/rules";
import { literals, problemsOf } from "./rule";
import { subjectPatterns } from "./rules/trust";
import { nameAndPrefix } from "./rules/role";
import { statementPairs } from "./rules/statement";
import { checked, filled, flag, mapping, text, wholeNumber } from "./basics";
import { grant } from "./grant";
import { annotations, identity, labels, oidcProviderArn, subjectPattern, tags } from "./texts";

/** Keys of roles, ServiceAccounts and workloads. */

export const oneOrMany = z.union([z.string(), z.array(z.string())]);

export const conditions = z
  .record(z.string(), z.record(z.string(), oneOrMany))
  .meta({ description: "Condition operator, condition key, values" });

export const statement = checked(
  mapping(
    {
      sid: z.string().optional(),
      effect: z.enum(["Allow", "Deny"]).optional().meta({ description: "Default: Allow" }),
      actions: z.array(text(action, 'service:Action, or "*"')).min(1).optional(),
      notActions: z.array(text(action, "service:Action")).min(1).optional(),
      resources: z.array(text(resource, 'An ARN, or "*"')).min(1).optional(),
      notResources: z.array(text(resource, "An ARN")).min(1).optional(),
      conditions: conditions.optional(),
    },
    "A statement of an IAM policy",
  ),
  (value, report) => {
    const at = literals(value);
    for (const { keys, holds, problem } of statementPairs) {
      const isGiven = keys.some((key) => at(key) !== undefined);
      if (holds(at) === false) report(problem(at), [], isGiven ? [] : keys.map((key) => [key]));
    }
  },
).transform((value) => value as PolicyStatement);

export const maxSessionDuration = wholeNumber(
  LIMITS.sessionDuration.min,
  LIMITS.sessionDuration.max,
  "seconds",
  "In seconds. Default: 3600",
);

export const maxTrustSize = wholeNumber(
  LIMITS.trustPolicyQuota.min,
  LIMITS.trustPolicyQuota.max,
  "characters",
  "Your account's quota. Default: 2048",
);

/** What may hold for one role, or for all roles of a cluster. */
export const roleSettings = {
  path: text(names.rolePath, "Of the role and its policies. Starts and ends with a slash. Default: /").optional(),
  permissionsBoundary: text(policyArn, "A managed policy's ARN").optional(),
  maxSessionDuration: maxSessionDuration.optional(),
  tags: tags.optional(),
  forceDetachPolicies: flag("Destroy the role with policies that others attached. Default: false").optional(),
  exclusivePolicies: flag("Remove policies that others add to the role. Default: false").optional(),
  managedPolicies: flag("Managed policies in the place of an inline one. Default: false").optional(),
};

export const role = checked(
  mapping(
    {
      name: text(names.roleName, "At most 64 characters. Default: <cluster>-<region>-<workload>").optional(),
      namePrefix: text(names.roleNamePrefix, "At most 38 characters; AWS completes it").optional(),
      description: text(names.roleDescription, "At most 1,000 characters").optional(),
      ...roleSettings,
    },
    "The role's own settings",
  ),
  (value, report) => {
    for (const { problem } of problemsOf([nameAndPrefix], literals({ role: value }))) report(problem);
  },
);

/** Beneath all roles of a cluster. */
export const sharedRole = mapping(
  {
    namePrefix: text(
      names.roleNamePrefix,
      "One for all roles, and AWS makes each name unique; a role's own name goes without. At most 38 characters",
    ).optional(),
    ...roleSettings,
    maxTrustSize: maxTrustSize.optional(),
  },
  "Settings of all roles made for the cluster, and tags and path of their policies: each key gives way to a role's own",
);

export const subject = mapping(
  {
    namespace: text(names.namespaceName, "A namespace"),
    serviceAccount: text(names.serviceAccountName, "A ServiceAccount's name"),
  },
  "A ServiceAccount",
);

const pattern = checked(
  mapping(
    {
      namespace: text(subjectPattern("a namespace pattern"), "With * and ? for any characters").optional(),
      anyNamespace: flag("All namespaces, in the place of namespace. Default: false").optional(),
      serviceAccount: text(subjectPattern("a ServiceAccount pattern"), "A name, with * and ? for any characters"),
    },
    "ServiceAccounts by pattern",
  ),
  (value, report) => {
    const isMissing = value.namespace === undefined && value.anyNamespace === undefined;
    const absent = isMissing ? [["namespace"], ["anyNamespace"]] : [];
    for (const { path, problem } of problemsOf(subjectPatterns, literals(value))) report(problem, [path], absent);
  },
).transform((value) => value as SubjectPattern);

const trustStatement = mapping(
  {
    sid: z.string().optional(),
    effect: z.enum(["Allow", "Deny"]).optional().meta({ description: "Default: Allow" }),
    principals: checked(
      mapping({ AWS: oneOrMany.optional(), Service: oneOrMany.optional(), Federated: oneOrMany.optional() }, "By kind"),
      (value, report) => {
        if (Object.keys(value).length === 0) report(problems.tooFew("principal"), [], [[]]);
      },
    ),
    actions: z.array(text(action, "service:Action")).min(1),
    conditions: conditions.optional(),
  },
  "A statement of the trust policy",
);

export const trust = mapping(
  {
    subjects: z
      .array(subject)
      .default([])
      .meta({ description: "Other ServiceAccounts of the cluster that may assume the role; you annotate them" }),
    subjectPatterns: z
      .array(pattern)
      .default([])
      .meta({ description: "ServiceAccounts with wildcards: every pod that they match may assume the role" }),
    otherProviders: z
      .array(text(oidcProviderArn, "An IAM OIDC provider's ARN"))
      .default([])
      .meta({ description: "Other clusters' OIDC providers, for a role that clusters share" }),
    statements: z.array(trustStatement).default([]).meta({ description: "Further statements" }),
    maxSize: maxTrustSize.optional(),
  },
  "Who else may assume the role",
);

export const podIdentity = checked(
  mapping(
    {
      targetRoleArn: text(roleArn, "A role of another account that pods end up with").optional(),
      disableSessionTags: flag("Sessions without tags. Default: false").optional(),
      sourceConditions: flag("Hold the role to this account and cluster. Default: true").optional(),
      sessionPolicy: z.array(statement).min(1).optional().meta({
        description:
          "What sessions may do at most, of what the role allows: at most 2,048 characters, with disableSessionTags",
      }),
    },
    "The Pod Identity association, with identity: pod-identity or both",
  ),
  ({ sessionPolicy, disableSessionTags }, report) => {
    if (sessionPolicy === undefined) return;
    if (disableSessionTags !== true) report(problems.sessionPolicyNeedsUntagged(), ["sessionPolicy"]);
  },
);

/** Of whoever has a role: one that is made, or one that is there already. */
export const roleKeys = {
  roleArn: text(roleArn, "A role that is there already, in the place of all else about the role").optional(),
  role: role.optional(),
  trust: trust.optional(),
  podIdentity: podIdentity.optional(),
};

/** How the web identity token is made. */
export const tokenKeys = {
  stsRegionalEndpoints: flag("Use STS in the cluster's region. Default: EKS's own, it is used").optional(),
  tokenExpiration: wholeNumber(
    LIMITS.tokenExpiration.min,
    LIMITS.tokenExpiration.max,
    "seconds",
    "A token's life in seconds. Default: 86400",
  ).optional(),
  audience: text(
    filled("an audience"),
    "Whom the token is meant for; the OIDC provider knows it. Default: sts.amazonaws.com",
  ).optional(),
};

/** What is meant, though a rule speaks against it. */
export const acknowledgements = <const Rules extends readonly [string, ...string[]]>(rules: Rules) =>
  z
    .array(
      mapping(
        {
          rule: z.enum(rules).meta({ description: "The rule" }),
          reason: text(filled("a reason"), "Why it does not apply here"),
        },
        "A rule that does not apply here",
      ),
    )
    .default([])
    .meta({ description: "What is meant, though a rule speaks against it" });

/** Of statements whose role is made for something else as well. */
export const acknowledgeStatements = acknowledgements([...STATEMENT_RULES, ...GUARDRAIL_NAMES]);

/** Of whoever has a role for what is said of it alone. */
const acknowledge = acknowledgements([ROLE_WITHOUT_PERMISSIONS, ...STATEMENT_RULES, ...GUARDRAIL_NAMES]);

/** What a role allows in AWS. */
export const permissionKeys = {
  policyArns: z
    .array(text(policyArn, "A managed policy's ARN"))
    .max(LIMITS.attachedPolicies)
    .default([])
    .meta({ description: "Managed policies to attach, at most 20" }),
  statements: z
    .array(statement)
    .default([])
    .meta({ description: "An inline policy; over 10,240 characters, or with role.managedPolicies, managed ones" }),
  grants: z
    .array(grant)
    .default([])
    .meta({ description: "The same by verbs in the place of actions, which docs/grants.md lists" }),
  assumeRoleArns: z
    .array(text(roleArn, "A role's ARN"))
    .default([])
    .meta({ description: "Roles, of other accounts too, that the pods may change into" }),
};

/** The same of a role that has nothing else. */
export const allPermissionKeys = { ...permissionKeys, acknowledge };

/** What others made, and is to come under management. */
export type Adopted = "namespace" | "role" | "service-account" | "release";

export const adoption = <const Kinds extends readonly [Adopted, ...Adopted[]]>(kinds: Kinds) =>
  z
    .array(z.enum(kinds))
    .meta({ description: `What others made, to be imported: ${kinds.join(", ")}. Leave out after the first apply` });

/** Names that an element had before. */
export const formerly = (name: names.TextRule) =>
  z
    .array(text(name, "A name"))
    .min(1)
    .meta({ description: "Names that it had before, oldest first: all of its addresses move, and made-up names stay" });

export const rbacRule = mapping(
  {
    apiGroups: z.array(z.string()).min(1).meta({ description: '"" is the core group' }),
    resources: z.array(text(filled("a resource"), "A resource")).min(1),
    verbs: z.array(text(filled("a verb"), "A verb")).min(1),
    resourceNames: z.array(z.string()).optional().meta({ description: "Default: all" }),
  },
  "A Kubernetes rule",
);

const rbacRules = z.array(rbacRule);

export const workload = mapping(
  {
    name: text(
      names.workloadName,
      "Unique in the cluster. Default: the ServiceAccount's name, behind its namespace and a hyphen where an earlier workload has that name",
    ).optional(),
    formerly: formerly(names.workloadName).optional(),
    namespace: text(names.namespaceName, "The ServiceAccount's namespace, at most 63 characters").optional(),
    createNamespace: flag("Make the namespace. Default: false, it is expected to be there").default(false),
    serviceAccount: text(
      names.serviceAccountName,
      "Its name, at most 253 characters; may hold dots. Without it and the namespace, the role is for patterns alone",
    ).optional(),
    existing: flag("The ServiceAccount is there already: only annotate it. Default: false").default(false),
    roleOnly: flag("Only the role: GitOps, an EKS add-on or a chart makes the ServiceAccount. Default: false").default(
      false,
    ),
    adopt: adoption(["namespace", "role", "service-account"]).optional(),
    identity: identity.optional(),
    account: z
      .string()
      .optional()
      .meta({ description: "One of the cluster's accounts: the role is made there. Default: the cluster's" }),
    ...allPermissionKeys,
    ...roleKeys,
    ...tokenKeys,
    annotations: annotations.optional(),
    labels: labels.optional(),
    automountServiceAccountToken: flag("Whether pods get a Kubernetes API token. Default: true").optional(),
    imagePullSecrets: z
      .array(text(names.serviceAccountName, "A Secret's name"))
      .optional()
      .meta({ description: "Secrets to pull images with" }),
    rules: rbacRules.default([]).meta({ description: "Kubernetes rules in the namespace" }),
    clusterRules: rbacRules.default([]).meta({ description: "Kubernetes rules in the whole cluster" }),
  },
  "A ServiceAccount with a role of its own",
).meta({ dependentRequired: { namespace: ["serviceAccount"], serviceAccount: ["namespace"] } });
