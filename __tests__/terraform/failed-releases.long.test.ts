import { synthesizeIn } from "../support/terraform";
import { describeWithWorld, useWorld } from "../support/world";
import type { World } from "../support/world";

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
});
