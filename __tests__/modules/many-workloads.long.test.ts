import { eksIrsa, writeRoot } from "../support/module-root";
import { describeWithTerraform, newFolder, removeFolder, tryTerraform } from "../support/terraform";
import { plan, record } from "../support/terraform-json";

const S3_READ = "arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess";
const SQS_READ = "arn:aws:iam::aws:policy/AmazonSQSReadOnlyAccess";

interface Workload {
  readonly namespace: string;
  readonly create_namespace?: boolean;
  readonly service_account: string;
  readonly policy_arns: readonly string[];
  readonly statements?: readonly object[];
  readonly trust?: object;
}

const workload = (name: string, namespace = "shop"): Workload => ({
  namespace,
  create_namespace: true,
  service_account: name,
  policy_arns: [S3_READ],
  statements: [{ actions: ["sqs:ReceiveMessage"], resources: ["*"] }],
});

const FIFTY = Object.fromEntries(
  Array.from({ length: 50 }, (_, index) => `w-${String(index).padStart(2, "0")}`).map((name) => [name, workload(name)]),
);

const without = (name: string): Record<string, Workload> =>
  Object.fromEntries(Object.entries(FIFTY).filter(([key]) => key !== name));

/** All that belongs to one workload. */
const resourcesOf = (name: string, action: string): Record<string, string> => ({
  [`module.eks_irsa.aws_iam_role.workload["${name}"]`]: action,
  [`module.eks_irsa.aws_iam_role_policy.workload["${name}"]`]: action,
  [`module.eks_irsa.aws_iam_role_policy_attachment.workload_policy["${name}/${S3_READ}"]`]: action,
  [`module.eks_irsa.kubernetes_service_account_v1.workload["${name}"]`]: action,
});

/** Edits of fifty workloads, and all that Terraform may do about them. */
const EDITS: { edit: string; workloads: Record<string, Workload>; changes: Record<string, string> }[] = [
  { edit: "reordering them", workloads: Object.fromEntries(Object.entries(FIFTY).reverse()), changes: {} },
  {
    edit: "adding one before the others",
    workloads: { a: workload("a"), ...FIFTY },
    changes: resourcesOf("a", "create"),
  },
  {
    edit: "adding one in a namespace of its own",
    workloads: { ...FIFTY, z: workload("z", "orders") },
    changes: {
      'module.eks_irsa.kubernetes_namespace_v1.namespace["orders"]': "create",
      ...resourcesOf("z", "create"),
    },
  },
  { edit: "removing the first", workloads: without("w-00"), changes: resourcesOf("w-00", "delete") },
  { edit: "removing one in the middle", workloads: without("w-25"), changes: resourcesOf("w-25", "delete") },
  {
    edit: "giving one a policy before that which it has",
    workloads: { ...FIFTY, "w-25": { ...workload("w-25"), policy_arns: [SQS_READ, S3_READ] } },
    changes: {
      [`module.eks_irsa.aws_iam_role_policy_attachment.workload_policy["w-25/${SQS_READ}"]`]: "create",
    },
  },
  {
    edit: "letting a second ServiceAccount in",
    workloads: {
      ...FIFTY,
      "w-25": { ...workload("w-25"), trust: { subjects: [{ namespace: "shop", service_account: "backup" }] } },
    },
    changes: { 'module.eks_irsa.aws_iam_role.workload["w-25"]': "update" },
  },
];

describeWithTerraform("fifty workloads", () => {
  let folder: string;
  const write = (workloads: Record<string, Workload>): void => {
    writeRoot(folder, { module: { eks_irsa: eksIrsa(folder, { load_balancer_controller: {}, workloads }) } });
  };

  beforeAll(() => {
    folder = newFolder();
    write(FIFTY);
    record(folder, "apply");
  });

  afterAll(() => {
    removeFolder(folder);
  });

  test("have nothing to change once they are applied", () => {
    expect(tryTerraform(folder, "plan", "-detailed-exitcode").status).toBe(0);
  });

  test.each(EDITS)("$edit touches nothing else", ({ workloads, changes }) => {
    write(workloads);
    expect(plan(folder).changes).toEqual(changes);
  });
});
