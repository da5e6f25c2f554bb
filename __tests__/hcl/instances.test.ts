import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { IamRolePolicy } from "@cdktf/provider-aws/lib/iam-role-policy";
import { App, TerraformLocal } from "cdktf";
import { Construct } from "constructs";
import { join } from "node:path";
import { compare, isGiven } from "../../constructs/hcl/combine";
import type { Condition } from "../../constructs/hcl/combine";
import { Expression, attribute, nullable, reference } from "../../constructs/hcl/expression";
import type { Value } from "../../constructs/hcl/expression";
import {
  ValueDependable,
  commentOf,
  forEachOf,
  instancesOf,
  local,
  once,
  repeat,
} from "../../constructs/hcl/instances";
import type { Each, InstancesBelow } from "../../constructs/hcl/instances";
import { any, lift, text } from "../../constructs/hcl/lift";
import { inline } from "../../constructs/hcl/print";
import { ModuleStack } from "../../constructs/modules/module-stack";
import { terraformFiles } from "../../constructs/modules/terraform-files";
import { synth, testStack, withFolder } from "../support/synth";
import { testWithTerraform } from "../support/terraform-console";
import { readBack } from "./read-back";

interface Options {
  /** What the role is made for. */
  readonly condition?: Condition;
  readonly policies?: Value;
  /** What has a name. */
  readonly document?: Value;
}

const DOCUMENT: Value = { a: reference("var.a"), b: { c: 1 } };

/** A role with policies, where a condition holds; and what another one knows of the role. */
function fill(stack: Construct, { condition = true, policies = { a: 1 }, document = DOCUMENT }: Options): string[] {
  const scope = new Construct(stack, "x");
  const of = instancesOf(scope);
  const role = new IamRole(scope, "role", { assumeRolePolicy: "{}", ...of.where(condition, "made") });
  const { value, owner, ...each } = of.nested(policies, condition, "entries");
  new IamRolePolicy(scope, "policy", { role: owner(role, "name"), policy: text(value), ...each });
  new TerraformLocal(stack, "arn", of.attribute(role, "arn"));
  new TerraformLocal(stack, "collected", any(of.collected(lift(of.attribute(role, "arn")))));
  new TerraformLocal(stack, "named", any(of.named("document", document, "What it is")));
  return of.waitable([role], "ready").map(({ fqn }) => inline(lift(fqn), { lift, token: () => "the role itself" }));
}

/** The same as CDKTF's JSON. */
function example(below: (stack: Construct) => InstancesBelow | undefined, options: Options = {}) {
  const stack = testStack();
  const chosen = below(stack);
  if (chosen) repeat(stack, "x", chosen);
  const ready = fill(stack, options);
  const json = synth(stack);
  return {
    role: json["resource"]?.["aws_iam_role"]?.["x_role"] ?? {},
    policy: json["resource"]?.["aws_iam_role_policy"]?.["x_policy"] ?? {},
    locals: json["locals"] as unknown as Record<string, unknown>,
    ready,
  };
}

const on = reference("var.on");

describe("without a word about it", () => {
  test("there is one of each, and no names are made", () => {
    const { role, policy, locals, ready } = example(() => undefined);
    expect(role).toEqual({ assume_role_policy: "{}" });
    expect(policy).toEqual({
      for_each: { a: 1 },
      policy: "${each.value}",
      role: "${aws_iam_role.x_role.name}",
    });
    expect(locals).toEqual({
      arn: "${aws_iam_role.x_role.arn}",
      collected: "${aws_iam_role.x_role.arn}",
      named: { a: "${var.a}", b: { c: 1 } },
    });
    expect(ready).toEqual(["the role itself"]);
  });
});

describe("once", () => {
  test("with a condition counts to one or none, and what is not there is null", () => {
    const { role, policy, locals } = example(() => once(), { condition: on });
    expect(role["count"]).toBe("${var.on ? 1 : 0}");
    expect(policy["for_each"]).toBe("${local.x_entries}");
    expect(locals["x_entries"]).toBe("${var.on ? { a = 1 } : {}}");
    expect(policy["role"]).toBe("${one(aws_iam_role.x_role[*].name)}");
    expect(locals["arn"]).toBe("${one(aws_iam_role.x_role[*].arn)}");
  });

  test("without a condition has no count", () => {
    const { role, locals } = example(() => once());
    expect(role).toEqual({ assume_role_policy: "{}" });
    expect(locals["arn"]).toBe("${aws_iam_role.x_role.arn}");
  });

  test("an attribute of what may not be made may be null", () => {
    const stack = testStack();
    repeat(stack, "x", once());
    const of = instancesOf(new Construct(stack, "x"));
    const role = new IamRole(stack, "role", { assumeRolePolicy: "{}", ...of.where(on, "made") });
    const always = new IamRole(stack, "always", { assumeRolePolicy: "{}" });
    expect(isGiven(of.attribute(role, "arn"))).toBeInstanceOf(Expression);
    expect(isGiven(of.attribute(always, "arn"))).toBe(true);
  });

  test("gives data a name of its own, and what is plain none", () => {
    const { locals } = example(() => once());
    expect(locals["x_document"]).toEqual("${{ a = var.a, b = { c = 1 } }}");
    expect(locals["named"]).toBe("${local.x_document}");
    const plain = example(() => once(), { document: "plain" });
    expect(plain.locals["named"]).toBe("plain");
    expect(Object.keys(plain.locals).sort()).toEqual(["arn", "collected", "named", "x_entries"]);
  });
});

describe("for each entry of a map", () => {
  let each: Each;
  const below = (stack: Construct): InstancesBelow => {
    each = forEachOf(stack, "x", "var.all");
    return each.below;
  };
  const inEach = (options: (each: Each) => Options) => {
    const stack = testStack();
    repeat(stack, "x", below(stack));
    fill(stack, options(each));
    const json = synth(stack);
    return {
      role: json["resource"]?.["aws_iam_role"]?.["x_role"] ?? {},
      policy: json["resource"]?.["aws_iam_role_policy"]?.["x_policy"] ?? {},
      locals: json["locals"] as unknown as Record<string, unknown>,
    };
  };

  test("there is one by key, and what all ask for has a name", () => {
    const { role, policy, locals, ready } = example(below);
    expect(role["for_each"]).toBe("${local.x-names}");
    expect(locals["x-names"]).toBe("${tomap({ for name in keys(var.all) : name => name })}");
    expect(locals["arn"]).toBe("${local.x_role_role_arns[each.key]}");
    expect(locals["x_role_role_arns"]).toBe("${{ for name, one in aws_iam_role.x_role : name => one.arn }}");
    expect(policy["role"]).toBe('${local.x_role_role_names[split("/", each.key)[0]]}');
    expect(ready).toEqual(['"local.x_ready"']);
    expect(locals["x_ready"]).toEqual("${[length(aws_iam_role.x_role)]}");
  });

  test("a condition is asked of each entry, by a name of its own", () => {
    const { role, locals } = inEach(({ entry, key }) => ({
      condition: compare(attribute(entry, "on"), "==", key),
    }));
    expect(role["for_each"]).toBe("${local.x_made}");
    expect(locals["x_made"]).toBe("${tomap({ for name, x in var.all : name => name if x.on == name })}");
  });

  test("what belongs to an instance has the instance's name in its key", () => {
    const { policy, locals } = inEach(({ entry }) => ({
      condition: attribute(entry, "on"),
      policies: attribute(entry, "policies"),
    }));
    expect(policy["for_each"]).toBe("${local.x_entries}");
    expect(policy["policy"]).toBe("${each.value}");
    expect(locals["x_entries"]).toBe(
      '${tomap(merge([for name, x in var.all : { for key, value in x.policies : "${name}/${key}" => value } if x.on]...))}',
    );
  });

  test("data has a name, by key; what is the same for all has one without a key", () => {
    const { locals } = inEach(({ entry }) => ({ document: { a: attribute(entry, "a") } }));
    expect(locals["x_document"]).toBe("${{ for name, x in var.all : name => { a = x.a } }}");
    expect(locals["named"]).toBe("${local.x_document[each.key]}");
    const same = inEach(() => ({ document: { a: 1 } }));
    expect(same.locals["x_document"]).toBe("${{ a = 1 }}");
    expect(same.locals["named"]).toBe("${local.x_document}");
    expect(inEach(() => ({ document: true })).locals["named"]).toBe(true);
  });

  test("outputs tell it by key", () => {
    expect(example(below).locals["collected"]).toBe(
      "${{ for name in keys(var.all) : name => local.x_role_role_arns[name] }}",
    );
  });

  test("a value of an entry that may be null may be null under its name, too", () => {
    const stack = testStack();
    const { below: instances, entry } = forEachOf(stack, "x", "var.all");
    const named = instances(new Construct(stack, "x")).named("maybe", attribute(entry, "a", true));
    expect(inline(isGiven(named) as Value)).toBe("local.x_maybe[each.key] != null");
  });

  testWithTerraform("keys are those of the entries for which the condition holds", () => {
    const { locals } = inEach(({ entry }) => ({
      condition: attribute(entry, "on"),
      policies: attribute(entry, "policies"),
    }));
    const all = {
      a: { on: true, policies: { p: "1", q: "2" } },
      b: { on: false, policies: { p: "3" } },
      c: { on: true, policies: {} },
    };
    const written = ["x_made", "x_entries"].map((name) => (locals[name] as string).slice(2, -1));
    expect(readBack(written, { all })).toEqual([
      { a: "a", c: "c" },
      { "a/p": "1", "a/q": "2" },
    ]);
  });
});

describe("in a module's files", () => {
  /** The example as the files of a module. */
  function files(options: (stack: ModuleStack) => Options): string {
    const stack = withFolder(
      (folder) =>
        new ModuleStack(new App({ outdir: join(folder, "out") }), "m", {
          description: "",
          inputs: [],
          providers: ["aws"],
        }),
    );
    fill(stack, options(stack));
    return Object.values(terraformFiles(stack, ["local.x_document", "local.x_role_arns"])).join("\n");
  }

  test("there is a count, and local values with their comments", () => {
    const file = files((stack) => {
      repeat(stack, "x", once());
      return { condition: on };
    });
    expect(file).toContain('resource "aws_iam_role" "x" {\n  count              = var.on ? 1 : 0\n');
    expect(file).toContain("  # What it is\n  x_document = { a = var.a, b = { c = 1 } }\n");
    expect(file).toContain("  x_entries = var.on ? { a = 1 } : {}\n");
    expect(file).toContain("  for_each = local.x_entries\n");
    expect(file).toContain("  role     = one(aws_iam_role.x[*].name)\n");
  });

  test("there is a for_each over names", () => {
    const file = files((stack) => {
      const { below, entry } = forEachOf(stack, "x", "var.all");
      repeat(stack, "x", below);
      return { condition: attribute(entry, "on"), policies: attribute(entry, "policies") };
    });
    expect(file).toContain('resource "aws_iam_role" "x" {\n  for_each           = local.x_made\n');
    expect(file).toContain("= tomap({ for name, x in var.all : name => name if x.on })\n");
    expect(file).toContain("{ for name, one in aws_iam_role.x : name => one.arn }\n");
  });
});

describe("a local value", () => {
  test("is a reference to its own address, with its comment", () => {
    const stack = testStack();
    const scope = new Construct(stack, "a");
    const made = local(scope, "b", { c: 1 }, "Why");
    expect(inline(made)).toBe("local.a_b");
    expect(made.nullable).toBe(false);
    expect(local(scope, "maybe", nullable(on)).nullable).toBe(true);
    expect(stack.node.findAll().map(commentOf)).toContain("Why");
    expect(new ValueDependable(made).fqn).toBe("local.a_b");
  });
});

test("the nearest word counts", () => {
  const stack = testStack();
  repeat(stack, "outer", forEachOf(stack, "outer", "var.all").below);
  const outer = new Construct(stack, "outer");
  repeat(outer, "inner", once());
  const count = (scope: Construct): object => instancesOf(scope).where(on, "made");
  expect(Object.keys(count(new Construct(new Construct(outer, "inner"), "below")))).toEqual(["count"]);
  expect(Object.keys(count(new Construct(outer, "beside")))).toEqual(["forEach"]);
  expect(Object.keys(count(outer))).toEqual(["forEach"]);
  expect(Object.keys(count(new Construct(stack, "apart")))).toEqual(["count"]);
});
