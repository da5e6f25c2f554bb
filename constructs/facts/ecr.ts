import { PARTITIONS, partitionOf } from "./partitions";

/** A private registry of ECR. */
export interface EcrRegistry {
  /** The account's twelve digits. */
  readonly account: string;
  readonly region: string;
}

/** The domain of ECR's endpoints in a partition. */
export const ecrDomain = (partition: string): string =>
  PARTITIONS.find(({ name }) => name === partition)?.dnsSuffix ?? "amazonaws.com";

/** The private registry that a chart's repository is in; undefined for any other host. */
export function ecrRegistry(repository: string | undefined): EcrRegistry | undefined {
  const form = /^oci:\/\/([0-9]{12})\.dkr\.ecr(?:-fips)?\.([a-z0-9-]+)\.([a-z0-9.-]+)(?:\/|$)/;
  const [, account = "", region = "", domain] = form.exec(repository ?? "") ?? [];
  return domain === ecrDomain(partitionOf(region) ?? "") ? { account, region } : undefined;
}
