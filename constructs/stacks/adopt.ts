import { IamOpenidConnectProvider } from "@cdktf/provider-aws/lib/iam-openid-connect-provider";
import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { Release } from "@cdktf/provider-helm/lib/release";
import { Annotations } from "@cdktf/provider-kubernetes/lib/annotations";
import { NamespaceV1 } from "@cdktf/provider-kubernetes/lib/namespace-v1";
import { ServiceAccountV1 } from "@cdktf/provider-kubernetes/lib/service-account-v1";
import type { TerraformStack } from "cdktf";
import type { IConstruct } from "constructs";
import { IssuerIdentity } from "../addons/cert-manager/issuer-identity";
import type { Adopted } from "../contract/identity";

/**
 * Writes `import` blocks for resources below a construct that are there already, each with its type's own ID. A role's
 * policies need none: AWS attaches a policy twice, and writes an inline policy over itself, without an error.
 */
export function adopt(construct: IConstruct, kinds: readonly Adopted[] = []): void {
  for (const resource of construct.node.findAll()) {
    // Issuers' own roles are of our making, too.
    if (resource.node.scopes.some((scope) => scope instanceof IssuerIdentity)) continue;
    if (resource instanceof IamRole && kinds.includes("role")) resource.importFrom(resource.nameInput ?? "");
    if (resource instanceof NamespaceV1 && kinds.includes("namespace")) {
      resource.importFrom(resource.metadataInput?.name ?? "");
    }
    // cert-manager's issuers are a release of ours, which nobody else makes.
    if (resource instanceof Release && !resource.node.path.endsWith("issuers/Resource")) {
      if (kinds.includes("release"))
        resource.importFrom(`${resource.namespaceInput ?? ""}/${resource.nameInput ?? ""}`);
    }
    if (!kinds.includes("service-account")) continue;
    if (resource instanceof Annotations) resource.force = true;
    if (resource instanceof ServiceAccountV1) {
      const { namespace = "", name = "" } = resource.metadataInput ?? {};
      resource.importFrom(`${namespace}/${name}`);
    }
  }
}

/** The same for an OIDC provider. */
export function adoptProvider(construct: IConstruct, arn: string): void {
  for (const resource of construct.node.findAll()) {
    if (resource instanceof IamOpenidConnectProvider) resource.importFrom(arn);
  }
}

/**
 * Forgets the annotations of ServiceAccounts that were `existing` and are ours now. Destroyed, they would be gone from the
 * ServiceAccount, which has the same ones.
 */
export function forgetAnnotations(stack: TerraformStack, adopted: readonly IConstruct[]): void {
  const accounts = adopted
    .flatMap((construct) => construct.node.findAll())
    .filter((resource) => resource instanceof ServiceAccountV1);
  if (accounts.length === 0) return;
  const removed = accounts.map((account) => ({
    from: `${Annotations.tfResourceType}.${account.friendlyUniqueId}`,
    lifecycle: { destroy: false },
  }));
  stack.addOverride("removed", removed);
}
