import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { binary, describeWithTerraform, environment, main, newFolder, removeFolder, run } from "../support/terraform";
import type { Run } from "../support/terraform";

const CDKTF = join(__dirname, "..", "..", "node_modules", "cdktf-cli", "bundle", "bin", "cdktf.js");

/** What cdktf runs first, asks the registry and nothing else. */
const OFFLINE = "--skip-provider-lock";

const workload = {
  namespace: "shop",
  createNamespace: true,
  serviceAccount: "s3-reader",
  policyArns: ["arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess"],
};
const seoul = { region: "ap-northeast-2", workloads: [workload] };
const tokyo = { region: "ap-northeast-1", certManager: {} };

describeWithTerraform("the cdktf command", () => {
  let folder: string;
  let synthesized: Run;
  let firstDiff: Run;
  let deployed: Run;
  let deployedStates: Record<string, string[]>;
  let secondDiff: Run;
  let destroyed: Run;
  let destroyedStates: Record<string, string[]>;
  let written: string[];

  const configure = (clusters: object): void => {
    writeFileSync(join(folder, "clusters", "all.yaml"), JSON.stringify({ version: 1, clusters }));
  };
  const cdktf = (...args: string[]): Run =>
    run(process.execPath, [CDKTF, ...args], folder, {
      ...environment,
      CDKTF_HOME: join(folder, "home"),
      // The doubles must not get among the real providers in the user's cache.
      CDKTF_DISABLE_PLUGIN_CACHE_ENV: "true",
      CI: "1",
      EKS_IRSA_CONFIG: "clusters/all.yaml",
      TERRAFORM_BINARY_NAME: binary,
    });
  /** What is in the state of each stack, by the names of the files beside the configuration. */
  const states = (): Record<string, string[]> =>
    Object.fromEntries(
      readdirSync(join(folder, "clusters"))
        .filter((name) => name.endsWith(".tfstate"))
        .map((name) => {
          const { resources } = JSON.parse(readFileSync(join(folder, "clusters", name), "utf8")) as {
            resources: { mode: string; type: string; name: string }[];
          };
          return [
            name,
            resources
              .filter(({ mode }) => mode === "managed")
              .map(({ type, name }) => `${type}.${name}`)
              .sort(),
          ];
        }),
    );
  const stackFile = (stack: string, name: string): string => join(folder, "cdktf.out", "stacks", stack, name);

  beforeAll(() => {
    folder = newFolder();
    mkdirSync(join(folder, "clusters"));
    configure({ seoul, tokyo });
    const project = {
      language: "typescript",
      app: `"${process.execPath}" "${main}"`,
      projectId: "7c0f1f0e-6a63-4d5b-9a0b-3f1f4f0a5d21",
      sendCrashReports: "false",
    };
    writeFileSync(join(folder, "cdktf.json"), JSON.stringify(project));

    synthesized = cdktf("synth");
    firstDiff = cdktf("diff", "seoul", OFFLINE);
    deployed = cdktf("deploy", "*", "--auto-approve", OFFLINE);
    deployedStates = states();
    secondDiff = cdktf("diff", "tokyo", OFFLINE);
    destroyed = cdktf("destroy", "*", "--auto-approve", OFFLINE);
    destroyedStates = states();
    written = readdirSync(join(folder, "cdktf.out"), { recursive: true, encoding: "utf8" });
  });

  afterAll(() => {
    removeFolder(folder);
  });

  test("synthesizes every stack of the file that EKS_IRSA_CONFIG names", () => {
    expect(synthesized).toMatchObject({ status: 0 });
    expect(synthesized.output).toContain("Generated Terraform code for the stacks: seoul, tokyo");
  });

  test("shows what a deployment would do", () => {
    expect(firstDiff).toMatchObject({ status: 0 });
    expect(firstDiff.output).toContain("Plan: 5 to add, 0 to change, 0 to destroy.");
  });

  test("deploys every stack, each with its state beside the configuration", () => {
    expect(deployed).toMatchObject({ status: 0 });
    expect(deployedStates).toEqual({
      "terraform.seoul.tfstate": [
        "aws_iam_openid_connect_provider.oidc-provider",
        "aws_iam_role.workload_s3-reader_role",
        "aws_iam_role_policy_attachment.workload_s3-reader_role_AmazonS3ReadOnlyAccess",
        "kubernetes_namespace_v1.namespace_shop",
        "kubernetes_service_account_v1.workload_s3-reader_service-account",
      ],
      "terraform.tokyo.tfstate": [
        "aws_iam_openid_connect_provider.oidc-provider",
        "helm_release.cert-manager",
        "kubernetes_namespace_v1.namespace_cert-manager",
        "kubernetes_service_account_v1.cert-manager_service-account",
      ],
    });
  });

  test("finds nothing to change after that", () => {
    expect(secondDiff).toMatchObject({ status: 0 });
    expect(secondDiff.output).toContain("No changes. Your infrastructure matches the configuration.");
  });

  test("destroys every stack", () => {
    expect(destroyed).toMatchObject({ status: 0 });
    expect(destroyedStates).toEqual({ "terraform.seoul.tfstate": [], "terraform.tokyo.tfstate": [] });
  });

  test("leaves no state in cdktf.out", () => {
    expect(written).toContain(join("stacks", "seoul", "cdk.tf.json"));
    expect(written).toContain(join("stacks", "seoul", "versions.tf"));
    expect(written.filter((path) => path.includes("tfstate") && !path.includes(".terraform"))).toEqual([]);
  });

  test("does not get to delete the folder of a removed stack that holds state", () => {
    const state = stackFile("tokyo", "terraform.tfstate");
    configure({ seoul });
    writeFileSync(state, "{}");
    const { status, output } = cdktf("synth");
    const kept = existsSync(state);
    rmSync(state, { force: true });
    configure({ seoul, tokyo });
    expect(status).not.toBe(0);
    expect(output.replace(/\s+/g, " ")).toContain(
      "tokyo holds Terraform state of a stack that is not in the configuration any more: " +
        "the cdktf command removes this folder with all that is in it. Destroy the stack first, or move its state away.",
    );
    expect(kept).toBe(true);
  });

  test("is refused HCL, which CDKTF writes wrong", () => {
    const { status, output } = cdktf("synth", "--hcl");
    expect(status).not.toBe(0);
    expect(output.replace(/\s+/g, " ")).toContain("Leave it out: Terraform reads the JSON.");
    expect(existsSync(stackFile("seoul", "cdk.tf"))).toBe(false);
  });
});
