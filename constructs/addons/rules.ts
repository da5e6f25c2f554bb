import { found } from "../contract/placed";
import type { Path, PlacedProblem } from "../contract/placed";
import * as problems from "../facts/problems";
import type { ValueProblem } from "./values";

/** Rules that add-ons have in common. */

/** Pod Identity does not work on Fargate. */
export const onFargate = (fargate: boolean | undefined, identity: string, path: Path): PlacedProblem[] =>
  found([...path, "fargate"], fargate && identity === "pod-identity" ? problems.podIdentityOnFargate() : undefined);

export const placedBelow = (path: Path, list: readonly ValueProblem[]): PlacedProblem[] =>
  list.map(({ path: below, problem }) => ({ path: [...path, ...below.split(".")], problem }));
