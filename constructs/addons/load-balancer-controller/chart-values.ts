import { compareVersions } from "../version";
import { CANNOT_KEEP_CERTIFICATE } from "./releases";

/** Top-level values of all supported charts (their values.yaml, comments included). `global` is Helm's own. */
const VALUES: readonly string[] = [
  "additionalLabels affinity autoscaling awsApiEndpoints awsApiThrottle awsMaxRetries backendSecurityGroup",
  "certDiscovery certManager cluster clusterName clusterSecretsPermissions configureDefaultAffinity",
  "controllerConfig createIngressClassResource creator defaultSSLPolicy defaultTags defaultTargetType",
  "deploymentAnnotations disableIngressClassAnnotation disableIngressGroupNameAnnotation",
  "disableRestrictedSecurityGroupRules dnsPolicy enableBackendSecurityGroup enableCertManager",
  "enableEndpointSlices enableManageBackendSecurityGroupRules enablePodReadinessGateInject",
  "enableServiceMutatorWebhook enableShield enableWaf enableWafv2 env envFrom envSecretName",
  "externalManagedTags extraVolumeMounts extraVolumes fullnameOverride hostNetwork image imagePullSecrets",
  "ingressClass ingressClassConfig ingressClassParams ingressMaxConcurrentReconciles",
  "lbStabilizationMonitorInterval livenessProbe loadBalancerClass logLevel metricsBindAddr nameOverride",
  "nodeSelector objectSelector podAnnotations podDisruptionBudget podLabels podMutatorWebhookConfig",
  "podSecurityContext priorityClassName rbac readinessProbe region replicaCount resources",
  "revisionHistoryLimit runtimeClassName securityContext serviceAccount serviceAnnotations",
  "serviceMaxConcurrentReconciles serviceMonitor serviceMutatorWebhookConfig serviceTargetENISGTags",
  "syncPeriod targetgroupbindingMaxConcurrentReconciles targetgroupbindingMaxExponentialBackoffDelay",
  "terminationGracePeriodSeconds tolerateNonExistentBackendAction tolerateNonExistentBackendService",
  "tolerations topologySpreadConstraints updateStrategy vpcId vpcTags watchNamespace webhookBindPort",
  "webhookConfig webhookNamespaceSelectors webhookTLS",
  "global",
].flatMap((line) => line.split(" "));

/** Values that came later, by the first chart that may have them: between two charts at hand, the earlier one counts. */
export const LATER_VALUES: Readonly<Record<string, string>> = {
  defaultLoadBalancerScheme: "1.17.1",
  globalAcceleratorMaxConcurrentReconciles: "1.14.0",
  globalAcceleratorMaxExponentialBackoffDelay: "1.14.0",
  maxTargetsPerTargetGroup: "1.14.0",
  albGatewayMaxConcurrentReconciles: "3.2.0",
  certManagement: "3.2.0",
  nlbGatewayMaxConcurrentReconciles: "3.2.0",
  targetgroupbindingRequeueDuration: "3.2.0",
};

/** The top-level values of a chart. */
export const chartValues = (version: string): ReadonlySet<string> =>
  new Set([
    ...VALUES,
    ...(CANNOT_KEEP_CERTIFICATE.includes(version) ? [] : ["keepTLSSecret"]),
    ...Object.entries(LATER_VALUES).flatMap(([key, since]) => (compareVersions(version, since) < 0 ? [] : [key])),
  ]);

/** Those of any chart. */
export const ALL_CHART_VALUES: readonly string[] = [...VALUES, "keepTLSSecret", ...Object.keys(LATER_VALUES)];
