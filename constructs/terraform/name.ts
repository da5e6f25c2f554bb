import { Token } from "cdktf";
import { shorten } from "../facts/names";
import { expr, raw } from "./expression";

/**
 * Parts joined by hyphens within a limit. Where a part is a token, Terraform does the same cutting
 * and hashing that `shorten` does for literals.
 */
export function joinedName(parts: readonly string[], limit: number): string {
  if (!parts.some((part) => Token.isUnresolved(part))) return shorten(parts.join("-"), limit);
  const cut = raw(
    `"\${replace(substr(name, 0, ${limit - 9}), "/[^A-Za-z0-9]+$/", "")}-\${substr(sha256(name), 0, 8)}"`,
  );
  return expr`one([for name in [join("-", ${parts})] : length(name) <= ${limit} ? name : ${cut}])`.toString();
}
