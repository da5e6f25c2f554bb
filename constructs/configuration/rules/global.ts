import { dotted, found, unique } from "../../contract/placed";
import type { PlacedProblem } from "../../contract/placed";
import { arnInPartition } from "../../facts/policy";
import { partitionOf } from "../../facts/partitions";
import * as problems from "../../facts/problems";
import { trustedProvider } from "../../facts/trust";
import { managedPolicySize, policyDocument } from "../../identity/policy-document";
import { trustPolicy, trustPolicySize } from "../../identity/trust";
import type { GlobalInput } from "../schema";
import { permitted } from "./permissions";
import { backendTemplates } from "./rule";

/** All problems of the stack that clusters share. */
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
        usesIrsa: true,
        usesPodIdentity: false,
        cluster: { accountId: "", arn: "" },
      });
      return [
        ...arns.flatMap(({ arn, at }) => found(at, arnInPartition(arn, partition))),
        ...permitted(role, path, partition),
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
