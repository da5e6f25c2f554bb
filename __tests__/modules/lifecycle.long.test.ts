import { chartValuesOf, metadataOf, trustOf } from "../support/irsa";
import { eksIrsa, writeRoot } from "../support/module-root";
import { describeWithTerraform, newFolder, removeFolder } from "../support/terraform";
import { at, doneBefore } from "../support/terraform-json";
import { live } from "../support/terraform-stacks";
import type { Life } from "../support/terraform-stacks";

const INPUTS = {
  cert_manager: {
    hosted_zone_ids: ["Z0123456789ABCDEFGHIJ"],
    issuers: [{ name: "letsencrypt", acme: { email: "ops@example.com" } }],
    role: { exclusive_policies: true },
  },
  load_balancer_controller: { identity: "both", global_accelerator: true },
  addons: {
    "external-dns": {
      namespace: "external-dns",
      create_namespace: true,
      chart: {
        name: "external-dns",
        repository: "https://kubernetes-sigs.github.io/external-dns",
        version: "1.18.0",
      },
      service_account: {
        name: "external-dns",
        policy_arns: ["arn:aws:iam::aws:policy/AmazonRoute53ReadOnlyAccess"],
        statements: [{ actions: ["route53:ListHostedZones"], resources: ["*"] }],
      },
    },
  },
  workloads: {
    "s3-reader": {
      namespace: "shop",
      create_namespace: true,
      service_account: "s3-reader",
      policy_arns: ["arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess"],
      rules: [{ api_groups: [""], resources: ["pods"], verbs: ["list"] }],
    },
    grafana: {
      namespace: "monitoring",
      create_namespace: true,
      service_account: "grafana",
      existing: true,
      identity: "both",
      statements: [{ actions: ["cloudwatch:GetMetricData"], resources: ["*"] }],
    },
  },
};

const address = (path: string): string => `module.eks_irsa.${path}`;

const OIDC_PROVIDER = "module.oidc_provider[0].aws_iam_openid_connect_provider.this[0]";
const CERT_MANAGER = "module.cert_manager[0].helm_release.this[0]";
const ISSUERS = "module.cert_manager[0].helm_release.issuers[0]";
const CONTROLLER = "module.load_balancer_controller[0].helm_release.this[0]";
const EXTERNAL_DNS = 'helm_release.addon["external-dns"]';
const namespace = (name: string): string => `kubernetes_namespace_v1.namespace["${name}"]`;

/** Each ServiceAccount: its role, all that gives the role its permissions, and what ties the two. */
const IDENTITIES = [
  {
    role: "module.cert_manager[0].aws_iam_role.this[0]",
    policies: [
      "module.cert_manager[0].aws_iam_role_policy.this[0]",
      "module.cert_manager[0].aws_iam_role_policies_exclusive.this[0]",
      "module.cert_manager[0].aws_iam_role_policy_attachments_exclusive.this[0]",
    ],
    ties: ["module.cert_manager[0].kubernetes_service_account_v1.this[0]"],
    home: namespace("cert-manager"),
    release: CERT_MANAGER,
  },
  {
    role: "module.load_balancer_controller[0].aws_iam_role.this[0]",
    policies: [
      "module.load_balancer_controller[0].aws_iam_role_policy_attachment.this[0]",
      "module.load_balancer_controller[0].aws_iam_role_policy_attachment.global_accelerator[0]",
    ],
    ties: [
      "module.load_balancer_controller[0].kubernetes_service_account_v1.this[0]",
      "module.load_balancer_controller[0].aws_eks_pod_identity_association.this[0]",
    ],
    release: CONTROLLER,
  },
  {
    role: 'aws_iam_role.addon["external-dns"]',
    policies: [
      'aws_iam_role_policy_attachment.addon_policy["external-dns/arn:aws:iam::aws:policy/AmazonRoute53ReadOnlyAccess"]',
      'aws_iam_role_policy.addon["external-dns"]',
    ],
    ties: ['kubernetes_service_account_v1.addon["external-dns"]'],
    home: namespace("external-dns"),
    release: EXTERNAL_DNS,
  },
  {
    role: 'aws_iam_role.workload["s3-reader"]',
    policies: [
      'aws_iam_role_policy_attachment.workload_policy["s3-reader/arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess"]',
    ],
    ties: ['kubernetes_service_account_v1.workload["s3-reader"]'],
    home: namespace("shop"),
  },
  {
    role: 'aws_iam_role.workload["grafana"]',
    policies: ['aws_iam_role_policy.workload["grafana"]'],
    ties: ['kubernetes_annotations.workload["grafana"]', 'aws_eks_pod_identity_association.workload["grafana"]'],
  },
];

const pairs = (firsts: readonly string[], laters: readonly string[]): [string, string][] =>
  firsts.flatMap((first) => laters.map((later): [string, string] => [first, later]));

/** What has to be wholly there before the other is begun, and may go only after the other is gone. */
const ORDER: readonly [string, string][] = [
  ...IDENTITIES.flatMap(({ role, policies, ties, home, release }) => [
    ...pairs([OIDC_PROVIDER], [role]),
    ...pairs([role], policies),
    ...pairs(policies, ties),
    ...(release ? pairs(ties, [release]) : []),
    ...(home
      ? pairs([home], [...ties.filter((tie) => tie.startsWith("kubernetes")), ...(release ? [release] : [])])
      : []),
  ]),
  ...pairs([CERT_MANAGER], [ISSUERS, CONTROLLER]),
  ...pairs([ISSUERS], [CONTROLLER]),
  ...pairs([CERT_MANAGER, ISSUERS, CONTROLLER], [EXTERNAL_DNS]),
];

describeWithTerraform("a call of eks-irsa, from nothing to nothing", () => {
  let folder: string;
  let life: Life;

  beforeAll(() => {
    folder = newFolder();
    writeRoot(folder, {
      module: { eks_irsa: eksIrsa(folder, INPUTS) },
      output: { all: { value: "${module.eks_irsa}" } },
    });
    life = live(folder);
  });

  afterAll(() => {
    removeFolder(folder);
  });

  test("is valid without a warning", () => {
    expect(life.validated).toMatchObject({ valid: true, error_count: 0, warning_count: 0 });
  });

  test.each(IDENTITIES)("shows in the plan whom $role trusts", ({ role }) => {
    const trusted = trustOf(life.planned.planned, address(role));
    expect(trusted).toEqual(trustOf(life.applied.resources, address(role)));
    expect(trusted).toHaveProperty(
      "Statement.0.Principal.Federated",
      at(life.applied.resources, address(OIDC_PROVIDER))["arn"],
    );
  });

  test("only creates, and creates all that it plans", () => {
    expect(new Set(Object.values(life.planned.changes))).toEqual(new Set(["create"]));
    expect([...life.created.keys()].sort()).toEqual(Object.keys(life.planned.changes).sort());
  });

  test("has nothing to change once it is applied", () => {
    expect(life.secondPlan).toBe(0);
  });

  test("destroys all that it made", () => {
    expect([...life.destroyed.keys()].sort()).toEqual([...life.created.keys()].sort());
    expect(life.left).toEqual({ resources: new Map(), outputs: {} });
  });

  test.each(ORDER)("%s is there before %s is begun", (first, later) => {
    expect(doneBefore(life.created, address(first), address(later))).toBe(true);
  });

  test.each(ORDER)("%s goes only after %s is gone", (first, later) => {
    expect(doneBefore(life.destroyed, address(later), address(first))).toBe(true);
  });

  test("reads the cluster, and nothing else", () => {
    expect(life.planned.read).toEqual([address("data.aws_eks_cluster.cluster[0]")]);
  });

  test("puts the roles that it made into ServiceAccounts, pods and outputs", () => {
    const { resources, outputs } = life.applied;
    const arn = at(resources, address('aws_iam_role.workload["s3-reader"]'))["arn"];
    expect(arn).toBe("arn:aws:iam::111122223333:role/prod-ap-northeast-2-s3-reader");
    const account = 'kubernetes_service_account_v1.workload["s3-reader"]';
    expect(metadataOf(resources, address(account))["annotations"]).toEqual({ "eks.amazonaws.com/role-arn": arn });
    expect(outputs["all"]).toMatchObject({ workload_role_arns: { "s3-reader": arn } });

    const controller = at(resources, address("module.load_balancer_controller[0].aws_iam_role.this[0]"))["arn"];
    expect(chartValuesOf(resources, address(CONTROLLER))).toMatchObject({
      podAnnotations: { "cdktf-eks-irsa/role-arn": `${String(controller)} both` },
    });
    expect(outputs["all"]).toMatchObject({ load_balancer_controller_role_arn: controller });
  });
});
