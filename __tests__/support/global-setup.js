const { execFileSync } = require("node:child_process");
const { join } = require("node:path");

/** Tests of the commands run the built ones, as users do. */
module.exports = () => {
  execFileSync("npm", ["run", "--silent", "build"], { cwd: join(__dirname, "..", ".."), stdio: "inherit" });
};
