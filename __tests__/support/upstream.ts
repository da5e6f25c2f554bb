import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";

const upstreamFile = (path: string): string => join(__dirname, "..", "..", "..", "shared", "data", path);

export const readUpstream = (path: string): string => readFileSync(upstreamFile(path), "utf8");

/** A test that compares with a file of upstream data, for where that lies beside the checkout. */
export function testWithUpstream(name: string, path: string, work: (text: string) => void): void {
  if (existsSync(upstreamFile(path))) {
    test(name, () => {
      work(readUpstream(path));
    });
  } else {
    test.skip(`${name} (skipped: ../shared/data/${path} is not there)`, () => undefined);
  }
}
