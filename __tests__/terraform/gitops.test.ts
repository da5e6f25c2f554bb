import { CERT_MANAGER_VERSION } from "../../constructs/addons/cert-manager/releases";
import { describeWithTerraform } from "../support/terraform";
import { at } from "../support/terraform-json";
import { useStacks } from "../support/terraform-stacks";

const install = false;

const CLUSTERS = {
  irsa: {
    region: "ap-northeast-2",
    certManager: { install, hostedZones: ["Z0123456789ABCDEFGHIJ"], replicas: 2 },
    loadBalancerController: { install },
    addons: [
      {
        name: "external-dns",
        install,
        chart: { name: "external-dns", repository: "https://charts.example.com", version: "1.19.0" },
        namespace: "external-dns",
        createNamespace: true,
        serviceAccount: { name: "external-dns", statements: [{ actions: ["route53:*"], resources: ["*"] }] },
        values: { domainFilters: ["example.com"] },
      },
    ],
  },
  "pod-identity": { region: "ap-northeast-2", identity: "pod-identity", loadBalancerController: { install } },
};

interface GitOps {
  readonly role_arn: string;
  readonly values: string;
}

describeWithTerraform("IAM only, where another tool installs", () => {
  const { stateOf } = useStacks(CLUSTERS);

  const gitOpsOf = (stack: string): Record<string, GitOps> =>
    stateOf(stack).outputs["gitops"] as Record<string, GitOps>;
  const valuesOf = (stack: string, release: string): unknown =>
    JSON.parse(gitOpsOf(stack)[release]?.values ?? "") as unknown;
  const arnOf = (stack: string, owner: string): unknown =>
    at(stateOf(stack).resources, `aws_iam_role.${owner}_role`)["arn"];

  test.each(Object.keys(CLUSTERS))("makes nothing in the cluster: %s", (stack) => {
    const { resources, outputs } = stateOf(stack);
    expect([...resources.keys()].filter((address) => /^(kubernetes|helm)_/.test(address))).toEqual([]);
    expect(outputs["release_versions"]).toEqual({});
  });

  test.each([
    {
      release: "cert-manager",
      owner: "cert-manager",
      chart: "cert-manager",
      repository: "oci://quay.io/jetstack/charts",
      version: CERT_MANAGER_VERSION,
      namespace: "cert-manager",
      service_account: "cert-manager",
    },
    {
      release: "aws-load-balancer-controller",
      owner: "load-balancer-controller",
      chart: "aws-load-balancer-controller",
      repository: "https://aws.github.io/eks-charts",
      version: "3.5.0",
      namespace: "kube-system",
      service_account: "aws-load-balancer-controller",
    },
    {
      release: "external-dns",
      owner: "addon_external-dns",
      chart: "external-dns",
      repository: "https://charts.example.com",
      version: "1.19.0",
      namespace: "external-dns",
      service_account: "external-dns",
    },
  ])("puts out what is needed to install $release, with the role as it is", ({ owner, ...expected }) => {
    expect(gitOpsOf("irsa")[expected.release]).toEqual({
      ...expected,
      role_arn: arnOf("irsa", owner),
      values: expect.any(String) as string,
    });
    expect(arnOf("irsa", owner)).toMatch(/^arn:aws:iam::111122223333:role\//);
  });

  test("puts out values that have the chart make the ServiceAccount, with its role", () => {
    const account = (name: string, owner: string): object => ({
      create: true,
      name,
      annotations: { "eks.amazonaws.com/role-arn": arnOf("irsa", owner) },
    });
    const budget = { replicaCount: 2, podDisruptionBudget: { enabled: true } };
    expect(valuesOf("irsa", "cert-manager")).toEqual({
      crds: { enabled: true, keep: true },
      ...budget,
      webhook: budget,
      cainjector: budget,
      serviceAccount: account("cert-manager", "cert-manager"),
      podAnnotations: { "cdktf-eks-irsa/role-arn": arnOf("irsa", "cert-manager") },
    });
    expect(valuesOf("irsa", "aws-load-balancer-controller")).toMatchObject({
      clusterName: "irsa",
      serviceAccount: account("aws-load-balancer-controller", "load-balancer-controller"),
    });
    expect(valuesOf("irsa", "external-dns")).toEqual({
      serviceAccount: account("external-dns", "addon_external-dns"),
      domainFilters: ["example.com"],
    });
  });

  test("with Pod Identity makes the association, and the ServiceAccount names no role", () => {
    const { resources } = stateOf("pod-identity");
    expect(at(resources, "aws_eks_pod_identity_association.load-balancer-controller_pod-identity")).toMatchObject({
      namespace: "kube-system",
      service_account: "aws-load-balancer-controller",
      role_arn: arnOf("pod-identity", "load-balancer-controller"),
    });
    expect(valuesOf("pod-identity", "aws-load-balancer-controller")).toMatchObject({
      serviceAccount: { create: true, name: "aws-load-balancer-controller" },
    });
    expect(gitOpsOf("pod-identity")["aws-load-balancer-controller"]?.values).not.toContain(
      "eks.amazonaws.com/role-arn",
    );
  });
});
