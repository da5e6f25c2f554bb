import { found } from "../../contract/placed";
import type { Path, PlacedProblem } from "../../contract/placed";
import * as problems from "../../facts/problems";
import type { Grant } from "../../facts/grants/services";
import { LEVELS } from "../../guardrails/guardrail";
import type { GuardedRole, GuardedStatement, Guardrail, GuardrailFinding, Level } from "../../guardrails/guardrail";
import { GUARDRAILS } from "../../guardrails/registry";
import type { Acknowledgement } from "../../iam/rules";
import { grantStatements } from "../../identity/grants/statements";
import type { ClusterInput, GlobalInput } from "../schema";
import { roleOwners } from "./role-owners";
import type { RoleOwner } from "./role-owners";
import type { RuledCluster } from "./rule";

/** Guardrails over what is written of roles, at the levels that the configuration sets. */

/** As the configuration has them: levels, and for a boundary what is demanded. */
export type GuardrailLevels = NonNullable<ClusterInput["guardrails"]>;

/** What guardrails tell of. */
export interface Guarded {
  readonly errors: readonly PlacedProblem[];
  readonly notes: readonly PlacedProblem[];
}

/** A role, or a policy, and what of it is meant. */
interface Owned {
  readonly path: Path;
  readonly acknowledge: readonly Acknowledgement[];
  readonly role: GuardedRole;
}

/** Of all roles of a cluster. */
export const guardedCluster = (cluster: RuledCluster, ofFile: GuardrailLevels): Guarded =>
  guarded(
    roleOwners(cluster.input).map((owner) => ({
      path: owner.path,
      acknowledge: owner.acknowledge ?? [],
      role: owner.hasRole ? roleOf(owner, cluster) : { statements: [], token: tokenOf(owner, cluster) },
    })),
    { ...ofFile, ...cluster.input.guardrails },
  );

/** Of policies and roles that clusters share. */
export function guardedGlobal({ policies, roles }: GlobalInput, levels: GuardrailLevels): Guarded {
  const ofPolicies = policies.map(({ statements, acknowledge }, index): Owned => ({
    path: ["policies", index],
    acknowledge,
    role: { statements },
  }));
  const ofRoles = roles.map((role, index): Owned => {
    const { policyArns, assumeRoleArns, permissionsBoundary, acknowledge } = role;
    const statements = [...role.statements, ...granted(role.grants)];
    const subjects = role.subjects.map((subject, place) => ({ ...subject, path: ["subjects", place] }));
    const boundary = { arn: permissionsBoundary, path: ["permissionsBoundary"], isElsewhere: false };
    return {
      path: ["roles", index],
      acknowledge,
      role: { statements, policyArns, assumeRoleArns, subjects, boundary },
    };
  });
  return guarded([...ofPolicies, ...ofRoles], levels);
}

function guarded(all: readonly Owned[], levels: GuardrailLevels): Guarded {
  const set = GUARDRAILS.map((guardrail) => ({ guardrail, ...settingOf(guardrail, levels) }));
  const told = all.flatMap(({ path, acknowledge, role }) =>
    set.map(({ guardrail: { name, find }, level, demanded }) => {
      const meant = acknowledge.findIndex(({ rule }) => rule === name);
      // What is acknowledged is looked for in any case: an acknowledgement that nothing needs is told of.
      const findings = level === undefined && meant < 0 ? [] : find(role, demanded);
      const isIdle = meant >= 0 && findings.length === 0;
      return {
        level,
        found: meant < 0 ? findings.map((one) => placed(path, one)) : [],
        idle: found([...path, "acknowledge", meant], isIdle ? problems.unusedAcknowledgement(name) : undefined),
      };
    }),
  );
  const at = (level: Level): PlacedProblem[] => told.flatMap((one) => (one.level === level ? one.found : []));
  return { errors: at("error"), notes: [...at("warning"), ...told.flatMap(({ idle }) => idle)] };
}

/** A finding in the file. What is not there could be where it is told. */
const placed = (path: Path, { path: below, problem }: GuardrailFinding): PlacedProblem => ({
  path: [...path, ...below],
  problem,
  absent: [[...path, ...below]],
});

/** The level that a configuration sets, or the guardrail's own; what is demanded is an error. */
function settingOf({ name, level }: Guardrail, levels: GuardrailLevels): { level?: Level; demanded?: string } {
  const given = levels[name];
  if (given === undefined) return { level };
  const set = LEVELS.find((one) => one === given);
  return set ? { level: set } : { level: "error", demanded: given };
}

/** What grants become. Neither region nor account makes a difference to what is looked for. */
const granted = (grants: readonly Grant[], partition = "aws"): GuardedStatement[] =>
  grants.flatMap((grant, index) =>
    grantStatements([grant], { partition, region: "", accountId: "" }).map((statement) => ({
      ...statement,
      of: ["grants", index],
    })),
  );

function roleOf(owner: RoleOwner, cluster: RuledCluster): GuardedRole {
  const { keys, permissions, serviceAccount, identity, role, account } = owner;
  const own = serviceAccount
    ? [{ namespace: serviceAccount.namespace, serviceAccount: serviceAccount.name, path: [] }]
    : [];
  const others = (keys.trust?.subjects ?? []).map((subject, index) => ({
    ...subject,
    path: ["trust", "subjects", index],
  }));
  const associates = ["sts:AssumeRole", ...(keys.podIdentity?.disableSessionTags ? [] : ["sts:TagSession"])];
  return {
    statements: [...(permissions?.statements ?? []), ...granted(permissions?.grants ?? [], cluster.partition)],
    policyArns: permissions?.policyArns,
    assumeRoleArns: permissions?.assumeRoleArns,
    trustStatements: keys.trust?.statements,
    patterns: keys.trust?.subjectPatterns,
    subjects: [...own, ...others],
    ways: [
      ...(identity === "pod-identity" ? [] : [["sts:AssumeRoleWithWebIdentity"]]),
      ...(identity === "irsa" ? [] : [associates]),
    ],
    boundary: { arn: role.permissionsBoundary, path: boundaryPath(owner), isElsewhere: account !== undefined },
    token: tokenOf(owner, cluster),
  };
}

/** Below the role: its own settings, where it has some. */
const boundaryPath = ({ keys }: RoleOwner): Path => (keys.role === undefined ? [] : ["role", "permissionsBoundary"]);

/** Of a workload whose ServiceAccount is made here. What an add-on's chart binds is its own. */
function tokenOf({ part, path }: RoleOwner, { input }: RuledCluster): GuardedRole["token"] {
  const workload = part.addon === undefined ? input.workloads[Number(path[1])] : undefined;
  if (workload?.serviceAccount === undefined || workload.existing || workload.roleOnly) return undefined;
  const { automountServiceAccountToken: isMounted = true, rules, clusterRules } = workload;
  return { isMounted, isUsed: rules.length > 0 || clusterRules.length > 0 };
}
