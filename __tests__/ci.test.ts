import { readdirSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { read, root } from "./support/documents";
import { moduleNames } from "./support/modules";

/** What a fork runs says some lists again that GitHub cannot derive. */

interface Job {
  readonly strategy: { readonly matrix: Readonly<Record<string, readonly unknown[]>> };
  readonly steps: readonly { readonly uses?: string; readonly run?: string }[];
}

const { jobs } = parse(read(".github/workflows/ci.yml")) as { jobs: Record<"test" | "modules" | "stacks", Job> };

describe("the public CI", () => {
  test("runs the tests on Node.js from the oldest version on, and on the one of .nvmrc", () => {
    const { engines } = JSON.parse(read("package.json")) as { engines: { node: string } };
    const oldest = Number(/\d+/.exec(engines.node)?.[0]);
    expect(jobs.test.strategy.matrix["node"]).toEqual([oldest, Number(read(".nvmrc"))]);
  });

  test("tests all modules, in Terraform and in OpenTofu", () => {
    expect(jobs.modules.strategy.matrix).toEqual({ tool: ["terraform", "tofu"], module: moduleNames });
  });

  test("validates the example and all of examples/", () => {
    const examples = readdirSync(join(root, "examples")).filter((name) => name.endsWith(".yaml"));
    expect(jobs.stacks.strategy.matrix["configuration"]).toEqual([
      "eks-irsa.yaml",
      ...examples.map((name) => `examples/${name}`),
    ]);
  });

  test.each(Object.values(jobs).flatMap(({ steps }) => steps.flatMap(({ uses }) => uses ?? [])))(
    "pins %s by its major version",
    (action) => {
      expect(action).toMatch(/^[\w-]+\/[\w-]+@v\d+$/);
    },
  );

  test("runs scripts that there are", () => {
    const { scripts } = JSON.parse(read("package.json")) as { scripts: object };
    const commands = Object.values(jobs).flatMap(({ steps }) => steps.flatMap(({ run }) => run ?? []));
    const named = commands.flatMap((command) => /^npm (?:run )?(?!ci)(\S+)/.exec(command)?.[1] ?? []);
    expect(named).toEqual(expect.arrayContaining(["test", "synth"]));
    expect(named.filter((name) => !(name in scripts))).toEqual([]);
  });
});
