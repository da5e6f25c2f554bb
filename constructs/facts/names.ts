import { createHash } from "node:crypto";
import { LIMITS } from "./limits";
import * as problems from "./problems";
import { formRule, withForm } from "./text-rule";
import type { TextRule } from "./text-rule";

export type { TextForm, TextRule } from "./text-rule";

const LABEL = "[a-z0-9]([-a-z0-9]*[a-z0-9])?";
const DNS_LABEL = `^${LABEL}$`;
const DNS_SUBDOMAIN = `^${LABEL}(\\.${LABEL})*$`;

const named = (what: string, max: number, pattern: string, says: string) =>
  formRule({ what, min: 1, max, pattern, says, fix: "Rename it" });

const LABEL_FORM = "lower-case letters, digits and hyphens, with a letter or digit at both ends (RFC 1123 label)";
const SUBDOMAIN_FORM =
  "lower-case letters, digits, hyphens and dots, with a letter or digit at both ends of each part (RFC 1123 subdomain)";

/** A wildcard is refused for what it would allow. */
const withoutWildcard = (what: string, rule: ReturnType<typeof formRule>) =>
  withForm((value: string) => (value.includes("*") ? problems.wildcardSubject(what, value) : rule(value)), rule.form);

/** A Kubernetes namespace: an RFC 1123 label, at most 63 characters. */
export const namespaceName: TextRule = withoutWildcard(
  "namespace",
  named("a namespace", LIMITS.dnsLabel, DNS_LABEL, LABEL_FORM),
);

/** A ServiceAccount's name: an RFC 1123 subdomain (dots allowed), at most 253 characters. */
export const serviceAccountName: TextRule = withoutWildcard(
  "ServiceAccount",
  named("a ServiceAccount name", LIMITS.dnsSubdomain, DNS_SUBDOMAIN, SUBDOMAIN_FORM),
);

/** What YAML reads as a switch, a number, a date or nothing where it stands without quotes. */
const NOT_TEXT =
  "^(y|n|yes|no|on|off|true|false|null|[0-9][0-9.]*(e[0-9]+)?|0x[0-9a-f]+|0o?[0-7]+|[0-9]{4}-[0-9]{1,2}-[0-9]{1,2})$";

/** An IngressClass's name: as other objects', and text where the controller's chart writes it without quotes. */
export const ingressClassName: TextRule = formRule({
  ...serviceAccountName.form,
  what: "an IngressClass's name",
  says: `${SUBDOMAIN_FORM}, and nothing that YAML reads as a number or a switch`,
  fix: "Rename it",
  not: NOT_TEXT,
});

/** A workload's name in the configuration: it goes into addresses and generated role names. */
export const workloadName = named("a workload name", LIMITS.dnsSubdomain, DNS_SUBDOMAIN, SUBDOMAIN_FORM);

/** A Helm release's name: an RFC 1123 subdomain, at most 53 characters (Helm). */
export const releaseName = named("a Helm release name", LIMITS.helmRelease, DNS_SUBDOMAIN, SUBDOMAIN_FORM);

const IAM_NAME = "^[\\w+=,.@-]+$";

/** An IAM role name: letters, digits and +=,.@_- , at most 64 characters (IAM quotas). */
export const roleName = named("a role name", LIMITS.roleName, IAM_NAME, "letters, digits and +=,.@_-");

/** A managed policy's name: at most 128 characters (IAM quotas). */
export const policyName = named("a policy name", LIMITS.policyName, IAM_NAME, "letters, digits and +=,.@_-");

/** A role's name prefix: as a name, at most 38 characters (AWS provider). */
export const roleNamePrefix = named(
  "a role's name prefix",
  LIMITS.roleNamePrefix,
  IAM_NAME,
  "letters, digits and +=,.@_-",
);

/** An IAM path: slashes at both ends, at most 512 characters. */
export const rolePath = named(
  "a role path",
  LIMITS.rolePath,
  "^/([\\x21-\\x2e\\x30-\\x7e]+/)*$",
  'text that starts and ends with a slash, as in "/pods/"',
);

/** A role's description: at most 1,000 characters, without control characters (IAM API reference, CreateRole). */
export const roleDescription = named(
  "a role description",
  LIMITS.roleDescription,
  "^[\\t\\n\\r\\x20-\\x7e\\xa1-\\xff]*$",
  "printable Latin-1 text",
);

/** An EKS cluster name: a letter or digit, then letters, digits, hyphens and underscores, at most 100 characters. */
export const clusterName = named(
  "an EKS cluster name",
  LIMITS.clusterName,
  "^[0-9A-Za-z][0-9A-Za-z_-]*$",
  "letters, digits, hyphens and underscores, with a letter or digit first",
);

/** An EKS cluster's ARN. */
export const clusterArn: TextRule = formRule({
  what: "a cluster's ARN",
  pattern: "^arn:[a-z-]+:eks:[a-z0-9-]+:\\d{12}:cluster/.",
  says: "arn:partition:eks:region:account:cluster/name",
  fix: "Copy it from the cluster (arn)",
});

/** The part of a Terraform variable's name that says which add-on it is for. */
export const variablePrefix = (addon: string): string => addon.replace(/[^a-z0-9]/g, "_");

/** An AWS account's ID: twelve digits. */
export const accountId: TextRule = formRule({
  what: "an account ID",
  pattern: "^\\d{12}$",
  says: "twelve digits",
  fix: "Write it in quotes, with its leading zeros",
});

/** A stack's name: part of the output folder and of the state file's name. */
export const stackName = named(
  "a stack name",
  LIMITS.clusterName,
  "^[0-9A-Za-z][0-9A-Za-z_-]*$",
  "letters, digits, hyphens and underscores, with a letter or digit first",
);

/** An account's name in the configuration: part of addresses. */
export const accountName = named(
  "an account's name",
  LIMITS.dnsLabel,
  "^[A-Za-z][0-9A-Za-z_-]*$",
  "letters, digits, hyphens and underscores, with a letter first",
);

/** A Route53 hosted zone's ID: Z, then capital letters and digits, at most 32 characters. */
export const hostedZoneId: TextRule = formRule({
  what: "a hosted zone ID",
  pattern: "^Z[A-Z0-9]{1,31}$",
  says: "Z and up to 31 capital letters and digits",
  fix: "Write only the ID, without /hostedzone/ and without a domain name",
});

/** A zone's domain: labels and dots, without a dot at the end. */
export const domainName = named("a domain", LIMITS.dnsSubdomain, DNS_SUBDOMAIN, SUBDOMAIN_FORM);

/** Where images are pulled from: a host, with a port and a path where it has them (OCI distribution, reference grammar). */
export const imageRegistry: TextRule = formRule({
  what: "an image registry",
  pattern: "^[a-z0-9]([a-z0-9.-]*[a-z0-9])?(:[0-9]+)?(/[a-z0-9]+([._-]+[a-z0-9]+)*)*$",
  says: "a host in lower case, as in mirror.example.com/team",
  fix: "Write it without https:// in front and without a slash at the end",
});

/** The name part of an annotation or label key, with an optional DNS prefix before a slash. */
export const qualifiedName: TextRule = formRule({
  what: "an annotation or label key",
  pattern: `^(${LABEL}(\\.${LABEL})*/)?[A-Za-z0-9]([-\\w.]{0,${LIMITS.dnsLabel - 2}}[A-Za-z0-9])?$`,
  // The prefix's length, which its form cannot say.
  not: `^[^/]{${LIMITS.dnsSubdomain + 1},}/`,
  says: "an optional DNS prefix and a slash, then at most 63 letters, digits, hyphens, underscores and dots",
  fix: "Rename it",
});

/** A label's value: at most 63 characters, empty or with a letter or digit at both ends. */
export const labelValue: TextRule = formRule({
  what: "a label value",
  max: LIMITS.labelValue,
  pattern: "^([A-Za-z0-9]([-\\w.]*[A-Za-z0-9])?)?$",
  says: "letters, digits, hyphens, underscores and dots, with a letter or digit at both ends",
  fix: "Change it",
});

/** The characters that every AWS service accepts in tags. */
const TAGGABLE = {
  pattern: "^[\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]*$",
  says: "letters, digits, spaces and _.:/=+-@",
  fix: "Change it",
};

const TAG_KEY = { what: "a tag key", min: 1, max: LIMITS.tagKey, ...TAGGABLE } as const;

/** A tag's key: 1 to 128 characters, not starting with aws: . */
export const tagKey = formRule(
  { ...TAG_KEY, not: "^[aA][wW][sS]:", says: `${TAGGABLE.says}, without aws: in front` },
  (key) =>
    /^aws:/i.test(key) ? problems.tagPrefix(key) : problems.badForm(TAG_KEY.what, key, TAGGABLE.says, TAGGABLE.fix),
);

/** A tag's value: at most 256 characters. */
export const tagValue = formRule({ what: "a tag value", max: LIMITS.tagValue, ...TAGGABLE });

/**
 * A name within a limit. A longer one is cut and ends with a hash of the whole: the same name gives
 * the same result always, and two names that differ past the cut stay apart.
 */
export function shorten(name: string, limit: number): string {
  if (name.length <= limit) return name;
  const hash = createHash("sha256").update(name).digest("hex").slice(0, 8);
  return `${name.slice(0, limit - hash.length - 1).replace(/[^A-Za-z0-9]+$/, "")}-${hash}`;
}
