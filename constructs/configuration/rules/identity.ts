import { broken, dotted, found, unique } from "../../contract/placed";
import type { Path, PlacedProblem } from "../../contract/placed";
import { literals } from "../../contract/rule";
import { needsIrsa, needsPodIdentity } from "../../contract/rules/identity";
import { existingAccount, newNamespace } from "../../contract/rules/service-account";
import { parseArn } from "../../facts/arn";
import { LIMITS } from "../../facts/limits";
import { shorten } from "../../facts/names";
import { arnInPartition } from "../../facts/policy";
import type { PolicyStatement } from "../../facts/policy";
import * as problems from "../../facts/problems";
import type { Problem } from "../../facts/problems";
import {
  AUDIENCE_ANNOTATION,
  ROLE_ARN_ANNOTATION,
  STS_REGIONAL_ANNOTATION,
  TOKEN_EXPIRATION_ANNOTATION,
} from "../../facts/service-accounts";
import { providerArn, trustedProvider, withoutScheme } from "../../facts/trust";
import { managedPolicySize, policyDocument, policySize } from "../../identity/policy-document";
import { splitStatements } from "../../identity/split";
import { trustPolicy, trustPolicySize } from "../../identity/trust";
import type { WorkloadInput } from "../schema";
import { roleOwners } from "./role-owners";
import { purposeOf, workloadNameOf } from "./rule";
import type { Rule, RuledCluster } from "./rule";

/** Rules about roles and ServiceAccounts, of workloads and of add-ons. */

const workloadNames: Rule = ({ input }) =>
  unique(
    input.workloads.map((item, index) => ({ key: workloadNameOf(item), path: ["workloads", index, "name"], item })),
    (item, first) => problems.duplicate("a workload's name", workloadNameOf(item), dotted(first.slice(0, 2))),
  );

const serviceAccounts: Rule = ({ input }) => {
  const owners = roleOwners(input).flatMap(({ namespace, serviceAccount, path }) =>
    serviceAccount === undefined
      ? []
      : [{ key: `${namespace}/${serviceAccount}`, path: accountPath(path), item: { namespace, serviceAccount } }],
  );
  return unique(owners, ({ namespace, serviceAccount }, first) =>
    problems.sharedServiceAccount(
      namespace,
      serviceAccount,
      dotted(first.slice(0, first[0] === "workloads" || first[0] === "addons" ? 2 : 1)),
    ),
  );
};

const accountPath = (path: Path): Path =>
  path[0] === "workloads" || path[0] === "addons" ? [...path, "serviceAccount"] : path;

/** Role names are unique in an account in any case, generated ones and given ones. */
const roleNames: Rule = ({ input, name }) => {
  const generated = (purpose: string): string => shorten(`${name}-${input.region ?? ""}-${purpose}`, LIMITS.roleName);
  const purposes = new Set<string>();
  const roles = roleOwners(input).filter(({ hasRole, role, path, purpose }) => {
    if (!hasRole || role?.namePrefix !== undefined) return false;
    // Two workloads with one name are told of as such.
    if (path[0] !== "workloads" || role?.name !== undefined) return true;
    const isFirst = !purposes.has(purpose);
    purposes.add(purpose);
    return isFirst;
  });
  return unique(
    roles.map(({ path, role, purpose }) => {
      const roleName = role?.name ?? generated(purpose);
      return { key: roleName.toLowerCase(), path: [...rolePath(path), "name"], item: roleName };
    }),
    (roleName, first) => problems.duplicate("a role's name (in any case)", roleName, dotted(first.slice(0, -2))),
  );
};

const roleArns: Rule = ({ input, partition }) =>
  partition === undefined
    ? []
    : roleOwners(input).flatMap(({ path, role }) =>
        role?.permissionsBoundary === undefined
          ? []
          : found([...rolePath(path), "permissionsBoundary"], arnInPartition(role.permissionsBoundary, partition)),
      );

const rolePath = (path: Path): Path => [...path, ...(path[0] === "addons" ? ["serviceAccount"] : []), "role"];

/** What a workload and an add-on's ServiceAccount have in common: what they may do in AWS. */
type Permitted = Pick<WorkloadInput, "policyArns" | "statements" | "assumeRoleArns"> &
  Partial<Pick<WorkloadInput, "podIdentity">>;

const permissions: Rule = ({ input, partition }) => {
  const workloads = input.workloads.map((item, index) => ({ item, path: ["workloads", index] as Path }));
  const addons = input.addons.flatMap(({ serviceAccount }, index) =>
    serviceAccount ? [{ item: serviceAccount, path: ["addons", index, "serviceAccount"] as Path }] : [],
  );
  return [...workloads, ...addons].flatMap(({ item, path }) => permitted(item, path, partition));
};

/** What is wrong with what a role allows. */
export function permitted(item: Permitted, path: Path, partition: string | undefined): PlacedProblem[] {
  const inPartition = (arn: string, ...below: (string | number)[]): PlacedProblem[] =>
    partition === undefined ? [] : found([...path, ...below], arnInPartition(arn, partition));
  return [
    ...item.policyArns.flatMap((arn, index) => inPartition(arn, "policyArns", index)),
    ...item.assumeRoleArns.flatMap((arn, index) => inPartition(arn, "assumeRoleArns", index)),
    ...(item.podIdentity?.targetRoleArn === undefined
      ? []
      : inPartition(item.podIdentity.targetRoleArn, "podIdentity", "targetRoleArn")),
    ...unique(
      item.policyArns.map((arn, index) => ({ key: arn, path: [...path, "policyArns", index], item: arn })),
      (arn, first) => problems.duplicate("a policy of a role", arn, dotted(first)),
    ),
    ...item.statements.flatMap((statement, index) =>
      resources(statement, index).flatMap(([arn, below]) => inPartition(arn, ...below)),
    ),
    ...found([...path, "statements"], policySizes(item)),
  ];
}

const resources = (statement: PolicyStatement, index: number): [string, (string | number)[]][] =>
  (["resources", "notResources"] as const).flatMap((key) =>
    (statement[key] ?? []).map((arn, place): [string, (string | number)[]] => [arn, ["statements", index, key, place]]),
  );

/** An over-long policy is split; what cannot be split, or takes more policies than a role has, is refused. */
function policySizes({ statements, policyArns }: Permitted): Problem | undefined {
  if (policySize(policyDocument(statements)) <= LIMITS.inlinePolicies) return undefined;
  const parts = splitStatements(statements);
  const count = parts.length + policyArns.length;
  const tooLarge = parts
    .map((part) => managedPolicySize("one statement", policyDocument(part)))
    .find((problem) => problem);
  return (
    tooLarge ?? (count > LIMITS.attachedPolicies ? problems.tooManyPolicies(count, LIMITS.attachedPolicies) : undefined)
  );
}

const workloads: Rule = (cluster) =>
  cluster.input.workloads.flatMap((item, index) => workload(cluster, item, ["workloads", index]));

function workload(cluster: RuledCluster, item: WorkloadInput, path: Path): PlacedProblem[] {
  const { input, partition } = cluster;
  const identity = item.identity ?? input.identity;
  const at = literals(item, { identity });
  const { otherProviders = [] } = item.trust ?? {};
  const unknownAccount = item.account !== undefined && input.accounts[item.account] === undefined;
  return [
    ...broken([newNamespace, needsIrsa], at, path),
    ...otherProviders.flatMap((arn, index) =>
      partition === undefined ? [] : found([...path, "trust", "otherProviders", index], arnInPartition(arn, partition)),
    ),
    ...found(
      [...path, "account"],
      unknownAccount ? problems.notOneOf(item.account, Object.keys(input.accounts)) : undefined,
    ),
    ...found(
      [...path, "account"],
      item.account !== undefined && identity !== "irsa" ? problems.accountNeedsIrsa() : undefined,
    ),
    ...broken([needsPodIdentity, ...existingAccount], at, path),
    ...existingRole(item, path, partition),
    ...found([...path, "trust"], trustSize(cluster, item)),
    ...annotations(cluster, item, path),
  ];
}

/** A role that is there already is its owner's. */
function existingRole(item: WorkloadInput, path: Path, partition: string | undefined): PlacedProblem[] {
  if (item.roleArn === undefined) return [];
  const lists = (["policyArns", "statements", "assumeRoleArns"] as const).filter((key) => item[key].length > 0);
  const others = (["role", "trust", "account"] as const).filter((key) => item[key] !== undefined);
  return [
    ...[...lists, ...others].flatMap((key) => found([...path, key], problems.roleIsThere(key))),
    ...(partition === undefined ? [] : found([...path, "roleArn"], arnInPartition(item.roleArn, partition))),
  ];
}

/** Measured with the cluster's issuer, or one of the usual length where only Terraform knows it. */
function trustSize({ input, name, partition = "aws" }: RuledCluster, item: WorkloadInput): Problem | undefined {
  const usual = `https://oidc.eks.${input.region ?? ""}.amazonaws.com/id/${"0".repeat(32)}`;
  const issuer = input.attributes?.oidcIssuer ?? usual;
  const account = input.attributes?.accountId ?? "0".repeat(12);
  const arn = typeof input.oidcProvider === "object" ? input.oidcProvider.arn : providerArn(partition, account, issuer);
  const { namespace, serviceAccount, trust, podIdentity } = item;
  const identity = item.identity ?? input.identity;
  const document = trustPolicy({
    subjects: [{ namespace, serviceAccount }],
    otherSubjects: trust?.subjects,
    subjectPatterns: trust?.subjectPatterns,
    otherProviders: trust?.otherProviders.map(trustedProvider),
    extraStatements: trust?.statements,
    audience: item.audience,
    podIdentitySource: podIdentity?.sourceConditions,
    podIdentitySessionTags: !podIdentity?.disableSessionTags,
    provider: { arn, issuer: withoutScheme(issuer) },
    usesIrsa: identity !== "pod-identity",
    usesPodIdentity: identity !== "irsa",
    cluster: { accountId: account, arn: `arn:${partition}:eks:${input.region ?? ""}:${account}:cluster/${name}` },
  });
  return trustPolicySize(document, trust?.maxSize);
}

/** Annotations that options set may stand only if they say the same. */
function annotations({ input, name, partition }: RuledCluster, item: WorkloadInput, path: Path): PlacedProblem[] {
  const expected: Record<string, string | undefined> = {
    [STS_REGIONAL_ANNOTATION]: item.stsRegionalEndpoints?.toString(),
    [TOKEN_EXPIRATION_ANNOTATION]: item.tokenExpiration?.toString(),
    [AUDIENCE_ANNOTATION]: item.audience,
  };
  const contradictions = Object.entries(item.annotations ?? {}).flatMap(([key, value]) => {
    const ours = expected[key];
    const problem = ours === undefined || ours === value ? undefined : problems.annotationContradicts(key, value, ours);
    return found([...path, "annotations", key], problem);
  });
  const given = item.annotations?.[ROLE_ARN_ANNOTATION];
  if (given === undefined) return contradictions;
  const account = input.attributes?.accountId;
  const roleName = item.role?.name ?? shorten(`${name}-${input.region ?? ""}-${purposeOf(item)}`, LIMITS.roleName);
  const made = `arn:${partition ?? ""}:iam::${account ?? ""}:role${item.role?.path ?? "/"}${roleName}`;
  const known = account !== undefined && item.role?.namePrefix === undefined && item.account === undefined;
  const same = given === (item.roleArn ?? (known ? made : undefined));
  return [
    ...contradictions,
    ...found([...path, "annotations", ROLE_ARN_ANNOTATION], same ? undefined : problems.roleArnAnnotation(given)),
  ];
}

/** A role trusts a provider of its own account. */
const providerAccount: Rule = ({ input }) => {
  const account = input.attributes?.accountId;
  if (account === undefined || typeof input.oidcProvider !== "object") return [];
  const of = parseArn(input.oidcProvider.arn)?.account;
  return found(
    ["oidcProvider", "arn"],
    of !== undefined && of !== account ? problems.providerOfAnotherAccount(input.oidcProvider.arn, account) : undefined,
  );
};

export const IDENTITY_RULES: readonly Rule[] = [
  workloadNames,
  serviceAccounts,
  roleNames,
  roleArns,
  permissions,
  workloads,
  providerAccount,
];
