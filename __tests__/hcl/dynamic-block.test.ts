import { ServiceAccountV1 } from "@cdktf/provider-kubernetes/lib/service-account-v1";
import { addDynamicBlock } from "../../constructs/hcl/dynamic-block";
import { reference } from "../../constructs/hcl/expression";
import { only, synth, testStack } from "../support/synth";

test.each<[string | string[], object]>([
  [["name", "kind"], { name: "${rule.value.name}", kind: "${rule.value.kind}" }],
  ["name", { name: "${rule.value}" }],
])("a block is repeated for each element of a list: by %j", (keys, content) => {
  const stack = testStack();
  const account = new ServiceAccountV1(stack, "a", { metadata: { name: "a" } });
  addDynamicBlock(account, "rule", reference("var.rules"), keys);
  expect(only(synth(stack), "kubernetes_service_account_v1")).toMatchObject({
    dynamic: { rule: { for_each: "${var.rules}", content } },
  });
});
