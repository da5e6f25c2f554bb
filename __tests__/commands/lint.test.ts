import { spawnSync } from "node:child_process";
import { join } from "node:path";

/** One ESLint for all cases: type-aware rules are off, for imports need no types. */
const SCRIPT = `
import { ESLint } from "eslint";
import tseslint from "typescript-eslint";
const eslint = new ESLint({ overrideConfig: [tseslint.configs.disableTypeChecked, { languageOptions: { parserOptions: { project: null } } }] });
const cases = JSON.parse(process.argv[1]);
const results = await Promise.all(cases.map(({ file, from }) => eslint.lintText(\`import "\${from}";\\n\`, { filePath: file })));
console.log(JSON.stringify(results.map(([result]) => result.messages.map(({ ruleId, message }) => [ruleId, message]))));
`;

interface Case {
  readonly file: string;
  readonly from: string;
  /** What ESLint says; undefined where the import is fine. */
  readonly message?: string;
}

const ROOT = "Import the one resource, as in @cdktf/provider-aws/lib/iam-role: the root takes seconds to load.";
const upper = (room: string): string => `constructs/${room} stands on a lower floor than what it imports.`;
const beside = (room: string): string => `constructs/${room} stands on the same floor as what it imports`;
const plain = (room: string): string => `constructs/${room} is plain data and functions: it knows no construct.`;

const CASES: readonly Case[] = [
  { file: "constructs/identity/irsa-role.ts", from: "@cdktf/provider-aws", message: ROOT },
  { file: "constructs/addons/helm-addon.ts", from: "@cdktf/provider-helm/lib", message: ROOT },
  { file: "constructs/stacks/providers.ts", from: "@cdktf/provider-kubernetes", message: ROOT },
  { file: "main.ts", from: "@cdktf/provider-aws", message: ROOT },
  { file: "constructs/identity/irsa-role.ts", from: "@cdktf/provider-aws/lib/iam-role" },
  { file: "constructs/facts/names.ts", from: "../hcl/lift", message: upper("facts") },
  { file: "constructs/hcl/lift.ts", from: "../contract/check", message: upper("hcl") },
  { file: "constructs/contract/check.ts", from: "../identity/eks-cluster", message: upper("contract") },
  { file: "constructs/identity/irsa-role.ts", from: "../addons/helm-addon", message: upper("identity") },
  { file: "constructs/addons/helm-addon.ts", from: "../configuration/schema", message: upper("addons") },
  { file: "constructs/addons/cert-manager/values.ts", from: "../../stacks/backend", message: upper("addons") },
  { file: "constructs/configuration/load.ts", from: "../commands/check", message: upper("configuration") },
  { file: "constructs/stacks/cluster-stack.ts", from: "../commands/summary", message: upper("stacks") },
  { file: "constructs/facts/names.ts", from: "cdktf", message: plain("facts") },
  { file: "constructs/configuration/load.ts", from: "constructs", message: plain("configuration") },
  {
    file: "constructs/configuration/load.ts",
    from: "@cdktf/provider-aws/lib/iam-role",
    message: plain("configuration"),
  },
  { file: "constructs/configuration/load.ts", from: "../stacks/backend", message: beside("configuration") },
  { file: "constructs/configuration/rules/rule.ts", from: "../../modules/input", message: beside("configuration") },
  { file: "constructs/stacks/cluster-stack.ts", from: "../configuration/schema", message: beside("stacks") },
  { file: "constructs/modules/stacks/eks-irsa.ts", from: "../../configuration/schema", message: beside("modules") },
  { file: "constructs/modules/stacks/eks-irsa.ts", from: "../../stacks/requirements", message: beside("modules") },
  { file: "constructs/stacks/cluster-stack.ts", from: "../configuration/configuration" },
  { file: "constructs/contract/identity.ts", from: "./texts" },
  { file: "constructs/addons/cert-manager/keys.ts", from: "../../contract/identity" },
  { file: "constructs/addons/helm-addon.ts", from: "../identity/namespace" },
  { file: "constructs/identity/irsa-role.ts", from: "../facts/names" },
];

const messages = ((): [string, string][][] => {
  const { stdout, stderr } = spawnSync(
    process.execPath,
    ["--input-type=module", "--eval", SCRIPT, JSON.stringify(CASES)],
    { cwd: join(__dirname, "..", ".."), encoding: "utf8" },
  );
  if (stdout === "") throw new Error(stderr);
  return JSON.parse(stdout) as [string, string][][];
})();

describe("ESLint", () => {
  test.each(CASES.map((one, index): [string, string, Case, number] => [one.file, one.from, one, index]))(
    "in %s knows whether %s may be imported",
    (_file, from, { message }, index) => {
      const expected = message === undefined ? [] : [["no-restricted-imports", expect.stringContaining(message)]];
      expect(messages[index]).toEqual(expected);
      if (message !== undefined) expect(messages[index]?.[0]?.[1]).toContain(`'${from}' import is restricted`);
    },
  );
});
