import eslint from "@eslint/js";
import tseslint from "typescript-eslint";

/** Importing a provider's root loads every resource it has: seconds and hundreds of megabytes. */
const PROVIDER_ROOTS = {
  regex: "^@cdktf/provider-[a-z]+(/lib)?$",
  message: "Import the one resource, as in @cdktf/provider-aws/lib/iam-role: the root takes seconds to load.",
};

/** The rooms of constructs/, from the ground floor up. A room imports only from floors below it. */
const FLOORS = [
  ["facts", "lib"],
  ["hcl", "iam", "guardrails"],
  ["contract"],
  ["identity"],
  ["addons"],
  ["configuration", "stacks", "modules", "access"],
  ["commands"],
];

/** What a room may import from its own floor all the same. */
const BESIDE = {
  // A stack is made of a cluster's configuration: this file says what that holds, and loads nothing.
  stacks: ["configuration/configuration"],
  // What actions are is AWS's list to say.
  guardrails: ["iam/actions", "iam/data", "iam/rules"],
};

/** Imports of other rooms' files, but for some. A room's own folders may have the name of another room. */
const filesOf = (rooms, allowed = []) => {
  const but = allowed.length > 0 ? `(?!(${allowed.join("|")})$)` : "";
  return `^(\\.\\./)+${but}(${rooms.join("|")})/`;
};

const floorRules = FLOORS.flatMap((rooms, floor) =>
  rooms.map((room) => {
    const above = FLOORS.slice(floor + 1).flat();
    const beside = rooms.filter((other) => other !== room);
    const patterns = [PROVIDER_ROOTS];
    if (above.length > 0) {
      patterns.push({
        regex: filesOf(above),
        message: `constructs/${room} stands on a lower floor than what it imports.`,
      });
    }
    if (beside.length > 0) {
      patterns.push({
        regex: filesOf(beside, BESIDE[room]),
        message: `constructs/${room} stands on the same floor as what it imports: move what both need a floor down.`,
      });
    }
    if (["facts", "iam", "guardrails", "configuration", "access"].includes(room)) {
      patterns.push({
        group: ["cdktf", "constructs", "@cdktf/**"],
        message: `constructs/${room} is plain data and functions: it knows no construct.`,
      });
    }
    return { files: [`constructs/${room}/**/*.ts`], rules: { "no-restricted-imports": ["error", { patterns }] } };
  }),
);

export default tseslint.config(
  { ignores: ["dist", "cdktf.out", "coverage", ".gen", "node_modules"] },
  eslint.configs.recommended,
  {
    files: ["**/*.ts"],
    extends: [...tseslint.configs.strictTypeChecked, ...tseslint.configs.stylisticTypeChecked],
    languageOptions: {
      parserOptions: {
        project: ["./tsconfig.json", "./examples/tsconfig.json", "./constructs/access/page/client/tsconfig.json"],
        tsconfigRootDir: import.meta.dirname,
      },
    },
    rules: {
      "no-restricted-imports": ["error", { patterns: [PROVIDER_ROOTS] }],
      "@typescript-eslint/consistent-type-imports": "error",
      "@typescript-eslint/explicit-member-accessibility": "error",
      "@typescript-eslint/no-unused-vars": [
        "error",
        { varsIgnorePattern: "^_", argsIgnorePattern: "^_", ignoreRestSiblings: true },
      ],
      "@typescript-eslint/restrict-template-expressions": ["error", { allowNumber: true }],
      // A construct registers itself in its scope: making one is the point.
      "no-new": "off",
      // NodeJS.ProcessEnv and YAML data are indexed by text.
      "@typescript-eslint/dot-notation": "off",
    },
  },
  ...floorRules,
  {
    files: ["**/*.js", "**/*.mjs"],
    languageOptions: {
      globals: {
        require: "readonly",
        module: "writable",
        process: "readonly",
        console: "readonly",
        __dirname: "readonly",
      },
    },
  },
);
