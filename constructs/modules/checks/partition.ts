import * as problems from "../../facts/problems";
import type { At, Together } from "./together";

const inPartition = (list: string): string =>
  `alltrue([for arn in ${list} : !startswith(arn, "arn:") || length(regexall("^arn:(\${local.partition}|[^:]*[*?$][^:]*):", arn)) > 0 if arn != null])`;

/** ARNs are of the cluster's partition; a wildcard in its place is IAM's own business. */
export const partitionCheck = (key: string, list: (at: At) => string): Together => ({
  key,
  condition: (at) => inPartition(list(at)),
  problem: problems.foreignArn(),
});
