import { buildSync } from "esbuild";
import { cpSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { cdktf } from "../support/cdktf-command";
import { root } from "../support/documents";
import { textsIn } from "../support/files";
import type { TerraformJson } from "../support/synth";
import { describeWithTerraform, main, newFolder, removeFolder, terraform } from "../support/terraform";
import { plan } from "../support/terraform-json";
import type { Run } from "../support/terraform";

describeWithTerraform("a project whose cdktf.json names the modules", () => {
  let folder: string;
  let typed: Run;
  let app: Run;

  beforeAll(() => {
    folder = newFolder();
    for (const name of [".gen", "cdktf.json", "eks-irsa.yaml", "modules"]) {
      cpSync(join(root, name), join(folder, name), { recursive: true });
    }
    const program = join(folder, "typed-module.js");
    buildSync({
      entryPoints: [join(root, "examples", "typed-module.ts")],
      bundle: true,
      platform: "node",
      outfile: program,
      logLevel: "error",
    });
    typed = cdktf(folder, "synth", "--app", `"${process.execPath}" "${program}"`, "--output", "typed");
    app = cdktf(folder, "synth", "--app", `"${process.execPath}" "${main}"`);
  });

  afterAll(() => {
    removeFolder(folder);
  });

  const stack = (): string => join(folder, "typed", "stacks", "prod");
  const called = (): Record<string, unknown> => {
    const { module } = JSON.parse(readFileSync(join(stack(), "cdk.tf.json"), "utf8")) as TerraformJson;
    return module?.["eks_irsa"] ?? {};
  };

  test("synthesizes the example that uses one with its types", () => {
    expect(typed).toMatchObject({ status: 0 });
    expect(called()).toMatchObject({
      cluster_name: "prod",
      region: "ap-northeast-2",
      load_balancer_controller: {},
      cert_manager: { hosted_zone_ids: ["Z0123456789ABCDEFGHIJ"] },
    });
  });

  test("carries the module in its output", () => {
    const { source } = called() as { source: string };
    expect(source).toMatch(/^\.\/assets\//);
    expect(textsIn(join(stack(), source))).toEqual(textsIn(join(folder, "modules", "eks-irsa")));
  });

  test("is all that Terraform needs", () => {
    terraform(stack(), "init");
    expect(JSON.parse(terraform(stack(), "validate", "-json"))).toMatchObject({ valid: true, warning_count: 0 });
    expect(plan(stack()).changes).toMatchObject({
      'module.eks_irsa.aws_iam_role.workload["s3-reader"]': "create",
      'module.eks_irsa.kubernetes_service_account_v1.workload["s3-reader"]': "create",
      "module.eks_irsa.module.cert_manager[0].helm_release.this[0]": "create",
      "module.eks_irsa.module.load_balancer_controller[0].helm_release.this[0]": "create",
    });
  });

  test("synthesizes the app as it does without them", () => {
    expect(app).toMatchObject({ status: 0 });
    const files = ["cdk.tf.json", "versions.tf"].map((name) => join("prod-seoul", name));
    expect(Object.keys(textsIn(join(folder, "cdktf.out", "stacks"))).sort()).toEqual(files);
  });
});
