import { plan, record } from "../support/terraform-json";
import { describeWithTerraform, newFolder, removeFolder, synthesizeIn, terraform } from "../support/terraform";

const S3_READ = "arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess";
const SQS_READ = "arn:aws:iam::aws:policy/AmazonSQSReadOnlyAccess";

const reader = { namespace: "shop", createNamespace: true, serviceAccount: "s3-reader", policyArns: [S3_READ] };
const worker = {
  namespace: "orders",
  createNamespace: true,
  serviceAccount: "order-worker",
  statements: [{ actions: ["sqs:ReceiveMessage"], resources: ["*"] }],
};
const billing = { namespace: "billing", createNamespace: true, serviceAccount: "billing", policyArns: [SQS_READ] };

const configuration = (...workloads: object[]): object => ({
  version: 1,
  clusters: {
    prod: {
      region: "ap-northeast-2",
      certManager: { hostedZones: ["Z0123456789ABCDEFGHIJ"] },
      loadBalancerController: {},
      workloads,
    },
  },
});

/** Edits of a configuration, and all that Terraform may do about them. */
const EDITS: { edit: string; workloads: object[]; changes: Record<string, string> }[] = [
  { edit: "reordering workloads", workloads: [worker, reader], changes: {} },
  {
    edit: "adding a workload before the others",
    workloads: [billing, reader, worker],
    changes: {
      "kubernetes_namespace_v1.namespace_billing": "create",
      "aws_iam_role.workload_billing_role": "create",
      "aws_iam_role_policy_attachment.workload_billing_role_AmazonSQSReadOnlyAccess": "create",
      "kubernetes_service_account_v1.workload_billing_service-account": "create",
    },
  },
  {
    edit: "removing the first workload",
    workloads: [worker],
    changes: {
      "kubernetes_namespace_v1.namespace_shop": "delete",
      "aws_iam_role.workload_s3-reader_role": "delete",
      "aws_iam_role_policy_attachment.workload_s3-reader_role_AmazonS3ReadOnlyAccess": "delete",
      "kubernetes_service_account_v1.workload_s3-reader_service-account": "delete",
    },
  },
  {
    edit: "adding a policy before another",
    workloads: [{ ...reader, policyArns: [SQS_READ, S3_READ] }, worker],
    changes: { "aws_iam_role_policy_attachment.workload_s3-reader_role_AmazonSQSReadOnlyAccess": "create" },
  },
  {
    edit: "letting a second ServiceAccount in",
    workloads: [{ ...reader, trust: { subjects: [{ namespace: "shop", serviceAccount: "backup" }] } }, worker],
    changes: { "aws_iam_role.workload_s3-reader_role": "update" },
  },
];

describeWithTerraform("an edit of what is applied", () => {
  let folder: string;

  beforeAll(() => {
    folder = newFolder();
    const stack = synthesizeIn(folder, configuration(reader, worker))("prod");
    terraform(stack, "init");
    record(stack, "apply");
  });

  afterAll(() => {
    removeFolder(folder);
  });

  test.each(EDITS)("$edit touches nothing else", ({ workloads, changes }) => {
    const stack = synthesizeIn(folder, configuration(...workloads))("prod");
    expect(plan(stack).changes).toEqual(changes);
  });
});
