import { describeWithTerraform } from "../support/terraform";
import { at } from "../support/terraform-json";
import { useStacks } from "../support/terraform-stacks";

/** IAM's limit for a managed policy, without white space. */
const LIMIT = 6144;

const statements = Array.from({ length: 30 }, (_, tenant) => ({
  actions: ["s3:GetObject", "s3:PutObject"],
  resources: Array.from({ length: 10 }, (_, part) => `arn:aws:s3:::tenant-${tenant}-assets/part-${part}/*`),
}));

interface Document {
  readonly Statement: readonly { readonly Effect: string; readonly Action: string[]; readonly Resource: string[] }[];
}

describeWithTerraform("permissions longer than one policy", () => {
  const { planOf, stateOf } = useStacks({
    prod: {
      region: "ap-northeast-2",
      workloads: [{ namespace: "shop", serviceAccount: "tenants", statements, role: { exclusivePolicies: true } }],
    },
  });

  const documents = (): Document[] =>
    [...stateOf("prod").resources]
      .filter(([address]) => address.startsWith("aws_iam_policy."))
      .map(([, { policy }]) => JSON.parse(policy as string) as Document);

  test("become as few policies as they fit into, each within the limit", () => {
    const sizes = documents().map((document) => JSON.stringify(document).length);
    const whole = sizes.reduce((sum, size) => sum + size);
    expect(Math.max(...sizes)).toBeLessThanOrEqual(LIMIT);
    expect(sizes).toHaveLength(Math.ceil(whole / LIMIT));
  });

  test("allow all together just what was asked for", () => {
    expect(documents().flatMap(({ Statement }) => Statement)).toEqual(
      statements.map(({ actions, resources }) => ({ Effect: "Allow", Action: actions, Resource: resources })),
    );
  });

  test("are all attached to the role, and listed as its only ones", () => {
    const { resources } = stateOf("prod");
    const made = [...resources].filter(([address]) => address.startsWith("aws_iam_policy.")).map(([, { arn }]) => arn);
    const attached = [...resources]
      .filter(([address]) => address.startsWith("aws_iam_role_policy_attachment."))
      .map(([, { role, policy_arn }]) => ({ role, policy_arn }));
    expect(made.length).toBeGreaterThan(1);
    expect(attached).toEqual(made.map((policy_arn) => ({ role: "prod-ap-northeast-2-tenants", policy_arn })));
    const exclusive = "workload_tenants_role_exclusive";
    expect(at(resources, `aws_iam_role_policy_attachments_exclusive.${exclusive}-attachments`)["policy_arns"]).toEqual(
      made,
    );
    expect(at(resources, `aws_iam_role_policies_exclusive.${exclusive}-policies`)["policy_names"]).toEqual([]);
  });

  test("leave no inline policy", () => {
    expect(Object.keys(planOf("prod").changes).filter((address) => address.startsWith("aws_iam_role_policy."))).toEqual(
      [],
    );
  });
});
