import * as problems from "../../facts/problems";
import type { Problem } from "../../facts/problems";
import { hasAny, isListOf } from "../../hcl/combine";
import { isExpression } from "../../hcl/expression";
import type { ModuleCheck } from "../module-check";
import { isOn } from "../module-check";
import type { ValueProblem } from "../values";
import { compareVersions } from "../version";
import { TAGGING_GATE, gateSince } from "./feature-gates";
import type { ControllerOptions } from "./options";
import type { ControllerPolicyOptions } from "./policy";

/** Options that a chart is too old for, and those that would have no effect beside others. */

type Options = ControllerOptions & ControllerPolicyOptions;

/** The first chart whose controller does what a permission is for. */
export const SINCE = {
  globalAccelerator: gateSince("GlobalAcceleratorController"),
  certificateManagement: gateSince("EnableCertificateManagement"),
  // The annotation wafv2-acl-name.
  wafv2Names: "1.14.1",
} as const;

/** What has no effect, where that is so in a file and in a construct, and in a module. */
interface Idle {
  readonly path: string;
  readonly is: (options: Options) => boolean;
  readonly module: Pick<ModuleCheck, "key" | "condition">;
  readonly problem: Problem;
}

const given = (list: Options["certificateZones"]): boolean =>
  list !== undefined && !isListOf(list) && hasAny(list) === true;
const params = ({ ingressClass }: Options): boolean =>
  ingressClass?.params !== undefined && !isExpression(ingressClass.params);
/** On, or not said. */
const isLeftOn = (value: string): string => `coalesce(${value}, true)`;

const IDLE: readonly Idle[] = [
  {
    path: "certificateZones",
    is: ({ certificateZones, certificateManagement }) => given(certificateZones) && certificateManagement !== true,
    module: {
      key: "certificate_zones",
      condition: (at) => `length(${at("certificate_zones")}) == 0 || ${isOn(at("certificate_management"))}`,
    },
    problem: problems.noEffect("certificateZones without certificateManagement", "nothing requests certificates"),
  },
  {
    path: "certificateAuthorityArns",
    is: ({ certificateAuthorityArns, certificateManagement }) =>
      given(certificateAuthorityArns) && certificateManagement !== true,
    module: {
      key: "certificate_authority_arns",
      condition: (at) => `length(${at("certificate_authority_arns")}) == 0 || ${isOn(at("certificate_management"))}`,
    },
    problem: problems.noEffect(
      "certificateAuthorityArns without certificateManagement",
      "nothing requests certificates",
    ),
  },
  {
    path: "wafv2Names",
    is: ({ wafv2Names, wafv2 }) => wafv2Names === true && wafv2 === false,
    module: { key: "wafv2_names", condition: (at) => `!${isOn(at("wafv2_names"))} || ${isLeftOn(at("wafv2"))}` },
    problem: problems.noEffect("wafv2Names with wafv2: false", "the controller does not call WAF"),
  },
  {
    path: "policy",
    is: ({ policy, targetGroupBindingOnly }) =>
      (policy === "narrow" || policy === "scoped") && targetGroupBindingOnly === true,
    module: {
      key: "policy",
      condition: (at) =>
        `coalesce(${at("policy")}, "upstream") == "upstream" || !${isOn(at("target_group_binding_only"))}`,
    },
    problem: problems.noEffect(
      "policy: narrow or scoped with targetGroupBindingOnly: true",
      "the policy for target groups has one form",
    ),
  },
  {
    path: "vpc",
    is: ({ policy = "upstream", vpc }) => vpc === true && policy !== "scoped" && !isExpression(policy),
    module: {
      key: "vpc",
      condition: (at) => `!${isOn(at("vpc"))} || coalesce(${at("policy")}, "upstream") == "scoped"`,
    },
    problem: problems.noEffect("vpc: true without policy: scoped", "no other policy is held to a VPC"),
  },
  {
    path: "ingressClass",
    is: (options) =>
      options.ingressClass?.create === false && (params(options) || options.ingressClass.default === true),
    module: {
      key: "ingress_class",
      condition: (at) =>
        `${isLeftOn(at("ingress_class.create"))} || length(${at("ingress_class.params")}[*]) == 0 && !${isOn(at("ingress_class.default"))}`,
    },
    problem: problems.noEffect("params or default of an ingressClass with create: false", "no IngressClass is made"),
  },
  {
    path: "securityGroups",
    is: ({ securityGroups }) => securityGroups?.sharedBackend === false && securityGroups.backend !== undefined,
    module: {
      key: "security_groups",
      condition: (at) =>
        `${isLeftOn(at("security_groups.shared_backend"))} || ${at("security_groups.backend")} == null`,
    },
    problem: problems.noEffect("securityGroups.backend with sharedBackend: false", "no group is shared"),
  },
];

export const effectProblems = (version: string, options: Options): ValueProblem[] => [
  ...Object.entries(SINCE).flatMap(([option, since]) =>
    options[option as keyof typeof SINCE] === true && compareVersions(version, since) < 0
      ? [{ path: option, problem: problems.optionNeedsVersion(option, since, version) }]
      : [],
  ),
  ...IDLE.flatMap(({ path, is, problem }) => (is(options) ? [{ path, problem }] : [])),
  ...(options.policy === "scoped" &&
  !isExpression(options.featureGates) &&
  options.featureGates?.[TAGGING_GATE] === false
    ? [{ path: `featureGates.${TAGGING_GATE}`, problem: problems.scopedWithoutTags() }]
    : []),
];

/** The same of what only Terraform knows. */
export const IDLE_CHECKS: readonly ModuleCheck[] = [
  ...IDLE.map(({ module, problem }) => ({ ...module, problem })),
  {
    key: "feature_gates",
    condition: (at) =>
      `coalesce(${at("policy")}, "upstream") != "scoped" || try(${at("feature_gates")}["${TAGGING_GATE}"], true)`,
    problem: problems.scopedWithoutTags(),
  },
];
