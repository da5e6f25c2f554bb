import * as problems from "../../facts/problems";
import type { Guardrail } from "../guardrail";
import { inAllowing, isEverything, isWholeService, resourcesLike } from "../statement";

export const wildcardActions: Guardrail = {
  name: "wildcard-actions",
  level: "warning",
  what: "A statement that allows all actions of a service (`s3:*`), or all but some (`notActions`)",
  why: "It takes in deleting things, changing who may reach them, and whatever AWS adds next year.",
  mend: "Name the actions. A wildcard after a verb, `s3:Get*`, is not told of.",
  find: (role) =>
    inAllowing(role, (statement) => [
      ...(statement.notActions
        ? [{ path: ["notActions"], problem: problems.wholeService("notActions, which allows all others") }]
        : []),
      ...(statement.actions ?? []).flatMap((action, index) => {
        // All of it on everything is another rule's.
        const isOther = action === "*" && resourcesLike(statement, isEverything);
        return isWholeService(action) && !isOther
          ? [{ path: ["actions", index], problem: problems.wholeService(JSON.stringify(action)) }]
          : [];
      }),
    ]),
};
