import { TerraformElement } from "cdktf";
import type { Construct } from "constructs";
import { problemText } from "../facts/problems";
import type { Assertion, Check } from "./check";
import { reference } from "./expression";
import { any } from "./lift";
import { escapeTemplate } from "./template";
import "./tokens";

/**
 * A `check` block, which CDKTF 0.21 has no class for. The data source in it has the check's own name:
 * Terraform lets nothing outside of the block refer to it, but has its address in the state.
 */
export class CheckBlock extends TerraformElement {
  public constructor(
    scope: Construct,
    private readonly check: Check,
  ) {
    super(scope, check.name, "check");
  }

  public override toTerraform(): object {
    const { check, friendlyUniqueId: name } = this;
    const read = "reads" in check ? { data: { [check.reads.type]: { [name]: any(check.reads.arguments) } } } : {};
    return { check: { [name]: { ...read, assert: this.assertions().map(written) } } };
  }

  /** What is known to hold is not asked. */
  private assertions(): readonly Assertion[] {
    const { check } = this;
    const all =
      "reads" in check
        ? check.asserts(reference(() => `data.${check.reads.type}.${this.friendlyUniqueId}`))
        : check.asserts;
    return all.filter(({ holds }) => holds !== true);
  }
}

const written = ({ holds, problem }: Assertion): object => ({
  condition: any(holds),
  error_message: escapeTemplate(problemText(problem)),
});
