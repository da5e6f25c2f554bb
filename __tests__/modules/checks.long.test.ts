import { mistakesOf } from "../support/module-call";
import { describeWithTerraform } from "../support/terraform";
import { tells } from "./tells";

const PLACE = { cluster_name: "prod", region: "ap-northeast-2" };
const PROVIDER = "arn:aws:iam::111122223333:oidc-provider/oidc.eks.ap-northeast-2.amazonaws.com/id/A";
const POLICY = "arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess";
const ROLE = "arn:aws:iam::111122223333:role/mine";

const policy_arns = ["arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess"];

describeWithTerraform("what goes together in a module's inputs", () => {
  // Terraform asks what depends on other variables only where all else is right.
  describe("of workloads and what the whole module says", () => {
    const of = (one: object): object => ({ namespace: "shop", service_account: "sa", policy_arns, ...one });
    tells(
      {
        workloads: {
          association: of({ service_account: "d", pod_identity: { source_conditions: false } }),
          pattern: of({
            service_account: "e",
            identity: "pod-identity",
            trust: { subject_patterns: [{ namespace: "shop-*", service_account: "*" }] },
          }),
          foreign: of({ service_account: "m", policy_arns: ["arn:aws-cn:iam::aws:policy/ReadOnlyAccess"] }),
          third: of({ service_account: "q" }),
          fourth: of({ service_account: "q" }),
          maker: of({ service_account: "r", namespace: "orders", create_namespace: true }),
          other: of({ service_account: "s", namespace: "orders" }),
        },
      },
      [
        'workloads["association"].pod_identity: pod_identity with identity = "irsa"',
        'workloads["foreign"].policy_arns: an ARN of another partition',
        "shop/q: this ServiceAccount is named more than once",
        "orders: create_namespace is true for one and false for another",
        'workloads["pattern"].trust: subject patterns or other clusters\' providers with identity = "pod-identity"',
      ],
    );
  });

  describe("of workloads' ServiceAccounts, permissions and roles alone", () => {
    const of = (one: object): object => ({ namespace: "shop", service_account: "sa", policy_arns, ...one });
    const trust = { subject_patterns: [{ namespace: "preview-*", service_account: "web" }] };
    tells(
      {
        workloads: {
          idle: of({ service_account: "a", policy_arns: [] }),
          default: of({ service_account: "default" }),
          node: of({ namespace: "kube-system", service_account: "aws-node" }),
          alone: of({ service_account: "c", role_only: true, labels: { a: "b" } }),
          everywhere: of({
            service_account: "e",
            trust: { subject_patterns: [{ namespace: "*", service_account: "web" }] },
          }),
          meant: of({ existing: true, namespace: "kube-system", service_account: "coredns" }),
          previews: of({ namespace: null, service_account: null, role_only: true, trust }),
        },
      },
      [
        'workloads["idle"].policy_arns: a role without any permission',
        'workloads["default"].service_account, workloads["node"].service_account: a ServiceAccount that Kubernetes',
        'workloads["alone"].role_only: keys of a ServiceAccount beside role_only = true',
        'workloads["everywhere"].trust: a namespace of wildcards alone',
      ],
    );
  });

  describe("of roles alone and tokens, and the kind of identity", () => {
    const of = (one: object): object => ({ namespace: "shop", service_account: "sa", policy_arns, ...one });
    const trust = { subject_patterns: [{ namespace: "preview-*", service_account: "web" }] };
    tells(
      {
        workloads: {
          token: of({ service_account: "b", identity: "pod-identity", token_expiration: 3600 }),
          nothing: of({ service_account: "d", policy_arns: [], role_only: true, create_role: false, role_arn: ROLE }),
          patterns: of({ namespace: null, service_account: null, trust }),
        },
      },
      [
        'workloads["token"].token_expiration: token_expiration with identity = "pod-identity"',
        'workloads["nothing"].role_only: role_only = true with a role that is there already',
        'workloads["patterns"].role_only: a role for patterns alone',
      ],
    );
  });

  describe("of the built-in add-ons' ServiceAccounts and workloads'", () => {
    tells(
      {
        cert_manager: {},
        load_balancer_controller: {},
        workloads: {
          a: { namespace: "kube-system", service_account: "aws-load-balancer-controller", policy_arns },
          b: { namespace: "cert-manager", create_namespace: true, service_account: "cert-manager", policy_arns },
        },
      },
      [
        "cert-manager/cert-manager, kube-system/aws-load-balancer-controller: this ServiceAccount is named more than once",
      ],
    );
  });

  describe("of cert-manager", () => {
    tells(
      {
        cert_manager: {
          fargate: true,
          identity: "pod-identity",
          install: false,
          create_namespace: true,
          namespace: "default",
          role_arn: ROLE,
          prometheus: { service_monitor: true, pod_monitor: true },
          issuers: [{ name: "a", namespace: "x", acme: { email: "a@example.com" } }, { name: "b" }, { name: "b" }],
        },
      },
      [
        "cert_manager.role_arn: role_arn with create_role = true",
        'cert_manager.fargate: identity = "pod-identity" with fargate = true',
        "cert_manager.prometheus: service_monitor and pod_monitor are both on",
        "cert_manager.issuers: issuers with install = false",
        "cert_manager.issuers: an issuer of no kind, or of several",
        "cert_manager.issuers: an ACME issuer with a namespace",
        "cert_manager.issuers: an ACME issuer, and no hosted zones",
        "cert_manager.issuers: two issuers have one name",
        "cert_manager.create_namespace: create_namespace for a namespace of Kubernetes",
      ],
    );
  });

  describe("of issuers where nothing is made in Kubernetes", () => {
    const issuers = [{ name: "a", self_signed: {} }];
    tells({ iam_only: true, cert_manager: { issuers } }, ["cert_manager.issuers: issuers with install = false"]);
  });

  describe("of an ACME issuer and zones that it cannot tell apart", () => {
    const issuers = [{ name: "a", acme: { email: "a@example.com" } }];
    const text = "cert_manager.issuers: an ACME issuer, and several hosted zones without names";
    tells({ cert_manager: { issuers, hosted_zone_ids: ["Z1AAAAAAAAAA", "Z2AAAAAAAAAA"] } }, [text]);
  });

  describe("of the controller", () => {
    tells(
      {
        load_balancer_controller: {
          version: "3.0.0",
          fargate: true,
          identity: "pod-identity",
          feature_gates: { Foo: true, GatewayListenerSet: true },
        },
      },
      [
        'load_balancer_controller.fargate: identity = "pod-identity" with fargate = true',
        "load_balancer_controller.feature_gates: a feature gate that is not known",
        "load_balancer_controller.feature_gates: a feature gate with chart of this version",
      ],
    );
  });

  describe("of the controller and its cluster", () => {
    tells(
      {
        region: "us-iso-east-1",
        load_balancer_controller: { webhook_certificate: "cert-manager", global_accelerator: true },
      },
      [
        "load_balancer_controller.webhook_certificate: webhook_certificate is cert-manager, and cert_manager is not installed",
        "load_balancer_controller.global_accelerator: global_accelerator in the partition of this region",
        "load_balancer_controller.image_registry: no image registry, in the partition of this region",
      ],
    );
  });

  describe("of the controller's chart, its certificate, its scheme and its registry", () => {
    tells(
      {
        region: "us-iso-east-1",
        load_balancer_controller: { version: "3.0.0", image_registry: "regional" },
      },
      [
        "load_balancer_controller.webhook_certificate: webhook_certificate is helm with chart 3.0.0",
        'load_balancer_controller.image_registry: image_registry = "regional" in this region',
      ],
    );
    describe("and of an early one", () => {
      tells({ load_balancer_controller: { version: "1.17.0", default_scheme: "internal" } }, [
        "load_balancer_controller.default_scheme: default_scheme with chart of an earlier version",
      ]);
    });
  });

  describe("of other add-ons", () => {
    const repository = "https://charts.example.com";
    tells(
      {
        addons: {
          "cert-manager": { chart: { name: "a", repository, version: "1.0.0" }, namespace: "a" },
          sourceless: { chart: { name: "a" }, namespace: "a" },
          unpinned: { chart: { name: "a", repository }, namespace: "a" },
          second: { chart: { name: "aws-load-balancer-controller", repository, version: "3.5.0" }, namespace: "a" },
          nameless: {
            chart: { name: "a", repository, version: "1.0.0" },
            namespace: "default",
            create_namespace: true,
            service_account: { policy_arns: [POLICY, POLICY], role: { name: "a", name_prefix: "b" } },
          },
        },
      },
      [
        "an add-on is called cert-manager or load-balancer-controller",
        'addons["sourceless"].chart: the chart has no source, or two',
        'addons["unpinned"].chart.version: version is missing',
        'addons["second"].chart.name: an add-on installs aws-load-balancer-controller',
        'addons["nameless"].service_account.name: name is missing',
        'addons["nameless"].service_account.policy_arns: an ARN stands twice',
        'addons["nameless"].service_account.role: name and name_prefix are both given',
        'addons["nameless"].create_namespace: create_namespace for a namespace of Kubernetes',
      ],
    );
  });

  describe("of the cluster and its provider", () => {
    const attributes = { account_id: "111122223333", oidc_issuer: "https://issuer.example.com/id/B" };
    tells({ partition: "aws-cn" }, ["this partition is not the region's"]);
    describe("whose attributes lack the VPC", () => {
      tells({ cluster_attributes: attributes, load_balancer_controller: {} }, [
        "cluster_attributes.vpc_id is null: the load balancer controller needs it",
      ]);
    });
    describe("that is given, and created", () => {
      tells({ cluster_attributes: attributes, oidc_provider_arn: PROVIDER }, [
        'oidc_provider_arn is given: oidc_provider is not "existing"',
        "an ARN of another cluster's provider",
      ]);
    });
    describe("where one is said to be there", () => {
      tells({ oidc_provider: "existing" }, ['oidc_provider_arn is null: oidc_provider is "existing"']);
    });
    describe("in a region of no known partition", () => {
      tells({ region: "mars-north-1" }, ["the region's partition is not known"]);
    });
  });

  describe("of values and options", () => {
    tells(
      {
        cert_manager: {
          replicas: 2,
          values: {
            crds: { enabled: "true" },
            replicaCount: 3,
            serviceAccount: { annotations: {} },
            podAnnotations: "x",
          },
        },
      },
      [
        'values.podAnnotations is "x", values.serviceAccount.annotations is {}, values.crds.enabled is "true", values.replicaCount is 3',
      ],
    );
    describe("where they agree", () => {
      const values = { crds: { enabled: true }, replicaCount: 2, webhook: { hostNetwork: true } };
      test("nothing is told", () => {
        expect(mistakesOf("eks-irsa", { ...PLACE, cert_manager: { replicas: 2, values } })).toEqual([]);
      });
    });
  });
});
