import { parse } from "yaml";
import { controllerValueProblems, defaultTag } from "../../constructs/addons/load-balancer-controller/values";
import type { ControllerChoices } from "../../constructs/addons/load-balancer-controller/options";
import { chartValues } from "../../constructs/addons/load-balancer-controller/chart-values";
import type { Data } from "../../constructs/facts/merge";
import { problemText } from "../../constructs/facts/problems";
import { testWithUpstream } from "../support/upstream";

const choices: ControllerChoices = {
  version: "3.5.0",
  clusterName: "prod",
  region: "ap-northeast-2",
  vpcId: "vpc-0abc",
  serviceAccount: "aws-load-balancer-controller",
  webhookCertificate: "cert-manager",
  serviceMutatorWebhook: false,
  replicas: 2,
  shield: undefined,
  waf: undefined,
  wafv2: undefined,
  defaultTags: undefined,
  imageRepository: undefined,
};

const refused = (values: Data, changed: Partial<ControllerChoices> = {}): string[] =>
  controllerValueProblems(values, { ...choices, ...changed }).map(({ path }) => path);

const at = (path: string, value: unknown): Data =>
  path.split(".").reduceRight<unknown>((inner, key) => ({ [key]: inner }), value) as Data;

describe("the controller's values", () => {
  test.each([
    ["enableShield", "false"],
    ["enableWaf", "true"],
    ["enableWafv2", 0],
    ["enablePodReadinessGateInject", "false"],
    ["enableEndpointSlices", "false"],
    ["enableBackendSecurityGroup", "false"],
    ["disableRestrictedSecurityGroupRules", "true"],
    ["disableIngressClassAnnotation", "true"],
    ["tolerateNonExistentBackendService", "false"],
    ["enableCertManager", "false"],
    ["keepTLSSecret", "true"],
    ["enableServiceMutatorWebhook", "false"],
    ["createIngressClassResource", "false"],
    ["hostNetwork", "false"],
    ["rbac.create", "false"],
    ["serviceAccount.create", "false"],
    ["ingressClassParams.create", "false"],
    ["ingressClassConfig.default", "false"],
    ["autoscaling.enabled", "false"],
    ["serviceMonitor.enabled", "false"],
    ["clusterSecretsPermissions.allowAllSecrets", "false"],
  ])("need real switches: %s is not %j", (path, value) => {
    const [found, ...others] = controllerValueProblems(at(path, value), choices);
    expect(found?.path).toBe(path);
    expect(found?.problem.rule).toMatch(/^the chart needs true or false here: /);
    expect(others).toEqual([]);
  });

  test.each([
    ["clusterName", 12345],
    ["region", 1],
    ["vpcId", false],
    ["serviceTargetENISGTags", { a: "b" }],
  ])("need text: %s is not %j", (path, value) => {
    expect(refused(at(path, value))).toEqual([path]);
  });

  test.each([
    ["serviceAccount", null],
    ["controllerConfig", null],
    ["controllerConfig.featureGates", null],
    ["podDisruptionBudget", 1],
    ["defaultTags", "a=b"],
  ])("need mappings where the chart breaks without: %s is not %j", (path, value) => {
    expect(refused(at(path, value))).toEqual([path]);
  });

  test.each([
    ["clusterName", "other"],
    ["region", "us-east-1"],
    ["vpcId", "vpc-1"],
    ["vpcId", null],
    ["serviceAccount.create", true],
    ["serviceAccount.name", "other"],
    ["serviceAccount.annotations", { "eks.amazonaws.com/role-arn": "arn:aws:iam::1:role/a" }],
    ["enableCertManager", false],
    ["enableServiceMutatorWebhook", true],
    ["keepTLSSecret", true],
  ])("may not contradict ours: %s is not %j", (path, value) => {
    expect(refused(at(path, value))).toEqual([path]);
  });

  test("say which option to use in place of a value that contradicts", () => {
    const [found] = controllerValueProblems({ enableServiceMutatorWebhook: true }, choices);
    expect(found && problemText(found.problem)).toBe(
      "values.enableServiceMutatorWebhook is true: it is set to false from loadBalancerController.serviceMutatorWebhook. Remove it, and use loadBalancerController.serviceMutatorWebhook.",
    );
  });

  test("may repeat ours, and say what we leave open", () => {
    const same = {
      clusterName: "prod",
      region: "ap-northeast-2",
      vpcId: "vpc-0abc",
      serviceAccount: { create: false, name: "aws-load-balancer-controller" },
      enableCertManager: true,
      enableServiceMutatorWebhook: false,
      enableShield: false,
      replicaCount: 2,
      podDisruptionBudget: { maxUnavailable: "50%" },
      controllerConfig: { featureGates: { NLBGatewayAPI: false } },
      defaultTags: { team: "platform" },
    };
    expect(refused(same)).toEqual([]);
  });

  test("keep Helm's certificate where it is Helm's", () => {
    expect(refused({ keepTLSSecret: true, enableCertManager: false }, { webhookCertificate: "helm" })).toEqual([]);
    expect(refused({ keepTLSSecret: false }, { webhookCertificate: "helm" })).toEqual(["keepTLSSecret"]);
  });

  test.each([
    ["ingressClass", "true"],
    ["ingressClass", "123"],
    ["ingressClass", "1.5"],
    ["ingressClass", 123],
    ["podAnnotations", null],
    ["controllerConfig.featureGates.NLBGatewayAPI", "true"],
    ["controllerConfig.featureGates.NLBGatewayApi", true],
    ["serviceAccount.imagePullSecrets", ["a"]],
    ["enableSheild", false],
  ])("are refused where they would go wrong silently: %s is not %j", (path, value) => {
    expect(refused(at(path, value))).toEqual([path]);
  });

  test("have gates that the chart knows", () => {
    const gate = at("controllerConfig.featureGates.IngressPlanAnnotation", true);
    expect(refused(gate, { version: "3.3.0" })).toEqual(["controllerConfig.featureGates.IngressPlanAnnotation"]);
    expect(refused(gate, { version: "3.4.0" })).toEqual([]);
  });

  test("of a ServiceAccount are the chart's where another tool installs it", () => {
    expect(refused(at("serviceAccount.imagePullSecrets", ["a"]), { install: false })).toEqual([]);
  });

  test.each([
    ["certManagement", "3.1.0", "3.5.0"],
    ["maxTargetsPerTargetGroup", "1.13.4", "1.17.1"],
    ["keepTLSSecret", "3.0.0", "3.1.0"],
  ])("know %s not in chart %s, and in %s", (key, before, since) => {
    const unknown = (version: string): string[] =>
      controllerValueProblems({ [key]: true }, { ...choices, webhookCertificate: "helm", version })
        .filter(({ problem }) => problem.rule.includes("has no such value"))
        .map(({ path }) => path);
    expect(unknown(before)).toEqual([key]);
    expect(unknown(since)).toEqual([]);
  });

  test("that are mistyped get a suggestion", () => {
    const [found] = controllerValueProblems({ enableSheild: false }, choices);
    expect(found && problemText(found.problem)).toBe(
      "values.enableSheild: the chart aws-load-balancer-controller 3.5.0 has no such value. Did you mean enableShield? Rename or remove it.",
    );
  });

  test("have default tags of text that one argument can hold", () => {
    expect(refused({ defaultTags: { a: "b,c", d: 10000000, e: "f" } })).toEqual(["defaultTags.a", "defaultTags.d"]);
  });

  test("have one kind of disruption budget", () => {
    expect(refused({ podDisruptionBudget: { minAvailable: 1, maxUnavailable: 1 } })).toEqual(["podDisruptionBudget"]);
  });

  test("are all checked at once", () => {
    expect(refused({ enableShield: "no", clusterName: "other", defaultTags: { a: "," } })).toEqual([
      "enableShield",
      "clusterName",
      "defaultTags.a",
    ]);
  });
});

describe("defaultTag", () => {
  test.each([
    ["a", ""],
    ["a b", "c d"],
    ["a:b", "c:d"],
    ["a", "#b"],
    ["a", "b=c"],
  ])("takes %j with %j", (key, value) => {
    expect(defaultTag(key, value)).toBeUndefined();
  });

  test.each([
    ["a", "b, c", ","],
    ["a: b", "c", ": "],
    ["a #b", "c", " #"],
    ["a=b", "c", "="],
    ["a", "b\n", "\n"],
    ["a", "b:", ":"],
  ])("refuses %j with %j", (key, value, found) => {
    expect(defaultTag(key, value)?.given).toContain(`holds ${JSON.stringify(found)}`);
  });
});

describe.each([
  ["v2.13.4", "1.13.4"],
  ["v2.17.1", "1.17.1"],
  ["v3.0.0", "3.0.0"],
  ["v3.1.0", "3.1.0"],
  ["v3.5.0", "3.5.0"],
])("the chart of the controller %s", (tag, version) => {
  testWithUpstream("has just the top-level values that we know", `lbc-chart/${tag}/values.yaml`, (text) => {
    const listed = [...text.matchAll(/^(?:# ?)?([A-Za-z]\w*):/gm)].map(([, key = ""]) => key);
    const known = [...chartValues(version)];
    expect(Object.keys(parse(text) as Data).filter((key) => !known.includes(key))).toEqual([]);
    // Helm's own.
    expect(known.filter((key) => !listed.includes(key))).toEqual(["global"]);
  });
});
