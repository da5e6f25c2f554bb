import { LocalBackend, S3Backend } from "cdktf";
import type { TerraformStack } from "cdktf";
import { relative, sep } from "node:path";
import type { BackendConfiguration } from "../configuration/configuration";

/** A path as Terraform, which runs in the stack's folder, has to write it: relative, with slashes. */
export const fromFolder = (folder: string, path: string): string => relative(folder, path).split(sep).join("/");

/**
 * Gives a stack its backend.
 *
 * @param folder - the stack's output folder, absolute
 */
export function addBackend(stack: TerraformStack, backend: BackendConfiguration, folder: string): void {
  switch (backend.kind) {
    case "local":
      new LocalBackend(stack, { path: fromFolder(folder, backend.path) });
      return;
    case "s3": {
      const { kind: _, useLockfile, roleArn, ...config } = backend;
      const s3 = new S3Backend(stack, { ...config, ...(roleArn !== undefined && { assumeRole: { roleArn } }) });
      // CDKTF 0.21 does not know this argument of Terraform 1.10.
      s3.addOverride("use_lockfile", useLockfile);
      return;
    }
    case "cloud": {
      const { organization, hostname, project, workspace, tags } = backend;
      const workspaces = {
        ...(project !== undefined && { project }),
        ...(workspace === undefined ? { tags } : { name: workspace }),
      };
      // CDKTF's own class runs Terraform while it synthesizes.
      stack.addOverride("terraform.backend", undefined);
      // OpenTofu has no default host.
      stack.addOverride("terraform.cloud", { organization, hostname, workspaces });
      return;
    }
    case "none":
      // CDKTF makes a local backend, with an absolute path, for a stack that has none.
      stack.addOverride("terraform.backend", undefined);
  }
}
