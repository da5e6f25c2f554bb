import { readdirSync } from "node:fs";
import { join } from "node:path";
import { GUARDRAILS } from "../../constructs/guardrails/registry";
import { GUARDRAIL_NAMES } from "../../constructs/iam/rules";
import type { GuardrailName } from "../../constructs/iam/rules";
import { inCluster, load, PERMISSION, problemsOf } from "../support/configuration";

/** Each guardrail over a whole configuration: what it tells of, and what is like that and passes. */

const workload = (keys: string): string => `workloads:\n  - { namespace: shop, serviceAccount: a, ${keys} }`;
const allow = (actions: string, resources: string, more = ""): string =>
  workload(`statements: [{ actions: [${actions}], resources: [${resources}]${more} }]`);
const policy = (name: string): string => workload(`policyArns: ["arn:aws:iam::aws:policy/${name}"]`);
const trust = (statement: string, identity = "irsa"): string =>
  workload(`identity: ${identity}, ${PERMISSION}, trust: { statements: [${statement}] }`);
const letsIn = (principal: string, conditions = "{}"): string =>
  trust(`{ principals: { AWS: ${principal} }, actions: [sts:AssumeRole], conditions: ${conditions} }`);
const denies = (action: string, principals = 'AWS: "*"', more = ""): string =>
  `{ effect: Deny, principals: { ${principals} }, actions: [${action}]${more} }`;
const BOUNDARY = "arn:aws:iam::111122223333:policy/edge";

/** What is told of, where, below the workload; and what passes. Cluster keys, one cluster each. */
interface Cases {
  readonly told: Readonly<Record<string, readonly [string, string]>>;
  readonly passes: Readonly<Record<string, string>>;
}

const CASES: Record<GuardrailName, Cases> = {
  "administrator-access": {
    told: {
      "an administrator's policy": [policy("AdministratorAccess"), "policyArns[0]"],
      "all but IAM": [policy("PowerUserAccess"), "policyArns[0]"],
      "everything on everything": [allow('"s3:GetObject", "*"', '"*"'), "statements[0].actions[1]"],
      "a role of an add-on": [
        'loadBalancerController: { policyArns: ["arn:aws:iam::aws:policy/IAMFullAccess"] }',
        "policyArns[0]",
      ],
    },
    passes: {
      "a policy of a service": policy("AmazonS3FullAccess"),
      "a policy of one's own with that name": workload(
        'policyArns: ["arn:aws:iam::111122223333:policy/AdministratorAccess"]',
      ),
      "what is denied": workload(`${PERMISSION}, statements: [{ effect: Deny, actions: ["*"], resources: ["*"] }]`),
    },
  },
  "wildcard-actions": {
    told: {
      "all of a service": [allow("s3:*", '"arn:aws:s3:::shop-assets/*"'), "statements[0].actions[0]"],
      "all of AWS on something": [allow('"*"', '"arn:aws:s3:::shop-assets/*"'), "statements[0].actions[0]"],
      "all but some": [
        workload('statements: [{ notActions: [iam:PassRole], resources: ["*"] }]'),
        "statements[0].notActions",
      ],
    },
    passes: { "all of a verb": allow("s3:Get*", '"arn:aws:s3:::shop-assets/*"') },
  },
  "write-on-everything": {
    told: {
      "a queue of anybody's": [allow("sqs:ListQueues, sqs:SendMessage", '"*"'), "statements[0].resources[0]"],
      "all but some": [
        workload('statements: [{ actions: [sqs:SendMessage], notResources: ["arn:aws:sqs:*:*:a"] }]'),
        "statements[0].notResources",
      ],
      "under a condition of the session": [
        allow("sqs:SendMessage", '"*"', ', conditions: { Bool: { "aws:SecureTransport": "true" } }'),
        "statements[0].resources[0]",
      ],
      "a wildcard": [allow("sqs:Send*", '"*"'), "statements[0].resources[0]"],
    },
    passes: {
      reading: allow("sqs:ListQueues, sqs:GetQueueAttributes", '"*"'),
      "what takes no resource": allow("cloudwatch:PutMetricData", '"*"'),
      "named queues": allow("sqs:SendMessage", '"arn:aws:sqs:ap-northeast-2:111122223333:orders"'),
      "under a condition on the resource": allow(
        "ec2:TerminateInstances",
        '"*"',
        ', conditions: { StringEquals: { "aws:ResourceTag/team": shop } }',
      ),
    },
  },
  "more-rights": {
    told: {
      "passing any role": [allow("iam:PassRole", '"*"'), "statements[0].actions[0]"],
      "a new version of a policy, any": [
        allow("iam:CreatePolicyVersion", '"arn:aws:iam::111122223333:policy/a"'),
        "statements[0].actions[0]",
      ],
      "an inline policy, by a wildcard": [
        allow("iam:Put*Policy", '"arn:aws:iam::111122223333:role/a"'),
        "statements[0].actions[0]",
      ],
      "any role, by its ARN": [allow("sts:AssumeRole", '"arn:aws:iam::*:role/*"'), "statements[0].actions[0]"],
      "any role, in short": [workload('assumeRoleArns: ["arn:aws:iam::111122223333:role/*"]'), "assumeRoleArns[0]"],
      "commands on any instance": [allow("ssm:SendCommand", '"*"'), "statements[0].actions[0]"],
    },
    passes: {
      "passing one role": allow("iam:PassRole", '"arn:aws:iam::111122223333:role/nodes"'),
      "passing roles to a service": allow(
        "iam:PassRole",
        '"*"',
        ', conditions: { StringEquals: { "iam:PassedToService": ec2.amazonaws.com } }',
      ),
      "one role": allow("sts:AssumeRole", '"arn:aws:iam::111122223333:role/a"'),
      "reading of policies": allow("iam:Get*, iam:ListRoles", '"*"'),
    },
  },
  "all-secrets": {
    told: {
      "secrets on everything": [allow("secretsmanager:GetSecretValue", '"*"'), "statements[0].resources[0]"],
      "secrets by their type": [
        allow("secretsmanager:Get*", '"arn:aws:secretsmanager:*:*:secret:*"'),
        "statements[0].resources[0]",
      ],
      parameters: [
        allow("ssm:GetParametersByPath", '"arn:aws:ssm:ap-northeast-2:111122223333:parameter/*"'),
        "statements[0].resources[0]",
      ],
      "a policy of AWS's": [policy("SecretsManagerReadWrite"), "policyArns[0]"],
    },
    passes: {
      "by a prefix": allow(
        "secretsmanager:GetSecretValue",
        '"arn:aws:secretsmanager:ap-northeast-2:111122223333:secret:shop/*"',
      ),
      "by a tag": allow(
        "secretsmanager:GetSecretValue",
        '"*"',
        ', conditions: { StringEquals: { "aws:ResourceTag/team": shop } }',
      ),
      "their names": allow("secretsmanager:ListSecrets, ssm:DescribeParameters", '"*"'),
    },
  },
  "trust-anybody": {
    told: { anybody: [letsIn('"*"'), "trust.statements[0].principals.AWS"] },
    passes: {
      "a role": letsIn('"arn:aws:iam::111122223333:role/deploy"'),
      "anybody, denied under a condition": trust(
        denies("sts:AssumeRole", 'AWS: "*"', ', conditions: { Bool: { "aws:SecureTransport": "false" } }'),
      ),
    },
  },
  "trust-account": {
    told: {
      "an account's root": [letsIn('"arn:aws:iam::111122223333:root"'), "trust.statements[0].principals.AWS"],
      "an account's number, among others": [
        letsIn('["arn:aws:iam::111122223333:role/a", "111122223333"]'),
        "trust.statements[0].principals.AWS",
      ],
      "an organization": [
        letsIn('"*"', '{ StringEquals: { "aws:PrincipalOrgID": o-abcdefghij } }'),
        "trust.statements[0].principals.AWS",
      ],
    },
    passes: {
      "some roles of an account": letsIn(
        '"arn:aws:iam::111122223333:root"',
        '{ ArnLike: { "aws:PrincipalArn": "arn:aws:iam::111122223333:role/deploy-*" } }',
      ),
      "who knows an ID": letsIn('"111122223333"', "{ StringEquals: { sts:ExternalId: a } }"),
    },
  },
  "wildcard-subject": {
    told: {
      "namespaces by a wildcard": [
        workload(`${PERMISSION}, trust: { subjectPatterns: [{ namespace: "preview-*", serviceAccount: web }] }`),
        "trust.subjectPatterns[0]",
      ],
    },
    passes: {
      "ServiceAccounts by name": workload(
        `${PERMISSION}, trust: { subjects: [{ namespace: shop, serviceAccount: web }] }`,
      ),
    },
  },
  "shared-by-namespaces": {
    told: {
      "another namespace": [
        workload(
          `${PERMISSION}, trust: { subjects: [{ namespace: shop, serviceAccount: b }, { namespace: x, serviceAccount: b }] }`,
        ),
        "trust.subjects[1]",
      ],
    },
    passes: {
      "another ServiceAccount of its namespace": workload(
        `${PERMISSION}, trust: { subjects: [{ namespace: shop, serviceAccount: b }] }`,
      ),
    },
  },
  nobody: {
    told: {
      "pods of IRSA": [trust(denies('"sts:*"')), "trust.statements[0]"],
      "pods of Pod Identity": [
        trust(denies("sts:TagSession", "Service: pods.eks.amazonaws.com"), "pod-identity"),
        "trust.statements[0]",
      ],
    },
    passes: {
      "another call": trust(denies("sts:AssumeRole")),
      "one of two ways": trust(denies("sts:AssumeRoleWithWebIdentity"), "both"),
      "under a condition": trust(
        denies(
          "sts:AssumeRoleWithWebIdentity",
          'AWS: "*"',
          ', conditions: { Bool: { "aws:SecureTransport": "false" } }',
        ),
      ),
    },
  },
  boundary: {
    told: {
      "a role without one": [`guardrails: { boundary: warning }\n${workload(PERMISSION)}`, ""],
      "a role with other settings": [
        `guardrails: { boundary: error }\n${workload(`${PERMISSION}, role: { path: /a/ }`)}`,
        "role.permissionsBoundary",
      ],
      "a role with another one": [
        `guardrails: { boundary: "${BOUNDARY}" }\n${workload(`${PERMISSION}, role: { permissionsBoundary: "${BOUNDARY}2" }`)}`,
        "role.permissionsBoundary",
      ],
    },
    passes: {
      "a role that is there": `guardrails: { boundary: error }\n${workload('roleArn: "arn:aws:iam::111122223333:role/a"')}`,
      "that of all roles": `guardrails: { boundary: "${BOUNDARY}" }\nrole: { permissionsBoundary: "${BOUNDARY}" }\n${workload(PERMISSION)}`,
      "in another account, one of its name": `guardrails: { boundary: "${BOUNDARY}" }\naccounts: { b: { roleArn: "arn:aws:iam::444455556666:role/tf" } }\n${workload(
        `account: b, ${PERMISSION}, role: { permissionsBoundary: "arn:aws:iam::444455556666:policy/edge" }`,
      )}`,
      "where none is demanded": workload(PERMISSION),
    },
  },
  "unused-api-token": {
    told: {
      "a token by default": [`guardrails: { unused-api-token: warning }\n${workload(PERMISSION)}`, "serviceAccount"],
      "with a role that is there": [
        `guardrails: { unused-api-token: warning }\n${workload('roleArn: "arn:aws:iam::111122223333:role/a"')}`,
        "serviceAccount",
      ],
    },
    passes: {
      "without a token": `guardrails: { unused-api-token: error }\n${workload(`${PERMISSION}, automountServiceAccountToken: false`)}`,
      "with rules": `guardrails: { unused-api-token: error }\n${workload(`${PERMISSION}, rules: [{ apiGroups: [""], resources: [pods], verbs: [get] }]`)}`,
      "where others make it": `guardrails: { unused-api-token: error }\n${workload(`${PERMISSION}, roleOnly: true`)}`,
      "where it is not asked for": workload(PERMISSION),
    },
  },
};

/** All that guardrails tell of a configuration, as `rule: place`. */
function told(keys: string): { readonly errors: string[]; readonly notes: string[] } {
  const text = inCluster(keys);
  const result = load(text);
  const ofGuardrail = (line: string): string[] => {
    const rule = /acknowledge: \[\{ rule: ([\w-]+)/.exec(line)?.[1];
    const place = /^\S+ clusters\.prod\.?([^\s:]*):/.exec(line)?.[1] ?? "";
    return rule !== undefined && GUARDRAIL_NAMES.some((name) => name === rule) ? [`${rule}: ${place}`] : [];
  };
  const problems = problemsOf(text);
  expect(problems.filter((line) => ofGuardrail(line).length === 0)).toEqual([]);
  return {
    errors: problems.flatMap(ofGuardrail),
    notes: "notes" in result ? result.notes.flatMap(ofGuardrail) : [],
  };
}

test("each guardrail is a file of its name, says what, why and how, and has a case for each way", () => {
  expect(GUARDRAILS.map(({ name }) => name)).toEqual([...GUARDRAIL_NAMES]);
  const files = readdirSync(join(__dirname, "../../constructs/guardrails/rules"));
  expect(files.sort()).toEqual(GUARDRAIL_NAMES.map((name) => `${name}.ts`).sort());
  for (const { what, why, mend } of GUARDRAILS) expect([what, why, mend].filter((text) => !text)).toEqual([]);
  expect(
    Object.values(CASES).filter(({ told, passes }) => !Object.keys(told).length || !Object.keys(passes).length),
  ).toEqual([]);
});

describe.each(GUARDRAILS.map(({ name, level }) => [name, level] as const))("%s", (name, level) => {
  test.each(Object.entries(CASES[name].told))("tells of %s", (_what, [keys, place]) => {
    const { errors, notes } = told(keys);
    const isSet = /guardrails: \{ [\w-]+: "?(warning|error|arn)/.exec(keys)?.[1];
    const [found, others] = (isSet ?? level) === "warning" ? [notes, errors] : [errors, notes];
    const own = keys.startsWith("loadBalancerController") ? "loadBalancerController" : "workloads[0]";
    expect(found.filter((one) => one.startsWith(`${name}:`))).toEqual([
      `${name}: ${place === "" ? own : `${own}.${place}`}`,
    ]);
    expect(others.filter((one) => one.startsWith(`${name}:`))).toEqual([]);
  });

  test.each(Object.entries(CASES[name].passes))("lets pass %s", (_what, keys) => {
    const { errors, notes } = told(keys);
    expect([...errors, ...notes].filter((one) => one.startsWith(`${name}:`))).toEqual([]);
  });
});
