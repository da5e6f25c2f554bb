import type { TerraformResource } from "cdktf";
import { attribute, reference } from "./expression";
import type { Expression } from "./expression";
import { any } from "./lift";

/** A block that Terraform repeats for each element of a list that it knows: an object with these keys, or the key's value. */
export function addDynamicBlock(
  resource: TerraformResource,
  block: string,
  list: Expression,
  keys: readonly string[] | string,
): void {
  const value = reference(`${block}.value`);
  const content =
    typeof keys === "string"
      ? { [keys]: any(value) }
      : Object.fromEntries(keys.map((key) => [key, any(attribute(value, key))]));
  resource.addOverride(block, undefined);
  resource.addOverride(`dynamic.${block}`, { for_each: any(list), content });
}
