import { isMapping, merge, valueAt, withPath } from "../../facts/merge";
import type { Data } from "../../facts/merge";
import { ingressClassName, tagKey, tagValue } from "../../facts/names";
import type { TextForm } from "../../facts/names";
import { ISOLATED_PARTITIONS } from "../../facts/partitions";
import * as problems from "../../facts/problems";
import type { Problem } from "../../facts/problems";
import {
  and,
  choose,
  compare,
  equals,
  flagOr,
  hasAny,
  isGiven,
  isMoreThanOne,
  isOneOf,
  known,
  merged,
  not,
  onlyIf,
  orElse,
} from "../../hcl/combine";
import type { Condition, Flag } from "../../hcl/combine";
import { Expression, attribute, call, index, isExpression, nullable, variable } from "../../hcl/expression";
import type { ObjectValue, Value } from "../../hcl/expression";
import { any, isLiteral, lift, number } from "../../hcl/lift";
import type { Naming } from "../../hcl/instances";
import { tooNew } from "../options";
import { bothBudgets, lostWithAccount, mistakes, openLosses, openMistakes, unknownKeys } from "../values";
import type { OwnedValue, ValueProblem, ValueType } from "../values";
import { effectProblems } from "./effect";
import { ALL_CHART_VALUES, LATER_VALUES, chartValues } from "./chart-values";
import { FEATURE_GATES, GATE_CHARTS, TAGGING_GATE, featureGate } from "./feature-gates";
import { OPTIONS, controllerOptionValues, keepTlsSecret } from "./options";
import type { ControllerChoices, ControllerOptions, WebhookCertificate } from "./options";
import type { ControllerPolicyOptions } from "./policy";
import { CANNOT_KEEP_CERTIFICATE, CONTROLLER_CHART, CONTROLLER_RELEASES } from "./releases";

export const SERVICE_ACCOUNT = "aws-load-balancer-controller";

/** It is there in every cluster. */
export const NAMESPACE = "kube-system";

/** In an isolated cluster each of these calls would time out: there they are off, unless the user says otherwise. */
export function switches(
  { isolated, shield, waf, wafv2 }: Pick<ControllerOptions, "shield" | "waf" | "wafv2"> & { isolated?: Flag },
  partition: string | undefined,
): Pick<ControllerOptions, "shield" | "waf" | "wafv2"> {
  const off = flagOr(isolated, isIsolated(partition));
  const orOff = (chosen: Flag | undefined): Flag | undefined => {
    if (off === false) return chosen;
    const given = lift(chosen);
    if (!isExpression(given)) return chosen ?? (off === true ? false : any(onlyIf(off, false)));
    return any(nullable(choose(and(not(isGiven(given)), off), false, known(given)) as Expression));
  };
  return { shield: orOff(shield), waf: orOff(waf), wafv2: orOff(wafv2) };
}

/** Whether a partition has no way to the internet. */
export const isIsolated = (partition: string | undefined): Condition =>
  partition === undefined ? false : isOneOf(partition, ...ISOLATED_PARTITIONS);

const DROPPED = "it drops text silently, so the switch would not work";
const TRUTHY = 'it takes any text, "false" too, for true';

/** The chart has no schema: what it mishandles is checked here. */
const TYPES: readonly ValueType[] = [
  ...["enableShield", "enableWaf", "enableWafv2", "enablePodReadinessGateInject", "enableEndpointSlices"],
  ...["enableBackendSecurityGroup", "enableManageBackendSecurityGroupRules", "disableRestrictedSecurityGroupRules"],
  ...["disableIngressClassAnnotation", "disableIngressGroupNameAnnotation", "tolerateNonExistentBackendService"],
  ...["tolerateNonExistentBackendAction"],
]
  .map((path): ValueType => ({ path, type: "true or false", effect: DROPPED }))
  .concat(
    [
      ...[
        "enableCertManager",
        "keepTLSSecret",
        "enableServiceMutatorWebhook",
        "createIngressClassResource",
        "hostNetwork",
      ],
      ...["rbac.create", "serviceAccount.create", "ingressClassParams.create", "ingressClassConfig.default"],
      ...["autoscaling.enabled", "serviceMonitor.enabled", "clusterSecretsPermissions.allowAllSecrets"],
      ...["configureDefaultAffinity", "webhookConfig.disableIngressValidation"],
    ].map((path): ValueType => ({ path, type: "true or false", effect: TRUTHY })),
    ["clusterName", "region", "vpcId"].map((path): ValueType => ({
      path,
      type: "text",
      effect: "it renders it as a template, which fails for a number",
    })),
    { path: "serviceTargetENISGTags", type: "text", effect: 'it writes it as it is, as in "key=value,key=value"' },
    { path: "serviceAccount", type: "a mapping", effect: "it fails without one" },
    { path: "controllerConfig", type: "a mapping", effect: "it fails without one" },
    { path: "controllerConfig.featureGates", type: "a mapping", effect: "it fails without one" },
    { path: "ingressClass", type: "text", effect: "it writes it into YAML as it is" },
    { path: "podAnnotations", type: "a mapping", effect: "it holds what restarts pods when their role changes" },
    { path: "podDisruptionBudget", type: "a mapping", effect: "it copies it into an object" },
    { path: "defaultTags", type: "a mapping", effect: "it reads keys and values from it" },
  );

function owned(choices: ControllerChoices): OwnedValue[] {
  const option = "loadBalancerController";
  return [
    { path: "clusterName", value: choices.clusterName, option: "cluster" },
    { path: "region", value: choices.region, option: "region" },
    { path: "vpcId", value: choices.vpcId, option: "attributes.vpcId" },
    { path: "serviceAccount.create", value: false, option },
    { path: "serviceAccount.name", value: choices.serviceAccount, option },
    { path: "serviceAccount.annotations", value: undefined, option },
    // A certificate that the chart makes and cannot keep is refused elsewhere.
    ...(keepTlsSecret(choices)
      ? []
      : [{ path: "keepTLSSecret", value: undefined, option: `${option}.webhookCertificate` }]),
    ...controllerOptionValues(choices),
  ];
}

/** The chart's values before the user's, but for the ServiceAccount. */
export function controllerValues(choices: ControllerChoices, values: Data | Expression = {}): Data {
  const { defaultTags, ingressClass, featureGates } = choices;
  const replicas = number(orElse(choices.replicas, 2));
  const budget = onlyIf(and(isMoreThanOne(replicas), not(hasBudget(values))), { maxUnavailable: 1 });
  const base: Data = {
    clusterName: choices.clusterName,
    region: choices.region,
    vpcId: choices.vpcId,
    ...(budget && { podDisruptionBudget: budget }),
    ...(defaultTags && { defaultTags: isExpression(defaultTags) ? defaultTags : { ...defaultTags } }),
    ...(ingressClass?.params && { ingressClassParams: { spec: ingressClass.params } }),
  };
  const known = controllerOptionValues({ ...choices, replicas }).reduce(
    (values, { path, value }) => merge(values, withPath(path, value)),
    base,
  );
  return isExpression(featureGates) ? withGates(known, featureGates) : known;
}

/** A budget has one of two keys, and the user's goes first. */
const hasBudget = (values: Data | Expression): Condition =>
  isExpression(values)
    ? compare(call("try", attribute(attribute(values, "podDisruptionBudget"), "minAvailable"), null), "!=", null)
    : valueAt(values, "podDisruptionBudget.minAvailable") !== undefined;

/** Gates that Terraform knows, over those of an option. */
function withGates(values: Data, featureGates: Expression): Data {
  const ours = (valueAt(values, "controllerConfig.featureGates") ?? {}) as ObjectValue;
  const all = merged(ours, known(featureGates));
  return { ...values, controllerConfig: { featureGates: onlyIf(hasAny(all), all) } };
}

/** What a default tag's key and value have to be, a tag's own rules included. */
export const DEFAULT_TAG: { readonly key: TextForm; readonly value: TextForm } = {
  key: {
    ...tagKey.form,
    not: "^[aA][wW][sS]:|=|: ",
    what: "a default tag's key",
    says: 'letters, digits, spaces and _.:/+-@, without ": " and without aws: in front',
  },
  value: {
    ...tagValue.form,
    not: ": |:$",
    what: "a default tag's value",
    says: 'letters, digits, spaces and _.:/=+-@, without ": " and without a colon at the end',
  },
};

/** A default tag becomes part of one unquoted argument, `--default-tags=key=value,key=value`. */
export function defaultTag(key: string, value: string): Problem | undefined {
  const found = [",", ": ", " #", "\n"].find((text) => key.includes(text) || value.includes(text));
  if (found !== undefined) return problems.defaultTag(key, value, found);
  if (value.endsWith(":")) return problems.defaultTag(key, value, ":");
  return key.includes("=") ? problems.defaultTag(key, value, "=") : undefined;
}

function defaultTagProblems(values: Data): ValueProblem[] {
  const tags = values["defaultTags"];
  return Object.entries(isMapping(tags) ? tags : {}).flatMap(([key, value]) => {
    const path = `defaultTags.${key}`;
    const found =
      typeof value === "string"
        ? defaultTag(key, value)
        : problems.valueOfWrongType(path, value, "text", "it writes large numbers as 1e+07");
    return found ? [{ path, problem: found }] : [];
  });
}

/** What is wrong with values that Terraform knows, as a list of texts. */
export const openControllerValueProblems = (values: Expression, choices: ControllerChoices, named: Naming): Value =>
  call(
    "concat",
    openMistakes(values, TYPES, owned(choices), named),
    named("values_lost", openLosses(values, lift(choices.install ?? true) as Condition, "podDisruptionBudget")),
    named("values_class", openClass(values)),
    named("values_unknown", openUnknown(values, choices.version, named)),
    named("values_untagged", openUntagged(values, choices)),
  );

/** The gate without which nothing has the tag that the policy asks for. */
function openUntagged(values: Expression, { policy = "upstream" }: ControllerChoices): Value {
  const isScoped = equals(policy, "scoped");
  if (isScoped === false) return [];
  const on = variable("on");
  const path = `${GATES}.${TAGGING_GATE}`;
  const given = path.split(".").reduce((of, key) => attribute(of, key), values);
  return new Expression({
    kind: "list",
    loop: { value: on, over: [call("try", given, true)] },
    body: `values.${path} is false`,
    where: and(isScoped, equals(on, false)),
  });
}

/** A name of an ingress class that YAML would read as something else than text. */
function openClass(values: Expression): Value {
  const name = variable("name");
  const { pattern, not: otherThanText } = ingressClassName.form ?? {};
  const matches = (form: string | undefined): Condition =>
    form === undefined ? false : call("can", call("regex", form, name));
  return new Expression({
    kind: "list",
    loop: { value: name, over: [call("try", attribute(values, "ingressClass"), null)] },
    body: new Expression({ kind: "template", parts: ["values.ingressClass is ", call("jsonencode", name)] }),
    where: choose(
      compare(name, "==", null),
      false,
      not(and(matches(pattern), not(matches(otherThanText)))),
    ) as Condition,
  });
}

/** Gates and top-level values that this chart does not know. */
function openUnknown(values: Expression, version: string, named: Naming): Value {
  const [key, gate, on] = [variable("key"), variable("gate"), variable("on")];
  const charts = named(
    "charts",
    CONTROLLER_RELEASES.map(({ chart }) => chart),
    "The supported charts, oldest first.",
  );
  const at = (chart: Value): Expression => call("index", charts, chart);
  const knows = (since: Expression): Condition => compare(at(version), ">=", at(since));
  const later = Object.entries(GATE_CHARTS.first).filter(([, since]) => since !== CONTROLLER_RELEASES[0]?.chart);
  const first = named(
    "first_charts",
    { ...Object.fromEntries(later), ...LATER_VALUES },
    "The first chart that knows each gate and value, where it is not the oldest one.",
  ) as Expression;
  const last = named(
    "last_charts",
    GATE_CHARTS.last,
    "The last chart that knows a gate, where it is not the newest one.",
  ) as Expression;
  const unknownValues = new Expression({
    kind: "list",
    loop: { value: key, over: call("keys", values) },
    body: new Expression({ kind: "template", parts: ["values.", key, " is not known to the chart"] }),
    where: not(
      and(
        call("contains", named("chart_values", [...ALL_CHART_VALUES]), key),
        call("try", knows(index(first, key)), true),
      ),
    ),
  });
  const unknownGates = new Expression({
    kind: "list",
    loop: {
      key: gate,
      value: on,
      over: call("try", attribute(attribute(values, "controllerConfig"), "featureGates"), {}),
    },
    body: new Expression({
      kind: "template",
      parts: ["values.controllerConfig.featureGates.", gate, " is ", call("jsonencode", on)],
    }),
    where: not(
      and(
        call("contains", ["true", "false"], call("jsonencode", on)),
        call("contains", named("gates", [...FEATURE_GATES]), gate),
        call("try", knows(index(first, gate)), true),
        call("try", compare(at(version), "<=", at(index(last, gate))), true),
      ),
    ),
  });
  return call("concat", unknownValues, unknownGates);
}

/** What is wrong with a user's values. */
export function controllerValueProblems(values: Data, choices: ControllerChoices): ValueProblem[] {
  return [
    ...mistakes(values, TYPES, owned(choices)),
    ...defaultTagProblems(values),
    ...entryProblems("defaultTags", values["defaultTags"], literal(choices.defaultTags), "defaultTags"),
    ...entryProblems(
      "ingressClassParams.spec",
      valueAt(values, "ingressClassParams.spec"),
      literal(choices.ingressClass?.params),
      "ingressClass.params",
    ),
    ...bothBudgets(values, "podDisruptionBudget"),
    ...lostWithAccount(values, choices.install),
    ...gateProblems(values, choices),
    ...classProblem(values["ingressClass"]),
    ...unknownKeys(`${CONTROLLER_CHART.name} ${choices.version}`, values, chartValues(choices.version)),
  ];
}

/** Gates among the values are the same gates. */
function gateProblems(values: Data, { version, policy }: ControllerChoices): ValueProblem[] {
  const gates = valueAt(values, GATES);
  return Object.entries(isMapping(gates) ? gates : {}).flatMap(([gate, on]) => {
    const path = `${GATES}.${gate}`;
    const mistyped =
      typeof on === "boolean"
        ? undefined
        : problems.valueOfWrongType(path, on, "true or false", "it writes gates into one argument as they are");
    const untagged = policy === "scoped" && gate === TAGGING_GATE && on === false;
    const problem = featureGate(gate, version) ?? mistyped ?? (untagged ? problems.scopedWithoutTags() : undefined);
    return problem ? [{ path, problem }] : [];
  });
}

const GATES = "controllerConfig.featureGates";

/** A name that YAML would read as something else than text. */
function classProblem(name: unknown): ValueProblem[] {
  const problem = typeof name === "string" ? ingressClassName(name) : undefined;
  return problem ? [{ path: "ingressClass", problem }] : [];
}

const literal = (data: Data | Expression | undefined): Data | undefined => (isExpression(data) ? undefined : data);

/** Entries of a mapping that both an option and the user's values have, and that differ. Keys may hold dots. */
function entryProblems(path: string, given: unknown, ours: Data | undefined, option: string): ValueProblem[] {
  return Object.entries(isMapping(given) ? given : {}).flatMap(([key, value]) => {
    const expected = ours?.[key];
    if (expected === undefined || JSON.stringify(expected) === JSON.stringify(value)) return [];
    const place = `${path}.${key}`;
    return [
      { path: place, problem: problems.valueContradicts(place, value, expected, `loadBalancerController.${option}`) },
    ];
  });
}

/**
 * Who makes the webhook certificate where nothing is said. Helm makes a new one whenever it renders, so that a
 * GitOps tool would never settle: where another tool installs the controller, a configured cert-manager makes it.
 */
export const defaultCertificate = (
  certManager: { readonly installed: Condition } | undefined,
  install: Flag = true,
): WebhookCertificate =>
  certManager && (certManager.installed === true || install === false) ? "cert-manager" : "helm";

/** Whether this chart can do with this webhook certificate. */
export function webhookCertificate(version: string, certificate: WebhookCertificate | Expression): Problem | undefined {
  return certificate === "helm" && CANNOT_KEEP_CERTIFICATE.includes(version)
    ? problems.helmCannotKeepCertificate(version)
    : undefined;
}

/** What is wrong with typed options for a version of the chart. */
export function controllerOptionProblems(
  version: string,
  options: ControllerOptions & ControllerPolicyOptions,
): ValueProblem[] {
  if (!isLiteral(version)) return [];
  const found = Object.keys(literal(options.featureGates) ?? {}).flatMap((gate) => {
    const problem = featureGate(gate, version);
    return problem ? [{ path: `featureGates.${gate}`, problem }] : [];
  });
  return [...found, ...tooNew(version, OPTIONS, options), ...effectProblems(version, options)];
}
