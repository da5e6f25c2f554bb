import * as problems from "../../facts/problems";
import type { Guardrail, GuardedStatement, GuardrailFinding } from "../guardrail";
import { inAllowing, isAllOf, isNarrowed, namesOf, resourcesLike } from "../statement";

/** By which a role changes what it, or another one, may do: on whatever resource. */
const CHANGES_RIGHTS = [
  "iam:CreatePolicyVersion",
  "iam:SetDefaultPolicyVersion",
  "iam:AttachRolePolicy",
  "iam:AttachUserPolicy",
  "iam:AttachGroupPolicy",
  "iam:PutRolePolicy",
  "iam:PutUserPolicy",
  "iam:PutGroupPolicy",
  "iam:AddUserToGroup",
  "iam:UpdateAssumeRolePolicy",
  "iam:DeleteRolePermissionsBoundary",
  "iam:PutRolePermissionsBoundary",
  "iam:DeleteUserPermissionsBoundary",
  "iam:PutUserPermissionsBoundary",
  "iam:CreateAccessKey",
  "iam:CreateLoginProfile",
  "iam:UpdateLoginProfile",
  "iam:UpdateSAMLProvider",
  "sso:AttachManagedPolicyToPermissionSet",
  "sso:PutInlinePolicyToPermissionSet",
  "sso:CreateAccountAssignment",
  "eks:AssociateAccessPolicy",
];

/** By which a role acts as others, in a word or by what runs as them: where it is for all of them. */
const ACTS_AS_OTHERS = [
  "iam:PassRole",
  "sts:AssumeRole",
  "lambda:UpdateFunctionCode",
  "lambda:UpdateFunctionConfiguration",
  "ssm:SendCommand",
  "ssm:StartSession",
  "ecs:ExecuteCommand",
  "ec2-instance-connect:SendSSHPublicKey",
  "glue:UpdateDevEndpoint",
  "sagemaker:CreatePresignedNotebookInstanceUrl",
];

const quoted = (names: readonly string[]): string => names.map((name) => `\`${name}\``).join(", ");

const lower = (names: readonly string[]): ReadonlySet<string> => new Set(names.map((name) => name.toLowerCase()));

const [changing, acting] = [lower(CHANGES_RIGHTS), lower(ACTS_AS_OTHERS)];

/** Whether this rule tells of an action. */
export const givesRights = (action: string): boolean =>
  changing.has(action.toLowerCase()) || acting.has(action.toLowerCase());

/** All roles, functions, instances, and so on. */
const isAll = isAllOf(
  "role",
  "function",
  "instance",
  "document",
  "task",
  "cluster",
  "devEndpoint",
  "notebook-instance",
);

export const moreRights: Guardrail = {
  name: "more-rights",
  level: "warning",
  what:
    `A statement with actions that change what a principal may do: ${quoted(CHANGES_RIGHTS)}; or, on all resources, with those ` +
    `that act as another one: ${quoted(ACTS_AS_OTHERS)}; \`assumeRoleArns\` for all roles`,
  why: "With one such action, a role of few rights takes those of any other.",
  mend:
    "Leave it out; name the roles that may be passed or assumed; or hold it by a condition of the service, such as " +
    "`iam:PassedToService`, `iam:PolicyARN` or `iam:PermissionsBoundary`: then it passes.",
  find: (role) => [
    ...inAllowing(role, ofStatement),
    ...(role.assumeRoleArns ?? []).flatMap((arn, index) =>
      isAllRoles(arn) ? [{ path: ["assumeRoleArns", index], problem: problems.moreRights(arn, "sts:AssumeRole") }] : [],
    ),
  ],
};

const isAllRoles = isAllOf("role");

function ofStatement(statement: GuardedStatement): GuardrailFinding[] {
  if (isNarrowed(statement)) return [];
  const everywhere = resourcesLike(statement, isAll) !== undefined;
  return (statement.actions ?? []).flatMap((action, index) => {
    if (action === "*") return [];
    const name = namesOf(action).find((one) => changing.has(one) || (everywhere && acting.has(one)));
    if (name === undefined) return [];
    const proper = [...CHANGES_RIGHTS, ...ACTS_AS_OTHERS].find((one) => one.toLowerCase() === name) ?? name;
    return [{ path: ["actions", index], problem: problems.moreRights(action, proper) }];
  });
}
