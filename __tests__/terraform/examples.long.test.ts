import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { chartValuesOf, issuerOf, metadataOf, policyOf, trustOf, webIdentity } from "../support/irsa";
import { describeWithTerraform, newFolder, removeFolder, synthesizeIn } from "../support/terraform";
import { at } from "../support/terraform-json";
import type { State } from "../support/terraform-json";
import { live } from "../support/terraform-stacks";
import type { Life } from "../support/terraform-stacks";

const FOLDER = join(__dirname, "..", "..", "examples");
const textOf = (file: string): string => readFileSync(join(FOLDER, file), "utf8");

interface Example {
  readonly file: string;
  readonly addon: string;
  readonly namespace: string;
  readonly account: string;
  /** Another ServiceAccount of the chart, which shares the role. */
  readonly other?: string;
  /** What its policies' addresses begin with. */
  readonly policy: string;
  /** The chart's values that concern the identity. */
  readonly values: (roleArn: unknown) => object;
}

const EXAMPLES: readonly Example[] = [
  {
    file: "argo-cd.yaml",
    addon: "argo-cd",
    namespace: "argocd",
    account: "argocd-application-controller",
    other: "argocd-server",
    policy: "aws_iam_role_policy.addon_argo-cd_argocd-application-controller_role_",
    values: (role) => ({
      controller: {
        serviceAccount: { create: false, name: "argocd-application-controller" },
        podAnnotations: { "cdktf-eks-irsa/role-arn": role },
      },
      server: {
        serviceAccount: { create: false, name: "argocd-server" },
        podAnnotations: { "cdktf-eks-irsa/role-arn": role },
      },
    }),
  },
  {
    file: "cluster-autoscaler.yaml",
    addon: "cluster-autoscaler",
    namespace: "kube-system",
    account: "cluster-autoscaler",
    policy: "aws_iam_role_policy.addon_cluster-autoscaler_role_",
    values: (role) => ({
      rbac: { serviceAccount: { create: false, name: "cluster-autoscaler" } },
      podAnnotations: { "cdktf-eks-irsa/role-arn": role },
    }),
  },
  {
    file: "ebs-csi-driver.yaml",
    addon: "aws-ebs-csi-driver",
    namespace: "kube-system",
    account: "ebs-csi-controller-sa",
    policy: "aws_iam_role_policy_attachment.addon_aws-ebs-csi-driver_role_",
    values: (role) => ({
      controller: {
        serviceAccount: { create: false, name: "ebs-csi-controller-sa" },
        podAnnotations: { "cdktf-eks-irsa/role-arn": role },
      },
    }),
  },
  {
    file: "efs-csi-driver.yaml",
    addon: "aws-efs-csi-driver",
    namespace: "kube-system",
    account: "efs-csi-controller-sa",
    other: "efs-csi-node-sa",
    policy: "aws_iam_role_policy_attachment.addon_aws-efs-csi-driver_efs-csi-controller-sa_role_",
    values: (role) => ({
      controller: {
        serviceAccount: { create: false, name: "efs-csi-controller-sa" },
        podAnnotations: { "cdktf-eks-irsa/role-arn": role },
      },
      node: {
        serviceAccount: { create: false, name: "efs-csi-node-sa" },
        podAnnotations: { "cdktf-eks-irsa/role-arn": role },
      },
    }),
  },
  {
    file: "external-dns.yaml",
    addon: "external-dns",
    namespace: "external-dns",
    account: "external-dns",
    policy: "aws_iam_role_policy.addon_external-dns_role_",
    values: (role) => ({
      serviceAccount: { create: false, name: "external-dns" },
      podAnnotations: { "cdktf-eks-irsa/role-arn": role },
      provider: { name: "aws" },
    }),
  },
  {
    file: "external-secrets.yaml",
    addon: "external-secrets",
    namespace: "external-secrets",
    account: "external-secrets",
    policy: "aws_iam_role_policy.addon_external-secrets_role_",
    values: (role) => ({
      serviceAccount: { create: false, name: "external-secrets" },
      podAnnotations: { "cdktf-eks-irsa/role-arn": role },
    }),
  },
  {
    file: "karpenter.yaml",
    addon: "karpenter",
    namespace: "kube-system",
    account: "karpenter",
    policy: "aws_iam_role_policy_attachment.addon_karpenter_role_",
    values: (role) => ({
      serviceAccount: { create: false, name: "karpenter" },
      podAnnotations: { "cdktf-eks-irsa/role-arn": role },
    }),
  },
  {
    file: "keda.yaml",
    addon: "keda",
    namespace: "keda",
    account: "keda-operator",
    policy: "aws_iam_role_policy.addon_keda_role_",
    values: (role) => ({
      serviceAccount: { operator: { create: false, name: "keda-operator" } },
      podAnnotations: { keda: { "cdktf-eks-irsa/role-arn": role } },
    }),
  },
  {
    file: "velero.yaml",
    addon: "velero",
    namespace: "velero",
    account: "velero",
    policy: "aws_iam_role_policy.addon_velero_role_",
    values: (role) => ({
      serviceAccount: { server: { create: false, name: "velero" } },
      podAnnotations: { "cdktf-eks-irsa/role-arn": role },
    }),
  },
];

test("every example of an add-on is tried", () => {
  const files = readdirSync(FOLDER).filter(
    (file) => file.endsWith(".yaml") && readFileSync(join(FOLDER, file), "utf8").includes("addons:"),
  );
  expect(files.sort()).toEqual(EXAMPLES.map(({ file }) => file));
});

describeWithTerraform("the examples, from nothing to nothing", () => {
  const lives = new Map<string, Life>();

  beforeAll(() => {
    for (const { file } of EXAMPLES) {
      const folder = newFolder();
      lives.set(file, live(synthesizeIn(folder, textOf(file))("prod")));
      removeFolder(folder);
    }
  });

  describe.each(EXAMPLES)("$file", ({ file, addon, namespace, account, other, policy, values }) => {
    const life = (): Life => {
      const lived = lives.get(file);
      if (!lived) throw new Error(`${file} was not tried`);
      return lived;
    };
    const applied = (): State => life().applied;

    test("is applied, with nothing to change after it, and is wholly destroyed", () => {
      expect(life().validated).toMatchObject({ valid: true, warning_count: 0 });
      expect(life().secondPlan).toBe(0);
      expect(life().left.resources).toEqual(new Map());
    });

    test("gives the ServiceAccount a role with its policy, and the chart the ServiceAccount", () => {
      const { resources } = applied();
      // Where there are several, their names are in the addresses.
      const ofAccount = (one: string): string => (other === undefined ? `addon_${addon}` : `addon_${addon}_${one}`);
      const roleAddress = `aws_iam_role.${ofAccount(account)}_role`;
      const { arn, name } = at(resources, roleAddress);
      const provider = at(resources, "aws_iam_openid_connect_provider.oidc-provider")["arn"];
      const others = other === undefined ? [] : [other];
      const subjects = others.map((one) => `${namespace}:${one}`);
      expect(trustOf(resources, roleAddress)).toEqual(
        policyOf(webIdentity(provider, issuerOf(resources), `${namespace}:${account}`, ...subjects)),
      );
      const policies = [...resources].filter(([address]) => address.startsWith(policy));
      expect([...new Set(policies.map(([, { role }]) => role))]).toEqual([name]);
      for (const one of [account, ...others]) {
        expect(metadataOf(resources, `kubernetes_service_account_v1.${ofAccount(one)}_service-account`)).toMatchObject({
          namespace,
          name: one,
          annotations: { "eks.amazonaws.com/role-arn": arn },
        });
      }
      expect(chartValuesOf(resources, `helm_release.addon_${addon}`)).toMatchObject(values(arn));
    });
  });
});
