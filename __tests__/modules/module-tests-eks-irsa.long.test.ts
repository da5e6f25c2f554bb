import { binary, describeWithTerraform } from "../support/terraform";
import { testModules } from "./own-tests";

// As long as all others.
describeWithTerraform("the modules' own tests", () => {
  testModules(binary ?? "terraform", ["eks-irsa"]);
});
