/**
 * Whether an object is not null, in HCL, by one of its attributes: the object itself is dear to ask. Terraform looks
 * through all of it for `!= null` and for `length(x[*])`, each time, which was half of what a plan's checks took.
 * The attribute is one whose value is known at plan: what is unknown makes the answer unknown.
 */
export const isThere = (object: string, attribute: string): string => `can(${object}.${attribute})`;

/** Such an attribute of all workloads and add-ons: a flag with a default. */
export const ENTRY_FLAG = "create_namespace";

/** A condition on an object, `otherwise` where the object is null. Terraform works out both sides of `&&` and `||`. */
export const whereThere = (there: string, condition: string, otherwise = "false"): string =>
  `${there} ? ${condition} : ${otherwise}`;
