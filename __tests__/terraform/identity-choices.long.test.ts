import { metadataOf, policyOf, podIdentity, trustOf } from "../support/irsa";
import { describeWithTerraform, newFolder, removeFolder, synthesizeIn, terraform } from "../support/terraform";
import { at, plan, record, state } from "../support/terraform-json";
import type { Plan, State } from "../support/terraform-json";
import { useStacks } from "../support/terraform-stacks";

const region = "ap-northeast-2";
const S3_READ = "arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess";
const ROLE = "aws_iam_role.workload_s3-reader_role";
const SERVICE_ACCOUNT = "kubernetes_service_account_v1.workload_s3-reader_service-account";
const ASSOCIATION = "aws_eks_pod_identity_association.workload_s3-reader_pod-identity";
/** Associations are eventually consistent. */
const WAIT = "time_sleep.workload_s3-reader_pod-identity_wait";

const reader = { namespace: "shop", serviceAccount: "s3-reader", policyArns: [S3_READ] };

describeWithTerraform("a cluster with Pod Identity alone", () => {
  const { stateOf } = useStacks({
    prod: {
      region,
      identity: "pod-identity",
      certManager: { hostedZones: ["Z0123456789ABCDEFGHIJ"] },
      loadBalancerController: {},
      workloads: [reader],
    },
  });

  const ROLES = [
    ["cert-manager", "cert-manager", "cert-manager"],
    ["load-balancer-controller", "kube-system", "aws-load-balancer-controller"],
    ["workload_s3-reader", "shop", "s3-reader"],
  ] as const;

  test("has no OIDC provider", () => {
    const { resources, outputs } = stateOf("prod");
    expect([...resources.keys()].filter((address) => address.includes("openid"))).toEqual([]);
    expect(outputs).not.toHaveProperty("oidc_provider_arn");
  });

  test.each(ROLES)("trusts the service for %s alone, in this cluster", (owner, namespace, account) => {
    const { resources } = stateOf("prod");
    const { arn } = at(resources, "data.aws_eks_cluster.cluster");
    expect(trustOf(resources, `aws_iam_role.${owner}_role`)).toEqual(
      policyOf(podIdentity(arn, { namespace, account })),
    );
  });

  test.each(ROLES)("ties %s to its role by an association, and not by an annotation", (owner, namespace, account) => {
    const { resources } = stateOf("prod");
    expect(at(resources, `aws_eks_pod_identity_association.${owner}_pod-identity`)).toMatchObject({
      namespace,
      service_account: account,
      role_arn: at(resources, `aws_iam_role.${owner}_role`)["arn"],
    });
    const metadata = metadataOf(resources, `kubernetes_service_account_v1.${owner}_service-account`);
    const ofChart = owner.startsWith("workload") ? {} : { "helm.sh/resource-policy": "keep" };
    expect(metadata["annotations"] ?? {}).toEqual(ofChart);
  });
});

describeWithTerraform("a workload that moves from one kind of identity to the other", () => {
  const KINDS = ["irsa", "both", "pod-identity", "both", "irsa"];
  let folder: string;
  let steps: { readonly changes: Plan["changes"]; readonly applied: State }[];

  beforeAll(() => {
    folder = newFolder();
    steps = KINDS.map((identity, index) => {
      const clusters = {
        prod: {
          region,
          workloads: [
            { ...reader, identity },
            { ...reader, serviceAccount: "other" },
          ],
        },
      };
      const stack = synthesizeIn(folder, { version: 1, clusters })("prod");
      if (index === 0) terraform(stack, "init");
      const { changes } = plan(stack);
      record(stack, "apply");
      return { changes, applied: state(stack) };
    });
  });

  afterAll(() => {
    removeFolder(folder);
  });

  test.each([
    {
      step: 1,
      does: "to both adds the association",
      changes: { [ROLE]: "update", [ASSOCIATION]: "create", [WAIT]: "create" },
    },
    {
      step: 2,
      does: "to Pod Identity takes the annotation away",
      changes: { [ROLE]: "update", [SERVICE_ACCOUNT]: "update" },
    },
    {
      step: 3,
      does: "back to both gives the annotation back",
      changes: { [ROLE]: "update", [SERVICE_ACCOUNT]: "update" },
    },
    {
      step: 4,
      does: "back to IRSA removes the association",
      changes: { [ROLE]: "update", [ASSOCIATION]: "delete", [WAIT]: "delete" },
    },
  ])("$does, and touches nothing else", ({ step, changes }) => {
    expect(steps[step]?.changes).toEqual(changes);
  });

  test("keeps its role, with its policy, all the way", () => {
    const ids = steps.map(({ applied: { resources } }) => [
      at(resources, ROLE)["arn"],
      at(resources, "aws_iam_role_policy_attachment.workload_s3-reader_role_AmazonS3ReadOnlyAccess")["id"],
    ]);
    expect(ids).toHaveLength(KINDS.length);
    expect(new Set(ids.map((pair) => pair.join(" ")))).toEqual(
      new Set([
        `arn:aws:iam::111122223333:role/prod-ap-northeast-2-s3-reader prod-ap-northeast-2-s3-reader/${S3_READ}`,
      ]),
    );
  });

  test("trusts at each step just the principals of its kind", () => {
    const principals = steps.map(({ applied: { resources } }) => {
      const { Statement } = trustOf(resources, ROLE) as { Statement: { Principal: object }[] };
      return Statement.map(({ Principal }) => Object.keys(Principal).join()).join(" ");
    });
    expect(principals).toEqual(["Federated", "Federated Service", "Service", "Federated Service", "Federated"]);
  });
});
