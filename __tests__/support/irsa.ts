import { at } from "./terraform-json";
import type { Resources, Values } from "./terraform-json";

/** The one right trust policy for one ServiceAccount. */
export const trustIn = (provider: unknown, issuer: string, namespace: string, serviceAccount: string): object => ({
  Version: "2012-10-17",
  Statement: [
    {
      Effect: "Allow",
      Action: "sts:AssumeRoleWithWebIdentity",
      Principal: { Federated: provider },
      Condition: {
        StringEquals: {
          [`${issuer}:aud`]: "sts.amazonaws.com",
          [`${issuer}:sub`]: `system:serviceaccount:${namespace}:${serviceAccount}`,
        },
      },
    },
  ],
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
