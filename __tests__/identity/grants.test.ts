import { GRANT_SERVICES, GRANT_SERVICE_NAMES } from "../../constructs/facts/grants/services";
import type { Grant } from "../../constructs/facts/grants/services";
import { TerraformVariable } from "cdktf";
import { grantStatements } from "../../constructs/identity/grants/statements";
import { IrsaRole } from "../../constructs/identity/irsa-role";
import { literalCluster, literalProvider, only, synth, testStack } from "../support/synth";
import { sayingsOf } from "./sayings";

const SEOUL = { partition: "aws", region: "ap-northeast-2", accountId: "111122223333" };
const BEIJING = { ...SEOUL, partition: "aws-cn", region: "cn-north-1" };

const says = (grant: Grant, place = SEOUL): string[] => sayingsOf(grantStatements([grant], place));

/** Actions on a resource, under a condition. */
const allow = (actions: readonly string[], resource: string, condition: object = {}): string[] =>
  actions.map((action) => `Allow ${action} ${resource} ${JSON.stringify(condition)}`).sort();

const KEY = "arn:aws:kms:ap-northeast-2:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab";
const VIA_S3 = { StringLike: { "kms:ViaService": ["s3.ap-northeast-2.*"] } };

describe("a grant allows", () => {
  test.each<[string, Grant, string[]]>([
    [
      "objects below a prefix, and listing there",
      { service: "s3", verbs: ["read", "list"], resources: ["shop"], prefixes: ["in/"] },
      [
        ...allow(["s3:GetObject"], "arn:aws:s3:::shop/in/*"),
        ...allow(["s3:ListBucket"], "arn:aws:s3:::shop", { StringLike: { "s3:prefix": ["in/*"] } }),
      ],
    ],
    [
      "all objects and a whole list without a prefix",
      { service: "s3", verbs: ["delete", "list"], resources: ["arn:aws:s3:::shop"] },
      [...allow(["s3:DeleteObject"], "arn:aws:s3:::shop/*"), ...allow(["s3:ListBucket"], "arn:aws:s3:::shop")],
    ],
    [
      "use of a key through the service, by ARN, ID and alias",
      { service: "s3", verbs: ["read"], resources: ["shop"], kmsKeys: [KEY, "alias/shop"] },
      [
        ...allow(["s3:GetObject"], "arn:aws:s3:::shop/*"),
        ...allow(["kms:Decrypt"], KEY, VIA_S3),
        ...allow(["kms:Decrypt"], "arn:aws:kms:ap-northeast-2:111122223333:key/*", {
          "ForAnyValue:StringEquals": { "kms:ResourceAliases": ["alias/shop"] },
          ...VIA_S3,
        }),
      ],
    ],
    [
      "a large upload to an encrypted bucket",
      { service: "s3", verbs: ["write"], resources: ["shop"], kmsKeys: [KEY] },
      [
        ...allow(["s3:AbortMultipartUpload", "s3:ListMultipartUploadParts", "s3:PutObject"], "arn:aws:s3:::shop/*"),
        ...allow(["kms:Decrypt", "kms:GenerateDataKey"], KEY, VIA_S3),
      ],
    ],
    [
      "a table's stream alone",
      { service: "dynamodb", verbs: ["read"], resources: ["orders"], parts: ["stream"] },
      allow(
        ["dynamodb:DescribeStream", "dynamodb:GetRecords", "dynamodb:GetShardIterator"],
        "arn:aws:dynamodb:ap-northeast-2:111122223333:table/orders/stream/*",
      ),
    ],
    [
      "queries of indexes, but no items of them",
      { service: "dynamodb", verbs: ["read"], resources: ["orders"], parts: ["indexes"] },
      allow(["dynamodb:Query", "dynamodb:Scan"], "arn:aws:dynamodb:ap-northeast-2:111122223333:table/orders/index/*"),
    ],
    [
      "a secret with what AWS appends to its name, and those below a path",
      { service: "secretsManager", verbs: ["read"], resources: ["shop/db", "shop/all/"] },
      ["shop/db-??????", "shop/all/*"].flatMap((name) =>
        allow(
          ["secretsmanager:DescribeSecret", "secretsmanager:GetSecretValue"],
          `arn:aws:secretsmanager:ap-northeast-2:111122223333:secret:${name}`,
        ),
      ),
    ],
    [
      "a parameter, without asking for a path",
      { service: "ssmParameters", verbs: ["read"], resources: ["/shop/db"] },
      allow(["ssm:GetParameter", "ssm:GetParameters"], "arn:aws:ssm:ap-northeast-2:111122223333:parameter/shop/db"),
    ],
    [
      "a path of parameters, however it is asked for",
      { service: "ssmParameters", verbs: ["read"], resources: ["/shop/"] },
      [
        ...allow(["ssm:GetParameter", "ssm:GetParameters"], "arn:aws:ssm:ap-northeast-2:111122223333:parameter/shop/*"),
        ...["parameter/shop", "parameter/shop/*"].flatMap((path) =>
          allow(["ssm:GetParametersByPath"], `arn:aws:ssm:ap-northeast-2:111122223333:${path}`),
        ),
      ],
    ],
    [
      "a key through a service alone",
      { service: "kms", verbs: ["decrypt"], resources: [KEY], via: ["sqs"] },
      allow(["kms:Decrypt"], KEY, { StringLike: { "kms:ViaService": ["sqs.ap-northeast-2.*"] } }),
    ],
    [
      "a pull, with logging in to the registry",
      { service: "ecr", verbs: ["pull"], resources: ["shop/"] },
      [
        ...allow(
          ["ecr:BatchCheckLayerAvailability", "ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"],
          "arn:aws:ecr:ap-northeast-2:111122223333:repository/shop/*",
        ),
        ...allow(["ecr:GetAuthorizationToken"], "*"),
      ],
    ],
    [
      "metrics of its namespaces alone",
      { service: "cloudwatch", verbs: ["write"], resources: ["Shop", "Orders"] },
      allow(["cloudwatch:PutMetricData"], "*", { StringEquals: { "cloudwatch:namespace": ["Orders", "Shop"] } }),
    ],
    [
      "a model in the cluster's region, of no account",
      { service: "bedrock", verbs: ["invoke"], resources: ["amazon.nova-lite-v1:0"] },
      allow(
        ["bedrock:InvokeModel", "bedrock:InvokeModelWithResponseStream"],
        "arn:aws:bedrock:ap-northeast-2::foundation-model/amazon.nova-lite-v1:0",
      ),
    ],
    [
      "a model by an inference profile, and not by itself",
      { service: "bedrock", verbs: ["invoke"], resources: ["amazon.nova-lite-v1:0"], inferenceProfiles: ["apac"] },
      [
        "arn:aws:bedrock:ap-northeast-2:111122223333:inference-profile/apac.amazon.nova-lite-v1:0",
        "arn:aws:bedrock:*::foundation-model/amazon.nova-lite-v1:0",
      ].flatMap((resource, index, [profile]) =>
        allow(
          ["bedrock:InvokeModel", "bedrock:InvokeModelWithResponseStream"],
          resource,
          index === 0 ? {} : { StringEquals: { "bedrock:InferenceProfileArn": [profile] } },
        ),
      ),
    ],
    [
      "a database user by IAM authentication",
      { service: "rds", verbs: ["connect"], resources: ["cluster-ABCDEFGHIJKL01234/app"] },
      allow(["rds-db:connect"], "arn:aws:rds-db:ap-northeast-2:111122223333:dbuser:cluster-ABCDEFGHIJKL01234/app"),
    ],
    [
      "topics of the very cluster that an ARN names",
      {
        service: "msk",
        verbs: ["connect"],
        resources: ["arn:aws:kafka:ap-northeast-2:111122223333:cluster/shop/abcd-1"],
        readTopics: ["orders"],
        groups: ["shop-*"],
      },
      [
        ...allow(
          ["kafka-cluster:Connect", "kafka-cluster:DescribeCluster"],
          "arn:aws:kafka:ap-northeast-2:111122223333:cluster/shop/abcd-1",
        ),
        ...allow(
          ["kafka-cluster:DescribeTopic", "kafka-cluster:ReadData"],
          "arn:aws:kafka:ap-northeast-2:111122223333:topic/shop/abcd-1/orders",
        ),
        ...allow(
          ["kafka-cluster:AlterGroup", "kafka-cluster:DescribeGroup"],
          "arn:aws:kafka:ap-northeast-2:111122223333:group/shop/abcd-1/shop-*",
        ),
      ],
    ],
    [
      "writing to topics of a cluster by name, and nothing to read",
      { service: "msk", verbs: ["connect"], resources: ["shop"], writeTopics: ["orders"] },
      [
        ...allow(
          ["kafka-cluster:Connect", "kafka-cluster:DescribeCluster", "kafka-cluster:WriteDataIdempotently"],
          "arn:aws:kafka:ap-northeast-2:111122223333:cluster/shop/*",
        ),
        ...allow(
          ["kafka-cluster:DescribeTopic", "kafka-cluster:WriteData"],
          "arn:aws:kafka:ap-northeast-2:111122223333:topic/shop/*/orders",
        ),
      ],
    ],
  ])("%s", (_what, grant, lines) => {
    expect(says(grant)).toEqual([...lines].sort());
  });

  test("what is in another partition there, keys and services among it", () => {
    expect(says({ service: "sqs", verbs: ["send"], resources: ["orders"], kmsKeys: ["alias/shop"] }, BEIJING)).toEqual(
      [
        ...allow(
          ["sqs:GetQueueAttributes", "sqs:GetQueueUrl", "sqs:SendMessage"],
          "arn:aws-cn:sqs:cn-north-1:111122223333:orders",
        ),
        ...allow(["kms:Decrypt", "kms:GenerateDataKey"], "arn:aws-cn:kms:cn-north-1:111122223333:key/*", {
          "ForAnyValue:StringEquals": { "kms:ResourceAliases": ["alias/shop"] },
          StringLike: { "kms:ViaService": ["sqs.cn-north-1.*"] },
        }),
      ].sort(),
    );
  });
});

/** A grant of a service's verb, with all options that the verb has. */
const grantOf = (service: Grant["service"], verb: string): Grant => {
  const { options } = GRANT_SERVICES[service];
  const names: Partial<Record<Grant["service"], string>> = {
    ssmParameters: "/shop/",
    kms: "alias/shop",
    bedrock: "amazon.nova-lite-v1:0",
    rds: "db-ABCDEFGHIJKL01234/app",
  };
  const values: Record<string, string[]> = { kmsKeys: ["alias/shop"], inferenceProfiles: ["us"] };
  const given = Object.entries(options).filter(([, verbs]) => verbs.includes(verb));
  return {
    service,
    verbs: [verb],
    resources: [names[service] ?? "shop"],
    ...(service === "dynamodb"
      ? verb === "read" && { parts: ["indexes", "stream"] }
      : Object.fromEntries(given.map(([option]) => [option, values[option] ?? ["shop"]]))),
  } as unknown as Grant;
};

describe.each(
  GRANT_SERVICE_NAMES.flatMap((service) =>
    Object.keys(GRANT_SERVICES[service].verbs).map((verb) => [service, verb] as const),
  ),
)("%s, %s,", (service, verb) => {
  test("gives something, and each of its options gives more or less", () => {
    const grant = grantOf(service, verb);
    const whole = says(grant);
    expect(whole.length).toBeGreaterThan(0);
    for (const option of Object.keys(grant).filter((key) => !["service", "verbs", "resources"].includes(key))) {
      const { [option as "verbs"]: _, ...without } = grant;
      expect(says(without as Grant)).not.toEqual(whole);
    }
  });
});

describe("an IrsaRole's grants", () => {
  const roleWith = (grants: readonly Grant[], cluster = literalCluster()) => {
    const stack = testStack();
    const bucket = new TerraformVariable(stack, "bucket", { type: "string" }).stringValue;
    new IrsaRole(stack, "reader", {
      provider: literalProvider(cluster),
      subjects: [{ namespace: "shop", serviceAccount: "reader" }],
      statements: [{ actions: ["s3:ListAllMyBuckets"], resources: ["*"] }],
      grants: grants.map((grant) => ({
        ...grant,
        resources: grant.resources.map((one) => one.replace("TOKEN", bucket)),
      })) as Grant[],
    });
    return only(synth(stack), "aws_iam_role_policy")["policy"] as string;
  };

  test("are in the inline policy, after its statements", () => {
    const { Statement } = JSON.parse(roleWith([{ service: "sns", verbs: ["publish"], resources: ["shop"] }])) as {
      Statement: object[];
    };
    expect(Statement).toEqual([
      { Effect: "Allow", Action: "s3:ListAllMyBuckets", Resource: "*" },
      { Effect: "Allow", Action: "sns:Publish", Resource: "arn:aws:sns:ap-northeast-2:111122223333:shop" },
    ]);
  });

  test("leave it to Terraform whether a token is an ARN", () => {
    expect(roleWith([{ service: "s3", verbs: ["list"], resources: ["TOKEN"] }])).toContain(
      'join("", [startswith(var.bucket, "arn:") ? "" : "arn:aws:s3:::", var.bucket, endswith(var.bucket, "/") ? "*" : ""])',
    );
  });

  test.each<[string, Grant, string]>([
    [
      "a verb of another service",
      { service: "s3", verbs: ["consume"], resources: ["a"] } as unknown as Grant,
      "test/reader.grants[0].verbs.0",
    ],
    [
      "an ARN of another partition",
      { service: "s3", verbs: ["read"], resources: ["arn:aws-cn:s3:::a"] },
      "test/reader.grants[0].resources[0]",
    ],
    [
      "a key of another partition",
      { service: "s3", verbs: ["read"], resources: ["a"], kmsKeys: [KEY.replace("aws", "aws-cn")] },
      "test/reader.grants[0].kmsKeys[0]",
    ],
  ])("are refused with %s", (_what, grant, place) => {
    expect(() => roleWith([grant])).toThrow(place);
  });
});

test("a grant has the verbs and options of its service, or does not compile", () => {
  const right: Grant = { service: "s3", verbs: ["list"], resources: ["a"], prefixes: ["b/"] };
  // @ts-expect-error: a bucket is not consumed
  const verb: Grant = { service: "s3", verbs: ["consume"], resources: ["a"] };
  // @ts-expect-error: a queue has no prefixes
  const option: Grant = { service: "sqs", verbs: ["send"], resources: ["a"], prefixes: ["b/"] };
  expect([right, verb, option]).toHaveLength(3);
});
