import { parse } from "yaml";
import { LoadBalancerController } from "../../constructs/addons/load-balancer-controller/load-balancer-controller";
import type { LoadBalancerControllerProps } from "../../constructs/addons/load-balancer-controller/load-balancer-controller";
import { controllerValues } from "../../constructs/addons/load-balancer-controller/values";
import { loadBalancerController } from "../../constructs/addons/load-balancer-controller/keys";
import { CHART_OPTIONS } from "../../constructs/addons/load-balancer-controller/options";
import type { ControllerChoices, ControllerOptions } from "../../constructs/addons/load-balancer-controller/options";
import { CERT_MANAGER_CHART } from "../../constructs/addons/cert-manager/releases";
import { compareVersions } from "../../constructs/addons/version";
import { merge, valueAt, withPath } from "../../constructs/facts/merge";
import type { Data } from "../../constructs/facts/merge";
import { PARTITIONS } from "../../constructs/facts/partitions";
import type { Identity } from "../../constructs/identity/kinds";
import { chartHas, helmValues, valuePaths } from "../support/helm-values";
import { literalCluster, literalProvider, only, resources, synth, testStack } from "../support/synth";
import type { TerraformJson } from "../support/synth";
import { testWithUpstream } from "../support/upstream";

const choices: ControllerChoices = {
  version: "3.5.0",
  clusterName: "prod",
  region: "ap-northeast-2",
  vpcId: "vpc-0abc",
  serviceAccount: "aws-load-balancer-controller",
  webhookCertificate: "cert-manager",
  imageRepository: undefined,
};

const BASE = {
  clusterName: "prod",
  region: "ap-northeast-2",
  vpcId: "vpc-0abc",
  replicaCount: 2,
  podDisruptionBudget: { maxUnavailable: 1 },
  enableCertManager: true,
  enableServiceMutatorWebhook: false,
};

const GATE = "controllerConfig.featureGates";

/** Each option with the values that it is, by dotted path. */
const OPTIONS: readonly [ControllerOptions, Record<string, unknown>][] = [
  [{}, {}],
  [{ serviceMutatorWebhook: true }, { enableServiceMutatorWebhook: true }],
  [{ replicas: 3 }, { replicaCount: 3 }],
  [{ shield: false }, { enableShield: false }],
  [{ waf: false }, { enableWaf: false }],
  [{ wafv2: true }, { enableWafv2: true }],
  [{ defaultTags: { team: "platform" } }, { "defaultTags.team": "platform" }],
  [{ ingressClass: { name: "internal" } }, { ingressClass: "internal" }],
  [{ ingressClass: { default: true } }, { "ingressClassConfig.default": true }],
  [{ ingressClass: { create: false } }, { createIngressClassResource: false }],
  [{ ingressClass: { params: { scheme: "internal" } } }, { "ingressClassParams.spec.scheme": "internal" }],
  [{ featureGates: { ALBSingleSubnet: true } }, { [`${GATE}.ALBSingleSubnet`]: true }],
  [
    { gatewayApi: false },
    { [`${GATE}.NLBGatewayAPI`]: false, [`${GATE}.ALBGatewayAPI`]: false, [`${GATE}.GatewayListenerSet`]: false },
  ],
  // The controller looks for the CRDs itself, where no gate keeps it from that.
  [{ gatewayApi: true }, {}],
  [
    { gatewayApi: false, featureGates: { NLBGatewayAPI: true } },
    { [`${GATE}.NLBGatewayAPI`]: true, [`${GATE}.ALBGatewayAPI`]: false, [`${GATE}.GatewayListenerSet`]: false },
  ],
  [{ defaultTargetType: "ip" }, { defaultTargetType: "ip" }],
  [{ defaultScheme: "internet-facing" }, { defaultLoadBalancerScheme: "internet-facing" }],
  [
    { defaultSslPolicy: "ELBSecurityPolicy-TLS13-1-2-2021-06" },
    { defaultSSLPolicy: "ELBSecurityPolicy-TLS13-1-2-2021-06" },
  ],
  [{ securityGroups: { sharedBackend: false } }, { enableBackendSecurityGroup: false }],
  [{ securityGroups: { backend: "sg-1" } }, { backendSecurityGroup: "sg-1" }],
  [{ securityGroups: { manageBackendRules: true } }, { enableManageBackendSecurityGroupRules: true }],
  [{ securityGroups: { restrictRules: false } }, { disableRestrictedSecurityGroupRules: true }],
  [{ securityGroups: { restrictRules: true } }, { disableRestrictedSecurityGroupRules: false }],
  [{ logLevel: "debug" }, { logLevel: "debug" }],
  [{ serviceMonitor: true }, { "serviceMonitor.enabled": true }],
];

const nested = (values: Readonly<Record<string, unknown>>): Data =>
  Object.entries(values).reduce<Data>((all, [path, value]) => merge(all, withPath(path, value)), {});

describe("the controller's option", () => {
  test.each(OPTIONS)("%j is just these values: %j", (option, values) => {
    expect(controllerValues({ ...choices, ...option })).toEqual(merge(BASE, nested(values)));
  });
});

describe("the Gateway API's gates", () => {
  const gatesOf = (version: string, gatewayApi: boolean): unknown =>
    valueAt(controllerValues({ ...choices, version, gatewayApi }), GATE);
  const two = (value: boolean): object => ({ NLBGatewayAPI: value, ALBGatewayAPI: value });

  test.each([
    ["1.13.0", true, two(true)],
    ["3.1.0", true, two(true)],
    ["3.2.0", true, undefined],
    ["3.5.0", true, undefined],
    ["1.13.0", false, two(false)],
    ["3.2.1", false, two(false)],
    ["3.2.2", false, { ...two(false), GatewayListenerSet: false }],
    ["3.5.0", false, { ...two(false), GatewayListenerSet: false }],
  ])("in chart %s with gatewayApi: %s are %j", (version, gatewayApi, expected) => {
    expect(gatesOf(version, gatewayApi)).toEqual(expected);
  });
});

describe("a row of the table of options", () => {
  test.each(Object.entries(CHART_OPTIONS))(
    "makes %s a key of the configuration and a value of the chart",
    (option, row) => {
      const all: [string, unknown][] = OPTIONS.flatMap(([options]) => Object.entries(options));
      const given = all.find(([name]) => name === option)?.[1];
      expect(loadBalancerController.parse({ [option]: given })).toHaveProperty(option, given);
      expect(() => loadBalancerController.parse({ [option]: 1 })).toThrow();
      expect(controllerValues({ ...choices, [option]: given })).toHaveProperty(row.path, given);
    },
  );
});

describe.each([
  ["v2.13.4", "1.13.4"],
  ["v2.17.1", "1.17.1"],
  ["v3.0.0", "3.0.0"],
  ["v3.1.0", "3.1.0"],
  ["v3.5.0", "3.5.0"],
])("the chart of the controller %s", (tag, version) => {
  testWithUpstream("has every option's values", `lbc-chart/${tag}/values.yaml`, (text) => {
    const has = chartHas(parse(text) as Data);
    const lacking = OPTIONS.flatMap(([option]) => valuePaths(controllerValues({ ...choices, version, ...option })))
      .concat(valuePaths(controllerValues({ ...choices, version, imageRepository: "a/b" })))
      .filter((path) => !has(path));
    expect([...new Set(lacking)]).toEqual(version === "1.13.4" ? ["defaultLoadBalancerScheme"] : []);
    expect(has("defaultLoadBalancerScheme")).toBe(compareVersions(version, "1.17.1") >= 0);
  });
});

type Options = Omit<Partial<LoadBalancerControllerProps>, "identity" | "provider" | "cluster">;

const irsaIn = (region: string): Identity => ({ provider: literalProvider(literalCluster({ region })) });
const SEOUL = irsaIn("ap-northeast-2");

function synthWith(options: Options = {}, identity = SEOUL): TerraformJson {
  const stack = testStack();
  new LoadBalancerController(stack, "lbc", { ...identity, ...options });
  return synth(stack);
}

const valuesOf = (json: TerraformJson): Data => helmValues(only(json, "helm_release"));

describe("a LoadBalancerController refuses", () => {
  const podIdentity: Identity = { identity: "pod-identity", cluster: literalCluster() };

  test.each<[string, Identity, Options, RegExp]>([
    ["Pod Identity on Fargate", podIdentity, { fargate: true }, /lbc\.fargate: .*does not work on Fargate/],
    [
      "Global Accelerator in China",
      irsaIn("cn-north-1"),
      { globalAccelerator: true },
      /lbc\.globalAccelerator: .*aws-cn/,
    ],
    ["a default tag that ends in a colon", SEOUL, { defaultTags: { a: "b:" } }, /lbc\.defaultTags\.a: .*holds ":"/],
    [
      "a gate that is none",
      SEOUL,
      { featureGates: { NLBGateway: true } },
      /lbc\.featureGates\.NLBGateway: .*not known/,
    ],
    [
      "a gate that its chart does not know yet",
      SEOUL,
      { version: "3.3.0", featureGates: { IngressPlanAnnotation: true } },
      /lbc\.featureGates\.IngressPlanAnnotation: .*with chart 3\.3\.0: charts know it from 3\.4\.0 on/,
    ],
    [
      "a registry with a scheme",
      SEOUL,
      { imageRegistry: "https://mirror.example.com" },
      /lbc\.imageRegistry: "https:\/\/mirror.example.com": an image registry is a host in lower case/,
    ],
    [
      "a default scheme before its chart has one",
      SEOUL,
      { version: "1.17.0", defaultScheme: "internal" },
      /lbc\.defaultScheme: defaultScheme with chart 1\.17\.0: charts have it from 1\.17\.1 on/,
    ],
    [
      "a value that contradicts an option",
      SEOUL,
      { defaultTargetType: "ip", values: { defaultTargetType: "instance" } },
      /lbc\.values\.defaultTargetType: .*use loadBalancerController\.defaultTargetType/,
    ],
  ])("%s", (_what, identity, options, message) => {
    expect(() => synthWith(options, identity)).toThrow(message);
  });
});

describe("a LoadBalancerController's disruption budget", () => {
  test.each([
    [undefined, { maxUnavailable: 1 }],
    [{ minAvailable: 1 }, { minAvailable: 1 }],
    [{ maxUnavailable: "50%" }, { maxUnavailable: "50%" }],
    [{ minAvailable: "50%" }, { minAvailable: "50%" }],
  ])("with the user's %j is %j", (podDisruptionBudget, expected) => {
    expect(valuesOf(synthWith({ values: { podDisruptionBudget } }))["podDisruptionBudget"]).toEqual(expected);
  });
});

describe("a LoadBalancerController in an isolated cluster", () => {
  const OFF = { enableShield: false, enableWaf: false, enableWafv2: false };
  const isolated = PARTITIONS.filter((partition) => partition.isolated).map(({ name, example }) => [name, example]);
  const imageRegistry = "mirror.example.com";

  test.each(isolated as [string, string][])("calls neither WAF nor Shield in %s", (_name, region) => {
    expect(valuesOf(synthWith({ imageRegistry }, irsaIn(region)))).toMatchObject(OFF);
  });

  test("of a partition that is not isolated does so where that is said", () => {
    expect(valuesOf(synthWith({ isolated: true }))).toMatchObject(OFF);
    expect(valuesOf(synthWith({ isolated: true, wafv2: true }))).toMatchObject({ ...OFF, enableWafv2: true });
  });

  test("that says it is not isolated leaves them to the controller", () => {
    const values = valuesOf(synthWith({ imageRegistry, isolated: false }, irsaIn("us-iso-east-1")));
    expect(Object.keys(OFF).filter((key) => key in values)).toEqual([]);
  });
});

describe("a LoadBalancerController's image", () => {
  const repository = (options: Options, region: string): unknown =>
    (valuesOf(synthWith(options, irsaIn(region)))["image"] as Data | undefined)?.["repository"];
  const PATH = "amazon/aws-load-balancer-controller";

  test.each<[Options, string, string | undefined]>([
    [{}, "ap-northeast-2", undefined],
    [{ imageRegistry: "public" }, "cn-north-1", undefined],
    [{ imageRegistry: "regional" }, "ap-northeast-2", `602401143452.dkr.ecr.ap-northeast-2.amazonaws.com/${PATH}`],
    [{}, "cn-north-1", `918309763551.dkr.ecr.cn-north-1.amazonaws.com.cn/${PATH}`],
    [{}, "us-gov-west-1", undefined],
    [{ imageRegistry: "regional" }, "us-gov-west-1", `013241004608.dkr.ecr.us-gov-west-1.amazonaws.com/${PATH}`],
    [{ imageRegistry: "mirror.example.com/aws" }, "us-iso-east-1", `mirror.example.com/aws/${PATH}`],
  ])("with %j in %s is %s", (options, region, expected) => {
    expect(repository(options, region)).toBe(expected);
  });

  test.each<[Options, string, RegExp]>([
    [{}, "us-iso-east-1", /lbc\.imageRegistry: no image registry, in the partition aws-iso: .*Write imageRegistry/],
    [{ imageRegistry: "public" }, "us-isob-east-1", /lbc\.imageRegistry: .*aws-iso-b/],
    [{ imageRegistry: "regional" }, "us-iso-east-1", /lbc\.imageRegistry: .*no add-on registry for this region/],
  ])("with %j in %s is refused", (options, region, message) => {
    expect(() => synthWith(options, irsaIn(region))).toThrow(message);
  });
});

describe("a LoadBalancerController's policies", () => {
  const policiesOf = (json: TerraformJson): Record<string, string> =>
    Object.fromEntries(
      Object.entries(resources(json, "aws_iam_policy")).map(([name, { policy }]) => [name, policy as string]),
    );

  test("are one each, within 6144 characters, all of them attached", () => {
    const json = synthWith({ globalAccelerator: true, certificateManagement: true });
    const policies = policiesOf(json);
    expect(Object.keys(policies).sort()).toEqual([
      "lbc_role_lbc",
      "lbc_role_lbc-certificates",
      "lbc_role_lbc-global-accelerator",
    ]);
    expect(Object.values(policies).filter((policy) => policy.length > 6144)).toEqual([]);
    expect(policies["lbc_role_lbc-certificates"]).toContain("acm:RequestCertificate");
    expect(policies["lbc_role_lbc-global-accelerator"]).toContain("globalaccelerator:CreateAccelerator");
    const attached = Object.values(resources(json, "aws_iam_role_policy_attachment")).map(({ policy_arn: arn }) => arn);
    expect(attached.sort()).toEqual(
      Object.keys(policies)
        .map((name) => `\${aws_iam_policy.${name}.arn}`)
        .sort(),
    );
  });

  test("are the usual one alone where nothing else is asked for", () => {
    expect(Object.keys(policiesOf(synthWith()))).toEqual(["lbc_role_lbc"]);
  });

  test("allow only the registration of targets where TargetGroupBindings are all", () => {
    const { lbc_role_lbc: policy = "" } = policiesOf(synthWith({ targetGroupBindingOnly: true }));
    expect(policy).toContain("elasticloadbalancing:RegisterTargets");
    expect(policy).not.toMatch(/:(Create|Delete|Authorize)\w/);
  });
});

describe("a LoadBalancerController", () => {
  test("comes from a mirror, with Helm's options", () => {
    const chart = { name: "aws-load-balancer-controller", repository: "oci://mirror.example.com", version: "3.5.0" };
    expect(only(synthWith({ chart, timeout: 60, takeOwnership: true }), "helm_release")).toMatchObject({
      repository: "oci://mirror.example.com",
      timeout: 60,
      take_ownership: true,
    });
  });

  test("is left to another tool where that is asked for, but for what is in AWS", () => {
    const json = synthWith({ install: false });
    expect(resources(json, "helm_release")).toEqual({});
    expect(resources(json, "kubernetes_service_account_v1")).toEqual({});
    only(json, "aws_iam_policy");
    expect(JSON.stringify(json)).not.toContain(CERT_MANAGER_CHART.repository);
  });

  test("has an association in the annotation's place with Pod Identity", () => {
    const json = synthWith({}, { identity: "pod-identity", cluster: literalCluster() });
    expect(only(json, "aws_eks_pod_identity_association")).toMatchObject({
      namespace: "kube-system",
      service_account: "aws-load-balancer-controller",
    });
    expect(JSON.stringify(only(json, "kubernetes_service_account_v1"))).not.toContain("role-arn");
  });
});
