import { describeWithTerraform } from "../support/terraform";
import { CLUSTERS } from "./configurations";
import { sameBothWays } from "./same-both-ways";

describeWithTerraform("the app's stack and the module eks-irsa", () => {
  const bothWays = sameBothWays({ "eks-irsa": CLUSTERS["eks-irsa"] ?? {} });

  test("know an order at all", () => {
    const releases = ["cert-manager/cert-manager", "kube-system/aws-load-balancer-controller"] as const;
    const { app, module } = bothWays("eks-irsa");
    for (const { addresses, order } of [app, module]) {
      const { isBefore } = order();
      const [first = "", later = ""] = releases.map((name) => addresses.get(`helm_release ${name}`));
      expect([isBefore(first, later), isBefore(later, first)]).toEqual([true, false]);
    }
  });
});
