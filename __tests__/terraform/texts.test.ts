import { chartValuesOf, issuerOf, metadataOf, trustIn, trustOf } from "../support/irsa";
import { describeWithTerraform } from "../support/terraform";
import { at } from "../support/terraform-json";
import { useStacks } from "../support/terraform-stacks";

/** Full of what Terraform or JSON would read as something else. */
const TRICKY = '${X} %{x} $${Y} %%{y} \\n "quoted"';

const ROLE = "aws_iam_role.workload_s3__reader__v1_role";
const SERVICE_ACCOUNT = "kubernetes_service_account_v1.workload_s3__reader__v1_service-account";

describeWithTerraform("texts that look like templates", () => {
  const { stateOf } = useStacks({
    prod: {
      region: "ap-northeast-2",
      certManager: { values: { podLabels: { literal: TRICKY } } },
      loadBalancerController: { values: { podLabels: { withTokens: TRICKY } } },
      workloads: [
        {
          namespace: "shop",
          serviceAccount: "s3.reader.v1",
          annotations: { "example.com/note": TRICKY },
          role: { description: TRICKY },
          statements: [
            {
              actions: ["s3:GetObject"],
              resources: ["arn:aws:s3:::homes/${aws:username}/*"],
              conditions: { StringLike: { "aws:PrincipalTag/team": ["${aws:PrincipalTag/group}", "%{x}"] } },
            },
          ],
        },
      ],
    },
  });

  test("stay what they are in a policy, where they are IAM's variables", () => {
    const { policy } = at(stateOf("prod").resources, "aws_iam_role_policy.workload_s3__reader__v1_role_inline");
    expect(JSON.parse(policy as string)).toEqual({
      Version: "2012-10-17",
      Statement: [
        {
          Effect: "Allow",
          Action: "s3:GetObject",
          Resource: "arn:aws:s3:::homes/${aws:username}/*",
          Condition: { StringLike: { "aws:PrincipalTag/team": ["${aws:PrincipalTag/group}", "%{x}"] } },
        },
      ],
    });
  });

  test("stay what they are in annotations", () => {
    const { annotations } = metadataOf(stateOf("prod").resources, SERVICE_ACCOUNT);
    expect(annotations).toMatchObject({ "example.com/note": TRICKY });
  });

  test("stay what they are in descriptions", () => {
    expect(at(stateOf("prod").resources, ROLE)["description"]).toBe(TRICKY);
  });

  test.each([
    ["all literal", "helm_release.cert-manager", { literal: TRICKY }],
    ["known only to Terraform in part", "helm_release.load-balancer-controller", { withTokens: TRICKY }],
  ])("stay what they are in chart values that are %s", (_kind, release, podLabels) => {
    expect(chartValuesOf(stateOf("prod").resources, release)).toMatchObject({ podLabels });
  });

  test("and a ServiceAccount's dots are part of its name and of the trust policy's subject", () => {
    const { resources } = stateOf("prod");
    const { arn } = at(resources, "aws_iam_openid_connect_provider.oidc-provider");
    expect(metadataOf(resources, SERVICE_ACCOUNT)["name"]).toBe("s3.reader.v1");
    expect(trustOf(resources, ROLE)).toEqual(trustIn(arn, issuerOf(resources), "shop", "s3.reader.v1"));
  });
});
