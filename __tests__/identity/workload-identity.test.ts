import { EksOidcProvider } from "../../constructs/identity/eks-oidc-provider";
import { Namespace } from "../../constructs/identity/namespace";
import { WorkloadIdentity } from "../../constructs/identity/workload-identity";
import type { WorkloadIdentityProps } from "../../constructs/identity/workload-identity";
import { deepFreeze } from "../support/freeze";
import { comesBefore, dependencyGraph } from "../support/graph";
import { ISSUER, literalCluster, literalProvider, only, synth, testStack } from "../support/synth";
import type { IrsaOptions } from "../support/synth";

const reader = (props: IrsaOptions<WorkloadIdentityProps> = {}): WorkloadIdentityProps => ({
  provider: literalProvider(),
  namespace: Namespace.existing("shop"),
  serviceAccount: "s3-reader",
  ...props,
});

describe("a WorkloadIdentity", () => {
  test("is a ServiceAccount with a role that this ServiceAccount alone may assume", () => {
    const stack = testStack();
    new WorkloadIdentity(stack, "reader", reader());
    const json = synth(stack);
    const { assume_role_policy: trust, name } = only(json, "aws_iam_role");
    expect(name).toBe("prod-ap-northeast-2-reader");
    expect(JSON.parse(trust as string)).toMatchObject({
      Statement: [
        {
          Condition: {
            StringEquals: {
              [`${ISSUER}:aud`]: "sts.amazonaws.com",
              [`${ISSUER}:sub`]: "system:serviceaccount:shop:s3-reader",
            },
          },
        },
      ],
    });
    expect(only(json, "kubernetes_service_account_v1")["metadata"]).toEqual({
      name: "s3-reader",
      namespace: "shop",
      annotations: { "eks.amazonaws.com/role-arn": "${aws_iam_role.reader_role.arn}" },
    });
  });

  test("may share its role with other ServiceAccounts, which it leaves to their owners", () => {
    const stack = testStack();
    new WorkloadIdentity(stack, "reader", reader({ otherSubjects: [{ namespace: "a", serviceAccount: "b" }] }));
    const json = synth(stack);
    expect(only(json, "aws_iam_role")["assume_role_policy"]).toContain(
      '["system:serviceaccount:a:b","system:serviceaccount:shop:s3-reader"]',
    );
    expect(only(json, "kubernetes_service_account_v1")["metadata"]).toMatchObject({ name: "s3-reader" });
  });

  test("passes permissions, role settings and the ServiceAccount's options on", () => {
    const stack = testStack();
    new WorkloadIdentity(
      stack,
      "reader",
      reader({
        purpose: "assets",
        permissions: {
          policyArns: ["arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess"],
          statements: [{ actions: ["s3:ListBucket"], resources: ["*"] }],
        },
        role: { path: "/pods/", maxSessionDuration: 7200 },
        annotations: { a: "b" },
        labels: { c: "d" },
        automountServiceAccountToken: false,
      }),
    );
    const json = synth(stack);
    expect(only(json, "aws_iam_role")).toMatchObject({
      name: "prod-ap-northeast-2-assets",
      path: "/pods/",
      max_session_duration: 7200,
    });
    only(json, "aws_iam_role_policy_attachment");
    only(json, "aws_iam_role_policy");
    expect(only(json, "kubernetes_service_account_v1")).toMatchObject({
      metadata: { annotations: { a: "b" }, labels: { c: "d" } },
      automount_service_account_token: false,
    });
  });

  test("is made provider first, then role, policies and ServiceAccount", () => {
    const stack = testStack();
    new WorkloadIdentity(
      stack,
      "reader",
      reader({
        provider: new EksOidcProvider(stack, "oidc-provider", { cluster: literalCluster() }),
        namespace: new Namespace(stack, "shop", { name: "shop" }),
        permissions: {
          policyArns: ["arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess"],
          statements: [{ actions: ["s3:ListBucket"], resources: ["*"] }],
          policies: { own: { statements: [{ actions: ["s3:GetObject"], resources: ["*"] }] } },
        },
      }),
    );
    const graph = dependencyGraph(synth(stack));
    const account = "kubernetes_service_account_v1.reader_service-account";
    const others = [...graph.keys()].filter((address) => address !== account);
    expect(others).toHaveLength(7);
    expect(others.filter((address) => !comesBefore(graph, address, account))).toEqual([]);
    expect(comesBefore(graph, "aws_iam_openid_connect_provider.oidc-provider", "aws_iam_role.reader_role")).toBe(true);
    expect(comesBefore(graph, account, "aws_iam_role.reader_role")).toBe(false);
  });

  test("changes nothing of what it is given", () => {
    const props = deepFreeze(
      reader({
        purpose: "assets",
        permissions: {
          policyArns: ["arn:aws:iam::aws:policy/B", "arn:aws:iam::aws:policy/A"],
          statements: [
            {
              actions: ["s3:GetBucketTagging", "s3:GetBucketAcl"],
              resources: ["b", "a"],
              conditions: { Bool: { b: ["2", "1"] } },
            },
          ],
          policies: {
            own: { statements: [{ actions: ["s3:GetBucketTagging", "s3:GetBucketAcl"], resources: ["*"] }] },
          },
        },
        role: { path: "/pods/", tags: { b: "2", a: "1" } },
        otherSubjects: [{ namespace: "z", serviceAccount: "y" }],
        annotations: { b: "2" },
        labels: { b: "2" },
      }),
    );
    const texts = ["one", "two"].map((id) => {
      const stack = testStack(id);
      new WorkloadIdentity(stack, "reader", props);
      return synth(stack);
    });
    expect(texts[1]).toEqual(texts[0]);
  });
});
