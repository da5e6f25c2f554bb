import { z } from "zod";
import { parseArn } from "../../facts/arn";
import { LIMITS } from "../../facts/limits";
import * as names from "../../facts/names";
import type { TextRule } from "../../facts/names";
import { isRegionForm } from "../../facts/partitions";
import * as problems from "../../facts/problems";
import { textMap } from "./basics";

/** Values that stand in more than one place: tags, annotations, regions, ARNs. */

export const tags = textMap("AWS tags, at most 50", names.tagKey, names.tagValue, LIMITS.tags);
export const annotations = textMap("Kubernetes annotations", names.qualifiedName, undefined);
export const labels = textMap("Kubernetes labels", names.qualifiedName, names.labelValue);
export const values = z.record(z.string(), z.unknown()).meta({ description: "Chart values, merged last over ours" });
export const identity = z
  .enum(["irsa", "pod-identity", "both"])
  .meta({ description: "How pods get their role: irsa (default), pod-identity, or both while moving" });

export const region: TextRule = (value) => (isRegionForm(value) ? undefined : problems.regionForm(value));
export const httpsUrl: TextRule = (value) =>
  /^https:\/\/[^\s/]+(\/\S*)?$/.test(value)
    ? undefined
    : problems.badForm("an endpoint", value, "an https URL", "Copy it from the cluster");
export const base64: TextRule = (value) =>
  /^[A-Za-z0-9+/\s.]+=*\s*$/.test(value)
    ? undefined
    : problems.badForm("a certificate authority", value, "PEM in base64, as EKS gives it", "Copy it from the cluster");
export const vpcId: TextRule = (value) =>
  /^vpc-[0-9a-z]+$/.test(value)
    ? undefined
    : problems.badForm("a VPC ID", value, "vpc- and hexadecimal digits", "Copy it from the cluster");
export const kubernetesVersion: TextRule = (value) =>
  /^\d+\.\d+$/.test(value)
    ? undefined
    : problems.badForm("a Kubernetes version", value, 'major.minor, as in "1.34"', "Write it in quotes");
export const oidcProviderArn: TextRule = (value) => {
  const arn = parseArn(value);
  if (!arn) return problems.notAnArn(value);
  return arn.service === "iam" && arn.resource.startsWith("oidc-provider/")
    ? undefined
    : problems.arnOfAnotherKind(value, "an IAM OIDC provider");
};

/** Letters, digits, hyphens and dots, as in names, with wildcards among them. */
export const subjectPattern =
  (what: string): TextRule =>
  (value) =>
    /^[a-z0-9.*?-]+$/.test(value)
      ? undefined
      : problems.badForm(what, value, "lower-case letters, digits, hyphens and dots, with * and ?", "Change it");
