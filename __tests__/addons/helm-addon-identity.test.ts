import { HelmAddon } from "../../constructs/addons/helm-addon";
import type { AddonServiceAccount, AwsAccess, HelmAddonProps } from "../../constructs/addons/helm-addon";
import { Namespace } from "../../constructs/identity/namespace";
import { addresses } from "../support/addresses";
import { comesBefore, dependencyGraph } from "../support/graph";
import { helmValues } from "../support/helm-values";
import { ISSUER, literalCluster, literalProvider, only, resources, synth, testStack } from "../support/synth";

const chart = { name: "external-dns", repository: "https://example.com/charts", version: "1.19.0" };
const permissions = { statements: [{ actions: ["route53:ListHostedZones"], resources: ["*"] }] };
const irsa: AwsAccess = { identity: "irsa", provider: literalProvider(), permissions };
const podIdentity: AwsAccess = { identity: "pod-identity", cluster: literalCluster(), permissions };
const ROLE_ARN = "aws_iam_role.dns_role.arn";

function addonWith(serviceAccount: AddonServiceAccount, props: Partial<HelmAddonProps> = {}) {
  const stack = testStack();
  const namespace = new Namespace(stack, "namespace", { name: "dns" });
  const addon = new HelmAddon(stack, "dns", { chart, namespace, serviceAccount, ...props });
  return { addon, json: synth(stack) };
}

const valuesWith = (serviceAccount: AddonServiceAccount): unknown =>
  helmValues(only(addonWith(serviceAccount).json, "helm_release"));

describe("a HelmAddon with a ServiceAccount", () => {
  test("has it made here, with a role that it alone may assume, before its release", () => {
    const { addon, json } = addonWith({ name: "external-dns", access: irsa });
    expect(only(json, "aws_iam_role")["name"]).toBe("prod-ap-northeast-2-dns");
    expect(JSON.parse(only(json, "aws_iam_role")["assume_role_policy"] as string)).toMatchObject({
      Statement: [{ Condition: { StringEquals: { [`${ISSUER}:sub`]: "system:serviceaccount:dns:external-dns" } } }],
    });
    expect(only(json, "kubernetes_service_account_v1")["metadata"]).toEqual({
      name: "external-dns",
      namespace: "dns",
      annotations: { "helm.sh/resource-policy": "keep", "eks.amazonaws.com/role-arn": `\${${ROLE_ARN}}` },
    });
    const graph = dependencyGraph(json);
    const others = [...graph.keys()].filter((address) => address !== "helm_release.dns");
    expect(others).toHaveLength(4);
    expect(others.filter((address) => !comesBefore(graph, address, "helm_release.dns"))).toEqual([]);
    expect(addon.serviceAccount).toEqual({ namespace: "dns", name: "external-dns" });
    expect(addon.installed).toBe(true);
  });

  test("tells the chart its name, and not to make it, where charts usually ask", () => {
    expect(valuesWith({ name: "external-dns", access: irsa })).toEqual({
      serviceAccount: { create: false, name: "external-dns" },
    });
  });

  test("tells it where this chart asks, and gives pods an annotation that changes with the role", () => {
    expect(
      valuesWith({
        name: "ebs",
        access: irsa,
        createValue: "controller.serviceAccount.create",
        nameValue: "controller.serviceAccount.name",
        podAnnotationsValue: "controller.podAnnotations",
      }),
    ).toEqual({
      controller: {
        serviceAccount: { create: false, name: "ebs" },
        podAnnotations: { "cdktf-eks-irsa/role-arn": ROLE_ARN },
      },
    });
  });

  test("has neither a role nor anything in AWS without permissions", () => {
    const { addon, json } = addonWith({ name: "external-dns", tokenExpiration: 900, podAnnotationsValue: "pods" });
    expect(Object.keys(json["resource"] ?? {}).filter((type) => type.startsWith("aws_"))).toEqual([]);
    expect(addon.role).toBeUndefined();
    expect(only(json, "kubernetes_service_account_v1")["metadata"]).toMatchObject({
      annotations: { "eks.amazonaws.com/token-expiration": "900" },
    });
    expect(helmValues(only(json, "helm_release"))).toEqual({ serviceAccount: { create: false, name: "external-dns" } });
  });

  test("has an association with Pod Identity, before its release, and no annotation for the role", () => {
    const { json } = addonWith({ name: "external-dns", access: podIdentity });
    expect(only(json, "aws_eks_pod_identity_association")).toMatchObject({
      namespace: "dns",
      service_account: "external-dns",
    });
    expect(JSON.stringify(only(json, "kubernetes_service_account_v1"))).not.toContain("role-arn");
    expect(
      comesBefore(dependencyGraph(json), "aws_eks_pod_identity_association.dns_pod-identity", "helm_release.dns"),
    ).toBe(true);
  });

  test("has the user's values last", () => {
    const { json } = addonWith(
      { name: "external-dns", access: irsa },
      { values: { a: 1, b: 2 }, userValues: { b: 3, serviceAccount: { labels: { team: "dns" } } } },
    );
    expect(helmValues(only(json, "helm_release"))).toEqual({
      a: 1,
      b: 3,
      serviceAccount: { create: false, name: "external-dns", labels: { team: "dns" } },
    });
  });
});

describe("a HelmAddon that another tool installs", () => {
  const account = { name: "external-dns", tokenExpiration: 900, podAnnotationsValue: "podAnnotations" };

  test("makes only what is in AWS", () => {
    const { addon, json } = addonWith({ ...account, access: irsa }, { install: false });
    expect(Object.keys(json["resource"] ?? {}).sort()).toEqual([
      "aws_iam_role",
      "aws_iam_role_policy",
      "kubernetes_namespace_v1",
    ]);
    expect(addon.installed).toBe(false);
    expect(addresses(addon.dependables)).toEqual([
      "kubernetes_namespace_v1.namespace",
      "aws_iam_role_policy.dns_role_inline",
    ]);
  });

  test("says all that the tool needs", () => {
    const { addon } = addonWith({ ...account, access: irsa }, { install: false, values: { a: 1 } });
    const { values: _, roleArn, ...rest } = addon.gitOps;
    expect(rest).toEqual({
      chart: "external-dns",
      repository: "https://example.com/charts",
      version: "1.19.0",
      release: "external-dns",
      namespace: "dns",
      serviceAccount: "external-dns",
    });
    expect(roleArn).toBe(addon.role?.arn);
  });

  /** Outputs hold tokens only when they are synthesized. */
  function gitOpsValues(serviceAccount: AddonServiceAccount): unknown {
    const stack = testStack();
    const namespace = Namespace.existing("dns");
    const { gitOps } = new HelmAddon(stack, "dns", { chart, namespace, serviceAccount, install: false });
    new HelmAddon(stack, "carrier", { chart, namespace, values: { text: gitOps.values } });
    const release = resources(synth(stack), "helm_release")["carrier"] ?? {};
    const [text = ""] = release["values"] as string[];
    // The values are JSON in JSON, or the expression that makes them.
    const inner = /text = (jsonencode\(.*\)) \}\)\}$/s.exec(text)?.[1];
    return inner === undefined
      ? JSON.parse((JSON.parse(text) as { text: string }).text)
      : helmValues({ values: [`\${${inner}}`] });
  }

  test("has the chart make the ServiceAccount, with the role's annotation and the token's", () => {
    expect(gitOpsValues({ ...account, access: irsa })).toEqual({
      serviceAccount: {
        create: true,
        name: "external-dns",
        annotations: { "eks.amazonaws.com/token-expiration": "900", "eks.amazonaws.com/role-arn": ROLE_ARN },
      },
      podAnnotations: { "cdktf-eks-irsa/role-arn": ROLE_ARN },
    });
  });

  test("has it annotated where this chart asks", () => {
    expect(gitOpsValues({ name: "ebs", access: irsa, annotationsValue: "controller.sa.annotations" })).toEqual({
      serviceAccount: { create: true, name: "ebs" },
      controller: { sa: { annotations: { "eks.amazonaws.com/role-arn": ROLE_ARN } } },
    });
  });

  test("has no annotation where there is nothing to say", () => {
    const plain = { serviceAccount: { create: true, name: "external-dns" } };
    expect(gitOpsValues({ name: "external-dns", access: podIdentity })).toEqual(plain);
    expect(gitOpsValues({ name: "external-dns" })).toEqual(plain);
  });
});
