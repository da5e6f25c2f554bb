import { z } from "zod";
import * as names from "../../facts/names";
import { PARTITION_NAMES } from "../../facts/partitions";
import { checked, exactlyOneOf, mapping, text } from "../../contract/basics";
import { assumeRole, backend } from "./cluster";
import {
  maxSessionDuration,
  maxTrustSize,
  acknowledgeStatements,
  allPermissionKeys,
  role,
  statement,
  subject,
} from "../../contract/identity";
import { eksClusterArn, identity, oidcProviderArn, organizationId, region, tags } from "../../contract/texts";
import type { PodIdentitySources } from "../../identity/trust";

/** Keys of what clusters share. */

const sources = checked(
  mapping(
    {
      clusters: z
        .array(text(eksClusterArn, "An EKS cluster's ARN"))
        .min(1)
        .optional()
        .meta({ description: "Clusters by ARN" }),
      account: text(names.accountId, "All clusters of an account: its twelve digits, in quotes").optional(),
      organization: text(organizationId, "All clusters of an AWS organization, by its ID").optional(),
    },
    "Where Pod Identity sessions may come from: exactly one",
  ),
  (value, report) => {
    exactlyOneOf(value, ["clusters", "account", "organization"], report);
  },
).transform((value) => value as PodIdentitySources);

const globalRole = mapping(
  {
    name: text(names.roleName, "The role's name, at most 64 characters"),
    identity: identity.default("irsa"),
    providers: z
      .array(text(oidcProviderArn, "An IAM OIDC provider's ARN"))
      .default([])
      .meta({ description: "The clusters' OIDC providers; with identity: irsa or both" }),
    sources: sources.optional(),
    subjects: z
      .array(subject)
      .min(1)
      .meta({ description: "The ServiceAccounts that may assume it, in any of the clusters" }),
    ...allPermissionKeys,
    policies: z.array(z.string()).default([]).meta({ description: "Policies of this stack, by name" }),
    path: text(names.rolePath, "Default: /").optional(),
    permissionsBoundary: role.shape.permissionsBoundary,
    maxSessionDuration: maxSessionDuration.optional(),
    maxTrustSize: maxTrustSize.optional(),
    managedPolicies: role.shape.managedPolicies,
  },
  "A role that clusters share",
);

/** IAM that clusters share: a stack of its own. Clusters name what it makes by ARN, so that no stack waits for another. */
export const globalSchema = mapping(
  {
    stack: text(names.stackName, "The stack's name. Default: global").default("global"),
    region: text(region, "Where the AWS provider works; IAM is the same in all regions"),
    partition: z
      .enum(PARTITION_NAMES as [string, ...string[]])
      .optional()
      .meta({ description: "Default: from the region" }),
    backend: backend.optional(),
    assumeRole: assumeRole.optional(),
    tags: tags.optional(),
    policies: z
      .array(
        mapping(
          {
            name: text(names.policyName, "At most 128 characters"),
            statements: z.array(statement).min(1),
            acknowledge: acknowledgeStatements,
            description: z.string().optional(),
          },
          "A managed policy",
        ),
      )
      .default([])
      .meta({ description: "Managed policies" }),
    roles: z.array(globalRole).default([]).meta({ description: "Roles that clusters share" }),
  },
  "IAM that clusters share",
);
