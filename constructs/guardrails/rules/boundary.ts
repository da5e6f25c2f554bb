import { parseArn } from "../../facts/arn";
import * as problems from "../../facts/problems";
import type { Guardrail } from "../guardrail";

export const boundary: Guardrail = {
  name: "boundary",
  what:
    "A role that is made without a permissions boundary; where an ARN is demanded in the place of a level, also one with another " +
    "boundary (in another account: of another name)",
  why: "Where a boundary is what an organization relies on, a role without one is a hole in it.",
  mend: "Set `role.permissionsBoundary`, best under `defaults`, for all roles.",
  find: ({ boundary: given }, demanded) => {
    if (given === undefined) return [];
    const { arn, path, isElsewhere } = given;
    if (arn !== undefined && (demanded === undefined || isSame(arn, demanded, isElsewhere))) return [];
    return [{ path, problem: problems.boundaryDemanded(arn, demanded) }];
  },
};

const isSame = (arn: string, demanded: string, isElsewhere: boolean): boolean =>
  arn === demanded || (isElsewhere && parseArn(arn)?.resource === parseArn(demanded)?.resource);
