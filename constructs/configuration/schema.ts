import { z } from "zod";
import * as names from "../facts/names";
import * as problems from "../facts/problems";
import { checked, mapping } from "../contract/basics";
import { clusterSchema } from "./keys/cluster";
import { globalSchema } from "./keys/global";
import { guardrails } from "./keys/guardrails";
import type { workload } from "../contract/identity";

/**
 * The configuration contract: names, types and limits of every key, in keys/. What goes together with
 * what is in rules/. The committed eks-irsa.schema.json is made from this.
 */

export { clusterSchema, globalSchema };

/** The file's frame. What is under `defaults` is checked where it ends up, in each cluster. */
export const fileSchema = mapping(
  {
    $schema: z.string().optional().meta({ description: "For editors" }),
    version: z.literal(1).meta({ description: "The contract's version" }),
    defaults: z.record(z.string(), z.unknown()).optional(),
    guardrails: guardrails.optional(),
    global: globalSchema.optional(),
    clusters: checked(z.record(z.string(), z.record(z.string(), z.unknown())), (clusters, report) => {
      if (Object.keys(clusters).length === 0) report(problems.tooFew("cluster"), [], [[]]);
      for (const name of Object.keys(clusters)) {
        const problem = names.stackName(name);
        if (problem) report(problem, [name]);
      }
    }),
  },
  "cdktf-eks-irsa configuration",
);

export type ClusterInput = z.output<typeof clusterSchema>;
export type GlobalInput = z.output<typeof globalSchema>;
export type WorkloadInput = z.output<typeof workload>;
