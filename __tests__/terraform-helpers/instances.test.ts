import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { IamRolePolicy } from "@cdktf/provider-aws/lib/iam-role-policy";
import { TerraformLocal } from "cdktf";
import { Construct } from "constructs";
import { expr, raw } from "../../constructs/terraform/expression";
import type { Json } from "../../constructs/terraform/expression";
import { forEachOf, instancesOf, once, repeat } from "../../constructs/hcl/instances";
import type { InstancesBelow } from "../../constructs/hcl/instances";
import type { AddressedStack } from "../../constructs/hcl/addressed-stack";
import { synth, testStack } from "../support/synth";

/** A role with a policy, where a condition holds; and what another one knows of the role. */
function example(instances: (stack: AddressedStack) => InstancesBelow | undefined, condition: Json = true) {
  const stack = testStack();
  const chosen = instances(stack);
  if (chosen) repeat(stack, "x", chosen);
  const scope = new Construct(stack, "x");
  const of = instancesOf(scope);
  const when = condition as boolean;
  const role = new IamRole(scope, "role", { assumeRolePolicy: "{}", ...of.where(when, "made") });
  const { value, owner, ...each } = of.nested(raw("{ a = 1 }"), when, "entries");
  new IamRolePolicy(scope, "policy", { role: owner(role, "name"), policy: value.toString(), ...each });
  new TerraformLocal(stack, "arn", of.attribute(role, "arn"));
  new TerraformLocal(stack, "collected", of.collected(of.attribute(role, "arn")));
  new TerraformLocal(stack, "named", of.named("document", { a: raw("var.a"), b: { c: 1 } }));
  const ready = of.waitable([role]).map(({ fqn }) => fqn);
  const json = synth(stack);
  return {
    role: json["resource"]?.["aws_iam_role"]?.["x_role"] ?? {},
    policy: json["resource"]?.["aws_iam_role_policy"]?.["x_policy"] ?? {},
    locals: json["locals"] as unknown as Record<string, unknown>,
    ready,
  };
}

describe("without a word about it", () => {
  test("there is one of each, and no names are made", () => {
    const { role, locals, ready } = example(() => undefined);
    expect(role).toEqual({ assume_role_policy: "{}" });
    expect(locals["arn"]).toBe("${aws_iam_role.x_role.arn}");
    expect(Object.keys(locals).sort()).toEqual(["arn", "collected", "named"]);
    expect(ready).toHaveLength(1);
  });
});

describe("once", () => {
  test("with a condition counts to one or none, and what is not there is null", () => {
    const { role, policy, locals } = example(() => once(), raw("var.on"));
    expect(role["count"]).toBe("${(var.on) ? 1 : 0}");
    expect(policy["for_each"]).toBe("${{ for key, value in { a = 1 } : key => value if var.on }}");
    expect(policy["role"]).toBe("${one(aws_iam_role.x_role[*].name)}");
    expect(locals["arn"]).toBe("${one(aws_iam_role.x_role[*].arn)}");
  });

  test("writes data under a name, with expressions only where they are needed", () => {
    const { locals } = example(() => once());
    expect(locals["x_document"]).toEqual({ a: "${var.a}", b: { c: 1 } });
    expect(locals["named"]).toBe("${local.x_document}");
  });

  test("asks nothing of what may be null as a whole, before it knows that it is not", () => {
    const { role, locals } = example(() => once(raw("var.a != null")), raw("var.a.on"));
    expect(role["count"]).toBe("${(var.a != null ? var.a.on : false) ? 1 : 0}");
    expect(locals["x_document"]).toEqual({ a: "${var.a != null ? var.a : null}", b: { c: 1 } });
  });
});

describe("for each entry of a mapping", () => {
  const each = (stack: AddressedStack) => forEachOf(stack, "x", "var.all");

  test("there is one by key, and what all ask for has a name", () => {
    const { role, policy, locals, ready } = example(each);
    expect(role["for_each"]).toBe("${local.x-names}");
    expect(locals["x-names"]).toBe("${tomap({ for name, one in var.all : name => name })}");
    expect(locals["arn"]).toBe("${local.x_role_arns[each.key]}");
    expect(locals["x_role_arns"]).toBe("${{ for name, one in aws_iam_role.x_role : name => one.arn }}");
    expect(policy["role"]).toBe('${local.x_role_names[split("/", each.key)[0]]}');
    expect(ready).toEqual(["local.x_ready"]);
    expect(locals["x_ready"]).toBe("${[length(aws_iam_role.x_role)]}");
  });

  test("a condition is asked of each entry, by a name of its own", () => {
    const { role, locals } = example(each, raw("var.all[each.key].on && each.key != null"));
    expect(role["for_each"]).toBe("${local.x_made}");
    expect(locals["x_made"]).toBe("${tomap({ for name, one in var.all : name => name if one.on && name != null })}");
  });

  test("what belongs to an instance has the instance's name in its key", () => {
    const { policy, locals } = example(each, raw("var.all[each.key].on"));
    expect(policy["for_each"]).toBe("${local.x_entries}");
    expect(locals["x_entries"]).toBe(
      '${tomap(merge([for name, one in var.all : { for key, value in { a = 1 } : "${name}/${key}" => value } if one.on]...))}',
    );
  });

  test("outputs tell it by key", () => {
    expect(example(each).locals["collected"]).toBe("${{ for name, one in var.all : name => local.x_role_arns[name] }}");
  });
});

test("the nearest word counts", () => {
  const stack = testStack();
  repeat(stack, "outer", once(raw("var.outer")));
  const outer = new Construct(stack, "outer");
  repeat(outer, "inner", once(raw("var.inner")));
  const inner = new Construct(new Construct(outer, "inner"), "below");
  new TerraformLocal(stack, "count", expr`${instancesOf(inner).where(raw("true")).count?.toTerraform() ?? null}`);
  expect(synth(stack)["locals"]?.["count"]).toBe("${(var.inner ? true : false) ? 1 : 0}");
});
