/** What checkov finds in the plans of all examples, and why it stays: docs/scanning.md says it to users. */

export interface KnownFinding {
  /** The plans: eks-irsa.yaml and examples/ by file, modules' examples by path. */
  readonly plans: readonly string[];
  /** The resource's address, without its module and key. */
  readonly resource: string;
  readonly checks: readonly string[];
  readonly why: string;
}

const CONTROLLER = "upstream's policy of the controller has * for actions that have a resource type";

export const KNOWN: readonly KnownFinding[] = [
  {
    plans: ["eks-irsa.yaml"],
    resource: "aws_iam_policy.load-balancer-controller_role_load-balancer-controller",
    checks: ["CKV_AWS_290", "CKV_AWS_355"],
    why: CONTROLLER,
  },
  {
    plans: [
      ...["basic", "gitops", "new-cluster", "pod-identity", "registry-mirror"].map(
        (name) => `eks-irsa/examples/${name}`,
      ),
      ...["basic", "gitops", "isolated", "pod-identity", "with-cert-manager"].map(
        (name) => `load-balancer-controller/examples/${name}`,
      ),
    ],
    resource: "aws_iam_policy.this",
    checks: ["CKV_AWS_290", "CKV_AWS_355"],
    why: CONTROLLER,
  },
  {
    plans: [
      "eks-irsa/examples/new-cluster",
      "load-balancer-controller/examples/with-cert-manager",
      "oidc-provider/examples/new-cluster",
      "workload-identity/examples/new-cluster",
    ],
    resource: "aws_eks_cluster.this",
    checks: ["CKV_AWS_37", "CKV_AWS_39", "CKV_AWS_58"],
    why: "the example's cluster is the shortest that works: its logs, its endpoint and its secrets' key are not ours",
  },
];

/** What checkov calls what guardrails tell of: by the workloads of unsafe.yaml, and where docs/scanning.md says it. */
export const UNSAFE: readonly {
  readonly workload: string;
  readonly row: string;
  readonly checks: readonly string[];
}[] = [
  {
    workload: "everything",
    row: "`*` on `*`",
    checks: [
      ...["CKV2_AWS_40", "CKV_AWS_62", "CKV_AWS_63", "CKV_AWS_286", "CKV_AWS_287", "CKV_AWS_288", "CKV_AWS_289"],
      ...["CKV_AWS_290", "CKV_AWS_355"],
    ],
  },
  { workload: "administrator", row: "AWS's `AdministratorAccess`", checks: ["CKV_AWS_274"] },
  {
    workload: "service",
    row: "all actions of a service, on `*`",
    checks: ["CKV_AWS_288", "CKV_AWS_289", "CKV_AWS_290", "CKV_AWS_355"],
  },
  { workload: "service-here", row: "all actions of a service, on something", checks: [] },
  { workload: "write", row: "writing on all resources", checks: ["CKV_AWS_290", "CKV_AWS_355"] },
  { workload: "pass", row: "passing any role", checks: ["CKV_AWS_289", "CKV_AWS_355"] },
  { workload: "version", row: "changing policies", checks: ["CKV_AWS_286", "CKV_AWS_289", "CKV_AWS_355"] },
  { workload: "assume", row: "assuming any role", checks: ["CKV_AWS_287", "CKV_AWS_290", "CKV_AWS_355"] },
  { workload: "secrets", row: "secrets of the whole account", checks: ["CKV_AWS_288", "CKV_AWS_355"] },
  { workload: "anybody", row: "anybody may assume the role", checks: ["CKV_AWS_60"] },
  { workload: "account", row: "a whole account may", checks: ["CKV_AWS_61"] },
  { workload: "pattern", row: "ServiceAccounts by wildcards", checks: [] },
  { workload: "shared", row: "a role that namespaces share", checks: [] },
];
