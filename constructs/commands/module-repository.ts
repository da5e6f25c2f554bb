import { versionNumbers } from "../addons/version";
import { UsageError } from "./command";
import type { Arguments, Command } from "./command";
import { layOut } from "./layout";
import type { Layout } from "./layout";
import { ROOT } from "./root";

/** @param root - the folder that has modules/ */
export const moduleRepository = (root: string = ROOT): Command => ({
  summary: "Lays a module out as a repository, for a private registry.",
  synopsis: "[OPTIONS] MODULE FOLDER",
  help: `FOLDER is named terraform-aws-MODULE. What a module has, and the modules that it calls in modules/,
replace what is there; all else (.git, a changelog) stays as it is.

Options:
  --registry HOST/ORGANIZATION  the README names the module as this registry does
  --version X.Y                 and asks for a version, ~> X.Y

Exit status: 0 if it is laid out, 1 if it cannot be, 2 where it could not run.`,
  options: ["registry", "version"],
  run(given) {
    const layout = layoutOf(given);
    const names = layOut(layout, root);
    console.log(`${layout.folder}: ${names.join(", ")}`);
    return 0;
  },
});

function layoutOf({ positionals: [module, folder, ...others], options }: Arguments): Layout {
  if (module === undefined || folder === undefined || others.length > 0)
    throw new UsageError("a MODULE and a FOLDER are expected");
  const { registry: address, version } = options;
  if (address === undefined) {
    if (version !== undefined) throw new UsageError("--version needs --registry");
    return { module, folder };
  }
  if (!/^[\w.:-]+\/[\w-]+$/.test(address))
    throw new UsageError("--registry is HOST/ORGANIZATION, as in app.terraform.io/acme");
  return { module, folder, registry: { address, release: version === undefined ? undefined : releaseOf(version) } };
}

function releaseOf(version: string): string {
  const numbers = versionNumbers(version);
  if (!numbers) throw new UsageError("--version is X.Y, as in 1.2");
  return numbers.slice(0, 2).join(".");
}
