import { spawnSync } from "node:child_process";
import { mkdirSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { examplesOf, moduleNames, useModules } from "../support/modules";
import { VARIABLES } from "../support/module-root";
import { newFolder, removeFolder, synthesizeIn, describeWithTerraform, skipped, terraform } from "../support/terraform";
import { KNOWN, UNSAFE } from "./checkov-findings";

/** checkov (Apache-2.0) over the plans of all examples, of configurations and of modules: the exact set of what it finds. */

const checkov = process.env["CHECKOV"] ?? "checkov";

const isThere = spawnSync(checkov, ["--version"], { stdio: "ignore" }).status === 0;

const REASON = `${checkov} does not run. Install it, as by pip install checkov, or name it by CHECKOV`;

const ROOT = join(__dirname, "..", "..");

const CONFIGURATIONS = [
  "eks-irsa.yaml",
  ...readdirSync(join(ROOT, "examples"))
    .filter((file) => file.endsWith(".yaml"))
    .map((file) => `examples/${file}`),
];

const MODULES = moduleNames.flatMap((module) => examplesOf(module).map((example) => `${module}/examples/${example}`));

interface Scan {
  readonly summary: { readonly passed: number; readonly failed: number; readonly parsing_errors: number };
  readonly results: { readonly failed_checks: readonly Failed[] };
}

interface Failed {
  readonly check_id: string;
  readonly resource: string;
  readonly file_path: string;
}

/** `module.eks_irsa.aws_iam_policy.controller["a"]` without module and key. */
const ofModule = (resource: string): string => resource.replace(/^(module\.[^.]+\.)+/, "").replace(/\[.*\]$/, "");

const lines = (plan: string, resource: string, check: string): string => `${plan}: ${resource}: ${check}`;

/** A folder while the tests of a `describe` run. */
function useFolder(): () => string {
  let folder: string;
  beforeAll(() => {
    folder = newFolder();
  });
  afterAll(() => {
    removeFolder(folder);
  });
  return () => folder;
}

describeWithTerraform("checkov", () => {
  if (!isThere) {
    test.skip(skipped("finds in plans just what is known", REASON), () => undefined);
    return;
  }
  const modules = useModules();
  const plans = useFolder();
  const unsafe = useFolder();

  /** A plan as JSON, under the name of what it is of. */
  const plan = (folder: string, name: string, scanned = plans()): void => {
    terraform(folder, "init");
    terraform(folder, "plan", "-out=plan.bin");
    const target = join(scanned, name.replaceAll("/", "--"));
    mkdirSync(target);
    writeFileSync(join(target, "plan.json"), terraform(folder, "show", "-json", "plan.bin"));
  };

  /** Scans all plans of a folder; what fails, by the name of its plan. */
  const scan = (folder: string): Scan => {
    const flags = ["--framework", "terraform_plan", "--output", "json", "--compact", "--quiet", "--skip-download"];
    const options = { encoding: "utf8", maxBuffer: 2 ** 28 } as const;
    const { stdout, stderr } = spawnSync(checkov, ["--directory", folder, ...flags], options);
    if (stdout === "") throw new Error(stderr);
    return JSON.parse(stdout) as Scan;
  };

  test("finds in plans just what is known", () => {
    for (const file of CONFIGURATIONS) {
      const folder = newFolder();
      const stacks = synthesizeIn(folder, readFileSync(join(ROOT, file), "utf8"));
      plan(stacks(file === "eks-irsa.yaml" ? "prod-seoul" : "prod"), file);
      removeFolder(folder);
    }
    for (const example of MODULES) {
      const folder = join(modules(), example);
      writeFileSync(join(folder, "terraform.tfvars.json"), JSON.stringify(VARIABLES));
      plan(folder, example);
    }
    const { summary, results } = scan(plans());
    expect(summary).toMatchObject({ parsing_errors: 0 });
    const found = results.failed_checks.map(({ check_id: check, resource, file_path: path }) =>
      lines((path.split("/")[1] ?? "").replaceAll("--", "/"), ofModule(resource), check),
    );
    const known = KNOWN.flatMap(({ plans: all, resource, checks }) =>
      all.flatMap((one) => checks.map((check) => lines(one, resource, check))),
    );
    expect([...new Set(found)].sort()).toEqual(known.sort());
    // A scan that sees nothing finds nothing.
    expect(summary.passed).toBeGreaterThan(500);
  });

  test("finds in what is unsafe what the documentation says", () => {
    const folder = newFolder();
    const stacks = synthesizeIn(folder, readFileSync(join(__dirname, "unsafe.yaml"), "utf8"));
    plan(stacks("prod"), "unsafe", unsafe());
    removeFolder(folder);
    const { results } = scan(unsafe());
    const found = results.failed_checks.map(({ check_id: check, resource }) =>
      [/\.workload_([\w-]+?)_role/.exec(resource)?.[1], check].join(": "),
    );
    const known = UNSAFE.flatMap(({ workload, checks }) => checks.map((check) => `${workload}: ${check}`));
    expect([...new Set(found)].sort()).toEqual(known.sort());
  });
});
