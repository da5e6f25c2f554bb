import { useBothWays } from "../support/both-ways";
import { describeWithTerraform } from "../support/terraform";
import { CLUSTERS } from "./configurations";

describeWithTerraform("the app's stack and the module eks-irsa", () => {
  const bothWays = useBothWays(CLUSTERS);

  test.each(Object.keys(CLUSTERS))("make the same of %s", (name) => {
    const { app, module } = bothWays(name);
    expect(module.resources).toEqual(app.resources);
  });

  test.each(Object.keys(CLUSTERS))("tell the same of %s", (name) => {
    const { app, module } = bothWays(name);
    // What is not there, the app does not name, and the module gives as null or empty.
    const named = Object.keys(app.outputs).map((output) => [output, module.outputs[output]]);
    expect(Object.fromEntries(named)).toEqual(app.outputs);
  });

  test.each(Object.keys(CLUSTERS))("make %s in the same order", (name) => {
    const { app, module } = bothWays(name);
    const pairs = [...app.addresses].flatMap(([first, before]) =>
      [...app.addresses]
        .filter(([, after]) => app.order.isBefore(before, after))
        .map(([later]) => [first, later] as const),
    );
    const lost = pairs.filter(([first, later]) => {
      const [before = "", after = ""] = [first, later].map((key) => module.addresses.get(key));
      return !module.order.isBefore(before, after);
    });
    expect(lost.map(([first, later]) => `${first} before ${later}`)).toEqual([]);
  });

  test("know an order at all", () => {
    const releases = ["cert-manager/cert-manager", "kube-system/aws-load-balancer-controller"] as const;
    const { app, module } = bothWays("eks-irsa");
    for (const { addresses, order } of [app, module]) {
      const [first = "", later = ""] = releases.map((name) => addresses.get(`helm_release ${name}`));
      expect([order.isBefore(first, later), order.isBefore(later, first)]).toEqual([true, false]);
    }
  });
});
