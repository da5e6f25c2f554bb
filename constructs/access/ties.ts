import { AUDIENCE_ANNOTATION, ROLE_ARN_ANNOTATION } from "../facts/service-accounts";
import { IRSA_AUDIENCE } from "../facts/trust";
import { policyOf } from "./document";
import type { Statement } from "./document";
import { mark } from "./marks";
import { equals } from "./match";
import { nameOf } from "./model";
import type { Cluster, Role, ServiceAccount, Tie } from "./model";
import { at, blockAt, textAt } from "./resource";
import type { Resource } from "./resource";

type Tied = readonly [namespace: string, name: string, tie: Tie];

/** The ServiceAccounts that an output ties to roles. */
export function accountsOf(
  resources: readonly Resource[],
  roles: readonly Role[],
  clusters: readonly Cluster[],
  issuers: readonly string[],
): ServiceAccount[] {
  const written = resources.flatMap((resource) => [...annotated(resource), ...associated(resource, clusters)]);
  const found = new Map<string, { namespace: string; name: string; ties: Tie[] }>();
  const add = ([namespace, name, tie]: Tied): void => {
    const key = nameOf({ namespace, name });
    const account = found.get(key) ?? { namespace, name, ties: [] };
    found.set(key, account);
    account.ties.push(tie);
  };
  written.forEach(add);
  const annotations = new Set(
    written.flatMap(([namespace, name, { kind, roleArn }]) =>
      kind === "irsa" ? [`${namespace}/${name} ${roleArn}`] : [],
    ),
  );
  for (const tied of roles.flatMap((role) => trusted(role, issuers))) {
    const [namespace, name, tie] = tied;
    if (!annotations.has(`${namespace}/${name} ${tie.roleArn}`)) add(tied);
  }
  return [...found.values()].sort((one, other) => (nameOf(one) < nameOf(other) ? -1 : 1));
}

/** IRSA: an annotation names the role. */
function annotated({ type, address, values }: Resource): Tied[] {
  const isAccount = type === "kubernetes_service_account" || type === "kubernetes_service_account_v1";
  const isAnnotation = type === "kubernetes_annotations" && values["kind"] === "ServiceAccount";
  if (!isAccount && !isAnnotation) return [];
  const metadata = blockAt(values, "metadata");
  const annotations = (isAccount ? metadata : values)["annotations"];
  const roleArn = textAt(annotations, ROLE_ARN_ANNOTATION);
  if (roleArn === undefined) return [];
  const audience = textAt(annotations, AUDIENCE_ANNOTATION) ?? IRSA_AUDIENCE;
  const name = textAt(metadata, "name") ?? mark(`name of ${address}`);
  return [[textAt(metadata, "namespace") ?? "default", name, { kind: "irsa", by: address, roleArn, audience }]];
}

/** Pod Identity: an association names both. */
function associated({ type, address, values }: Resource, clusters: readonly Cluster[]): Tied[] {
  if (type !== "aws_eks_pod_identity_association") return [];
  const text = (name: string): string => textAt(values, name) ?? mark(`${address}.${name}`);
  const name = text("cluster_name");
  const unknown = (what: string): string => mark(`${what} of ${name}`);
  const cluster = clusters.find((one) => one.name === name) ?? {
    name,
    arn: `arn:${mark("partition")}:eks:${text("region")}:${unknown("account")}:cluster/${name}`,
    issuer: unknown("issuer"),
  };
  const policy = values["policy"];
  const tie: Tie = {
    kind: "pod-identity",
    by: address,
    roleArn: text("role_arn"),
    cluster,
    hasTags: values["disable_session_tags"] !== true,
    target: textAt(values, "target_role_arn"),
    sessionPolicy: typeof policy === "string" && policy !== "" ? policyOf("of the session", policy) : undefined,
  };
  return [[text("namespace"), text("service_account"), tie]];
}

const SUBJECT = /^system:serviceaccount:([^:]+):([^:]+)$/;

/**
 * A trust policy names ServiceAccounts, whoever makes and annotates them. Of other clusters' ServiceAccounts the output says
 * nothing.
 */
function trusted({ arn: roleArn, trust }: Role, own: readonly string[]): Tied[] {
  const allowing = (trust.statements ?? []).filter(({ effect }) => effect === "Allow");
  const named = allowing.flatMap((statement) => providersIn(statement).map((issuer) => ({ statement, issuer })));
  const certain = named.filter(({ issuer }) => own.includes(issuer));
  const possible = named.filter(({ issuer }) => own.length === 0 || own.some((one) => equals(one, issuer) === "maybe"));
  return (certain.length > 0 ? certain : possible).flatMap(({ statement, issuer }) =>
    subjectsIn(statement, issuer).flatMap((subject): Tied[] => {
      const [, namespace, name] = SUBJECT.exec(subject === "*" ? "system:serviceaccount:*:*" : subject) ?? [];
      if (namespace === undefined || name === undefined) return [];
      return [[namespace, name, { kind: "irsa", by: "trust policy", roleArn, audience: IRSA_AUDIENCE, issuer }]];
    }),
  );
}

/** Issuers of the OIDC providers of EKS that a statement is about, or of all providers whose issuer is not known. */
const providersIn = ({ principals }: Statement): string[] =>
  (principals?.["Federated"] ?? []).flatMap((arn) => {
    const issuer = arn.split(":oidc-provider/")[1];
    return issuer === undefined || !/^(oidc[.-]eks\.|‹)/.test(issuer) ? [] : [issuer];
  });

/** The values of `sub`; all, where a statement does not ask. No subject has a wildcard in it that StringEquals asks for. */
function subjectsIn({ conditions }: Statement, issuer: string): readonly string[] {
  const asked = conditions.filter(({ key }) => key.toLowerCase() === `${issuer.toLowerCase()}:sub`);
  if (asked.length === 0) return ["*"];
  return asked.flatMap(({ operator, values }) => {
    if (/^(ForAnyValue:)?StringLike/.test(operator)) return values;
    return /^(ForAnyValue:)?StringEquals/.test(operator) ? values.filter((value) => !/[*?]/.test(value)) : [];
  });
}

/** The clusters of an output, made or looked up. */
export const clustersOf = (resources: readonly Resource[]): Cluster[] => {
  const found = resources.flatMap(({ type, values }): Cluster[] => {
    const [name, arn] = [textAt(values, "name"), textAt(values, "arn")];
    const issuer =
      textAt(blockAt(values, "identity"), "oidc", 0, "issuer") ??
      textAt(at(values, "identity", 0, "oidc", 0), "issuer");
    if (type !== "aws_eks_cluster" || name === undefined || arn === undefined) return [];
    return [{ name, arn, issuer: (issuer ?? mark(`issuer of ${name}`)).replace(/^https:\/\//, "") }];
  });
  return [...new Map(found.map((one) => [one.arn, one])).values()];
};
