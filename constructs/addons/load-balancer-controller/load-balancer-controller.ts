import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { merge } from "../../facts/merge";
import type { Data } from "../../facts/merge";
import * as problems from "../../facts/problems";
import type { OidcProvider } from "../../identity/eks-oidc-provider";
import type { IrsaRole, RoleOptions } from "../../identity/irsa-role";
import { Namespace } from "../../identity/namespace";
import type { NamespaceReference } from "../../identity/namespace";
import { WorkloadIdentity } from "../../identity/workload-identity";
import { check, refuse } from "../../terraform/check";
import type { CertManager } from "../cert-manager/cert-manager";
import { HelmAddon } from "../helm-addon";
import type { Chart } from "../helm-addon";
import { podAnnotationsFor } from "../role-annotation";
import { controllerStatements } from "./policy";
import { CONTROLLER_CHART, CONTROLLER_VERSION, controllerVersion } from "./releases";
import { controllerValueProblems, controllerValues, defaultTag, webhookCertificate } from "./values";
import type { WebhookCertificate } from "./values";

export interface LoadBalancerControllerProps {
  readonly provider: OidcProvider;
  /** The chart's version (the release table's first column). @default "3.5.0" */
  readonly version?: string;
  /** @default - kube-system, which is there */
  readonly namespace?: NamespaceReference;
  /** Comes before the controller, and makes its webhook certificate. @default - not installed here */
  readonly certManager?: CertManager;
  /** Who makes the webhook certificate. @default - cert-manager where `certManager` is given, else helm */
  readonly webhookCertificate?: WebhookCertificate;
  /**
   * Whether the controller takes over every new Service of type LoadBalancer. Its webhook refuses all
   * new Services of the cluster while the controller is down. @default false
   */
  readonly serviceMutatorWebhook?: boolean;
  /** With more than one there is a disruption budget of one. @default 2 */
  readonly replicas?: number;
  /** AWS Shield Advanced. @default - the controller's: on */
  readonly shield?: boolean;
  /** AWS WAF Classic. @default - the controller's: on */
  readonly waf?: boolean;
  /** AWS WAF. @default - the controller's: on */
  readonly wafv2?: boolean;
  /** Tags of what the controller makes. Without commas, `: ` and ` #`. @default - none */
  readonly defaultTags?: Readonly<Record<string, string>>;
  /** @default - a generated name, and AWS's defaults */
  readonly role?: RoleOptions;
  /** Merged last over our values; what contradicts them is an error. @default {} */
  readonly values?: Data;
  /** What has to be there first. @default - none */
  readonly dependsOn?: readonly ITerraformDependable[];
}

const SERVICE_ACCOUNT = "aws-load-balancer-controller";

/**
 * The AWS Load Balancer Controller with its role. Its release is ready when its pods are, so that
 * what depends on it finds its webhooks answering.
 *
 * @throws InvalidInputError for an unsupported version, a certificate that nobody makes, and bad values
 */
export class LoadBalancerController extends Construct {
  public readonly chart: Chart;
  public readonly role: IrsaRole;
  public readonly serviceAccount: { readonly namespace: string; readonly name: string };
  public readonly dependables: readonly ITerraformDependable[];

  public constructor(scope: Construct, id: string, props: LoadBalancerControllerProps) {
    super(scope, id);
    const { cluster } = props.provider;
    const { version = CONTROLLER_VERSION, certManager, values = {} } = props;
    const certificate = props.webhookCertificate ?? (certManager ? "cert-manager" : "helm");
    check(this, "version", version, controllerVersion);
    refuse(
      this,
      "webhookCertificate",
      certificate === "cert-manager" && !certManager ? problems.noCertManager() : undefined,
    );
    refuse(this, "webhookCertificate", webhookCertificate(version, certificate));
    for (const [key, value] of Object.entries(props.defaultTags ?? {})) {
      check(this, `defaultTags.${key}`, value, (text) => defaultTag(key, text));
    }
    const vpcId =
      cluster.vpcId ??
      refuse(this, "provider", problems.needsAttribute("vpcId", "the load balancer controller needs it"));
    const choices = {
      version,
      clusterName: cluster.name,
      region: cluster.region,
      vpcId,
      serviceAccount: SERVICE_ACCOUNT,
      webhookCertificate: certificate,
      serviceMutatorWebhook: props.serviceMutatorWebhook ?? false,
      replicas: props.replicas ?? 2,
      shield: props.shield,
      waf: props.waf,
      wafv2: props.wafv2,
      defaultTags: props.defaultTags,
    } as const;
    for (const { path, problem } of controllerValueProblems(values, choices)) refuse(this, `values.${path}`, problem);

    const namespace = props.namespace ?? Namespace.existing("kube-system");
    const identity = new WorkloadIdentity(this, "Default", {
      provider: props.provider,
      namespace,
      serviceAccount: SERVICE_ACCOUNT,
      purpose: id,
      permissions: {
        policies: {
          [id]: { statements: controllerStatements(cluster.partition), description: "AWS Load Balancer Controller" },
        },
      },
      role: props.role,
    });
    const release = new HelmAddon(this, "Resource", {
      chart: { ...CONTROLLER_CHART, version },
      namespace,
      values: merge(controllerValues(choices, podAnnotationsFor(identity.role)), values),
      dependsOn: [...identity.dependables, ...(certManager?.dependables ?? []), ...(props.dependsOn ?? [])],
    });
    this.chart = release.chart;
    this.role = identity.role;
    this.serviceAccount = identity.serviceAccount;
    this.dependables = release.dependables;
  }
}
