import { existsSync, realpathSync } from "node:fs";
import { join } from "node:path";
import { files, run, write } from "../support/command";
import { withFolder } from "../support/synth";

const MAIN = "main.js";
const TWO = "version: 1\ndefaults: { region: eu-west-1 }\nclusters:\n  a: {}\n  b: {}\n";
const ONE = "version: 1\ndefaults: { region: eu-west-1 }\nclusters:\n  a: {}\n";
const BAD = "version: 1\nclusters:\n  prod: { region: seoul }\n";

/** A folder with a stack `b` that the configuration does not have any more, with these files in it. */
function withGoneStack(left: Readonly<Record<string, string>>, work: (folder: string, stack: string) => void): void {
  withFolder((folder) => {
    write(folder, { "eks-irsa.yaml": TWO });
    expect(run(MAIN, folder).status).toBe(0);
    const stack = join(folder, "cdktf.out", "stacks", "b");
    write(stack, left);
    write(folder, { "eks-irsa.yaml": ONE });
    work(folder, stack);
  });
}

test("a stack's assets of an earlier run are gone after the next", () => {
  withFolder((folder) => {
    write(folder, { "eks-irsa.yaml": ONE, "cdktf.out/stacks/a/assets/chart/1/Chart.yaml": "name: old\n" });
    expect(run(MAIN, folder).status).toBe(0);
    expect(Object.keys(files(join(folder, "cdktf.out/stacks/a")))).toEqual(["cdk.tf.json", "versions.tf"]);
  });
});

describe("a stack that is gone", () => {
  test("is cleared, with what Terraform can fetch again", () => {
    withGoneStack(
      { ".terraform/providers/p": "", ".terraform.lock.hcl": "", plan: "", "assets/chart/1/a": "" },
      (folder, stack) => {
        expect(run(MAIN, folder).status).toBe(0);
        expect(existsSync(stack)).toBe(false);
        expect(existsSync(join(folder, "cdktf.out/stacks/a/cdk.tf.json"))).toBe(true);
      },
    );
  });

  test.each(["terraform.tfstate", "terraform.tfstate.backup", "terraform.tfstate.d/x/terraform.tfstate", "notes.txt"])(
    "keeps %s, for it may be state",
    (name) => {
      withGoneStack({ [name]: "state" }, (folder, stack) => {
        const { status, stdout } = run(MAIN, folder);
        expect(status).toBe(0);
        expect(files(stack)).toEqual({ [name]: "state" });
        expect(stdout).toContain(
          "Kept cdktf.out/stacks/b: its stack is gone, and it holds files that may be Terraform state.",
        );
      });
    },
  );

  test("with state is refused under the cdktf command, which would remove it, and nothing is changed", () => {
    withGoneStack({ "terraform.tfstate": "state" }, (folder) => {
      const before = files(folder);
      const { status, stderr } = run(MAIN, folder, [], { CDKTF_OUTDIR: join(realpathSync(folder), "cdktf.out") });
      expect(status).toBe(1);
      expect(stderr).toBe(
        "cdktf: cdktf.out/stacks/b holds Terraform state of a stack that is not in the configuration any more: the cdktf command removes this folder with all that is in it. Destroy the stack first, or move its state away.\n",
      );
      expect(files(folder)).toEqual(before);
    });
  });

  test("without state is cleared under the cdktf command", () => {
    withGoneStack({}, (folder, stack) => {
      const { status, stderr } = run(MAIN, folder, [], { CDKTF_OUTDIR: join(realpathSync(folder), "cdktf.out") });
      expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
      expect(existsSync(stack)).toBe(false);
    });
  });
});

describe("the cdktf command", () => {
  test.each<[string, Record<string, string>, string]>([
    [
      "asks for HCL",
      { SYNTH_HCL_OUTPUT: "true" },
      "cdktf: HCL output is asked for (--hcl or SYNTH_HCL_OUTPUT): CDKTF's HCL is invalid for Helm provider 3 and for JSON policies. Leave it out: Terraform reads the JSON.\n",
    ],
    [
      "asks for another output folder",
      { CDKTF_OUTDIR: "other.out" },
      "cdktf: the output folder is other.out: stacks are always written to cdktf.out. Leave out --output and CDKTF_OUTDIR.\n",
    ],
  ])("is refused where it %s, and writes nothing", (_what, environment, expected) => {
    withFolder((folder) => {
      write(folder, { "eks-irsa.yaml": ONE });
      expect(run(MAIN, folder, [], environment)).toEqual({ status: 1, stdout: "", stderr: expected });
      expect(Object.keys(files(folder))).toEqual(["eks-irsa.yaml"]);
    });
  });

  test("gets the same output as synth does", () => {
    withFolder((folder) => {
      write(folder, { "eks-irsa.yaml": TWO });
      expect(run(MAIN, folder).status).toBe(0);
      const plain = files(join(folder, "cdktf.out"));
      // What cdktf-cli 0.21 sets for the program.
      const environment = {
        CDKTF_OUTDIR: join(realpathSync(folder), "cdktf.out"),
        CDKTF_CONTINUE_SYNTH_ON_ERROR_ANNOTATIONS: "true",
      };
      expect(run(MAIN, folder, [], environment).status).toBe(0);
      expect(files(join(folder, "cdktf.out"))).toEqual(plain);
    });
  });
});

test("state files are never touched, wherever they lie", () => {
  withFolder((folder) => {
    const states = {
      "terraform.a.tfstate": "a",
      "terraform.gone.tfstate": "gone",
      "cdktf.out/stacks/a/terraform.tfstate": "in the stack's folder",
      "cdktf.out/terraform.a.tfstate": "in the output folder",
    };
    write(folder, { "eks-irsa.yaml": TWO, ...states });
    expect(run(MAIN, folder).status).toBe(0);
    write(folder, { "eks-irsa.yaml": ONE });
    expect(run(MAIN, folder).status).toBe(0);
    write(folder, { "eks-irsa.yaml": BAD });
    expect(run(MAIN, folder).status).toBe(1);
    expect(files(folder)).toMatchObject(states);
  });
});
