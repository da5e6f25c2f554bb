import { ISOLATED_PARTITIONS } from "../../facts/partitions";
import type { PolicyStatement } from "../../facts/policy";
import { equals, flagOr, isOneOf, not } from "../../hcl/combine";
import type { Condition, Flag } from "../../hcl/combine";
import { isExpression } from "../../hcl/expression";
import { lift } from "../../hcl/lift";
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
  targetGroupBindingStatements,
  withoutActions,
} from "./policy";
import type { ControllerPlace, ControllerPolicyOptions } from "./policy";

type Options = ControllerPolicyOptions & Pick<ControllerOptions, keyof typeof SWITCHED>;

/**
 * The policies that the controller's role brings along, each of its own: together they would pass the 6,144
 * characters of one.
 */
export function ownPolicies(
  id: string,
  partition: string,
  options: Options,
  findsByTag: Condition = false,
  place?: ControllerPlace,
): Record<string, OwnPolicy> {
  const { globalAccelerator = false, certificateManagement = false } = options;
  const extra = (name: string, what: string, when: Flag, statements: readonly RoleStatement[]) =>
    when === false
      ? {}
      : {
          [`${id}-${name}`]: {
            statements,
            description: `AWS Load Balancer Controller: ${what}`,
            when: lift(when) as Condition,
            isTested: true as const,
          },
        };
  const certificates = certificateManagementStatements(partition, options);
  return {
    [id]: {
      ...mainPolicy(partition, options, { ...RESOURCES_BY_TAG, when: findsByTag }, place),
      description: "AWS Load Balancer Controller",
      isTested: true,
    },
    ...extra("global-accelerator", "Global Accelerator", globalAccelerator, globalAcceleratorStatements(partition)),
    ...extra("certificates", "ACM certificates", certificateManagement, certificates),
  };
}

/** What the controller always may do, with what only Terraform knows left to it. */
function mainPolicy(
  partition: string,
  options: Options,
  more: RoleStatement,
  place: ControllerPlace | undefined,
): Pick<OwnPolicy, "statements" | "instead" | "without"> {
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
  const narrow = withAction(narrowControllerStatements(partition, place), more, gone);
  const onlyFew = { when: lift(targetGroupBindingOnly) as Condition, name: "target-group-binding", statements: few };
  const isNarrow = equals(policy, "narrow");
  const instead = [
    ...(targetGroupBindingOnly === false ? [] : [onlyFew]),
    ...(isExpression(isNarrow) ? [{ when: isNarrow, name: "narrow", statements: narrow }] : []),
  ];
  return {
    statements: isNarrow === true ? narrow : kept(controllerStatements(partition)),
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
  const isolated = isOneOf(partition, ...ISOLATED_PARTITIONS);
  const switches = Object.entries(SWITCHED).map(([name, actions]) => ({
    when: not(flagOr(options[name as keyof typeof SWITCHED], true)),
    actions,
  }));
  // Statements for a partition that is known now leave these out themselves.
  return [...(isExpression(isolated) ? [{ when: isolated, actions: NOT_ISOLATED }] : []), ...switches];
}
