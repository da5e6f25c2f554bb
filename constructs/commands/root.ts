import { existsSync } from "node:fs";
import { join } from "node:path";

/**
 * The project's folder, or the package's where it is installed. The bundled command lies in dist/,
 * a source further down, and its compiled form further down still.
 */
export const ROOT =
  ["..", "../..", "../../.."].map((path) => join(__dirname, path)).find((path) => existsSync(join(path, "LICENSE"))) ??
  "";
