import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { CERT_MANAGER_VERSION } from "../../constructs/addons/cert-manager/releases";
import { CONTROLLER_RELEASES } from "../../constructs/addons/load-balancer-controller/releases";
import { certManager } from "../../constructs/addons/cert-manager/keys";
import { loadBalancerController } from "../../constructs/addons/load-balancer-controller/keys";
import { flag, mapping, text, textMap, wholeNumber } from "../../constructs/contract/basics";
import { workload } from "../../constructs/contract/identity";
import * as names from "../../constructs/facts/names";
import { policyArn } from "../../constructs/facts/policy";
import { raw } from "../../constructs/modules/hcl";
import { snakeCase } from "../../constructs/modules/input";
import type { ModuleInput } from "../../constructs/modules/input";
import { variablesFile } from "../../constructs/modules/variables";
import { valueType } from "../../constructs/modules/value-type";
import { withFolder } from "../support/synth";
import { binary, environment, run } from "../support/terraform";
import { testWithTerraform } from "../support/terraform-console";

jest.setTimeout(60_000);

const terraform = (folder: string, ...args: readonly string[]) =>
  run(binary ?? "", args, folder, { ...environment, TF_CLI_CONFIG_FILE: "" });

/** What Terraform says to values, error by error, in the order of their texts. */
function complaints(folder: string, ...args: readonly string[]): string[] {
  const { stdout } = terraform(folder, "plan", "-json", ...args);
  const lines = stdout.split("\n").filter((line) => line.startsWith("{"));
  return lines
    .map((line) => JSON.parse(line) as { diagnostic?: { severity: string; summary: string; detail: string } })
    .flatMap(({ diagnostic }) => (diagnostic?.severity === "error" ? [diagnostic] : []))
    .map(({ summary, detail }) =>
      summary === "Invalid value for variable"
        ? (detail.split("\n\nThis was checked")[0] ?? "")
        : `${summary}: ${detail}`,
    )
    .sort();
}

const REQUIREMENT = 'terraform {\n  required_version = ">= 1.10"\n}\n';

/** What a module of these inputs says to values. */
const plan = (inputs: readonly ModuleInput[], values: object): string[] =>
  withFolder((folder) => {
    writeFileSync(join(folder, "variables.tf"), variablesFile(inputs));
    writeFileSync(join(folder, "versions.tf"), REQUIREMENT);
    writeFileSync(join(folder, "values.tfvars.json"), JSON.stringify(values));
    expect(terraform(folder, "init").status).toBe(0);
    return complaints(folder, "-var-file=values.tfvars.json");
  });

/** The same where a configuration calls the module. */
const call = (inputs: readonly ModuleInput[], configuration: string): { planned: string[]; applied: string } =>
  withFolder((folder) => {
    mkdirSync(join(folder, "module"));
    writeFileSync(join(folder, "module", "variables.tf"), variablesFile(inputs));
    writeFileSync(join(folder, "main.tf"), configuration);
    expect(terraform(folder, "init").status).toBe(0);
    const planned = complaints(folder);
    return { planned, applied: planned.length > 0 ? "" : terraform(folder, "apply", "-auto-approve").output };
  });

const input = (name: string, schema: z.ZodType, more: Partial<ModuleInput> = {}): ModuleInput => ({
  name,
  description: "What it is.",
  schema,
  ...more,
});

/** The contract's own keys. */
const REAL: readonly ModuleInput[] = [
  input("cluster_name", text(names.clusterName, "The cluster"), { nullable: false }),
  input("workloads", z.record(text(names.workloadName, "A name"), workload), { default: {}, nullable: false }),
  input("cert_manager", certManager.omit({ hostedZones: true, chart: true, issuers: true }), { default: null }),
  input("load_balancer_controller", loadBalancerController.omit({ chart: true }), { default: null }),
];

const ROLE = "arn:aws:iam::111122223333:role/a";

describe("a variable", () => {
  test("has a type with descriptions, a default, and a validation for each limit", () => {
    const schema = mapping(
      {
        roleArn: text(policyArn, "Which one").optional(),
        createRole: flag("Make it").default(true),
        kind: z.enum(["a", "b"]).meta({ description: "Default: a" }).default("a"),
        principals: mapping({ AWS: z.union([z.string(), z.array(z.string())]).optional() }, "Who"),
        options: mapping({ hours: wholeNumber(1, 12, "hours", "How long").optional() }, "More").optional(),
        selfSigned: mapping({}, "By itself").optional(),
        values: z.record(z.string(), z.unknown()).default({}),
      },
      "A role",
    );
    expect(variablesFile([input("role", schema, { default: { createRole: false, principals: {} }, nullable: false })]))
      .toBe(`variable "role" {
  description = "What it is."
  type = object({
    # Which one
    role_arn = optional(string)
    # Make it
    create_role = optional(bool, true)
    # One of a, b. Default: a
    kind = optional(string, "a")
    # Who
    principals = object({
      AWS = optional(list(string))
    })
    # More
    options = optional(object({
      # How long
      hours = optional(number)
    }), {})
    # By itself
    self_signed = optional(object({}))
    values      = optional(any, {})
  })
  default  = { create_role = false, principals = {} }
  nullable = false

  validation {
    condition     = var.role.role_arn == null ? true : can(regex("^arn:[^:\\\\s]+:iam:[^:\\\\s]*:[^:\\\\s]*:policy/.", var.role.role_arn))
    error_message = "role.role_arn is \${jsonencode(var.role.role_arn)}: a policy ARN is arn:partition:iam::account:policy/name, the ARN of an IAM policy. Check which ARN this is."
  }

  validation {
    condition     = contains(["a", "b"], var.role.kind)
    error_message = "role.kind is \${jsonencode(var.role.kind)}: one of a, b is expected. Choose one of them."
  }

  validation {
    condition     = var.role.principals != null
    error_message = "role.principals is null: a value is expected. Write one, or leave the whole out."
  }

  validation {
    condition     = var.role.options.hours == null ? true : var.role.options.hours >= 1 && var.role.options.hours <= 12 && floor(var.role.options.hours) == var.role.options.hours
    error_message = "role.options.hours is \${jsonencode(var.role.options.hours)}: a whole number from 1 to 12 hours is expected. Write one in this range."
  }
}
`);
  });

  test("of a map has validations over its entries, the innermost ones too", () => {
    const schema = z.record(z.string(), mapping({ names: z.array(text(names.roleName, "A name")).optional() }, "One"));
    const file = variablesFile([input("roles", schema, { default: null })]);
    expect(file).toContain(`
  validation {
    condition = alltrue(flatten([
      for role in coalesce(var.roles, {}) : [
        for name in coalesce(role.names, []) : name == null ? false : can(regex("^[\\\\w+=,.@-]+$", name)) && length(name) <= 64
      ] if length(role[*]) > 0
    ]))
    error_message = join(": ", [
      join(", ", compact(flatten([
        for role_key, role in coalesce(var.roles, {}) : [
          for name_index, name in coalesce(role.names, []) : (name == null ? false : can(regex("^[\\\\w+=,.@-]+$", name)) && length(name) <= 64) ? "" : "roles[\${jsonencode(role_key)}].names[\${name_index}] is \${jsonencode(name)}"
        ] if length(role[*]) > 0
      ]))),
      "a role name is letters, digits and +=,.@_-, at most 64 characters. Rename it.",
    ])
  }
`);
  });

  test("takes checks of its own after the others", () => {
    const checks = [
      { condition: "var.a != var.b", message: "a and b differ." },
      { condition: "var.a != 1", message: raw('"a is ${var.a}."') },
    ];
    const file = variablesFile([input("a", wholeNumber(0, 9, "hours", "Hours"), { nullable: false, checks })]);
    expect(file.match(/condition .*|error_message .*/g)?.slice(2)).toEqual([
      "condition     = var.a != var.b",
      'error_message = "a and b differ."',
      "condition     = var.a != 1",
      'error_message = "a is ${var.a}."',
    ]);
  });

  test("that is sensitive shows nothing of itself", () => {
    const schema = z.record(z.string(), text(names.roleName, "A name"));
    const file = variablesFile([input("secrets", schema, { sensitive: true })]);
    expect(file).toContain("  sensitive   = true\n");
    expect(file.match(/error_message = .*/g)).toEqual([
      'error_message = "secrets: a value is expected. Write one, or leave the whole out."',
      'error_message = "secrets[*]: a role name is letters, digits and +=,.@_-, at most 64 characters. Rename it."',
    ]);
  });
});

describe("a type", () => {
  const refused: readonly [what: string, schema: z.ZodType][] = [
    ["a choice between types", z.union([z.enum(["a"]), mapping({}, "x")])],
    ["a number without a range", z.int()],
    ["its entries may differ in type", z.array(z.record(z.string(), z.unknown()))],
    ["its entries may differ in type", z.record(z.string(), mapping({ values: z.unknown() }, "x"))],
  ];
  test.each(refused)("cannot be made where there is %s", (what, schema) => {
    expect(() => valueType(mapping({ someKey: schema }, "x"))).toThrow(what);
    expect(() => valueType(mapping({ someKey: schema }, "x"))).toThrow("the value.some_key");
  });

  test("of an unknown key of a default cannot be made either", () => {
    expect(() => variablesFile([input("a", mapping({}, "x"), { default: { b: 1 } })])).toThrow("b");
  });

  test.each([
    ["roleArn", "role_arn"],
    ["wafv2", "wafv2"],
    ["AWS", "AWS"],
    ["already_snake", "already_snake"],
  ])("calls %s %s", (key, name) => {
    expect(snakeCase(key)).toBe(name);
  });
});

describe("in Terraform", () => {
  testWithTerraform("the file is formatted", () => {
    const file = variablesFile(REAL);
    withFolder((folder) => {
      writeFileSync(join(folder, "variables.tf"), file);
      expect(terraform(folder, "fmt", "-check", "-diff").output).toBe("");
    });
  });

  testWithTerraform("what keeps the limits passes, and so does null where a value may be left out", () => {
    const workloads = {
      "s3-reader": { namespace: "shop", service_account: "s3-reader" },
      "order.worker": {
        namespace: "orders",
        service_account: "order.worker",
        policy_arns: ["arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess"],
        statements: [
          {
            actions: ["sqs:*"],
            resources: ["*"],
            conditions: { StringEquals: { "aws:RequestedRegion": ["eu-west-1"] } },
          },
        ],
        role: {
          name: "orders",
          path: "/pods/",
          max_session_duration: 3600,
          tags: { "team a": "é:@" },
          description: null,
        },
        trust: { subjects: [{ namespace: "a", service_account: "b" }], statements: null, max_size: 4096 },
        labels: { "app.kubernetes.io/name": "" },
        role_arn: ROLE,
      },
      nulls: {
        namespace: "a",
        service_account: "b",
        policy_arns: null,
        statements: null,
        role: null,
        trust: null,
        pod_identity: null,
        labels: null,
        identity: null,
        audience: null,
        token_expiration: null,
        rules: null,
      },
    };
    const loadBalancer = {
      version: "1.13.0",
      default_tags: { team: "a b" },
      ingress_class: { params: { a: [1, "b"] } },
    };
    const values = {
      cluster_name: "prod",
      workloads,
      cert_manager: { prometheus: null, values: { a: [{ b: 1 }, "c"] }, role: { tags: null } },
      load_balancer_controller: loadBalancer,
    };
    expect(plan(REAL, values)).toEqual([]);
    expect(plan(REAL, { cluster_name: "prod" })).toEqual([]);
    expect(plan(REAL, { cluster_name: "prod", workloads: null, cert_manager: null })).toEqual([]);
  });

  testWithTerraform("each limit that is broken is told with places, values, the rule and what to do", () => {
    const fine = { namespace: "shop", service_account: "a" };
    const values = {
      cluster_name: "-prod",
      workloads: {
        Bad: { namespace: "Shop_", service_account: "a" },
        b: { namespace: "x".repeat(64), service_account: "B" },
        c: {
          ...fine,
          identity: "irsaa",
          policy_arns: ["arn:aws:iam::aws:policy/A", null, ROLE],
          statements: [{ actions: ["s3:*"] }, { actions: ["GetObject", "*"], resources: [] }],
          role: { max_session_duration: 3600.5, tags: { "aws:a": "b,c", d: "e\nf" }, path: "pods" },
          trust: {
            subjects: [{ namespace: "*", service_account: "a" }],
            statements: [{ principals: null, actions: [] }],
          },
          token_expiration: 60,
          audience: "",
          labels: { "a b": "-" },
        },
        d: { ...fine, policy_arns: Array.from({ length: 21 }, (_, i) => `arn:aws:iam::aws:policy/${i}`) },
        n: null,
      },
      cert_manager: {
        version: "v1.19.0",
        role: { tags: Object.fromEntries(Array.from({ length: 51 }, (_, i) => [i, ""])) },
      },
      load_balancer_controller: { version: "2.13.0", default_tags: { "a=b": "c:" }, replicas: 0 },
    };
    const subdomain =
      "lower-case letters, digits, hyphens and dots, with a letter or digit at both ends of each part (RFC 1123 subdomain), at most 253 characters. Rename it.";
    const label =
      "a namespace is lower-case letters, digits and hyphens, with a letter or digit at both ends (RFC 1123 label), at most 63 characters. Rename it.";
    const nothing = "a value is expected. Write one, or leave the whole out.";
    const few = "at least one entry is needed. Add one.";
    const fewest = (min: number, max: number, unit: string): string =>
      `a whole number from ${min} to ${max} ${unit} is expected. Write one in this range.`;
    const charts = CONTROLLER_RELEASES.map(({ chart }) => chart).join(", ");
    expect(plan(REAL, values)).toEqual(
      [
        'cluster_name is "-prod": an EKS cluster name is letters, digits, hyphens and underscores, with a letter or digit first, at most 100 characters. Rename it.',
        `workloads has the key "Bad": a workload name is ${subdomain}`,
        `workloads["n"] is null: ${nothing}`,
        `workloads["Bad"].namespace is "Shop_", workloads["b"].namespace is "${"x".repeat(64)}": ${label}`,
        `workloads["b"].service_account is "B": a ServiceAccount name is ${subdomain}`,
        'workloads["c"].identity is "irsaa": one of irsa, pod-identity, both is expected. Choose one of them.',
        `workloads["c"].policy_arns[1] is null, workloads["c"].policy_arns[2] is "${ROLE}": a policy ARN is arn:partition:iam::account:policy/name, the ARN of an IAM policy. Check which ARN this is.`,
        'workloads["d"].policy_arns has 21 entries: there are at most 20. Remove some.',
        'workloads["c"].statements[1].actions[0] is "GetObject": an action is service:Action, as in "s3:GetObject", or "*". Put the service\'s prefix in front.',
        `workloads["c"].statements[1].resources is empty: ${few}`,
        `workloads["c"].role.max_session_duration is 3600.5: ${fewest(3600, 43200, "seconds")}`,
        'workloads["c"].role.tags has the key "aws:a": a tag key is letters, digits, spaces and _.:/=+-@, without aws: in front, at most 128 characters. Change it.',
        'workloads["c"].role.tags["aws:a"] is "b,c", workloads["c"].role.tags["d"] is "e\\nf": a tag value is letters, digits, spaces and _.:/=+-@, at most 256 characters. Change it.',
        'workloads["c"].role.path is "pods": a role path is text that starts and ends with a slash, as in "/pods/", at most 512 characters. Rename it.',
        `workloads["c"].trust.subjects[0].namespace is "*": ${label}`,
        `workloads["c"].trust.statements[0].principals is null: ${nothing}`,
        `workloads["c"].trust.statements[0].actions is empty: ${few}`,
        `workloads["c"].token_expiration is 60: ${fewest(600, 86400, "seconds")}`,
        'workloads["c"].audience is "": an audience is not empty. Write one, or leave the key out.',
        'workloads["c"].labels has the key "a b": an annotation or label key is an optional DNS prefix and a slash, then at most 63 letters, digits, hyphens, underscores and dots. Rename it.',
        'workloads["c"].labels["a b"] is "-": a label value is letters, digits, hyphens, underscores and dots, with a letter or digit at both ends, at most 63 characters. Change it.',
        `cert_manager.version is "v1.19.0": a version is a release of v1.18, v1.19, v1.20, v1.21, with its v, but v1.19.0. Choose one, as in ${CERT_MANAGER_VERSION}.`,
        "cert_manager.role.tags has 51 entries: there are at most 50. Remove some.",
        `load_balancer_controller.version is "2.13.0": a chart version is one of ${charts}. Choose one of these.`,
        'load_balancer_controller.default_tags has the key "a=b": a default tag\'s key is letters, digits, spaces and _.:/+-@, without ": " and without aws: in front, at most 128 characters. Change it.',
        'load_balancer_controller.default_tags["a=b"] is "c:": a default tag\'s value is letters, digits, spaces and _.:/=+-@, without ": " and without a colon at the end, at most 256 characters. Change it.',
        `load_balancer_controller.replicas is 0: ${fewest(1, 100, "replicas")}`,
      ].sort(),
    );
  });

  testWithTerraform(
    "a key that is likely to be meant for another is refused, where a role would allow more without it",
    () => {
      const statement = { actions: ["s3:GetObject"], resources: ["*"] };
      const workload = { namespace: "a", service_account: "a", policy_arns: [] };
      const workloads = {
        a: {
          ...workload,
          policy_arn: "arn:aws:iam::aws:policy/P",
          role: { permission_boundary: "arn:aws:iam::111122223333:policy/b" },
          statements: [statement, { ...statement, Effect: "Deny" }],
        },
        b: {
          ...workload,
          role: { permissions_boundary_arn: "arn:aws:iam::111122223333:policy/b" },
          statements: [{ ...statement, Condition: { StringEquals: { "aws:PrincipalTag/a": "b" } } }],
          trust: {
            statements: [
              {
                principals: { AWS: ["*"] },
                actions: ["sts:AssumeRole"],
                condition: { Bool: { "aws:Secure": ["true"] } },
              },
            ],
          },
        },
        c: { ...workload, statements: [{ ...statement, conditions: { Bool: { a: ["true"] } }, effect: "Deny" }] },
      };
      expect(plan(REAL, { cluster_name: "a", workloads })).toEqual([
        [
          'workloads["a"].statements[1].Effect (effect is meant), ',
          'workloads["a"].role.permission_boundary (permissions_boundary is meant), ',
          'workloads["a"].policy_arn (policy_arns is meant), ',
          'workloads["b"].statements[0].Condition (conditions is meant), ',
          'workloads["b"].role.permissions_boundary_arn (permissions_boundary is meant), ',
          'workloads["b"].trust.statements[0].condition (conditions is meant): ',
          "a key that is not known: Terraform would drop it, and plan without what it says. Write the key that is meant.",
        ].join(""),
      ]);
    },
  );

  testWithTerraform("a limit counts characters as AWS does", () => {
    const tag = input("tags", textMap("Tags", names.tagKey, names.tagValue), { nullable: false });
    // A letter and its mark are two characters, and so are a carriage return and a line feed.
    const hangul = "\u1112\u1161\u11ab".normalize("NFD");
    expect(plan([tag], { tags: { a: "é".repeat(256), [hangul]: "" } })).toEqual([]);
    expect(plan([tag], { tags: { a: "é".repeat(257) } })).toHaveLength(1);
    const text = input("description", z.string(), { nullable: false });
    expect(plan([text], { description: "" })).toEqual([]);
    const description = input("description", workload.shape.role.unwrap().shape.description.unwrap(), {
      nullable: false,
    });
    expect(plan([description], { description: "\r\n".repeat(500) })).toEqual([]);
    expect(plan([description], { description: "\r\n".repeat(501) })).toHaveLength(1);
  });

  testWithTerraform("what is not known yet is checked as soon as it is", () => {
    const resources = `
resource "terraform_data" "name" {
  input = "Shop_"
}

resource "terraform_data" "more" {
  input = {
    role         = { path = "pods" }
    statements   = [{ actions = ["GetObject"], resources = ["*"] }]
    cert_manager = { version = "1.21.1" }
  }
}
`;
    const { planned, applied } = call(
      REAL,
      `${resources}
module "it" {
  source       = "./module"
  cluster_name = terraform_data.name.output
  workloads = {
    a = {
      namespace       = terraform_data.name.output
      service_account = "a"
      policy_arns     = [terraform_data.name.output]
      statements      = terraform_data.more.output.statements
      role            = terraform_data.more.output.role
    }
    b = { namespace = "b", service_account = "b" }
  }
  cert_manager = terraform_data.more.output.cert_manager
}
`,
    );
    expect(planned).toEqual([]);
    const words = applied.replace(/\s+/g, " ");
    expect(words).toContain('workloads["a"].namespace is "Shop_": a namespace is');
    expect(words).toContain('workloads["a"].role.path is "pods": a role path is');
    expect(words).toContain('workloads["a"].policy_arns[0] is "Shop_": a policy ARN is');
    expect(words).toContain('workloads["a"].statements[0].actions[0] is "GetObject": an action is');
    expect(words).toContain('cert_manager.version is "1.21.1": a version is');

    // What is known to be wrong is told when Terraform plans, whatever else is not known.
    const both = call(
      REAL,
      `${resources}
module "it" {
  source       = "./module"
  cluster_name = "prod"
  workloads = {
    a = { namespace = tostring(terraform_data.name.output), service_account = "a" }
    b = { namespace = "b", service_account = "B" }
  }
}
`,
    );
    expect(both.planned).toEqual([expect.stringContaining('workloads["b"].service_account is "B": ')]);
  });
});
