import { maybe, no, YES } from "./answer";
import type { Finding } from "./answer";
import type { Policy, Statement } from "./document";
import { isAbout } from "./statement";
import type { Request } from "./statement";

/** The policies that decide what a session may do. All layers have to allow; one denial is enough. */
export interface Layers {
  /** The role's own policies. */
  readonly identity: readonly Policy[];
  /** @default - none */
  readonly boundary?: Policy;
  /** @default - none */
  readonly session?: Policy;
}

/** A decision, with the statement that makes it. */
export interface Decision extends Finding {
  /** As in `policy inline, statement 1`. @default - no statement: nothing allows it, or it is not known */
  readonly by?: string;
}

/**
 * What IAM decides of a request by the policies given (IAM user guide, "Policy evaluation logic"): an explicit denial, else an
 * allowance in each layer, else an implicit denial.
 */
export function decide({ identity, boundary, session }: Layers, request: Request): Decision {
  const layers = [
    layerOf("a policy of the role", identity, request),
    ...(boundary ? [layerOf("the permissions boundary", [boundary], request)] : []),
    ...(session ? [layerOf("the session policy", [session], request)] : []),
  ];
  const denied = layers.flatMap(({ denials }) => denials);
  const certain = denied.find(({ finding }) => finding.answer === "yes");
  if (certain) return { ...no(`${certain.by} denies it`), by: certain.by };
  const closed = layers.find(({ allowed }) => allowed.answer === "no");
  if (closed) return closed.allowed;
  const open = layers.flatMap(({ allowed }) => (allowed.answer === "maybe" ? allowed.why : []));
  const doubts = denied.flatMap(({ finding, by }) => finding.why.map((why) => `${by}, may deny it: ${why}`));
  const [first] = layers;
  if (open.length + doubts.length > 0) return { ...maybe(...open, ...doubts), by: first?.allowed.by };
  return { ...YES, by: first?.allowed.by };
}

interface Layer {
  readonly allowed: Decision;
  /** Statements that deny it, or may. */
  readonly denials: readonly { readonly by: string; readonly finding: Finding }[];
}

function layerOf(what: string, policies: readonly Policy[], request: Request): Layer {
  const unknown = policies.flatMap((policy) => (policy.unknown === undefined ? [] : [unknownText(policy)]));
  const found = policies.flatMap(({ name, statements = [] }) =>
    statements.map((statement) => ({ by: saying(name, statement), statement, finding: isAbout(statement, request) })),
  );
  const of = (effect: Statement["effect"]): typeof found =>
    found.filter(({ statement, finding }) => statement.effect === effect && finding.answer !== "no");
  const denials = [...of("Deny"), ...unknown.map((by) => ({ by, finding: maybe("a denial in it would come first") }))];
  const allowing = of("Allow");
  const certain = allowing.find(({ finding }) => finding.answer === "yes");
  if (certain) return { allowed: { ...YES, by: certain.by }, denials };
  const reasons = [...allowing.flatMap(({ by, finding }) => finding.why.map((why) => `${by}: ${why}`)), ...unknown];
  if (reasons.length > 0) return { allowed: maybe(...reasons), denials: of("Deny") };
  const near = found.flatMap(({ by, statement, finding }) =>
    statement.effect === "Allow" && isNear(finding, request) ? finding.why.map((why) => `${by}: ${why}`) : [],
  );
  return { allowed: no(`nothing in ${what} allows it`, ...near), denials: of("Deny") };
}

/** A statement about the action that fails for another reason says more than silence. */
const isNear = ({ why }: Finding, { action }: Request): boolean => !why.includes(`it is not about ${action}`);

const saying = (name: string, { label }: Statement): string => `policy ${name}, ${label}`;

const unknownText = ({ name, unknown }: Policy): string => `policy ${name}: ${unknown ?? ""}`;
