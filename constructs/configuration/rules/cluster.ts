import { found } from "../../contract/placed";
import type { PlacedProblem } from "../../contract/placed";
import { parseArn } from "../../facts/arn";
import { PARTITIONS, partitionOf } from "../../facts/partitions";
import { arnInPartition } from "../../facts/policy";
import * as problems from "../../facts/problems";
import { providerOfIssuer } from "../../facts/trust";
import { roleOwners } from "./role-owners";
import { backendTemplates, inKubernetes } from "./rule";
import type { Rule } from "./rule";

/** Rules about the cluster itself: where it is, how it is reached, its OIDC provider. */

const place: Rule = ({ input: { region, partition } }) => {
  if (region === undefined) {
    return found(["region"], problems.missingKey("region", "a cluster has a region, its own or from defaults"));
  }
  const of = partitionOf(region);
  if (partition === undefined && of === undefined) {
    const examples = PARTITIONS.map(({ example }) => example);
    return found(["region"], problems.unknownRegion(region, examples));
  }
  const contradicts = partition !== undefined && of !== undefined && of !== partition;
  return found(["partition"], contradicts ? problems.regionOfAnotherPartition(region, of, partition) : undefined);
};

const attributes: Rule = ({ input }) => {
  const given = input.attributes;
  if (!given) return [];
  const usesAttributes = typeof input.auth !== "object" && inKubernetes(input);
  const needs = (key: "endpoint" | "certificateAuthority" | "vpcId", when: boolean, why: string): PlacedProblem[] =>
    found(["attributes", key], when && given[key] === undefined ? problems.needsAttribute(key, why) : undefined);
  return [
    ...needs("endpoint", usesAttributes, "the Kubernetes provider needs it"),
    ...needs("certificateAuthority", usesAttributes, "the Kubernetes provider needs it"),
    ...needs("vpcId", input.loadBalancerController !== undefined, "the load balancer controller needs it"),
  ];
};

const oidcProvider: Rule = ({ input, partition }) => {
  if (typeof input.oidcProvider !== "object") return [];
  const { arn } = input.oidcProvider;
  const path = ["oidcProvider", "arn"];
  const issuer = input.attributes?.oidcIssuer;
  return [
    ...(partition === undefined ? [] : found(path, arnInPartition(arn, partition))),
    ...(issuer === undefined ? [] : found(path, providerOfIssuer(arn, issuer))),
  ];
};

/** A role trusts a provider of its own account. */
const providerAccount: Rule = ({ input }) => {
  const account = input.attributes?.accountId;
  if (account === undefined || typeof input.oidcProvider !== "object") return [];
  const of = parseArn(input.oidcProvider.arn)?.account;
  return found(
    ["oidcProvider", "arn"],
    of !== undefined && of !== account ? problems.providerOfAnotherAccount(input.oidcProvider.arn, account) : undefined,
  );
};

const roles: Rule = ({ input, partition }) => {
  if (partition === undefined) return [];
  const working = input.assumeRole
    ? found(["assumeRole", "roleArn"], arnInPartition(input.assumeRole.roleArn, partition))
    : [];
  const elsewhere = Object.entries(input.accounts).flatMap(([name, { roleArn }]) =>
    found(["accounts", name, "roleArn"], arnInPartition(roleArn, partition)),
  );
  return [...working, ...elsewhere];
};

const podIdentityWait: Rule = ({ input }) => {
  const isUsed = roleOwners(input).some(({ identity }) => identity !== "irsa");
  const unused = input.podIdentityWait !== undefined && !isUsed;
  return found(["podIdentityWait"], unused ? problems.waitNeedsPodIdentity() : undefined);
};

const backend: Rule = ({ input }) => backendTemplates(input.backend);

export const CLUSTER_RULES: readonly Rule[] = [
  place,
  backend,
  attributes,
  oidcProvider,
  providerAccount,
  roles,
  podIdentityWait,
];
