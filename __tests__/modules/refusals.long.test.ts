import { moduleNames } from "../support/modules";
import { describeWithTerraform } from "../support/terraform";
import { refuses } from "./refuses";

describeWithTerraform("what modules refuse", () => {
  describe.each(moduleNames.filter((name) => name !== "eks-irsa"))("%s", refuses);
});
