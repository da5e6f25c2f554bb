import { existsSync, readFileSync, realpathSync } from "node:fs";
import { homedir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { CERT_MANAGER_VERSION } from "../../constructs/addons/cert-manager/releases";
import { files, run, write } from "../support/command";
import { withFolder } from "../support/synth";
import type { TerraformJson } from "../support/synth";

/** The program that cdktf.json and `npm run synth` run. */
const MAIN = "main.js";
const EXAMPLE = readFileSync(join(__dirname, "..", "..", "eks-irsa.yaml"), "utf8");
const WITH_ISSUERS = EXAMPLE.replace(
  /^ {4}certManager:$/m,
  "$&\n      issuers: [{ name: letsencrypt, acme: { email: a@example.com } }]",
);
const TWO = "version: 1\ndefaults: { region: eu-west-1 }\nclusters:\n  a: {}\n  b: {}\n";
const ONE = "version: 1\ndefaults: { region: eu-west-1 }\nclusters:\n  a: {}\n";
const BAD = "version: 1\nclusters:\n  prod: { region: seoul }\n  dev: {}\n";
const stackFile = (stack: string): string => join("cdktf.out", "stacks", stack, "cdk.tf.json");

const json = (folder: string, stack: string): TerraformJson =>
  JSON.parse(readFileSync(join(folder, stackFile(stack)), "utf8")) as TerraformJson;

const statePath = (folder: string, stack: string): unknown =>
  json(folder, stack)["terraform"]?.["backend"]?.["local"]?.["path"];

describe("synthesis of a good configuration", () => {
  test("ends with a table of what was made", () => {
    withFolder((folder) => {
      write(folder, { "eks-irsa.yaml": EXAMPLE });
      const { status, stdout, stderr } = run(MAIN, folder);
      expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
      const rows = stdout.split(/^[├┌└].*$/m).filter((row) => row.trim() !== "");
      const cells = rows.map((row) => {
        const lines = row
          .trim()
          .split("\n")
          .map((line) =>
            line
              .split("│")
              .slice(1, -1)
              .map((cell) => cell.trim()),
          );
        return [lines[0]?.[0], ...lines.map(([, content]) => content)];
      });
      expect(cells).toEqual([
        ["Stack", "prod-seoul"],
        ["Cluster", "prod (ap-northeast-2)"],
        [
          "Roles",
          "prod-ap-northeast-2-cert-manager",
          "prod-ap-northeast-2-load-balancer-controller",
          "prod-ap-northeast-2-s3-reader",
          "prod-ap-northeast-2-order-worker",
        ],
        [
          "ServiceAccounts",
          "cert-manager/cert-manager",
          "kube-system/aws-load-balancer-controller",
          "shop/s3-reader",
          "orders/order-worker",
        ],
        ["Charts", `cert-manager ${CERT_MANAGER_VERSION}`, "aws-load-balancer-controller 3.5.0"],
        ["Terraform JSON", "cdktf.out/stacks/prod-seoul/cdk.tf.json"],
      ]);
      expect(Math.max(...stdout.split("\n").map((line) => line.length))).toBeLessThanOrEqual(80);
    });
  });

  test("prints a short table for a cluster with nothing in it, and for one with many workloads", () => {
    withFolder((folder) => {
      const workloads = Array.from(
        { length: 40 },
        (_, i) => `{ namespace: shop, serviceAccount: reader-${i}, policyArns: [arn:aws:iam::aws:policy/P] }`,
      );
      write(folder, { "eks-irsa.yaml": `${ONE}  b: { workloads: [${workloads.join(", ")}] }\n` });
      const { stdout } = run(MAIN, folder);
      expect(stdout).toMatch(/│ Roles +│ - +│/);
      expect(stdout).toMatch(/│ +│ \.\.\. and 32 more +│/);
      expect(stdout.split("\n").length).toBeLessThan(60);
    });
  });

  test("writes one stack a cluster under the current folder, wherever the configuration lies", () => {
    withFolder((folder) => {
      write(folder, { "elsewhere/mine.yaml": TWO, "here/nothing": "" });
      const here = join(folder, "here");
      expect(run(MAIN, here, [], { EKS_IRSA_CONFIG: "../elsewhere/mine.yaml" }).status).toBe(0);
      expect(Object.keys(files(here))).toEqual([
        "cdktf.out/manifest.json",
        ...["a", "b"].flatMap((stack) => [stackFile(stack), join(dirname(stackFile(stack)), "versions.tf")]),
        "nothing",
      ]);
      expect(Object.keys(files(join(folder, "elsewhere")))).toEqual(["mine.yaml"]);
    });
  });

  test.each<[string, string, string, string]>([
    ["beside the configuration in the current folder", "eks-irsa.yaml", "", "../../../terraform.prod.tfstate"],
    ["beside a configuration elsewhere", "../there/mine.yaml", "", "../../../../there/terraform.prod.tfstate"],
    ["in a named file", "eks-irsa.yaml", "local: { path: states/prod.json }", "../../../states/prod.json"],
  ])("keeps local state %s, by a relative path", (_where, file, backend, expected) => {
    withFolder((folder) => {
      const here = join(folder, "here");
      const keys = backend === "" ? "" : `, backend: { ${backend} }`;
      write(folder, { "here/nothing": "" });
      write(here, { [file]: `version: 1\nclusters:\n  prod: { region: eu-west-1${keys} }\n` });
      expect(run(MAIN, here, [], { EKS_IRSA_CONFIG: file }).status).toBe(0);
      expect(statePath(here, "prod")).toBe(expected);
      const configurationFolder = resolve(here, file, "..");
      expect(resolve(here, "cdktf.out/stacks/prod", expected).startsWith(configurationFolder)).toBe(true);
    });
  });

  test("needs no Terraform, nor any other program, for a workspace of HCP Terraform", () => {
    withFolder((folder) => {
      const cloud = "{ organization: acme, workspace: prod, project: platform }";
      write(folder, {
        "eks-irsa.yaml": `version: 1\nclusters:\n  prod: { region: eu-west-1, backend: { cloud: ${cloud} } }\n`,
        "no-programs/nothing": "",
      });
      const { status, stderr } = run(MAIN, folder, [], { PATH: join(folder, "no-programs") });
      expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
      expect(json(folder, "prod")["terraform"]).toMatchObject({
        cloud: { organization: "acme", workspaces: { name: "prod", project: "platform" } },
      });
      expect(json(folder, "prod")["terraform"]).not.toHaveProperty("backend");
    });
  });

  test("writes what clusters share as a stack of its own, which nothing waits for", () => {
    withFolder((folder) => {
      const policy = "{ name: p, statements: [{ actions: ['s3:*'], resources: ['*'] }] }";
      write(folder, { "eks-irsa.yaml": `${ONE}global: { stack: shared, region: eu-west-1, policies: [${policy}] }\n` });
      const { status, stdout } = run(MAIN, folder);
      expect(status).toBe(0);
      expect(stdout).toMatch(/│ Stack +│ shared +│/);
      const written = files(join(folder, "cdktf.out"));
      expect(Object.keys(written)).toEqual([
        "manifest.json",
        ...["a", "shared"].flatMap((stack) => [`stacks/${stack}/cdk.tf.json`, `stacks/${stack}/versions.tf`]),
      ]);
      const manifest = JSON.parse(written["manifest.json"] ?? "") as { stacks: Record<string, { dependencies: [] }> };
      expect(Object.values(manifest.stacks).map(({ dependencies }) => dependencies)).toEqual([[], []]);
      expect(JSON.stringify(json(folder, "a"))).not.toContain("shared");
      expect(statePath(folder, "shared")).toBe("../../../terraform.shared.tfstate");
    });
  });

  test("names a chart's folder from the stack's folder, wherever the configuration lies", () => {
    withFolder((folder) => {
      const addons = "[{ name: a, namespace: n, chart: { name: c, path: ../charts/c } }]";
      write(folder, {
        "there/mine.yaml": `version: 1\nclusters:\n  prod: { region: eu-west-1, addons: ${addons} }\n`,
        "here/nothing": "",
      });
      const here = join(folder, "here");
      expect(run(MAIN, here, [], { EKS_IRSA_CONFIG: "../there/mine.yaml" }).status).toBe(0);
      const chart = json(here, "prod")["resource"]?.["helm_release"]?.["addon_a"]?.["chart"];
      expect(chart).toBe("./../../../../charts/c");
      expect(resolve(here, "cdktf.out/stacks/prod", String(chart))).toBe(join(folder, "charts/c"));
    });
  });

  test("gives the same bytes in two folders and in two runs, and names no folder of this machine", () => {
    const outputs = [1, 2].map(() =>
      withFolder((folder) => {
        write(folder, { "eks-irsa.yaml": WITH_ISSUERS });
        const runs = [1, 2].map(() => {
          expect(run(MAIN, folder).status).toBe(0);
          return files(join(folder, "cdktf.out"));
        });
        const text = JSON.stringify(runs);
        for (const path of [folder, realpathSync(folder), homedir(), resolve(__dirname, "..", "..")]) {
          expect(text.includes(path)).toBe(false);
        }
        expect(runs[1]).toEqual(runs[0]);
        return runs[0];
      }),
    );
    const names = Object.keys(outputs[0] ?? {});
    const assets = names.filter((name) => name.startsWith("stacks/prod-seoul/assets/"));
    expect(assets.map((name) => name.replace(/^.*\/[0-9A-F]{32}\//, ""))).toEqual([
      "Chart.yaml",
      "templates/issuers.yaml",
      "values.yaml",
    ]);
    expect(names.filter((name) => !assets.includes(name))).toEqual([
      "manifest.json",
      "stacks/prod-seoul/cdk.tf.json",
      "stacks/prod-seoul/versions.tf",
    ]);
    expect(outputs[1]).toEqual(outputs[0]);
  });
});

describe("synthesis of a bad configuration", () => {
  test.each<[string, string]>([
    ["with problems", BAD],
    ["that is empty", ""],
  ])("%s ends with 1, prints what check prints, and makes no output folder", (_what, text) => {
    withFolder((folder) => {
      write(folder, { "eks-irsa.yaml": text });
      const { status, stdout, stderr } = run(MAIN, folder);
      expect({ status, stdout }).toEqual({ status: 1, stdout: "" });
      expect(stderr).toBe(run(MAIN, folder, ["check"]).stderr);
      expect(stderr).toMatch(/\d problems?\n$/);
      expect(Object.keys(files(folder))).toEqual(["eks-irsa.yaml"]);
    });
  });

  test("ends with 1 for a file that is not there", () => {
    withFolder((folder) => {
      const { status, stderr } = run(MAIN, folder);
      expect(status).toBe(1);
      expect(stderr).toMatch(/^eks-irsa\.yaml: .*is not there/);
      expect(existsSync(join(folder, "cdktf.out"))).toBe(false);
    });
  });

  test("leaves the output of before byte for byte as it was", () => {
    withFolder((folder) => {
      write(folder, { "eks-irsa.yaml": TWO });
      expect(run(MAIN, folder).status).toBe(0);
      const before = files(join(folder, "cdktf.out"));
      write(folder, { "eks-irsa.yaml": BAD });
      expect(run(MAIN, folder).status).toBe(1);
      expect(files(join(folder, "cdktf.out"))).toEqual(before);
      expect(Object.keys(before)).toContain("stacks/a/cdk.tf.json");
    });
  });
});
