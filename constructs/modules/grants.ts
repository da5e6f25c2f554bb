import { z } from "zod";
import { facets, mapping } from "../contract/basics";
import { grantShape } from "../contract/grant";
import { GRANT_SERVICES } from "../facts/grants/services";
import { innerOf } from "./reader";

/** What a module takes of grants: the contract's keys, whose texts one check looks at all together. */

/** Each service with its verbs. */
const SERVICES = Object.entries(GRANT_SERVICES)
  .map(([name, { verbs }]) => `${name} (${Object.keys(verbs).join(", ")})`)
  .join(", ");

const described = (key: keyof typeof grantShape): { description: string } => ({
  description: innerOf(grantShape[key]).description ?? "",
});

const texts = (key: keyof typeof grantShape) => z.array(z.string()).default([]).meta(described(key));

export const grants = z
  .array(
    mapping(
      {
        service: z.string().meta({ description: `The AWS service, with its verbs: ${SERVICES}` }),
        verbs: z.array(z.string()).meta(described("verbs")),
        resources: z.array(z.string()).meta(described("resources")),
        prefixes: texts("prefixes"),
        kmsKeys: texts("kmsKeys"),
        parts: texts("parts"),
        inferenceProfiles: texts("inferenceProfiles"),
        readTopics: texts("readTopics"),
        writeTopics: texts("writeTopics"),
        groups: texts("groups"),
        via: texts("via"),
      },
      "What is allowed, by a service's verbs",
    ),
  )
  .register(facets, { asOne: true })
  .default([])
  .meta({
    description: "What the role allows by verbs in the place of actions: names or ARNs of one service's resources",
  });
