import { matches } from "./match";
import { nameOf } from "./model";
import type { Model, ServiceAccount } from "./model";

/**
 * A ServiceAccount by namespace and name, with what trust policies say of all whose names are like its own; undefined where
 * nothing in the output is about it.
 */
export function accountCalled({ accounts }: Model, called: string): ServiceAccount | undefined {
  const [namespace = "", name = ""] = called.split("/");
  const found = accounts.filter(
    (one) =>
      nameOf(one) === called || (matches(one.namespace, namespace) === "yes" && matches(one.name, name) === "yes"),
  );
  return found.length === 0 ? undefined : { namespace, name, ties: found.flatMap(({ ties }) => ties) };
}
