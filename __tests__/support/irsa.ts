import { at } from "./terraform-json";
import type { Resources, Values } from "./terraform-json";

/** A policy of whole statements. */
export const policyOf = (...statements: readonly object[]): object => ({
  Version: "2012-10-17",
  Statement: statements,
});

/** The one right statement for ServiceAccounts with tokens of a provider. */
export const webIdentity = (
  provider: unknown,
  issuer: string,
  ...serviceAccounts: readonly [string, ...string[]]
): object => {
  const [first, ...others] = serviceAccounts.map((one) => `system:serviceaccount:${one}`);
  return {
    Effect: "Allow",
    Action: "sts:AssumeRoleWithWebIdentity",
    Principal: { Federated: provider },
    Condition: {
      StringEquals: {
        [`${issuer}:aud`]: "sts.amazonaws.com",
        [`${issuer}:sub`]: others.length > 0 ? [first, ...others] : first,
      },
    },
  };
};

/** The one right trust policy for one ServiceAccount. */
export const trustIn = (provider: unknown, issuer: string, namespace: string, serviceAccount: string): object =>
  policyOf(webIdentity(provider, issuer, `${namespace}:${serviceAccount}`));

/** The one right statement for the Pod Identity associations of one cluster. */
export const podIdentity = (
  clusterArn: unknown,
  sessionTags?: { namespace: string; account: string[] | string },
): object => ({
  Effect: "Allow",
  Action: ["sts:AssumeRole", "sts:TagSession"],
  Principal: { Service: "pods.eks.amazonaws.com" },
  Condition: {
    StringEquals: {
      "aws:SourceAccount": (clusterArn as string).split(":")[4],
      ...(sessionTags && {
        "aws:RequestTag/kubernetes-namespace": sessionTags.namespace,
        "aws:RequestTag/kubernetes-service-account": sessionTags.account,
      }),
    },
    ArnEquals: { "aws:SourceArn": clusterArn },
  },
});

/** The trust policy that a role has. */
export const trustOf = (resources: Resources, role: string): unknown =>
  JSON.parse(at(resources, role)["assume_role_policy"] as string);

/** The issuer of the cluster that Terraform looked up, without https:// . */
export function issuerOf(resources: Resources): string {
  const [identity] = at(resources, "data.aws_eks_cluster.cluster")["identity"] as [{ oidc: [{ issuer: string }] }];
  return identity.oidc[0].issuer.replace("https://", "");
}

/** A Kubernetes object's metadata. */
export const metadataOf = (resources: Resources, address: string): Values =>
  (at(resources, address)["metadata"] as [Values])[0];

/** A release's chart values, which are given as one JSON document. */
export function chartValuesOf(resources: Resources, release: string): unknown {
  const documents = at(resources, release)["values"] as string[];
  if (documents.length !== 1) throw new Error(`${release} has ${documents.length} documents of values`);
  return JSON.parse(documents[0] ?? "");
}
