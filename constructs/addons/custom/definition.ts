import { escapeTemplates } from "../../hcl/template";
import type { AddonContext, AddonDefinition, Resolved } from "../definition";
import type { AddonServiceAccount, HelmAddonProps } from "../helm-addon";
import { customAddon } from "./keys";
import type { CustomAddonInput } from "./keys";
import { customAddonRules } from "./rules";

/** Any other add-on: a chart of the user's choice. */
export const CUSTOM_ADDON = {
  schema: customAddon,
  rules: customAddonRules,
  runsAs: ({ namespace, serviceAccount: account }) => ({
    namespace,
    serviceAccount: account?.name,
    hasRole: hasPermissions(account),
    role: account?.role,
    audience: account?.audience,
  }),
  props: (addon, context) => ({
    chart: context.chart(addon.chart),
    // A release cannot be renamed, nor a role.
    releaseName: addon.formerly?.[0] ?? addon.name,
    purpose: addon.formerly?.[0] ?? addon.name,
    namespace: context.namespace(addon.namespace),
    serviceAccount: serviceAccount(addon, context),
    userValues: addon.values,
    timeout: addon.timeout,
    upgradeInstall: addon.upgradeInstall,
    takeOwnership: addon.takeOwnership,
    atomic: addon.atomic,
    install: addon.install,
    dependsOn: addon.dependsOn.flatMap((name) => context.addon(name)?.dependables ?? []),
  }),
} as const satisfies AddonDefinition<CustomAddonInput, HelmAddonProps>;

type Account = CustomAddonInput["serviceAccount"];

/** Whether an add-on's ServiceAccount may do anything in AWS. */
const hasPermissions = (account: Account): boolean =>
  account !== undefined && account.policyArns.length + account.statements.length + account.assumeRoleArns.length > 0;

/** Without permissions it has no role, and needs no identity. */
function serviceAccount(
  { serviceAccount: account }: Resolved<CustomAddonInput>,
  context: AddonContext,
): AddonServiceAccount | undefined {
  if (!account) return undefined;
  const { policyArns, statements, assumeRoleArns, role, podIdentity, ...rest } = account;
  const permissions = { policyArns, statements, assumeRoleArns };
  const access = hasPermissions(account)
    ? { ...context.identity(), permissions, role: escapeTemplates(role), podIdentity }
    : undefined;
  return { ...rest, access };
}
