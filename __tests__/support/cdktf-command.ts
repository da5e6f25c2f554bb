import { join } from "node:path";
import { binary, environment, run } from "./terraform";
import type { Run } from "./terraform";

const CDKTF = join(__dirname, "..", "..", "node_modules", "cdktf-cli", "bundle", "bin", "cdktf.js");

/** Runs the cdktf command in a folder, where it keeps all that it writes. It asks nobody on the network. */
export const cdktf = (folder: string, ...args: readonly string[]): Run =>
  run(process.execPath, [CDKTF, ...args], folder, {
    ...environment,
    CDKTF_HOME: join(folder, "home"),
    CI: "1",
    // A module that is copied leaves its copy there.
    TMPDIR: folder,
    TERRAFORM_BINARY_NAME: binary,
  });
