/** Times whole node processes in pairs; see README.md. Usage: npm run bench -- [RUNS] */
import { spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");
const runs = Number(process.argv[2] ?? 9);

function configuration(count) {
  const workloads = Array.from({ length: count }, (_, index) => ({
    namespace: "shop",
    serviceAccount: `worker-${index}`,
    policyArns: ["arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess"],
  }));
  const cluster = { cluster: "prod", region: "ap-northeast-2", tags: { team: "platform" }, workloads };
  return JSON.stringify({ version: 1, clusters: { bare: cluster } }, undefined, 1);
}

/** Milliseconds of one whole process. */
function time(folder, args) {
  const start = process.hrtime.bigint();
  const { status, stderr } = spawnSync(process.execPath, args, { cwd: folder, stdio: ["ignore", "ignore", "pipe"] });
  if (status !== 0) throw new Error(`${args.join(" ")} ended with ${status}\n${stderr}`);
  return Number(process.hrtime.bigint() - start) / 1e6;
}

/** How many resources of each type a stack holds. */
function census(folder, stack) {
  const { resource } = JSON.parse(readFileSync(join(folder, "cdktf.out", "stacks", stack, "cdk.tf.json"), "utf8"));
  return JSON.stringify(Object.entries(resource).map(([type, all]) => [type, Object.keys(all).length]));
}

const median = (values) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];
const cell = (text, width) => String(text).padStart(width);

function compare(name, prepare, stack, bareArgs) {
  const folders = ["ours", "bare"].map((side) => mkdtempSync(join(tmpdir(), `bench-${side}-`)));
  try {
    const [ours, bare] = folders;
    prepare(join(ours, "eks-irsa.yaml"));
    const runOurs = () => time(ours, [join(root, "dist/main.js")]);
    const runBare = () => time(bare, [join(root, "dist/bench/bare.js"), ...bareArgs]);
    runOurs();
    runBare();
    if (census(ours, stack) !== census(bare, "bare")) {
      throw new Error(`${name}: the two sides differ\n${census(ours, stack)}\n${census(bare, "bare")}`);
    }
    const pairs = Array.from({ length: runs }, () => [runOurs(), runBare()]);
    const ratios = pairs.map(([a, b]) => a / b);
    const [a, b] = [0, 1].map((side) => median(pairs.map((pair) => pair[side])));
    const spread = `${Math.min(...ratios).toFixed(2)}-${Math.max(...ratios).toFixed(2)}`;
    console.log(
      `${name.padEnd(16)}${cell(a.toFixed(0), 10)}${cell(b.toFixed(0), 10)}${cell(median(ratios).toFixed(2), 8)}${cell(spread, 13)}`,
    );
  } finally {
    for (const folder of folders) rmSync(folder, { recursive: true, force: true });
  }
}

console.log(`Whole processes, ${runs} pairs, medians in ms`);
console.log(`${"".padEnd(16)}${cell("ours", 10)}${cell("bare", 10)}${cell("ratio", 8)}${cell("from-to", 13)}`);
compare("example", (file) => cpSync(join(root, "eks-irsa.yaml"), file), "prod-seoul", []);
compare("1,000 workloads", (file) => writeFileSync(file, configuration(1000)), "bare", ["1000"]);
