import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { MODULES, moduleNames } from "../support/modules";
import { broken } from "../support/opentofu-rules";

/** Module tests, and the modules that only they call. */
const FILES = moduleNames.flatMap((module) =>
  readdirSync(join(MODULES, module, "tests"), { recursive: true, encoding: "utf8" })
    .filter((path) => /\.(hcl|tf)$/.test(path))
    .map((path) => join(module, "tests", path)),
);

describe("a module's tests in OpenTofu", () => {
  test.each(FILES)("%s breaks no rule", (file) => {
    expect(broken(readFileSync(join(MODULES, file), "utf8"))).toEqual([]);
  });

  test("are all that there are, none of them mocks", () => {
    expect(FILES.length).toBeGreaterThan(moduleNames.length);
    expect(FILES.filter((file) => !/\.tftest\.hcl$|\.tf$/.test(file))).toEqual([]);
  });

  test.each([
    ["mocks stand in the file", 'mock_provider "aws" {\n  source = "./tests/mocks"\n}\n', 2],
    ["an assertion names no other run", 'run "b" {\n  assert {\n    condition = output.a == run.a.a\n  }\n}\n', 3],
    ["an override is for a whole resource", '  override_resource {\n    target = aws_iam_role.a["b"]\n  }\n', 2],
    ["a mocked vpc_config is whole", '\n    vpc_config = [{ vpc_id = "vpc-0abc" }]\n', 2],
    ["image_pull_secrets are known", 'module "a" {\n  image_pull_secrets = local.later.secrets\n}\n', 2],
  ])("would break: %s", (rule, text, line) => {
    expect(broken(text)).toEqual([expect.stringContaining(`line ${line}: ${rule}`)]);
  });

  test("may name another run where OpenTofu knows it", () => {
    const before =
      'run "b" {\n  variables {\n    before = run.a\n  }\n  assert {\n    condition = var.before.a == 1\n  }\n}\n';
    expect(broken(before)).toEqual([]);
  });
});
