import { WITH_SLASHES, resourceForm } from "./grant";
import type { GrantBase, KeyUse, ServiceOf } from "./grant";

/** Keys. */
export interface KmsGrant extends GrantBase<"kms", "encrypt" | "decrypt"> {
  /** Services that the keys may be used through alone, as KMS calls them: `s3`, `secretsmanager`. @default - any, and directly */
  readonly via?: readonly string[];
}

const ARN = "arn:{partition}:kms:{region}:{account}:key/";

// What AWS puts there ends with a domain that differs between partitions.
const VIA = {
  test: "StringLike",
  key: "kms:ViaService",
  resources: "any",
  parts: "via",
  text: "{part}.{region}.*",
} as const;

/** A service that `via` names. */
export const VIA_SERVICE = {
  what: "a service that uses keys",
  pattern: "^[a-z0-9-]+$",
  says: "its name as KMS has it, lower-case letters, digits and hyphens",
  fix: "Write s3 or secretsmanager, say, without region and domain",
};

const ACTIONS = {
  encrypt: ["kms:Encrypt", "kms:GenerateDataKey", "kms:GenerateDataKeyWithoutPlaintext"],
  decrypt: ["kms:Decrypt"],
  // What a service does for those that it serves, which no grant asks for by itself.
  dataKey: ["kms:GenerateDataKey"],
} as const;

export const KMS = {
  named: "an alias, as in alias/shop, or a key's ID",
  verbs: { encrypt: "Encrypts, and makes data keys", decrypt: "Decrypts" },
  arn: ARN,
  form: resourceForm(
    "a key",
    "alias/name, its ID, or arn:partition:kms:region:account:key/id, which an alias's ARN is not",
    ARN,
    `alias/${WITH_SLASHES}|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|mrk-[0-9a-f]{32}`,
    WITH_SLASHES,
  ),
  options: { via: ["encrypt", "decrypt"] },
  forms: [
    { text: "{resource}", actions: ACTIONS, conditions: [VIA] },
    {
      // An alias is no resource of what a key does: the key is named by what it is called.
      resources: "any",
      parts: "aliases",
      text: "arn:{partition}:kms:{region}:{account}:key/*",
      actions: ACTIONS,
      conditions: [
        VIA,
        {
          test: "ForAnyValue:StringEquals",
          key: "kms:ResourceAliases",
          resources: "any",
          parts: "aliases",
          text: "{part}",
        },
      ],
    },
  ],
} as const satisfies ServiceOf<KmsGrant, KeyUse>;
