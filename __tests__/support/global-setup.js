const { execFileSync } = require("node:child_process");
const { join } = require("node:path");

/** Tests of the commands run the compiled code, as users do. */
module.exports = () => {
  const root = join(__dirname, "..", "..");
  execFileSync(process.execPath, [join(root, "node_modules/typescript/bin/tsc"), "--build", "tsconfig.build.json"], {
    cwd: root,
    stdio: "inherit",
  });
};
