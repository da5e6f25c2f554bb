import { broken, dotted, found, unique } from "../../contract/placed";
import type { Path, PlacedProblem } from "../../contract/placed";
import { literals } from "../../contract/rule";
import { roleOnlyMakesSomething } from "../../contract/rules/identity";
import {
  existingAccount,
  namedByAccount,
  newAccount,
  newNamespace,
  roleOnly,
  whose,
} from "../../contract/rules/service-account";
import * as problems from "../../facts/problems";
import {
  AUDIENCE_ANNOTATION,
  ROLE_ARN_ANNOTATION,
  STS_REGIONAL_ANNOTATION,
  TOKEN_EXPIRATION_ANNOTATION,
} from "../../facts/service-accounts";
import { overShared } from "../../identity/shared-role";
import type { WorkloadInput } from "../schema";
import { roleNameOf, roleOwners } from "./role-owners";
import { purposeOf, workloadNameOf } from "./rule";
import type { Rule, RuledCluster } from "./rule";

/** Rules about ServiceAccounts and workloads. */

const workloadNames: Rule = ({ input }) =>
  unique(
    input.workloads.map((item, index) => ({ key: workloadNameOf(item), path: ["workloads", index, "name"], item })),
    (item, first) => problems.duplicate("a workload's name", workloadNameOf(item), dotted(first.slice(0, 2))),
  );

const serviceAccounts: Rule = ({ input }) =>
  unique(
    roleOwners(input).flatMap(({ serviceAccount: item }) =>
      item ? [{ key: `${item.namespace}/${item.name}`, path: item.path, item }] : [],
    ),
    ({ namespace, name }, first) =>
      problems.sharedServiceAccount(
        namespace,
        name,
        dotted(first.at(-1) === "serviceAccount" ? first.slice(0, -1) : first),
      ),
  );

const workloads: Rule = (cluster) =>
  cluster.input.workloads.flatMap((item, index) => workload(cluster, item, ["workloads", index]));

function workload(cluster: RuledCluster, item: WorkloadInput, path: Path): PlacedProblem[] {
  const { input } = cluster;
  const identity = item.identity ?? input.identity;
  const unknownAccount = item.account !== undefined && input.accounts[item.account] === undefined;
  const elsewhere = item.account !== undefined && identity !== "irsa";
  return [
    ...lacking(item, path),
    ...ofPatterns(item, path),
    ...found(
      [...path, "account"],
      unknownAccount ? problems.notOneOf(item.account, Object.keys(input.accounts)) : undefined,
    ),
    ...found([...path, "account"], elsewhere ? problems.accountNeedsIrsa() : undefined),
    ...broken(
      [newNamespace, ...existingAccount, newAccount, roleOnly, roleOnlyMakesSomething],
      literals(item, { identity }),
      path,
    ),
    ...annotations(cluster, item, path),
  ];
}

/** What is missing is placed where it could be. */
const lacking = (item: WorkloadInput, path: Path): PlacedProblem[] => {
  const absent = [["serviceAccount"], ["namespace"], ["name"], ["trust", "subjectPatterns"]];
  return broken([...whose, namedByAccount], literals(item), path).map((one) => ({
    ...one,
    absent: absent.map((below) => [...path, ...below]),
  }));
};

/** Nothing in Kubernetes is of patterns alone. */
const ofPatterns = (item: WorkloadInput, path: Path): PlacedProblem[] =>
  item.serviceAccount === undefined ? broken([roleOnly], literals({ ...item, roleOnly: true }), path) : [];

/** Annotations that options set may stand only if they say the same. */
function annotations(cluster: RuledCluster, item: WorkloadInput, path: Path): PlacedProblem[] {
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
  const { partition = "", input } = cluster;
  const accountId = input.attributes?.accountId;
  const role = overShared(item.role, input.role);
  const name = roleNameOf(cluster, { role, purpose: purposeOf(item) });
  const made = `arn:${partition}:iam::${accountId ?? ""}:role${role.path ?? "/"}${name}`;
  const known = accountId !== undefined && role.namePrefix === undefined && item.account === undefined;
  const same = given === (item.roleArn ?? (known ? made : undefined));
  return [
    ...contradictions,
    ...found([...path, "annotations", ROLE_ARN_ANNOTATION], same ? undefined : problems.roleArnAnnotation(given)),
  ];
}

export const SERVICE_ACCOUNT_RULES: readonly Rule[] = [workloadNames, serviceAccounts, workloads];
