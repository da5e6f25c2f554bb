import { parse } from "yaml";
import { CertManager } from "../../constructs/addons/cert-manager/cert-manager";
import { LoadBalancerController } from "../../constructs/addons/load-balancer-controller/load-balancer-controller";
import type { LoadBalancerControllerProps } from "../../constructs/addons/load-balancer-controller/load-balancer-controller";
import { CONTROLLER_RELEASES } from "../../constructs/addons/load-balancer-controller/releases";
import type { Data } from "../../constructs/facts/merge";
import { EksCluster } from "../../constructs/identity/eks-cluster";
import { Namespace } from "../../constructs/identity/namespace";
import { addresses } from "../support/addresses";
import { deepFreeze } from "../support/freeze";
import { chartHas, helmValues, valuePaths } from "../support/helm-values";
import { ISSUER, literalCluster, literalProvider, only, resources, synth, testStack } from "../support/synth";
import type { IrsaOptions, TerraformJson } from "../support/synth";
import { testWithUpstream } from "../support/upstream";

type Props = IrsaOptions<LoadBalancerControllerProps>;

/** With its webhook certificate from Helm. */
function synthWith(props: Props = {}): TerraformJson {
  const stack = testStack();
  new LoadBalancerController(stack, "load-balancer-controller", { provider: literalProvider(), ...props });
  return synth(stack);
}

/** With its webhook certificate from cert-manager. */
function synthWithCertManager(props: Props = {}): TerraformJson {
  const stack = testStack();
  const provider = literalProvider();
  const certManager = new CertManager(stack, "cert-manager", { provider });
  new LoadBalancerController(stack, "load-balancer-controller", { provider, certManager, ...props });
  return synth(stack);
}

const releaseOf = (json: TerraformJson): Record<string, unknown> =>
  resources(json, "helm_release")["load-balancer-controller"] ?? {};

const valuesOf = (json: TerraformJson): Data => helmValues(releaseOf(json));

describe("a LoadBalancerController", () => {
  test("is the chart in kube-system, waited for", () => {
    expect(releaseOf(synthWithCertManager())).toMatchObject({
      name: "aws-load-balancer-controller",
      namespace: "kube-system",
      chart: "aws-load-balancer-controller",
      repository: "https://aws.github.io/eks-charts",
      version: "3.5.0",
      wait: true,
    });
  });

  test("has these values by default", () => {
    expect(valuesOf(synthWithCertManager())).toEqual({
      clusterName: "prod",
      region: "ap-northeast-2",
      vpcId: "vpc-0abc",
      serviceAccount: { create: false, name: "aws-load-balancer-controller" },
      replicaCount: 2,
      podDisruptionBudget: { maxUnavailable: 1 },
      enableCertManager: true,
      enableServiceMutatorWebhook: false,
      podAnnotations: { "cdktf-eks-irsa/role-arn": "aws_iam_role.load-balancer-controller_role.arn" },
    });
  });

  test("has a role with the controller's policy, that its ServiceAccount alone may assume", () => {
    const json = synthWith();
    expect(JSON.parse(only(json, "aws_iam_role")["assume_role_policy"] as string)).toMatchObject({
      Statement: [
        {
          Condition: {
            StringEquals: {
              [`${ISSUER}:aud`]: "sts.amazonaws.com",
              [`${ISSUER}:sub`]: "system:serviceaccount:kube-system:aws-load-balancer-controller",
            },
          },
        },
      ],
    });
    expect(only(json, "kubernetes_service_account_v1")["metadata"]).toEqual({
      name: "aws-load-balancer-controller",
      namespace: "kube-system",
      annotations: {
        "helm.sh/resource-policy": "keep",
        "eks.amazonaws.com/role-arn": "${aws_iam_role.load-balancer-controller_role.arn}",
      },
    });
    expect(only(json, "aws_iam_role_policy_attachment")).toMatchObject({
      role: "${aws_iam_role.load-balancer-controller_role.id}",
      policy_arn: expect.stringMatching(/^\$\{aws_iam_policy\.[\w-]+\.arn\}$/) as string,
    });
    expect(only(json, "aws_iam_policy")["policy"]).toContain("elasticloadbalancing:CreateLoadBalancer");
  });

  test("names nothing of another partition", () => {
    const provider = literalProvider(literalCluster({ region: "us-gov-west-1" }));
    const text = JSON.stringify(synthWith({ provider })["resource"]);
    expect(text).toContain("arn:aws-us-gov:elasticloadbalancing:");
    expect(text).not.toContain("arn:aws:");
  });

  test("may live in another namespace, which its role then names", () => {
    const json = synthWith({ namespace: Namespace.existing("ingress") });
    expect(only(json, "helm_release")["namespace"]).toBe("ingress");
    expect(only(json, "aws_iam_role")["assume_role_policy"]).toContain("system:serviceaccount:ingress:");
    expect(only(json, "kubernetes_service_account_v1")["metadata"]).toMatchObject({ namespace: "ingress" });
  });

  test("takes a role's settings", () => {
    expect(only(synthWith({ role: { name: "lbc", path: "/pods/" } }), "aws_iam_role")).toMatchObject({
      name: "lbc",
      path: "/pods/",
    });
  });

  test("needs the VPC, which the pods cannot find out", () => {
    const { vpcId: _, ...rest } = literalCluster();
    const cluster = EksCluster.fromAttributes({ ...rest, oidcIssuer: rest.issuerUrl });
    expect(() => synthWith({ provider: literalProvider(cluster) })).toThrow(
      /^test\/load-balancer-controller\.cluster: attributes has no vpcId: .*the load balancer controller needs it/,
    );
  });

  test("gives a cluster's name as text, also where it is made of digits", () => {
    const text = (
      releaseOf(synthWith({ provider: literalProvider(literalCluster({ name: "12345" })) }))["values"] as string[]
    )[0];
    expect(text).toContain('clusterName = "12345"');
  });

  test("takes what only Terraform knows", () => {
    const stack = testStack();
    const cluster = EksCluster.lookup(stack, "cluster", { name: "prod", region: "ap-northeast-2" });
    new LoadBalancerController(stack, "load-balancer-controller", {
      provider: { cluster, arn: "arn:aws:iam::111122223333:oidc-provider/a", dependables: [] },
    });
    expect(releaseOf(synth(stack))["values"]).toEqual([
      expect.stringContaining("vpcId = data.aws_eks_cluster.cluster.vpc_config[0].vpc_id"),
    ]);
  });

  test("comes after what has to be there first, and is waited for itself", () => {
    const stack = testStack();
    const first = new Namespace(stack, "first", { name: "first" });
    const controller = new LoadBalancerController(stack, "load-balancer-controller", {
      provider: literalProvider(),
      dependsOn: first.dependables,
    });
    expect(addresses(controller.dependables)).toEqual(["helm_release.load-balancer-controller"]);
    expect(only(synth(stack), "helm_release")["depends_on"]).toContain("kubernetes_namespace_v1.first");
  });
});

describe("a LoadBalancerController's switches", () => {
  test("leave WAF and Shield to the controller unless they are given, as real booleans", () => {
    expect(Object.keys(valuesOf(synthWith()))).not.toEqual(
      expect.arrayContaining([expect.stringMatching(/^enable(Shield|Waf)/)]),
    );
    expect(valuesOf(synthWith({ shield: false, waf: false, wafv2: true }))).toMatchObject({
      enableShield: false,
      enableWaf: false,
      enableWafv2: true,
    });
  });

  test("turn the service mutator webhook on only where it is asked for", () => {
    expect(valuesOf(synthWith())["enableServiceMutatorWebhook"]).toBe(false);
    expect(valuesOf(synthWith({ serviceMutatorWebhook: true }))["enableServiceMutatorWebhook"]).toBe(true);
  });

  test.each([
    [1, undefined],
    [2, { maxUnavailable: 1 }],
    [3, { maxUnavailable: 1 }],
  ])("give %i replicas the disruption budget %j", (replicas, budget) => {
    const values = valuesOf(synthWith({ replicas }));
    expect(values["replicaCount"]).toBe(replicas);
    expect(values["podDisruptionBudget"]).toEqual(budget);
  });

  test("pass default tags on", () => {
    expect(valuesOf(synthWith({ defaultTags: { team: "platform", env: "prod" } }))["defaultTags"]).toEqual({
      team: "platform",
      env: "prod",
    });
  });

  test.each([
    ["a,b", "x", ","],
    ["team", "a,b", ","],
    ["team", "a: b", ": "],
    ["team", "a #b", " #"],
    ["team", "a\nb", "\\n"],
    ["a=b", "c", "="],
  ])("refuse the default tag %j: %j", (key, value, found) => {
    expect(() => synthWith({ defaultTags: { [key]: value } })).toThrow(
      new RegExp(`^test/load-balancer-controller\\.defaultTags\\.${key}: .*holds "${found.replace("\\", "\\\\")}"`),
    );
  });

  test("take a default tag with other punctuation", () => {
    const defaultTags = { "shop/team": "a=b:c#d" };
    expect(valuesOf(synthWith({ defaultTags }))["defaultTags"]).toEqual(defaultTags);
  });
});

describe("a LoadBalancerController's webhook certificate", () => {
  const charts = CONTROLLER_RELEASES.map(({ chart }) => chart);

  test.each(charts)("comes from cert-manager with chart %s, and is not kept by Helm", (version) => {
    const json = synthWithCertManager({ version });
    const values = valuesOf(json);
    expect(releaseOf(json)).toMatchObject({ version });
    expect(values["enableCertManager"]).toBe(true);
    expect(values).not.toHaveProperty("keepTLSSecret");
    expect(releaseOf(json)["depends_on"]).toContain("helm_release.cert-manager");
  });

  test.each(charts.filter((chart) => chart !== "3.0.0"))("is kept by Helm over upgrades with chart %s", (version) => {
    expect(valuesOf(synthWith({ version }))).toMatchObject({ enableCertManager: false, keepTLSSecret: true });
  });

  test("cannot be Helm's with chart 3.0.0, which would make a new one at each upgrade", () => {
    expect(() => synthWith({ version: "3.0.0" })).toThrow(
      /^test\/load-balancer-controller\.webhookCertificate: webhookCertificate is helm with chart 3\.0\.0: this chart cannot keep/,
    );
  });

  test("may be Helm's although cert-manager is there, which still comes first", () => {
    const json = synthWithCertManager({ webhookCertificate: "helm" });
    const { "load-balancer-controller": release } = resources(json, "helm_release");
    expect(release?.["take_ownership"]).toBe(true);
    expect(valuesOf(json)).toMatchObject({ enableCertManager: false, keepTLSSecret: true });
    expect(releaseOf(json)["depends_on"]).toContain("helm_release.cert-manager");
  });

  test("cannot be cert-manager's where that is not installed", () => {
    expect(() => synthWith({ webhookCertificate: "cert-manager" })).toThrow(
      /^test\/load-balancer-controller\.webhookCertificate: .*certManager is not installed/,
    );
  });

  test("is of a supported chart", () => {
    expect(() => synthWith({ version: "1.12.0" })).toThrow(
      /^test\/load-balancer-controller\.version: .*nearest is 1\.13\.0/,
    );
  });
});

describe("the user's values", () => {
  test("are merged last, and changed in nothing", () => {
    const props = deepFreeze<Props>({
      defaultTags: { team: "platform" },
      role: { tags: { a: "b" } },
      values: {
        replicaCount: 3,
        nodeSelector: { "kubernetes.io/os": "linux" },
        podAnnotations: { a: "b" },
        defaultTags: { env: "prod" },
        tolerations: [{ key: "a" }],
        resources: undefined,
      },
    });
    expect(valuesOf(synthWithCertManager(props))).toMatchObject({
      replicaCount: 3,
      nodeSelector: { "kubernetes.io/os": "linux" },
      podAnnotations: { a: "b", "cdktf-eks-irsa/role-arn": "aws_iam_role.load-balancer-controller_role.arn" },
      defaultTags: { team: "platform", env: "prod" },
      tolerations: [{ key: "a" }],
      clusterName: "prod",
    });
  });

  test("that are bad are refused, naming the value", () => {
    expect(() => synthWith({ values: { clusterName: 12345 } })).toThrow(
      "test/load-balancer-controller.values.clusterName: values.clusterName is 12345, a number: the chart needs text here",
    );
  });
});

describe.each([
  ["v2.13.4", "1.13.4"],
  ["v2.17.1", "1.17.1"],
  ["v3.0.0", "3.0.0"],
  ["v3.1.0", "3.1.0"],
  ["v3.5.0", "3.5.0"],
])("the chart of the controller %s", (tag, version) => {
  testWithUpstream("has every value that we set", `lbc-chart/${tag}/values.yaml`, (text) => {
    const has = chartHas(parse(text) as Data);
    const props: Props = { version, shield: false, waf: false, wafv2: false, defaultTags: { team: "platform" } };
    const all = [synthWithCertManager(props), ...(version === "3.0.0" ? [] : [synthWith(props)])];
    const set = all.flatMap((json) => valuePaths(valuesOf(json)));
    expect(set.length).toBeGreaterThan(12);
    expect(set.filter((path) => !has(path))).toEqual([]);
    expect(has("unheardOf")).toBe(false);
  });
});
