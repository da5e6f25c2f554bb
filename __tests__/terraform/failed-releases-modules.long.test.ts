import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { eksIrsa } from "../support/module-root";
import { describeWithWorld, useWorld } from "../support/world";
import type { World } from "../support/world";

/** What failed-releases.long.test.ts proves of stacks, of the modules. */

const RELEASES = ["cert-manager", "reloader"];
const reloader = { chart: { name: "reloader", path: "charts/reloader" }, namespace: "kube-system" };

/** A caller of the module with a preset and an add-on of its own, ready to be applied. */
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

describeWithWorld("a release of a module that fails", () => {
  const world = useWorld();

  test.each(RELEASES)("%s, at its first install, is made by the next apply", (release) => {
    const root = rootIn(world(), {});
    expect(world().apply(root, release).status).toBe(1);
    expect(world().apply(root).output).toContain("Apply complete!");
  });

  test("stays with atomic = false", () => {
    const root = rootIn(world(), { atomic: false });
    expect(world().apply(root, ...RELEASES).status).toBe(1);
    expect(world().apply(root).output).toContain("cannot re-use a name that is still in use");
  });
});
