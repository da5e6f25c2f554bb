import { App } from "cdktf";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { resolve } from "node:path";
import { constructOf } from "../addons/constructs";
import { CUSTOM_ADDON } from "../addons/custom/definition";
import type { Addon } from "../addons/definition";
import type { AddonConfiguration, ClusterConfiguration, IdentityConfiguration } from "../configuration/configuration";
import { ROLE_ARN_ANNOTATION, SYSTEM_NAMESPACES } from "../facts/service-accounts";
import { trustedProvider } from "../facts/trust";
import { EksCluster } from "../identity/eks-cluster";
import { or } from "../hcl/combine";
import { Namespace, usesDefaultAccount } from "../identity/namespace";
import type { NamespaceReference } from "../identity/namespace";
import type { Identity } from "../identity/kinds";
import { WorkloadIdentity } from "../identity/workload-identity";
import { AddressedStack } from "../hcl/addressed-stack";
import { escapeTemplates } from "../hcl/template";
import { adopt, forgetAnnotations } from "./adopt";
import { addBackend } from "./backend";
import { chartSource } from "./chart-source";
import { OidcProviders } from "./oidc-providers";
import { addOutputs, installedParts } from "./outputs";
import type { Installed } from "./outputs";
import { addAwsProvider, addClusterProviders } from "./providers";
import { addMoves } from "./renamed";
import { requireVersions } from "./requirements";

/**
 * All that a configuration says of one cluster: OIDC provider, then roles, then ServiceAccounts, then
 * add-ons, each after those that it asks for.
 */
export class ClusterStack extends AddressedStack {
  /** The cluster that the stack is for. */
  public readonly cluster: EksCluster;
  /** Its OIDC providers in IAM, by account. @internal */
  public readonly oidcProviders: OidcProviders;
  /** By name, presets first. */
  public readonly addons: ReadonlyMap<string, Addon>;
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
    this.addons = this.addAddons(configuration.addons);
    this.workloads = this.addWorkloads(configuration);
    this.addHistory(configuration);
    addOutputs(this, { addons: this.addons, workloads: this.workloads, oidcProvider: this.oidcProviders.own });
  }

  /** What is in the cluster, add-ons first. @internal */
  public get installed(): readonly Installed[] {
    return installedParts(this);
  }

  /** A namespace that two want is made once, and both wait for it. Where another tool installs, it makes it. */
  private makeNamespaces({ addons, workloads }: ClusterConfiguration): void {
    const wanted = [
      ...addons.flatMap(({ definition, input }) =>
        input.install && input.createNamespace ? [definition.runsAs(input).namespace] : [],
      ),
      ...workloads.flatMap(({ createNamespace, namespace }) => (createNamespace ? [namespace] : [])),
    ];
    const group = new Construct(this, "namespace");
    for (const name of [...new Set(wanted)].sort()) {
      if (SYSTEM_NAMESPACES.has(name)) continue;
      const waitForDefaultAccount = or(...workloads.filter((one) => one.namespace === name).map(usesDefaultAccount));
      this.namespaces.set(name, new Namespace(group, name, { name, waitForDefaultAccount }));
    }
  }

  /** What had other names before, and what others made. */
  private addHistory({ addons, workloads, accounts }: ClusterConfiguration): void {
    const elements = [
      ...addons.map(({ name, input }) => ({ ...input, construct: this.addons.get(name), existing: false })),
      ...workloads.map((workload) => ({ ...workload, construct: this.workloads.get(workload.name) })),
    ].flatMap(({ construct, ...one }) => (construct instanceof Construct ? [{ ...one, construct }] : []));
    for (const { construct, adopt: kinds } of elements) adopt(construct, kinds);
    for (const name of this.adoptedNamespaces({ addons, workloads })) {
      const namespace = this.namespaces.get(name);
      if (namespace instanceof Construct) adopt(namespace, ["namespace"]);
    }
    const taken = elements.filter(({ adopt: kinds, existing }) => kinds?.includes("service-account") && !existing);
    forgetAnnotations(
      this,
      taken.map(({ construct }) => construct),
    );
    const others = Object.entries(accounts).flatMap(([name, { formerly = [] }]) => {
      const construct = this.node.tryFindChild(`account-${name}`);
      return construct ? [{ construct, formerly: formerly.map((former) => `account-${former}`) }] : [];
    });
    addMoves(this, [...elements.map(({ construct, formerly = [] }) => ({ construct, formerly })), ...others]);
  }

  private adoptedNamespaces({ addons, workloads }: Pick<ClusterConfiguration, "addons" | "workloads">): string[] {
    return [
      ...addons.flatMap(({ definition, input }) =>
        input.adopt?.includes("namespace") ? [definition.runsAs(input).namespace] : [],
      ),
      ...workloads.flatMap(({ adopt: kinds, namespace }) => (kinds?.includes("namespace") ? [namespace] : [])),
    ];
  }

  private namespace(name: string): NamespaceReference {
    return this.namespaces.get(name) ?? Namespace.existing(name);
  }

  private identity(identity: IdentityConfiguration, account?: string): Identity {
    return identity === "pod-identity"
      ? { identity, cluster: this.cluster }
      : { identity, provider: this.oidcProviders.in(account) };
  }

  /** Each after those that it asks for: the configuration has no circles. */
  private addAddons(addons: readonly AddonConfiguration[]): Map<string, Addon> {
    const group = new Construct(this, "addon");
    const made = new Map<string, Addon>();
    const make = ({ name, definition, input }: AddonConfiguration): Addon => {
      const before = made.get(name);
      if (before) return before;
      const props = definition.props(input, {
        identity: () => this.identity(input.identity),
        namespace: (namespace) => this.namespace(namespace),
        chart: (source) => chartSource(this, name, source, this.folder),
        addon: (other) => addons.filter((one) => one.name === other).map(make)[0],
      });
      const addon = new (constructOf(definition))(definition === CUSTOM_ADDON ? group : this, name, props);
      made.set(name, addon);
      return addon;
    };
    return new Map(addons.map((addon) => [addon.name, make(addon)]));
  }

  /** A ServiceAccount that is there already may be one of a chart's. */
  private releasesIn(namespace: string, addons: readonly AddonConfiguration[]): ITerraformDependable[] {
    return addons
      .filter(({ definition, input }) => definition.runsAs(input).namespace === namespace)
      .flatMap(({ name }) => this.addons.get(name)?.dependables ?? []);
  }

  private addWorkloads({ workloads, addons }: ClusterConfiguration): Map<string, WorkloadIdentity> {
    const group = new Construct(this, "workload");
    return new Map(
      workloads.map(
        ({ identity, account, policyArns, statements, assumeRoleArns, trust, podIdentity, ...workload }) => [
          workload.name,
          new WorkloadIdentity(group, workload.name, {
            ...workload,
            ...this.identity(identity, account),
            namespace: this.namespace(workload.namespace),
            accountMadeBy: workload.existing ? this.releasesIn(workload.namespace, addons) : [],
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
            rules: escapeTemplates(workload.rules),
            clusterRules: escapeTemplates(workload.clusterRules),
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
