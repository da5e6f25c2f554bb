import { IrsaRole } from "../../constructs/identity/irsa-role";
import { PodIdentityAssociation } from "../../constructs/identity/pod-identity-association";
import type { PodIdentityAssociationOptions } from "../../constructs/identity/pod-identity-association";
import { addresses } from "../support/addresses";
import { comesBefore, dependencyGraph } from "../support/graph";
import { literalCluster, only, synth, testStack } from "../support/synth";

const cluster = literalCluster();

function synthWith(options: PodIdentityAssociationOptions = {}) {
  const stack = testStack();
  const role = new IrsaRole(stack, "role", {
    identity: "pod-identity",
    cluster,
    subjects: [{ namespace: "shop", serviceAccount: "reader" }],
    policyArns: ["arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess"],
    statements: [{ actions: ["s3:ListBucket"], resources: ["*"] }],
  });
  const serviceAccount = { namespace: "shop", name: "reader" };
  const association = new PodIdentityAssociation(stack, "association", { cluster, role, serviceAccount, ...options });
  return { association, json: synth(stack) };
}

describe("a PodIdentityAssociation", () => {
  test("ties one ServiceAccount of one cluster to one role", () => {
    const { association, json } = synthWith();
    const { depends_on: _, ...rest } = only(json, "aws_eks_pod_identity_association");
    expect(rest).toEqual({
      cluster_name: "prod",
      region: "ap-northeast-2",
      namespace: "shop",
      service_account: "reader",
      role_arn: "${aws_iam_role.role.arn}",
    });
    expect(addresses(association.dependables)).toEqual(["aws_eks_pod_identity_association.association"]);
  });

  test("comes after the role's policies", () => {
    const graph = dependencyGraph(synthWith().json);
    const others = [...graph.keys()].filter((address) => !address.includes("association"));
    expect(others).toHaveLength(3);
    const later = "aws_eks_pod_identity_association.association";
    expect(others.filter((address) => !comesBefore(graph, address, later))).toEqual([]);
  });

  test("may change into a role of another account, and go without session tags", () => {
    const targetRoleArn = "arn:aws:iam::444455556666:role/reader";
    const { json } = synthWith({ targetRoleArn, disableSessionTags: true });
    expect(only(json, "aws_eks_pod_identity_association")).toMatchObject({
      target_role_arn: targetRoleArn,
      disable_session_tags: true,
    });
  });

  test.each(["reader", "arn:aws:iam::444455556666:policy/reader"])("refuses the target role %s", (targetRoleArn) => {
    expect(() => synthWith({ targetRoleArn })).toThrow(/^test\/association\.targetRoleArn: /);
  });
});
