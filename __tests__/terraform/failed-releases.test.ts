import { eksIrsa } from "../support/module-root";
import { synthesizeIn } from "../support/terraform";
import { describeWithWorld, useWorld } from "../support/world";
import type { World } from "../support/world";
import { writeFileSync } from "node:fs";
import { join } from "node:path";

const RELEASES = ["cert-manager", "reloader"];
const NAME_IN_USE = "cannot re-use a name that is still in use";

const reloader = { chart: { name: "reloader", path: "charts/reloader" }, namespace: "kube-system" };

/** A stack with a preset and an add-on of the user's, ready to be applied. */
function stackIn(world: World, options: object, folder = world.folder()): string {
  const addons = [{ name: "reloader", ...reloader, ...options }];
  const prod = { region: "ap-northeast-2", certManager: options, addons };
  const stack = synthesizeIn(folder, { version: 1, clusters: { prod } })("prod");
  world.terraform(stack, "init");
  return stack;
}

/** The same of a module. */
function rootIn(world: World, options: object): string {
  const folder = world.folder();
  const inputs = { cert_manager: options, addons: { reloader: { ...reloader, ...options } } };
  const kubernetes = { config_path: "kubeconfig" };
  const provider = { aws: { region: "ap-northeast-2" }, kubernetes, helm: { kubernetes } };
  writeFileSync(
    join(folder, "main.tf.json"),
    JSON.stringify({ provider, module: { eks_irsa: eksIrsa(folder, inputs) } }),
  );
  world.terraform(folder, "init");
  return folder;
}

describeWithWorld("a release that fails", () => {
  const world = useWorld();

  test.each(RELEASES)("%s, at its first install, is made by the next apply", (release) => {
    const stack = stackIn(world(), {});
    expect(world().apply(stack, release).output).toContain("context deadline exceeded");
    expect(world().apply(stack).output).toContain("Apply complete!");
    expect(world().plan(stack).changes).toEqual({});
  });

  test("stays with atomic: false, until upgradeInstall goes on with it", () => {
    const folder = world().folder();
    const stack = stackIn(world(), { atomic: false }, folder);
    expect(world().apply(stack, ...RELEASES).status).toBe(1);
    expect(world().apply(stack).output).toContain(NAME_IN_USE);
    stackIn(world(), { atomic: false, upgradeInstall: true }, folder);
    expect(world().apply(stack).output).toContain("Apply complete!");
  });

  test.each(RELEASES)("%s of a module is made by the next apply", (release) => {
    const root = rootIn(world(), {});
    expect(world().apply(root, release).status).toBe(1);
    expect(world().apply(root).output).toContain("Apply complete!");
  });

  test("stays in a module, too, with atomic = false", () => {
    const root = rootIn(world(), { atomic: false });
    expect(world().apply(root, ...RELEASES).status).toBe(1);
    expect(world().apply(root).output).toContain(NAME_IN_USE);
  });
});
