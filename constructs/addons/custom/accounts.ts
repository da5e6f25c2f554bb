import type { Path } from "../../contract/placed";
import { literals } from "../../contract/rule";
import { isPermitted } from "../../contract/rules/identity";
import type { CustomAccountInput, CustomAddonInput } from "./keys";

/** A ServiceAccount of an add-on, and where its keys are. */
export interface PlacedAccount {
  readonly account: CustomAccountInput;
  /** Below the add-on's keys. */
  readonly at: Path;
  /** The last part of its role's generated name. */
  readonly purpose: string;
}

/** One, or several. */
export const accountsOf = (addon: CustomAddonInput): PlacedAccount[] => [
  ...(addon.serviceAccount
    ? [{ account: addon.serviceAccount, at: ["serviceAccount"], purpose: firstName(addon) }]
    : []),
  ...addon.serviceAccounts.map((account, index) => ({
    account,
    at: ["serviceAccounts", index],
    purpose: purposeOf(firstName(addon), account.name),
  })),
];

/** Roles keep the name of an add-on that is renamed. */
const firstName = ({ name, formerly }: CustomAddonInput): string => formerly?.[0] ?? name;

/** Charts name their ServiceAccounts after themselves, and a name need not say it twice. */
const purposeOf = (addon: string, account: string): string =>
  account === addon || account.startsWith(`${addon}-`) ? account : `${addon}-${account}`;

/** Whether a ServiceAccount is given anything to do in AWS, or nothing on purpose. */
export const hasPermissions = (account: CustomAccountInput): boolean => isPermitted(literals(account)) === true;

/** Whether it has a role: one of its own, one that is there, or that of another. */
export const hasAccess = (account: CustomAccountInput): boolean =>
  hasPermissions(account) || account.roleArn !== undefined || account.roleOf !== undefined;
