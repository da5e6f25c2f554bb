import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { PageParts } from "../access/page/page";
import { ROOT } from "./root";

/** The parts of the page of `access`, which the build writes beside the command. */
export function pageParts(): PageParts {
  const part = (name: string): string => readFileSync(join(ROOT, "dist", "page", name), "utf8");
  return { html: part("page.html"), style: part("page.css"), script: part("page.js") };
}
