import { moduleNames } from "../support/modules";
import { binary, describeWithTerraform } from "../support/terraform";
import { testModules } from "./own-tests";

describeWithTerraform("the modules' own tests", () => {
  testModules(
    binary ?? "terraform",
    moduleNames.filter((name) => name !== "eks-irsa"),
  );
});
