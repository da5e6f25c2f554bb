import { writeFileSync } from "node:fs";
import { join, relative } from "node:path";
import { snippetsIn } from "../support/documents";
import { isComplete, runnable } from "../support/hcl";
import { MODULES, moduleNames } from "../support/modules";
import { withFolder } from "../support/synth";
import { describeWithTerraform, newFolder, removeFolder, terraform, tryTerraform } from "../support/terraform";
import { testWithTerraform } from "../support/terraform-console";

const HCL = snippetsIn("hcl");

/** The module that a document is about. */
const moduleOf = (file: string): string | undefined => /^modules\/([^/]+)\//.exec(file)?.[1];

describe("HCL in documents", () => {
  for (const { name, text } of HCL) {
    testWithTerraform(`${name} is formatted`, () => {
      withFolder((folder) => {
        writeFileSync(join(folder, "main.tf"), text);
        expect(tryTerraform(folder, "fmt", "-check", "-diff")).toMatchObject({ status: 0, stdout: "" });
      });
    });
  }
});

describeWithTerraform("complete HCL in documents", () => {
  for (const { name, file, text } of HCL.filter((snippet) => isComplete(snippet.text))) {
    const { missing } = runnable(text, { folder: MODULES, names: moduleNames }, moduleOf(file));
    const validate = (): void => {
      const folder = newFolder();
      try {
        // Terraform copies what an absolute path names, and a module's siblings with it only by a relative one.
        const modules = { folder: relative(folder, MODULES), names: moduleNames };
        writeFileSync(join(folder, "main.tf"), runnable(text, modules, moduleOf(file)).text);
        terraform(folder, "init");
        expect(JSON.parse(terraform(folder, "validate", "-json"))).toMatchObject({
          valid: true,
          error_count: 0,
          warning_count: 0,
        });
      } finally {
        removeFolder(folder);
      }
    };
    // Terraform cannot get a module from elsewhere here.
    if (missing.length > 0) test.skip(`${name} is valid (skipped: not in modules/: ${missing.join(", ")})`, validate);
    else test(`${name} is valid`, validate);
  }
});

describe("a snippet that is run here", () => {
  const modules = { folder: "/checkout/modules", names: ["eks-irsa", "irsa-role"] };
  const block = (source: string): string => `module "a" {\n  ${source}\n\n  region = "eu-west-1"\n}\n`;

  test.each([
    ["a path to a module", 'source = "./modules/irsa-role"', 'source = "/checkout/modules/irsa-role"'],
    ["a path out of an example", 'source = "../.."', 'source = "/checkout/modules/eks-irsa"'],
    ["a path to the module itself", 'source = "./"', 'source = "/checkout/modules/eks-irsa"'],
    [
      "an address in a registry, without its version",
      'source  = "app.terraform.io/acme/irsa-role/aws"\n  version = "~> 1.0"',
      'source  = "/checkout/modules/irsa-role"',
    ],
  ])("has the folder in the checkout for %s", (_what, source, expected) => {
    expect(runnable(block(source), modules, "eks-irsa")).toEqual({ text: block(expected), missing: [] });
  });

  test.each([
    "terraform-aws-modules/eks/aws",
    "./modules/no-such-module",
    "../..",
    "app.terraform.io/acme/other/aws",
    "git::https://example.com/a.git",
  ])("names what is not in the checkout: %s", (source) => {
    expect(runnable(block(`source = "${source}"`), modules).missing).toEqual([source]);
  });

  test("keeps the sources of providers", () => {
    const text = 'terraform {\n  required_providers {\n    aws = {\n      source = "hashicorp/aws"\n    }\n  }\n}\n';
    expect(runnable(text, modules)).toEqual({ text, missing: [] });
  });

  test.each([
    ['module "a" {\n}\n', true],
    ["terraform {\n}\n", true],
    ['resource "aws_iam_role" "a" {\n}\n', false],
    ['workloads = {\n  module = "a"\n}\n', false],
  ])("stands for itself, or does not: %j", (text, complete) => {
    expect(isComplete(text)).toBe(complete);
  });
});
