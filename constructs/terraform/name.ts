import { Fn, Op, Token, conditional } from "cdktf";
import { shorten } from "../facts/names";

/**
 * Parts joined by hyphens within a limit. Where a part is a token, Terraform does the same cutting
 * and hashing that `shorten` does for literals.
 */
export function joinedName(parts: readonly string[], limit: number): string {
  if (!parts.some((part) => Token.isUnresolved(part))) return shorten(parts.join("-"), limit);
  const name = Fn.join("-", [...parts]);
  const start = Fn.replace(Fn.substr(name, 0, limit - 9), "/[^A-Za-z0-9]+$/", "");
  const cut = Fn.join("-", [start, Fn.substr(Fn.sha256(name), 0, 8)]);
  return Token.asString(conditional(Op.lte(Fn.lengthOf(name), limit), name, cut));
}
