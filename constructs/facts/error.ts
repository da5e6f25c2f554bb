import type { Problem } from "./problems";
import { problemText } from "./problems";

/** Thrown by a construct that is given what cannot work. */
export class InvalidInputError extends Error {
  public override readonly name = "InvalidInputError";

  /** @param where - the construct's path and the property, as in `prod/role.name` */
  public constructor(
    public readonly where: string,
    public readonly problem: Problem,
  ) {
    super(`${where}: ${problemText(problem)}`);
  }
}
