import { GUARDRAIL_NAMES } from "../../constructs/iam/rules";
import { read } from "../support/documents";
import { UNSAFE } from "./checkov-findings";

/** docs/scanning.md, against what the long suite finds with checkov itself. */

const rows = read("docs/scanning.md")
  .split("\n## Rule by rule")[1]
  ?.split("\n")
  .filter((line) => line.startsWith("|"))
  .map((line) => line.split("|").map((cell) => cell.trim()));

/** `CKV_AWS_62, 63` in full. */
function checksIn(cell: string): string[] {
  let prefix = "";
  return [...cell.matchAll(/(CKV\w*_)?(\d+)\b/g)].map(([, given, number = ""]) => {
    prefix = given ?? prefix;
    return prefix + number;
  });
}

test.each(UNSAFE)("the table says what checkov finds in $workload: $row", ({ row, checks }) => {
  const found = rows?.filter(([, finding]) => finding === row) ?? [];
  expect(found).toHaveLength(1);
  expect(checksIn(found[0]?.[3] ?? "").sort()).toEqual([...checks].sort());
});

test("the table has every guardrail but that nobody can assume a role, which scanners do not ask", () => {
  const ours = (rows ?? []).map(([, , cell]) => cell).join();
  expect(GUARDRAIL_NAMES.filter((name) => !ours.includes(`\`${name}\``))).toEqual(["nobody"]);
});
