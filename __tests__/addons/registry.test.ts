import { versionTables } from "../../constructs/commands/reference";
import { contractSchema } from "../../constructs/configuration/json-schema";
import type * as registry from "../../constructs/addons/registry";
import { stackOf, synthesized } from "../support/cluster-stack";
import { clusterOf, inCluster, problemsOf } from "../support/configuration";
import { only, resources } from "../support/synth";
import type * as externalDns from "./external-dns/definition";

/** A preset costs its folder and one line in the registry: this is the line. */
jest.mock("../../constructs/addons/registry", () => {
  const { PRESETS } = jest.requireActual<typeof registry>("../../constructs/addons/registry");
  const { EXTERNAL_DNS } = jest.requireActual<typeof externalDns>("./external-dns/definition");
  return { PRESETS: [...PRESETS, EXTERNAL_DNS] };
});

const TEXT = inCluster("externalDns: { hostedZones: [Z1] }");
const at = (place: string, path: string): string => `eks-irsa.yaml:${place}: clusters.prod.${path}: `;

describe("a third preset", () => {
  test("has keys in the contract, and their defaults", () => {
    const { cluster, externalDns } = contractSchema().$defs ?? {};
    expect(cluster?.properties?.["externalDns"]).toEqual({ $ref: "#/$defs/externalDns" });
    expect(externalDns).toHaveProperty("properties.hostedZones.type", "array");
    expect(clusterOf(TEXT).addons).toMatchObject([
      { name: "external-dns", input: { version: "1.18.0", identity: "irsa", hostedZones: ["Z1"] } },
    ]);
  });

  test.each<[string, string, string]>([
    ["its keys", "externalDns: { hostedZones: [zone] }", at("5:34", "externalDns.hostedZones[0]")],
    ["its rules", "externalDns: { hostedZones: [Z1, Z1] }", at("5:38", "externalDns.hostedZones[1]")],
    [
      "its ServiceAccount, which is its own",
      "externalDns: { hostedZones: [Z1] }\nworkloads: [{ namespace: external-dns, serviceAccount: external-dns, name: w, createNamespace: true, policyArns: [arn:aws:iam::aws:policy/P] }]",
      at("6:44", "workloads[0].serviceAccount"),
    ],
    [
      "its name, which no other add-on has",
      "addons: [{ name: external-dns, namespace: n, chart: { name: c, path: c } }]",
      at("5:16", "addons[0].name"),
    ],
    [
      "its variables of credentials",
      "externalDns: { hostedZones: [Z1], chart: { credentials: true } }\naddons: [{ name: external.dns, namespace: n, chart: { name: c, version: '1', repository: 'https://example.com', credentials: true } }]",
      at("6:117", "addons[0].chart.credentials"),
    ],
  ])("is checked: %s", (_what, keys, place) => {
    expect(problemsOf(inCluster(keys))).toEqual([expect.stringContaining(place)]);
  });

  test("is installed with its role, after its namespace and ServiceAccount", () => {
    const json = synthesized(TEXT);
    expect(Object.keys(resources(json, "kubernetes_namespace_v1"))).toEqual(["namespace_external-dns"]);
    expect(only(json, "helm_release")).toMatchObject({
      name: "external-dns",
      chart: "external-dns",
      repository: "https://kubernetes-sigs.github.io/external-dns",
      version: "1.18.0",
      depends_on: expect.arrayContaining(["kubernetes_namespace_v1.namespace_external-dns"]) as unknown,
    });
    expect(only(json, "aws_iam_role_policy")).toHaveProperty(
      "policy",
      expect.stringContaining("arn:aws:route53:::hostedzone/Z1"),
    );
    expect(only(json, "kubernetes_service_account_v1")).toMatchObject({
      metadata: { name: "external-dns", namespace: "external-dns" },
    });
  });

  test("has its outputs, and stands in the table of what was made", () => {
    expect(synthesized(TEXT)["output"]).toMatchObject({
      external_dns_role_arn: { description: "ExternalDNS's role", value: "${aws_iam_role.external-dns_role.arn}" },
      release_versions: { value: { "external-dns": "1.18.0" } },
    });
    expect(stackOf(TEXT).installed.map(({ chart }) => chart?.name)).toEqual(["external-dns"]);
  });

  test("comes before an add-on that depends on it", () => {
    const json = synthesized(
      inCluster(
        "externalDns: { hostedZones: [Z1] }\naddons: [{ name: a, namespace: n, chart: { name: c, path: c }, dependsOn: [external-dns] }]",
      ),
    );
    expect(resources(json, "helm_release")["addon_a"]).toHaveProperty("depends_on", ["helm_release.external-dns"]);
  });

  test("has its versions in the documentation", () => {
    expect(versionTables()).toMatch(/^## ExternalDNS\n\n\| chart +\|\n\| -+ \|\n\| 1\.18\.0 \|\n\| 1\.17\.0 \|$/m);
  });
});
