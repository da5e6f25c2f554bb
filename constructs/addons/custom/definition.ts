import type { AddonContext, AddonDefinition } from "../definition";
import type { AddonServiceAccount, HelmAddonProps } from "../helm-addon";
import { accountsOf, hasAccess, hasPermissions } from "./accounts";
import type { PlacedAccount } from "./accounts";
import { customAddon } from "./keys";
import type { CustomAddonInput } from "./keys";
import { customAddonRules } from "./rules";

/** Any other add-on: a chart of the user's choice. */
export const CUSTOM_ADDON = {
  schema: customAddon,
  rules: customAddonRules,
  namespace: ({ namespace }) => namespace,
  runsAs: (addon) =>
    accountsOf(addon).map(({ account, at, purpose }) => ({
      at,
      name: account.name,
      hasRole: hasPermissions(account) && account.roleArn === undefined && account.roleOf === undefined,
      purpose,
      keys: account,
      permissions: account,
      acknowledge: account.acknowledge,
      tokens: account,
    })),
  props: (addon, context) => {
    const [single] = addon.serviceAccount ? accountsOf(addon) : [];
    return {
      chart: context.chart(addon.chart),
      // A release cannot be renamed, nor a role.
      releaseName: addon.formerly?.[0] ?? addon.name,
      purpose: addon.formerly?.[0] ?? addon.name,
      namespace: context.namespace(addon.namespace),
      serviceAccount: single && serviceAccount(single, context),
      serviceAccounts: single ? [] : accountsOf(addon).map((one) => serviceAccount(one, context)),
      userValues: addon.values,
      timeout: addon.timeout,
      wait: addon.wait,
      upgradeInstall: addon.upgradeInstall,
      takeOwnership: addon.takeOwnership,
      atomic: addon.atomic,
      install: addon.install,
      dependsOn: addon.dependsOn.flatMap(context.ready),
    };
  },
} as const satisfies AddonDefinition<CustomAddonInput, HelmAddonProps>;

/** Without permissions it has no role, and needs no identity. */
function serviceAccount({ account, purpose }: PlacedAccount, context: AddonContext): AddonServiceAccount {
  const {
    policyArns,
    statements,
    grants,
    assumeRoleArns,
    acknowledge,
    role,
    roleArn,
    trust,
    podIdentity,
    madeBy,
    ...rest
  } = account;
  const access = hasAccess(account)
    ? {
        ...context.identity(),
        ...context.access({ role, roleArn, trust, podIdentity }),
        permissions: { policyArns, statements, grants, assumeRoleArns, acknowledge },
      }
    : undefined;
  return { ...rest, purpose, madeByChart: madeBy === "chart", access };
}
