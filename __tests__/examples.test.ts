import { existsSync, readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import type { Data } from "../constructs/facts/merge";
import { read, root } from "./support/documents";
import { synthesized } from "./support/cluster-stack";
import { chartHas, helmValues, valuePaths } from "./support/helm-values";
import { testWithUpstream } from "./support/upstream";

const FILES = readdirSync(join(root, "examples")).filter((file) => file.endsWith(".yaml"));
const textOf = (file: string): string => readFileSync(join(root, "examples", file), "utf8");

/** The charts of an example, by the addresses of their releases. */
const releasesOf = (file: string): [string, Record<string, unknown>][] =>
  Object.entries(synthesized(textOf(file))["resource"]?.["helm_release"] ?? {});

describe.each(FILES)("examples/%s", (file) => {
  test("has fewer than 30 lines, and says first what it is for", () => {
    const lines = textOf(file).trimEnd().split("\n");
    expect(lines.length).toBeLessThan(30);
    expect(lines[0]).toMatch(/^# .*\.$/);
  });

  test("is found by its name among the recipes", () => {
    expect(read("docs/recipes.md")).toContain(`(../examples/${file})`);
  });

  test("allows nothing on all resources but listing", () => {
    const { resource } = synthesized(textOf(file));
    const policies = Object.values(resource?.["aws_iam_role_policy"] ?? {}).map(
      ({ policy }) => JSON.parse(policy as string) as { Statement: { Action: string | string[]; Resource: unknown }[] },
    );
    const wide = policies
      .flatMap(({ Statement }) => Statement)
      .filter(({ Resource }) => Resource === "*")
      .flatMap(({ Action }) => Action);
    expect(wide.filter((action) => !/:(Describe|List|Get)\w+$/.test(action))).toEqual([]);
  });

  const [[, release] = ["", {}]] = releasesOf(file);
  // One that is of workloads alone has no chart.
  if (Object.keys(release).length === 0) return;
  const chart = `charts/${String(release["chart"])}-${String(release["version"])}/values.yaml`;
  testWithUpstream("sets values that its chart has", chart, (text) => {
    const has = chartHas(parse(text) as Data);
    const paths = valuePaths(helmValues(release));
    expect(paths.length).toBeGreaterThan(1);
    expect(paths.filter((path) => !has(path))).toEqual([]);
  });
});

test("each chart whose values are known has an example", () => {
  const known = existsSync(join(root, "..", "shared", "data", "charts"))
    ? readdirSync(join(root, "..", "shared", "data", "charts"))
    : [];
  const used = FILES.flatMap((file) =>
    releasesOf(file).map(([, { chart, version }]) => `${String(chart)}-${String(version)}`),
  );
  expect(known.filter((one) => !used.includes(one))).toEqual([]);
});
