import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { read } from "../support/documents";
import { eksIrsa } from "../support/module-root";
import { synthesizeIn } from "../support/terraform";
import { describeWithWorld, providersOf, useWorld } from "../support/world";

/**
 * The recipes for what is there already, of which adopted.long.test.ts proves the kind: each is tried on what its title says,
 * and its plan is the one that it shows.
 */

const DOCUMENT = read("docs/when-it-fails.md");

interface Recipe {
  readonly title: string;
  readonly configuration: string;
  readonly plan: string;
}

const RECIPES: readonly Recipe[] = [
  ...DOCUMENT.matchAll(/^### (.*)\n\n(?:[^#]*?\n\n)?```yaml\n([^`]*)```\n\n```text\n(Plan: .*)\n```/gm),
].map(([, title = "", configuration = "", plan = ""]) => ({ title, configuration, plan }));

const provides = (url: string) => ({ it: { url, client_id_list: ["sts.amazonaws.com"] } });
const role = (name: string, path = "/") => ({ it: { name, path, assume_role_policy: "{}" } });
const account = (namespace: string, name: string) => ({ it: { metadata: { name, namespace } } });
const shop = { it: { metadata: { name: "shop" } } };
const inShop = {
  kubernetes_namespace_v1: shop,
  kubernetes_service_account_v1: {
    it: { ...account("shop", "reader").it, depends_on: ["kubernetes_namespace_v1.it"] },
  },
};
const CONTROLLER = "aws-load-balancer-controller";
const controller = {
  kubernetes_service_account_v1: account("kube-system", CONTROLLER),
  helm_release: { it: { name: CONTROLLER, namespace: "kube-system", chart: CONTROLLER } },
};

/** What others made, by recipe. The issuer is the cluster's, which Terraform reads. */
const MADE: Readonly<Record<string, (issuer: string) => object>> = {
  "What eksctl made": (issuer) => ({
    ...inShop,
    aws_iam_openid_connect_provider: provides(issuer),
    aws_iam_role: role("eksctl-prod-addon-iamserviceaccount-shop-Role1-1A2B3C4D5E6F"),
  }),
  "A controller that Helm installed": () => controller,
  "A controller whose ServiceAccount eksctl made": (issuer) => ({
    ...controller,
    aws_iam_openid_connect_provider: provides(issuer),
    aws_iam_role: role("AmazonEKSLoadBalancerControllerRole"),
  }),
  "A role of the IAM module": () => ({ ...inShop, aws_iam_role: role("shop-reader", "/irsa/") }),
};

describeWithWorld("the recipes for what is there already", () => {
  const world = useWorld();

  test("are all tried", () => {
    expect(RECIPES.map(({ title }) => title)).toEqual(Object.keys(MADE));
  });

  test.each(RECIPES)("$title comes under management by the plan that is shown", ({ title, configuration, plan }) => {
    const stack = synthesizeIn(world().folder(), configuration)("prod");
    const issuer = "${data.aws_eks_cluster.cluster.identity[0].oidc[0].issuer}";
    world().put(providersOf(stack), MADE[title]?.(issuer) ?? {});
    world().terraform(stack, "init");
    expect(/^Plan: .*$/m.exec(world().terraform(stack, "plan"))?.[0]).toBe(plan);
    expect(world().apply(stack).output).toContain("Apply complete!");
    expect(world().plan(stack).changes).toEqual({});
  });

  test("of a module come under management by the blocks of its README", () => {
    const folder = world().folder();
    const blocks = /^```hcl\n(import [^`]*)```/m.exec(read("modules/README.md"))?.[1] ?? "";
    const kubernetes = { config_path: "kubeconfig" };
    const provider = { aws: { region: "ap-northeast-2" }, kubernetes, helm: { kubernetes } };
    const issuer = /oidc-provider\/([^"]*)/.exec(blocks)?.[1] ?? "";
    const inputs = {
      cluster_attributes: { account_id: "111122223333", oidc_issuer: `https://${issuer}`, vpc_id: "vpc-0abc" },
      load_balancer_controller: { role: { name: "AmazonEKSLoadBalancerControllerRole" } },
      workloads: {
        reader: {
          namespace: "shop",
          create_namespace: true,
          service_account: "reader",
          role: { name: "shop-reader" },
          policy_arns: ["arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess"],
        },
      },
    };
    writeFileSync(join(folder, "imports.tf"), blocks);
    const root = { provider, module: { eks_irsa: eksIrsa(folder, inputs) } };
    writeFileSync(join(folder, "main.tf.json"), JSON.stringify(root));
    world().terraform(folder, "init");
    const { helm_release, kubernetes_service_account_v1: account } = controller;
    world().put(
      { provider },
      {
        helm_release,
        kubernetes_namespace_v1: shop,
        kubernetes_service_account_v1: { controller: account.it, ...inShop.kubernetes_service_account_v1 },
        aws_iam_openid_connect_provider: provides(`https://${issuer}`),
        aws_iam_role: { ...role("shop-reader"), controller: role("AmazonEKSLoadBalancerControllerRole").it },
      },
    );
    expect(world().apply(folder).output).toContain("Apply complete! Resources: 7 imported");
    expect(world().plan(folder).changes).toEqual({});
  });
});
