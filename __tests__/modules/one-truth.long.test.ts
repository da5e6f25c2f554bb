import { describeWithTerraform } from "../support/terraform";
import { CLUSTERS } from "./configurations";
import { sameBothWays } from "./same-both-ways";

describeWithTerraform("the app's stack and the module eks-irsa", () => {
  const { "eks-irsa": _inTheShortSuite, ...clusters } = CLUSTERS;
  sameBothWays(clusters);
});
