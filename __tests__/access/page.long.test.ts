import { mkdirSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import type { Page } from "playwright-core";
import { run, write } from "../support/command";
import { describeWithBrowser } from "../support/browser";
import { newFolder, removeFolder } from "../support/terraform";
import { EXAMPLE, workloads } from "./page-example";

const folder = newFolder();
afterAll(() => {
  removeFolder(folder);
});

/** The page of a configuration, as the command writes it. */
function pageOf(name: string, configuration: string): string {
  const own = join(folder, name);
  mkdirSync(own);
  write(own, { "eks-irsa.yaml": configuration });
  expect(run("main.js", own)).toMatchObject({ status: 0, stderr: "" });
  expect(run("main.js", own, ["access", "--html", "access.html"])).toMatchObject({ status: 0, stderr: "" });
  return join(own, "access.html");
}

/** The page of a stack, as it stands. */
function pageOfStack(name: string, resource: object): string {
  const file = join(folder, `${name}.json`);
  writeFileSync(file, JSON.stringify({ resource }));
  expect(run("main.js", folder, ["access", "--plan", file, "--html", `${name}.html`])).toMatchObject({ status: 0 });
  return join(folder, `${name}.html`);
}

const names = (page: Page, kind: string): Promise<string[]> =>
  page.locator(`.node.${kind}:visible .name`).allInnerTexts();

const account = (page: Page, name: string) => page.locator(".node.account", { hasText: name });

/** The name of the node that has the focus. */
const focused = (page: Page): Promise<unknown> =>
  page.evaluate("document.activeElement.querySelector('.name')?.innerText");

/** Milliseconds from an event until the frame that shows what it did: the least of three, for a machine that does other things. */
const took = async (page: Page, event: string): Promise<number> => {
  const once = (): Promise<number> =>
    page.evaluate(`new Promise((done) => {
      const start = performance.now();
      ${event};
      requestAnimationFrame(() => setTimeout(() => done(performance.now() - start)));
    })`);
  return Math.min(await once(), await once(), await once());
};

const pictures = process.env["PICTURES"];

/** Writes a picture for the documentation, where that is asked for. */
async function picture(page: Page, name: string): Promise<void> {
  if (pictures === undefined) return;
  await page.evaluate("document.fonts.ready.then(() => new Promise(requestAnimationFrame))");
  await page.screenshot({ path: resolve(pictures, `access-${name}.png`), animations: "disabled" });
}

describeWithBrowser("the page of access", (open) => {
  let example = "";
  let many = "";
  beforeAll(() => {
    example = pageOf("example", EXAMPLE);
    const clusters = { prod: { region: "eu-west-1", workloads: workloads(200) } };
    many = pageOf("many", JSON.stringify({ version: 1, clusters }));
  });

  test("draws all of it, without a complaint and without a request for anything else", async () => {
    const { page, complaints, requests } = await open(example);
    expect(await names(page, "namespace")).toEqual([
      "analytics",
      "cert-manager",
      "ci",
      "data",
      "kube-system",
      "orders",
      "shop",
    ]);
    expect(await names(page, "account")).toContain("checkout");
    expect(await names(page, "service")).toEqual(expect.arrayContaining(["dynamodb", "s3", "not known"]));
    // Two ways from accounts to a shared role, say, and each role to each of its services.
    const drawn = await page.locator("path.link[d]").count();
    expect(drawn).toBeGreaterThan(30);
    expect(await page.locator("path.link.maybe[d]").count()).toBeGreaterThan(0);
    await picture(page, "light");
    expect(complaints).toEqual([]);
    expect(requests).toEqual([`file://${example}`]);
  });

  test("shows the path of what is pointed at", async () => {
    const { page } = await open(example);
    await account(page, "order-worker").hover();
    const lit = await page.locator(".node.lit .name").allInnerTexts();
    expect(lit).toEqual(["orders", "order-worker", "prod-ap-northeast-2-order-worker", "dynamodb", "sqs"]);
    expect(await page.locator(".node.service.lit small").allInnerTexts()).toEqual([
      "Put, Update",
      "Delete, Get, Receive",
    ]);
    await expect(page.locator("path.link.lit[d]").count()).resolves.toBe(3);
    await page.mouse.move(2, 2);
    expect(await page.locator(".lit").count()).toBe(0);
  });

  test("finds by names, actions and resources", async () => {
    const { page } = await open(example);
    const found = async (text: string): Promise<string[]> => {
      await page.locator("input[type=search]").fill(text);
      return names(page, "account");
    };
    expect(await found("order-worker")).toEqual(["order-worker"]);
    expect(await found("SQS:send")).toEqual(["checkout"]);
    expect(await found("table/ dynamodb:query")).toEqual(["checkout"]);
    expect(await found("wildcard-subject")).toEqual(["build-*", "runner"]);
    expect(await found("nobody has this")).toEqual([]);
    expect(await page.locator(".nothing").isVisible()).toBe(true);
    expect(await page.locator("[role=status]").innerText()).toBe("prod-seoul · 0 ServiceAccounts · 0 roles");
    await page.keyboard.press("Escape");
    expect(await names(page, "account")).toHaveLength(11);
  });

  test("shows one service's roles, and says who uses it", async () => {
    const { page } = await open(example);
    await page.locator(".node.service", { hasText: "dynamodb" }).click();
    expect(await names(page, "account")).toEqual(["order-worker", "checkout"]);
    expect(await page.locator(".panel .way").allInnerTexts()).toEqual([
      expect.stringMatching(/^orders\/order-worker[^]*Put, Update$/),
      expect.stringMatching(/^shop\/checkout[^]*Get, Put, Query, Update$/),
    ]);
    await page.locator(".chosen .tool").click();
    expect(await names(page, "account")).toHaveLength(11);
  });

  test("says a role's trust policy and policies", async () => {
    const { page } = await open(example);
    await page.locator(".node.role", { hasText: "checkout" }).click();
    const text = await page.locator(".panel").innerText();
    expect(text).toContain("system:serviceaccount:shop:checkout");
    expect(text).toContain("kms: Decrypt, GenerateDataKey");
    await page.locator(".panel .go", { hasText: "shop/checkout" }).click();
    expect(await page.locator(".panel h2").innerText()).toBe("shop/checkout");
    await page.locator(".close").click();
    expect(await page.locator(".panel").isVisible()).toBe(false);
  });

  test("lists and marks what to look at", async () => {
    const { page } = await open(example);
    await page.locator(".findings-only").click();
    expect(await names(page, "account")).toEqual([
      "notebook",
      "build-*",
      "runner",
      "etl",
      "invoices",
      "images",
      "s3-reader",
    ]);
    expect(await page.locator(".panel .warning p").allInnerTexts()).toEqual([
      expect.stringContaining("s3:*: all actions"),
      expect.stringContaining("ci/build-*"),
    ]);
    expect(await page.locator(".node.account .marker.warning").count()).toBe(1);
  });

  test("is used by keys alone", async () => {
    const { page } = await open(example);
    await page.keyboard.press("/");
    await page.keyboard.type("shop");
    expect(await page.locator("input[type=search]").inputValue()).toBe("shop");
    await page.keyboard.press("Escape");
    // Search, findings, colours, and then one stop for the whole graph.
    for (const _ of [1, 2, 3]) await page.keyboard.press("Tab");
    await page.keyboard.press("Home");
    expect(await focused(page)).toBe("notebook");
    await page.keyboard.press("End");
    expect(await focused(page)).toBe("s3-reader");
    await page.keyboard.press("ArrowUp");
    await page.keyboard.press("ArrowUp");
    await page.keyboard.press("ArrowRight");
    expect(await focused(page)).toBe("prod-ap-northeast-2-checkout");
    await page.keyboard.press("Enter");
    expect(await page.locator(".panel h2").innerText()).toBe("prod-ap-northeast-2-checkout");
    await page.keyboard.press("ArrowRight");
    expect(["dynamodb", "sqs", "kms"]).toContain(await focused(page));
    await page.keyboard.press("Escape");
    expect(await page.locator(".panel").isVisible()).toBe(false);
  });

  test("is dark where the system is, and as one wants", async () => {
    const { page, complaints } = await open(example, { colorScheme: "dark" });
    const paper = (): Promise<unknown> => page.evaluate("getComputedStyle(document.body).backgroundColor");
    const dark = await paper();
    await account(page, "checkout").click();
    await picture(page, "dark");
    await page.locator(".theme").click();
    expect(await paper()).not.toBe(dark);
    await page.locator(".theme").click();
    expect(await paper()).toBe(dark);
    expect(complaints).toEqual([]);
  });

  test("fits a phone, with the services in the cards", async () => {
    const { page } = await open(example, { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true });
    const width = (): Promise<unknown> => page.evaluate("document.documentElement.scrollWidth");
    expect(await width()).toBe(390);
    expect(await page.locator(".chips:visible").count()).toBeGreaterThan(8);
    expect(await page.locator("path.link[d]").count()).toBe(0);
    await picture(page, "phone");
    await page.locator(".node.role", { hasText: "runner" }).tap();
    expect(await page.locator(".panel").isVisible()).toBe(true);
    expect(await width()).toBe(390);
  });

  test("prints what it shows, and no tools", async () => {
    const { page } = await open(example);
    await account(page, "checkout").click();
    await page.emulateMedia({ media: "print" });
    for (const hidden of [".tools", ".panel", ".side", ".links"])
      expect([hidden, await page.locator(hidden).isVisible()]).toEqual([hidden, false]);
    expect(await page.locator(".chips:visible").count()).toBeGreaterThan(8);
    // Nothing is faint, for nobody points at anything on paper.
    const faint =
      "[...document.querySelectorAll('.node')].filter((one) => getComputedStyle(one).opacity < 1 && one.offsetParent).length";
    expect(await page.evaluate(faint)).toBe(0);
  });

  test("is quick with 200 roles", async () => {
    const { page, complaints } = await open(many);
    const ready = Number(await page.evaluate("performance.getEntriesByName('ready')[0].startTime"));
    expect(await names(page, "role")).toHaveLength(200);
    const times = {
      ready,
      search: await took(
        page,
        `const box = document.querySelector("input"); box.value = "worker-17"; box.dispatchEvent(new Event("input"))`,
      ),
      all: await took(
        page,
        `const box = document.querySelector("input"); box.value = ""; box.dispatchEvent(new Event("input"))`,
      ),
      hover: await took(
        page,
        `document.querySelectorAll(".node.account")[9].dispatchEvent(new MouseEvent("mouseover", { bubbles: true }))`,
      ),
      service: await took(page, `document.querySelector(".node.service").click()`),
      scroll: await took(page, "scrollTo(0, 2000)"),
    };
    if (process.env["TIMES"] !== undefined) console.log(times);
    const { ready: _, ...interactions } = times;
    expect(ready).toBeLessThan(1000);
    for (const [name, time] of Object.entries(interactions)) expect([name, time < 100]).toEqual([name, true]);
    expect(complaints).toEqual([]);
    await page.keyboard.press("Escape");
  });

  test("shows texts as texts", async () => {
    const evil = `</script><script>document.title = "taken"</script><!--<img src=x onerror="document.title = 'taken'">`;
    const arn = "arn:aws:iam::111122223333:role/a";
    const document = (statement: object): string =>
      JSON.stringify({ Version: "2012-10-17", Statement: { Effect: "Allow", ...statement } });
    const file = pageOfStack("evil", {
      aws_iam_role: {
        a: {
          name: "a",
          arn,
          assume_role_policy: document({ Principal: { Service: "pods.eks.amazonaws.com" }, Action: "sts:AssumeRole" }),
        },
      },
      aws_iam_role_policy: {
        a: { name: evil, role: "a", policy: document({ Sid: evil, Action: `s3:${evil}`, Resource: evil }) },
      },
      kubernetes_service_account: {
        a: { metadata: { namespace: "n", name: evil, annotations: { "eks.amazonaws.com/role-arn": arn } } },
      },
    });
    const { page, complaints } = await open(file);
    await page.locator(".node.role").first().click();
    expect(await page.locator(".panel h4").innerText()).toBe(evil);
    expect(await page.title()).toBe("Who may do what");
    expect(complaints).toEqual([]);
  });
});
