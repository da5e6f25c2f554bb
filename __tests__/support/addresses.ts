import type { ITerraformDependable } from "cdktf";
import type { IConstruct } from "constructs";
import { addressOf } from "../../constructs/hcl/addressed-stack";

/** The Terraform addresses of what something waits for. */
export const addresses = (dependables: readonly ITerraformDependable[]): (string | undefined)[] =>
  dependables.map((dependable) => addressOf(dependable as ITerraformDependable & IConstruct));
