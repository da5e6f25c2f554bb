import type { Problem } from "./problems";
import { problemText } from "./problems";

/** Thrown by a construct that is given what cannot work. */
export class InvalidInputError extends Error {
  /** Tells it from other errors, of another copy of this package, too. */
  public override readonly name = "InvalidInputError";

  /**
   * @param where - the construct's path and the property, as in `prod/role.name`
   * @param problem - what is wrong with it
   */
  public constructor(
    /** The construct's path and the property, as in `prod/role.name`. */
    public readonly where: string,
    /** What is wrong with it. */
    public readonly problem: Problem,
  ) {
    super(`${where}: ${problemText(problem)}`);
  }
}
