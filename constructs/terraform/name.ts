import { Fn, Op, Token, conditional } from "cdktf";
import { shorten } from "../facts/names";

/**
 * Parts joined by hyphens within a limit. Where a part is a token, Terraform does the same cutting
 * and hashing that `shorten` does for literals, but for stripping punctuation before the hash.
 */
export function joinedName(parts: readonly string[], limit: number): string {
  const name = parts.join("-");
  if (!Token.isUnresolved(name)) return shorten(name, limit);
  const cut = Fn.join("-", [Fn.substr(name, 0, limit - 9), Fn.substr(Fn.sha256(name), 0, 8)]);
  return Token.asString(conditional(Op.lte(Fn.lengthOf(name), limit), name, cut));
}
