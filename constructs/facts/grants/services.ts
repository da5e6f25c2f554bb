import { BEDROCK } from "./bedrock";
import type { BedrockGrant } from "./bedrock";
import { CLOUDWATCH } from "./cloudwatch";
import type { CloudwatchGrant } from "./cloudwatch";
import { DYNAMODB } from "./dynamodb";
import type { DynamodbGrant } from "./dynamodb";
import { ECR } from "./ecr";
import type { EcrGrant } from "./ecr";
import { EVENT_BRIDGE } from "./event-bridge";
import type { EventBridgeGrant } from "./event-bridge";
import type { GrantService } from "./grant";
import { KINESIS } from "./kinesis";
import type { KinesisGrant } from "./kinesis";
import { KMS } from "./kms";
import type { KmsGrant } from "./kms";
import { LOGS } from "./logs";
import type { LogsGrant } from "./logs";
import { MSK } from "./msk";
import type { MskGrant } from "./msk";
import { RDS } from "./rds";
import type { RdsGrant } from "./rds";
import { S3 } from "./s3";
import type { S3Grant } from "./s3";
import { SECRETS_MANAGER } from "./secrets-manager";
import type { SecretsManagerGrant } from "./secrets-manager";
import { SNS } from "./sns";
import type { SnsGrant } from "./sns";
import { SQS } from "./sqs";
import type { SqsGrant } from "./sqs";
import { SSM_PARAMETERS } from "./ssm-parameters";
import type { SsmParametersGrant } from "./ssm-parameters";

/** What a role may do, by a service's verbs in the place of IAM's actions. */
export type Grant =
  | BedrockGrant
  | CloudwatchGrant
  | DynamodbGrant
  | EcrGrant
  | EventBridgeGrant
  | KinesisGrant
  | KmsGrant
  | LogsGrant
  | MskGrant
  | RdsGrant
  | S3Grant
  | SecretsManagerGrant
  | SnsGrant
  | SqsGrant
  | SsmParametersGrant;

export type GrantServiceName = Grant["service"];

/** All services that grants know, in the order in which they are documented. */
export const GRANT_SERVICES: Readonly<Record<GrantServiceName, GrantService>> = {
  s3: S3,
  dynamodb: DYNAMODB,
  sqs: SQS,
  sns: SNS,
  kinesis: KINESIS,
  secretsManager: SECRETS_MANAGER,
  ssmParameters: SSM_PARAMETERS,
  kms: KMS,
  eventBridge: EVENT_BRIDGE,
  ecr: ECR,
  logs: LOGS,
  cloudwatch: CLOUDWATCH,
  bedrock: BEDROCK,
  rds: RDS,
  msk: MSK,
};

export const GRANT_SERVICE_NAMES = Object.keys(GRANT_SERVICES) as GrantServiceName[];

/** All verbs, each once. */
export const GRANT_VERBS = [
  ...new Set(Object.values(GRANT_SERVICES).flatMap(({ verbs }) => Object.keys(verbs))),
] as readonly Grant["verbs"][number][];

/** Parts of a table. */
export const TABLE_PARTS = ["table", "indexes", "stream"] as const;

/** Options that are lists of texts, besides the parts of a table. */
export const GRANT_OPTIONS = [
  "prefixes",
  "kmsKeys",
  "via",
  "inferenceProfiles",
  "readTopics",
  "writeTopics",
  "groups",
] as const;
