import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describeWithTerraform, terraform } from "../support/terraform";
import { at } from "../support/terraform-json";
import { useStacks } from "../support/terraform-stacks";

const region = "ap-northeast-2";
const reader = { namespace: "shop", serviceAccount: "s3-reader" };

const CLUSTERS = {
  token: { region, workloads: [reader] },
  ephemeral: { region, auth: "ephemeral", workloads: [reader] },
  cloud: {
    region,
    backend: { cloud: { organization: "acme", workspace: "eks-prod", project: "platform" } },
    workloads: [reader],
  },
  "cloud-tags": {
    region,
    backend: { cloud: { organization: "acme", tags: ["eks"], hostname: "tfe.example.com" } },
    workloads: [reader],
  },
};

describeWithTerraform("how Terraform runs", () => {
  const { folder, folderOf, planOf, stateOf } = useStacks(CLUSTERS);

  describe("with an ephemeral token", () => {
    /** The doubles' tokens begin as EKS's do. */
    const TOKEN = "k8s-aws-v1.";
    const everywhere = (stack: string): string[] => {
      planOf(stack);
      stateOf(stack);
      const state = readFileSync(join(folder(), `terraform.${stack}.tfstate`), "utf8");
      return [
        state,
        terraform(folderOf(stack), "show", "-json"),
        terraform(folderOf(stack), "show", "-json", "tfplan"),
      ];
    };

    test("is applied", () => {
      expect([...stateOf("ephemeral").resources.keys()]).toContain(
        "kubernetes_service_account_v1.workload_s3-reader_service-account",
      );
    });

    test("is neither in the state nor in the plan, where a token that is read is in all of them", () => {
      expect(everywhere("token").map((text) => text.includes(TOKEN))).toEqual([true, true, true]);
      expect(everywhere("ephemeral").map((text) => text.includes(TOKEN))).toEqual([false, false, false]);
    });

    test("gives both providers the token", () => {
      const { kubernetes, helm } = planOf("ephemeral").providers;
      const reference = "ephemeral.aws_eks_cluster_auth.cluster-auth.token";
      expect(kubernetes?.expressions["token"]).toMatchObject({
        references: [reference, "ephemeral.aws_eks_cluster_auth.cluster-auth"],
      });
      expect(JSON.stringify(helm?.expressions["kubernetes"])).toContain(`"${reference}"`);
    });
  });

  describe("in HCP Terraform", () => {
    interface Json {
      readonly terraform: { readonly cloud?: unknown; readonly backend?: unknown };
    }
    const written = (stack: string): Json =>
      JSON.parse(readFileSync(join(folderOf(stack), "cdk.tf.json"), "utf8")) as Json;

    test.each([
      ["cloud", { organization: "acme", workspaces: { name: "eks-prod", project: "platform" } }],
      ["cloud-tags", { organization: "acme", hostname: "tfe.example.com", workspaces: { tags: ["eks"] } }],
    ])("%s names organization and workspaces, and has no other backend", (stack, cloud) => {
      const { terraform: block } = written(stack);
      expect(block.cloud).toEqual(cloud);
      expect(block).not.toHaveProperty("backend");
    });

    // Workspaces cannot be had here; all that does not need them can be checked.
    test.each(["cloud", "cloud-tags"])("%s is valid", (stack) => {
      terraform(folderOf(stack), "init", "-backend=false");
      expect(JSON.parse(terraform(folderOf(stack), "validate", "-json"))).toMatchObject({
        valid: true,
        error_count: 0,
        warning_count: 0,
      });
    });

    test("can be planned as soon as the block is gone", () => {
      const json = written("cloud");
      const { cloud: _, ...block } = json.terraform;
      writeFileSync(join(folderOf("cloud"), "cdk.tf.json"), JSON.stringify({ ...json, terraform: block }));
      expect(at(planOf("cloud").planned, "aws_iam_role.workload_s3-reader_role")["name"]).toBe(
        "cloud-ap-northeast-2-s3-reader",
      );
    });
  });
});
