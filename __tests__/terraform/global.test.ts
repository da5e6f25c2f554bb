import { metadataOf, policyOf, trustOf, webIdentity } from "../support/irsa";
import { describeWithTerraform } from "../support/terraform";
import { at } from "../support/terraform-json";
import { useStacks } from "../support/terraform-stacks";

const region = "ap-northeast-2";
const ACCOUNT = "111122223333";
const issuer = (cluster: string): string => `oidc.eks.${region}.amazonaws.com/id/${cluster.toUpperCase()}`;
const provider = (cluster: string): string => `arn:aws:iam::${ACCOUNT}:oidc-provider/${issuer(cluster)}`;
const ROLE_ARN = `arn:aws:iam::${ACCOUNT}:role/shared/s3-reader`;
const POLICY = "aws_iam_policy.policy_read-assets";
const ROLE = "aws_iam_role.role_s3-reader";

const statement = { actions: ["s3:GetObject"], resources: ["arn:aws:s3:::shop-assets/*"] };
const cluster = (name: string): object => ({
  region,
  oidcProvider: { arn: provider(name) },
  workloads: [{ namespace: "shop", serviceAccount: "s3-reader", roleArn: ROLE_ARN }],
});

describeWithTerraform("IAM that clusters share", () => {
  const { stateOf } = useStacks(
    { blue: cluster("blue"), green: cluster("green") },
    {
      global: {
        region,
        tags: { team: "platform" },
        policies: [{ name: "read-assets", statements: [statement] }],
        roles: [
          {
            name: "s3-reader",
            path: "/shared/",
            providers: [provider("blue"), provider("green")],
            subjects: [{ namespace: "shop", serviceAccount: "s3-reader" }],
            policies: ["read-assets"],
            policyArns: ["arn:aws:iam::aws:policy/AmazonSQSReadOnlyAccess"],
          },
        ],
      },
    },
  );

  test("is a role that both clusters' providers vouch for, each with its own issuer", () => {
    expect(trustOf(stateOf("global").resources, ROLE)).toEqual(
      policyOf(...["blue", "green"].map((name) => webIdentity(provider(name), issuer(name), "shop:s3-reader"))),
    );
  });

  test("is a policy of its own, attached to the role beside one of AWS", () => {
    const { resources } = stateOf("global");
    const { arn, policy } = at(resources, POLICY);
    expect(JSON.parse(policy as string)).toEqual(
      policyOf({ Effect: "Allow", Action: "s3:GetObject", Resource: "arn:aws:s3:::shop-assets/*" }),
    );
    const attachments = [...resources]
      .filter(([address]) => address.startsWith("aws_iam_role_policy_attachment."))
      .map(([, { role, policy_arn }]) => ({ role, policy_arn }));
    expect(attachments).toHaveLength(2);
    expect(attachments).toEqual(
      expect.arrayContaining([
        { role: "s3-reader", policy_arn: arn },
        { role: "s3-reader", policy_arn: "arn:aws:iam::aws:policy/AmazonSQSReadOnlyAccess" },
      ]),
    );
  });

  test("is put out by name, and tagged", () => {
    const { resources, outputs } = stateOf("global");
    expect(outputs).toEqual({
      policy_arns: { "read-assets": at(resources, POLICY)["arn"] },
      role_arns: { "s3-reader": ROLE_ARN },
    });
    expect(at(resources, ROLE)["tags_all"]).toEqual({ team: "platform" });
  });

  test("reads nothing of any cluster", () => {
    expect([...stateOf("global").resources.keys()].filter((address) => address.startsWith("data."))).toEqual([]);
  });

  test.each(["blue", "green"])("is named by its ARN in %s, which makes no IAM of its own", (name) => {
    const { resources, outputs } = stateOf(name);
    expect([...resources.keys()].filter((address) => address.startsWith("aws_"))).toEqual([]);
    expect(
      metadataOf(resources, "kubernetes_service_account_v1.workload_s3-reader_service-account")["annotations"],
    ).toEqual({ "eks.amazonaws.com/role-arn": at(stateOf("global").resources, ROLE)["arn"] });
    expect(outputs["workload_role_arns"]).toEqual({ "s3-reader": ROLE_ARN });
  });
});
