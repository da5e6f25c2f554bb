import type { Values } from "./terraform-json";

/** What resources are called in AWS, in Kubernetes and in Helm, whatever their addresses are. */

const text = (value: unknown): string => (typeof value === "string" ? value : "");

/** A name, or the beginning of one that AWS completed. */
export const nameOf = ({ name, name_prefix: prefix }: Values): string =>
  text(prefix) === "" ? text(name) : `${text(prefix)}*`;

function objectOf({ metadata }: Values): string {
  const { namespace, name } = [metadata].flat()[0] as Values;
  return [namespace, name].filter((part) => text(part) !== "").join("/");
}

const KEYS: Readonly<Record<string, (values: Values) => string>> = {
  aws_eks_pod_identity_association: ({ cluster_name: cluster, namespace, service_account: account }) =>
    [cluster, namespace, account].map(text).join("/"),
  aws_iam_openid_connect_provider: ({ url }) => text(url),
  aws_iam_policy: nameOf,
  aws_iam_role: nameOf,
  aws_iam_role_policies_exclusive: ({ role_name: role }) => text(role),
  aws_iam_role_policy: (values) => `${text(values["role"])} ${nameOf(values)}`,
  aws_iam_role_policy_attachment: ({ role, policy_arn: policy }) => `${text(role)} ${text(policy)}`,
  aws_iam_role_policy_attachments_exclusive: ({ role_name: role }) => text(role),
  helm_release: ({ namespace, name }) => `${text(namespace)}/${text(name)}`,
  kubernetes_annotations: objectOf,
  kubernetes_cluster_role_binding_v1: objectOf,
  kubernetes_cluster_role_v1: objectOf,
  kubernetes_namespace_v1: objectOf,
  kubernetes_role_binding_v1: objectOf,
  kubernetes_role_v1: objectOf,
  kubernetes_service_account_v1: objectOf,
};

/** A type, and what a resource of it is called. */
export function naturalKey(type: string, values: Values): string {
  const keyOf = KEYS[type];
  if (!keyOf) throw new Error(`what is a ${type} called?`);
  return `${type} ${keyOf(values)}`;
}
