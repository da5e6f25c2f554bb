import { z } from "zod";
import { checked, exactlyOneOf, filled, flag, mapping, text } from "../../contract/basics";
import { allPermissionKeys, formerly, roleKeys, tokenKeys } from "../../contract/identity";
import { identity, values } from "../../contract/texts";
import * as names from "../../facts/names";
import * as problems from "../../facts/problems";
import { releaseKeys, sourceKeys } from "../keys";
import { PRESETS } from "../registry";

const madeBy = z.enum(["terraform", "chart"]).default("terraform").meta({
  description: "chart: it makes it, annotated by way of its values. Default: terraform, before the release",
});

/** Where the chart's values say what there is of a ServiceAccount. */
const pathKeys = {
  accountValue: text(
    filled("a path"),
    "The chart's value that holds create, name and annotations. Default: serviceAccount",
  ).optional(),
  createValue: text(filled("a path"), "The chart's value that makes it. Default: create below accountValue").optional(),
  nameValue: text(filled("a path"), "The chart's value for its name. Default: name below accountValue").optional(),
  annotationsValue: text(filled("a path"), "Default: annotations below accountValue").optional(),
  podAnnotationsValue: text(filled("a path"), "With it, a new role means new pods. Default: none").optional(),
};

/** Of the ServiceAccounts of a chart's pods. */
export const accountKeys = { madeBy, ...pathKeys };

const account = {
  name: text(names.serviceAccountName, "At most 253 characters"),
  madeBy,
  ...allPermissionKeys,
  ...roleKeys,
  ...tokenKeys,
  ...pathKeys,
};

export const customAddon = mapping(
  {
    name: text(names.releaseName, "Unique in the cluster; the Helm release's name, at most 53 characters"),
    formerly: formerly(names.releaseName).optional(),
    chart: checked(
      mapping(
        {
          name: text(filled("a chart"), "The chart's name"),
          version: text(filled("a version"), "Exactly as the repository writes it. Not with path").optional(),
          ...sourceKeys,
        },
        "The chart",
      ),
      (value, report) => {
        exactlyOneOf(value, ["repository", "path"], report);
        if (value.repository !== undefined && value.version === undefined) {
          report(problems.missingKey("version", "a chart from a repository is pinned"), [], [["version"]]);
        }
      },
    ),
    namespace: text(names.namespaceName, "The release's namespace, at most 63 characters"),
    createNamespace: flag("Make the namespace. Default: false").default(false),
    identity: identity.optional(),
    serviceAccount: mapping(
      account,
      "The ServiceAccount that its pods run as. Default: the chart's own, without AWS permissions",
    ).optional(),
    serviceAccounts: z
      .array(
        mapping(
          {
            ...account,
            roleOf: text(
              names.serviceAccountName,
              "In the place of a role of its own, that of another of them, by its name",
            ).optional(),
          },
          "One of several ServiceAccounts",
        ),
      )
      .default([])
      .meta({ description: "Where the chart has several, in the place of serviceAccount" }),
    dependsOn: z
      .array(z.string())
      .default([])
      .meta({
        description: `${PRESETS.map(({ name }) => name).join(", ")}, other add-ons, or workloads, which come first`,
      }),
    ...releaseKeys,
    values: values.default({}),
  },
  "Any other add-on: a chart with an identity of its own",
);

export type CustomAddonInput = z.output<typeof customAddon>;

/** One of its ServiceAccounts. */
export type CustomAccountInput = CustomAddonInput["serviceAccounts"][number];
