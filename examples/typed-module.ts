/*
 * The module eks-irsa in an app of your own, with the types that `cdktf get` makes of it: a forgotten
 * region does not compile.
 *
 * Your cdktf.json names the module, { "name": "eks-irsa", "source": "./modules/eks-irsa" } under
 * "terraformModules", and `cdktf get` writes .gen/modules/eks-irsa.ts. A source in the project's folder is
 * copied into the output; where it is, the cdktf command tells the app, so run it with that:
 *
 *   npx esbuild examples/typed-module.ts --bundle --platform=node --outfile=dist/typed-module.js
 *   npx cdktf synth --app "node dist/typed-module.js" --output dist/typed-module
 */
import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { HelmProvider } from "@cdktf/provider-helm/lib/provider";
import { KubernetesProvider } from "@cdktf/provider-kubernetes/lib/provider";
import { App, TerraformOutput, TerraformStack } from "cdktf";
import { EksIrsa } from "../.gen/modules/eks-irsa";

const app = new App();
const stack = new TerraformStack(app, "prod");
new AwsProvider(stack, "aws", { region: "ap-northeast-2" });
new KubernetesProvider(stack, "kubernetes", { configPath: "~/.kube/config" });
new HelmProvider(stack, "helm", { kubernetes: { configPath: "~/.kube/config" } });

const irsa = new EksIrsa(stack, "eks_irsa", {
  clusterName: "prod",
  region: "ap-northeast-2",
  // What is inside of an object has the module's own names.
  certManager: { hosted_zone_ids: ["Z0123456789ABCDEFGHIJ"] },
  loadBalancerController: {},
  workloads: {
    "s3-reader": {
      namespace: "shop",
      create_namespace: true,
      service_account: "s3-reader",
      policy_arns: ["arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess"],
    },
  },
});
new TerraformOutput(stack, "workload_role_arns", { value: irsa.workloadRoleArnsOutput });
app.synth();
