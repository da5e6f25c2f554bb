import { z } from "zod";
import { filled, flag, mapping, text, wholeNumber } from "../contract/basics";
import { adoption } from "../contract/identity";
import type { TextRule } from "../facts/names";
import { formRule } from "../facts/text-rule";

/** Keys that add-ons have in common. */

/** How an add-on is installed. */
export const releaseKeys = {
  timeout: wholeNumber(1, 3600, "seconds", "For the release to become ready, in seconds. Default: 600").optional(),
  upgradeInstall: flag("Adopt a release of this name that is there already. Default: false").optional(),
  takeOwnership: flag("Adopt objects that others made. Default: false").optional(),
  wait: flag(
    "false: go on as soon as the release's objects are made; what depends on it may come before its pods. Default: true",
  ).default(true),
  atomic: flag(
    "false: a release that fails stays, to look at; helm uninstall it, or set upgradeInstall, before the next apply. Default: wait",
  ).optional(),
  adopt: adoption(["namespace", "role", "service-account", "release"]).optional(),
  install: flag("false: only what is in AWS; outputs tell GitOps the rest. Default: true").default(true),
};

export const chartRepository: TextRule = formRule({
  what: "a chart repository",
  pattern: "^(https|oci)://\\S+$",
  says: "an https:// or oci:// URL",
  fix: "Write it with its scheme, or use path",
});

/** Where a chart comes from. */
export const sourceKeys = {
  repository: text(chartRepository, "An https:// or oci:// repository").optional(),
  path: text(filled("a path"), "A chart's folder, from the configuration file's").optional(),
  credentials: z
    .union([z.boolean(), z.enum(["ecr"])])
    .optional()
    .meta({
      description:
        "true: variables for the repository's user name and password; ecr: Terraform asks ECR for them, for a chart in a " +
        "private registry of ECR. Default: false",
    }),
};

/** Of a preset: its chart's name and version are known. */
export const chartSource = mapping(sourceKeys, "Another source of the chart: a mirror, or a folder");
