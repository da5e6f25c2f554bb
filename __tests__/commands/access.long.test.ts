import { run, write } from "../support/command";
import type { Finished } from "../support/command";
import { read } from "../support/documents";
import { withFolder } from "../support/synth";

const QUEUE = "arn:aws:sqs:ap-northeast-2:111122223333:orders";

/** What the command says of the project's example, after its synthesis. */
const access = (...args: readonly string[]): Finished =>
  withFolder((folder) => {
    write(folder, { "eks-irsa.yaml": read("eks-irsa.yaml"), "no.json": "[]" });
    expect(run("main.js", folder).status).toBe(0);
    return run("main.js", folder, ["access", ...args]);
  });

describe("access", () => {
  test("tells ServiceAccounts, roles, services, verbs and resources", () => {
    const { status, stdout, stderr } = access();
    expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
    expect(stdout).toMatch(
      /^orders\/order-worker +prod-ap-northeast-2-order-worker +sqs +Delete, Get, Receive +arn:aws:sqs:ap-northeast-2:111122223333:orders$/m,
    );
    expect(stdout).toMatch(/^shop\/s3-reader .* AmazonS3ReadOnlyAccess: not in the output$/m);
  });

  test("writes JSON", () => {
    const { outputs } = JSON.parse(access("--json").stdout) as {
      outputs: { source: string; serviceAccounts: { name: string; roles: { assumed: string }[] }[] }[];
    };
    expect(outputs.map(({ source }) => source)).toEqual(["prod-seoul"]);
    const accounts = outputs.flatMap(({ serviceAccounts }) => serviceAccounts);
    expect(accounts.map(({ name }) => name)).toEqual([
      "cert-manager",
      "aws-load-balancer-controller",
      "order-worker",
      "s3-reader",
    ]);
    expect(accounts.flatMap(({ roles }) => roles.map(({ assumed }) => assumed))).toEqual(["yes", "yes", "yes", "yes"]);
  });

  test.each<[string, number, RegExp]>([
    [`--can orders/order-worker sqs:ReceiveMessage ${QUEUE}`, 0, /^yes: [^]*policy inline, statement 1 allows it$/m],
    [`--can orders/order-worker sqs:SendMessage ${QUEUE}`, 1, /^no: [^]*nothing in a policy of the role allows it$/m],
    ["--can shop/s3-reader s3:GetObject arn:aws:s3:::b/k", 3, /^not known: [^]*AmazonS3ReadOnlyAccess/],
    ["--can shop/s3-readr s3:GetObject arn:aws:s3:::b/k", 3, /Did you mean shop\/s3-reader\?$/m],
    [
      "--can cert-manager/cert-manager route53:ChangeResourceRecordSets arn:aws:route53:::hostedzone/Z0123456789ABCDEFGHIJ",
      3,
      /depends on route53:ChangeResourceRecordSetsRecordTypes/,
    ],
    [`--who sqs:ReceiveMessage ${QUEUE}`, 0, /^yes: orders\/order-worker as .*\nnot known: shop\/s3-reader as .*$/m],
    ["--explain shop/s3-reader", 0, /holds: StringEquals ‹issuer of prod›:sub system:serviceaccount:shop:s3-reader$/m],
    ["--diff cdktf.out", 0, /^Nobody gained or lost anything\.$/m],
    ["--plan cdktf.out/stacks/prod-seoul/cdk.tf.json", 0, /^orders\/order-worker /m],
    ["--stack prod-seoul", 0, /^orders\/order-worker /m],
    ["--html page.html", 0, /^page\.html is written\. Open it in a browser\.$/m],
  ])("%s ends with %i", (args, status, expected) => {
    const found = access(...args.split(" "));
    expect({ status: found.status, stderr: found.stderr }).toEqual({ status, stderr: "" });
    expect(found.stdout).toMatch(expected);
  });

  test.each<[string, RegExp]>([
    ["--can orders/order-worker sqs:ReceiveMessage", /--can takes NS\/SA ACTION RESOURCE/],
    ["--can orders/order-worker s3:GetObject arn:aws:s3:::b/*", /a question is about one resource/],
    ["--can worker s3:GetObject arn:aws:s3:::b/k", /a ServiceAccount is NAMESPACE\/NAME/],
    ["--html none/page.html", /none\/page\.html/],
    ["--html page.html --json", /one of them at a time/],
    ["--json --explain shop/s3-reader", /one of them at a time/],
    ["--plan none.json", /none\.json/],
    ["--plan no.json", /is no output of Terraform/],
    ["--stack other", /there is no stack other among prod-seoul/],
    ["prod", /nothing else is expected there/],
  ])("%s ends with 2", (args, expected) => {
    const { status, stdout, stderr } = access(...args.split(" "));
    expect({ status, stdout }).toEqual({ status: 2, stdout: "" });
    expect(stderr).toMatch(expected);
  });

  test("asks for a synthesis where there is none", () => {
    const { status, stderr } = withFolder((folder) => run("main.js", folder, ["access"]));
    expect(status).toBe(2);
    expect(stderr).toContain("Run npm run synth first, or give --plan FILE");
  });
});
