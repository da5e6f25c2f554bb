import { CERT_MANAGER_MINORS, KUBERNETES_OF } from "../../constructs/addons/cert-manager/releases";
import { modelOf } from "../../constructs/access/read";
import { accessTable } from "../../constructs/access/table";
import * as problems from "../../constructs/facts/problems";
import { EXAMPLE, addresses, synthesized } from "../support/cluster-stack";
import { ATTRIBUTES, PERMISSION, inCluster, inWorkload } from "../support/configuration";
import type { TerraformJson } from "../support/synth";

interface Assert {
  readonly condition: string;
  readonly error_message: string;
}

interface CheckJson {
  readonly data?: Record<string, Record<string, Record<string, unknown>>>;
  readonly assert: readonly Assert[];
}

const checksOf = (json: TerraformJson): Record<string, CheckJson> =>
  (json["check"] ?? {}) as unknown as Record<string, CheckJson>;

const checks = (keys: string): Record<string, CheckJson> => checksOf(synthesized(inCluster(keys)));

/** What a check reads: the arguments of its one data source, which has the check's own name. */
function readingOf(all: Record<string, CheckJson>, name: string): Record<string, unknown> | undefined {
  const [[type, found] = ["", {}], ...others] = Object.entries(all[name]?.data ?? {});
  expect([Object.keys(found), others]).toEqual([[name], []]);
  return { type, ...found[name] };
}

const BOTH = "certManager: {}\nloadBalancerController: {}";
const ALL = [
  "preflight_cert-manager_installed-once",
  "preflight_kubernetes-version",
  "preflight_load-balancer-controller_ingress-class",
  "preflight_load-balancer-controller_installed-once",
  "preflight_load-balancer-controller_subnets",
];

describe("without a word of the configuration", () => {
  test("the cluster's version of Kubernetes is checked, and nothing is read for it", () => {
    const json = synthesized(EXAMPLE);
    expect(checksOf(json)).toEqual({
      "preflight_kubernetes-version": {
        assert: [
          {
            condition: '${contains(["1.33", "1.34", "1.35", "1.36"], data.aws_eks_cluster.cluster.version)}',
            error_message: problems.problemText(
              problems.kubernetesNotSupported("cert-manager", "v1.21.2", ["1.33", "1.34", "1.35", "1.36"]),
            ),
          },
        ],
      },
    });
    expect(addresses(json).filter((address) => address.startsWith("data."))).toEqual(["data.aws_eks_cluster.cluster"]);
  });

  test.each([
    ["nothing is installed that asks for one", "loadBalancerController: {}"],
    ["the chart is a folder's, with a version of its own", "certManager: { chart: { path: charts/cert-manager } }"],
    ["attributes say what is known", `certManager: {}\n${ATTRIBUTES}`],
  ])("nothing is checked where %s", (_what, keys) => {
    expect(checks(keys)).toEqual({});
  });

  test("a looked-up provider has to know the audience of all tokens that name none", () => {
    const lookup = (keys: string): unknown =>
      synthesized(
        inWorkload(`${keys}\n${PERMISSION}`).replace("    workloads:", "    oidcProvider: lookup\n    workloads:"),
      )["data"]?.["aws_iam_openid_connect_provider"]?.["oidc-provider"]?.["lifecycle"];
    const holding = (...audiences: string[]): object => ({
      postcondition: [
        {
          condition: `\${alltrue([${audiences.map((one) => `contains(self.client_id_list, "${one}")`).join(", ")}])}`,
          error_message: problems.problemText(problems.audienceUnknown()),
        },
      ],
    });
    expect(lookup("identity: irsa")).toEqual(holding("sts.amazonaws.com"));
    expect(lookup("audience: vault")).toEqual(holding("sts.amazonaws.com", "vault"));
    expect(lookup("identity: pod-identity")).toBeUndefined();
  });
});

test("preflight: false takes all of it out", () => {
  const json = synthesized(inCluster(`${BOTH}\npreflight: false\noidcProvider: lookup`));
  expect(json["check"]).toBeUndefined();
  expect(JSON.stringify(json["data"])).not.toContain("condition");
});

describe("preflight: true", () => {
  test("adds checks with data sources of their own", () => {
    const all = checks(`${BOTH}\npreflight: true`);
    expect(Object.keys(all).sort()).toEqual(ALL);
    const rest = ALL.filter((name) => name !== "preflight_kubernetes-version");
    expect(Object.fromEntries(rest.map((name) => [name, readingOf(all, name)]))).toEqual({
      "preflight_cert-manager_installed-once": {
        type: "kubernetes_resources",
        api_version: "rbac.authorization.k8s.io/v1",
        kind: "ClusterRoleBinding",
        label_selector: "app.kubernetes.io/name=cert-manager,app.kubernetes.io/component=cert-manager",
      },
      "preflight_load-balancer-controller_ingress-class": {
        type: "kubernetes_resources",
        api_version: "networking.k8s.io/v1",
        kind: "IngressClass",
        field_selector: "metadata.name=alb",
      },
      "preflight_load-balancer-controller_installed-once": {
        type: "kubernetes_resources",
        api_version: "rbac.authorization.k8s.io/v1",
        kind: "ClusterRoleBinding",
        label_selector: "app.kubernetes.io/name=aws-load-balancer-controller",
      },
      "preflight_load-balancer-controller_subnets": {
        type: "aws_subnets",
        region: "ap-northeast-2",
        filter: [
          { name: "vpc-id", values: ["${data.aws_eks_cluster.cluster.vpc_config[0].vpc_id}"] },
          { name: "tag-key", values: ["kubernetes.io/role/elb", "kubernetes.io/role/internal-elb"] },
        ],
      },
    });
  });

  test("says of each what to do", () => {
    const texts = Object.values(checks(`${BOTH}\npreflight: true`)).flatMap(({ assert }) =>
      assert.map(({ error_message }) => error_message),
    );
    expect(texts).toHaveLength(ALL.length);
    expect(new Set(texts).size).toBe(ALL.length);
  });

  test.each([
    ["with a value of the chart", "values: { ingressClass: internal }", "internal"],
    ["with an option", "ingressClass: { name: internal }", "internal"],
  ])("looks for the IngressClass that is named %s", (_how, keys, name) => {
    const all = checks(`loadBalancerController: { ${keys} }\npreflight: true`);
    expect(readingOf(all, "preflight_load-balancer-controller_ingress-class")).toHaveProperty(
      "field_selector",
      `metadata.name=${name}`,
    );
  });

  test("looks at all IngressClasses for one that is to be the default", () => {
    const all = checks("loadBalancerController: { ingressClass: { default: true } }\npreflight: true");
    const name = "preflight_load-balancer-controller_ingress-class";
    expect(readingOf(all, name)).not.toHaveProperty("field_selector");
    expect(all[name]?.assert.map(({ error_message }) => error_message)).toEqual([
      problems.problemText(problems.ingressClassOfAnother("alb")),
      problems.problemText(problems.secondDefaultClass()),
    ]);
  });

  test("does not ask whose a release is that another tool makes", () => {
    const all = checks("certManager: { install: false }\nloadBalancerController: { install: false }\npreflight: true");
    expect(Object.keys(all).filter((name) => name.endsWith("installed-once"))).toEqual([]);
  });

  test("asks for the Pod Identity agent where there are associations, and a way into Kubernetes", () => {
    const agent = "preflight_pod-identity-agent";
    const of = (keys: string, cluster = ""): CheckJson | undefined =>
      checksOf(synthesized(`${inWorkload(keys)}${cluster}    preflight: true\n`))[agent];
    expect(of("identity: irsa")).toBeUndefined();
    expect(of("identity: pod-identity\nroleOnly: true")).toBeUndefined();
    expect(of("identity: pod-identity", ATTRIBUTES.replace(/^/gm, "    ") + "\n")).toBeUndefined();
    expect(of("identity: pod-identity")?.assert).toEqual([
      {
        condition: `\${try(data.aws_eks_cluster.cluster.compute_config[0].enabled, false) || length(data.kubernetes_resources.${agent}.objects) > 0}`,
        error_message: problems.problemText(problems.noPodIdentityAgent()),
      },
    ]);
  });

  test("with attributes, reads whether the cluster is the one that they are of", () => {
    const all = checks(`${BOTH}\n${ATTRIBUTES}\npreflight: true`);
    const [, ...others] = ALL.filter((name) => name !== "preflight_kubernetes-version");
    expect(Object.keys(all)).toEqual(expect.arrayContaining(["preflight_attributes", ...others]));
    expect(readingOf(all, "preflight_attributes")).toEqual({
      type: "aws_eks_cluster",
      name: "prod",
      region: "ap-northeast-2",
    });
    expect(all["preflight_attributes"]?.assert.map(({ condition }) => condition)).toEqual([
      '${data.aws_eks_cluster.preflight_attributes.identity[0].oidc[0].issuer == "https://oidc.eks.ap-northeast-2.amazonaws.com/id/EXAMPLED539D4633E53DE1B71EXAMPLE"}',
      '${contains(["1.33", "1.34", "1.35", "1.36"], data.aws_eks_cluster.preflight_attributes.version)}',
    ]);
  });
});

test("who may do what is read the same, with checks and without", () => {
  const table = (preflight: boolean): string =>
    accessTable(modelOf("prod", synthesized(`${EXAMPLE}    preflight: ${preflight}\n`)));
  expect(table(true)).toBe(table(false));
});

test.each(CERT_MANAGER_MINORS)("$minor is made for all of its range", ({ minor, kubernetes: [first, last] }) => {
  const all = KUBERNETES_OF[minor] ?? [];
  expect([all[0], all.at(-1)]).toEqual([first, last]);
  expect(all).toHaveLength(Number(last.slice(2)) - Number(first.slice(2)) + 1);
});
