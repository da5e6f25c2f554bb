import { CERT_MANAGER_VERSION } from "../../constructs/addons/cert-manager/releases";
import { EXAMPLE, synthesized } from "../support/cluster-stack";
import { ATTRIBUTES, inCluster, inWorkload } from "../support/configuration";
import { only, resources } from "../support/synth";

const outputs = (text: string): Record<string, unknown> =>
  Object.fromEntries(Object.entries(synthesized(text)["output"] ?? {}).map(([name, { value }]) => [name, value]));

/** Known at plan: the cluster's own ARN has the account, and the issuer is the cluster's. */
const PROVIDER_ARN =
  'arn:aws:iam::${element(split(":", data.aws_eks_cluster.cluster.arn), 4)}:oidc-provider/${local.cluster-issuer}';

describe("the outputs of a cluster", () => {
  test("are the provider, the roles by workload, the add-ons' roles and the charts' versions", () => {
    expect(outputs(EXAMPLE)).toEqual({
      oidc_provider_arn: PROVIDER_ARN,
      workload_role_arns: {
        "s3-reader": "${aws_iam_role.workload_s3-reader_role.arn}",
        "order-worker": "${aws_iam_role.workload_order-worker_role.arn}",
      },
      workload_role_names: {
        "s3-reader": "${aws_iam_role.workload_s3-reader_role.name}",
        "order-worker": "${aws_iam_role.workload_order-worker_role.name}",
      },
      cert_manager_role_arn: "${aws_iam_role.cert-manager_role.arn}",
      load_balancer_controller_role_arn: "${aws_iam_role.load-balancer-controller_role.arn}",
      release_versions: { "cert-manager": CERT_MANAGER_VERSION, "aws-load-balancer-controller": "3.5.0" },
      release_namespaces: { "cert-manager": "cert-manager", "aws-load-balancer-controller": "kube-system" },
    });
  });

  test("tell of the provider once it is there, and not before", () => {
    expect(synthesized(inCluster(""))["output"]?.["oidc_provider_arn"]?.["depends_on"]).toEqual([
      "aws_iam_openid_connect_provider.oidc-provider",
    ]);
    expect(synthesized(inCluster("oidcProvider: lookup"))["output"]?.["oidc_provider_arn"]).not.toHaveProperty(
      "depends_on",
    );
  });

  test("are there for a cluster with nothing in it", () => {
    expect(outputs(inCluster(""))).toEqual({
      oidc_provider_arn: PROVIDER_ARN,
      workload_role_arns: {},
      workload_role_names: {},
      release_versions: {},
      release_namespaces: {},
    });
  });

  test("say where helm finds each release that is installed here, that of the issuers, too", () => {
    const chart = 'chart: { name: c, repository: "https://charts.example.com", version: 1.0.0 }';
    const text = inCluster(`certManager: { namespace: certificates, issuers: [{ name: x, selfSigned: {} }] }
loadBalancerController: { install: false }
addons: [{ name: tool, namespace: tools, ${chart} }]`);
    expect(outputs(text)["release_namespaces"]).toEqual({
      "cert-manager": "certificates",
      "cert-manager-issuers": "certificates",
      tool: "tools",
    });
  });

  test("have no role of a cert-manager without zones, which needs none", () => {
    expect(Object.keys(outputs(inCluster("certManager: {}")))).not.toContain("cert_manager_role_arn");
  });

  test("say what they are", () => {
    for (const output of Object.values(synthesized(EXAMPLE)["output"] ?? {})) {
      expect(output["description"]).toEqual(expect.stringMatching(/^[A-Za-z].+/));
    }
  });
});

describe("what the configuration says of a workload", () => {
  test("reaches its role", () => {
    const role = `role:
  name: mine
  path: /pods/
  description: "reads \${all}"
  permissionsBoundary: arn:aws:iam::111122223333:policy/b
  maxSessionDuration: 7200
  tags: { team: shop }`;
    expect(only(synthesized(inWorkload(role)), "aws_iam_role")).toMatchObject({
      name: "mine",
      path: "/pods/",
      description: "reads $${all}",
      permissions_boundary: "arn:aws:iam::111122223333:policy/b",
      max_session_duration: 7200,
      tags: { team: "shop" },
    });
  });

  test("reaches its ServiceAccount", () => {
    const text = inWorkload(
      "annotations: { note: '%{x}' }\nlabels: { app: reader }\nautomountServiceAccountToken: false",
    );
    expect(only(synthesized(text), "kubernetes_service_account_v1")).toMatchObject({
      automount_service_account_token: false,
      metadata: {
        name: "reader",
        namespace: "shop",
        annotations: { note: "%%{x}", "eks.amazonaws.com/role-arn": "${aws_iam_role.workload_reader_role.arn}" },
        labels: { app: "reader" },
      },
    });
  });

  test("reaches its trust policy, with a literal issuer and nothing but named ServiceAccounts", () => {
    const issuer = "oidc.eks.ap-northeast-2.amazonaws.com/id/EXAMPLED539D4633E53DE1B71EXAMPLE";
    const arn = `arn:aws:iam::111122223333:oidc-provider/${issuer}`;
    const text = inCluster(`oidcProvider: { arn: "${arn}" }
${ATTRIBUTES}
workloads:
  - namespace: shop
    serviceAccount: reader
    trust: { subjects: [{ namespace: batch, serviceAccount: reader.nightly }] }
    policyArns: [arn:aws:iam::aws:policy/P]`);
    expect(JSON.parse(String(only(synthesized(text), "aws_iam_role")["assume_role_policy"]))).toEqual({
      Version: "2012-10-17",
      Statement: [
        {
          Effect: "Allow",
          Principal: { Federated: arn },
          Action: "sts:AssumeRoleWithWebIdentity",
          Condition: {
            StringEquals: {
              [`${issuer}:aud`]: "sts.amazonaws.com",
              [`${issuer}:sub`]: ["system:serviceaccount:batch:reader.nightly", "system:serviceaccount:shop:reader"],
            },
          },
        },
      ],
    });
  });

  test("reaches its inline policy, in which IAM's variables stay IAM's", () => {
    const text = inWorkload(
      'statements: [{ actions: ["s3:GetObject"], resources: ["arn:aws:s3:::home/${aws:username}/*"] }]',
    );
    expect(JSON.parse(String(only(synthesized(text), "aws_iam_role_policy")["policy"]))).toEqual({
      Version: "2012-10-17",
      Statement: [{ Effect: "Allow", Action: "s3:GetObject", Resource: "arn:aws:s3:::home/$${aws:username}/*" }],
    });
  });

  test("may annotate it with the very ARN that its role will have, which stays a reference", () => {
    const text = inCluster(`${ATTRIBUTES}
workloads:
  - namespace: shop
    serviceAccount: reader
    annotations: { eks.amazonaws.com/role-arn: "arn:aws:iam::111122223333:role/prod-ap-northeast-2-reader" }
    policyArns: [arn:aws:iam::aws:policy/P]`);
    const json = synthesized(text);
    expect(only(json, "aws_iam_role")["name"]).toBe("prod-ap-northeast-2-reader");
    expect(only(json, "kubernetes_service_account_v1")).toMatchObject({
      metadata: { annotations: { "eks.amazonaws.com/role-arn": "${aws_iam_role.workload_reader_role.arn}" } },
    });
  });
});

describe("what the configuration says of the add-ons", () => {
  /** The chart's values: JSON, or an expression for it where they hold the role's ARN. */
  const values = (text: string, release: string): string =>
    String((resources(synthesized(text), "helm_release")[release]?.["values"] as string[])[0]);

  test("reaches the controller's chart, user's values last", () => {
    const text = inCluster(`${ATTRIBUTES}
loadBalancerController:
  version: 1.17.1
  replicas: 3
  serviceMutatorWebhook: true
  shield: false
  waf: false
  wafv2: false
  defaultTags: { team: platform }
  values: { resources: { limits: { cpu: 1 } }, nodeSelector: { os: linux } }`);
    expect(resources(synthesized(text), "helm_release")["load-balancer-controller"]).toMatchObject({
      version: "1.17.1",
      namespace: "kube-system",
    });
    const expression = values(text, "load-balancer-controller");
    for (const entry of [
      'clusterName = "prod"',
      'region = "ap-northeast-2"',
      'vpcId = "vpc-0abc"',
      "replicaCount = 3",
      "resources = { limits = { cpu = 1 } }",
      "enableServiceMutatorWebhook = true",
      "enableShield = false",
      "enableWaf = false",
      "enableWafv2 = false",
      'defaultTags = { team = "platform" }',
      "enableCertManager = false",
      "keepTLSSecret = true",
      'nodeSelector = { os = "linux" }',
      "aws_iam_role.load-balancer-controller_role.arn",
    ]) {
      expect(expression).toContain(entry);
    }
  });

  test("reaches cert-manager's chart and namespace", () => {
    const text = inCluster("certManager: { version: v1.20.3, namespace: certificates, values: { replicaCount: 2 } }");
    expect(only(synthesized(text), "helm_release")).toMatchObject({ version: "v1.20.3", namespace: "certificates" });
    expect(only(synthesized(text), "kubernetes_namespace_v1")).toMatchObject({ metadata: { name: "certificates" } });
    expect(JSON.parse(values(text, "cert-manager"))).toMatchObject({
      replicaCount: 2,
      crds: { enabled: true, keep: true },
    });
  });
});
