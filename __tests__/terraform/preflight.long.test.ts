import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { binary, describeWithTerraform, run, terraform, tryTerraform } from "../support/terraform";
import { useStacks } from "../support/terraform-stacks";

/** Objects of the cluster that are as they should be, and other ones: what each check reads, and which checks tell of it. */

const region = "ap-northeast-2";
const ISSUER = "https://oidc.eks.ap-northeast-2.amazonaws.com/id/EXAMPLED539D4633E53DE1B71EXAMPLE";
const reader = {
  namespace: "shop",
  serviceAccount: "reader",
  createNamespace: true,
  policyArns: ["arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess"],
};
const controller = { certManager: {}, loadBalancerController: { ingressClass: { default: true } } };

const CLUSTERS = {
  quiet: { region, ...controller, workloads: [reader] },
  // Terraform's tests have no ephemeral resources in mocks.
  asked: { region, auth: "token", ...controller, identity: "pod-identity", workloads: [reader], preflight: true },
  lookup: { region, auth: "token", oidcProvider: "lookup", workloads: [reader] },
};

const VPC_CONFIG = {
  ...{ cluster_security_group_id: "sg-1", endpoint_private_access: true, endpoint_public_access: true },
  ...{ public_access_cidrs: [], security_group_ids: [], subnet_ids: [], vpc_id: "vpc-1" },
};

const cluster = (others: object): object => ({
  arn: "arn:aws:eks:ap-northeast-2:111122223333:cluster/asked",
  version: "1.34",
  endpoint: "https://example.com",
  identity: [{ oidc: [{ issuer: ISSUER }] }],
  certificate_authority: [{ data: "YQ==" }],
  compute_config: [],
  vpc_config: [VPC_CONFIG],
  ...others,
});

const ofRelease = (name: string, namespace: string): object => ({
  metadata: {
    name: `${name}-binding`,
    annotations: { "meta.helm.sh/release-name": name, "meta.helm.sh/release-namespace": namespace },
  },
});

const ingressClass = (name: string, of: string, annotations: object | null = null): object => ({
  metadata: { name, annotations },
  spec: { controller: of },
});

const AUTO_MODE = { compute_config: [{ enabled: true, node_pools: ["system"], node_role_arn: "" }] };
const AS_DEFAULT = { "ingressclass.kubernetes.io/is-default-class": "true" };
const OURS = "aws-load-balancer-controller";

/** By the address of a data source. */
interface Live {
  readonly cluster?: object;
  readonly subnets?: readonly string[];
  readonly classes?: readonly object[];
  readonly certManager?: readonly object[];
  readonly controller?: readonly object[];
  readonly agent?: readonly object[];
}

const SOUND: Required<Live> = {
  cluster: {},
  subnets: ["subnet-1"],
  classes: [ingressClass("alb", "ingress.k8s.aws/alb", AS_DEFAULT), ingressClass("nginx", "k8s.io/ingress-nginx")],
  certManager: [ofRelease("cert-manager", "cert-manager")],
  controller: [ofRelease(OURS, "kube-system")],
  agent: [{ metadata: { name: "eks-pod-identity-agent-1" } }],
};

const PREFIX = "preflight_load-balancer-controller";

/** A test file for a stack: what is read of the cluster, and the checks that are to fail. */
function testFile(live: Live, fails: readonly string[], others: Readonly<Record<string, object>> = {}): object {
  const all = { ...SOUND, ...live };
  const override = ([target, values]: [string, object]): object => ({ target: `data.${target}`, values });
  const aws = { "aws_eks_cluster.cluster": cluster(all.cluster), ...others };
  const kubernetes: Record<string, object> = {
    [`kubernetes_resources.${PREFIX}_ingress-class`]: { objects: all.classes },
    [`kubernetes_resources.${PREFIX}_installed-once`]: { objects: all.controller },
    "kubernetes_resources.preflight_cert-manager_installed-once": { objects: all.certManager },
    "kubernetes_resources.preflight_pod-identity-agent": { objects: all.agent },
  };
  const inStack = Object.keys(others).length === 0 ? kubernetes : {};
  const subnets = Object.keys(others).length === 0 ? { [`aws_subnets.${PREFIX}_subnets`]: { ids: all.subnets } } : {};
  return {
    mock_provider: {
      aws: { override_data: Object.entries({ ...aws, ...subnets }).map(override) },
      kubernetes: { override_data: Object.entries(inStack).map(override) },
      helm: {},
      time: {},
    },
    run: { told: { command: "plan", expect_failures: fails } },
  };
}

describeWithTerraform("checks of the live cluster", () => {
  const { folderOf, planOf, stateOf } = useStacks(CLUSTERS);

  /** What `terraform test` says of a stack in a cluster that is like this. */
  function tested(stack: string, file: object) {
    const folder = folderOf(stack);
    mkdirSync(join(folder, "tests"), { recursive: true });
    writeFileSync(join(folder, "tests", "preflight.tftest.json"), JSON.stringify(file));
    terraform(folder, "init");
    return run(binary ?? "terraform", ["test"], folder);
  }

  test.each<[string, Live, readonly string[]]>([
    ["nothing of what is as it should be", {}, []],
    ["nothing before anything is there", { classes: [], certManager: [], controller: [] }, []],
    ["a version of Kubernetes past the chart's", { cluster: { version: "1.37" } }, ["kubernetes-version"]],
    ["a version of Kubernetes before the chart's", { cluster: { version: "1.32" } }, ["kubernetes-version"]],
    ["a VPC without tags", { subnets: [] }, ["load-balancer-controller_subnets"]],
    ["no agent", { agent: [] }, ["pod-identity-agent"]],
    ["no agent but Auto Mode's", { agent: [], cluster: AUTO_MODE }, []],
    [
      "an IngressClass of Auto Mode",
      { classes: [ingressClass("alb", "eks.amazonaws.com/alb")] },
      ["load-balancer-controller_ingress-class"],
    ],
    ["none under another name", { classes: [ingressClass("auto", "eks.amazonaws.com/alb")] }, []],
    [
      "a second default class",
      { classes: [ingressClass("auto", "eks.amazonaws.com/alb", AS_DEFAULT)] },
      ["load-balancer-controller_ingress-class"],
    ],
    [
      "a second cert-manager, by hand",
      { certManager: [{ metadata: { name: "a", annotations: null } }] },
      ["cert-manager_installed-once"],
    ],
    [
      "a second controller, in another namespace",
      { controller: [ofRelease(OURS, "kube-system"), ofRelease(OURS, "ingress")] },
      ["load-balancer-controller_installed-once"],
    ],
  ])("tell of %s", (_what, live, fails) => {
    const { output } = tested(
      "asked",
      testFile(
        live,
        fails.map((name) => `check.preflight_${name}`),
      ),
    );
    expect(output).toContain("1 passed, 0 failed");
  });

  test("stop at a cluster that has no issuer", () => {
    const file = testFile({ cluster: { identity: [] } }, ["data.aws_eks_cluster.cluster"]);
    expect(tested("asked", file).output).toContain("1 passed, 0 failed");
    expect(tested("asked", testFile({ cluster: { identity: [] } }, [])).output).toContain(
      "a cluster without an OIDC issuer",
    );
  });

  test.each<[string, readonly string[], readonly string[]]>([
    ["a provider that does not know the audience", ["vault"], ["data.aws_iam_openid_connect_provider.oidc-provider"]],
    ["no provider that does", ["sts.amazonaws.com"], []],
  ])("stop at %s", (_what, client_id_list, fails) => {
    const provider = { arn: "arn:aws:iam::111122223333:oidc-provider/x", client_id_list };
    const others = { "aws_iam_openid_connect_provider.oidc-provider": provider };
    expect(tested("lookup", testFile({}, fails, others)).output).toContain("1 passed, 0 failed");
  });

  test("leave a plan empty that reads nothing for them, and only that", () => {
    const again = (stack: string): number | null => {
      stateOf(stack);
      return tryTerraform(folderOf(stack), "plan", "-detailed-exitcode").status;
    };
    expect([again("quiet"), again("asked")]).toEqual([0, 2]);
  });

  test("are in a plan with what they found", () => {
    planOf("quiet");
    const shown = JSON.parse(terraform(folderOf("quiet"), "show", "-json", "tfplan")) as {
      checks: readonly { address: { to_display: string }; status: string }[];
    };
    expect(shown.checks.map(({ address, status }) => [address.to_display, status]).sort()).toEqual([
      ["check.preflight_kubernetes-version", "pass"],
      ["data.aws_eks_cluster.cluster", "pass"],
    ]);
  });
});
