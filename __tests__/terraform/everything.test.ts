import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { CERT_MANAGER_VERSION } from "../../constructs/addons/cert-manager/releases";
import {
  chartValuesOf,
  issuerOf,
  metadataOf,
  policyOf,
  podIdentity,
  trustIn,
  trustOf,
  webIdentity,
} from "../support/irsa";
import { describeWithTerraform, newFolder, removeFolder, synthesizeIn } from "../support/terraform";
import { at, doneBefore } from "../support/terraform-json";
import type { Resources, Values } from "../support/terraform-json";
import { live, setVariables } from "../support/terraform-stacks";
import type { Life } from "../support/terraform-stacks";

const TEXT = readFileSync(join(__dirname, "everything.yaml"), "utf8");

const VARIABLES = {
  proxy_url: "http://proxy.example.com:3128",
  cert_manager_chart_username: "robot",
  cert_manager_chart_password: "first",
  external_dns_chart_username: "robot",
  external_dns_chart_password: "second",
};

const CERT_MANAGER = "helm_release.cert-manager";
const ISSUERS = "helm_release.cert-manager_issuers";
const CONTROLLER = "helm_release.load-balancer-controller";
const EXTERNAL_DNS = "helm_release.addon_external-dns";
const EXTERNAL_SECRETS = "helm_release.addon_external-secrets";

const roleOf = (owner: string): string => `aws_iam_role.${owner}_role`;
const serviceAccountOf = (owner: string): string => `kubernetes_service_account_v1.${owner}_service-account`;
const associationOf = (owner: string): string => `aws_eks_pod_identity_association.${owner}_pod-identity`;

const attached = (owner: string, name: string): string => `aws_iam_role_policy_attachment.${owner}_role_${name}`;
const inline = (owner: string): string => `aws_iam_role_policy.${owner}_role_inline`;
const exclusive = (owner: string): string[] => [
  `aws_iam_role_policy_attachments_exclusive.${owner}_role_exclusive-attachments`,
  `aws_iam_role_policies_exclusive.${owner}_role_exclusive-policies`,
];

/** Who has a role: its policies, and what gives the role to pods. */
const OWNERS = [
  {
    owner: "cert-manager",
    policies: [inline("cert-manager")],
    users: [serviceAccountOf("cert-manager"), associationOf("cert-manager"), CERT_MANAGER],
  },
  {
    owner: "load-balancer-controller",
    policies: [
      ...[
        "load-balancer-controller",
        "load-balancer-controller-global-accelerator",
        "load-balancer-controller-certificates",
      ].map((name) => attached("load-balancer-controller", `${name}-attachment`)),
      ...exclusive("load-balancer-controller"),
    ],
    users: [serviceAccountOf("load-balancer-controller"), associationOf("load-balancer-controller"), CONTROLLER],
  },
  {
    owner: "addon_external-secrets",
    policies: [inline("addon_external-secrets")],
    users: [serviceAccountOf("addon_external-secrets"), EXTERNAL_SECRETS],
  },
  {
    owner: "addon_external-dns",
    policies: [inline("addon_external-dns")],
    users: [serviceAccountOf("addon_external-dns"), associationOf("addon_external-dns"), EXTERNAL_DNS],
  },
  {
    owner: "workload_s3-reader",
    policies: [
      attached("workload_s3-reader", "AmazonS3ReadOnlyAccess"),
      inline("workload_s3-reader"),
      ...exclusive("workload_s3-reader"),
    ],
    users: [serviceAccountOf("workload_s3-reader"), associationOf("workload_s3-reader")],
  },
  {
    owner: "workload_order-worker",
    policies: [inline("workload_order-worker")],
    users: ["kubernetes_annotations.workload_order-worker_service-account"],
  },
  {
    owner: "workload_invoices",
    policies: [attached("workload_invoices", "AmazonSQSReadOnlyAccess")],
    users: [serviceAccountOf("workload_invoices"), associationOf("workload_invoices")],
  },
  {
    owner: "workload_archive",
    policies: [attached("workload_archive", "AmazonS3FullAccess")],
    users: [serviceAccountOf("workload_archive")],
  },
];

/** What has to be wholly there before the other is begun, and may go only after the other is gone. */
const ORDER: [string, string][] = [
  ...OWNERS.flatMap(({ owner, policies, users }) =>
    policies.flatMap((policy): [string, string][] => [
      [roleOf(owner), policy],
      ...users.map((user): [string, string] => [policy, user]),
    ]),
  ),
  // The last of the users is the release, where there is one.
  ...OWNERS.flatMap(({ users }) => {
    const release = users.find((user) => user.startsWith("helm_release."));
    return users.flatMap((user): [string, string][] => (release && user !== release ? [[user, release]] : []));
  }),
  // An exclusive list comes after all that it lists.
  ...["load-balancer-controller", "workload_s3-reader"].flatMap((owner) => {
    const { policies = [] } = OWNERS.find((one) => one.owner === owner) ?? {};
    const listed = policies.filter((policy) => !exclusive(owner).includes(policy));
    return exclusive(owner).flatMap((list) => listed.map((policy): [string, string] => [policy, list]));
  }),
  ["aws_iam_openid_connect_provider.oidc-provider", roleOf("cert-manager")],
  ["aws_iam_openid_connect_provider.account-data_oidc-provider", roleOf("workload_archive")],
  [CERT_MANAGER, ISSUERS],
  ["kubernetes_namespace_v1.namespace_shop", ISSUERS],
  [ISSUERS, CONTROLLER],
  [CONTROLLER, EXTERNAL_DNS],
  [EXTERNAL_DNS, EXTERNAL_SECRETS],
  ["kubernetes_namespace_v1.namespace_external-secrets", EXTERNAL_SECRETS],
  ["kubernetes_namespace_v1.namespace_shop", "kubernetes_role_v1.workload_s3-reader_rbac_role"],
];

describeWithTerraform("a cluster with everything", () => {
  let folder: string;
  let stack: string;
  let life: Life;
  let issuersChart: boolean;
  let resources: Resources;

  beforeAll(() => {
    folder = newFolder();
    stack = synthesizeIn(folder, TEXT)("everything");
    setVariables(stack, VARIABLES);
    life = live(stack);
    ({ resources } = life.applied);
    issuersChart = existsSync(join(stack, at(resources, ISSUERS)["chart"] as string, "Chart.yaml"));
  });

  afterAll(() => {
    removeFolder(folder);
  });

  const cluster = (): unknown => at(resources, "data.aws_eks_cluster.cluster")["arn"];
  const provider = (): unknown => at(resources, "aws_iam_openid_connect_provider.oidc-provider")["arn"];
  const arnOf = (owner: string): unknown => at(resources, roleOf(owner))["arn"];
  const policy = (address: string): unknown => JSON.parse(at(resources, address)["policy"] as string);

  describe("from nothing to nothing", () => {
    test("is valid without a warning", () => {
      expect(life.validated).toMatchObject({ valid: true, error_count: 0, warning_count: 0 });
    });

    test("makes all that it plans to make", () => {
      expect(new Set(Object.values(life.planned.changes))).toEqual(new Set(["create"]));
      expect([...life.created.keys()].sort()).toEqual(Object.keys(life.planned.changes).sort());
    });

    test("has nothing to change once it is applied", () => {
      expect(life.secondPlan).toBe(0);
    });

    test.each(ORDER)("%s is there before %s is begun", (first, later) => {
      expect(doneBefore(life.created, first, later)).toBe(true);
    });

    test.each(ORDER)("%s goes only after %s is gone", (first, later) => {
      expect(doneBefore(life.destroyed, later, first)).toBe(true);
    });

    test("destroys all that it made", () => {
      expect([...life.destroyed.keys()].sort()).toEqual([...life.created.keys()].sort());
      expect(life.left).toEqual({ resources: new Map(), outputs: {} });
    });
  });

  describe("trust", () => {
    test("works in the account of the role that Terraform assumes", () => {
      expect(cluster()).toBe("arn:aws:eks:ap-northeast-2:222233334444:cluster/shop-prod");
    });

    test.each([
      ["cert-manager", "cert-manager", "cert-manager"],
      ["load-balancer-controller", "kube-system", "aws-load-balancer-controller"],
    ])("in the role of %s names both principals", (owner, namespace, account) => {
      expect(trustOf(resources, roleOf(owner))).toEqual(
        policyOf(
          webIdentity(provider(), issuerOf(resources), `${namespace}:${account}`),
          podIdentity(cluster(), { namespace, account }),
        ),
      );
    });

    test("names other ServiceAccounts, patterns, other clusters' providers and further statements, each held to its own", () => {
      const green = "oidc.eks.ap-northeast-2.amazonaws.com/id/GREEN";
      const greenArn = `arn:aws:iam::222233334444:oidc-provider/${green}`;
      const pattern = (arn: unknown, issuer: string): object => ({
        Effect: "Allow",
        Action: "sts:AssumeRoleWithWebIdentity",
        Principal: { Federated: arn },
        Condition: {
          StringEquals: { [`${issuer}:aud`]: "sts.amazonaws.com" },
          StringLike: { [`${issuer}:sub`]: "system:serviceaccount:preview-*:s3-reader" },
        },
      });
      const issuer = issuerOf(resources);
      expect(trustOf(resources, roleOf("workload_s3-reader"))).toEqual(
        policyOf(
          webIdentity(provider(), issuer, "shop:backup", "shop:s3-reader"),
          webIdentity(greenArn, green, "shop:backup", "shop:s3-reader"),
          pattern(provider(), issuer),
          pattern(greenArn, green),
          podIdentity(cluster(), { namespace: "shop", account: ["backup", "s3-reader"] }),
          { Effect: "Allow", Action: "sts:AssumeRole", Principal: { AWS: "arn:aws:iam::222233334444:role/debug" } },
        ),
      );
    });

    test("with Pod Identity alone names no OIDC provider", () => {
      expect(trustOf(resources, roleOf("addon_external-dns"))).toEqual(
        policyOf(podIdentity(cluster(), { namespace: "kube-system", account: "external-dns" })),
      );
    });

    test("does not ask for session tags that the association leaves out", () => {
      expect(trustOf(resources, roleOf("workload_invoices"))).toEqual(policyOf(podIdentity(cluster())));
    });

    test("of a role in another account is in that account's own provider", () => {
      const issuer = issuerOf(resources);
      const there = `arn:aws:iam::444455556666:oidc-provider/${issuer}`;
      expect(arnOf("workload_archive")).toBe("arn:aws:iam::444455556666:role/shop-prod-ap-northeast-2-archive");
      expect(at(resources, "aws_iam_openid_connect_provider.account-data_oidc-provider")["arn"]).toBe(there);
      expect(trustOf(resources, roleOf("workload_archive"))).toEqual(trustIn(there, issuer, "orders", "archive"));
    });
  });

  describe("Pod Identity associations", () => {
    const targetRole = { target_role_arn: "arn:aws:iam::444455556666:role/dns" };

    test.each([
      ["cert-manager", "cert-manager", "cert-manager", {}],
      ["load-balancer-controller", "kube-system", "aws-load-balancer-controller", {}],
      ["addon_external-dns", "kube-system", "external-dns", targetRole],
      ["workload_s3-reader", "shop", "s3-reader", {}],
      ["workload_invoices", "orders", "invoices", { disable_session_tags: true }],
    ])("tie %s to its ServiceAccount", (owner, namespace, service_account, options) => {
      expect(at(resources, associationOf(owner))).toMatchObject({
        cluster_name: "shop-prod",
        region: "ap-northeast-2",
        namespace,
        service_account,
        role_arn: arnOf(owner),
        target_role_arn: null,
        disable_session_tags: false,
        ...options,
      });
    });

    test("are there for nobody else but a role that was there already, and one that another may assume", () => {
      const owners = [...resources.keys()].filter((address) => address.startsWith("aws_eks_pod_identity_association."));
      const legacy = associationOf("workload_legacy");
      expect(owners).toHaveLength(7);
      expect(at(resources, legacy)["role_arn"]).toBe("arn:aws:iam::222233334444:role/pods/legacy");
      expect(at(resources, `${associationOf("workload_s3-reader")}_shop_backup`)).toMatchObject({
        namespace: "shop",
        service_account: "backup",
        role_arn: arnOf("workload_s3-reader"),
      });
    });
  });

  describe("what a role allows", () => {
    test("in zones of other accounts is to become the roles that have them", () => {
      expect(policy(inline("cert-manager"))).toEqual(
        policyOf({
          Effect: "Allow",
          Action: ["sts:AssumeRole", "sts:TagSession"],
          Resource: ["arn:aws:iam::444455556666:role/dns", "arn:aws:iam::777788889999:role/dns"],
        }),
      );
    });

    test("exclusively is what is listed, by the ARNs that the policies got", () => {
      const lists = (owner: string): unknown[] => exclusive(owner).map((address) => at(resources, address));
      const names = ["", "-certificates", "-global-accelerator"].map(
        (end) => `arn:aws:iam::222233334444:policy/shop-prod-ap-northeast-2-load-balancer-controller${end}`,
      );
      expect(lists("load-balancer-controller")).toEqual([
        { role_name: "shop-prod-ap-northeast-2-load-balancer-controller", policy_arns: names },
        { role_name: "shop-prod-ap-northeast-2-load-balancer-controller", policy_names: [] },
      ]);
      expect(lists("workload_s3-reader")).toEqual([
        {
          role_name: "shop-prod-ap-northeast-2-s3-reader",
          policy_arns: ["arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess"],
        },
        { role_name: "shop-prod-ap-northeast-2-s3-reader", policy_names: ["inline"] },
      ]);
    });

    test("is tagged for the role and the cluster", () => {
      expect(at(resources, roleOf("workload_s3-reader"))["tags_all"]).toEqual({ team: "shop" });
      expect(at(resources, roleOf("cert-manager"))["tags_all"]).toEqual({ team: "platform" });
    });
  });

  describe("ServiceAccounts", () => {
    const annotationsOf = (owner: string): unknown => metadataOf(resources, serviceAccountOf(owner))["annotations"];

    test("are told of their role, and how their token is to be", () => {
      expect(annotationsOf("workload_s3-reader")).toEqual({
        "eks.amazonaws.com/role-arn": arnOf("workload_s3-reader"),
        "eks.amazonaws.com/token-expiration": "3600",
      });
      expect(annotationsOf("addon_external-secrets")).toEqual({
        "helm.sh/resource-policy": "keep",
        "eks.amazonaws.com/role-arn": arnOf("addon_external-secrets"),
        "eks.amazonaws.com/sts-regional-endpoints": "true",
      });
    });

    test("have the role of another account, or one that was there already", () => {
      expect(annotationsOf("workload_archive")).toEqual({ "eks.amazonaws.com/role-arn": arnOf("workload_archive") });
      expect(annotationsOf("workload_legacy")).toEqual({
        "eks.amazonaws.com/role-arn": "arn:aws:iam::222233334444:role/pods/legacy",
      });
    });

    test("with Pod Identity alone name no role", () => {
      expect(annotationsOf("addon_external-dns")).toEqual({ "helm.sh/resource-policy": "keep" });
      expect(annotationsOf("workload_invoices") ?? {}).toEqual({});
    });

    test("that are there already are annotated, and nothing else", () => {
      expect(at(resources, "kubernetes_annotations.workload_order-worker_service-account")).toMatchObject({
        api_version: "v1",
        kind: "ServiceAccount",
        metadata: [{ namespace: "orders", name: "order-worker" }],
        annotations: {
          "example.com/team": "orders",
          "eks.amazonaws.com/role-arn": arnOf("workload_order-worker"),
          "eks.amazonaws.com/sts-regional-endpoints": "true",
        },
      });
      expect(resources.has(serviceAccountOf("workload_order-worker"))).toBe(false);
    });

    test("have Secrets to pull images with, and Kubernetes rules bound to them", () => {
      const subject = [{ kind: "ServiceAccount", namespace: "shop", name: "s3-reader", api_group: "" }];
      const rbac = "workload_s3-reader_rbac";
      expect(at(resources, serviceAccountOf("workload_s3-reader"))["image_pull_secret"]).toEqual([
        { name: "registry" },
      ]);
      expect(at(resources, `kubernetes_role_v1.${rbac}_role`)["rule"]).toMatchObject([
        { api_groups: [""], resources: ["configmaps"], verbs: ["get"] },
      ]);
      expect(at(resources, `kubernetes_role_binding_v1.${rbac}_role-binding`)).toMatchObject({
        metadata: [{ namespace: "shop" }],
        role_ref: [{ kind: "Role", name: metadataOf(resources, `kubernetes_role_v1.${rbac}_role`)["name"] }],
        subject,
      });
      expect(at(resources, `kubernetes_cluster_role_v1.${rbac}_cluster-role`)["rule"]).toMatchObject([
        { api_groups: [""], resources: ["nodes"], verbs: ["list"] },
      ]);
      expect(at(resources, `kubernetes_cluster_role_binding_v1.${rbac}_cluster-role-binding`)).toMatchObject({
        role_ref: [
          {
            kind: "ClusterRole",
            name: metadataOf(resources, `kubernetes_cluster_role_v1.${rbac}_cluster-role`)["name"],
          },
        ],
        subject,
      });
    });
  });

  describe("releases", () => {
    const image = (name: string): object => ({ repository: `registry.example.com/jetstack/cert-manager-${name}` });
    const several = { replicaCount: 2, podDisruptionBudget: { enabled: true } };

    test("cert-manager's has the values of its options", () => {
      expect(chartValuesOf(resources, CERT_MANAGER)).toEqual({
        crds: { enabled: true, keep: true },
        ...several,
        image: image("controller"),
        webhook: { ...several, image: image("webhook") },
        cainjector: { ...several, image: image("cainjector") },
        acmesolver: { image: image("acmesolver") },
        startupapicheck: { image: image("startupapicheck") },
        global: { leaderElection: { namespace: "cert-manager" } },
        prometheus: { servicemonitor: { enabled: true } },
        serviceAccount: { create: false, name: "cert-manager" },
        podAnnotations: { "cdktf-eks-irsa/role-arn": `${String(arnOf("cert-manager"))} both` },
        podLabels: { team: "platform" },
      });
    });

    test("cert-manager's is from the mirror, with credentials, and adopts what is there", () => {
      expect(at(resources, CERT_MANAGER)).toMatchObject({
        chart: "cert-manager",
        repository: "oci://registry.example.com/charts",
        version: CERT_MANAGER_VERSION,
        repository_username: "robot",
        repository_password: "first",
        timeout: 900,
        upgrade_install: true,
        take_ownership: true,
      });
    });

    test("the issuers' has each issuer whole, with a solver per zone", () => {
      const solver = (zone: string, hostedZoneID: string, account: string): object => ({
        selector: { dnsZones: [zone] },
        dns01: { route53: { region: "ap-northeast-2", hostedZoneID, role: `arn:aws:iam::${account}:role/dns` } },
      });
      const acme = (name: string, server: string): object => ({
        apiVersion: "cert-manager.io/v1",
        kind: "ClusterIssuer",
        metadata: { name },
        spec: {
          acme: {
            email: "ops@example.com",
            server,
            privateKeySecretRef: { name: `${name}-account` },
            solvers: [
              solver("example.com", "Z0123456789ABCDEFGHIJ", "444455556666"),
              solver("example.org", "Z9876543210ABCDEFGHIJ", "777788889999"),
            ],
          },
        },
      });
      expect(chartValuesOf(resources, ISSUERS)).toEqual({
        issuers: {
          letsencrypt: acme("letsencrypt", "https://acme-v02.api.letsencrypt.org/directory"),
          "letsencrypt-staging": acme("letsencrypt-staging", "https://acme-staging-v02.api.letsencrypt.org/directory"),
          "self-signed": {
            apiVersion: "cert-manager.io/v1",
            kind: "ClusterIssuer",
            metadata: { name: "self-signed" },
            spec: { selfSigned: {} },
          },
          "shop/own-solvers": {
            apiVersion: "cert-manager.io/v1",
            kind: "Issuer",
            metadata: { name: "own-solvers", namespace: "shop" },
            spec: {
              acme: {
                email: "ops@example.com",
                server: "https://acme-v02.api.letsencrypt.org/directory",
                privateKeySecretRef: { name: "own-solvers-account" },
                // A dollar in the file is a dollar in Kubernetes.
                solvers: [{ http01: { ingress: { ingressClassName: "${nginx}" } } }],
              },
            },
          },
          "shop/shop-ca": {
            apiVersion: "cert-manager.io/v1",
            kind: "Issuer",
            metadata: { name: "shop-ca", namespace: "shop" },
            spec: { ca: { secretName: "shop-ca" } },
          },
        },
      });
    });

    test("the issuers' has its chart beside the stack's JSON", () => {
      expect(issuersChart).toBe(true);
    });

    test("the controller's has the values of its options", () => {
      const [{ vpc_id }] = at(resources, "data.aws_eks_cluster.cluster")["vpc_config"] as [Values];
      expect(chartValuesOf(resources, CONTROLLER)).toEqual({
        clusterName: "shop-prod",
        region: "ap-northeast-2",
        vpcId: vpc_id,
        serviceAccount: { create: false, name: "aws-load-balancer-controller" },
        podAnnotations: { "cdktf-eks-irsa/role-arn": `${String(arnOf("load-balancer-controller"))} both` },
        replicaCount: 3,
        podDisruptionBudget: { maxUnavailable: 1 },
        enableCertManager: true,
        enableServiceMutatorWebhook: false,
        enableShield: false,
        ingressClass: "internal",
        ingressClassConfig: { default: true },
        ingressClassParams: { spec: { scheme: "internal" } },
        defaultTargetType: "ip",
        defaultLoadBalancerScheme: "internal",
        defaultSSLPolicy: "ELBSecurityPolicy-TLS13-1-2-2021-06",
        enableBackendSecurityGroup: true,
        backendSecurityGroup: "sg-0abc",
        enableManageBackendSecurityGroupRules: true,
        disableRestrictedSecurityGroupRules: true,
        serviceMonitor: { enabled: true },
        image: { repository: "602401143452.dkr.ecr.ap-northeast-2.amazonaws.com/amazon/aws-load-balancer-controller" },
        controllerConfig: {
          featureGates: {
            EnableCertificateManagement: true,
            GlobalAcceleratorController: true,
            WeightedTargetGroups: false,
          },
        },
        defaultTags: { team: "platform" },
        logLevel: "debug",
      });
    });

    test.each([
      [CONTROLLER, "charts/aws-load-balancer-controller"],
      ["helm_release.addon_reloader", "charts/reloader"],
    ])("%s is from a folder beside the configuration", (release, path) => {
      const { chart, repository } = at(resources, release);
      expect(chart).toMatch(/^\.\//);
      expect(join(stack, chart as string)).toBe(join(folder, path));
      expect(repository).toBeNull();
    });

    test("others' have the identity that they ask for, and the user's values", () => {
      expect(chartValuesOf(resources, EXTERNAL_SECRETS)).toEqual({
        serviceAccount: { create: false, name: "external-secrets" },
        podAnnotations: { "cdktf-eks-irsa/role-arn": arnOf("addon_external-secrets") },
        webhook: { certManager: { enabled: true } },
      });
      expect(chartValuesOf(resources, EXTERNAL_DNS)).toEqual({
        serviceAccount: { create: false, name: "external-dns" },
      });
      expect(chartValuesOf(resources, "helm_release.addon_reloader")).toEqual({});
    });

    test("each have their own credentials", () => {
      expect(at(resources, EXTERNAL_DNS)).toMatchObject({
        repository_username: "robot",
        repository_password: "second",
      });
      expect(at(resources, EXTERNAL_SECRETS)).toMatchObject({ repository_username: null, repository_password: null });
    });
  });

  describe("providers", () => {
    test("take the proxy from a variable", () => {
      const { kubernetes, helm } = life.planned.providers;
      expect(kubernetes?.expressions?.["proxy_url"]).toMatchObject({ references: ["var.proxy_url"] });
      expect(JSON.stringify(helm?.expressions?.["kubernetes"])).toContain('"var.proxy_url"');
    });

    test("assume the cluster's role, and the other account's", () => {
      const assumed = Object.values(life.planned.providers).map(({ expressions }) => expressions?.["assume_role"]);
      const { clusters } = parse(TEXT) as { clusters: { everything: { assumeRole: Values } } };
      expect(assumed.filter((role) => role !== undefined)).toEqual([
        [
          {
            role_arn: { constant_value: clusters.everything.assumeRole["roleArn"] },
            external_id: { constant_value: "shop" },
            session_name: { constant_value: "eks-irsa" },
          },
        ],
        [{ role_arn: { constant_value: "arn:aws:iam::444455556666:role/terraform" } }],
      ]);
    });
  });
});
