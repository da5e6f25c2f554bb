/** A cluster with some of all that the page shows, for its tests and for the pictures in the documentation. */
export const EXAMPLE = `
version: 1
clusters:
  prod-seoul:
    cluster: prod
    region: ap-northeast-2
    certManager:
      hostedZones: [Z0123456789ABCDEFGHIJ]
    loadBalancerController: {}
    workloads:
      - namespace: ci
        serviceAccount: runner
        trust: { subjectPatterns: [{ namespace: ci, serviceAccount: "build-*" }] }
        statements:
          - { actions: [ecr:GetAuthorizationToken], resources: ["*"] }
          - actions: [ecr:BatchGetImage, ecr:PutImage, ecr:InitiateLayerUpload, ecr:UploadLayerPart]
            resources: ["arn:aws:ecr:ap-northeast-2:111122223333:repository/shop/*"]
      - namespace: data
        serviceAccount: etl
        trust: { subjects: [{ namespace: analytics, serviceAccount: notebook }] }
        statements:
          - { actions: [glue:GetTable, athena:StartQueryExecution, athena:GetQueryResults], resources: ["*"] }
          - actions: [s3:GetObject, s3:PutObject]
            resources: ["arn:aws:s3:::lake/*"]
      - namespace: orders
        serviceAccount: invoices
        assumeRoleArns: ["arn:aws:iam::444455556666:role/ledger"]
        statements:
          - { actions: [ses:SendEmail], resources: ["*"] }
      - namespace: orders
        serviceAccount: order-worker
        identity: pod-identity
        statements:
          - actions: [sqs:ReceiveMessage, sqs:DeleteMessage, sqs:GetQueueAttributes]
            resources: ["arn:aws:sqs:ap-northeast-2:111122223333:orders"]
          - actions: [dynamodb:PutItem, dynamodb:UpdateItem]
            resources: ["arn:aws:dynamodb:ap-northeast-2:111122223333:table/orders"]
      - namespace: shop
        serviceAccount: checkout
        identity: both
        statements:
          - actions: [dynamodb:GetItem, dynamodb:PutItem, dynamodb:Query, dynamodb:UpdateItem]
            resources: ["arn:aws:dynamodb:ap-northeast-2:111122223333:table/carts"]
          - actions: [sqs:SendMessage]
            resources: ["arn:aws:sqs:ap-northeast-2:111122223333:orders"]
          - actions: [kms:Decrypt, kms:GenerateDataKey]
            resources: ["arn:aws:kms:ap-northeast-2:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab"]
      - namespace: shop
        serviceAccount: images
        statements:
          - { actions: ["s3:*"], resources: ["arn:aws:s3:::shop-images/*"] }
      - namespace: shop
        serviceAccount: s3-reader
        policyArns: ["arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess"]
`;

const SERVICES: readonly (readonly [service: string, ...actions: string[]])[] = [
  ["s3", "GetObject", "PutObject"],
  ["sqs", "SendMessage", "ReceiveMessage"],
  ["dynamodb", "GetItem", "PutItem", "Query"],
  ["kms", "Decrypt"],
  ["secretsmanager", "GetSecretValue"],
  ["sns", "Publish"],
  ["kinesis", "GetRecords", "PutRecord"],
  ["ssm", "GetParameter"],
  ["events", "PutEvents"],
  ["logs", "PutLogEvents"],
  ["cloudwatch", "PutMetricData"],
  ["athena", "GetQueryResults"],
];

/** So many workloads in namespaces of ten, each with one to four services. */
export const workloads = (count: number): object[] =>
  Array.from({ length: count }, (_, index) => {
    const own = Array.from(
      { length: 1 + (index % 4) },
      (_each, step) => SERVICES[(index * 5 + step * 3) % 12] ?? ["s3"],
    );
    return {
      namespace: `team-${Math.floor(index / 10)}`,
      serviceAccount: `worker-${index}`,
      identity: ["irsa", "pod-identity", "both"][index % 3],
      statements: own.map(([service, ...actions]) => ({
        actions: actions.map((action) => `${service}:${action}`),
        resources: ["*"],
      })),
    };
  });
