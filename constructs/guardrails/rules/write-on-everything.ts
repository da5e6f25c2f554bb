import * as problems from "../../facts/problems";
import type { Guardrail } from "../guardrail";
import { actionsOf, inAllowing, isEverything, isNarrowed, isWholeService, resourcesLike } from "../statement";
import { givesRights } from "./more-rights";

export const writeOnEverything: Guardrail = {
  name: "write-on-everything",
  level: "warning",
  what: 'A statement on `"*"`, or with `notResources`, with actions that change something and that take a resource',
  why: "The pods can change or delete what belongs to others in the account.",
  mend:
    "Name the ARNs, or hold the statement by a condition on the resource, such as `aws:ResourceTag`: then it passes. Actions that " +
    "take no resource, and those that read, pass as they are.",
  find: (role) =>
    inAllowing(role, (statement) => {
      const wide = resourcesLike(statement, isEverything);
      if (wide === undefined || isNarrowed(statement)) return [];
      const writing = (statement.actions ?? []).filter(
        (action) =>
          !isWholeService(action) &&
          actionsOf(action).some(({ isRead, needsResource, name }) => !isRead && needsResource && !givesRights(name)),
      );
      return writing.length > 0 ? [{ path: wide.path, problem: problems.writeOnEverything(wide.text, writing) }] : [];
    }),
};
