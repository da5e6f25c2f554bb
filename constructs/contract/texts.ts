import { z } from "zod";
import { LIMITS } from "../facts/limits";
import * as names from "../facts/names";
import type { TextRule } from "../facts/names";
import { REGION_FORM } from "../facts/partitions";
import { oidcProviderArn } from "../facts/policy";
import * as problems from "../facts/problems";
import { formRule } from "../facts/text-rule";
import { mapping, textMap } from "./basics";

/** Values that stand in more than one place: tags, annotations, regions, ARNs. */

export const tags = textMap("AWS tags, at most 50", names.tagKey, names.tagValue, LIMITS.tags);
export const annotations = textMap("Kubernetes annotations", names.qualifiedName, undefined);
export const labels = textMap("Kubernetes labels", names.qualifiedName, names.labelValue);
export const values = z.record(z.string(), z.unknown()).meta({ description: "Chart values, merged last over ours" });
export const identity = z
  .enum(["irsa", "pod-identity", "both"])
  .meta({ description: "How pods get their role: irsa (default), pod-identity, or both while moving" });

/** A namespace that is made. */
export const namespaceSettings = mapping(
  { labels: labels.optional(), annotations: annotations.optional() },
  "A namespace that is made, asked for by anyone or not",
);

export { oidcProviderArn };
export const region: TextRule = formRule(
  {
    what: "a region",
    pattern: REGION_FORM,
    says: "a code of the form ap-northeast-2",
    fix: "Write the region's code, not its name or a zone",
  },
  problems.regionForm,
);
export const eksClusterArn: TextRule = formRule({
  what: "an EKS cluster's ARN",
  pattern: "^arn:[a-z0-9-]+:eks:[a-z0-9-]+:[0-9]{12}:cluster/[0-9A-Za-z][0-9A-Za-z_-]*$",
  says: "arn:<partition>:eks:<region>:<account>:cluster/<name>",
  fix: "Copy it from the cluster",
});
export const organizationId: TextRule = formRule({
  what: "an organization's ID",
  pattern: "^o-[a-z0-9]{10,32}$",
  says: "o- and 10 to 32 lower-case letters and digits (AWS Organizations API reference)",
  fix: "Copy it from AWS Organizations",
});
export const httpsUrl: TextRule = formRule({
  what: "an endpoint",
  pattern: "^https://[^\\s/]+(/\\S*)?$",
  says: "an https URL",
  fix: "Copy it from the cluster",
});
export const base64: TextRule = formRule({
  what: "a certificate authority",
  pattern: "^[A-Za-z0-9+/\\s.]+=*\\s*$",
  says: "PEM in base64, as EKS gives it",
  fix: "Copy it from the cluster",
});
export const vpcId: TextRule = formRule({
  what: "a VPC ID",
  pattern: "^vpc-[0-9a-z]+$",
  says: "vpc- and hexadecimal digits",
  fix: "Copy it from the cluster",
});
export const kubernetesVersion: TextRule = formRule({
  what: "a Kubernetes version",
  pattern: "^\\d+\\.\\d+$",
  says: 'major.minor, as in "1.34"',
  fix: "Write it in quotes",
});

/** One that Go reads, too, which has no lookarounds. */
export const keyPattern: TextRule = (value) => {
  const problem = problems.badForm("a pattern of keys", value, "a regular expression of Go's", "Correct it");
  try {
    return new RegExp(value).source === "(?:)" || /\(\?<?[=!]/.test(value) ? problem : undefined;
  } catch {
    return problem;
  }
};

/** Letters, digits, hyphens and dots, as in names, with wildcards among them. */
export const subjectPattern = (what: string): TextRule =>
  formRule({
    what,
    pattern: "^[a-z0-9.*?-]+$",
    says: "lower-case letters, digits, hyphens and dots, with * and ?",
    fix: "Change it",
  });
