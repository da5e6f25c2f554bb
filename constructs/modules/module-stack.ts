import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { HelmProvider } from "@cdktf/provider-helm/lib/provider";
import { KubernetesProvider } from "@cdktf/provider-kubernetes/lib/provider";
import { TerraformResource } from "cdktf";
import type { ITerraformDependable, TerraformElement } from "cdktf";
import type { Construct, Node } from "constructs";
import { AddressedStack } from "../hcl/addressed-stack";
import { LOCALS } from "../hcl/instances";
import type { Value } from "../hcl/expression";
import type { PROVIDERS } from "../facts/requirements";
import type { ModuleInput } from "./input";

export type ProviderName = keyof typeof PROVIDERS;

/** An output of a module, as its outputs.tf declares it. */
export interface ModuleOutput {
  readonly name: string;
  readonly description: string;
  readonly value: Value;
  /** What has to be there before others take the value, where the value does not say so itself. */
  readonly dependsOn: readonly ITerraformDependable[];
}

/** What a module is, before it has content. */
export interface ModuleProps {
  /** In one sentence. */
  readonly description: string;
  readonly inputs: readonly ModuleInput[];
  /** @default - all three */
  readonly providers?: readonly ProviderName[];
  /** Parts of the stack that have a file of their own, by what their names start with. @default - all is in main.tf, but what is known of the cluster */
  readonly files?: Readonly<Record<string, string>>;
  /** What a file is about, above its blocks, by its name. @default - its name says it */
  readonly titles?: Readonly<Record<string, string>>;
}

/** What the type of a resource says already, so that its name need not: `aws_iam_role.workload`. */
const SAID_BY_TYPE: ReadonlySet<string> = new Set([
  ...["Default", "Resource", "role", "service-account", "annotations", "pod-identity", "rbac", "inline"],
  ...["role-binding", "cluster-role", "cluster-role-binding", "exclusive-policies", "exclusive-attachments"],
]);

/** Parts of the path that say nothing in the name of a local value. */
const UNSAID: ReadonlySet<string> = new Set([LOCALS, "Default", "Resource", "role", "service-account", "rbac"]);

/** What a part needs to know of its cluster. */
const PART_FILES: Readonly<Record<string, string>> = {
  region_forms: "cluster",
  region_partition: "cluster",
  partition: "cluster",
  account_id: "cluster",
  oidc_issuer: "cluster",
};

const PART_TITLES: Readonly<Record<string, string>> = {
  "cluster.tf": "The cluster, as far as it has to be known.",
  "trust.tf": "Who may assume the role.",
  "policy.tf": "What the role allows.",
  "grants.tf": "What grants allow: a service's verbs as statements of a policy.",
  "values.tf": "The chart's values: what options set, and what is wrong with the user's.",
};

/** Local values that reviewers look for have files of their own, by what their names end with. */
const CONCERNS: readonly (readonly [RegExp, string])[] = [
  [/(^|_)(subjects|oidc_providers|trust(_\w+)?)$/, "trust"],
  [/(^|_)(policy|statements)$/, "policy"],
  [/(^|_)grants?(_\w+)?$/, "grants"],
  [/(^|_)(values(_\w+)?|value_\w+)$/, "values"],
];

/**
 * A reusable module: resources that take what they need from variables. Whoever calls it brings
 * providers and a backend, and so it has neither; its variables and outputs are files of their own.
 */
export class ModuleStack extends AddressedStack {
  public readonly description: string;
  public readonly inputs: readonly ModuleInput[];
  public readonly providers: readonly ProviderName[];
  public readonly outputs: ModuleOutput[] = [];
  private readonly files: Readonly<Record<string, string>>;
  private readonly titles: Readonly<Record<string, string>>;

  public constructor(scope: Construct, id: string, props: ModuleProps) {
    super(scope, id);
    this.description = props.description;
    this.inputs = props.inputs;
    this.providers = props.providers ?? ["aws", "helm", "kubernetes"];
    this.files = props.files ?? PART_FILES;
    this.titles = props.titles ?? {};
    // CDKTF wants to see a provider for each resource; none of them gets into the module.
    if (this.providers.includes("aws")) new AwsProvider(this, "aws");
    if (this.providers.includes("helm")) new HelmProvider(this, "helm", {});
    if (this.providers.includes("kubernetes")) new KubernetesProvider(this, "kubernetes", {});
  }

  /** Declares an output. */
  public output(
    name: string,
    description: string,
    value: Value,
    dependsOn: readonly ITerraformDependable[] = [],
  ): void {
    this.outputs.push({ name, description, value, dependsOn });
  }

  /** The file that an element is in: that of the part of the stack that it belongs to. */
  public fileOf(element: TerraformElement): string {
    const [part] = element.node.scopes
      .slice(this.node.scopes.length)
      .map(({ node }) => node.id)
      .filter((id) => id !== LOCALS);
    const name = (part ?? "").replace(/-/g, "_");
    const file = Object.entries(this.files).find(([id]) => name === id || name.startsWith(`${id}_`))?.[1] ?? "main";
    const isResource = TerraformResource.isTerraformResource(element);
    const concern = CONCERNS.find(([form]) => !isResource && form.test(element.friendlyUniqueId))?.[1];
    if (concern === undefined) return `${file}.tf`;
    return file === "main" ? `${concern}.tf` : `${singular(file)}_${concern}.tf`;
  }

  /** What a file is about. */
  public titleOf(file: string): string | undefined {
    return this.titles[file] ?? PART_TITLES[file];
  }

  /** Names in Terraform's own style, for people who never see a construct. */
  protected override allocateLogicalId(element: TerraformElement | Node): string {
    const node = "node" in element ? element.node : element;
    const isResource = "node" in element && TerraformResource.isTerraformResource(element);
    const unsaid = isResource ? SAID_BY_TYPE : UNSAID;
    const own = this.node.id;
    const parts = node.scopes
      .slice(this.node.scopes.length)
      .map((scope) => scope.node.id)
      .flatMap((id) => (unsaid.has(id) || id === own ? [] : [id.startsWith(`${own}-`) ? id.slice(own.length + 1) : id]))
      .map((id) => (isResource ? id.replace(/-attachment$/, "") : id))
      .filter((id) => id !== "attachment");
    return parts.join("_").replace(/[^A-Za-z0-9_]/g, "_") || "this";
  }
}

const singular = (name: string): string => name.replace(/s$/, "");
