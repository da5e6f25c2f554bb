import { mkdirSync, readFileSync, readdirSync, symlinkSync } from "node:fs";
import { dirname, join } from "node:path";
import { call as callCommand } from "../../constructs/commands/command";
import type { Status } from "../../constructs/commands/command";
import { moduleRepository } from "../../constructs/commands/module-repository";
import { files, run, write } from "../support/command";
import type { Finished } from "../support/command";
import { callsOf } from "../support/module-files";
import { MODULES, moduleNames } from "../support/modules";
import { withFolder } from "../support/synth";
import { testWithTerraform } from "../support/terraform-console";
import { tryTerraform } from "../support/terraform";

const README = `# eks-irsa

\`\`\`hcl
module "eks_irsa" {
  source            = "../.."
  cluster_name      = "prod"
}

module "oidc" {
  source = "../oidc-provider"
  region = "eu-west-1"
  tags = {
    team = "platform"
  }
}
\`\`\`
`;

const PROJECT = {
  LICENSE: "licence",
  "modules/eks-irsa/main.tf": 'module "part" {\n  source = "./part"\n}\n',
  "modules/eks-irsa/README.md": README,
  "modules/eks-irsa/examples/basic/main.tf": 'module "eks_irsa" {\n  source = "../.."\n}\n',
  "modules/eks-irsa/tests/names.tftest.hcl": 'run "names" {\n  module {\n    source = "./examples/basic"\n  }\n}\n',
  "modules/eks-irsa/charts/issuers/Chart.yaml": "name: issuers\n",
  // What Terraform leaves where somebody has tried the module.
  "modules/eks-irsa/.terraform/modules/modules.json": "{}",
  "modules/eks-irsa/.terraform.lock.hcl": "lock",
  "modules/eks-irsa/examples/basic/terraform.tfstate": "secret",
  "modules/eks-irsa/examples/basic/terraform.tfstate.backup": "secret",
  "modules/oidc-provider/main.tf": 'module "issuer" {\n  source = "../issuer"\n}\n',
  "modules/oidc-provider/README.md": "# oidc-provider",
  "modules/oidc-provider/examples/basic/main.tf": "",
  "modules/oidc-provider/tests/names.tftest.hcl": "",
  "modules/issuer/main.tf": "# The issuer.\n",
  "modules/issuer/charts/issuers/Chart.yaml": "name: issuers\n",
  "modules/issuer/.terraform.lock.hcl": "lock",
  "modules/composed/main.tf": 'module "oidc" {\n  source = "../oidc-provider"\n}\n',
  "modules/composed/examples/both/main.tf": 'module "oidc" {\n  source = "../../../oidc-provider"\n}\n',
};

const LAID_OUT = {
  LICENSE: "licence",
  "README.md": README,
  "charts/issuers/Chart.yaml": PROJECT["modules/eks-irsa/charts/issuers/Chart.yaml"],
  "examples/basic/main.tf": PROJECT["modules/eks-irsa/examples/basic/main.tf"],
  "main.tf": PROJECT["modules/eks-irsa/main.tf"],
  "tests/names.tftest.hcl": PROJECT["modules/eks-irsa/tests/names.tftest.hcl"],
};

const layOut = (root: string, ...args: readonly string[]): Status =>
  callCommand("module-repository", moduleRepository(root), args);

interface Folders {
  readonly root: string;
  /** Where the repository of a module goes. */
  readonly repository: (module: string) => string;
  /** Calls the command on the project in the root folder. */
  readonly call: (...args: readonly string[]) => Finished;
}

function withProject(work: (folders: Folders) => void): void {
  withFolder((folder) => {
    const root = join(folder, "project");
    write(root, PROJECT);
    const call = (...args: readonly string[]): Finished => {
      const printed = { stdout: "", stderr: "" };
      const log = jest.spyOn(console, "log").mockImplementation((text: string) => {
        printed.stdout += `${text}\n`;
      });
      const error = jest.spyOn(console, "error").mockImplementation((text: string) => {
        printed.stderr += `${text}\n`;
      });
      try {
        return { status: layOut(root, ...args), ...printed };
      } finally {
        log.mockRestore();
        error.mockRestore();
      }
    };
    work({ root, repository: (module) => join(folder, `terraform-aws-${module}`), call });
  });
}

describe("a module laid out", () => {
  test("is in a new folder, with the licence and without what Terraform left", () => {
    withProject(({ repository, call }) => {
      const folder = repository("eks-irsa");
      expect(call("eks-irsa", folder)).toEqual({
        status: 0,
        stdout: `${folder}: LICENSE, README.md, charts, examples, main.tf, tests\n`,
        stderr: "",
      });
      expect(files(folder)).toEqual(LAID_OUT);
    });
  });

  test("is in a folder in a new folder", () => {
    withProject(({ repository, call }) => {
      const folder = join(repository("x"), "new", "terraform-aws-eks-irsa");
      expect(call("eks-irsa", folder).status).toBe(0);
      expect(files(folder)).toEqual(LAID_OUT);
    });
  });

  test("replaces each of its entries as a whole, and leaves all others alone", () => {
    withProject(({ repository, call }) => {
      const folder = repository("eks-irsa");
      const own = {
        ".git/HEAD": "ref",
        ".github/workflows/test.yaml": "on: push",
        "CHANGELOG.md": "# Changes",
        ".gitignore": ".terraform",
      };
      const stale = { "README.md": "old", "examples/gone/main.tf": "old", "tests/gone.tftest.hcl": "old" };
      write(folder, { ...own, ...stale });
      symlinkSync("nowhere", join(folder, "LICENSE"));
      expect(call("eks-irsa", folder).status).toBe(0);
      expect(files(folder)).toEqual({ ...LAID_OUT, ...own });
      expect(call("eks-irsa", `${folder}/`).status).toBe(0);
      expect(files(folder)).toEqual({ ...LAID_OUT, ...own });
    });
  });
});

describe("a module for a registry", () => {
  const readme = (...options: readonly string[]): string | undefined => {
    let text: string | undefined;
    withProject(({ repository, call }) => {
      const folder = repository("eks-irsa");
      expect(call("eks-irsa", folder, ...options)).toMatchObject({ status: 0, stderr: "" });
      const { "README.md": found, ...others } = files(folder);
      const { "README.md": _, ...unchanged } = LAID_OUT;
      expect(others).toEqual(unchanged);
      text = found;
    });
    return text;
  };

  test("has the registry's addresses in its README, and there only", () => {
    expect(readme("--registry", "app.terraform.io/acme")).toBe(
      README.replace('"../.."', '"app.terraform.io/acme/eks-irsa/aws"').replace(
        '"../oidc-provider"',
        '"app.terraform.io/acme/oidc-provider/aws"',
      ),
    );
  });

  test.each(["1.2", "1.2.3", "v1.2.3"])("asks for a version, aligned as Terraform wants it: %s", (version) => {
    expect(readme("--registry=tfe.example.com:8443/acme", "--version", version)).toBe(`# eks-irsa

\`\`\`hcl
module "eks_irsa" {
  source            = "tfe.example.com:8443/acme/eks-irsa/aws"
  version           = "~> 1.2"
  cluster_name      = "prod"
}

module "oidc" {
  source  = "tfe.example.com:8443/acme/oidc-provider/aws"
  version = "~> 1.2"
  region  = "eu-west-1"
  tags = {
    team = "platform"
  }
}
\`\`\`
`);
  });

  testWithTerraform("has a version where `terraform fmt` would put it", () => {
    const [, second = ""] =
      readme("--registry", "app.terraform.io/acme", "--version", "1.2")?.split(/(?=module "oidc)/) ?? [];
    withFolder((folder) => {
      write(folder, { "main.tf": second.replace(/```\n$/, "") });
      expect(tryTerraform(folder, "fmt", "-check", "-diff")).toMatchObject({ status: 0, stdout: "" });
    });
  });

  test("has the modules that it calls under modules/, and takes others of its examples from the registry", () => {
    withProject(({ repository, call }) => {
      const folder = repository("composed");
      expect(call("composed", folder, "--registry", "app.terraform.io/acme").status).toBe(0);
      expect(files(folder)).toEqual({
        LICENSE: "licence",
        "examples/both/main.tf": 'module "oidc" {\n  source = "app.terraform.io/acme/oidc-provider/aws"\n}\n',
        "main.tf": 'module "oidc" {\n  source = "./modules/oidc-provider"\n}\n',
        "modules/issuer/charts/issuers/Chart.yaml": PROJECT["modules/issuer/charts/issuers/Chart.yaml"],
        "modules/issuer/main.tf": PROJECT["modules/issuer/main.tf"],
        "modules/oidc-provider/main.tf": PROJECT["modules/oidc-provider/main.tf"],
      });
    });
  });
});

describe("what cannot be laid out", () => {
  test.each<[string, (folders: Folders) => readonly string[], (folders: Folders) => string]>([
    [
      "a mistyped module",
      ({ repository }) => ["eks-isra", repository("eks-isra")],
      () =>
        'modules: "eks-isra": one of composed, eks-irsa, issuer, oidc-provider is expected. Did you mean eks-irsa? Write that.',
    ],
    [
      "an unknown module",
      ({ repository }) => ["something", repository("something")],
      () => 'modules: "something": one of composed, eks-irsa, issuer, oidc-provider is expected. Choose one of them.',
    ],
    [
      "a path in the place of a module",
      ({ repository }) => ["../modules/eks-irsa", repository("eks-irsa")],
      () =>
        'modules: "../modules/eks-irsa": one of composed, eks-irsa, issuer, oidc-provider is expected. Choose one of them.',
    ],
    [
      "a folder with another name",
      ({ root }) => ["eks-irsa", join(root, "..", "eks-irsa")],
      ({ root, repository }) =>
        `${join(root, "..", "eks-irsa")}: the folder is named "eks-irsa": a registry takes a module's name from its repository's, which is terraform-<PROVIDER>-<NAME>. Write ${repository("eks-irsa")}.`,
    ],
    [
      "a folder in the project",
      ({ root }) => ["eks-irsa", join(root, "new", "terraform-aws-eks-irsa")],
      ({ root }) =>
        `${join(root, "new", "terraform-aws-eks-irsa")}: this lies in the project that has the modules: a repository is a folder of its own. Write ../terraform-aws-eks-irsa.`,
    ],
    [
      "a file",
      ({ root }) => {
        write(dirname(root), { "terraform-aws-eks-irsa": "a file" });
        return ["eks-irsa", join(dirname(root), "terraform-aws-eks-irsa")];
      },
      ({ repository }) =>
        `${repository("eks-irsa")}: this is a file: a module is laid out in a folder. Remove the file, or write another folder.`,
    ],
    [
      "an example that needs another module",
      ({ repository }) => ["composed", repository("composed")],
      () =>
        "modules/composed/examples/both/main.tf: the source ../oidc-provider lies outside of the module: a repository of its own holds nothing else. Give --registry, for the source to be a module of that registry.",
    ],
  ])("%s is refused, and nothing is changed", (_what, args, expected) => {
    withProject((folders) => {
      const call = args(folders);
      const before = files(dirname(folders.root));
      expect(folders.call(...call)).toEqual({ status: 1, stdout: "", stderr: `${expected(folders)}\n` });
      expect(files(dirname(folders.root))).toEqual(before);
    });
  });

  test("the project itself is refused, whatever its name", () => {
    withFolder((folder) => {
      const root = join(folder, "terraform-aws-eks-irsa");
      write(root, PROJECT);
      const error = jest.spyOn(console, "error").mockImplementation();
      expect(layOut(root, "eks-irsa", root)).toBe(1);
      expect(error).toHaveBeenCalledWith(expect.stringContaining("this lies in the project that has the modules"));
      error.mockRestore();
      expect(files(root)).toEqual(PROJECT);
    });
  });

  test("a module is refused as long as there is none", () => {
    withFolder((root) => {
      const error = jest.spyOn(console, "error").mockImplementation();
      expect(layOut(root, "eks-irsa", join(root, "terraform-aws-eks-irsa"))).toBe(1);
      expect(error).toHaveBeenCalledWith(expect.stringMatching(/^modules: "eks-irsa": there is none to choose from\./));
      error.mockRestore();
    });
  });
});

describe("the command", () => {
  const USAGE = /^Usage: eks-irsa module-repository \[OPTIONS\] MODULE FOLDER$/m;
  const called = (...args: readonly string[]): Finished =>
    withFolder((folder) => run("main.js", folder, ["module-repository", ...args]));

  test.each(["--help", "-h"])("says with %s how it is called", (option) => {
    const { status, stdout, stderr } = called(option);
    expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
    expect(stdout).toMatch(USAGE);
  });

  test.each<[string, string[], string]>([
    ["no folder", ["eks-irsa"], "a MODULE and a FOLDER are expected"],
    ["a third argument", ["eks-irsa", "a", "b"], "a MODULE and a FOLDER are expected"],
    ["an option that it does not have", ["eks-irsa", "a", "--force"], "Unknown option '--force'"],
    ["a version of no registry", ["eks-irsa", "a", "--version", "1.2"], "--version needs --registry"],
    [
      "a registry without an organization",
      ["eks-irsa", "a", "--registry", "app.terraform.io"],
      "--registry is HOST/ORGANIZATION, as in app.terraform.io/acme",
    ],
    [
      "a version that is none",
      ["eks-irsa", "a", "--registry", "app.terraform.io/acme", "--version", "~> 1.2"],
      "--version is X.Y, as in 1.2",
    ],
  ])("ends with 2 for %s", (_what, args, expected) => {
    const { status, stdout, stderr } = called(...args);
    expect({ status, stdout }).toEqual({ status: 2, stdout: "" });
    expect(stderr).toContain(`module-repository: ${expected}`);
    expect(stderr).toMatch(USAGE);
  });

  test("ends with 2 where a file cannot be read, and leaves nothing behind", () => {
    withProject(({ root, repository, call }) => {
      withFolder((other) => {
        mkdirSync(join(other, "modules", "eks-irsa"), { recursive: true });
        const error = jest.spyOn(console, "error").mockImplementation();
        expect(layOut(other, "eks-irsa", repository("eks-irsa"))).toBe(2);
        expect(error).toHaveBeenCalledWith(expect.stringMatching(/^module-repository: ENOENT/));
        error.mockRestore();
      });
      expect(Object.keys(files(dirname(root))).every((path) => path.startsWith("project/"))).toBe(true);
      expect(call("eks-irsa", repository("eks-irsa")).status).toBe(0);
    });
  });

  test("finds the project's modules from where it lies", () => {
    withFolder((folder) => {
      const args = ["module-repository", "no-such-module", "terraform-aws-no-such-module"];
      const { status, stderr } = run("main.js", folder, args);
      expect(status).toBe(1);
      const all =
        moduleNames.length === 0 ? "there is none to choose from" : `one of ${moduleNames.join(", ")} is expected`;
      expect(stderr).toContain(`modules: "no-such-module": ${all}`);
    });
  });
});

// Jest refuses a table without rows.
if (moduleNames.length > 0) {
  describe.each(moduleNames)("the module %s", (module) => {
    const leftovers = /(^|\/)\.terraform(\.lock\.hcl$|\/)|\.tfstate(\.|$)/;
    const filesOf = (name: string): [string, string][] =>
      Object.entries(files(join(MODULES, name))).filter(([path]) => !leftovers.test(path));
    const own = filesOf(module);
    const parts = Object.values(callsOf(module));
    // An example that uses another module needs that one's address.
    const usesAnother = own.some(([path, text]) => path.endsWith(".tf") && /source\s*=\s*"\.\.\/\.\.\/\.\./.test(text));
    test("is laid out with what it calls and with the licence, or says that it takes a registry", () => {
      withFolder((folder) => {
        const repository = `terraform-aws-${module}`;
        const { status, stderr } = run("main.js", folder, ["module-repository", module, repository]);
        if (usesAnother) {
          expect({ status, stderr }).toEqual({
            status: 1,
            stderr: expect.stringContaining("Give --registry") as string,
          });
          expect(readdirSync(folder)).toEqual([]);
          return;
        }
        expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
        expect(files(join(folder, repository))).toEqual({
          ...Object.fromEntries(
            own.map(([path, text]) => [path, text.replace(/^( +source += )"\.\.\/([a-z-]+)"$/gm, '$1"./modules/$2"')]),
          ),
          ...Object.fromEntries(
            parts.flatMap((part) =>
              filesOf(part)
                .filter(([path]) => !/^(README\.md$|examples\/|tests\/)/.test(path))
                .map(([path, text]) => [`modules/${part}/${path}`, text]),
            ),
          ),
          LICENSE: readFileSync(join(MODULES, "..", "LICENSE"), "utf8"),
        });
      });
    });

    test("has no path for a source in a README for a registry", () => {
      withFolder((folder) => {
        const repository = `terraform-aws-${module}`;
        const options = ["--registry", "app.terraform.io/acme", "--version", "1.0"];
        expect(run("main.js", folder, ["module-repository", module, repository, ...options]).status).toBe(0);
        const readme = files(join(folder, repository))["README.md"];
        expect(readme).toContain(`"app.terraform.io/acme/${module}/aws"`);
        // What lies beside an example comes along with it.
        expect(readme).not.toMatch(/source\s*=\s*"(\.\.|\.\/modules)/);
      });
    });
  });
}
