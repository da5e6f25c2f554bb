import { join } from "node:path";
import { examplesOf, moduleNames, useModules } from "../support/modules";
import { describeWithOpenTofu, run } from "../support/terraform";
import { testModules } from "./own-tests";

describeWithOpenTofu("the modules' own tests, in OpenTofu", () => {
  testModules("tofu", moduleNames);
});

describeWithOpenTofu("the modules and their examples, in OpenTofu", () => {
  const modules = useModules();

  const folders = moduleNames.flatMap((name) => [name, ...examplesOf(name).map((one) => `${name}/examples/${one}`)]);
  test.each(folders)("%s is valid", (folder) => {
    expect(run("tofu", ["init"], join(modules(), folder))).toMatchObject({ status: 0 });
    expect(run("tofu", ["validate"], join(modules(), folder))).toMatchObject({ status: 0 });
  });
});
