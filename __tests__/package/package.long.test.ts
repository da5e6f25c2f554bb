import { spawnSync } from "node:child_process";
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import * as ts from "typescript";
import { files, write } from "../support/command";
import { read, root } from "../support/documents";

const MODULES = join(root, "node_modules");
const NOT_IN_A_CLONE = new Set([".git", "cdktf.out", "coverage", "dist", "node_modules"]);

interface Manifest {
  readonly main: string;
  readonly types: string;
  readonly bin: Readonly<Record<string, string>>;
  readonly exports: Readonly<Record<string, unknown>>;
  readonly dependencies: Readonly<Record<string, string>>;
  readonly peerDependencies: Readonly<Record<string, string>>;
}

const manifest = JSON.parse(read("package.json")) as Manifest;

/** Runs a program in a folder; what it prints. */
function run(folder: string, program: string, args: readonly string[], environment: NodeJS.ProcessEnv = {}): string {
  const env = { ...process.env, ...environment };
  const { status, stdout, stderr } = spawnSync(program, args, { cwd: folder, env, encoding: "utf8" });
  if (status !== 0) throw new Error(`${program} ${args.join(" ")} ended with ${String(status)}:\n${stdout}${stderr}`);
  return stdout;
}

const folder = mkdtempSync(join(tmpdir(), "eks-irsa-package-"));
const clone = join(folder, "clone");

/** Packs a clone of this project, which has not been built before; the package's path, and its files. */
function pack(): { readonly path: string; readonly packed: readonly string[] } {
  cpSync(root, clone, { recursive: true, filter: (path) => !NOT_IN_A_CLONE.has(relative(root, path)) });
  symlinkSync(MODULES, join(clone, "node_modules"));
  const printed = run(clone, "npm", ["pack", "--json", "--silent", "--pack-destination", folder]);
  const [packed] = JSON.parse(printed) as [{ filename: string; files: { path: string }[] }];
  return { path: join(folder, packed.filename), packed: packed.files.map(({ path }) => path) };
}

const { path: tarball, packed } = pack();
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

describe("the package", () => {
  test("holds what it names, the modules and our chart", () => {
    const named = JSON.stringify([manifest.main, manifest.types, manifest.bin, manifest.exports]).match(
      /[\w./-]+\.(json|js|d\.ts)/g,
    );
    const wanted = (named ?? []).map((path) => path.replace(/^\.\//, ""));
    expect(wanted).toContain("dist/main.js");
    expect(packed).toEqual(expect.arrayContaining(wanted));
    expect(packed).toEqual(expect.arrayContaining(["LICENSE", "README.md", "dist/THIRD_PARTY_NOTICES"]));
    expect(packed).toEqual(expect.arrayContaining(["charts/issuers/Chart.yaml", "modules/eks-irsa/variables.tf"]));
  });

  test("holds nothing else", () => {
    const kinds =
      /^(CHANGELOG|LICENSE|README|package|eks-irsa\.schema|charts|docs|modules|dist\/(constructs|main|page|THIRD))/;
    expect(packed.filter((path) => !kinds.test(path))).toEqual([]);
    expect(
      packed.filter((path) => /(^|[^d])\.ts$|test|\.tsbuildinfo$/.test(path) && !path.startsWith("modules/")),
    ).toEqual([]);
  });

  test("says in docs/api what is public, as `npm run update` writes it", () => {
    const report = "docs/api/cdktf-eks-irsa.api.md";
    run(clone, join(MODULES, ".bin", "api-extractor"), ["run", "--local", "--config", "docs/api/api-extractor.json"]);
    expect(readFileSync(join(clone, report), "utf8")).toBe(read(report));
  });
});

/** An app of a user's own, in an empty project that has the package and its peers. */
class Consumer {
  private readonly folder: string;

  /** @param cdktf - the package that the project has under the name of cdktf */
  public constructor(cdktf: string) {
    this.folder = join(folder, cdktf);
    // Peers and dependencies are this checkout's, so that nothing is asked of a registry.
    const needed = Object.keys({ ...manifest.dependencies, ...manifest.peerDependencies });
    const links = needed.map((name) => [name, `file:${join(MODULES, name === "cdktf" ? cdktf : name)}`]);
    const project = { name: "consumer", private: true, dependencies: Object.fromEntries(links) as object };
    const overrides = cdktf === "cdktf" ? {} : { overrides: { cdktf: "$cdktf" } };
    write(this.folder, { "package.json": JSON.stringify({ ...project, ...overrides }) });
    // In two steps: in one, npm 11 fails over peers that are links.
    const options = ["--offline", "--ignore-scripts", "--no-audit", "--no-fund", "--no-package-lock", "--silent"];
    run(this.folder, "npm", ["install", ...options]);
    run(this.folder, "npm", ["install", ...options, tarball]);
  }

  public write(texts: Readonly<Record<string, string>>): void {
    write(this.folder, texts);
  }

  /** Compiles what was written; what is wrong with it, or with the package's declarations. */
  public compile(...names: readonly string[]): string {
    const program = ts.createProgram(
      names.map((name) => join(this.folder, name)),
      {
        strict: true,
        target: ts.ScriptTarget.ES2022,
        module: ts.ModuleKind.NodeNext,
        types: ["node"],
        typeRoots: [join(MODULES, "@types")],
        preserveSymlinks: true,
      },
    );
    // What cdktf and the providers declare is theirs, and takes long.
    const files = program
      .getSourceFiles()
      .filter(({ fileName }) => /^(?!.*node_modules)|node_modules\/cdktf-eks-irsa/.test(fileName));
    const found = [
      ...program.getOptionsDiagnostics(),
      ...program.getGlobalDiagnostics(),
      ...files.flatMap((file) => [...program.getSyntacticDiagnostics(file), ...program.getSemanticDiagnostics(file)]),
      ...program.emit().diagnostics,
    ];
    return ts.formatDiagnostics(found, ts.createCompilerHost({}));
  }

  public node(...args: readonly string[]): string {
    // A link's target would find its own peers in this checkout.
    return run(this.folder, process.execPath, args, { NODE_OPTIONS: "--preserve-symlinks" });
  }

  public eksIrsa(...args: readonly string[]): string {
    return run(this.folder, join(this.folder, "node_modules", ".bin", "eks-irsa"), args, { EKS_IRSA_CONFIG: "" });
  }

  public stack(name: string): Record<string, unknown> {
    const text = readFileSync(join(this.folder, "cdktf.out", "stacks", name, "cdk.tf.json"), "utf8");
    const { "//": _, ...json } = JSON.parse(text) as Record<string, unknown>;
    return json;
  }

  public files(below: string): Record<string, string> {
    return files(join(this.folder, below));
  }

  public has(path: string): boolean {
    return existsSync(join(this.folder, path));
  }
}

/** What a user writes: props of one's own, a file run from one's own app, and states that cannot be. */
const TYPES = `
import { App } from "cdktf";
import { Construct } from "constructs";
import * as library from "cdktf-eks-irsa";
import type { CertIssuer, ControllerOptions, HostedZone, IrsaIdentity, IrsaRoleBaseProps } from "cdktf-eks-irsa";

interface TeamRoleProps extends IrsaRoleBaseProps, IrsaIdentity {
  readonly team: string;
}

export class TeamRole extends library.IrsaRole {
  public constructor(scope: Construct, id: string, props: TeamRoleProps) {
    super(scope, id, { ...props, tags: { team: props.team } });
  }
}

export const zones: HostedZone[] = [{ id: "Z0123456789ABCDEFGHIJ", name: "example.com" }];
export const issuer: CertIssuer = { name: "letsencrypt", acme: { email: "a@example.com" } };
export const options: ControllerOptions = { replicas: 3 };
export const statements = library.controllerStatements(library.PARTITIONS[0]?.name ?? "aws");

export function ownApp(file: string): library.ClusterStack[] {
  const loaded = library.loadConfiguration(file);
  if ("problems" in loaded) throw new Error(loaded.problems.join("\\n"));
  const app = new App();
  const stacks = loaded.configuration.clusters.map((cluster) => new library.ClusterStack(app, cluster));
  app.synth();
  return stacks;
}

export function impossible(scope: Construct, provider: library.OidcProvider, cluster: library.EksCluster): void {
  const subjects = [{ namespace: "shop", serviceAccount: "s3-reader" }] as const;
  new library.IrsaRole(scope, "irsa", { provider, subjects });
  new library.IrsaRole(scope, "pod-identity", { identity: "pod-identity", cluster, subjects });
  // @ts-expect-error IRSA needs the OIDC provider.
  new library.IrsaRole(scope, "no-provider", { identity: "irsa", cluster, subjects });
  // @ts-expect-error So does the move from one to the other.
  new library.IrsaRole(scope, "no-provider-for-both", { identity: "both", cluster, subjects });
  // @ts-expect-error Pod Identity needs the cluster.
  new library.IrsaRole(scope, "no-cluster", { identity: "pod-identity", provider, subjects });
}
`;

describe.each(["cdktf", "cdktn"])("in a project of a user's, on %s,", (cdktf) => {
  const consumer = new Consumer(cdktf);
  consumer.write({
    "eks-irsa.yaml": read("eks-irsa.yaml"),
    "library.ts": read("examples/library.ts").replace('"../constructs"', '"cdktf-eks-irsa"'),
    "types.ts": TYPES,
    "module.mts":
      'import { EksCluster, PARTITIONS } from "cdktf-eks-irsa";\nconsole.log(typeof EksCluster, PARTITIONS.length);\n',
  });
  const problems = consumer.compile("library.ts", "types.ts", "module.mts");

  test("it compiles, strictly, and so do its declarations", () => {
    expect(problems).toBe("");
  });

  test("it is what require and import find", () => {
    const names = consumer.node("-p", 'Object.keys(require("cdktf-eks-irsa")).sort().join()');
    const imported = 'import * as all from "cdktf-eks-irsa"; console.log(Object.keys(all).sort().join())';
    const found = consumer.node("--input-type=module", "--eval", imported).trim().split(",");
    expect(found).toEqual(expect.arrayContaining(names.trim().split(",")));
    expect(names).toContain("IrsaRole");
    expect(consumer.node("module.mjs")).toBe("function 8\n");
  });

  test("the example of the library becomes Terraform", () => {
    consumer.node("library.js");
    const { resource } = consumer.stack("prod") as { resource: Record<string, object> };
    expect(Object.keys(resource["aws_iam_role"] ?? {})).toHaveLength(3);
    expect(Object.keys(resource["helm_release"] ?? {})).toEqual(["cert-manager", "load-balancer-controller"]);
  });

  test("a file becomes the same Terraform in an app of one's own as by the command", () => {
    const [found, runsWith, checkedBy, ...others] = consumer.eksIrsa("check").split("\n");
    expect(found).toBe("eks-irsa.yaml: no problems (1 cluster)");
    expect(runsWith).toBe("Runs with Terraform 1.10 or OpenTofu 1.11 (auth: ephemeral), or later.");
    // The package brings AWS's list along.
    expect(checkedBy).toMatch(/^Statements are checked by AWS's list of actions of \d{4}-\d\d-\d\d\.$/);
    expect(others).toEqual([""]);
    expect(consumer.eksIrsa("synth")).toContain("prod-seoul");
    const byCommand = consumer.stack("prod-seoul");
    consumer.node("-e", 'require("./types.js").ownApp("eks-irsa.yaml")');
    expect(consumer.stack("prod-seoul")).toEqual(byCommand);
  });

  test("there is one cdktf, and the library stands on it", () => {
    expect(consumer.has("node_modules/cdktf-eks-irsa/node_modules")).toBe(false);
    const name = consumer.node("-p", 'require("cdktf/package.json").name').trim();
    expect(name).toBe(cdktf);
    const same =
      'new (require("cdktf-eks-irsa").AddressedStack)(new (require("cdktf").App)(), "x") instanceof require("cdktf").TerraformStack';
    expect(consumer.node("-p", same)).toBe("true\n");
  });

  test("the command writes the modules", () => {
    consumer.eksIrsa("modules", "ours");
    const own = Object.entries(files(join(clone, "modules")));
    expect(consumer.files("ours")).toEqual(Object.fromEntries(own));
  });
});
