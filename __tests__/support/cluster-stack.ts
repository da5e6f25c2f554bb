import { App } from "cdktf";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { ClusterStack } from "../../constructs/stacks/cluster-stack";
import { clusterOf } from "./configuration";
import { synth, withFolder } from "./synth";
import type { TerraformJson } from "./synth";

/** What the `terraform` block of a stack holds. */
export interface TerraformBlock {
  readonly required_providers: Readonly<Record<string, unknown>>;
  readonly backend?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  readonly cloud?: Readonly<Record<string, unknown>>;
}

/** The stack of a text with one cluster. Its backend's paths are relative to the folder of the text. */
export function stackOf(text: string): ClusterStack {
  return withFolder((folder) => new ClusterStack(new App({ outdir: join(folder, "out") }), clusterOf(text)));
}

/** A text's Terraform JSON as it is written, with the backend that `Testing.synth` leaves out. */
export const written = (text: string): TerraformJson & { readonly terraform: TerraformBlock } =>
  withFolder((folder) => {
    const app = new App({ outdir: join(folder, "out") });
    const { node } = new ClusterStack(app, clusterOf(text));
    app.synth();
    const json: unknown = JSON.parse(readFileSync(join(folder, "out", "stacks", node.id, "cdk.tf.json"), "utf8"));
    return json as TerraformJson & { readonly terraform: TerraformBlock };
  });

/** The file beside a text's Terraform JSON that holds the version of Terraform. */
export const writtenVersions = (text: string): string =>
  withFolder((folder) => {
    const app = new App({ outdir: join(folder, "out") });
    const { node } = new ClusterStack(app, clusterOf(text));
    app.synth();
    return readFileSync(join(folder, "out", "stacks", node.id, "versions.tf"), "utf8");
  });

/** A text's Terraform JSON, after all validations. */
export const synthesized = (text: string): TerraformJson => synth(stackOf(text));

/** The committed example. */
export const EXAMPLE = readFileSync(join(__dirname, "..", "..", "eks-irsa.yaml"), "utf8");

/** All addresses of a stack, sorted. */
export function addresses(json: TerraformJson): string[] {
  const of = (section: string, prefix: string): string[] =>
    Object.entries(json[section] ?? {}).flatMap(([type, byName]) =>
      Object.keys(byName).map((name) => `${prefix}${type}.${name}`),
    );
  const outputs = Object.keys(json["output"] ?? {}).map((name) => `output.${name}`);
  const locals = Object.keys(json["locals"] ?? {}).map((name) => `local.${name}`);
  return [...of("resource", ""), ...of("data", "data."), ...locals, ...outputs].sort();
}
