import { literals, problemsOf, references } from "../../constructs/contract/rule";
import { needsIrsa, needsPodIdentity } from "../../constructs/contract/rules/identity";
import { nameAndPrefix } from "../../constructs/contract/rules/role";
import { existingAccount, newNamespace } from "../../constructs/contract/rules/service-account";
import { statementPairs, statementParts } from "../../constructs/contract/rules/statement";
import type { Rule } from "../../constructs/contract/rule";
import { problemText } from "../../constructs/facts/problems";
import { inline } from "../../constructs/hcl/print";

const texts = (rules: readonly Rule[], object: object): string[] =>
  problemsOf(rules, literals(object)).map(({ path, problem }) => `${path}: ${problemText(problem)}`);

const printed = (rule: Rule): string => inline(rule.holds(references((path) => `workload.${path}`)));

describe("a rule over literals", () => {
  test("tells its problem where it is broken", () => {
    expect(texts([nameAndPrefix], { role: { name: "a", namePrefix: "b" } })).toEqual([
      "role: name and namePrefix are both given: a role has one or the other. Keep one.",
    ]);
    expect(texts([newNamespace], { createNamespace: true, namespace: "kube-system" })).toEqual([
      expect.stringContaining('createNamespace: createNamespace for "kube-system"'),
    ]);
    expect(texts(existingAccount, { existing: true, labels: {}, imagePullSecrets: [] })).toHaveLength(2);
    expect(texts(statementPairs, { actions: ["a:b"], notActions: ["a:b"] })).toEqual([
      expect.stringContaining("actions and notActions are both given"),
      expect.stringContaining("neither resources nor notResources is given"),
    ]);
    expect(texts([needsPodIdentity], { identity: "irsa", podIdentity: {} })).toHaveLength(1);
    const trust = { otherProviders: [], subjectPatterns: [{}] };
    expect(texts([needsIrsa], { identity: "pod-identity", trust })).toHaveLength(1);
  });

  test("tells nothing where it holds", () => {
    const account = { existing: false, labels: {}, createNamespace: true, namespace: "shop", role: { name: "a" } };
    const rules = [nameAndPrefix, newNamespace, needsIrsa, needsPodIdentity, statementParts, ...existingAccount];
    expect(texts(rules, { ...account, identity: "irsa", actions: ["a:b"], resources: ["*"] })).toEqual([]);
    expect(texts([needsIrsa], { identity: "pod-identity" })).toEqual([]);
  });
});

test.each([
  [nameAndPrefix, "workload.role.name == null || workload.role.name_prefix == null"],
  [
    needsPodIdentity,
    'workload.identity != "irsa" || !anytrue([for value in values(workload.pod_identity) : value != null])',
  ],
  [
    statementParts,
    "workload.actions != null != (workload.not_actions != null) && workload.resources != null != (workload.not_resources != null)",
  ],
])("a rule over references is Terraform's", (rule, text) => {
  expect(printed(rule)).toBe(text);
});
