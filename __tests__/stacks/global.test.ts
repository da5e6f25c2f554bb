import { App } from "cdktf";
import { join } from "node:path";
import { GlobalStack } from "../../constructs/stacks/global-stack";
import { addresses } from "../support/cluster-stack";
import { load } from "../support/configuration";
import { comesBefore, dependencyGraph } from "../support/graph";
import { policyOf, webIdentity } from "../support/irsa";
import { only, synth, withFolder } from "../support/synth";
import type { TerraformJson } from "../support/synth";

const ARN = "arn:aws:iam::111122223333:oidc-provider/oidc.example.com/id";
const GLOBAL = `  region: ap-northeast-2
  tags: { team: platform }
  policies:
    - name: own
      description: "reads \${all}"
      statements: [{ actions: ["s3:GetObject"], resources: ["arn:aws:s3:::home/\${aws:username}"] }]
  roles:
    - name: shared
      providers: ["${ARN}/BLUE", "${ARN}/GREEN"]
      subjects: [{ namespace: shop, serviceAccount: reader }]
      policies: [own]
      policyArns: ["arn:aws:iam::aws:policy/P"]
      path: /pods/`;

function synthesized(keys: string): TerraformJson {
  const result = load(`version: 1\nglobal:\n${keys}\nclusters: { prod: { region: ap-northeast-2 } }\n`);
  if (!("configuration" in result) || !result.configuration.global) throw new Error("no global stack");
  const { global } = result.configuration;
  return withFolder((folder) => synth(new GlobalStack(new App({ outdir: join(folder, "out") }), global)));
}

describe("the stack of what clusters share", () => {
  const json = synthesized(GLOBAL);

  test("is IAM and nothing else: policies, roles, attachments, and outputs of their ARNs", () => {
    expect(addresses(json)).toEqual([
      "aws_iam_policy.policy_own",
      "aws_iam_role.role_shared",
      "aws_iam_role_policy_attachment.role_shared_P",
      "aws_iam_role_policy_attachment.role_shared_own",
      "output.policy_arns",
      "output.role_arns",
    ]);
    expect(json["provider"]).toEqual({
      aws: [{ region: "ap-northeast-2", default_tags: [{ tags: { team: "platform" } }] }],
    });
  });

  test("has roles that ServiceAccounts of each cluster may assume, by that cluster's provider", () => {
    const role = only(json, "aws_iam_role");
    expect(role).toMatchObject({ name: "shared", path: "/pods/" });
    expect(JSON.parse(String(role["assume_role_policy"]))).toEqual(
      policyOf(
        webIdentity(`${ARN}/BLUE`, "oidc.example.com/id/BLUE", "shop:reader"),
        webIdentity(`${ARN}/GREEN`, "oidc.example.com/id/GREEN", "shop:reader"),
      ),
    );
  });

  test("has policies of its own, attached after they are made, in which IAM's variables stay IAM's", () => {
    const policy = only(json, "aws_iam_policy");
    expect(policy).toMatchObject({ name: "own", description: "reads $${all}" });
    expect(JSON.parse(String(policy["policy"]))).toEqual({
      Version: "2012-10-17",
      Statement: [{ Effect: "Allow", Action: "s3:GetObject", Resource: "arn:aws:s3:::home/$${aws:username}" }],
    });
    const graph = dependencyGraph(json);
    const attachment = "aws_iam_role_policy_attachment.role_shared_own";
    expect(comesBefore(graph, "aws_iam_policy.policy_own", attachment)).toBe(true);
    expect(comesBefore(graph, "aws_iam_role.role_shared", attachment)).toBe(true);
  });

  test("tells ARNs by name, which clusters then name", () => {
    expect(json["output"]).toMatchObject({
      policy_arns: { value: { own: "${aws_iam_policy.policy_own.arn}" } },
      role_arns: { value: { shared: "${aws_iam_role.role_shared.arn}" } },
    });
  });

  test("may be empty", () => {
    expect(addresses(synthesized("  region: ap-northeast-2"))).toEqual(["output.policy_arns", "output.role_arns"]);
  });
});
