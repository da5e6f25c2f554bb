import { describeWithTerraform, newFolder, removeFolder, synthesizeIn, terraform } from "../support/terraform";
import { doneBefore, plan, record } from "../support/terraform-json";

const CERT_MANAGER = "helm_release.cert-manager";
const CONTROLLER = "helm_release.load-balancer-controller";
const zones = { hostedZones: ["Z0123456789ABCDEFGHIJ"] };

const withCertManager = { certManager: zones, loadBalancerController: {} };
const beside = { certManager: zones, loadBalancerController: { webhookCertificate: "helm" } };
const alone = { loadBalancerController: {} };

/** What docs/when-it-fails.md says of taking cert-manager away. */
describeWithTerraform("cert-manager, which made the controller's certificate, and goes", () => {
  let folder: string;
  let stack: string;
  const synthesize = (keys: object): void => {
    const prod = { region: "ap-northeast-2", ...keys };
    stack = synthesizeIn(folder, { version: 1, clusters: { prod } })("prod");
  };
  beforeEach(() => {
    folder = newFolder();
    synthesize(withCertManager);
    terraform(stack, "init");
    record(stack, "apply");
  });
  afterEach(() => {
    removeFolder(folder);
  });

  test("in two applies, is there until the controller has another certificate", () => {
    synthesize(beside);
    expect([...record(stack, "apply").keys()]).toEqual([CONTROLLER]);
    synthesize(alone);
    const second = record(stack, "apply");
    expect(second.has(CERT_MANAGER)).toBe(true);
    expect(second.has(CONTROLLER)).toBe(false);
    expect(plan(stack).changes).toEqual({});
  });

  // The note of check is for this: without a test, nobody would find out that Terraform does it in another order.
  test("in one apply, goes before the controller has another certificate", () => {
    synthesize(alone);
    expect(doneBefore(record(stack, "apply"), CERT_MANAGER, CONTROLLER)).toBe(true);
  });
});
