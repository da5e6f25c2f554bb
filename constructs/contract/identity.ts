import { z } from "zod";
import { LIMITS } from "../facts/limits";
import * as names from "../facts/names";
import { action, policyArn, resource, roleArn } from "../facts/policy";
import type { PolicyStatement } from "../facts/policy";
import * as problems from "../facts/problems";
import { literals, problemsOf } from "./rule";
import { nameAndPrefix } from "./rules/role";
import { statementPairs } from "./rules/statement";
import { checked, filled, flag, mapping, text, wholeNumber } from "./basics";
import { annotations, identity, labels, oidcProviderArn, subjectPattern, tags } from "./texts";

/** Keys of roles, ServiceAccounts and workloads. */

const oneOrMany = z.union([z.string(), z.array(z.string())]);

const conditions = z
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

export const role = checked(
  mapping(
    {
      name: text(names.roleName, "At most 64 characters. Default: <cluster>-<region>-<workload>").optional(),
      namePrefix: text(names.roleNamePrefix, "At most 38 characters; AWS completes it").optional(),
      path: text(names.rolePath, "Starts and ends with a slash. Default: /").optional(),
      description: text(names.roleDescription, "At most 1,000 characters").optional(),
      permissionsBoundary: text(policyArn, "A managed policy's ARN").optional(),
      maxSessionDuration: maxSessionDuration.optional(),
      tags: tags.optional(),
      forceDetachPolicies: flag("Destroy the role with policies that others attached. Default: false").optional(),
      exclusivePolicies: flag("Remove policies that others add to the role. Default: false").optional(),
    },
    "The role's own settings",
  ),
  (value, report) => {
    for (const { problem } of problemsOf([nameAndPrefix], literals({ role: value }))) report(problem);
  },
);

export const subject = mapping(
  {
    namespace: text(names.namespaceName, "A namespace"),
    serviceAccount: text(names.serviceAccountName, "A ServiceAccount's name"),
  },
  "A ServiceAccount",
);

const pattern = mapping(
  {
    namespace: text(subjectPattern("a namespace pattern"), "A namespace, with * and ? for any characters"),
    serviceAccount: text(subjectPattern("a ServiceAccount pattern"), "A name, with * and ? for any characters"),
  },
  "ServiceAccounts by pattern",
);

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

const trust = mapping(
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

export const podIdentity = mapping(
  {
    targetRoleArn: text(roleArn, "A role of another account that pods end up with").optional(),
    disableSessionTags: flag("Sessions without tags. Default: false").optional(),
    sourceConditions: flag("Hold the role to this account and cluster. Default: true").optional(),
  },
  "The Pod Identity association, with identity: pod-identity or both",
);

/** How the web identity token is made. */
export const tokenKeys = {
  stsRegionalEndpoints: flag("Use STS in the cluster's region. Default: EKS's own, it is used").optional(),
  tokenExpiration: wholeNumber(
    LIMITS.tokenExpiration.min,
    LIMITS.tokenExpiration.max,
    "seconds",
    "A token's life in seconds. Default: 86400",
  ).optional(),
  audience: text(filled("an audience"), "Whom the token is meant for. Default: sts.amazonaws.com").optional(),
};

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
    .meta({ description: "An inline policy; over 10,240 characters it becomes several managed ones" }),
  assumeRoleArns: z
    .array(text(roleArn, "A role's ARN"))
    .default([])
    .meta({ description: "Roles, of other accounts too, that the pods may change into" }),
};

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

const rbacRules = z.array(
  mapping(
    {
      apiGroups: z.array(z.string()).min(1).meta({ description: '"" is the core group' }),
      resources: z.array(text(filled("a resource"), "A resource")).min(1),
      verbs: z.array(text(filled("a verb"), "A verb")).min(1),
      resourceNames: z.array(z.string()).optional().meta({ description: "Default: all" }),
    },
    "A Kubernetes rule",
  ),
);

export const workload = mapping(
  {
    name: text(names.workloadName, "Unique in the cluster. Default: the ServiceAccount's name").optional(),
    formerly: formerly(names.workloadName).optional(),
    namespace: text(names.namespaceName, "The ServiceAccount's namespace, at most 63 characters"),
    createNamespace: flag("Make the namespace. Default: false, it is expected to be there").default(false),
    serviceAccount: text(names.serviceAccountName, "Its name, at most 253 characters; may hold dots"),
    existing: flag("The ServiceAccount is there already: only annotate it. Default: false").default(false),
    adopt: adoption(["namespace", "role", "service-account"]).optional(),
    identity: identity.optional(),
    account: z
      .string()
      .optional()
      .meta({ description: "One of the cluster's accounts: the role is made there. Default: the cluster's" }),
    ...permissionKeys,
    roleArn: text(roleArn, "A role that is there already, in the place of all the following about the role").optional(),
    role: role.optional(),
    trust: trust.optional(),
    podIdentity: podIdentity.optional(),
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
);
