import { ISOLATED_PARTITIONS } from "../../facts/partitions";
import type { PolicyStatement } from "../../facts/policy";
import { and, equals, flagOr, isOneOf, not } from "../../hcl/combine";
import type { Condition, Flag } from "../../hcl/combine";
import { isExpression } from "../../hcl/expression";
import { lift } from "../../hcl/lift";
import type { EksCluster } from "../../identity/eks-cluster";
import type { OwnPolicy, RoleStatement } from "../../identity/role-policies";
import type { ControllerOptions } from "./options";
import {
  NOT_ISOLATED,
  RESOURCES_BY_TAG,
  SWITCHED,
  certificateManagementStatements,
  controllerStatements,
  globalAcceleratorStatements,
  narrowControllerStatements,
  ofCluster,
  targetGroupBindingStatements,
  withoutActions,
} from "./policy";
import type { ControllerPolicyOptions, Ownership } from "./policy";
import { scopedControllerStatements, unscopedControllerStatements } from "./scoped-policy";
import type { PolicyScope } from "./scoped-policy";

type Options = ControllerPolicyOptions & Pick<ControllerOptions, keyof typeof SWITCHED>;

/** What the policies are for. */
export type PolicyCluster = PolicyScope & Pick<EksCluster, "partition">;

/**
 * The policies that the controller's role brings along, each of its own: together they would pass the 6,144
 * characters of one, and so would the scoped one, whose conditions name the cluster again and again.
 */
export function ownPolicies(
  id: string,
  cluster: PolicyCluster,
  options: Options,
  findsByTag: Condition = false,
): Record<string, OwnPolicy> {
  const { partition } = cluster;
  const { globalAccelerator = false, certificateManagement = false } = options;
  const isScoped = equals(options.policy ?? "upstream", "scoped");
  const changes = and(isScoped, not(lift(options.targetGroupBindingOnly ?? false) as Condition));
  const extra = (name: string, what: string, when: Flag, of: (own?: Ownership) => readonly RoleStatement[]) => {
    if (when === false) return {};
    const scoped = of(ofCluster(cluster.name));
    return {
      [`${id}-${name}`]: {
        statements: isScoped === true ? scoped : of(),
        ...(isExpression(isScoped) && { instead: [{ when: isScoped, name: "scoped", statements: scoped }] }),
        description: `AWS Load Balancer Controller: ${what}`,
        when: lift(when) as Condition,
        isTested: true as const,
      },
    };
  };
  const certificates = (own?: Ownership) => certificateManagementStatements(partition, options, own);
  const accelerators = (own?: Ownership) => globalAcceleratorStatements(partition, own);
  return {
    [id]: {
      ...mainPolicy(cluster, options, { ...RESOURCES_BY_TAG, when: findsByTag }),
      description: "AWS Load Balancer Controller",
      isTested: true,
    },
    ...(changes !== false && {
      [`${id}-changes`]: {
        statements: scopedControllerStatements(partition, cluster, options.vpc),
        description: "AWS Load Balancer Controller: what it changes",
        without: ofIsolated(partition),
        when: changes,
        isTested: true as const,
      },
    }),
    ...extra("global-accelerator", "Global Accelerator", globalAccelerator, accelerators),
    ...extra("certificates", "ACM certificates", certificateManagement, certificates),
  };
}

/** What the controller always may do, with what only Terraform knows left to it. */
function mainPolicy(
  cluster: PolicyCluster,
  options: Options,
  more: RoleStatement,
): Pick<OwnPolicy, "statements" | "instead" | "without"> {
  const { partition } = cluster;
  const { policy = "upstream", targetGroupBindingOnly = false } = options;
  const few = [...targetGroupBindingStatements(partition), more];
  if (targetGroupBindingOnly === true) return { statements: few };
  const left = leftOut(partition, options);
  const gone = left.flatMap(({ when, actions }) => (when === true ? actions : []));
  const open = left.filter(({ when }) => isExpression(when));
  const { when = true, actions = [] } = more;
  const without = [...open, ...(isExpression(when) && policy !== "upstream" ? [{ when: not(when), actions }] : [])];
  const kept = (statements: readonly PolicyStatement[]): RoleStatement[] => [
    ...(gone.length === 0 ? statements : withoutActions(statements, gone)),
    more,
  ];
  const place = { region: cluster.region, account: cluster.accountId };
  const narrow = withAction(narrowControllerStatements(partition, place), more, gone);
  const others = [
    { when: equals(policy, "narrow"), name: "narrow", statements: narrow },
    {
      when: equals(policy, "scoped"),
      name: "scoped",
      statements: kept(unscopedControllerStatements(partition, cluster)),
    },
  ];
  const onlyFew = { when: lift(targetGroupBindingOnly) as Condition, name: "target-group-binding", statements: few };
  const instead = [
    ...(targetGroupBindingOnly === false ? [] : [onlyFew]),
    ...others.filter(({ when }) => isExpression(when)),
  ];
  const chosen = others.find(({ when }) => when === true);
  return {
    statements: chosen?.statements ?? kept(controllerStatements(partition)),
    ...(instead.length > 0 && { instead }),
    ...(without.length > 0 && { without }),
  };
}

/** The narrow policy has no room for one more statement: the action is in the one that is on everything. */
function withAction(narrow: readonly PolicyStatement[], more: RoleStatement, gone: readonly string[]): RoleStatement[] {
  const { actions = [], when = true } = more;
  const [first, ...others] = withoutActions(narrow, gone);
  if (first === undefined || when === false) return withoutActions(narrow, gone);
  return [{ ...first, actions: [...(first.actions ?? []), ...actions], notActions: undefined }, ...others];
}

/** Actions that nothing asks for where something is off. */
function leftOut(partition: string, options: Options): NonNullable<OwnPolicy["without"]> {
  const switches = Object.entries(SWITCHED).map(([name, actions]) => ({
    when: not(flagOr(options[name as keyof typeof SWITCHED], true)),
    actions,
  }));
  return [...ofIsolated(partition), ...switches];
}

/** What isolated partitions do not have. Statements for a partition that is known now leave it out themselves. */
function ofIsolated(partition: string): NonNullable<OwnPolicy["without"]> {
  const isolated = isOneOf(partition, ...ISOLATED_PARTITIONS);
  return isExpression(isolated) ? [{ when: isolated, actions: NOT_ISOLATED }] : [];
}
