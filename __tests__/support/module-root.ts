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

/** Variables of all modules' examples: Terraform overlooks those that one does not declare. */
export const VARIABLES = {
  cluster_role_arn: "arn:aws:iam::111122223333:role/cluster",
  oidc_provider_arn:
    "arn:aws:iam::111122223333:oidc-provider/oidc.eks.ap-northeast-2.amazonaws.com/id/EXAMPLED539D4633E53DE1B71EXAMPLE",
  registry_password: "secret",
  registry_username: "reader",
  subnet_ids: ["subnet-0a", "subnet-0b"],
  vpc_id: "vpc-0abc",
};
