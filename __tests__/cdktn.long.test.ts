import { buildSync } from "esbuild";
import { spawnSync } from "node:child_process";
import { cpSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { withFolder } from "./support/synth";

const root = join(__dirname, "..");
const EXAMPLES = ["eks-irsa.yaml", "examples/external-secrets.yaml"];

/** What a built command writes for a configuration, by stack, without the library's own notes. */
function synthesized(command: string, configuration: string, stack: string): Record<string, unknown> {
  return withFolder((folder) => {
    cpSync(join(root, configuration), join(folder, "eks-irsa.yaml"));
    const { status, stderr } = spawnSync(process.execPath, [command], { cwd: folder, encoding: "utf8" });
    if (status !== 0) throw new Error(stderr);
    const text = readFileSync(join(folder, "cdktf.out", "stacks", stack, "cdk.tf.json"), "utf8");
    const { "//": notes, ...json } = JSON.parse(text) as Record<string, unknown>;
    expect(notes).toHaveProperty("metadata.version");
    return json;
  });
}

describe("on cdktn, the fork that goes on where CDKTF stopped", () => {
  test.each(EXAMPLES)("%s becomes the same Terraform", (configuration) => {
    const stack = configuration === "eks-irsa.yaml" ? "prod-seoul" : "prod";
    const onCdktn = withFolder((folder) => {
      const outfile = join(folder, "main.js");
      // As an npm alias would: every import of cdktf, the providers' too, is of cdktn.
      const alias = { cdktf: "cdktn" };
      buildSync({
        entryPoints: [join(root, "main.ts")],
        bundle: true,
        platform: "node",
        outfile,
        alias,
        logLevel: "error",
      });
      expect(readFileSync(outfile, "utf8")).toContain("node_modules/cdktn/");
      return synthesized(outfile, configuration, stack);
    });
    expect(onCdktn).toEqual(synthesized(join(root, "dist/main.js"), configuration, stack));
  });
});
