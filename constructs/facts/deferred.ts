/** A value that only Terraform will know. Facts hand it on as it is. */
export interface Deferred {
  readonly deferred: true;
}

export const isDeferred = (value: unknown): value is Deferred =>
  typeof value === "object" && value !== null && "deferred" in value && value.deferred === true;
