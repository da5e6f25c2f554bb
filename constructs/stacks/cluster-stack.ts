import { App } from "cdktf";
import { Construct } from "constructs";
import { resolve } from "node:path";
import { CertManager } from "../addons/cert-manager/cert-manager";
import { HelmAddon } from "../addons/helm-addon";
import type { AddonServiceAccount } from "../addons/helm-addon";
import { LoadBalancerController } from "../addons/load-balancer-controller/load-balancer-controller";
import type {
  AddonConfiguration,
  ClusterConfiguration,
  IdentityConfiguration,
  WorkloadConfiguration,
} from "../configuration/configuration";
import { ROLE_ARN_ANNOTATION, SYSTEM_NAMESPACES } from "../facts/service-accounts";
import { trustedProvider } from "../facts/trust";
import { EksCluster } from "../identity/eks-cluster";
import { Namespace } from "../identity/namespace";
import type { NamespaceReference } from "../identity/namespace";
import type { Identity } from "../identity/kinds";
import { WorkloadIdentity } from "../identity/workload-identity";
import { AddressedStack } from "../terraform/addressed-stack";
import { escapeTemplates } from "../terraform/template";
import { addBackend } from "./backend";
import { chartSource } from "./chart-source";
import { OidcProviders } from "./oidc-providers";
import { addOutputs, installedParts } from "./outputs";
import type { Installed } from "./outputs";
import { addAwsProvider, addClusterProviders } from "./providers";
import { requireVersions } from "./requirements";

/**
 * All that a configuration says of one cluster: OIDC provider, then roles, then ServiceAccounts, then
 * cert-manager and its issuers, then the load balancer controller, and other add-ons as they ask for.
 */
export class ClusterStack extends AddressedStack {
  /** The cluster that the stack is for. */
  public readonly cluster: EksCluster;
  /** Its OIDC providers in IAM, by account. @internal */
  public readonly oidcProviders: OidcProviders;
  /** Undefined where it is not installed. */
  public readonly certManager: CertManager | undefined;
  /** Undefined where it is not installed. */
  public readonly loadBalancerController: LoadBalancerController | undefined;
  /** By name. */
  public readonly addons: ReadonlyMap<string, HelmAddon>;
  /** By workload name. */
  public readonly workloads: ReadonlyMap<string, WorkloadIdentity>;
  private readonly namespaces = new Map<string, NamespaceReference>();
  /** The stack's output folder, absolute. */
  private readonly folder: string;

  public constructor(scope: Construct, configuration: ClusterConfiguration) {
    super(scope, configuration.stack);
    this.folder = resolve(App.of(this).outdir, "stacks", configuration.stack);
    requireVersions(this);
    addBackend(this, configuration.backend, this.folder);
    addAwsProvider(this, configuration);
    this.cluster = eksCluster(this, configuration);
    addClusterProviders(this, this.cluster, configuration, this.folder);

    this.oidcProviders = new OidcProviders(this, this.cluster, configuration);
    this.makeNamespaces(configuration);
    this.certManager = this.addCertManager(configuration);
    this.loadBalancerController = this.addLoadBalancerController(configuration);
    this.addons = this.addAddons(configuration.addons);
    this.workloads = this.addWorkloads(configuration.workloads);
    addOutputs(this, { ...this.parts, oidcProvider: this.oidcProviders.own });
  }

  /** What is in the cluster, add-ons first. @internal */
  public get installed(): readonly Installed[] {
    return installedParts(this.parts);
  }

  private get parts() {
    const { certManager, loadBalancerController, addons, workloads } = this;
    return { certManager, loadBalancerController, addons, workloads };
  }

  /** A namespace that two want is made once, and both wait for it. Where another tool installs, it makes it. */
  private makeNamespaces({ certManager, addons, workloads }: ClusterConfiguration): void {
    const installed = [certManager, ...addons].filter((addon) => addon?.install === true);
    const wanted = [...installed, ...workloads].flatMap((part) => (part?.createNamespace ? [part.namespace] : []));
    const group = new Construct(this, "namespace");
    for (const name of [...new Set(wanted)].sort()) {
      if (!SYSTEM_NAMESPACES.has(name)) this.namespaces.set(name, new Namespace(group, name, { name }));
    }
  }

  private namespace(name: string): NamespaceReference {
    return this.namespaces.get(name) ?? Namespace.existing(name);
  }

  private identity(identity: IdentityConfiguration, account?: string): Identity {
    return identity === "pod-identity"
      ? { identity, cluster: this.cluster }
      : { identity, provider: this.oidcProviders.in(account) };
  }

  private addCertManager({ certManager }: ClusterConfiguration): CertManager | undefined {
    if (!certManager) return undefined;
    const { identity, namespace, role, podIdentity, chart, ...options } = certManager;
    return new CertManager(this, "cert-manager", {
      ...options,
      ...this.identity(identity),
      namespace: this.namespace(namespace),
      issuersDependOn: options.issuers.flatMap((issuer) =>
        issuer.namespace === undefined ? [] : this.namespace(issuer.namespace).dependables,
      ),
      chart:
        chart &&
        chartSource(this, "cert-manager", { name: "cert-manager", version: options.version, ...chart }, this.folder),
      role: escapeTemplates(role),
      podIdentity,
    });
  }

  private addLoadBalancerController({
    loadBalancerController: controller,
  }: ClusterConfiguration): LoadBalancerController | undefined {
    if (!controller) return undefined;
    const { identity, role, chart, ...options } = controller;
    const name = "aws-load-balancer-controller";
    return new LoadBalancerController(this, "load-balancer-controller", {
      ...options,
      ...this.identity(identity),
      certManager: this.certManager,
      chart:
        chart &&
        chartSource(this, "load-balancer-controller", { name, version: options.version, ...chart }, this.folder),
      role: escapeTemplates(role),
    });
  }

  /** Each after those that it depends on: the configuration has no circles. */
  private addAddons(addons: readonly AddonConfiguration[]): Map<string, HelmAddon> {
    const group = new Construct(this, "addon");
    const made = new Map<string, HelmAddon>();
    const first: Readonly<Record<string, CertManager | LoadBalancerController | undefined>> = {
      "cert-manager": this.certManager,
      "load-balancer-controller": this.loadBalancerController,
    };
    const make = (addon: AddonConfiguration): HelmAddon => {
      const before = made.get(addon.name);
      if (before) return before;
      const dependsOn = addon.dependsOn.flatMap((name) => {
        const other = addons.find((one) => one.name === name);
        return [...((other ? make(other) : first[name])?.dependables ?? [])];
      });
      const helm = new HelmAddon(group, addon.name, {
        chart: chartSource(this, addon.name, addon.chart, this.folder),
        releaseName: addon.name,
        namespace: this.namespace(addon.namespace),
        serviceAccount: this.addonAccount(addon),
        userValues: addon.values,
        timeout: addon.timeout,
        upgradeInstall: addon.upgradeInstall,
        takeOwnership: addon.takeOwnership,
        install: addon.install,
        dependsOn,
      });
      made.set(addon.name, helm);
      return helm;
    };
    return new Map(addons.map((addon) => [addon.name, make(addon)]));
  }

  /** An add-on's ServiceAccount; without permissions it has no role, and needs no identity. */
  private addonAccount({ serviceAccount: account, identity }: AddonConfiguration): AddonServiceAccount | undefined {
    if (!account) return undefined;
    const { policyArns, statements, assumeRoleArns, role, podIdentity, ...rest } = account;
    const permissions = { policyArns, statements, assumeRoleArns };
    const any = policyArns.length + statements.length + assumeRoleArns.length > 0;
    const access = any
      ? { ...this.identity(identity), permissions, role: escapeTemplates(role), podIdentity }
      : undefined;
    return { ...rest, access };
  }

  private addWorkloads(workloads: readonly WorkloadConfiguration[]): Map<string, WorkloadIdentity> {
    const group = new Construct(this, "workload");
    return new Map(
      workloads.map(
        ({ identity, account, policyArns, statements, assumeRoleArns, trust, podIdentity, ...workload }) => [
          workload.name,
          new WorkloadIdentity(group, workload.name, {
            ...workload,
            ...this.identity(identity, account),
            namespace: this.namespace(workload.namespace),
            existingRoleArn: workload.roleArn,
            permissions: { policyArns, statements, assumeRoleArns },
            role: escapeTemplates(workload.role),
            otherSubjects: trust?.subjects,
            trust: {
              subjectPatterns: trust?.subjectPatterns,
              otherProviders: trust?.otherProviders.map(trustedProvider),
              extraStatements: trust?.statements,
              maxSize: trust?.maxSize,
            },
            podIdentity,
            annotations: escapeTemplates(withoutRoleArn(workload.annotations)),
          }),
        ],
      ),
    );
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
