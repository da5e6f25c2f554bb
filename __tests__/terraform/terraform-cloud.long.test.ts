import { existsSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { homedir } from "node:os";
import { delimiter, join, resolve } from "node:path";
import { files, write } from "../support/command";
import { root, snippetsIn } from "../support/documents";
import { committed, describeWithGit, git, gitEnvironment } from "../support/git";
import { at } from "../support/terraform-json";
import { live, useStacks } from "../support/terraform-stacks";
import type { Life } from "../support/terraform-stacks";
import {
  binary,
  describeWithTerraform,
  environment,
  main,
  newFolder,
  removeFolder,
  run,
  synthesizeIn,
  terraform,
  tryTerraform,
} from "../support/terraform";

const DOCUMENT = "docs/terraform-cloud.md";
const region = "ap-northeast-2";
const reader = {
  namespace: "shop",
  createNamespace: true,
  serviceAccount: "s3-reader",
  policyArns: ["arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess"],
};
const cloud = { organization: "acme", workspace: "eks-prod", project: "platform" };

const CLUSTERS = {
  all: {
    region,
    backend: { cloud },
    certManager: {
      hostedZones: ["Z0123456789ABCDEFGHIJ"],
      issuers: [{ name: "letsencrypt", acme: { email: "ops@example.com" } }],
    },
    loadBalancerController: {},
    workloads: [reader],
    addons: [
      { name: "tool", chart: { name: "tool", path: "./charts/tool" }, namespace: "tool", createNamespace: true },
    ],
  },
  token: { region, backend: { none: {} }, auth: "token", workloads: [reader] },
};

/** What the document has the repository keep, in the place of what this project's own .gitignore says. */
function gitignore(): string {
  const [snippet] = snippetsIn("gitignore").filter(({ file }) => file === DOCUMENT);
  const own = readFileSync(join(root, ".gitignore"), "utf8");
  expect(own).toMatch(/^cdktf\.out\/$/m);
  return own.replace(/^cdktf\.out\/\n/m, "") + (snippet?.text ?? "");
}

/** What may lie in a stack's folder, and is nobody's but the machine's. */
const LEFT = {
  ".terraform/modules/modules.json": "{}",
  plan: "secret",
  tfplan: "secret",
  "terraform.tfstate": "secret",
  "terraform.tfstate.backup": "secret",
  "terraform.tfvars": "secret",
  "crash.log": "secret",
};

/** A repository with what was synthesized, and a copy of just what is committed. */
class Repository {
  public readonly folder = newFolder();
  public readonly copy = newFolder();

  public constructor(clusters: object) {
    const chart = "apiVersion: v2\nname: tool\nversion: 1.0.0\n";
    write(this.folder, { ".gitignore": gitignore(), "charts/tool/Chart.yaml": chart });
    const folderOf = synthesizeIn(this.folder, { version: 1, clusters });
    for (const stack of Object.keys(clusters)) write(folderOf(stack), LEFT);
    write(folderOf("token"), { ".terraform.lock.hcl": "" });
    committed(this.folder, this.copy);
  }

  public stack(name: string): string {
    return join(this.copy, "cdktf.out", "stacks", name);
  }

  public remove(): void {
    removeFolder(this.folder);
    removeFolder(this.copy);
  }
}

/** A place for programs to be found in, with Terraform and what runs provider doubles only. */
function withoutOtherPrograms(folder: string): string {
  const found = (process.env["PATH"] ?? "")
    .split(delimiter)
    .map((path) => join(path, binary ?? "terraform"))
    .find((path) => existsSync(path));
  if (found === undefined) throw new Error("Terraform is not on the PATH");
  symlinkSync(found, join(folder, binary ?? "terraform"));
  symlinkSync(process.execPath, join(folder, "node"));
  return folder;
}

describeWithGit("what a repository keeps of a synthesized stack", () => {
  let first: Repository;
  let second: Repository;
  beforeAll(() => {
    [first, second] = [new Repository(CLUSTERS), new Repository(CLUSTERS)];
  });
  afterAll(() => {
    first.remove();
    second.remove();
  });

  test("is the JSON, the charts in the stack's folder, the lock file, and nothing else", () => {
    const kept = Object.keys(files(join(first.copy, "cdktf.out"))).map((path) => path.replace(/[0-9A-F]{32}/, "HASH"));
    const chart = "stacks/all/assets/cert-manager_issuers-chart/HASH";
    expect(kept.sort()).toEqual([
      `${chart}/Chart.yaml`,
      `${chart}/templates/issuers.yaml`,
      `${chart}/values.yaml`,
      "stacks/all/cdk.tf.json",
      "stacks/all/versions.tf",
      "stacks/token/.terraform.lock.hcl",
      "stacks/token/cdk.tf.json",
      "stacks/token/versions.tf",
    ]);
  });

  test("has no path of the machine in it", () => {
    const texts = Object.values(files(join(first.copy, "cdktf.out"))).join("\n");
    const paths = [first.folder, root, homedir(), process.execPath];
    expect(paths.filter((path) => path !== "/" && texts.includes(path))).toEqual([]);
  });

  test("names charts where the repository has them", () => {
    const json = readFileSync(join(first.stack("all"), "cdk.tf.json"), "utf8");
    const { resource } = JSON.parse(json) as { resource: { helm_release: Record<string, { chart: string }> } };
    const charts = Object.values(resource.helm_release).map(({ chart }) => chart.replace("${path.module}", "."));
    const local = charts.filter((chart) => chart.startsWith("."));
    expect(local).toHaveLength(2);
    expect(local.filter((chart) => !existsSync(join(resolve(first.stack("all"), chart), "Chart.yaml")))).toEqual([]);
  });

  test("is the same, byte for byte, from another folder", () => {
    expect(files(first.copy)).toEqual(files(second.copy));
  });
});

describeWithGit("the job that checks what is committed", () => {
  let repository: Repository;
  let job: string;
  beforeAll(() => {
    repository = new Repository(CLUSTERS);
    const [snippet] = snippetsIn("sh").filter(({ file, text }) => file === DOCUMENT && text.includes("git diff"));
    job = (snippet?.text ?? "").replace(/^npm ci$/m, "").replace(/^npm run synth$/m, `"${process.execPath}" "${main}"`);
    expect(job).not.toContain("npm");
    expect(job).toContain(main);
  });
  afterAll(() => {
    repository.remove();
  });

  /** The job's exit status where this change, and nothing else, is committed. */
  function statusAfter(change: (folder: string) => void): number | null {
    const folder = newFolder();
    try {
      committed(repository.folder, folder);
      change(folder);
      git(folder, "init", "--quiet");
      git(folder, "add", "--all");
      git(folder, "-c", "user.name=a", "-c", "user.email=a@example.com", "commit", "--quiet", "--message=all");
      return run("sh", ["-e", "-c", job], folder, gitEnvironment).status;
    } finally {
      removeFolder(folder);
    }
  }
  const configure = (clusters: object) => (folder: string) => {
    writeFileSync(join(folder, "eks-irsa.yaml"), JSON.stringify({ version: 1, clusters }));
  };
  const { token, all } = CLUSTERS;

  test("passes where all is current", () => {
    expect(statusAfter(() => undefined)).toBe(0);
  });

  test.each<[string, (folder: string) => void]>([
    ["a stack has changed", configure({ all, token: { ...token, workloads: [] } })],
    ["a stack is new", configure({ ...CLUSTERS, new: token })],
    ["a stack is gone", configure({ all })],
    [
      "a chart is left that no stack uses any more",
      (folder) => {
        write(folder, { "cdktf.out/stacks/token/assets/old/0/Chart.yaml": "name: old\n" });
      },
    ],
    [
      "somebody has edited the JSON",
      (folder) => {
        write(folder, { "cdktf.out/stacks/token/cdk.tf.json": "{}" });
      },
    ],
  ])("fails where %s", (_what, change) => {
    expect(statusAfter(change)).toBe(1);
  });
});

describeWithTerraform("a workspace that has what is committed, and Terraform", () => {
  const lives: Record<string, Life> = {};
  let repository: Repository;
  const programs = newFolder();
  const path = environment["PATH"];

  beforeAll(() => {
    repository = new Repository(CLUSTERS);
    environment["PATH"] = withoutOtherPrograms(programs);
    expect(() => run("aws", ["--version"], programs)).toThrow(/ENOENT/);
    // A workspace has a backend of its own in the place of any in the configuration.
    write(repository.stack("all"), { "workspace_override.tf": 'terraform {\n  backend "local" {}\n}\n' });
    for (const stack of Object.keys(CLUSTERS)) lives[stack] = live(repository.stack(stack));
  });
  afterAll(() => {
    environment["PATH"] = path;
    removeFolder(programs);
    repository.remove();
  });

  test.each(Object.keys(CLUSTERS))("applies %s, finds nothing to change then, and destroys all of it", (stack) => {
    expect(lives[stack]?.validated).toMatchObject({ valid: true, warning_count: 0 });
    expect([...(lives[stack]?.applied.resources.keys() ?? [])]).toContain(
      "kubernetes_service_account_v1.workload_s3-reader_service-account",
    );
    expect(lives[stack]?.secondPlan).toBe(0);
    expect(lives[stack]?.left.resources).toEqual(new Map());
  });
});

describeWithTerraform("the way to the cluster", () => {
  const CONFIGURATIONS = {
    token: CLUSTERS.token,
    ephemeral: { ...CLUSTERS.token, auth: "ephemeral" },
    exec: { ...CLUSTERS.token, auth: "exec" },
  };
  const { folderOf } = useStacks(CONFIGURATIONS);

  /** Blocks and arguments that have Terraform or a provider run a program. */
  const RUNS_PROGRAMS = /"(exec|local-exec|remote-exec|external|local)":/;
  test.each([
    ["token", false],
    ["ephemeral", false],
    ["exec", true],
  ])("with %s takes a program of the runner, or none", (stack, program) => {
    expect(RUNS_PROGRAMS.test(readFileSync(join(folderOf(stack), "cdk.tf.json"), "utf8"))).toBe(program);
  });

  /** Tokens that are got while a plan is applied that was saved. */
  function gotInApply(stack: string): string[] {
    const folder = folderOf(stack);
    terraform(folder, "init");
    terraform(folder, "plan", "-out=tfplan");
    const events = terraform(folder, "apply", "-json", "tfplan")
      .split("\n")
      .filter((line) => line !== "")
      .map((line) => JSON.parse(line) as { type: string; hook?: { action?: string; resource?: { addr: string } } });
    // Terraform names the action, OpenTofu the type.
    const isGot = ({ type, hook }: (typeof events)[number]): boolean =>
      ["open", "read"].includes(hook?.action ?? "") || type === "ephemeral_action_started";
    return [...new Set(events.filter(isGot).map(({ hook }) => hook?.resource?.addr ?? ""))];
  }

  test("applies a plan with the token that planning read, but with a new ephemeral one", () => {
    expect(gotInApply("token")).toEqual([]);
    expect(gotInApply("ephemeral")).toEqual(["ephemeral.aws_eks_cluster_auth.cluster-auth"]);
  });
});

describeWithTerraform("a stack for Terraform Cloud", () => {
  const { folderOf, planOf } = useStacks({
    cloud: { region, backend: { cloud }, workloads: [reader] },
    "cloud-tags": {
      region,
      backend: { cloud: { organization: "acme", tags: ["eks"], hostname: "tfe.example.com" } },
      workloads: [reader],
    },
  });
  const written = (stack: string): { readonly terraform: object } =>
    JSON.parse(readFileSync(join(folderOf(stack), "cdk.tf.json"), "utf8")) as { terraform: object };

  test.each([
    [
      "cloud",
      { organization: "acme", hostname: "app.terraform.io", workspaces: { name: "eks-prod", project: "platform" } },
    ],
    ["cloud-tags", { organization: "acme", hostname: "tfe.example.com", workspaces: { tags: ["eks"] } }],
  ])("%s names organization and workspaces, and has no other backend", (stack, block) => {
    expect(written(stack).terraform).toMatchObject({ cloud: block });
    expect(written(stack).terraform).not.toHaveProperty("backend");
  });

  // Workspaces cannot be had here; all that does not need them can be checked.
  test.each(["cloud", "cloud-tags"])("%s is valid", (stack) => {
    terraform(folderOf(stack), "init", "-backend=false");
    expect(JSON.parse(terraform(folderOf(stack), "validate", "-json"))).toMatchObject({
      valid: true,
      error_count: 0,
      warning_count: 0,
    });
  });

  test("is for the workspace, and can be planned with another backend", () => {
    expect(tryTerraform(folderOf("cloud"), "plan").output).toMatch(/initialization required/);
    write(folderOf("cloud"), { "workspace_override.tf": 'terraform {\n  backend "local" {}\n}\n' });
    expect(at(planOf("cloud").planned, "aws_iam_role.workload_s3-reader_role")["name"]).toBe(
      "cloud-ap-northeast-2-s3-reader",
    );
  });
});
