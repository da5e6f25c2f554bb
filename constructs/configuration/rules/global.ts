import { broken, dotted, found, unique } from "../../contract/placed";
import type { Path, PlacedProblem } from "../../contract/placed";
import type { AnyGrant } from "../../contract/rules/grant";
import { literals } from "../../contract/rule";
import { somePermissions } from "../../contract/rules/identity";
import { arnInPartition } from "../../facts/policy";
import { partitionOf } from "../../facts/partitions";
import { GRANT_SERVICES } from "../../facts/grants/services";
import type { GrantServiceName } from "../../facts/grants/services";
import * as problems from "../../facts/problems";
import { accountOf } from "../../identity/account";
import { trustedProvider } from "../../facts/trust";
import { managedPolicySize, policyDocument } from "../../identity/policy-document";
import { trustPolicy, trustPolicySize } from "../../identity/trust";
import type { GlobalInput } from "../schema";
import { permitted } from "./permissions";
import { backendTemplates } from "./rule";
import { globalStatementProblems } from "./statements";
import type { StatementProblems } from "./statements";

/** What AWS's list of actions says of its statements. */
export const globalStatements = (input: GlobalInput): StatementProblems =>
  globalStatementProblems(input, input.partition ?? partitionOf(input.region));

/** All other problems of the stack that clusters share. */
export function globalProblems(input: GlobalInput): PlacedProblem[] {
  const partition = input.partition ?? partitionOf(input.region);
  if (partition === undefined)
    return [{ path: ["region"], problem: problems.unknownRegion(input.region, ["ap-northeast-2"]) }];
  const made = input.policies.map(({ name }) => name);
  return [
    ...backendTemplates(input.backend),
    ...unique(
      input.policies.map((item, index) => ({ key: item.name.toLowerCase(), path: ["policies", index, "name"], item })),
      (item, first) => problems.duplicate("a policy's name (in any case)", item.name, dotted(first.slice(0, 2))),
    ),
    ...input.policies.flatMap(({ name, statements }, index) =>
      found(["policies", index, "statements"], managedPolicySize(name, policyDocument(statements))),
    ),
    ...unique(
      input.roles.map((item, index) => ({ key: item.name.toLowerCase(), path: ["roles", index, "name"], item })),
      (item, first) => problems.duplicate("a role's name (in any case)", item.name, dotted(first.slice(0, 2))),
    ),
    ...input.roles.flatMap((role, index) => {
      const path = ["roles", index];
      const arns = [...role.providers.entries()].map(([place, arn]) => ({ arn, at: [...path, "providers", place] }));
      const [provider = { arn: "", issuer: "" }, ...otherProviders] = role.providers.map(trustedProvider);
      const trust = trustPolicy({
        subjects: role.subjects,
        provider,
        otherProviders,
        podIdentitySources: role.sources,
        usesIrsa: role.identity !== "pod-identity",
        usesPodIdentity: role.identity !== "irsa",
        cluster: { accountId: "", arn: "" },
      });
      return [
        ...arns.flatMap(({ arn, at }) => found(at, arnInPartition(arn, partition))),
        ...permitted(
          role,
          path,
          { partition, region: input.region, accountId: accountOf(role) },
          role.managedPolicies === true,
        ),
        ...withoutAccount(role, path),
        ...byIdentity(role, path),
        ...withoutPermissions(role, path),
        ...(role.permissionsBoundary === undefined
          ? []
          : found([...path, "permissionsBoundary"], arnInPartition(role.permissionsBoundary, partition))),
        ...role.policies.flatMap((name, place) =>
          found([...path, "policies", place], made.includes(name) ? undefined : problems.notOneOf(name, made)),
        ),
        ...found([...path, "subjects"], trustPolicySize(trust, role.maxTrustSize)),
      ];
    }),
  ];
}

type GlobalRole = GlobalInput["roles"][number];

/** OIDC providers are IRSA's, and sources Pod Identity's. */
function byIdentity({ identity, providers, sources }: GlobalRole, path: Path): PlacedProblem[] {
  const irsa = identity !== "pod-identity";
  const podIdentity = identity !== "irsa";
  const lacks = (key: string, why: string): PlacedProblem[] => [
    { path: [...path, key], problem: problems.missingKey(key, why), absent: [[...path, key]] },
  ];
  return [
    ...(irsa && providers.length === 0 ? lacks("providers", "IRSA trusts the clusters' OIDC providers") : []),
    ...(podIdentity && sources === undefined ? lacks("sources", "Pod Identity is held to the clusters' place") : []),
    ...found([...path, "providers"], !irsa && providers.length > 0 ? problems.providersNeedIrsa() : undefined),
    ...found([...path, "sources"], !podIdentity && sources ? problems.sourcesNeedPodIdentity() : undefined),
  ];
}

/** A name of most services' resources takes an account. */
const withoutAccount = (role: GlobalRole, path: Path): PlacedProblem[] =>
  accountOf(role) !== undefined
    ? []
    : (role.grants as readonly AnyGrant[]).flatMap(({ service, resources, kmsKeys = [] }, index) =>
        Object.entries({ resources: takesAccount(service) ? resources : [], kmsKeys }).flatMap(([key, names]) =>
          names.flatMap((name, at) =>
            found(
              [...path, "grants", index, key, at],
              name.startsWith("arn:") ? undefined : problems.grantNeedsArn(name),
            ),
          ),
        ),
      );

const takesAccount = (service: GrantServiceName): boolean => {
  const { arn, forms } = GRANT_SERVICES[service];
  return [arn, ...forms.map(({ text }) => text)].some((text) => text.includes("{account}"));
};

/** Policies of the stack are permissions, too. */
const withoutPermissions = (role: GlobalRole, path: Path): PlacedProblem[] =>
  role.policies.length > 0
    ? []
    : broken(
        [somePermissions],
        literals({ ...role, statements: role.statements.filter(({ effect }) => effect !== "Deny") }),
        path,
      );
