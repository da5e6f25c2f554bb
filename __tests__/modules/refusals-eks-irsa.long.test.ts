import { describeWithTerraform } from "../support/terraform";
import { refuses } from "./refuses";

// As long as all others.
describeWithTerraform("what modules refuse", () => {
  describe("eks-irsa", () => {
    refuses("eks-irsa");
  });
});
