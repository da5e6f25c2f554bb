import { TerraformResource } from "cdktf";
import type { IConstruct } from "constructs";
import type { AddressedStack } from "../hcl/addressed-stack";

/** An element that had other names, as IDs of its construct, oldest first. */
export interface Renamed {
  readonly construct: IConstruct;
  readonly formerly: readonly string[];
}

/** Writes `moved` blocks for all addresses below elements that were renamed: from each name to the next one. */
export function addMoves(stack: AddressedStack, all: readonly Renamed[]): void {
  const moves = all.flatMap(({ construct, formerly }) =>
    construct.node
      .findAll()
      .filter((element) => TerraformResource.isTerraformResource(element))
      .flatMap((resource) => {
        const type = resource.terraformResourceType;
        const names = [...formerly.map((id) => stack.nameBelow(resource, construct, id)), resource.friendlyUniqueId];
        return names.slice(1).map((to, index) => ({ from: `${type}.${names[index] ?? ""}`, to: `${type}.${to}` }));
      }),
  );
  const apart = moves.filter(({ from, to }) => from !== to);
  if (apart.length > 0) stack.addOverride("moved", apart);
}
