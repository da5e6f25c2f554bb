import { App, TerraformOutput } from "cdktf";
import { Construct } from "constructs";
import { resolve } from "node:path";
import { CertManager } from "../addons/cert-manager/cert-manager";
import type { Chart } from "../addons/helm-addon";
import { LoadBalancerController } from "../addons/load-balancer-controller/load-balancer-controller";
import type { ClusterConfiguration, WorkloadConfiguration } from "../configuration/configuration";
import { ROLE_ARN_ANNOTATION, SYSTEM_NAMESPACES } from "../facts/service-accounts";
import { EksCluster } from "../identity/eks-cluster";
import { EksOidcProvider } from "../identity/eks-oidc-provider";
import type { OidcProvider } from "../identity/eks-oidc-provider";
import type { IrsaRole } from "../identity/irsa-role";
import { Namespace } from "../identity/namespace";
import type { NamespaceReference } from "../identity/namespace";
import { WorkloadIdentity } from "../identity/workload-identity";
import { AddressedStack } from "../terraform/addressed-stack";
import { escapeTemplates } from "../terraform/json";
import { addBackend } from "./backend";
import { addAwsProvider, addClusterProviders } from "./providers";
import { requireVersions } from "./requirements";

/** What an add-on or a workload brings into the cluster. */
interface Installed {
  readonly role: IrsaRole | undefined;
  readonly serviceAccount: { readonly namespace: string; readonly name: string };
  readonly chart?: Chart;
}

/**
 * All that a configuration says of one cluster:
 * OIDC provider, then roles, then ServiceAccounts, then cert-manager, then the load balancer controller.
 */
export class ClusterStack extends AddressedStack {
  public readonly cluster: EksCluster;
  public readonly certManager: CertManager | undefined;
  public readonly loadBalancerController: LoadBalancerController | undefined;
  /** By workload name. */
  public readonly workloads: ReadonlyMap<string, WorkloadIdentity>;
  private readonly namespaces = new Map<string, NamespaceReference>();

  public constructor(scope: Construct, configuration: ClusterConfiguration) {
    super(scope, configuration.stack);
    const folder = resolve(App.of(this).outdir, "stacks", configuration.stack);
    requireVersions(this);
    addBackend(this, configuration.backend, folder);
    addAwsProvider(this, {
      region: configuration.region,
      accountId: configuration.attributes?.accountId,
      tags: escapeTemplates(configuration.tags),
    });
    this.cluster = eksCluster(this, configuration);
    addClusterProviders(this, this.cluster, configuration.auth, folder);

    const provider = oidcProvider(this, this.cluster, configuration);
    this.makeNamespaces(configuration);
    this.certManager = this.addCertManager(provider, configuration);
    this.loadBalancerController = this.addLoadBalancerController(provider, configuration);
    this.workloads = this.addWorkloads(provider, configuration.workloads);
    this.addOutputs(provider);
  }

  /** What is in the cluster, add-ons first. */
  public get installed(): readonly Installed[] {
    return [this.certManager, this.loadBalancerController, ...this.workloads.values()].filter(
      (part) => part !== undefined,
    );
  }

  /** A namespace that two want is made once, and both wait for it. */
  private makeNamespaces({ certManager, workloads }: ClusterConfiguration): void {
    const wanted = [certManager, ...workloads]
      .filter((part) => part?.createNamespace === true)
      .map((part) => part?.namespace ?? "");
    const group = new Construct(this, "namespace");
    for (const name of [...new Set(wanted)].sort()) {
      if (!SYSTEM_NAMESPACES.has(name)) this.namespaces.set(name, new Namespace(group, name, { name }));
    }
  }

  private namespace(name: string): NamespaceReference {
    return this.namespaces.get(name) ?? Namespace.existing(name);
  }

  private addCertManager(provider: OidcProvider, { certManager }: ClusterConfiguration): CertManager | undefined {
    return (
      certManager &&
      new CertManager(this, "cert-manager", {
        provider,
        version: certManager.version,
        namespace: this.namespace(certManager.namespace),
        hostedZones: certManager.hostedZones,
        lookUpZones: certManager.lookUpZones,
        role: escapeTemplates(certManager.role),
        values: certManager.values,
      })
    );
  }

  private addLoadBalancerController(
    provider: OidcProvider,
    { loadBalancerController: controller }: ClusterConfiguration,
  ): LoadBalancerController | undefined {
    return (
      controller &&
      new LoadBalancerController(this, "load-balancer-controller", {
        provider,
        certManager: this.certManager,
        version: controller.version,
        webhookCertificate: controller.webhookCertificate,
        serviceMutatorWebhook: controller.serviceMutatorWebhook,
        replicas: controller.replicas,
        shield: controller.shield,
        waf: controller.waf,
        wafv2: controller.wafv2,
        defaultTags: controller.defaultTags,
        role: escapeTemplates(controller.role),
        values: controller.values,
      })
    );
  }

  private addWorkloads(
    provider: OidcProvider,
    workloads: readonly WorkloadConfiguration[],
  ): Map<string, WorkloadIdentity> {
    const group = new Construct(this, "workload");
    return new Map(
      workloads.map((workload) => [
        workload.name,
        new WorkloadIdentity(group, workload.name, {
          provider,
          namespace: this.namespace(workload.namespace),
          serviceAccount: workload.serviceAccount,
          permissions: { policyArns: workload.policyArns, statements: workload.statements },
          role: escapeTemplates(workload.role),
          otherSubjects: workload.trust?.subjects,
          annotations: escapeTemplates(withoutRoleArn(workload.annotations)),
          labels: workload.labels,
          automountServiceAccountToken: workload.automountServiceAccountToken,
        }),
      ]),
    );
  }

  private addOutputs(provider: OidcProvider): void {
    const output = (id: string, description: string, value: unknown): void => {
      new TerraformOutput(this, id, { description, value });
    };
    const ofWorkloads = (pick: (role: IrsaRole) => string): Record<string, string> =>
      Object.fromEntries([...this.workloads].flatMap(([name, { role }]) => [[name, pick(role)]]));
    output("oidc_provider_arn", "The cluster's OIDC provider in IAM", provider.arn);
    output(
      "workload_role_arns",
      "Role ARNs by workload",
      ofWorkloads((role) => role.arn),
    );
    output(
      "workload_role_names",
      "Role names by workload",
      ofWorkloads((role) => role.name),
    );
    if (this.certManager?.role) output("cert_manager_role_arn", "cert-manager's role", this.certManager.role.arn);
    if (this.loadBalancerController) {
      output(
        "load_balancer_controller_role_arn",
        "The load balancer controller's role",
        this.loadBalancerController.role.arn,
      );
    }
    const charts = this.installed.flatMap(({ chart }) => (chart ? [[chart.name, chart.version]] : []));
    output("release_versions", "Chart versions by chart", Object.fromEntries(charts));
  }
}

/** The configuration lets one stand only if it is the very ARN that the role will have. */
function withoutRoleArn(annotations: Readonly<Record<string, string>> | undefined): Record<string, string> | undefined {
  const { [ROLE_ARN_ANNOTATION]: _, ...others } = annotations ?? {};
  return Object.keys(others).length > 0 ? others : undefined;
}

function eksCluster(
  stack: ClusterStack,
  { cluster: name, region, partition, attributes }: ClusterConfiguration,
): EksCluster {
  const place = { name, region, partition };
  return attributes
    ? EksCluster.fromAttributes({ ...place, ...attributes })
    : EksCluster.lookup(stack, "cluster", place);
}

function oidcProvider(
  stack: ClusterStack,
  cluster: EksCluster,
  { oidcProvider: from }: ClusterConfiguration,
): OidcProvider {
  switch (from.kind) {
    case "create":
      return new EksOidcProvider(stack, "oidc-provider", { cluster });
    case "lookup":
      return EksOidcProvider.lookup(stack, "oidc-provider", cluster);
    case "arn":
      return EksOidcProvider.fromArn(cluster, from.arn);
  }
}
