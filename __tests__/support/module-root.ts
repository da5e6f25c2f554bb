import { writeFileSync } from "node:fs";
import { join, relative } from "node:path";
import { MODULES } from "./modules";
import { terraform } from "./terraform";

/** A configuration that calls modules, as JSON. */
export type Root = Readonly<Record<string, unknown>>;

/** Where a module is, from a folder that calls it. */
export const sourceFrom = (folder: string, module: string): string => relative(folder, join(MODULES, module));

/** A call of the module `eks-irsa` from a folder, for a cluster that is there. */
export const eksIrsa = (folder: string, inputs: Root = {}): Root => ({
  source: sourceFrom(folder, "eks-irsa"),
  cluster_name: "prod",
  region: "ap-northeast-2",
  ...inputs,
});

/** Writes a configuration, with a provider for AWS, and has Terraform get what it calls. */
export function writeRoot(folder: string, root: Root): void {
  const provider = { aws: [{ region: "ap-northeast-2" }] };
  writeFileSync(join(folder, "main.tf.json"), JSON.stringify({ provider, ...root }));
  terraform(folder, "init");
}
