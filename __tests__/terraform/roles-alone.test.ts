import { describeWithTerraform, newFolder, removeFolder, synthesizeIn, terraform } from "../support/terraform";
import { plan } from "../support/terraform-json";

/** From ServiceAccounts to roles alone, in the two steps that docs/configuration.md has. */

const cluster = (more: object): object => ({
  region: "ap-northeast-2",
  workloads: ["s3-reader", "old"].map((serviceAccount) => ({
    namespace: "shop",
    serviceAccount,
    policyArns: ["arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess"],
    ...more,
  })),
});

describeWithTerraform("a stack that is left with roles alone", () => {
  let folder: string;
  beforeEach(() => {
    folder = newFolder();
  });
  afterEach(() => {
    removeFolder(folder);
  });
  const synthesized = (prod: object): string => synthesizeIn(folder, { version: 1, clusters: { prod } })("prod");

  test("keeps them as they are, once Terraform has let go of what is in Kubernetes", () => {
    const account = (name: string): string => `kubernetes_service_account_v1.workload_${name}_service-account`;
    const stack = synthesized(cluster({}));
    terraform(stack, "init");
    terraform(stack, "apply", "-auto-approve");
    terraform(stack, "state", "rm", account("s3-reader"));
    terraform(stack, "apply", "-auto-approve", "-destroy", `-target=${account("old")}`);
    synthesized(cluster({ roleOnly: true }));
    terraform(stack, "init");
    const { changes, providers } = plan(stack);
    expect(changes).toEqual({});
    expect(Object.keys(providers)).toEqual(["aws"]);
  });
});
