/** What Terraform takes in a module's tests and OpenTofu 1.11 and later does not. */
export interface Rule {
  readonly name: string;
  /** The parts of a file that the rule is about. */
  readonly within: RegExp;
  /** What may not be in them. */
  readonly refused: RegExp;
}

/** Blocks by their first words, as `terraform fmt` indents them. */
const blocks = (words: string): RegExp => new RegExp(`^( *)${words} \\{\\n[\\s\\S]*?^\\1\\}`, "gm");

const VPC_CONFIG = [
  "cluster_security_group_id",
  "endpoint_private_access",
  "endpoint_public_access",
  "public_access_cidrs",
  "security_group_ids",
  "subnet_ids",
  "vpc_id",
];

export const RULES: readonly Rule[] = [
  {
    name: "mocks stand in the file itself: OpenTofu reads no mock files",
    within: blocks('mock_provider "\\w+"'),
    refused: /^ *source\b/gm,
  },
  {
    name: "an assertion names no other run: say `variables { before = run.first }`, and `var.before` in it",
    within: blocks("assert"),
    refused: /\brun\.\w+/g,
  },
  {
    name: "an override is for a whole resource: OpenTofu takes no instance's key",
    within: blocks("override_\\w+"),
    refused: /^ *target\b.*\[/gm,
  },
  {
    name: `a mocked vpc_config is whole: ${VPC_CONFIG.join(", ")}`,
    within: /\bvpc_config *= \[\{[\s\S]*?\}\]/g,
    refused: new RegExp(`^(?!${VPC_CONFIG.map((name) => `(?=[\\s\\S]*\\b${name} *=)`).join("")})`, "g"),
  },
  {
    name: "image_pull_secrets are known: OpenTofu's mocks panic at blocks that are not",
    within: /^.*$/gm,
    refused: /^ *image_pull_secrets *= (?!\[|null)/g,
  },
];

/** Where a file breaks rules: lines, with the rule. */
export const broken = (text: string): string[] =>
  RULES.flatMap(({ name, within, refused }) =>
    [...text.matchAll(within)].flatMap(({ 0: part, index }) =>
      [...part.matchAll(refused)].map((found) => {
        const line = text.slice(0, index + found.index).split("\n").length;
        return `line ${line}: ${name}`;
      }),
    ),
  );
