/** Where a test's names say why it is skipped: "… (skipped: the reason)". */
const REASON = /\(skipped: (.*?)\)/;

const LONG = "the long suite, with all modules, examples and partitions. Run: npm run test:long";

const counted = (count, what) => `${count} ${what}${count === 1 ? "" : "s"}`;

/** How many tests are skipped for each reason. */
function reasons(results) {
  const counts = {};
  const tests = results.testResults.flatMap((file) => file.testResults).filter(({ status }) => status === "pending");
  for (const { fullName } of tests) {
    const reason = REASON.exec(fullName)?.[1] ?? "they were not chosen";
    counts[reason] = (counts[reason] ?? 0) + 1;
  }
  return Object.entries(counts).map(([reason, count]) => `${counted(count, "test")}: ${reason}`);
}

/** Ends the run, after jest's own summary, with what was not proven, why, and one plain line for scripts to read. */
module.exports = class CountReporter {
  onRunComplete(contexts, results) {
    const { numPassedTests, numFailedTests, numPendingTests, numTodoTests, numRuntimeErrorTestSuites } = results;
    const projects = [...contexts].map(({ config }) => config.displayName?.name);
    const missing = [...reasons(results), ...(projects.includes("long") ? [] : [LONG])];
    const failed = numFailedTests + numRuntimeErrorTestSuites;
    const line = `${numPassedTests} passed, ${failed} failed, ${numPendingTests + numTodoTests} skipped`;
    process.once("exit", () => {
      if (missing.length > 0) console.log(["", "Not proven here:", ...missing.map((one) => `- ${one}`)].join("\n"));
      console.log(line);
    });
  }
};
