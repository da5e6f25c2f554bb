import type { z } from "zod";
import type { roleKeys } from "../contract/identity";
import { trustedProvider } from "../facts/trust";
import { escapeTemplates } from "../hcl/template";
import type { WorkloadIdentityBaseProps } from "./workload-identity";

/** What the contract says of a role, of a workload and of an add-on's ServiceAccount alike. */
export type RoleKeys = Omit<z.output<z.ZodObject<typeof roleKeys>>, "roleArn">;

/** The same as props. */
export const roleProps = ({ role, trust, podIdentity }: RoleKeys) =>
  ({
    role: escapeTemplates(role),
    otherSubjects: trust?.subjects,
    trust: {
      subjectPatterns: trust?.subjectPatterns,
      otherProviders: trust?.otherProviders.map(trustedProvider),
      extraStatements: trust?.statements,
      maxSize: trust?.maxSize,
    },
    podIdentity,
  }) satisfies Partial<WorkloadIdentityBaseProps>;
