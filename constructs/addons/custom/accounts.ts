import type { Path } from "../../contract/placed";
import type { CustomAccountInput, CustomAddonInput } from "./keys";

/** A ServiceAccount of an add-on, and where its keys are. */
export interface PlacedAccount {
  readonly account: CustomAccountInput;
  /** Below the add-on's keys. */
  readonly at: Path;
  /** The last part of its role's generated name; undefined where that is the add-on's. */
  readonly purpose: string | undefined;
}

/** One, or several. */
export const accountsOf = ({ name, serviceAccount, serviceAccounts }: CustomAddonInput): PlacedAccount[] => [
  ...(serviceAccount ? [{ account: serviceAccount, at: ["serviceAccount"], purpose: undefined }] : []),
  ...serviceAccounts.map((account, index) => ({
    account,
    at: ["serviceAccounts", index],
    // Charts name their ServiceAccounts after themselves, and a name need not say it twice.
    purpose: account.name === name || account.name.startsWith(`${name}-`) ? account.name : `${name}-${account.name}`,
  })),
];

/** Whether a ServiceAccount is given anything to do in AWS, or nothing on purpose. */
export const hasPermissions = ({
  policyArns,
  statements,
  assumeRoleArns,
  podIdentity,
  acknowledge,
}: CustomAccountInput): boolean =>
  policyArns.length + statements.length + assumeRoleArns.length + acknowledge.length > 0 ||
  podIdentity?.targetRoleArn !== undefined;

/** Whether it has a role: one of its own, one that is there, or that of another. */
export const hasAccess = (account: CustomAccountInput): boolean =>
  hasPermissions(account) || account.roleArn !== undefined || account.roleOf !== undefined;
