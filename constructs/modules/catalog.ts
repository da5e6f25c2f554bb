import { App } from "cdktf";
import type { ModuleStack } from "./module-stack";
import { CertManagerModule } from "./stacks/cert-manager";
import { EksIrsaModule } from "./stacks/eks-irsa";
import { HelmAddonModule } from "./stacks/helm-addon";
import { IrsaRoleModule } from "./stacks/irsa-role";
import { LoadBalancerControllerModule } from "./stacks/load-balancer-controller";
import { OidcProviderModule } from "./stacks/oidc-provider";
import { WorkloadIdentityModule } from "./stacks/workload-identity";

const MODULES = [
  EksIrsaModule,
  OidcProviderModule,
  IrsaRoleModule,
  WorkloadIdentityModule,
  CertManagerModule,
  LoadBalancerControllerModule,
  HelmAddonModule,
];

/** All modules, checked. */
export function modules(): readonly ModuleStack[] {
  const app = new App({ skipBackendValidation: true });
  const made = MODULES.map((Module) => new Module(app));
  for (const module of made) module.runAllValidations();
  return made;
}
