import type { ITerraformDependable } from "cdktf";
import { z } from "zod";
import { call, reference } from "../hcl/expression";
import { lift } from "../hcl/lift";
import type { Value } from "../hcl/expression";
import { ValueDependable } from "../hcl/instances";
import type { ModuleInput } from "./input";

/** An order between modules, handed on as values: `depends_on` of a whole module would defer all that it reads. */

/** What has to be there before anything is installed. */
export const AFTER: ModuleInput = {
  name: "after",
  description:
    "Values of what has to be there before anything is made in Kubernetes, such as module.cert_manager.ready. Only when they are known is it installed",
  schema: z.unknown(),
  default: [],
  nullable: false,
};

export const after: ITerraformDependable = new ValueDependable(reference("var.after"));

/** A value that is known when all of these are there. */
export const readiness = (dependables: readonly ITerraformDependable[]): Value =>
  dependables.map((one) => call("length", lift(one.fqn)));
