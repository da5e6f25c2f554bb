import { IrsaRole } from "../../constructs/identity/irsa-role";
import { Namespace } from "../../constructs/identity/namespace";
import { WorkloadIdentity } from "../../constructs/identity/workload-identity";
import type { WorkloadIdentityProps } from "../../constructs/identity/workload-identity";
import type { Identity } from "../../constructs/identity/kinds";
import { addresses } from "../support/addresses";
import { comesBefore, dependencyGraph } from "../support/graph";
import { literalCluster, literalProvider, only, resources, synth, testStack } from "../support/synth";
import type { TerraformJson } from "../support/synth";

const IDENTITIES = {
  irsa: { identity: "irsa", provider: literalProvider() },
  "pod-identity": { identity: "pod-identity", cluster: literalCluster() },
  both: { identity: "both", provider: literalProvider() },
} as const satisfies Record<string, Identity>;

type Options = Omit<Partial<WorkloadIdentityProps>, "identity" | "provider" | "cluster">;

function workload(identity: Identity, options: Options = {}): { made: WorkloadIdentity; json: TerraformJson } {
  const stack = testStack();
  const namespace = new Namespace(stack, "shop", { name: "shop" });
  const permissions = { statements: [{ actions: ["s3:ListBucket"], resources: ["*"] }] };
  const made = new WorkloadIdentity(stack, "reader", {
    ...identity,
    namespace,
    serviceAccount: "reader",
    permissions,
    ...options,
  });
  return { made, json: synth(stack) };
}

const types = (json: TerraformJson): string[] => Object.keys(json["resource"] ?? {}).sort();
const roleArnOf = (json: TerraformJson): unknown =>
  (only(json, "kubernetes_service_account_v1")["metadata"] as { annotations?: Record<string, string> }).annotations?.[
    "eks.amazonaws.com/role-arn"
  ];
const servicesIn = (json: TerraformJson): unknown[] =>
  (
    JSON.parse(only(json, "aws_iam_role")["assume_role_policy"] as string) as { Statement: { Principal: object }[] }
  ).Statement.flatMap(({ Principal }) => Object.keys(Principal));

describe.each([
  ["irsa", true, false, ["Federated"]],
  ["pod-identity", false, true, ["Service"]],
  ["both", true, true, ["Federated", "Service"]],
] as const)("a WorkloadIdentity with %s", (kind, annotated, associated, principals) => {
  const { made, json } = workload(IDENTITIES[kind]);

  test(`has ${annotated ? "an" : "no"} annotation and ${associated ? "an" : "no"} association, and one role for it`, () => {
    expect(roleArnOf(json)).toBe(annotated ? "${aws_iam_role.reader_role.arn}" : undefined);
    expect(Object.keys(resources(json, "aws_eks_pod_identity_association"))).toHaveLength(associated ? 1 : 0);
    expect(servicesIn(json)).toEqual(principals);
  });

  test("is ready when all of it is there", () => {
    const graph = new Map(dependencyGraph(json));
    graph.set("later", new Set(addresses(made.dependables).map(String)));
    const others = [...graph.keys()].filter((address) => address !== "later");
    expect(others.length).toBe(associated ? 5 : 4);
    expect(others.filter((address) => !comesBefore(graph, address, "later"))).toEqual([]);
  });

  test("makes its ServiceAccount after the role's policies", () => {
    const account = "kubernetes_service_account_v1.reader_service-account";
    expect(comesBefore(dependencyGraph(json), "aws_iam_role_policy.reader_role_inline", account)).toBe(true);
  });

  test("makes nothing in Kubernetes where only what is in AWS is wanted", () => {
    const rules = [{ apiGroups: [""], resources: ["pods"], verbs: ["get"] }];
    const { made: inAws, json: aws } = workload(IDENTITIES[kind], { roleOnly: true, rules });
    expect(types(aws).filter((type) => type.startsWith("kubernetes_"))).toEqual(["kubernetes_namespace_v1"]);
    expect(addresses(inAws.dependables)).toEqual([
      "aws_iam_role_policy.reader_role_inline",
      ...(associated ? ["aws_eks_pod_identity_association.reader_pod-identity"] : []),
    ]);
    expect(inAws.serviceAccount).toEqual({ namespace: "shop", name: "reader" });
  });

  test("makes no role where one is there", () => {
    const existingRoleArn = "arn:aws:iam::111122223333:role/pods/reader";
    const { made: withRole, json: existing } = workload(IDENTITIES[kind], { existingRoleArn });
    expect(types(existing).filter((type) => type.startsWith("aws_iam"))).toEqual([]);
    expect(withRole.role).toEqual(IrsaRole.fromArn(existingRoleArn));
    expect(roleArnOf(existing)).toBe(annotated ? existingRoleArn : undefined);
    for (const association of Object.values(resources(existing, "aws_eks_pod_identity_association"))) {
      expect(association["role_arn"]).toBe(existingRoleArn);
    }
  });
});

describe("a WorkloadIdentity", () => {
  test("has Kubernetes rules, and is ready when they are bound", () => {
    const rules = [{ apiGroups: [""], resources: ["pods"], verbs: ["get"] }];
    const { made, json } = workload(IDENTITIES.irsa, { rules, clusterRules: rules });
    only(json, "kubernetes_role_v1");
    only(json, "kubernetes_cluster_role_v1");
    expect(addresses(made.dependables)).toEqual([
      "kubernetes_service_account_v1.reader_service-account",
      "kubernetes_role_binding_v1.reader_rbac_role-binding",
      "kubernetes_cluster_role_binding_v1.reader_rbac_cluster-role-binding",
    ]);
  });

  test("asks for tokens of the audience that its role trusts", () => {
    const { json } = workload(IDENTITIES.irsa, { audience: "vault" });
    expect(only(json, "kubernetes_service_account_v1")["metadata"]).toMatchObject({
      annotations: { "eks.amazonaws.com/audience": "vault" },
    });
    expect(only(json, "aws_iam_role")["assume_role_policy"]).toMatch(/:aud":"vault"/);
  });

  test("trusts session tags just where its association sets them", () => {
    const tagged = (disableSessionTags: boolean): boolean => {
      const { json } = workload(IDENTITIES["pod-identity"], { podIdentity: { disableSessionTags } });
      expect(only(json, "aws_eks_pod_identity_association")["disable_session_tags"]).toBe(disableSessionTags);
      return JSON.stringify(only(json, "aws_iam_role")).includes("aws:RequestTag/kubernetes-namespace");
    };
    expect([tagged(false), tagged(true)]).toEqual([true, false]);
  });

  test("annotates a ServiceAccount that is there, after the role's policies", () => {
    const { made, json } = workload(IDENTITIES.irsa, { existing: true });
    expect(only(json, "kubernetes_annotations")["annotations"]).toEqual({
      "eks.amazonaws.com/role-arn": "${aws_iam_role.reader_role.arn}",
    });
    expect(addresses(made.dependables)).toEqual(["kubernetes_annotations.reader_service-account"]);
    const [graph, last] = [dependencyGraph(json), "kubernetes_annotations.reader_service-account"];
    expect(comesBefore(graph, "aws_iam_role_policy.reader_role_inline", last)).toBe(true);
  });
});

describe("a role for several ServiceAccounts", () => {
  const others = [
    { namespace: "shop", serviceAccount: "writer" },
    { namespace: "blog", serviceAccount: "writer.v2" },
  ];
  const associated = (json: TerraformJson): unknown[] =>
    Object.values(resources(json, "aws_eks_pod_identity_association")).map((one) => [
      one["namespace"],
      one["service_account"],
      one["role_arn"],
    ]);

  test.each(["pod-identity", "both"] as const)("has an association for each with %s, after its policies", (kind) => {
    const { made, json } = workload(IDENTITIES[kind], { otherSubjects: others });
    const role = "${aws_iam_role.reader_role.arn}";
    expect(associated(json)).toEqual([
      ["shop", "reader", role],
      ["blog", "writer.v2", role],
      ["shop", "writer", role],
    ]);
    const graph = dependencyGraph(json);
    const all = Object.keys(resources(json, "aws_eks_pod_identity_association"));
    for (const name of all) {
      const address = `aws_eks_pod_identity_association.${name}`;
      expect(comesBefore(graph, "aws_iam_role_policy.reader_role_inline", address)).toBe(true);
      expect(addresses(made.dependables)).toContain(address);
    }
  });

  test("has none with IRSA, where the owner of each annotates it", () => {
    expect(associated(workload(IDENTITIES.irsa, { otherSubjects: others }).json)).toEqual([]);
  });
});

describe("a target role of Pod Identity", () => {
  const target = "arn:aws:iam::444455556666:role/target";

  test("is one that the pod's role may change into, with the session's tags", () => {
    const other = "arn:aws:iam::444455556666:role/other";
    const permissions = { assumeRoleArns: [other, target] };
    const { json } = workload(IDENTITIES["pod-identity"], { permissions, podIdentity: { targetRoleArn: target } });
    const { Statement } = JSON.parse(only(json, "aws_iam_role_policy")["policy"] as string) as { Statement: object[] };
    expect(Statement).toEqual([
      { Effect: "Allow", Action: ["sts:AssumeRole", "sts:TagSession"], Resource: [other, target] },
    ]);
  });
});
