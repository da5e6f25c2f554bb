import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { files, run, write } from "../support/command";
import type { Finished } from "../support/command";
import { withFolder } from "../support/synth";

const GOOD = "version: 1\nclusters:\n  prod: { region: ap-northeast-2 }\n";
const BAD = "version: 1\nclusters:\n  prod: { region: seoul, auth: tokn }\n";
const NOTED = "version: 1\nclusters:\n  prod: { region: ap-northeast-2, loadBalancerController: { version: 3.2.0 } }\n";
const BAD_LINES = [
  '3:11: clusters.prod.region: "seoul": a region has the form ap-northeast-2. Write the region\'s code, not its name or a zone.',
  '3:26: clusters.prod.auth: "tokn": one of ephemeral, token, exec, a mapping is expected. Did you mean token? Write that.',
];
const RUNS = "Runs with Terraform 1.10 or OpenTofu 1.11 (auth: ephemeral), or later.\n";
const USAGE = /^Usage: eks-irsa check \[FILE\]$/m;

const check = (args: readonly string[], environment = {}): Finished =>
  withFolder((folder) => {
    write(folder, {
      "eks-irsa.yaml": GOOD,
      "mine.yaml": BAD,
      "noted.yaml": NOTED,
      "two.yaml": `${GOOD}  dev: { region: eu-west-1 }\n`,
    });
    mkdirSync(join(folder, "folder"));
    return run("main.js", folder, ["check", ...args], environment);
  });

describe("check", () => {
  test("says which tools run a file without ephemeral tokens", () => {
    withFolder((folder) => {
      write(folder, { "eks-irsa.yaml": GOOD.replace("ap-northeast-2", "ap-northeast-2, auth: exec") });
      expect(run("main.js", folder, ["check"]).stdout).toBe(
        "eks-irsa.yaml: no problems (1 cluster)\nRuns with Terraform or OpenTofu 1.10, or later.\n",
      );
    });
  });

  test.each<[string, string[], Record<string, string>, Finished]>([
    [
      "checks eks-irsa.yaml where no file is named",
      [],
      {},
      { status: 0, stdout: `eks-irsa.yaml: no problems (1 cluster)\n${RUNS}`, stderr: "" },
    ],
    [
      "checks the named file",
      ["two.yaml"],
      {},
      { status: 0, stdout: `two.yaml: no problems (2 clusters)\n${RUNS}`, stderr: "" },
    ],
    [
      "checks the file that EKS_IRSA_CONFIG names",
      [],
      { EKS_IRSA_CONFIG: "two.yaml" },
      { status: 0, stdout: `two.yaml: no problems (2 clusters)\n${RUNS}`, stderr: "" },
    ],
    [
      "takes the named file before the one of EKS_IRSA_CONFIG",
      ["eks-irsa.yaml"],
      { EKS_IRSA_CONFIG: "mine.yaml" },
      { status: 0, stdout: `eks-irsa.yaml: no problems (1 cluster)\n${RUNS}`, stderr: "" },
    ],
    [
      "notes what goes wrong with a release, and ends with 0",
      ["noted.yaml"],
      {},
      {
        status: 0,
        stdout: [
          "Note: noted.yaml:3:35: clusters.prod.loadBalancerController: chart 3.2.0 takes Gateways, too: it crashes where the Gateway API's CRDs are there, but are older than v1.5 or without the chart's own. Apply both first, use chart 3.3.0 or later, or write gatewayApi: false.",
          "noted.yaml: no problems (1 cluster)",
          RUNS,
        ].join("\n"),
        stderr: "",
      },
    ],
    [
      "prints every problem, and ends with 1",
      ["mine.yaml"],
      {},
      { status: 1, stdout: "", stderr: [...BAD_LINES.map((line) => `mine.yaml:${line}`), "2 problems", ""].join("\n") },
    ],
  ])("%s", (_what, args, environment, expected) => {
    expect(check(args, environment)).toEqual(expected);
  });

  test.each<[string, string[], RegExp]>([
    ["a file that is not there", ["none.yaml"], /^none\.yaml: .*is not there.*\n1 problem\n$/],
    ["a folder", ["folder"], /^folder: .*cannot be read \(EISDIR\).*\n1 problem\n$/],
    ["an option that it does not have", ["--fix"], /^check: Unknown option '--fix'/],
    ["two files", ["eks-irsa.yaml", "two.yaml"], /^check: one FILE at most\n/],
  ])("ends with 2 for %s", (_what, args, expected) => {
    const { status, stdout, stderr } = check(args);
    expect({ status, stdout }).toEqual({ status: 2, stdout: "" });
    expect(stderr).toMatch(expected);
    if (stderr.startsWith("check:")) expect(stderr).toMatch(USAGE);
  });

  test.each(["--help", "-h"])("says with %s how it is called", (option) => {
    const { status, stdout, stderr } = check([option]);
    expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
    expect(stdout).toMatch(USAGE);
    expect(stdout).toContain("Exit status: 0 without problems, 1 with problems, 2 where it could not run.");
  });

  test("writes no file", () => {
    withFolder((folder) => {
      write(folder, { "eks-irsa.yaml": GOOD });
      expect(run("main.js", folder, ["check"]).status).toBe(0);
      expect(run("main.js", folder, ["check", "none.yaml"]).status).toBe(2);
      expect(Object.keys(files(folder))).toEqual(["eks-irsa.yaml"]);
    });
  });
});
