import type { ITerraformDependable } from "cdktf";
import { z } from "zod";
import { reference } from "../hcl/expression";
import { ValueDependable } from "../hcl/instances";
import type { ModuleInput } from "./input";

/** An order between modules, handed on as values: `depends_on` of a whole module would defer all that it reads. */

/** What has to be there before anything is installed. */
export const AFTER: ModuleInput = {
  name: "after",
  description:
    "Values of what has to be there before anything is made in Kubernetes, such as module.cert_manager.ready",
  schema: z.unknown(),
  default: [],
  nullable: false,
};

export const after: ITerraformDependable = new ValueDependable(reference("var.after"));
