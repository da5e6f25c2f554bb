import { addresses, synthesized } from "../support/cluster-stack";
import { ATTRIBUTES, inCluster, problemsOf } from "../support/configuration";

type Provider = Readonly<Record<string, unknown>>;

/** The one configuration of each provider. */
function providers(keys: string): Record<"aws" | "helm" | "kubernetes", Provider> {
  const { provider } = synthesized(inCluster(keys));
  return Object.fromEntries(
    Object.entries(provider ?? {}).map(([name, configurations]) => {
      const [only, ...others] = configurations as unknown as Provider[];
      if (only === undefined || others.length > 0) throw new Error(`not exactly one provider ${name}`);
      return [name, only];
    }),
  ) as Record<"aws" | "helm" | "kubernetes", Provider>;
}

const LOOKED_UP = {
  host: "${data.aws_eks_cluster.cluster.endpoint}",
  cluster_ca_certificate: "${base64decode(data.aws_eks_cluster.cluster.certificate_authority[0].data)}",
};
const TOKEN = { ...LOOKED_UP, token: "${data.aws_eks_cluster_auth.cluster-auth.token}" };
const EXEC = {
  api_version: "client.authentication.k8s.io/v1beta1",
  command: "aws",
  args: ["eks", "get-token", "--cluster-name", "main", "--region", "ap-northeast-2"],
};

describe("the Kubernetes and Helm providers", () => {
  test("take the token that the plan reads, for tools without ephemeral ones", () => {
    const keys = "cluster: main\nauth: token";
    expect(providers(keys)).toMatchObject({ kubernetes: TOKEN, helm: { kubernetes: TOKEN } });
    const json = synthesized(inCluster(keys));
    expect(json["data"]?.["aws_eks_cluster_auth"]?.["cluster-auth"]).toMatchObject({
      name: "main",
      region: "ap-northeast-2",
    });
    expect(json["ephemeral"]).toBeUndefined();
  });

  test("ask the aws command, as a block in one provider and an attribute in the other, and read no token", () => {
    const { kubernetes, helm } = providers("cluster: main\nauth: exec");
    expect(kubernetes).toEqual({ ...LOOKED_UP, exec: [EXEC] });
    expect(helm).toEqual({ kubernetes: { ...LOOKED_UP, exec: EXEC } });
    expect(addresses(synthesized(inCluster("auth: exec")))).not.toContain("data.aws_eks_cluster_auth.cluster-auth");
  });

  test.each<[string, string, Provider]>([
    ["by default, of the runner's home", "{}", { config_path: "~/.kube/config" }],
    ["by an absolute path, wherever the stack is", "{ path: /srv/kube }", { config_path: "/srv/kube" }],
    ["in the runner's home", "{ path: ~/k, context: prod }", { config_path: "~/k", config_context: "prod" }],
  ])("read a kubeconfig %s", (_where, kubeconfig, expected) => {
    const { kubernetes, helm } = providers(`auth: { kubeconfig: ${kubeconfig} }`);
    expect(kubernetes).toEqual(expected);
    expect(helm).toEqual({ kubernetes: expected });
  });

  test("read a kubeconfig beside the configuration by a relative path", () => {
    const { kubernetes } = providers("auth: { kubeconfig: { path: kube/config } }");
    expect(kubernetes["config_path"]).toMatch(/^(\.\.\/)+[^/].*\/kube\/config$/);
  });

  test("leave alone what others put on what is made in Kubernetes, and only there", () => {
    const ignored = { ignore_labels: ["^team/"], ignore_annotations: ["^cattle[.]io/", "$${x}"] };
    const keys = 'ignoreLabels: ["^team/"]\nignoreAnnotations: ["^cattle[.]io/", "${x}"]';
    for (const auth of ["token", "exec"]) {
      const { kubernetes, helm } = providers(`auth: ${auth}\n${keys}`);
      expect(kubernetes).toMatchObject(ignored);
      expect(JSON.stringify(helm)).not.toContain("cattle");
    }
  });

  test.each(["", "[", "(?!a)b", "(?<=a)b"])(
    "refuse %j, which is no regular expression of the provider's",
    (pattern) => {
      expect(problemsOf(inCluster(`ignoreLabels: [${JSON.stringify(pattern)}]`))).toEqual([
        expect.stringContaining("a regular expression of Go's"),
      ]);
    },
  );

  test.each(["", "auth: ephemeral"])(
    "take an ephemeral token, which is never in the state, and no other (%s)",
    (auth) => {
      const keys = `cluster: main\n${auth}`;
      const token = { ...LOOKED_UP, token: "${ephemeral.aws_eks_cluster_auth.cluster-auth.token}" };
      expect(providers(keys)).toMatchObject({ kubernetes: token, helm: { kubernetes: token } });
      const json = synthesized(inCluster(keys));
      expect(json["ephemeral"]).toEqual({ aws_eks_cluster_auth: { "cluster-auth": { name: "main" } } });
      expect(Object.keys(json["data"] ?? {})).toEqual(["aws_eks_cluster"]);
    },
  );

  test.each(["token", "exec", "ephemeral", "{ kubeconfig: {} }"])(
    "take a proxy from a variable, with auth: %s",
    (auth) => {
      const { kubernetes, helm } = providers(`proxy: true\nauth: ${auth}`);
      expect(kubernetes["proxy_url"]).toBe("${var.proxy_url}");
      expect(helm["kubernetes"]).toMatchObject({ proxy_url: "${var.proxy_url}" });
      const json = synthesized(inCluster(`proxy: true\nauth: ${auth}`));
      expect(json["variable"]).toMatchObject({ proxy_url: { type: "string" } });
      expect(json["variable"]?.["proxy_url"]).not.toHaveProperty("default");
    },
  );

  test("have no proxy where none is asked for", () => {
    const json = synthesized(inCluster("proxy: false"));
    expect(json["variable"]).toBeUndefined();
    expect(JSON.stringify(json["provider"])).not.toContain("proxy");
  });

  test("are there for a cluster with nothing in it, for Terraform needs them to destroy", () => {
    expect(Object.keys(providers(""))).toEqual(["aws", "helm", "kubernetes"]);
  });
});

describe("the AWS provider", () => {
  test("has a region, and neither tags nor accounts unless they are given", () => {
    expect(providers("")["aws"]).toEqual({ region: "ap-northeast-2" });
  });

  test("tags all that is made, with texts as they are written", () => {
    expect(providers("tags: { team: platform, cost: a/b }")["aws"]).toEqual({
      region: "ap-northeast-2",
      default_tags: [{ tags: { team: "platform", cost: "a/b" } }],
    });
    expect(providers("tags: {}")["aws"]).toEqual({ region: "ap-northeast-2" });
  });

  test("works as a role, and so does the aws command", () => {
    const role = "arn:aws:iam::111122223333:role/deployer";
    const keys = `auth: exec\nassumeRole: { roleArn: "${role}", externalId: "a\${b}", sessionName: s }`;
    const { aws, kubernetes } = providers(keys);
    expect(aws["assume_role"]).toEqual([{ role_arn: role, external_id: "a$${b}", session_name: "s" }]);
    expect(kubernetes["exec"]).toMatchObject([{ args: expect.arrayContaining(["--role-arn", role]) as string[] }]);
  });

  test("works in no other account than the given one", () => {
    expect(providers(ATTRIBUTES)["aws"]).toEqual({
      region: "ap-northeast-2",
      allowed_account_ids: ["111122223333"],
    });
  });
});

describe("given attributes", () => {
  const keys = `${ATTRIBUTES}\ncertManager: { hostedZones: [Z1] }\nloadBalancerController: {}\nworkloads: [{ namespace: shop, serviceAccount: a, policyArns: ["arn:aws:iam::aws:policy/P"] }]`;

  test("leave nothing to be read at plan time but a token, where one is", () => {
    expect(synthesized(inCluster(keys))["data"]).toBeUndefined();
    expect(Object.keys(synthesized(inCluster(`auth: token\n${keys}`))["data"] ?? {})).toEqual(["aws_eks_cluster_auth"]);
    expect(synthesized(inCluster(`auth: exec\n${keys}`))["data"]).toBeUndefined();
    expect(synthesized(inCluster(`auth: { kubeconfig: {} }\n${keys}`))["data"]).toBeUndefined();
  });

  test("reach the providers as literals", () => {
    expect(providers(`auth: exec\n${ATTRIBUTES}`).kubernetes).toMatchObject({
      host: "https://EXAMPLE.gr7.ap-northeast-2.eks.amazonaws.com",
      cluster_ca_certificate: '${base64decode("LS0tLS1CRUdJTg==")}',
    });
  });
});

describe("the cluster's OIDC provider", () => {
  const ARN =
    "arn:aws:iam::111122223333:oidc-provider/oidc.eks.ap-northeast-2.amazonaws.com/id/EXAMPLED539D4633E53DE1B71EXAMPLE";
  const output = (keys: string): unknown => synthesized(inCluster(keys))["output"]?.["oidc_provider_arn"]?.["value"];
  const made = (keys: string): string[] =>
    addresses(synthesized(inCluster(keys))).filter((address) => address.includes("openid"));

  test("that is given is read only where tokens are meant for another audience, which it has to know", () => {
    const workload = (name: string, audience: string): string =>
      `{ namespace: a, serviceAccount: ${name}, audience: "${audience}", policyArns: ["arn:aws:iam::aws:policy/P"] }`;
    const given = (...workloads: string[]): string =>
      `${ATTRIBUTES}\noidcProvider: { arn: "${ARN}" }\nworkloads: [${workloads.join(", ")}]`;
    const read = "data.aws_iam_openid_connect_provider.oidc-provider";
    expect(made(given(workload("a", "sts.amazonaws.com")))).toEqual([]);
    const keys = given(workload("a", "vault"), workload("b", "sts.amazonaws.com"), workload("c", "vault"));
    expect(made(keys)).toEqual([read]);
    const json = synthesized(inCluster(keys));
    expect(json["data"]?.["aws_iam_openid_connect_provider"]?.["oidc-provider"]).toMatchObject({
      arn: ARN,
      lifecycle: { postcondition: [{ condition: '${alltrue([contains(self.client_id_list, "vault")])}' }] },
    });
    expect(output(keys)).toBe(ARN);
  });

  test("is asked for no audience of tokens that another account's gets to see", () => {
    const role = "arn:aws:iam::444455556666:role/terraform";
    const there =
      '{ namespace: a, serviceAccount: a, account: data, audience: vault, policyArns: ["arn:aws:iam::aws:policy/P"] }';
    const keys = `${ATTRIBUTES}\noidcProvider: { arn: "${ARN}" }\naccounts: { data: { roleArn: "${role}" } }\nworkloads: [${there}]`;
    expect(made(keys)).toEqual(["aws_iam_openid_connect_provider.account-data_oidc-provider"]);
  });

  test.each<[string, string, string[], string]>([
    [
      "is made",
      "",
      ["aws_iam_openid_connect_provider.oidc-provider"],
      'arn:aws:iam::${element(split(":", data.aws_eks_cluster.cluster.arn), 4)}:oidc-provider/${local.cluster-issuer}',
    ],
    [
      "is made for a cluster whose attributes are given",
      ATTRIBUTES,
      ["aws_iam_openid_connect_provider.oidc-provider"],
      ARN,
    ],
    [
      "is looked up",
      "oidcProvider: lookup",
      ["data.aws_iam_openid_connect_provider.oidc-provider"],
      "${data.aws_iam_openid_connect_provider.oidc-provider.arn}",
    ],
    ["is given", `oidcProvider: { arn: "${ARN}" }`, [], ARN],
  ])("%s", (_how, keys, expected, arn) => {
    expect(made(keys)).toEqual(expected);
    expect(output(keys)).toBe(arn);
  });
});
