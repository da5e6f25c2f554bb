import { IrsaRole } from "../../constructs/identity/irsa-role";
import type { IrsaRoleProps } from "../../constructs/identity/irsa-role";
import { inCluster, problemsOf } from "../support/configuration";
import { synthesized } from "../support/cluster-stack";
import { literalProvider, resources, synth, testStack } from "../support/synth";
import type { IrsaOptions, TerraformJson } from "../support/synth";

/** AWS Config's rule iam-no-inline-policy-check refuses inline policies: statements become managed ones. */

const BOUNDARY = "arn:aws:iam::111122223333:policy/shop";

function made(props: IrsaOptions<IrsaRoleProps>): TerraformJson {
  const stack = testStack();
  const subjects: IrsaRoleProps["subjects"] = [{ namespace: "shop", serviceAccount: "reader" }];
  new IrsaRole(stack, "reader", { provider: literalProvider(), subjects, managedPolicies: true, ...props });
  return synth(stack);
}

const read = { actions: ["s3:GetObject"], resources: ["arn:aws:s3:::shop/*"] };

describe("an IrsaRole with managed policies", () => {
  test("has its statements in one made for it, and no inline policy", () => {
    const json = made({ statements: [read], path: "/pods/", tags: { team: "shop" } });
    expect(resources(json, "aws_iam_role_policy")).toEqual({});
    const [policy = {}, ...others] = Object.values(resources(json, "aws_iam_policy"));
    expect(others).toEqual([]);
    expect({ ...policy, policy: JSON.parse(policy["policy"] as string) as unknown }).toEqual({
      name: "prod-ap-northeast-2-reader-1",
      path: "/pods/",
      tags: { team: "shop" },
      policy: {
        Version: "2012-10-17",
        Statement: [{ Action: "s3:GetObject", Effect: "Allow", Resource: "arn:aws:s3:::shop/*" }],
      },
    });
    expect(Object.values(resources(json, "aws_iam_role_policy_attachment"))).toEqual([
      { role: "${aws_iam_role.reader.id}", policy_arn: "${aws_iam_policy.reader_reader-1.arn}" },
    ]);
  });

  test("has the roles that it may change into in them, too", () => {
    const [policy = {}] = Object.values(
      resources(made({ assumeRoleArns: ["arn:aws:iam::444455556666:role/r"] }), "aws_iam_policy"),
    );
    expect(policy["policy"]).toContain("sts:AssumeRole");
  });

  test("has several where 6,144 characters do not hold all, and an inline policy would", () => {
    const resourcesOf = (one: number): string[] =>
      Array.from({ length: 60 }, (_, index) => `arn:aws:s3:::a-bucket-of-statement-${one}/folder-${index}/*`);
    const statements = [1, 2].map((one) => ({ actions: ["s3:GetObject"], resources: resourcesOf(one) }));
    expect(Object.keys(resources(made({ statements }), "aws_iam_policy"))).toEqual([
      "reader_reader-1",
      "reader_reader-2",
    ]);
    expect(resources(made({ statements, managedPolicies: false }), "aws_iam_policy")).toEqual({});
  });

  test("removes what others add, and keeps its own", () => {
    const json = made({ statements: [read], policyArns: [BOUNDARY], exclusivePolicies: true });
    const [{ policy_names: names } = {}] = Object.values(resources(json, "aws_iam_role_policies_exclusive"));
    const [{ policy_arns: arns } = {}] = Object.values(resources(json, "aws_iam_role_policy_attachments_exclusive"));
    expect(names).toEqual([]);
    expect(arns).toEqual([BOUNDARY, "${aws_iam_policy.reader_reader-1.arn}"]);
  });

  test("has none without statements", () => {
    expect(resources(made({}), "aws_iam_policy")).toEqual({});
  });
});

describe("managed policies", () => {
  const parts = `certManager: { hostedZones: [Z1] }
loadBalancerController: {}
workloads:
  - { namespace: shop, serviceAccount: reader, statements: [{ actions: ["s3:*"], resources: ["*"] }] }`;

  test("may be wanted for all roles of a cluster, and then nothing has an inline one", () => {
    const inline = resources(synthesized(inCluster(parts)), "aws_iam_role_policy");
    expect(Object.keys(inline).sort()).toEqual(["cert-manager_role_inline", "workload_reader_role_inline"]);
    const json = synthesized(inCluster(`role: { managedPolicies: true }\n${parts}`));
    expect(resources(json, "aws_iam_role_policy")).toEqual({});
    const names = Object.values(resources(json, "aws_iam_policy")).map(({ name }) => name as string);
    expect(names).toEqual(
      expect.arrayContaining(["prod-ap-northeast-2-cert-manager-1", "prod-ap-northeast-2-reader-1"]),
    );
  });

  test("may not be more than a role has", () => {
    const arns = Array.from({ length: 20 }, (_, index) => `"arn:aws:iam::111122223333:policy/p${index}"`);
    const workload = `workloads:
  - namespace: shop
    serviceAccount: reader
    statements: [{ actions: ["s3:*"], resources: ["*"] }]
    policyArns: [${arns.join(", ")}]`;
    expect(problemsOf(inCluster(workload))).toEqual([]);
    const [problem, ...others] = problemsOf(inCluster(`role: { managedPolicies: true }\n${workload}`));
    expect(problem).toMatch(/workloads\[0\]\.statements: 21 .*20/);
    expect(others).toEqual([]);
  });

  test("may be those of a role that clusters share", () => {
    const text = `version: 1
global:
  region: us-east-1
  roles:
    - name: shared
      providers: ["arn:aws:iam::111122223333:oidc-provider/oidc.eks.ap-northeast-2.amazonaws.com/id/BLUE"]
      subjects: [{ namespace: shop, serviceAccount: reader }]
      statements: [{ actions: ["s3:*"], resources: ["*"] }]
      managedPolicies: true
clusters: { prod: { region: ap-northeast-2 } }
`;
    expect(problemsOf(text)).toEqual([]);
  });
});
