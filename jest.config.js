/** Types are checked by `npm run types`; here they are only stripped. */
const typescript = {
  isolatedModules: true,
  module: "CommonJS",
  moduleResolution: "Node10",
  target: "ES2022",
};

const project = {
  testEnvironment: "node",
  transform: { "^.+\\.ts$": ["ts-jest", { tsconfig: typescript, diagnostics: false }] },
  globalSetup: "<rootDir>/__tests__/support/global-setup.js",
  // dist/ holds compiled copies of the sources.
  modulePathIgnorePatterns: ["<rootDir>/dist/", "<rootDir>/cdktf.out/"],
};

/**
 * What proves each kind of thing once runs in `npm test`, which is to end within two minutes. What then proves it of every
 * module, example and partition is in files called *.long.test.ts, and runs in `npm run test:long`.
 */
module.exports = {
  maxWorkers: 2,
  reporters: ["default", "<rootDir>/__tests__/support/count-reporter.js"],
  projects: [
    {
      ...project,
      displayName: "short",
      testMatch: ["<rootDir>/__tests__/**/*.test.ts"],
      testPathIgnorePatterns: ["\\.long\\.test\\.ts$"],
    },
    { ...project, displayName: "long", testMatch: ["<rootDir>/__tests__/**/*.long.test.ts"] },
  ],
};
