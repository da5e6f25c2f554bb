import { PLAIN, resourceForm } from "./grant";
import type { Encrypted, GrantBase, ServiceOf } from "./grant";

/** Objects of a bucket. */
export interface S3Grant extends GrantBase<"s3", "read" | "write" | "delete" | "list">, Encrypted {
  /** What objects' keys start with, as in `incoming/`. @default - all objects */
  readonly prefixes?: readonly string[];
}

const ARN = "arn:{partition}:s3:::";

export const S3 = {
  named: "a bucket's name",
  verbs: {
    read: "Gets objects",
    write: "Puts objects, in several parts, too",
    delete: "Deletes objects, not their versions",
    list: "Lists the bucket, with prefixes below these only",
  },
  arn: ARN,
  form: resourceForm("a bucket", "its name, or arn:partition:s3:::name", ARN, PLAIN),
  options: { prefixes: ["read", "write", "delete", "list"], kmsKeys: ["read", "write"] },
  forms: [
    {
      text: "{resource}/{part}*",
      parts: "below",
      actions: {
        read: ["s3:GetObject"],
        write: ["s3:AbortMultipartUpload", "s3:ListMultipartUploadParts", "s3:PutObject"],
        delete: ["s3:DeleteObject"],
      },
    },
    {
      text: "{resource}",
      actions: { list: ["s3:ListBucket"] },
      conditions: [{ test: "StringLike", key: "s3:prefix", resources: "any", parts: "prefixes", text: "{part}*" }],
    },
  ],
  // A large upload decrypts the data key again with each of its parts.
  keys: { through: "s3", verbs: { read: ["decrypt"], write: ["dataKey", "decrypt"] } },
} as const satisfies ServiceOf<S3Grant>;
