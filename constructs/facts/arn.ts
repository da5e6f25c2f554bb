/** An ARN's six fields (IAM user guide, "Amazon Resource Names"). */
export interface Arn {
  readonly partition: string;
  readonly service: string;
  readonly region: string;
  readonly account: string;
  /** All that follows the fifth colon. */
  readonly resource: string;
}

/** The fields of an ARN; undefined for what is no ARN. Empty region and account are allowed. */
export function parseArn(text: string): Arn | undefined {
  const match = /^arn:([^:\s]+):([^:\s]+):([^:\s]*):([^:\s]*):(\S.*)$/s.exec(text);
  if (!match) return undefined;
  const [, partition = "", service = "", region = "", account = "", resource = ""] = match;
  return { partition, service, region, account, resource };
}
