import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";

export const MODULES = join(__dirname, "..", "..", "modules");

/** The names of the modules in this checkout. */
export const moduleNames: readonly string[] = existsSync(MODULES)
  ? readdirSync(MODULES, { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .map(({ name }) => name)
  : [];
