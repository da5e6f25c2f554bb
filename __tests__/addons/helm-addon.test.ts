import { TerraformVariable } from "cdktf";
import { HelmAddon } from "../../constructs/addons/helm-addon";
import type { HelmAddonProps } from "../../constructs/addons/helm-addon";
import { Namespace } from "../../constructs/identity/namespace";
import { addresses } from "../support/addresses";
import { deepFreeze } from "../support/freeze";
import { only, synth, testStack } from "../support/synth";

const chart = { name: "podinfo", repository: "https://example.com/charts", version: "6.7.1" };

function releaseWith(props: Partial<HelmAddonProps>): Record<string, unknown> {
  const stack = testStack();
  new HelmAddon(stack, "podinfo", { chart, namespace: Namespace.existing("shop"), ...props });
  return only(synth(stack), "helm_release");
}

describe("a HelmAddon", () => {
  test("is a release of exactly this chart, and is waited for", () => {
    expect(releaseWith({})).toEqual({
      atomic: true,
      name: "podinfo",
      namespace: "shop",
      chart: "podinfo",
      repository: "https://example.com/charts",
      version: "6.7.1",
      values: ["{}"],
      wait: true,
      timeout: 600,
    });
  });

  test("gives its values as one JSON document, in which every value keeps its type", () => {
    const values = { b: { flag: false, text: "false", number: 12345, digits: "12345" }, a: [null, "${x}"] };
    const given = releaseWith({ values: deepFreeze(values) })["values"] as string[];
    expect(given).toHaveLength(1);
    expect(given[0]).toBe('{"a":[null,"$${x}"],"b":{"digits":"12345","flag":false,"number":12345,"text":"false"}}');
  });

  test("takes values that only Terraform knows", () => {
    const token = new TerraformVariable(testStack(), "vpc", {}).stringValue;
    expect(releaseWith({ values: { vpcId: token, a: true } })["values"]).toEqual([
      "${jsonencode({ a = true, vpcId = var.vpc })}",
    ]);
  });

  test("comes after its namespace and whatever else has to be there", () => {
    const stack = testStack();
    const namespace = new Namespace(stack, "shop", { name: "shop" });
    const first = new HelmAddon(stack, "first", { chart, namespace });
    const second = new HelmAddon(stack, "second", { chart, namespace, dependsOn: first.dependables });
    expect(addresses(second.dependables)).toEqual(["helm_release.second"]);
    expect(synth(stack)["resource"]?.["helm_release"]?.["second"]?.["depends_on"]).toEqual([
      "kubernetes_namespace_v1.shop",
      "helm_release.first",
    ]);
  });

  test("may be a chart in a folder, which has neither repository nor version", () => {
    const release = releaseWith({ chart: { name: "podinfo", path: "./charts/podinfo", version: "6.7.1" } });
    expect(release).toMatchObject({ name: "podinfo", chart: "./charts/podinfo" });
    expect(release).not.toHaveProperty("repository");
    expect(release).not.toHaveProperty("version");
  });

  test("gives a repository its credentials, which only Terraform knows", () => {
    const [username, password] = ["username", "password"].map(
      (name) => new TerraformVariable(testStack(), name, { sensitive: true }).stringValue,
    ) as [string, string];
    expect(releaseWith({ chart: { ...chart, credentials: { username, password } } })).toMatchObject({
      repository: "https://example.com/charts",
      repository_username: "${var.username}",
      repository_password: "${var.password}",
    });
  });

  test.each([
    [{ upgradeInstall: true }, { upgrade_install: true }],
    [{ takeOwnership: true }, { take_ownership: true }],
    [
      { upgradeInstall: false, takeOwnership: false },
      { upgrade_install: false, take_ownership: false },
    ],
  ])("adopts what is there where %j says so", (props, expected) => {
    expect(releaseWith(props)).toMatchObject(expected);
  });

  test("may have a name and a timeout of its own", () => {
    expect(releaseWith({ releaseName: "info", timeout: 60 })).toMatchObject({ name: "info", timeout: 60 });
  });

  test("may have a name of 53 characters", () => {
    expect(releaseWith({ releaseName: "a".repeat(53) })["name"]).toHaveLength(53);
  });

  test.each([
    ["54 characters", "a".repeat(54), /at most 53/],
    ["upper case", "Info", /lower-case/],
    ["no characters", "", /not empty/],
  ])("may not have a name of %s", (_what, releaseName, message) => {
    expect(() => releaseWith({ releaseName })).toThrow(message);
    expect(() => releaseWith({ releaseName })).toThrow(/^test\/podinfo\.releaseName: /);
  });
});
