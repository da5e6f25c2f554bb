import fc from "fast-check";
import { stringify } from "yaml";
import type { Data } from "../../constructs/facts/merge";
import { statementFindings } from "../../constructs/iam/statement";
import type { CheckedStatement } from "../../constructs/iam/statement";
import { load } from "../support/configuration";

/** Workloads with anything that the contract lets a role and a ServiceAccount be. */

const ACCOUNT = "111122223333";

const optional = <T>(value: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> => fc.option(value, { nil: undefined });
const some = <T>(value: fc.Arbitrary<T>): fc.Arbitrary<T[]> => fc.array(value, { minLength: 1, maxLength: 3 });
const oneOrMany = (texts: fc.Arbitrary<string>): fc.Arbitrary<string | string[]> => fc.oneof(texts, some(texts));

const label = fc.stringMatching(/^[a-z0-9]([-a-z0-9]{0,6}[a-z0-9])?$/);
const subdomain = fc.array(label, { minLength: 1, maxLength: 3 }).map((parts) => parts.join("."));
const namespace = fc.constantFrom("shop", "orders", "kube-system");
const subject = fc.record({ namespace, serviceAccount: subdomain });
/** Also what Terraform, JSON or a regular expression could take for something else. */
const text = fc.constantFrom("a", "b c", "${aws:username}", "%{x}", 'say "so"', "a\\b", "ä-ö", "*", "$", "<&>");

const roleArn = fc.constantFrom("a", "b", "pods/c").map((name) => `arn:aws:iam::${ACCOUNT}:role/${name}`);
const policyArn = fc
  .tuple(fc.constantFrom("aws", ACCOUNT), fc.constantFrom("A", "B", "team/A", "team_A", "a+b=c", "A.b"))
  .map(([account, name]) => `arn:aws:iam::${account}:policy/${name}`);

const conditions = fc.dictionary(
  fc.constantFrom("StringEquals", "StringLike", "ForAllValues:StringEquals", "NumericLessThan"),
  fc.dictionary(fc.constantFrom("aws:PrincipalTag/team", "s3:prefix", "aws:RequestTag/${x}"), oneOrMany(text), {
    minKeys: 1,
    maxKeys: 2,
  }),
  { minKeys: 1, maxKeys: 2 },
);
const actions = some(fc.constantFrom("s3:GetObject", "s3:List*", "sqs:*", "dynamodb:Query"));
const resources = some(
  fc.constantFrom("*", "arn:aws:s3:::a", "arn:aws:s3:::home/${aws:username}/*", "arn:aws:sqs:*:*:q"),
);
const either = <T>(one: string, other: string, value: fc.Arbitrary<T>): fc.Arbitrary<Record<string, T>> =>
  fc.tuple(fc.boolean(), value).map(([first, given]) => ({ [first ? one : other]: given }));
const effect = optional(fc.constantFrom("Allow", "Deny"));
const sid = optional(fc.stringMatching(/^[A-Za-z0-9]{1,8}$/));

const statement = fc
  .tuple(
    fc.record({ sid, effect, conditions: optional(conditions) }),
    either("actions", "notActions", actions),
    either("resources", "notResources", resources),
  )
  .map((parts): Data => Object.assign({}, ...parts) as Data)
  // What cannot work is refused in a configuration, where AWS's list of actions is.
  .filter((one) => statementFindings(one as CheckedStatement).every(({ isError }) => !isError));

const KEY = `arn:aws:kms:eu-west-1:${ACCOUNT}:key/1234abcd-12ab-34cd-56ef-1234567890ab`;
const kmsKeys = optional(some(fc.constantFrom(KEY, "alias/a", "alias/b")));
const names = some(fc.constantFrom("a", "b-*"));

/** A grant of each kind of service, with its options, and with names, paths and ARNs. */
const grant: fc.Arbitrary<Data> = fc.oneof(
  fc.record({
    service: fc.constant("s3"),
    verbs: some(fc.constantFrom("read", "write", "delete", "list")).map((verbs) => ["read", ...verbs]),
    resources: some(fc.constantFrom("a", "arn:aws:s3:::b")),
    prefixes: optional(some(fc.constantFrom("in/", "out/${aws:username}/"))),
    kmsKeys,
  }),
  fc.record({
    service: fc.constant("dynamodb"),
    verbs: fc.constant(["read", "write"]),
    resources: names,
    parts: optional(fc.uniqueArray(fc.constantFrom("table", "indexes", "stream"), { minLength: 1 })),
  }),
  fc.record({
    service: fc.constant("sqs"),
    verbs: some(fc.constantFrom("consume", "send")),
    resources: names,
    kmsKeys,
  }),
  fc.record({
    service: fc.constant("secretsManager"),
    verbs: fc.constant(["read"]),
    resources: some(fc.constantFrom("a", "a/b/")),
    kmsKeys,
  }),
  fc.record({
    service: fc.constant("ssmParameters"),
    verbs: fc.constant(["read"]),
    resources: some(fc.constantFrom("/a", "/b/")),
  }),
  fc.record({
    service: fc.constant("kms"),
    verbs: some(fc.constantFrom("encrypt", "decrypt")),
    resources: some(fc.constantFrom(KEY, "alias/a", "alias/b")),
    via: optional(some(fc.constantFrom("s3", "sqs"))),
  }),
  fc.record({ service: fc.constant("ecr"), verbs: fc.constant(["pull"]), resources: names }),
  fc.record({
    service: fc.constant("cloudwatch"),
    verbs: fc.constant(["write"]),
    resources: some(fc.constantFrom("A", "A/B c")),
  }),
  fc.record({
    service: fc.constant("bedrock"),
    verbs: fc.constant(["invoke"]),
    resources: some(fc.constantFrom("amazon.nova-lite-v1:0", "meta.llama3-8b-instruct-v1:0")),
    inferenceProfiles: optional(some(fc.constantFrom("eu", "global"))),
  }),
  fc.record({
    service: fc.constant("msk"),
    verbs: fc.constant(["connect"]),
    resources: some(fc.constantFrom("a", `arn:aws:kafka:eu-west-1:${ACCOUNT}:cluster/b/c-1`)),
    readTopics: optional(names),
    writeTopics: optional(names),
    groups: optional(names),
  }),
);

const principals = fc
  .record({
    AWS: optional(oneOrMany(roleArn)),
    Service: optional(oneOrMany(fc.constantFrom("ec2.amazonaws.com", "lambda.amazonaws.com"))),
  })
  .filter(({ AWS, Service }) => AWS !== undefined || Service !== undefined);

const trust = fc.record({
  subjects: optional(fc.array(subject, { maxLength: 2 })),
  subjectPatterns: optional(
    fc.array(
      fc.oneof(
        fc.record({ namespace: fc.constantFrom("pr-?", "shop"), serviceAccount: fc.constantFrom("*", "ci-*") }),
        fc.record({ anyNamespace: fc.constant(true), serviceAccount: fc.constantFrom("ci", "ci-*") }),
      ),
      {
        maxLength: 2,
      },
    ),
  ),
  otherProviders: optional(
    fc.uniqueArray(
      fc.constantFrom("GREEN", "BLUE").map((id) => `arn:aws:iam::${ACCOUNT}:oidc-provider/oidc.example.com/id/${id}`),
      { maxLength: 2 },
    ),
  ),
  statements: optional(
    fc.array(
      fc.record({
        sid,
        effect,
        principals,
        actions: some(fc.constantFrom("sts:AssumeRole", "sts:TagSession")),
        conditions: optional(conditions),
      }),
      { maxLength: 2 },
    ),
  ),
  maxSize: fc.constant(4096),
});

const rules = fc.array(
  fc.record({
    apiGroups: some(fc.constantFrom("", "apps")),
    resources: some(fc.constantFrom("pods", "configmaps")),
    verbs: some(fc.constantFrom("get", "list")),
    resourceNames: optional(some(label)),
  }),
  { maxLength: 2 },
);

const workload: fc.Arbitrary<Data> = fc.record(
  {
    name: subdomain,
    namespace,
    serviceAccount: subdomain,
    existing: fc.boolean(),
    identity: fc.constantFrom("irsa", "pod-identity", "both"),
    policyArns: fc.uniqueArray(policyArn, { maxLength: 3 }),
    statements: fc.array(statement, { maxLength: 3 }),
    assumeRoleArns: fc.array(roleArn, { maxLength: 3 }),
    role: fc.record({
      path: optional(fc.constantFrom("/", "/pods/")),
      description: optional(text.map((one) => `For ${one}`)),
      maxSessionDuration: optional(fc.integer({ min: 3600, max: 43200 })),
      permissionsBoundary: optional(policyArn),
      exclusivePolicies: optional(fc.boolean()),
      forceDetachPolicies: optional(fc.boolean()),
      tags: optional(fc.constant({ team: "shop" })),
    }),
    trust,
    podIdentity: fc.record({
      targetRoleArn: optional(roleArn),
      disableSessionTags: optional(fc.boolean()),
      sourceConditions: optional(fc.boolean()),
    }),
    stsRegionalEndpoints: fc.boolean(),
    tokenExpiration: fc.integer({ min: 600, max: 86400 }),
    audience: fc.constantFrom("sts.amazonaws.com", "vault"),
    annotations: fc.dictionary(fc.constantFrom("example.com/a", "b"), text, { maxKeys: 2 }),
    labels: fc.constant({ app: "x" }),
    automountServiceAccountToken: fc.boolean(),
    imagePullSecrets: some(label),
    rules,
    clusterRules: rules,
  },
  { requiredKeys: ["name", "namespace", "serviceAccount"] },
);

/** Undefined is no YAML: such keys are left out. */
const plain = (data: Data): Data => JSON.parse(JSON.stringify(data)) as Data;

const acknowledge = [{ rule: "role-without-permissions", reason: "A bucket's policy names the role." }];

/** Whether a role may do anything, be it that Pod Identity changes into another role for it. */
function isPermitted({ policyArns, statements, grants, assumeRoleArns, podIdentity }: Data): boolean {
  const lists = [policyArns, statements, grants, assumeRoleArns] as (unknown[] | undefined)[];
  return (
    lists.some((list = []) => list.length > 0) || (podIdentity as Data | undefined)?.["targetRoleArn"] !== undefined
  );
}

/** Without what does not go together with something else. */
function coherent({ podIdentity, labels, automountServiceAccountToken, imagePullSecrets, trust, ...data }: Data): Data {
  const { identity = "irsa", existing } = data;
  const { subjectPatterns, otherProviders, ...anyTrust } = (trust ?? {}) as Data;
  const { stsRegionalEndpoints, tokenExpiration, audience, ...others } = data;
  const sound = {
    ...others,
    ...(identity !== "pod-identity" && { stsRegionalEndpoints, tokenExpiration, audience }),
    ...(identity !== "irsa" && { podIdentity }),
    ...(!existing && { labels, automountServiceAccountToken, imagePullSecrets }),
    ...(trust !== undefined && {
      trust: identity === "pod-identity" ? anyTrust : { ...anyTrust, subjectPatterns, otherProviders },
    }),
  };
  return isPermitted(sound) ? sound : { ...sound, acknowledge };
}

const isSound = (cluster: Data): boolean =>
  !("problems" in load(stringify({ version: 1, clusters: { random: cluster } })));

const namesOf = ({ name, namespace, serviceAccount }: Data): unknown[] => [
  name,
  `${namespace as string}/${serviceAccount as string}`,
];

/** As many workloads of one cluster, which its configuration takes: the same whenever this runs. */
export function randomWorkloads(count: number, cluster: Data): Data[] {
  const chosen: Data[] = [];
  const taken = new Set<unknown>();
  const draw = { seed: 20_251_127, numRuns: count * 4 };
  const granted = fc.sample(
    fc.option(some(grant), { nil: [] }).map((grants): Data => (grants.length > 0 ? { grants } : {})),
    draw,
  );
  const workloads = fc.sample(workload, draw).map((data, index) => plain(coherent({ ...data, ...granted[index] })));
  for (const data of workloads) {
    const names = namesOf(data);
    if (chosen.length === count || names.some((name) => taken.has(name))) continue;
    if (!isSound({ ...cluster, workloads: [data] })) continue;
    names.forEach((name) => taken.add(name));
    chosen.push(data);
  }
  return chosen;
}
