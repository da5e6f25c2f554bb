import { shorten } from "../facts/names";
import { choose, compare, lengthOf } from "../hcl/combine";
import { Expression, call } from "../hcl/expression";
import { isLiteral, text } from "../hcl/lift";
import type { Naming } from "../hcl/instances";

/** Characters of a name's hash, behind a hyphen. */
const HASH = 8;

/**
 * Parts joined by hyphens within a limit. Where a part is a token, Terraform does the same cutting
 * and hashing that `shorten` does for literals.
 */
export function joinedName(parts: readonly string[], limit: number, named: Naming): string {
  if (parts.every(isLiteral)) return shorten(parts.join("-"), limit);
  const whole = named("full_name", call("join", "-", parts));
  const cut = call("replace", call("substr", whole, 0, limit - HASH - 1), "/[^A-Za-z0-9]+$/", "");
  const hash = call("substr", call("sha256", whole), 0, HASH);
  const short = new Expression({ kind: "template", parts: [cut, "-", hash] });
  return text(named("name", choose(compare(lengthOf(whole), "<=", limit), whole, short)));
}
