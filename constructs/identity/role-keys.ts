import type { z } from "zod";
import type { roleKeys } from "../contract/identity";
import { trustedProvider } from "../facts/trust";
import { escapeTemplates } from "../hcl/template";
import { overShared } from "./shared-role";
import type { SharedRoleOptions } from "./shared-role";
import type { WorkloadIdentityBaseProps } from "./workload-identity";

/** What the contract says of a role, of a workload and of an add-on's ServiceAccount alike. */
export type RoleKeys = Omit<z.output<z.ZodObject<typeof roleKeys>>, "roleArn">;

/** The same as props, over the settings of all roles. */
export const roleProps = ({ role, trust, podIdentity }: RoleKeys, shared: SharedRoleOptions | undefined) =>
  ({
    role: escapeTemplates(overShared(role, shared)),
    otherSubjects: trust?.subjects,
    trust: {
      subjectPatterns: trust?.subjectPatterns,
      otherProviders: trust?.otherProviders.map(trustedProvider),
      extraStatements: trust?.statements,
      maxSize: trust?.maxSize ?? shared?.maxTrustSize,
    },
    podIdentity,
  }) satisfies Partial<WorkloadIdentityBaseProps>;
