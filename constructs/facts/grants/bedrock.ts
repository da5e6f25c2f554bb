import { eitherForm } from "./grant";
import type { GrantBase, ServiceOf } from "./grant";

/** Models. */
export interface BedrockGrant extends GrantBase<"bedrock", "invoke"> {
  /**
   * Where requests may be served from, as inference profiles' IDs start: `us`, `eu`, `global`. The models may then be
   * invoked by these profiles alone. @default - in the cluster's region
   */
  readonly inferenceProfiles?: readonly string[];
}

/** What `inferenceProfiles` lists. */
export const GEOGRAPHY = {
  what: "a geography of inference profiles",
  pattern: "^[a-z-]+$",
  says: "what their IDs start with, lower-case letters and hyphens",
  fix: "Write us, eu or global, say, and the model under resources",
};

const PROFILE = "arn:{partition}:bedrock:{region}:{account}:inference-profile/{part}.{resource}";

export const BEDROCK = {
  named: "a model's ID, as in anthropic.claude-3-haiku-20240307-v1:0",
  verbs: { invoke: "Invokes models, with a stream for an answer, too" },
  arn: "arn:{partition}:bedrock:{region}::foundation-model/",
  form: eitherForm({
    what: "a model",
    says: "its ID without a geography in front, or the ARN of a model or of an inference profile of yours",
    fix: "Write the model's ID, and a geography such as us under inferenceProfiles",
    arn: "arn:[^:\\s]+:bedrock:[^:\\s]*:[^:\\s]*:[a-z-]+-(model|profile|deployment)/[^/\\s]+",
    name: "[a-z0-9-]+\\.[^/\\s]+",
    not: "^(us|us-gov|eu|apac|jp|au|ca|global)\\.",
  }),
  options: { inferenceProfiles: ["invoke"] },
  forms: [
    {
      text: "{resource}",
      parts: "direct",
      actions: { invoke: ["bedrock:InvokeModel", "bedrock:InvokeModelWithResponseStream"] },
    },
    {
      text: PROFILE,
      resources: "resources",
      parts: "inferenceProfiles",
      actions: { invoke: ["bedrock:InvokeModel", "bedrock:InvokeModelWithResponseStream"] },
    },
    {
      // A profile asks for the model wherever it serves from; a global one, in no region.
      text: "arn:{partition}:bedrock:*::foundation-model/{resource}",
      resources: "resources",
      parts: "inferenceProfiles",
      actions: { invoke: ["bedrock:InvokeModel", "bedrock:InvokeModelWithResponseStream"] },
      conditions: [
        {
          test: "StringEquals",
          key: "bedrock:InferenceProfileArn",
          resources: "resources",
          parts: "inferenceProfiles",
          text: PROFILE,
        },
      ],
    },
  ],
} as const satisfies ServiceOf<BedrockGrant>;
