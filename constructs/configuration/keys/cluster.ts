import { z } from "zod";
import { customAddon } from "../../addons/custom/keys";
import { PRESETS } from "../../addons/registry";
import * as names from "../../facts/names";
import { PARTITION_NAMES } from "../../facts/partitions";
import { roleArn } from "../../facts/policy";
import * as problems from "../../facts/problems";
import { SYSTEM_NAMESPACES } from "../../facts/service-accounts";
import { oidcIssuer } from "../../facts/trust";
import { checked, exactlyOneOf, filled, flag, mapping, text, wholeNumber } from "../../contract/basics";
import { formerly, sharedRole, workload } from "../../contract/identity";
import {
  base64,
  httpsUrl,
  identity,
  keyPattern,
  kubernetesVersion,
  namespaceSettings,
  oidcProviderArn,
  region,
  tags,
  vpcId,
} from "../../contract/texts";
import { guardrails } from "./guardrails";

/** Keys of a cluster. */

const attributes = mapping(
  {
    accountId: text(names.accountId, "Twelve digits, in quotes"),
    oidcIssuer: text(oidcIssuer, "With https://"),
    endpoint: text(httpsUrl, "The API server's URL; not needed with auth: kubeconfig").optional(),
    certificateAuthority: text(base64, "PEM in base64; not needed with auth: kubeconfig").optional(),
    vpcId: text(vpcId, "Needed for the load balancer controller").optional(),
    version: text(kubernetesVersion, 'As in "1.34", in quotes').optional(),
  },
  "Use these, and read nothing from the cluster at plan time",
);

const BACKENDS = ["cloud", "s3", "local", "none"] as const;

export const backend = checked(
  mapping(
    {
      cloud: mapping(
        {
          organization: text(filled("an organization"), "The organization's name"),
          project: text(filled("a project"), "The workspace's project").optional(),
          workspace: text(filled("a workspace"), "The workspace's name").optional(),
          tags: z
            .array(text(filled("a tag"), "A tag"))
            .min(1)
            .optional()
            .meta({ description: "Workspaces by tags, in the place of a name" }),
          hostname: text(filled("a host name"), "Default: app.terraform.io").default("app.terraform.io"),
        },
        "HCP Terraform, or Terraform Enterprise",
      ).optional(),
      s3: mapping(
        {
          bucket: text(filled("a bucket"), "The bucket's name"),
          key: text(filled("a key"), "The state object's key: a different one for each cluster"),
          region: text(region, "The bucket's region. Default: the cluster's").optional(),
          encrypt: flag("Default: true").default(true),
          useLockfile: flag("Lock with a file beside the state. Default: true").default(true),
          dynamodbTable: z.string().optional().meta({ description: "Lock with a table as well" }),
          kmsKeyId: z.string().optional(),
          acl: z.string().optional(),
          profile: z.string().optional(),
          roleArn: z.string().optional().meta({ description: "A role to assume for the state" }),
          workspaceKeyPrefix: z.string().optional(),
        },
        "A bucket",
      ).optional(),
      local: mapping(
        {
          path: text(
            filled("a path"),
            "From the configuration file's folder. Default: terraform.<stack>.tfstate",
          ).optional(),
        },
        "A file",
      ).optional(),
      none: mapping({}, "No backend block: whoever runs the output adds one").optional(),
    },
    "Where the state is: exactly one. Default: local",
  ),
  (value, report) => {
    exactlyOneOf(value, BACKENDS, report);
    if (value.cloud) exactlyOneOf(value.cloud, ["workspace", "tags"], report, ["cloud"]);
  },
);

export const auth = z
  .union([
    z.enum(["ephemeral", "token", "exec"]),
    mapping(
      {
        kubeconfig: mapping(
          {
            path: text(filled("a path"), "From the configuration file's folder, or absolute, or ~/...").optional(),
            context: text(filled("a context"), "Default: the file's current context").optional(),
          },
          "A kubeconfig file. Default: ~/.kube/config",
        ),
      },
      "A kubeconfig file",
    ),
  ])
  .meta({
    description:
      "How Terraform reaches the cluster: ephemeral (default; a token, asked for anew by each plan and each apply, and written " +
      "down nowhere: Terraform 1.10 or OpenTofu 1.11), token (the plan's, which is in plan and state: OpenTofu 1.10), " +
      "exec (the aws command), a kubeconfig file",
  });

export const oidcProvider = z
  .union([
    z.enum(["create", "adopt", "lookup"]),
    mapping({ arn: text(oidcProviderArn, "An IAM OIDC provider's ARN") }, "A provider by its ARN"),
  ])
  .meta({
    description:
      "The cluster's OIDC provider in IAM: create, adopt (import one that is there), lookup, or { arn }. Default: create it where a role needs it",
  });

export const assumeRole = mapping(
  {
    roleArn: text(roleArn, "The role that Terraform works as"),
    externalId: text(filled("an external ID"), "If the role's trust policy wants one").optional(),
    sessionName: text(filled("a session name"), "Default: AWS's").optional(),
  },
  "A role to assume for everything in AWS",
);

type PresetKeys = { [Preset in (typeof PRESETS)[number] as Preset["key"]]: z.ZodOptional<Preset["schema"]> };

const presets = Object.fromEntries(PRESETS.map(({ key, schema }) => [key, schema.optional()])) as unknown as PresetKeys;

/** Of what others write into metadata that is ours. What the configuration says is kept all the same. */
const keyPatterns = (what: string) =>
  z
    .array(text(keyPattern, "A regular expression"))
    .min(1)
    .meta({ description: `${what} that others put on what is made in Kubernetes, and that stay: regular expressions` });

/** A cluster as it stands after `defaults` were merged under it. */
export const clusterSchema = mapping(
  {
    cluster: text(names.clusterName, "The EKS cluster's name. Default: the stack's name").optional(),
    formerly: formerly(names.stackName)
      .meta({
        description: "Names of the stack before, oldest first: the EKS cluster and the local state keep the first",
      })
      .optional(),
    region: text(region, "The region's code, as in ap-northeast-2").optional(),
    partition: z
      .enum(PARTITION_NAMES as [string, ...string[]])
      .optional()
      .meta({ description: "Default: from the region" }),
    attributes: attributes.optional(),
    backend: backend.optional(),
    auth: auth.default("ephemeral"),
    oidcProvider: oidcProvider.optional(),
    identity: identity.default("irsa"),
    podIdentityWait: wholeNumber(
      0,
      300,
      "seconds",
      "From a Pod Identity association to the release that runs as it, in seconds. Default: 10",
    ).optional(),
    preflight: z.boolean().optional().meta({
      description:
        "false: nothing is checked of the live cluster; true: also what has to be read for it. Default: what is read anyway",
    }),
    assumeRole: assumeRole.optional(),
    accounts: checked(
      z.record(
        z.string(),
        mapping(
          {
            roleArn: text(roleArn, "The role that Terraform works as in this account"),
            formerly: formerly(names.accountName).optional(),
            oidcProvider: oidcProvider.optional(),
          },
          "Another account, where workloads may have their roles",
        ),
      ),
      (accounts, report) => {
        for (const name of Object.keys(accounts)) {
          const problem = names.accountName(name);
          if (problem) report(problem, [name]);
        }
      },
    )
      .default({})
      .meta({ description: "Other accounts by name" }),
    proxy: flag("A variable, proxy_url, for the way to the cluster. Default: false").optional(),
    tags: tags.optional(),
    ignoreLabels: keyPatterns("Labels").optional(),
    ignoreAnnotations: keyPatterns("Annotations").optional(),
    role: sharedRole.optional(),
    guardrails: guardrails.optional(),
    namespaces: checked(z.record(z.string(), namespaceSettings), (namespaces, report) => {
      for (const name of Object.keys(namespaces)) {
        const problem =
          names.namespaceName(name) ?? (SYSTEM_NAMESPACES.has(name) ? problems.namespaceOfKubernetes(name) : undefined);
        if (problem) report(problem, [name]);
      }
    })
      .default({})
      .meta({ description: "Namespaces to make, by name, with labels (Pod Security) and annotations" }),
    ...presets,
    addons: z.array(customAddon).default([]).meta({ description: "Any other add-ons" }),
    workloads: z.array(workload).default([]).meta({ description: "ServiceAccounts with roles" }),
  },
  "An EKS cluster: one stack",
);
