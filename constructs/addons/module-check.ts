import * as problems from "../facts/problems";
import type { Problem } from "../facts/problems";

/** How a check finds an attribute, by its path below the object that it is about. */
export type At = (path: string) => string;

/** What goes together with what in an add-on's object, for generated modules. */
export interface ModuleCheck {
  /** The attribute that is told of. */
  readonly key: string;
  /** In HCL, true where all is right. */
  readonly condition: (at: At) => string;
  readonly problem: Problem;
}

/** A switch that may be null. */
export const isOn = (value: string): string => `coalesce(${value}, false)`;

export const onFargate: ModuleCheck = {
  key: "fargate",
  condition: (at) => `!${isOn(at("fargate"))} || ${at("identity")} != "pod-identity"`,
  problem: problems.podIdentityOnFargate(),
};
