import { CERT_MANAGER_MINORS, CERT_MANAGER_VERSION } from "../../constructs/addons/cert-manager/releases";
import { addonOf, inCluster, problemsOf } from "../support/configuration";

/** Chart versions and chart values. */

const certManager = (keys: string): string => inCluster(`certManager: { ${keys} }`);
const controller = (keys: string): string => inCluster(`loadBalancerController: { ${keys} }`);
const CERT_MANAGER = "eks-irsa.yaml:5:20: clusters.prod.certManager.version: cert-manager";
const CONTROLLER = "eks-irsa.yaml:5:31: clusters.prod.loadBalancerController.version: aws-load-balancer-controller";
const unsupported = (nearest: string, fix: string): string =>
  `this chart version is not supported; the nearest ${nearest}. ${fix}.`;

/** The newest known patches of cert-manager's minors. */
const [V18, V19, V20] = CERT_MANAGER_MINORS.map(({ newest }) => newest);

describe("a chart version that is not supported", () => {
  test.each<[string, string, string]>([
    [
      "is older than all",
      certManager("version: v1.17.0"),
      `${CERT_MANAGER} "v1.17.0": ${unsupported(`is ${V18}`, "Choose it")}`,
    ],
    [
      "is newer than all",
      certManager("version: v1.22.0"),
      `${CERT_MANAGER} "v1.22.0": ${unsupported(`is ${CERT_MANAGER_VERSION}`, "Choose it")}`,
    ],
    [
      "is no full version, between two",
      certManager("version: v1.20"),
      `${CERT_MANAGER} "v1.20": ${unsupported(`are ${V19}, ${V20}`, "Choose one of these")}`,
    ],
    [
      "is no version",
      certManager("version: latest"),
      `${CERT_MANAGER} "latest": ${unsupported(`is ${CERT_MANAGER_VERSION}`, "Choose it")}`,
    ],
    [
      "lacks cert-manager's v",
      certManager("version: 1.21.1"),
      `${CERT_MANAGER} "1.21.1": ${unsupported("is v1.21.1", "The registry's tag starts with a v: write it")}`,
    ],
    [
      "is known to be broken",
      certManager("version: v1.19.0"),
      `${CERT_MANAGER} v1.19.0: this release issues certificates again without need. Use v1.19.1 or later.`,
    ],
    [
      "is older than the controller's oldest",
      controller("version: 1.12.0"),
      `${CONTROLLER} "1.12.0": ${unsupported("is 1.13.0", "Choose it")}`,
    ],
    [
      "is newer than the controller's newest",
      controller("version: 3.6.0"),
      `${CONTROLLER} "3.6.0": ${unsupported("is 3.5.0", "Choose it")}`,
    ],
    [
      "is in a gap between two",
      controller("version: 1.14.5"),
      `${CONTROLLER} "1.14.5": ${unsupported("are 1.14.1, 1.15.0", "Choose one of these")}`,
    ],
    [
      "is the application's, of the time when the two differed",
      controller("version: v2.13.4"),
      `${CONTROLLER} "v2.13.4": ${unsupported("is 1.13.4", "This is the application's version: write its chart's, \"1.13.4\"")}`,
    ],
    [
      "is the application's, without its v",
      controller("version: 2.17.1"),
      `${CONTROLLER} "2.17.1": ${unsupported("is 1.17.1", "This is the application's version: write its chart's, \"1.17.1\"")}`,
    ],
    [
      "is the application's, of today",
      controller("version: v3.5.0"),
      `${CONTROLLER} "v3.5.0": ${unsupported("is 3.5.0", "This is the application's version: write its chart's, \"3.5.0\"")}`,
    ],
  ])("%s", (_what, text, expected) => {
    expect(problemsOf(text)).toEqual([expected]);
  });

  test.each<[string, string]>([
    ["v1.18.0", certManager("version: v1.18.0")],
    ["v1.21.1", certManager("version: v1.21.1")],
    ["1.13.0", controller("version: 1.13.0")],
    ["3.5.0", controller("version: 3.5.0")],
  ])("is not %s, at an end of the table", (_version, text) => {
    expect(problemsOf(text)).toEqual([]);
  });
});

const VALUES = "clusters.prod.loadBalancerController.values";
const typed = (key: string, given: string, needed: string, effect: string): string =>
  `values.${key} is ${given}: the chart needs ${needed} here: ${effect}. Write ${needed}.`;

describe("a chart value of a type that the chart mishandles", () => {
  test.each<[string, string, string]>([
    [
      "a numeric cluster name",
      inCluster("cluster: '12345'\nloadBalancerController:\n  values: { clusterName: 12345 }"),
      `eks-irsa.yaml:7:17: ${VALUES}.clusterName: ${typed("clusterName", "12345, a number", "text", "it renders it as a template, which fails for a number")}`,
    ],
    [
      "text for a switch that the chart would drop",
      controller("values: { enableShield: 'false' }"),
      `eks-irsa.yaml:5:41: ${VALUES}.enableShield: ${typed("enableShield", '"false", text', "true or false", "it drops text silently, so the switch would not work")}`,
    ],
    [
      "text for a switch that any text would turn on",
      controller("values: { hostNetwork: 'false' }"),
      `eks-irsa.yaml:5:41: ${VALUES}.hostNetwork: ${typed("hostNetwork", '"false", text', "true or false", 'it takes any text, "false" too, for true')}`,
    ],
    [
      "text for a switch that is ours",
      controller("values: { enableCertManager: 'false' }"),
      `eks-irsa.yaml:5:41: ${VALUES}.enableCertManager: ${typed("enableCertManager", '"false", text', "true or false", 'it takes any text, "false" too, for true')}`,
    ],
    [
      "text for a switch of cert-manager",
      certManager("values: { prometheus: { enabled: 'true' } }"),
      `eks-irsa.yaml:5:44: clusters.prod.certManager.values.prometheus.enabled: ${typed("prometheus.enabled", '"true", text', "true or false", "its schema rejects anything else")}`,
    ],
    [
      "text for a switch of cert-manager that is ours",
      certManager("values: { crds: { enabled: 'true' } }"),
      `eks-irsa.yaml:5:38: clusters.prod.certManager.values.crds.enabled: ${typed("crds.enabled", '"true", text', "true or false", "its schema rejects anything else")}`,
    ],
    [
      "a number for a default tag",
      controller("values: { defaultTags: { cost: 10000000 } }"),
      `eks-irsa.yaml:5:56: ${VALUES}.defaultTags.cost: ${typed("defaultTags.cost", "10000000, a number", "text", "it writes large numbers as 1e+07")}`,
    ],
  ])("%s", (_what, text, expected) => {
    expect(problemsOf(text)).toEqual([expected]);
  });
});

describe("a default tag that the controller cannot express", () => {
  const cannot = (key: string, value: string, found: string): string =>
    `the default tag "${key}": "${value}" holds "${found}": the controller reads its default tags from one comma-separated argument and cannot take this. Change the tag, or leave it out.`;

  test.each<[string, string, string]>([
    [
      "has a comma",
      controller("defaultTags: { team: 'a,b' }"),
      `eks-irsa.yaml:5:46: clusters.prod.loadBalancerController.defaultTags.team: ${cannot("team", "a,b", ",")}`,
    ],
    [
      "has an equals sign in its key",
      controller("defaultTags: { a=b: c }"),
      `eks-irsa.yaml:5:46: clusters.prod.loadBalancerController.defaultTags["a=b"]: ${cannot("a=b", "c", "=")}`,
    ],
    [
      "has a comma in the chart's values",
      controller("values: { defaultTags: { team: 'a,b' } }"),
      `eks-irsa.yaml:5:56: ${VALUES}.defaultTags.team: ${cannot("team", "a,b", ",")}`,
    ],
  ])("%s", (_what, text, expected) => {
    expect(problemsOf(text)).toEqual([expected]);
  });

  test("is none with spaces, colons and equals signs in its value", () => {
    expect(problemsOf(controller("defaultTags: { team: 'a b:c=d' }"))).toEqual([]);
  });
});

describe("a chart value that contradicts ours", () => {
  test.each<[string, string, string]>([
    [
      "another cluster name",
      controller("values: { clusterName: other }"),
      `eks-irsa.yaml:5:41: ${VALUES}.clusterName: values.clusterName is "other": it is set to "prod" from cluster. Remove it, and use cluster.`,
    ],
    [
      "a webhook that was not asked for",
      controller("values: { enableServiceMutatorWebhook: true }"),
      `eks-irsa.yaml:5:41: ${VALUES}.enableServiceMutatorWebhook: values.enableServiceMutatorWebhook is true: it is set to false from loadBalancerController.serviceMutatorWebhook. Remove it, and use loadBalancerController.serviceMutatorWebhook.`,
    ],
    [
      "a ServiceAccount by the chart",
      certManager("values: { serviceAccount: { create: true } }"),
      "eks-irsa.yaml:5:48: clusters.prod.certManager.values.serviceAccount.create: values.serviceAccount.create is true: it is set to false from certManager. Remove it, and use certManager.",
    ],
  ])("%s", (_what, text, expected) => {
    expect(problemsOf(text)).toEqual([expected]);
  });

  test("is none where it says the same", () => {
    expect(problemsOf(controller("values: { clusterName: prod, enableServiceMutatorWebhook: false }"))).toEqual([]);
  });
});

test("a value that cert-manager's schema would reject is told before Helm does", () => {
  expect(problemsOf(certManager("values: { replicas: 2 }"))).toEqual([
    `eks-irsa.yaml:5:30: clusters.prod.certManager.values.replicas: values.replicas: the chart cert-manager ${CERT_MANAGER_VERSION} has no such value. Remove it.`,
  ]);
  expect(problemsOf(certManager("values: { replicaCont: 2 }"))).toEqual([
    `eks-irsa.yaml:5:30: clusters.prod.certManager.values.replicaCont: values.replicaCont: the chart cert-manager ${CERT_MANAGER_VERSION} has no such value. Did you mean replicaCount? Rename or remove it.`,
  ]);
});

test("a minimum and a maximum for the disruption budget exclude each other", () => {
  const text = controller("values: { podDisruptionBudget: { minAvailable: 1, maxUnavailable: 1 } }");
  expect(problemsOf(text)).toEqual([
    `eks-irsa.yaml:5:41: ${VALUES}.podDisruptionBudget: minAvailable, maxUnavailable are given together: exactly one of minAvailable, maxUnavailable is expected. Keep one.`,
  ]);
});

describe("the webhook's certificate", () => {
  test("comes from cert-manager only where that is installed", () => {
    expect(problemsOf(controller("webhookCertificate: cert-manager"))).toEqual([
      "eks-irsa.yaml:5:31: clusters.prod.loadBalancerController.webhookCertificate: webhookCertificate is cert-manager, and certManager is not installed: cert-manager issues this certificate, so it has to be there first. Add certManager: {}, or write webhookCertificate: helm.",
    ]);
    expect(
      problemsOf(inCluster("certManager: {}\nloadBalancerController: { webhookCertificate: cert-manager }")),
    ).toEqual([]);
  });

  test.each<[string, string, string]>([
    ["asked for", "version: 3.0.0, webhookCertificate: helm", "5:47"],
    ["by default, without cert-manager", "version: 3.0.0", "5:5"],
  ])("is not kept by chart 3.0.0, %s", (_how, keys, place) => {
    expect(problemsOf(controller(keys))).toEqual([
      `eks-irsa.yaml:${place}: clusters.prod.loadBalancerController.webhookCertificate: webhookCertificate is helm with chart 3.0.0: this chart cannot keep its certificate (keepTLSSecret was removed in 3.0.0 and came back in 3.1.0), so every upgrade would break its webhooks. Use chart 3.1.0 or later, or webhookCertificate: cert-manager.`,
    ]);
  });
});

test("chart values of any other kind are left as they are", () => {
  const text = controller("values: { tolerations: [{ key: a }], nodeSelector: { os: '${x}' }, priorityClassName: ~ }");
  expect(addonOf(text, "load-balancer-controller")).toHaveProperty("values", {
    tolerations: [{ key: "a" }],
    nodeSelector: { os: "${x}" },
    priorityClassName: null,
  });
});
