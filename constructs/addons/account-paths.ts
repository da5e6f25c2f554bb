import { textOr } from "../hcl/combine";
import { Expression } from "../hcl/expression";
import { isLiteral, lift, text } from "../hcl/lift";

/** Where a chart's values say what there is of a ServiceAccount, by dotted paths. */
export interface AccountPaths {
  /** The chart's value that holds `create`, `name` and `annotations`. @default "serviceAccount" */
  readonly accountValue?: string;
  /** The chart's value that has it make the ServiceAccount. @default - `create` below `accountValue` */
  readonly createValue?: string;
  /** The chart's value for the ServiceAccount's name. @default - `name` below `accountValue` */
  readonly nameValue?: string;
  /** The chart's value for the ServiceAccount's annotations. @default - `annotations` below `accountValue` */
  readonly annotationsValue?: string;
  /** The chart's value for its pods' annotations: with it, a new role means new pods. @default - none */
  readonly podAnnotationsValue?: string;
}

/** The same with all defaults filled in. */
export function accountPaths({ accountValue, createValue, nameValue, annotationsValue }: AccountPaths) {
  const account = textOr(accountValue, "serviceAccount");
  const below = (key: string): string =>
    isLiteral(account)
      ? `${account}.${key}`
      : text(new Expression({ kind: "template", parts: [lift(account), `.${key}`] }));
  return {
    create: textOr(createValue, below("create")),
    name: textOr(nameValue, below("name")),
    annotations: textOr(annotationsValue, below("annotations")),
  };
}
