/** Types are checked by `npm run types`; here they are only stripped. */
const typescript = {
  isolatedModules: true,
  module: "CommonJS",
  moduleResolution: "Node10",
  target: "ES2022",
};

module.exports = {
  testEnvironment: "node",
  maxWorkers: 2,
  testMatch: ["<rootDir>/__tests__/**/*.test.ts"],
  transform: { "^.+\\.ts$": ["ts-jest", { tsconfig: typescript, diagnostics: false }] },
  globalSetup: "<rootDir>/__tests__/support/global-setup.js",
  reporters: ["default", "<rootDir>/__tests__/support/count-reporter.js"],
  // dist/ holds compiled copies of the sources.
  modulePathIgnorePatterns: ["<rootDir>/dist/", "<rootDir>/cdktf.out/"],
};
