import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describeWithTerraform, terraform } from "../support/terraform";
import { useStacks } from "../support/terraform-stacks";

const region = "ap-northeast-2";
const reader = {
  namespace: "shop",
  serviceAccount: "s3-reader",
  policyArns: ["arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess"],
};

const CLUSTERS = {
  token: { region, auth: "token", workloads: [reader] },
  ephemeral: { region, workloads: [reader] },
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
      expect(kubernetes?.expressions?.["token"]).toMatchObject({
        references: [reference, "ephemeral.aws_eks_cluster_auth.cluster-auth"],
      });
      expect(JSON.stringify(helm?.expressions?.["kubernetes"])).toContain(`"${reference}"`);
    });
  });
});
