import type { Path, PlacedProblem } from "../../contract/placed";
import { found } from "../../contract/placed";
import { parseArn } from "../../facts/arn";
import { arnInPartition } from "../../facts/policy";
import type { PolicyStatement } from "../../facts/policy";
import * as problems from "../../facts/problems";
import { STATEMENT_RULES } from "../../iam/rules";
import type { Acknowledgement } from "../../iam/rules";
import { statementFindings } from "../../iam/statement";
import type { CheckedStatement, Finding, Place } from "../../iam/statement";
import type { GlobalInput } from "../schema";
import { roleOwners } from "./role-owners";
import type { RoleOwner } from "./role-owners";
import type { RuledCluster } from "./rule";

/** Rules about statements, by AWS's own list of actions: those of roles, of trust policies and of sessions. */

/** Statements of one owner, and what of them is meant. */
interface Owned {
  readonly path: Path;
  readonly acknowledge: readonly Acknowledgement[];
  readonly lists: readonly StatementList[];
}

interface StatementList {
  /** Below the owner. */
  readonly at: Path;
  readonly statements: readonly CheckedStatement[];
  readonly place?: Place;
}

/** What is wrong with statements, and what may be meant. */
export interface StatementProblems {
  readonly errors: readonly PlacedProblem[];
  readonly notes: readonly PlacedProblem[];
  /** Whether there are any statements. */
  readonly any: boolean;
}

/** Of all roles of a cluster. */
export const statementProblems = (cluster: RuledCluster): StatementProblems => {
  const owners = roleOwners(cluster.input);
  const { errors, ...others } = problemsOf(owners.map((owner) => ownedBy(cluster, owner)));
  const sessions = owners.flatMap(({ path, keys: { podIdentity } }) =>
    foreign(podIdentity?.sessionPolicy ?? [], [...path, "podIdentity", "sessionPolicy"], cluster.partition),
  );
  return { ...others, errors: [...errors, ...sessions] };
};

/** Of policies and roles that clusters share. They are for no region, and their account is not said. */
export function globalStatementProblems({ policies, roles }: GlobalInput, partition?: string): StatementProblems {
  const owned = (kind: string, all: GlobalInput["policies"] | GlobalInput["roles"]): Owned[] =>
    all.map(({ statements, acknowledge }, index) => ({
      path: [kind, index],
      acknowledge,
      lists: [{ at: ["statements"], statements }],
    }));
  const { errors, ...others } = problemsOf([...owned("policies", policies), ...owned("roles", roles)]);
  const ofPolicies = policies.flatMap(({ statements }, index) =>
    foreign(statements, ["policies", index, "statements"], partition),
  );
  return { ...others, errors: [...errors, ...ofPolicies] };
}

function ownedBy({ input }: RuledCluster, owner: RoleOwner): Owned {
  const { path, acknowledge = [], permissions, keys, account } = owner;
  const roleArn = account === undefined ? undefined : input.accounts[account]?.roleArn;
  const place: Place = {
    region: input.region,
    account: account === undefined ? input.attributes?.accountId : parseArn(roleArn ?? "")?.account,
  };
  const { sessionPolicy = [], targetRoleArn } = keys.podIdentity ?? {};
  return {
    path,
    acknowledge,
    lists: [
      { at: ["statements"], statements: permissions?.statements ?? [], place },
      { at: ["trust", "statements"], statements: keys.trust?.statements ?? [] },
      // With a target role, it is for what that one's account has.
      {
        at: ["podIdentity", "sessionPolicy"],
        statements: sessionPolicy,
        ...(targetRoleArn === undefined && { place }),
      },
    ],
  };
}

function problemsOf(all: readonly Owned[]): StatementProblems {
  const some = all.filter(({ lists, acknowledge }) =>
    [acknowledge, ...lists.map(({ statements }) => statements)].some((list) => list.length > 0),
  );
  const each = some.map((owned) => ({ owned, findings: findingsOf(owned) }));
  const told = (isError: boolean): PlacedProblem[] =>
    each.flatMap(({ owned, findings }) =>
      findings.filter((one) => one.isError === isError && !owned.acknowledge.some(({ rule }) => rule === one.rule)),
    );
  const idle = each.flatMap(({ owned: { path, acknowledge }, findings }) =>
    acknowledge.flatMap(({ rule }, index) => {
      const isIdle = STATEMENT_RULES.some((one) => one === rule) && !findings.some((one) => one.rule === rule);
      // No error: it may be a newer list that knows now what the one before did not.
      return found([...path, "acknowledge", index], isIdle ? problems.unusedAcknowledgement(rule) : undefined);
    }),
  );
  const any = some.some(({ lists }) => lists.some(({ statements }) => statements.length > 0));
  return { errors: told(true), notes: [...told(false), ...idle], any };
}

const findingsOf = ({ path, lists }: Owned): Finding[] =>
  lists.flatMap(({ at, statements, place }) =>
    statements.flatMap((statement, index) =>
      statementFindings(statement, place).map((one) => ({ ...one, path: [...path, ...at, index, ...one.path] })),
    ),
  );

/** ARNs of another partition, where nothing else looks at them. */
const foreign = (statements: readonly PolicyStatement[], path: Path, partition: string | undefined): PlacedProblem[] =>
  statements.flatMap((statement, index) =>
    (["resources", "notResources"] as const).flatMap((key) =>
      (statement[key] ?? []).flatMap((arn, place) =>
        partition === undefined ? [] : found([...path, index, key, place], arnInPartition(arn, partition)),
      ),
    ),
  );
