import { describeWithTerraform } from "../support/terraform";
import { tells } from "./tells";

const PROVIDER = "arn:aws:iam::111122223333:oidc-provider/oidc.eks.ap-northeast-2.amazonaws.com/id/A";
const POLICY = "arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess";
const CHINAS = "arn:aws-cn:iam::aws:policy/AmazonS3ReadOnlyAccess";
const ROLE = "arn:aws:iam::111122223333:role/mine";

describeWithTerraform("what goes together in a module's inputs", () => {
  describe("of workloads", () => {
    const of = (one: object): object => ({ namespace: "shop", service_account: "sa", policy_arns: [POLICY], ...one });
    tells(
      {
        workloads: {
          twice: of({ service_account: "a", policy_arns: [POLICY, POLICY] }),
          named: of({ service_account: "b", role: { name: "x", name_prefix: "y" } }),
          statement: of({ service_account: "c", statements: [{ actions: ["s3:*"], not_actions: ["s3:*"] }] }),
          both: of({ service_account: "f", role_arn: ROLE }),
          kept: of({ service_account: "g", create_role: false, role_arn: ROLE, assume_role_arns: [ROLE] }),
          labelled: of({ service_account: "h", existing: true, labels: { a: "b" } }),
          mounted: of({ service_account: "i", existing: true, automount_service_account_token: false }),
          pulled: of({ service_account: "j", existing: true, image_pull_secrets: ["s"] }),
          annotated: of({ service_account: "k", annotations: { "eks.amazonaws.com/role-arn": ROLE } }),
          system: of({ service_account: "l", namespace: "kube-system", create_namespace: true }),
          many: of({
            service_account: "n",
            policy_arns: [POLICY],
            named_policy_arns: Object.fromEntries(Array.from({ length: 20 }, (_, i) => [`p${i}`, `${POLICY}${i}`])),
          }),
          first: of({ service_account: "o", role: { name: "Same" } }),
          second: of({ service_account: "p", role: { name: "same" } }),
        },
      },
      [
        'workloads["twice"].policy_arns: an ARN stands twice: a policy is attached to a role once. Remove one of the two.',
        'workloads["named"].role: name and name_prefix are both given: a role has one or the other. Keep one.',
        'workloads["statement"].statements: a statement lacks a part, or has one twice',
        'workloads["both"].role_arn: role_arn with create_role = true',
        'workloads["kept"].create_role: permissions, role or trust with create_role = false',
        'workloads["labelled"].labels: labels for a ServiceAccount that is there already',
        'workloads["mounted"].automount_service_account_token: automount_service_account_token for',
        'workloads["pulled"].image_pull_secrets: image_pull_secrets for',
        'workloads["annotated"].annotations: the annotation eks.amazonaws.com/role-arn is given',
        'workloads["system"].create_namespace: create_namespace for a namespace of Kubernetes',
        'workloads["many"].policy_arns: too many managed policies: IAM attaches at most 20',
        "same: this role name is given more than once",
      ],
    );
  });

  describe("of a part without an OIDC provider", () => {
    tells(
      { namespace: "shop", service_account: "reader" },
      ["oidc_provider_arn is null: roles for IRSA trust"],
      "irsa-role",
    );
    describe("that does not need one, but its account", () => {
      tells(
        { namespace: "shop", service_account: "reader", identity: "pod-identity" },
        ["account_id is null: roles are held to"],
        "irsa-role",
      );
    });
  });

  describe("of a part in another partition than its provider", () => {
    tells(
      {
        region: "cn-north-1",
        namespace: "shop",
        service_account: "reader",
        policy_arns: [CHINAS],
        oidc_provider_arn: PROVIDER,
      },
      ["an ARN of another partition than the cluster's"],
      "workload-identity",
    );
  });
});
