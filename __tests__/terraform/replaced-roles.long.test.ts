import { eksIrsa, writeRoot } from "../support/module-root";
import { describeWithTerraform, newFolder, removeFolder, synthesizeIn, terraform } from "../support/terraform";
import { plan } from "../support/terraform-json";

const ARN = "arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess";
const statements = [{ actions: ["s3:ListBucket"], resources: ["*"] }];

/** A workload and two add-ons, which have every kind of policy: attached, made and attached, inline, and exclusive ones. */
const cluster = (path: string): object => {
  const role = { path, exclusivePolicies: true };
  return {
    region: "ap-northeast-2",
    certManager: { hostedZones: ["Z0123456789ABCDEFGHIJ"], role },
    loadBalancerController: { role },
    workloads: [{ namespace: "shop", serviceAccount: "reader", policyArns: [ARN], statements, role }],
  };
};

const inputs = (path: string): Record<string, unknown> => {
  const role = { path, exclusive_policies: true };
  const reader = { namespace: "shop", service_account: "reader", policy_arns: [ARN], statements, role };
  return {
    cert_manager: { hosted_zone_ids: ["Z0123456789ABCDEFGHIJ"], role },
    load_balancer_controller: { role },
    workloads: { reader: { ...reader, named_policy_arns: { other: `${ARN}Too` } } },
  };
};

/** What is done with each thing of a role's, by type. */
function ofRoles(changes: Readonly<Record<string, string>>): Record<string, readonly string[]> {
  const found: Record<string, string[]> = {};
  for (const [address, action] of Object.entries(changes)) {
    const type = /\baws_iam_role\w*/.exec(address)?.[0];
    if (type !== undefined) found[type] = [...new Set([...(found[type] ?? []), action])];
  }
  return found;
}

/** AWS deletes a role's policies with it, and tells the role that comes after it of none. */
const ALL_REPLACED = Object.fromEntries(
  [
    "aws_iam_role",
    "aws_iam_role_policy",
    "aws_iam_role_policy_attachment",
    "aws_iam_role_policy_attachments_exclusive",
    "aws_iam_role_policies_exclusive",
  ].map((type) => [type, ["delete create"]]),
);

describeWithTerraform("a role that is replaced, for its path", () => {
  let folder: string;
  beforeEach(() => {
    folder = newFolder();
  });
  afterEach(() => {
    removeFolder(folder);
  });

  test("has its policies replaced with it, in a stack", () => {
    const synthesized = (path: string): string =>
      synthesizeIn(folder, { version: 1, clusters: { prod: cluster(path) } })("prod");
    terraform(synthesized("/"), "init");
    terraform(synthesized("/"), "apply", "-auto-approve");
    expect(ofRoles(plan(synthesized("/pods/")).changes)).toEqual(ALL_REPLACED);
  });

  test("has its policies replaced with it, in a module", () => {
    const write = (path: string): void => {
      writeRoot(folder, { module: { eks_irsa: eksIrsa(folder, inputs(path)) } });
    };
    write("/");
    terraform(folder, "apply", "-auto-approve");
    write("/pods/");
    expect(ofRoles(plan(folder).changes)).toEqual(ALL_REPLACED);
  });
});
