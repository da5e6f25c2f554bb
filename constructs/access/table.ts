import { columns } from "./columns";
import { grantsOf, unknownIn } from "./grants";
import type { Grant } from "./grants";
import { nameOf } from "./model";
import type { Model } from "./model";
import { verbsOf } from "./verbs";
import { waysOf } from "./ways";
import type { Way } from "./ways";

/** As many lines of a cell as stay readable; the rest is counted. */
const LINES = 4;

/** As many characters of a line as leave room for the others. */
const WIDTH = 26;

const HEAD = ["ServiceAccount", "Role", "Service", "Verbs", "Resources"];

/** Which ServiceAccount may do what, by which role. */
export function accessTable(model: Model): string {
  const rows = model.accounts.flatMap((account) =>
    waysOf(model, account).flatMap((way, index) => rowsOf(way, index === 0 ? nameOf(account) : "")),
  );
  return `${model.source}\n\n${rows.length === 0 ? "No ServiceAccount has a role here." : columns(HEAD, rows)}\n`;
}

function rowsOf(way: Way, account: string): string[][] {
  const grants = grantsOf(way);
  const services = [...new Set(grants.map(({ service }) => service))];
  const known = services.map((service) =>
    ofService(
      service,
      grants.filter((grant) => grant.service === service),
    ),
  );
  const unknown = unknownIn(way).map(({ name }) => ["?", "?", `${name}: not in the output`]);
  const outside = way.role ? [] : [["?", "?", "the role is not in the output"]];
  const cells = [...known, ...unknown, ...outside];
  const all = cells.length > 0 ? cells : [["-", "-", "no policies"]];
  return all.map((rest, index) => [index === 0 ? account : "", index === 0 ? roleCell(way) : "", ...rest]);
}

const ofService = (service: string, grants: readonly Grant[]): string[] => [
  service,
  wrapped([...new Set(grants.flatMap(verbsOf))]),
  cell([...new Set(grants.flatMap(({ resources }) => resources))]),
];

function roleCell({ path, kinds, assumed, role, sessionPolicy }: Way): string {
  const names = path.map((arn, index) => `${index > 0 ? "→ " : ""}${arn.replace(/^.*\//, "")}`);
  const notes = [
    ...(assumed.answer === "no"
      ? ["cannot be assumed"]
      : assumed.answer === "maybe"
        ? ["may be assumed: not known"]
        : []),
    ...(role?.boundary ? [`within ${role.boundary.name}`] : []),
    ...(sessionPolicy ? ["within a session policy"] : []),
  ];
  return [...names, `(${kinds.join(", ")})`, ...notes].join("\n");
}

function cell(lines: readonly string[]): string {
  const rest = lines.length - LINES;
  return rest > 1 ? [...lines.slice(0, LINES), `... and ${rest} more`].join("\n") : lines.join("\n");
}

function wrapped(words: readonly string[]): string {
  const lines: string[] = [];
  for (const word of [...words].sort()) {
    const last = lines.at(-1);
    if (last === undefined || last.length + word.length + 2 > WIDTH) lines.push(word);
    else lines[lines.length - 1] = `${last}, ${word}`;
  }
  return cell(lines.map((line, index) => (index < lines.length - 1 ? `${line},` : line)));
}
