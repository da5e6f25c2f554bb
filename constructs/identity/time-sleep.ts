import { TerraformResource } from "cdktf";
import type { Construct } from "constructs";

/**
 * A pause after a resource is made, again where it is made anew (`time_sleep` of hashicorp/time). EKS
 * spreads a Pod Identity association to its nodes within seconds, and a pod that was admitted before gets
 * no credentials until it is made anew (EKS user guide, "Create a Pod Identity association").
 */
export class TimeSleep extends TerraformResource {
  public static readonly tfResourceType = "time_sleep";

  /** @param seconds - how long */
  public constructor(
    scope: Construct,
    id: string,
    private readonly seconds: number,
    private readonly after: TerraformResource,
  ) {
    super(scope, id, { terraformResourceType: TimeSleep.tfResourceType });
  }

  protected override synthesizeAttributes(): Record<string, unknown> {
    return {
      create_duration: `${this.seconds}s`,
      triggers: { after: this.after.getStringAttribute("id") },
    };
  }
}
