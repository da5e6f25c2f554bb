import { TerraformVariable } from "cdktf";
import { EksOidcProvider } from "../../constructs/identity/eks-oidc-provider";
import { IrsaRole } from "../../constructs/identity/irsa-role";
import type { IrsaRoleProps } from "../../constructs/identity/irsa-role";
import type { TrustOptions } from "../../constructs/identity/trust";
import { ISSUER, literalCluster, literalProvider, only, synth, testStack } from "../support/synth";
import { evaluate, testWithTerraform } from "../support/terraform-console";

const subjects: IrsaRoleProps["subjects"] = [{ namespace: "shop", serviceAccount: "reader" }];
const irsa = { provider: literalProvider(), subjects };
const both = { identity: "both", ...irsa } as const;
const podIdentity = { identity: "pod-identity", cluster: literalCluster(), subjects } as const;

function roleWith(props: IrsaRoleProps): Record<string, unknown> {
  const stack = testStack();
  new IrsaRole(stack, "reader", props);
  return only(synth(stack), "aws_iam_role");
}

const trustOf = (props: IrsaRoleProps): unknown => JSON.parse(roleWith(props)["assume_role_policy"] as string);

const byToken = (issuer = ISSUER, arn = `arn:aws:iam::111122223333:oidc-provider/${issuer}`): object => ({
  Effect: "Allow",
  Principal: { Federated: arn },
  Action: "sts:AssumeRoleWithWebIdentity",
  Condition: {
    StringEquals: { [`${issuer}:aud`]: "sts.amazonaws.com", [`${issuer}:sub`]: "system:serviceaccount:shop:reader" },
  },
});

const byAssociation = {
  Effect: "Allow",
  Principal: { Service: "pods.eks.amazonaws.com" },
  Action: ["sts:AssumeRole", "sts:TagSession"],
  Condition: {
    StringEquals: {
      "aws:SourceAccount": "111122223333",
      "aws:RequestTag/kubernetes-namespace": "shop",
      "aws:RequestTag/kubernetes-service-account": "reader",
    },
    ArnEquals: { "aws:SourceArn": "arn:aws:eks:ap-northeast-2:111122223333:cluster/prod" },
  },
};

describe("an IrsaRole trusts", () => {
  test.each<[string, IrsaRoleProps, object[]]>([
    ["tokens with irsa", { identity: "irsa", ...irsa }, [byToken()]],
    ["associations with pod-identity, without any provider", podIdentity, [byAssociation]],
    ["both with both, in one role", both, [byToken(), byAssociation]],
  ])("%s", (_what, props, statements) => {
    expect(trustOf(props)).toEqual({ Version: "2012-10-17", Statement: statements });
  });

  test("associations of any cluster only where that is asked for, and their sessions' tags only where there are any", () => {
    const trust: TrustOptions = { podIdentitySource: false, podIdentitySessionTags: false };
    const { Condition: _, ...statement } = byAssociation;
    expect(trustOf({ ...podIdentity, trust })).toEqual({ Version: "2012-10-17", Statement: [statement] });
  });

  test("other clusters' providers, each with its own issuer", () => {
    const issuer = "oidc.eks.ap-northeast-2.amazonaws.com/id/GREEN";
    const arn = `arn:aws:iam::111122223333:oidc-provider/${issuer}`;
    expect(trustOf({ ...irsa, trust: { otherProviders: [{ arn, issuer }] } })).toEqual({
      Version: "2012-10-17",
      Statement: [byToken(), byToken(issuer)],
    });
  });

  test("subjects with wildcards where they are named as such", () => {
    const trust = { subjectPatterns: [{ namespace: "team-*", serviceAccount: "reader" }] };
    expect(trustOf({ ...irsa, trust })).toMatchObject({
      Statement: [
        byToken(),
        {
          Condition: {
            StringEquals: { [`${ISSUER}:aud`]: "sts.amazonaws.com" },
            StringLike: { [`${ISSUER}:sub`]: "system:serviceaccount:team-*:reader" },
          },
        },
      ],
    });
  });

  test("tokens for another audience where one is given", () => {
    expect(trustOf({ ...irsa, trust: { audience: "vault" } })).toMatchObject({
      Statement: [{ Condition: { StringEquals: { [`${ISSUER}:aud`]: "vault" } } }],
    });
  });

  test("whom else further statements name, after its own", () => {
    const extra = { principals: { AWS: "arn:aws:iam::111122223333:role/admin" }, actions: ["sts:AssumeRole"] };
    expect(trustOf({ ...irsa, trust: { extraStatements: [extra] } })).toEqual({
      Version: "2012-10-17",
      Statement: [
        byToken(),
        { Effect: "Allow", Principal: { AWS: "arn:aws:iam::111122223333:role/admin" }, Action: "sts:AssumeRole" },
      ],
    });
  });
});

describe("an IrsaRole refuses", () => {
  const patterns = { subjectPatterns: [{ namespace: "a-*", serviceAccount: "a" }] };
  const providers = { otherProviders: [{ arn: "arn:aws:iam::1:oidc-provider/a", issuer: "a" }] };

  test.each<[string, IrsaRoleProps, RegExp]>([
    ["patterns with pod-identity", { ...podIdentity, trust: patterns }, /^test\/reader\.trust: subject patterns/],
    ["other providers with pod-identity", { ...podIdentity, trust: providers }, /^test\/reader\.trust: .*one cluster/],
    ["a quota of 2047", { ...irsa, trust: { maxSize: 2047 } }, /^test\/reader\.trust\.maxSize: 2047: .*2048 to 8192/],
    ["a quota of 8193", { ...irsa, trust: { maxSize: 8193 } }, /^test\/reader\.trust\.maxSize: 8193/],
  ])("%s", (_what, props, message) => {
    expect(() => roleWith(props)).toThrow(message);
  });
});

describe("an IrsaRole's trust policy may be as long as the account's quota", () => {
  const many = Array.from({ length: 60 }, (_, i) => ({ namespace: `team-${i + 10}`, serviceAccount: "reader" }));
  const long = { ...irsa, subjects: [...subjects, ...many] as unknown as IrsaRoleProps["subjects"] };

  test("checked at once where it is known", () => {
    expect(() => roleWith({ ...long, trust: { maxSize: 2500 } })).toThrow(/IAM accepts 2500/);
    const role = roleWith({ ...long, trust: { maxSize: 4096 } });
    expect((role["assume_role_policy"] as string).length).toBeGreaterThan(2500);
  });

  testWithTerraform("checked by Terraform where a subject is a token", () => {
    const namespace = new TerraformVariable(testStack(), "namespace", {}).stringValue;
    const role = roleWith({ ...irsa, subjects: [{ namespace, serviceAccount: "reader" }], trust: { maxSize: 3000 } });
    const { precondition } = role["lifecycle"] as { precondition: [{ condition: string; error_message: string }] };
    const [{ condition, error_message: message }] = precondition;
    expect(precondition).toHaveLength(1);
    expect(message).toContain("IAM accepts 3000");
    const rest = evaluate(role["assume_role_policy"] as string, { namespace: "" }).length;
    expect(evaluate<unknown>(condition, { namespace: "n".repeat(3000 - rest) })).toBe(true);
    expect(evaluate<unknown>(condition, { namespace: "n".repeat(3001 - rest) })).toBe(false);
  });
});

describe("an IrsaRole.fromArn", () => {
  test.each([
    ["arn:aws:iam::111122223333:role/reader", "reader"],
    ["arn:aws:iam::111122223333:role/pods/shop/reader", "reader"],
  ])("of %s is named %s, and makes nothing", (arn, name) => {
    expect(IrsaRole.fromArn(arn)).toEqual({ arn, name, label: name, dependables: [] });
  });

  test.each(["reader", "arn:aws:iam::111122223333:policy/reader", ""])("refuses %j", (arn) => {
    expect(() => IrsaRole.fromArn(arn)).toThrow(/^IrsaRole\.arn: /);
  });

  testWithTerraform("of a token finds the name in Terraform", () => {
    const arn = new TerraformVariable(testStack(), "arn", {}).stringValue;
    const stack = testStack();
    const { name } = IrsaRole.fromArn(arn);
    new EksOidcProvider(stack, "oidc-provider", { cluster: literalCluster(), tags: { name } });
    const { tags } = only(synth(stack), "aws_iam_openid_connect_provider") as { tags: { name: string } };
    expect(evaluate(tags.name, { arn: "arn:aws:iam::111122223333:role/pods/reader" })).toBe("reader");
  });
});
