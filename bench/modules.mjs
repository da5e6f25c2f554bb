/**
 * Times plans of the modules in pairs, in Terraform's own processor time; see README.md.
 * Usage: npm run bench:modules -- [RUNS] [WORKLOADS]
 */
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");
const runs = Number(process.argv[2] ?? 3);
const count = Number(process.argv[3] ?? 300);

const ISSUER = "oidc.eks.ap-northeast-2.amazonaws.com/id/EXAMPLED539D4633E53DE1B71EXAMPLE";
const PROVIDER = `arn:aws:iam::111122223333:oidc-provider/${ISSUER}`;
const S3_READ = "arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess";
const PLACE = `cluster_name = "prod"
  region = "ap-northeast-2"
  oidc_provider_arn = "${PROVIDER}"`;

/** The same roles, attachments and ServiceAccounts, written in each way. */
const WORKLOADS = `locals {
  workloads = { for n in range(${count}) : "worker-\${n}" => {
    namespace       = "shop"
    service_account = "worker-\${n}"
    policy_arns     = ["${S3_READ}"]
  } }
}`;

const PROVIDERS = `terraform {
  required_providers {
    aws        = { source = "hashicorp/aws" }
    kubernetes = { source = "hashicorp/kubernetes" }
    helm       = { source = "hashicorp/helm" }
  }
}
provider "aws" { region = "ap-northeast-2" }
provider "kubernetes" {}
provider "helm" {}`;

const SERVICE_ACCOUNTS = (arn) => `resource "kubernetes_service_account_v1" "this" {
  for_each = local.workloads
  metadata {
    name        = each.value.service_account
    namespace   = each.value.namespace
    annotations = { "eks.amazonaws.com/role-arn" = ${arn} }
  }
}`;

const work = realpathSync(mkdtempSync(join(tmpdir(), "bench-modules-")));

/** Relative: for Terraform, a module by an absolute path is a package of its own, out of which no path leads. */
const at = (...path) => relative(join(work, "any"), join(root, ...path));
const module = (name) => at("modules", name);

/** Root modules by what they call. */
const SIDES = {
  "eks-irsa": `module "it" {
  source            = "${module("eks-irsa")}"
  cluster_name      = "prod"
  region            = "ap-northeast-2"
  oidc_provider     = "existing"
  oidc_provider_arn = "${PROVIDER}"
  cluster_attributes = { account_id = "111122223333", oidc_issuer = "https://${ISSUER}" }
  workloads         = local.workloads
}`,
  "bare for_each": `resource "aws_iam_role" "this" {
  for_each = local.workloads
  name     = "prod-ap-northeast-2-\${each.key}"
  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Action    = "sts:AssumeRoleWithWebIdentity"
      Principal = { Federated = "${PROVIDER}" }
      Condition = { StringEquals = {
        "${ISSUER}:aud" = "sts.amazonaws.com"
        "${ISSUER}:sub" = "system:serviceaccount:\${each.value.namespace}:\${each.value.service_account}"
      } }
    }]
  })
}
resource "aws_iam_role_policy_attachment" "this" {
  for_each   = local.workloads
  role       = aws_iam_role.this[each.key].name
  policy_arn = each.value.policy_arns[0]
}
${SERVICE_ACCOUNTS("aws_iam_role.this[each.key].arn")}`,
  "per-role module": `module "it" {
  source                     = "${at("bench", "terraform", "per-role")}"
  for_each                   = local.workloads
  name                       = "prod-ap-northeast-2-\${each.key}"
  oidc_provider_arn          = "${PROVIDER}"
  namespace_service_accounts = ["\${each.value.namespace}:\${each.value.service_account}"]
  policy_arns                = { for arn in each.value.policy_arns : arn => arn }
}
${SERVICE_ACCOUNTS("module.it[each.key].arn")}`,
  "irsa-role": `module "it" {
  source          = "${module("irsa-role")}"
  for_each        = local.workloads
  ${PLACE}
  namespace       = each.value.namespace
  service_account = each.value.service_account
  policy_arns     = each.value.policy_arns
}
${SERVICE_ACCOUNTS("module.it[each.key].arn")}`,
};

const PAIRS = [
  ["eks-irsa", "bare for_each"],
  ["eks-irsa", "per-role module"],
  ["irsa-role", "per-role module"],
];

function terraform(folder, ...args) {
  // bash's own clock: user and system seconds of this child alone. Served providers are other processes.
  const script = `TIMEFORMAT='%U %S'; time terraform ${args.join(" ")} >out 2>err`;
  const { status, stderr } = spawnSync("bash", ["-c", script], { cwd: folder, encoding: "utf8" });
  if (status !== 0) throw new Error(`terraform ${args.join(" ")} failed in ${folder}: see out and err there`);
  return stderr
    .trim()
    .split(" ")
    .reduce((sum, seconds) => sum + Number(seconds), 0);
}

const median = (values) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];

const folders = Object.fromEntries(
  Object.entries(SIDES).map(([name, text]) => {
    const folder = join(work, name.replace(/\W/g, "-"));
    mkdirSync(folder);
    writeFileSync(join(folder, "main.tf"), [PROVIDERS, WORKLOADS, text].join("\n"));
    terraform(folder, "init", "-input=false");
    return [name, folder];
  }),
);
console.log(`Plans of ${count} workloads, ${runs} pairs, medians in seconds of Terraform's own processor time`);
for (const [ours, other] of PAIRS) {
  const plan = (name) => terraform(folders[name], "plan", "-input=false", "-lock=false");
  const pairs = Array.from({ length: runs }, () => [plan(ours), plan(other)]);
  const [a, b] = [0, 1].map((side) => median(pairs.map((pair) => pair[side])));
  const ratios = pairs.map(([one, two]) => one / two);
  const spread = `${Math.min(...ratios).toFixed(2)}-${Math.max(...ratios).toFixed(2)}`;
  console.log(
    `${`${ours} / ${other}`.padEnd(30)}${a.toFixed(2).padStart(8)}${b.toFixed(2).padStart(8)}${median(ratios).toFixed(2).padStart(8)}${spread.padStart(13)}`,
  );
}
rmSync(work, { recursive: true, force: true });
