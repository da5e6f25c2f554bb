import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";
import type { Browser, BrowserContextOptions, Page } from "playwright-core";
import { chromium } from "playwright-core";
import { skipped } from "./terraform";

const NAMES = ["chromium", "chromium-browser", "google-chrome-stable", "google-chrome"];

const onPath = (process.env["PATH"] ?? "")
  .split(delimiter)
  .flatMap((folder) => NAMES.map((name) => join(folder, name)));

/** Chromium, or Chrome: the one that CHROMIUM names, else the first on the PATH. */
const executable = process.env["CHROMIUM"] ?? onPath.find((path) => existsSync(path));

const REASON = "there is no Chromium on the PATH. Install it, as by apt-get install chromium, or name one by CHROMIUM";

/** A page, and what it said and asked for that a page without mistakes does not. */
export interface Opened {
  readonly page: Page;
  readonly complaints: readonly string[];
  readonly requests: readonly string[];
}

/** A describe for where a browser is. Pages are closed with it. */
export function describeWithBrowser(
  name: string,
  tests: (open: (file: string, options?: BrowserContextOptions) => Promise<Opened>) => void,
): void {
  if (executable === undefined || !existsSync(executable)) {
    describe.skip(skipped(name, REASON), () => {
      tests(() => Promise.reject(new Error(REASON)));
    });
    return;
  }
  describe(name, () => {
    let browser: Browser | undefined;
    beforeAll(async () => {
      // In a container, Chromium's own sandbox cannot be had. What it opens are our files.
      browser = await chromium.launch({ executablePath: executable, chromiumSandbox: false });
    }, 60_000);
    afterAll(async () => browser?.close());
    tests(async (file, options = {}) => {
      if (!browser) throw new Error("the browser did not start");
      const context = await browser.newContext({ viewport: { width: 1280, height: 780 }, ...options });
      const page = await context.newPage();
      const complaints: string[] = [];
      const requests: string[] = [];
      page.on("console", (message) => complaints.push(message.text()));
      page.on("pageerror", (error) => complaints.push(error.message));
      page.on("request", (request) => requests.push(request.url()));
      await page.goto(`file://${file}`);
      await page.waitForSelector("[data-ready]", { state: "attached" });
      return { page, complaints, requests };
    });
  });
}
