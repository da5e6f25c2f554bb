import { CERT_MANAGER_VERSION } from "../../constructs/addons/cert-manager/releases";
import { addresses, synthesized } from "../support/cluster-stack";
import { ATTRIBUTES, inCluster } from "../support/configuration";
import { comesBefore, dependencyGraph } from "../support/graph";
import { helmValues } from "../support/helm-values";
import { only, resources } from "../support/synth";

const CHART = 'chart: { name: c, version: 1.0.0, repository: "https://charts.example.com" }';
const ACCOUNT = 'serviceAccount: { name: s, policyArns: ["arn:aws:iam::aws:policy/P"] }';

describe("the order of add-ons", () => {
  const graph = dependencyGraph(
    synthesized(
      inCluster(`certManager:
  issuers: [{ name: own, selfSigned: {} }, { name: shop, namespace: shop, selfSigned: {} }]
loadBalancerController: {}
addons:
  - { name: last, namespace: n, createNamespace: true, ${CHART}, dependsOn: [first.x, load-balancer-controller] }
  - { name: first.x, namespace: n, createNamespace: true, ${CHART}, ${ACCOUNT}, dependsOn: [cert-manager] }
  - { name: alone, namespace: m, ${CHART} }
workloads:
  - { namespace: shop, createNamespace: true, serviceAccount: reader, policyArns: [arn:aws:iam::aws:policy/P] }`),
    ),
  );
  const release = (name: string): string => `helm_release.${name}`;

  test.each([
    [release("cert-manager"), release("cert-manager_issuers")],
    ["kubernetes_namespace_v1.namespace_shop", release("cert-manager_issuers")],
    [release("cert-manager_issuers"), release("load-balancer-controller")],
    [release("cert-manager_issuers"), release("addon_first__x")],
    ["aws_iam_role.addon_first__x_role", "aws_iam_role_policy_attachment.addon_first__x_role_P"],
    [
      "aws_iam_role_policy_attachment.addon_first__x_role_P",
      "kubernetes_service_account_v1.addon_first__x_service-account",
    ],
    ["kubernetes_service_account_v1.addon_first__x_service-account", release("addon_first__x")],
    ["kubernetes_namespace_v1.namespace_n", release("addon_last")],
    [release("addon_first__x"), release("addon_last")],
    [release("load-balancer-controller"), release("addon_last")],
  ])("is %s, then %s", (first, later) => {
    expect(graph.has(first) && graph.has(later)).toBe(true);
    expect(comesBefore(graph, first, later)).toBe(true);
    expect(comesBefore(graph, later, first)).toBe(false);
  });

  test("leaves alone what waits for nothing, and has no circle", () => {
    for (const address of graph.keys()) {
      expect([address, comesBefore(graph, address, address)]).toEqual([address, false]);
      expect([address, comesBefore(graph, address, release("addon_alone"))]).toEqual([address, false]);
    }
    expect(graph.has(release("addon_alone"))).toBe(true);
  });
});

describe("an add-on's chart", () => {
  test("in a folder is named by a path from the stack's folder", () => {
    const release = only(
      synthesized(inCluster("addons: [{ name: a, namespace: n, chart: { name: c, path: charts/c } }]")),
      "helm_release",
    );
    expect(release["chart"]).toMatch(/^\.\/(\.\.\/)+[^/]+\/charts\/c$/);
    expect(release).not.toHaveProperty("repository");
    expect(release).not.toHaveProperty("version");
  });

  test("comes from a repository with the version as it is written, and the release has the add-on's name", () => {
    const release = only(synthesized(inCluster(`addons: [{ name: a, namespace: n, ${CHART} }]`)), "helm_release");
    expect(release).toMatchObject({
      name: "a",
      namespace: "n",
      chart: "c",
      version: "1.0.0",
      repository: "https://charts.example.com",
      wait: true,
    });
    expect(release).not.toHaveProperty("repository_username");
  });

  test("may need credentials, which are variables without a default that Terraform does not show", () => {
    const json = synthesized(
      inCluster(`addons: [{ name: a.b-c, namespace: n, ${CHART.replace(" }", ", credentials: true }")} }]
certManager: { chart: { repository: "oci://mirror.example.com/charts", credentials: true } }`),
    );
    const releases = resources(json, "helm_release");
    expect(releases["addon_a__b-c"]).toMatchObject({
      repository_username: "${var.a_b_c_chart_username}",
      repository_password: "${var.a_b_c_chart_password}",
    });
    expect(releases["cert-manager"]).toMatchObject({
      repository: "oci://mirror.example.com/charts",
      chart: "cert-manager",
      version: CERT_MANAGER_VERSION,
      repository_username: "${var.cert_manager_chart_username}",
      repository_password: "${var.cert_manager_chart_password}",
    });
    const variables = json["variable"] as unknown as Record<string, Record<string, unknown>>;
    expect(Object.keys(variables).sort()).toEqual([
      "a_b_c_chart_password",
      "a_b_c_chart_username",
      "cert_manager_chart_password",
      "cert_manager_chart_username",
    ]);
    for (const variable of Object.values(variables)) {
      expect(variable).toMatchObject({ type: "string", sensitive: true });
      expect(variable).not.toHaveProperty("default");
    }
  });
});

describe("an add-on's ServiceAccount", () => {
  test("is made here, with the role's annotation, and the chart is told of it", () => {
    const json = synthesized(inCluster(`addons: [{ name: a, namespace: n, ${CHART}, ${ACCOUNT}, values: { x: 1 } }]`));
    expect(only(json, "kubernetes_service_account_v1")).toMatchObject({
      metadata: {
        name: "s",
        namespace: "n",
        annotations: { "eks.amazonaws.com/role-arn": "${aws_iam_role.addon_a_role.arn}" },
      },
    });
    expect(helmValues(only(json, "helm_release"))).toEqual({ serviceAccount: { create: false, name: "s" }, x: 1 });
    expect(json["output"]?.["addon_role_arns"]?.["value"]).toEqual({ a: "${aws_iam_role.addon_a_role.arn}" });
  });

  test("without permissions has no role", () => {
    const json = synthesized(inCluster(`addons: [{ name: a, namespace: n, ${CHART}, serviceAccount: { name: s } }]`));
    expect(addresses(json).filter((address) => address.startsWith("aws_iam_role"))).toEqual([]);
    expect(only(json, "kubernetes_service_account_v1")).toMatchObject({ metadata: { name: "s", namespace: "n" } });
  });
});

describe("what another tool installs", () => {
  const json = synthesized(
    inCluster(`${ATTRIBUTES}
certManager: { install: false, hostedZones: [Z1], values: { replicaCount: 2 } }
loadBalancerController: { install: false }
addons: [{ name: a, namespace: n, createNamespace: true, install: false, ${CHART}, ${ACCOUNT}, values: { x: "\${y}" } }]`),
  );
  interface Told {
    readonly values: string;
  }
  const told = json["output"]?.["gitops"]?.["value"] as Record<string, Told & Record<string, unknown>>;

  test("is neither release, namespace, nor ServiceAccount here, but its roles are", () => {
    expect(addresses(json).filter((address) => /^(helm|kubernetes)_/.test(address))).toEqual([]);
    expect(Object.keys(resources(json, "aws_iam_role")).sort()).toEqual([
      "addon_a_role",
      "cert-manager_role",
      "load-balancer-controller_role",
    ]);
    expect(json["output"]?.["release_versions"]?.["value"]).toEqual({});
  });

  test.each([
    [
      "cert-manager",
      "oci://quay.io/jetstack/charts",
      "cert-manager",
      CERT_MANAGER_VERSION,
      "cert-manager",
      "cert-manager",
      "cert-manager_role",
    ],
    [
      "aws-load-balancer-controller",
      "https://aws.github.io/eks-charts",
      "aws-load-balancer-controller",
      "3.5.0",
      "kube-system",
      "aws-load-balancer-controller",
      "load-balancer-controller_role",
    ],
    ["a", "https://charts.example.com", "c", "1.0.0", "n", "s", "addon_a_role"],
  ])(
    "is told of %s: chart, version, place and role",
    (release, repository, chart, version, namespace, account, role) => {
      expect(told[release]).toMatchObject({
        release,
        repository,
        chart,
        version,
        namespace,
        service_account: account,
        role_arn: `\${aws_iam_role.${role}.arn}`,
      });
    },
  );

  test.each([
    ["cert-manager", "cert-manager", "cert-manager_role", { replicaCount: 2, crds: { enabled: true, keep: true } }],
    [
      "aws-load-balancer-controller",
      "aws-load-balancer-controller",
      "load-balancer-controller_role",
      { clusterName: "prod", replicaCount: 2 },
    ],
    ["a", "s", "addon_a_role", { x: "$${y}" }],
  ])("is told of %s: values, by which the chart makes the ServiceAccount for the role", (release, name, role, more) => {
    const values = helmValues({ values: [told[release]?.values] });
    expect(values).toMatchObject({
      ...more,
      serviceAccount: {
        create: true,
        name,
        annotations: { "eks.amazonaws.com/role-arn": `aws_iam_role.${role}.arn` },
      },
    });
  });
});
