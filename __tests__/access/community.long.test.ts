import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Model } from "../../constructs/access/model";
import { can } from "../../constructs/access/question";
import { modelOf } from "../../constructs/access/read";
import { accessTable } from "../../constructs/access/table";
import type { Data } from "../../constructs/facts/merge";
import { describeWithTerraform, newFolder, removeFolder, terraform } from "../support/terraform";

/** Modules of our own writing, in the ways in which people write IRSA modules and call them. */

/** A role for ServiceAccounts: the trust policy is a data source, and policies are attached by a map of ARNs. */
const ROLE_MODULE = `
variable "name" { type = string }
variable "providers_by_cluster" {
  type = map(object({ provider_arn = string, service_accounts = list(string) }))
}
variable "policy_arns" {
  type    = map(string)
  default = {}
}
variable "create" {
  type    = bool
  default = true
}

data "aws_iam_policy_document" "trust" {
  count = var.create ? 1 : 0

  dynamic "statement" {
    for_each = var.providers_by_cluster
    content {
      effect  = "Allow"
      actions = ["sts:AssumeRoleWithWebIdentity"]
      principals {
        type        = "Federated"
        identifiers = [statement.value.provider_arn]
      }
      condition {
        test     = "StringEquals"
        variable = "\${replace(statement.value.provider_arn, "/^(.*provider/)/", "")}:sub"
        values   = [for account in statement.value.service_accounts : "system:serviceaccount:\${account}"]
      }
      condition {
        test     = "StringEquals"
        variable = "\${replace(statement.value.provider_arn, "/^(.*provider/)/", "")}:aud"
        values   = ["sts.amazonaws.com"]
      }
    }
  }
}

resource "aws_iam_role" "this" {
  count              = var.create ? 1 : 0
  name               = var.name
  assume_role_policy = data.aws_iam_policy_document.trust[0].json
}

resource "aws_iam_role_policy_attachment" "this" {
  for_each   = { for name, arn in var.policy_arns : name => arn if var.create }
  role       = aws_iam_role.this[0].name
  policy_arn = each.value
}

output "arn" { value = try(aws_iam_role.this[0].arn, null) }
output "name" { value = try(aws_iam_role.this[0].name, null) }
`;

/** An add-on: a release whose chart makes the ServiceAccount, with the role's ARN as one of its values. */
const ADDON_MODULE = `
variable "name" { type = string }
variable "namespace" { type = string }
variable "provider_arn" { type = string }
variable "statements" {
  type = list(object({ actions = list(string), resources = list(string) }))
}

data "aws_iam_policy_document" "this" {
  dynamic "statement" {
    for_each = var.statements
    content {
      actions   = statement.value.actions
      resources = statement.value.resources
    }
  }
}

resource "aws_iam_policy" "this" {
  name_prefix = "\${var.name}-"
  policy      = data.aws_iam_policy_document.this.json
}

module "role" {
  source = "../role"
  name   = var.name
  providers_by_cluster = {
    this = { provider_arn = var.provider_arn, service_accounts = ["\${var.namespace}:\${var.name}"] }
  }
  policy_arns = { this = aws_iam_policy.this.arn }
}

resource "helm_release" "this" {
  name       = var.name
  namespace  = var.namespace
  repository = "https://charts.example.com"
  chart      = var.name
  set = [
    { name = "serviceAccount.name", value = var.name },
    { name = "serviceAccount.annotations.eks\\\\.amazonaws\\\\.com/role-arn", value = module.role.arn },
  ]
}
`;

const ISSUER = "oidc.eks.eu-west-1.amazonaws.com/id/EXAMPLED539D4633E53DE1B71EXAMPLE";

const ROOT = `
provider "aws" { region = "eu-west-1" }

locals {
  provider_arn = "arn:aws:iam::111122223333:oidc-provider/${ISSUER}"
}

resource "aws_iam_policy" "orders" {
  name   = "orders"
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect   = "Allow"
      Action   = ["sqs:ReceiveMessage", "sqs:DeleteMessage"]
      Resource = "arn:aws:sqs:eu-west-1:111122223333:orders"
    }]
  })
}

module "orders_irsa" {
  source = "./role"
  name   = "orders"
  providers_by_cluster = {
    main = { provider_arn = local.provider_arn, service_accounts = ["orders:worker", "orders:retry"] }
  }
  policy_arns = { orders = aws_iam_policy.orders.arn }
}

resource "kubernetes_service_account_v1" "worker" {
  metadata {
    name        = "worker"
    namespace   = "orders"
    annotations = { "eks.amazonaws.com/role-arn" = module.orders_irsa.arn }
  }
}

module "wrong_irsa" {
  source = "./role"
  name   = "wrong"
  providers_by_cluster = {
    main = { provider_arn = local.provider_arn, service_accounts = ["orders:somebody-else"] }
  }
  policy_arns = { orders = aws_iam_policy.orders.arn }
}

resource "kubernetes_service_account_v1" "wrong" {
  metadata {
    name        = "wrong"
    namespace   = "orders"
    annotations = { "eks.amazonaws.com/role-arn" = module.wrong_irsa.arn }
  }
}

module "reports_irsa" {
  source = "./role"
  name   = "reports"
  providers_by_cluster = {
    main = { provider_arn = local.provider_arn, service_accounts = ["reports:reader"] }
  }
  policy_arns = { readonly = "arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess" }
}

module "external_dns" {
  source       = "./addon"
  name         = "external-dns"
  namespace    = "dns"
  provider_arn = local.provider_arn
  statements = [
    { actions = ["route53:ChangeResourceRecordSets"], resources = ["arn:aws:route53:::hostedzone/Z1"] },
    { actions = ["route53:ListHostedZones"], resources = ["*"] },
  ]
}
`;

const QUEUE = "arn:aws:sqs:eu-west-1:111122223333:orders";

describeWithTerraform("access of other people's modules", () => {
  const folder = newFolder();
  let planned: Model;
  let applied: Model;

  beforeAll(() => {
    const files = { "main.tf": ROOT, "role/main.tf": ROLE_MODULE, "addon/main.tf": ADDON_MODULE };
    for (const name of ["role", "addon"]) mkdirSync(join(folder, name));
    for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
    terraform(folder, "init");
    terraform(folder, "plan", "-out=plan.bin");
    const shown = (...args: readonly string[]): Model =>
      modelOf("shown", JSON.parse(terraform(folder, "show", "-json", ...args)) as Data);
    planned = shown("plan.bin");
    terraform(folder, "apply", "plan.bin");
    applied = shown();
  });
  afterAll(() => {
    removeFolder(folder);
  });

  test.each<[string, string, string, "yes" | "no" | "maybe", "yes" | "no" | "maybe"]>([
    ["orders/worker", "sqs:ReceiveMessage", QUEUE, "yes", "yes"],
    ["orders/retry", "sqs:DeleteMessage", QUEUE, "yes", "yes"],
    ["orders/worker", "s3:GetObject", "arn:aws:s3:::b/k", "no", "no"],
    ["reports/reader", "s3:GetObject", "arn:aws:s3:::b/k", "maybe", "maybe"],
    ["orders/wrong", "sqs:ReceiveMessage", QUEUE, "no", "no"],
    ["dns/external-dns", "route53:ListHostedZones", "*", "yes", "yes"],
    ["dns/external-dns", "route53:ChangeResourceRecordSets", "arn:aws:route53:::hostedzone/Z2", "no", "no"],
  ])("%s, %s on %s: %s in a first plan, %s after the apply", (account, action, resource, first, then) => {
    const text = accessTable(planned);
    expect([text, can(planned, account, action, resource)?.answer]).toEqual([text, first]);
    expect(can(applied, account, action, resource)?.answer).toBe(then);
  });

  test("sees the ServiceAccounts that charts make", () => {
    expect(planned.accounts.map(({ namespace, name }) => `${namespace}/${name}`)).toEqual([
      "dns/external-dns",
      "orders/retry",
      "orders/somebody-else",
      "orders/worker",
      "orders/wrong",
      "reports/reader",
    ]);
  });
});
