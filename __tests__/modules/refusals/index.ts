import { CERT_MANAGER } from "./cert-manager";
import { CHARTS } from "./charts";
import { CLUSTER } from "./cluster";
import { EKS_IRSA } from "./eks-irsa";
import { LOAD_BALANCER_CONTROLLER } from "./load-balancer-controller";
import type { Refusal } from "./refusal";
import { ROLE } from "./role";
import { SERVICE_ACCOUNT } from "./service-account";

export { GIVEN } from "./refusal";

export const REFUSALS: readonly Refusal[] = [
  ...CLUSTER,
  ...ROLE,
  ...SERVICE_ACCOUNT,
  ...CHARTS,
  ...CERT_MANAGER,
  ...LOAD_BALANCER_CONTROLLER,
  ...EKS_IRSA,
];
