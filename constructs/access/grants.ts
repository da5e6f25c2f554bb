import type { Policy, Statement } from "./document";
import type { Session } from "./sessions";

/** What one statement says of one service. */
export interface Grant {
  readonly effect: "Allow" | "Deny";
  /** As in `s3`; `*` where a statement is about all, or all but some. */
  readonly service: string;
  readonly actions: readonly string[];
  readonly resources: readonly string[];
  readonly conditions: readonly string[];
  readonly policy: string;
}

/** What the policies of a session's role say, statement by statement and service by service. */
export const grantsOf = ({ role }: Pick<Session, "role">): Grant[] => (role?.policies ?? []).flatMap(grantsIn);

export const unknownIn = ({ role }: Pick<Session, "role">): Policy[] =>
  (role?.policies ?? []).filter(({ unknown }) => unknown !== undefined);

export const grantsIn = ({ name: policy, statements = [] }: Policy): Grant[] =>
  statements.flatMap(({ effect, actions, resources, conditions }) => {
    const services = new Map<string, string[]>();
    for (const action of actions?.values ?? []) {
      const service = actions?.but === true ? "*" : (action.split(":")[0] ?? "*");
      services.set(service, [...(services.get(service) ?? []), actions?.but === true ? `not ${action}` : action]);
    }
    return [...services].map(([service, names]) => ({
      effect,
      service,
      actions: names,
      resources: (resources?.values ?? []).map((name) => (resources?.but === true ? `not ${name}` : name)),
      conditions: conditionTexts({ conditions }),
      policy,
    }));
  });

export const conditionTexts = ({ conditions }: Pick<Statement, "conditions">): string[] =>
  conditions.map(({ operator, key, values }) => `${operator} ${key} ${values.join(", ")}`);
