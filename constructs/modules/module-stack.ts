import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { HelmProvider } from "@cdktf/provider-helm/lib/provider";
import { KubernetesProvider } from "@cdktf/provider-kubernetes/lib/provider";
import { TerraformOutput } from "cdktf";
import type { TerraformElement } from "cdktf";
import { Construct } from "constructs";
import type { Node } from "constructs";
import type { PROVIDERS } from "../facts/requirements";
import { AddressedStack } from "../hcl/addressed-stack";
import { expr } from "../terraform/expression";
import type { Json } from "../terraform/expression";
import type { ModuleInput } from "./input";

export type ProviderName = keyof typeof PROVIDERS;

/** An output of a module, as its outputs.tf declares it. */
export interface ModuleOutput {
  readonly name: string;
  readonly description: string;
  /** An expression. */
  readonly value: string;
}

/** What a module's main.tf.json holds. */
export interface ModuleMain {
  readonly locals?: object;
  readonly data?: object;
  readonly resource?: object;
}

/** What a module is, before it has content. */
export interface ModuleProps {
  /** In one sentence. */
  readonly description: string;
  readonly inputs: readonly ModuleInput[];
  /** @default - all three */
  readonly providers?: readonly ProviderName[];
}

/**
 * A reusable module: resources that take what they need from variables. Whoever calls it brings
 * providers and a backend, and so it has neither; its variables and outputs are files of their own.
 */
export class ModuleStack extends AddressedStack {
  public readonly description: string;
  public readonly inputs: readonly ModuleInput[];
  public readonly providers: readonly ProviderName[];
  private readonly descriptions = new Map<string, string>();
  /** Apart from all else, for an output may be called like a resource. */
  private readonly outputs = new Construct(this, "output");

  public constructor(scope: Construct, id: string, props: ModuleProps) {
    super(scope, id);
    this.description = props.description;
    this.inputs = props.inputs;
    this.providers = props.providers ?? ["aws", "helm", "kubernetes"];
    // CDKTF wants to see a provider for each resource; none of them gets into the module.
    if (this.providers.includes("aws")) new AwsProvider(this, "aws");
    if (this.providers.includes("helm")) new HelmProvider(this, "helm", {});
    if (this.providers.includes("kubernetes")) new KubernetesProvider(this, "kubernetes", {});
  }

  /** Declares an output. */
  public output(name: string, description: string, value: Json): void {
    new TerraformOutput(this.outputs, name, { value: expr`${value}` });
    this.descriptions.set(name, description);
  }

  /** The module's files, as data. */
  public files(): { readonly main: ModuleMain; readonly outputs: readonly ModuleOutput[] } {
    const json = withoutMetadata(this.toTerraform()) as ModuleMain & { output?: Record<string, { value: string }> };
    const { locals, data, resource, output = {} } = json;
    const outputs = [...this.descriptions].map(([name, description]) => {
      const value = /^\$\{(.*)\}$/s.exec(output[`output_${name}`]?.value ?? "")?.[1];
      if (value === undefined) throw new Error(`the output ${name} is no expression`);
      return { name, description, value };
    });
    return { main: { locals, data, resource }, outputs };
  }

  /** Names in Terraform's own style, for people who never see a construct. */
  protected override allocateLogicalId(element: TerraformElement | Node): string {
    return super.allocateLogicalId(element).replace(/-/g, "_");
  }
}

/** What CDKTF notes about constructs says nothing to a module's users. */
function withoutMetadata(data: unknown): unknown {
  if (Array.isArray(data)) return data.map(withoutMetadata);
  if (typeof data !== "object" || data === null) return data;
  return Object.fromEntries(
    Object.entries(data)
      .filter(([key]) => key !== "//")
      .map(([key, value]) => [key, withoutMetadata(value)]),
  );
}
