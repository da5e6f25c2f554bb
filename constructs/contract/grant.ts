import { z } from "zod";
import { GRANT_SERVICE_NAMES, GRANT_VERBS, TABLE_PARTS } from "../facts/grants/services";
import type { Grant } from "../facts/grants/services";
import { filled } from "../facts/text-rule";
import { checked, mapping, text } from "./basics";
import { grantProblems } from "./rules/grant";

/** Keys of a grant. docs/grants.md says what each service takes, and which actions it gives. */

/** What a grant lists. Its service says of which form it is. */
export const grantText = text(filled("a text"), "A text of the service's form");

const some = <T extends z.ZodType>(of: T, description: string) => z.array(of).min(1).meta({ description });

const texts = (description: string) => some(grantText, description).optional();

export const grantShape = {
  service: z.enum(GRANT_SERVICE_NAMES).meta({ description: "The AWS service" }),
  verbs: some(z.enum(GRANT_VERBS), "What is allowed, in the service's verbs"),
  resources: some(grantText, "ARNs, or names, which take the cluster's partition, region and account"),
  prefixes: texts("s3: what keys start with, as in incoming/. Default: all objects"),
  kmsKeys: texts("Keys that the data is encrypted with, by ARN, ID or alias/name. Default: AWS's own"),
  parts: some(z.enum(TABLE_PARTS), "dynamodb: what of the table. Default: the table alone").optional(),
  inferenceProfiles: texts("bedrock: us, eu, global, whose profiles models are invoked by. Default: directly"),
  readTopics: texts("msk: topics to read from"),
  writeTopics: texts("msk: topics to write to"),
  groups: texts("msk: consumer groups to be in"),
  via: texts("kms: services through which alone keys are used, as in s3. Default: any way"),
};

export const grant = checked(mapping(grantShape, "What is allowed, by a service's verbs"), (value, report) => {
  for (const { path, problem } of grantProblems(value)) report(problem, [...path]);
}).transform((value) => value as Grant);
