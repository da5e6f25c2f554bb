import { join } from "node:path";
import { copyModules, examplesOf, moduleNames } from "../support/modules";
import { describeWithOpenTofu, newFolder, removeFolder, run } from "../support/terraform";
import { testModules } from "./own-tests";

describeWithOpenTofu("the modules' own tests, in OpenTofu", () => {
  testModules("tofu", moduleNames);
});

describeWithOpenTofu("the modules and their examples, in OpenTofu", () => {
  let modules: string;
  beforeAll(() => {
    modules = join(newFolder(), "modules");
    copyModules(modules);
  });
  afterAll(() => {
    removeFolder(join(modules, ".."));
  });

  const folders = moduleNames.flatMap((name) => [name, ...examplesOf(name).map((one) => `${name}/examples/${one}`)]);
  test.each(folders)("%s is valid", (folder) => {
    expect(run("tofu", ["init"], join(modules, folder))).toMatchObject({ status: 0 });
    expect(run("tofu", ["validate"], join(modules, folder))).toMatchObject({ status: 0 });
  });
});
