import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { CLUSTERS } from "./modules/configurations";
import * as rw from "./modules/random-workloads";
import * as ra from "./modules/random-addons";

const main = join(__dirname, "..", "dist", "main.js");
const golden = "/tmp/golden";
const folder = "/tmp/golden-work";
test("golden", () => {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const clusters: Record<string, unknown> = { ...CLUSTERS };
  const base = { cluster: "prod", region: "eu-west-1", attributes: { accountId: "111122223333", oidcIssuer: "https://oidc.eks.eu-west-1.amazonaws.com/id/EXAMPLE", endpoint: "https://EXAMPLE.gr7.eu-west-1.eks.amazonaws.com", certificateAuthority: "LS0tLS1CRUdJTg==", vpcId: "vpc-0abc" } };
  clusters["random-workloads"] = { ...base, workloads: rw.randomWorkloads(200, base) };
  ra.randomClusters(60, base).forEach((c: any, i: number) => { clusters[`random-addons-${i}`] = c; });
  console.log(Object.keys(rw), Object.keys(ra), Object.keys(clusters).length);
  writeFileSync(join(folder, "eks-irsa.yaml"), JSON.stringify({ version: 1, clusters }));
  execFileSync(process.execPath, [main], { cwd: folder, stdio: ["ignore", "ignore", "inherit"] });
  const stacks = join(folder, "cdktf.out", "stacks");
  const bad: string[] = [];
  mkdirSync(golden, { recursive: true });
  for (const s of readdirSync(stacks)) {
    const text = readFileSync(join(stacks, s, "cdk.tf.json"), "utf8");
    const file = join(golden, `${s}.json`);
    if (process.env.WRITE) writeFileSync(file, text);
    else if (!existsSync(file) || readFileSync(file, "utf8") !== text) { bad.push(s); writeFileSync(`/tmp/golden-work/${s}.new.json`, text); }
  }
  expect(bad).toEqual([]);
});
