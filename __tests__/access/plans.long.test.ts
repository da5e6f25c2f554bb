import { readFileSync } from "node:fs";
import { join } from "node:path";
import { accessDiff } from "../../constructs/access/diff";
import type { Model } from "../../constructs/access/model";
import { can, who } from "../../constructs/access/question";
import { pageData } from "../../constructs/access/page/data";
import { accessPage } from "../../constructs/access/page/page";
import { modelOf } from "../../constructs/access/read";
import { accessTable } from "../../constructs/access/table";
import { pageParts } from "../../constructs/commands/page-parts";
import type { Data } from "../../constructs/facts/merge";
import { eksIrsa, writeRoot } from "../support/module-root";
import { withFolder } from "../support/synth";
import { describeWithTerraform, synthesizeIn, terraform } from "../support/terraform";

const shown = (folder: string, ...args: readonly string[]): Model =>
  modelOf("shown", JSON.parse(terraform(folder, "show", "-json", ...args)) as Data);

describeWithTerraform("access of the modules", () => {
  const statements = [
    { actions: ["sqs:ReceiveMessage"], resources: ["arn:aws:sqs:ap-northeast-2:111122223333:orders"] },
  ];
  const workload = (service_account: string, more: object): object => ({
    namespace: "orders",
    service_account,
    ...more,
  });

  test("a first plan says what the state says after the apply", () => {
    withFolder((folder) => {
      const workloads = {
        worker: workload("worker", { statements }),
        both: workload("both", { identity: "both", statements, role: { managed_policies: true } }),
        pods: workload("pods", { identity: "pod-identity", assume_role_arns: ["arn:aws:iam::444455556666:role/a"] }),
      };
      writeRoot(folder, {
        module: {
          it: eksIrsa(folder, {
            workloads,
            load_balancer_controller: {},
            cert_manager: { hosted_zone_ids: ["Z0123456789ABCDEFGHIJ"] },
          }),
        },
      });
      terraform(folder, "plan", "-out=plan.bin");
      const planned = shown(folder, "plan.bin");
      terraform(folder, "apply", "plan.bin");
      expect(accessDiff([planned], [shown(folder)])).toEqual([]);
      expect(planned.accounts.map(({ namespace, name }) => `${namespace}/${name}`)).toEqual([
        "cert-manager/cert-manager",
        "kube-system/aws-load-balancer-controller",
        "orders/both",
        "orders/pods",
        "orders/worker",
      ]);
      for (const name of ["worker", "both"]) {
        const reply = can(
          planned,
          `orders/${name}`,
          "sqs:ReceiveMessage",
          "arn:aws:sqs:ap-northeast-2:111122223333:orders",
        );
        expect(reply?.answer).toBe("yes");
      }
      expect(can(planned, "orders/worker", "s3:GetObject", "arn:aws:s3:::a/b")?.answer).toBe("no");
      expect(can(planned, "orders/pods", "s3:GetObject", "arn:aws:s3:::a/b")?.answer).toBe("maybe");
    });
  });
});

test("a thousand workloads are quick to read", () => {
  withFolder((folder) => {
    const workloads = Array.from({ length: 1000 }, (_, index) => ({
      namespace: `team-${index % 40}`,
      serviceAccount: `worker-${index}`,
      identity: "both",
      statements: [{ actions: ["s3:GetObject"], resources: [`arn:aws:s3:::bucket-${index}/*`] }],
    }));
    const stack = synthesizeIn(folder, { version: 1, clusters: { prod: { region: "ap-northeast-2", workloads } } })(
      "prod",
    );
    const json = JSON.parse(readFileSync(join(stack, "cdk.tf.json"), "utf8")) as Data;
    const parts = pageParts();
    const start = process.cpuUsage();
    const model = modelOf("prod", json);
    expect(accessTable(model).split("\n").length).toBeGreaterThan(1000);
    expect(who(model, "s3:GetObject", "arn:aws:s3:::bucket-7/k").lines).toHaveLength(1);
    const { user, system } = process.cpuUsage(start);
    // Twice what one of the two may take, for a machine that does other things, too.
    expect((user + system) / 1e6).toBeLessThan(4);
    const before = process.cpuUsage();
    const page = accessPage(pageData([modelOf("prod", json)]), parts);
    const drawn = process.cpuUsage(before);
    if (process.env["TIMES"] !== undefined)
      console.log({ table: (user + system) / 1e6, page: (drawn.user + drawn.system) / 1e6, bytes: page.length });
    expect((drawn.user + drawn.system) / 1e6).toBeLessThan(4);
  });
}, 120_000);
