import { createHash } from "node:crypto";
import type { PageData } from "./data";

/** The page's parts, as the build leaves them. */
export interface PageParts {
  readonly html: string;
  readonly style: string;
  readonly script: string;
}

/** One page that holds all it needs. Its policy lets a browser run just this code, and load nothing. */
export function accessPage(data: PageData, { html, ...parts }: PageParts): string {
  const [style, script] = [parts.style.trim(), parts.script.trim()];
  const filled: Readonly<Record<string, string>> = {
    policy: `default-src 'none'; style-src ${digest(style)}; script-src ${digest(script)}`,
    style: `<style>${style}</style>`,
    data: `<script type="application/json" id="data">${embedded(data)}</script>`,
    script: `<script>${script}</script>`,
  };
  return html.replace(/<!--(policy|style|data|script)-->/g, (place, name: string) => filled[name] ?? place);
}

const digest = (text: string): string => `'sha256-${createHash("sha256").update(text).digest("base64")}'`;

/** JSON in which HTML sees no tag and no comment, whatever a name holds. */
export const embedded = (data: unknown): string =>
  JSON.stringify(data).replace(/[<>&\u2028\u2029]/g, (one) => `\\u${one.charCodeAt(0).toString(16).padStart(4, "0")}`);
