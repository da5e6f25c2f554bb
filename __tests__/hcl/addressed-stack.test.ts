import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { DataAwsEksCluster } from "@cdktf/provider-aws/lib/data-aws-eks-cluster";
import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { App, TerraformHclModule, TerraformLocal, TerraformOutput, TerraformStack, TerraformVariable } from "cdktf";
import type { TerraformElement } from "cdktf";
import { Construct } from "constructs";
import { join } from "node:path";
import { addressOf, addressProblems } from "../../constructs/hcl/addressed-stack";
import { only, resources, synth, testStack, withFolder } from "../support/synth";

const role = (scope: Construct, id: string, path?: string): IamRole =>
  new IamRole(scope, id, { assumeRolePolicy: "{}", path });

const below = (scope: Construct, ...ids: string[]): Construct => ids.reduce((at, id) => new Construct(at, id), scope);

describe("an AddressedStack's addresses", () => {
  test.each([
    [["reader"], "reader"],
    [["workload", "s3-reader", "role"], "workload_s3-reader_role"],
    [["workload", "Resource"], "workload"],
    [["workload", "Default", "role", "Resource"], "workload_role"],
    [["workload", "s3.reader"], "workload_s3__reader"],
    [["1st", "2nd"], "_1st_2nd"],
    [["-a"], "_-a"],
    [["a b", "c:d"], "a_b_c_d"],
    [["Straße"], "Stra_e"],
  ])("are made of the path: %j", (path, name) => {
    const stack = testStack();
    const id = path[path.length - 1] ?? "";
    role(below(stack, ...path.slice(0, -1)), id);
    expect(Object.keys(resources(synth(stack), "aws_iam_role"))).toEqual([name]);
  });

  test("do not name the stack, so that two stacks have the same", () => {
    const names = ["prod", "test"].map((id) => {
      const stack = testStack(id);
      role(below(stack, "workload"), "role");
      return Object.keys(resources(synth(stack), "aws_iam_role"));
    });
    expect(names).toEqual([["workload_role"], ["workload_role"]]);
  });

  test("leave an overridden name as it is", () => {
    const stack = testStack();
    role(below(stack, "workload"), "role").overrideLogicalId("mine");
    expect(Object.keys(resources(synth(stack), "aws_iam_role"))).toEqual(["mine"]);
  });
});

describe("addressOf", () => {
  test("names elements as Terraform does, and no provider", () => {
    const stack = testStack();
    const elements: TerraformElement[] = [
      role(stack, "reader"),
      new DataAwsEksCluster(stack, "cluster", { name: "prod" }),
      new TerraformOutput(stack, "arn", { value: "x" }),
      new TerraformVariable(stack, "name", {}),
      new TerraformLocal(stack, "issuer", "x"),
      new TerraformHclModule(stack, "vpc", { source: "example/vpc/aws" }),
      new AwsProvider(stack, "other", { alias: "other" }),
    ];
    expect(elements.map(addressOf)).toEqual([
      "aws_iam_role.reader",
      "data.aws_eks_cluster.cluster",
      "output.arn",
      "var.name",
      "local.issuer",
      "module.vpc",
      undefined,
    ]);
  });
});

describe("an AddressedStack refuses", () => {
  /** Two constructs of one address: `a_b`. */
  const clashing = (stack: TerraformStack): void => {
    role(below(stack, "a"), "b", "/one/");
    role(stack, "a_b", "/two/");
  };

  test("two elements with one address, and names both", () => {
    const stack = testStack("prod");
    clashing(stack);
    expect(() => synth(stack)).toThrow(
      "aws_iam_role.a_b is the address of prod/a/b and of prod/a_b: CDKTF would merge two elements with one address silently. Rename one of the two.",
    );
  });

  test("names of ServiceAccounts that differ in a dot and two underscores", () => {
    const stack = testStack();
    role(stack, "s3.reader");
    role(stack, "s3__reader");
    expect(addressProblems(stack)).toEqual([expect.stringContaining("aws_iam_role.s3__reader is the address of")]);
  });

  test("an overridden name that another element has", () => {
    const stack = testStack("prod");
    role(stack, "a");
    role(stack, "b").overrideLogicalId("a");
    expect(() => synth(stack)).toThrow(/aws_iam_role\.a is the address of prod\/a and of prod\/b/);
  });

  test("two locals, and two modules, with one address", () => {
    const stack = testStack();
    for (const scope of [below(stack, "a"), stack]) {
      const id = scope === stack ? "a_b" : "b";
      new TerraformLocal(scope, id, "x");
      new TerraformHclModule(below(scope, "Default"), id, { source: "example/vpc/aws" });
    }
    expect(addressProblems(stack)).toEqual([
      expect.stringMatching(/^local\.a_b is the address of /),
      expect.stringMatching(/^module\.a_b is the address of /),
    ]);
  });

  test("each clash of three", () => {
    const stack = testStack();
    ["a", "b", "c"].forEach((id) => {
      role(stack, id).overrideLogicalId("a");
    });
    expect(addressProblems(stack)).toHaveLength(2);
  });

  test.each(["1a", "a b", "é"])("the overridden name %j, which Terraform rejects", (name) => {
    const stack = testStack();
    role(stack, "a").overrideLogicalId(name);
    expect(() => synth(stack)).toThrow(`aws_iam_role.${name}: a Terraform name starts with a letter or an underscore`);
  });

  test("an element without a name of its own", () => {
    const stack = testStack();
    role(stack, "Resource");
    expect(addressProblems(stack)).toEqual([expect.stringMatching(/^aws_iam_role\.: /)]);
  });

  test("nothing where one name is a role's, a data source's, an output's and a variable's", () => {
    const stack = testStack();
    role(stack, "a");
    new DataAwsEksCluster(below(stack, "Default"), "a", { name: "prod" });
    new TerraformOutput(below(stack, "Default2"), "b", { value: "x" }).overrideLogicalId("a");
    new TerraformVariable(below(stack, "Default3"), "b", {}).overrideLogicalId("a");
    expect(addressProblems(stack)).toEqual([]);
  });
});

test("CDKTF alone merges two elements with one address, and says nothing", () => {
  const stack = withFolder((folder) => new TerraformStack(new App({ outdir: join(folder, "out") }), "prod"));
  new AwsProvider(stack, "aws", {});
  role(stack, "a", "/one/").overrideLogicalId("same");
  role(stack, "b", "/two/").overrideLogicalId("same");
  expect(addressProblems(stack)).toHaveLength(1);
  expect(only(synth(stack), "aws_iam_role")).toMatchObject({ path: "/two/" });
});
