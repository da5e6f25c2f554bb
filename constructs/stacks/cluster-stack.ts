import { App } from "cdktf";
import { Construct } from "constructs";
import { resolve } from "node:path";
import { constructOf } from "../addons/constructs";
import { CUSTOM_ADDON } from "../addons/custom/definition";
import type { Addon, RunsAs } from "../addons/definition";
import type {
  AddonConfiguration,
  ClusterConfiguration,
  IdentityConfiguration,
  Part,
  PatternRoleConfiguration,
  WorkloadConfiguration,
} from "../configuration/configuration";

import { AWS_WITH_SESSION_POLICIES } from "../facts/requirements";
import { ROLE_ARN_ANNOTATION, SYSTEM_NAMESPACES } from "../facts/service-accounts";
import { EksCluster } from "../identity/eks-cluster";
import { IrsaRole } from "../identity/irsa-role";
import type { RoleReference } from "../identity/irsa-role";
import { or } from "../hcl/combine";
import { Namespace, usesDefaultAccount } from "../identity/namespace";
import type { NamespaceReference } from "../identity/namespace";
import type { Identity } from "../identity/kinds";
import { PodIdentityAssociation } from "../identity/pod-identity-association";
import { roleProps } from "../identity/role-keys";
import { TimeSleep } from "../identity/time-sleep";
import { WorkloadIdentity } from "../identity/workload-identity";
import { AddressedStack } from "../hcl/addressed-stack";
import { escapeTemplates } from "../hcl/template";
import { addAcknowledgements } from "./acknowledgements";
import { adopt, forgetAnnotations } from "./adopt";
import { addBackend } from "./backend";
import { chartSource } from "./chart-source";
import { OidcProviders } from "./oidc-providers";
import { addOutputs, installedParts } from "./outputs";
import type { Installed, PodRole } from "./outputs";
import { addPreflight } from "./preflight";
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
  /** By workload name, those for patterns of ServiceAccounts last. */
  public readonly workloads: ReadonlyMap<string, PodRole>;
  private readonly namespaces = new Map<string, NamespaceReference>();
  /** What has been made so far, by name: each part is made when it is first asked for. */
  private readonly made = { addons: new Map<string, Addon>(), workloads: new Map<string, WorkloadIdentity>() };
  /** What all workloads, and the add-ons of the user's own, are under. */
  private readonly groups: { readonly addon: Construct; readonly workload: Construct };
  /** The stack's output folder, absolute. */
  private readonly folder: string;

  public constructor(
    scope: Construct,
    private readonly configuration: ClusterConfiguration,
  ) {
    super(scope, configuration.stack);
    this.folder = resolve(App.of(this).outdir, "stacks", configuration.stack);
    addBackend(this, configuration.backend, this.folder);
    addAwsProvider(this, configuration);
    this.cluster = eksCluster(this, configuration);
    if (configuration.inKubernetes) addClusterProviders(this, this.cluster, configuration, this.folder);

    this.oidcProviders = new OidcProviders(this, this.cluster, configuration);
    this.makeNamespaces(configuration);
    this.groups = { addon: new Construct(this, "addon"), workload: new Construct(this, "workload") };
    const { addons, workloads, patternRoles } = configuration;
    this.addons = new Map(addons.map((addon) => [addon.name, this.addon(addon)]));
    this.workloads = new Map([
      ...workloads.map((workload): [string, PodRole] => [workload.name, podRole(this.workload(workload), workload)]),
      ...patternRoles.map((role): [string, PodRole] => [role.name, this.patternRole(role)]),
    ]);
    addPreflight(this, this.cluster, configuration);
    this.addHistory(configuration);
    this.requireVersions(configuration);
    addOutputs(this, { addons: this.addons, workloads: this.workloads, oidcProvider: this.oidcProviders.own });
    addAcknowledgements(this, configuration);
  }

  /** Just the providers that the stack's resources are of, in the releases that know all of them. */
  private requireVersions({ inKubernetes }: ClusterConfiguration): void {
    const all = this.node.findAll();
    const waits = all.some((one) => one instanceof TimeSleep);
    requireVersions(this, [
      ...(["aws"] as const),
      ...(inKubernetes ? (["helm", "kubernetes"] as const) : []),
      ...(waits ? (["time"] as const) : []),
    ]);
    if (all.some((one) => one instanceof PodIdentityAssociation && one.hasSessionPolicy)) {
      this.addOverride("terraform.required_providers.aws.version", AWS_WITH_SESSION_POLICIES);
    }
  }

  /** What is in the cluster, add-ons first. @internal */
  public get installed(): readonly Installed[] {
    return installedParts(this);
  }

  /** A namespace that two want is made once, and all in it wait for it. Where another tool installs, it makes it. */
  private makeNamespaces({ addons, workloads, namespaces }: ClusterConfiguration): void {
    const wanted = [
      ...Object.keys(namespaces),
      ...addons.flatMap(({ definition, input }) =>
        input.install && input.createNamespace ? [definition.namespace(input)] : [],
      ),
      ...workloads.flatMap(({ createNamespace, namespace }) => (createNamespace ? [namespace] : [])),
    ];
    const group = new Construct(this, "namespace");
    for (const name of [...new Set(wanted)].sort()) {
      if (SYSTEM_NAMESPACES.has(name)) continue;
      const waitForDefaultAccount = or(...workloads.filter((one) => one.namespace === name).map(usesDefaultAccount));
      const settings = { name, waitForDefaultAccount, ...escapeTemplates(namespaces[name]) };
      this.namespaces.set(name, new Namespace(group, name, settings));
    }
  }

  /** What had other names before, and what others made. */
  private addHistory({ addons, workloads, patternRoles, accounts }: ClusterConfiguration): void {
    const inGroup = (name: string) => this.groups.workload.node.tryFindChild(name);
    const elements = [
      ...addons.map(({ name, input }) => ({ ...input, construct: this.addons.get(name), existing: false })),
      ...workloads.map((workload) => ({ ...workload, construct: inGroup(workload.name) })),
      ...patternRoles.map((role) => ({ ...role, construct: inGroup(role.name), existing: false })),
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
        input.adopt?.includes("namespace") ? [definition.namespace(input)] : [],
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

  /** An add-on, after those that it asks for: the configuration has no circles. */
  private addon({ name, definition, input }: AddonConfiguration): Addon {
    const before = this.made.addons.get(name);
    if (before) return before;
    const props = definition.props(input, {
      identity: () => this.identity(input.identity),
      namespace: (namespace) => this.namespace(namespace),
      chart: (source) => chartSource(this, name, source, this.folder),
      access: (keys) => this.access(keys),
      addon: (other) => this.addonNamed(other),
      ready: (other) => (this.addonNamed(other) ?? this.workloadNamed(other))?.dependables ?? [],
    });
    const scope = definition === CUSTOM_ADDON ? this.groups.addon : this;
    const addon = new (constructOf(definition))(scope, name, props);
    this.made.addons.set(name, addon);
    return addon;
  }

  private addonNamed(name: string): Addon | undefined {
    const addon = this.configuration.addons.find((one) => one.name === name);
    return addon && this.addon(addon);
  }

  private workloadNamed(name: string): WorkloadIdentity | undefined {
    const workload = this.configuration.workloads.find((one) => one.name === name);
    return workload && this.workload(workload);
  }

  private workload(workload: WorkloadConfiguration): WorkloadIdentity {
    const { name, identity, account, policyArns, statements, grants, assumeRoleArns, acknowledge, after, ...options } =
      workload;
    const before = this.made.workloads.get(name);
    if (before) return before;
    const made = new WorkloadIdentity(this.groups.workload, name, {
      ...options,
      ...this.identity(identity, account),
      ...this.access(workload),
      namespace: this.namespace(workload.namespace),
      permissions: { policyArns, statements, grants, assumeRoleArns, acknowledge },
      annotations: escapeTemplates(withoutRoleArn(workload.annotations)),
      rules: escapeTemplates(workload.rules),
      clusterRules: escapeTemplates(workload.clusterRules),
      makers: after.flatMap((addon) => this.addonNamed(addon)?.dependables ?? []),
    });
    this.made.workloads.set(name, made);
    return made;
  }

  /** A role for patterns of ServiceAccounts alone, under the address that a workload's role has. */
  private patternRole({ name, purpose, identity, account, audience, ...options }: PatternRoleConfiguration): PodRole {
    const { policyArns, statements, grants, assumeRoleArns, acknowledge } = options;
    const { role, otherSubjects, trust } = roleProps(options, this.configuration.role);
    const made = new IrsaRole(new Construct(this.groups.workload, name), "role", {
      ...this.identity(identity, account),
      ...role,
      ...{ policyArns, statements, grants, assumeRoleArns, acknowledge },
      purpose,
      subjects: [],
      trust: { ...trust, otherSubjects, audience },
    });
    return { role: made, serviceAccount: undefined };
  }

  /** A role that is made, or one that is there: here, made for another, or anywhere. */
  private access(keys: RunsAs["keys"]) {
    const { sharedRoles, associated, podIdentityWait } = this.configuration;
    const { roleArn } = keys;
    const options = roleProps(keys, this.configuration.role);
    const associatedSubjects = (keys.trust?.subjects ?? []).filter(
      ({ namespace, serviceAccount }) => !associated.has(`${namespace}/${serviceAccount}`),
    );
    const podIdentity = { ...options.podIdentity, wait: podIdentityWait };
    if (roleArn === undefined) return { ...options, podIdentity, associatedSubjects };
    const part = sharedRoles.get(roleArn);
    return part
      ? { ...options, podIdentity, existingRole: this.roleOf(part) }
      : { ...options, podIdentity, existingRoleArn: roleArn };
  }

  private roleOf(part: Part): RoleReference | undefined {
    if (part.addon === undefined) return this.workloadNamed(part.workload)?.role;
    const { identities = [] } = this.addonNamed(part.addon) ?? {};
    return identities.find(({ serviceAccount }) => serviceAccount.name === part.serviceAccount)?.role;
  }
}

/** A target role's owner has to know the external ID, and nobody else. */
const podRole = (identity: WorkloadIdentity, { podIdentity }: WorkloadConfiguration): PodRole => ({
  role: identity.role,
  serviceAccount: identity.serviceAccount,
  externalId: () => (podIdentity?.targetRoleArn === undefined ? undefined : identity.externalId),
});

/** The configuration lets one stand only if it is the very ARN that the role will have. */
function withoutRoleArn(annotations: Readonly<Record<string, string>> | undefined): Record<string, string> | undefined {
  const { [ROLE_ARN_ANNOTATION]: _, ...others } = annotations ?? {};
  return Object.keys(others).length > 0 ? others : undefined;
}

function eksCluster(
  stack: ClusterStack,
  { cluster: name, region, partition, attributes, preflight }: ClusterConfiguration,
): EksCluster {
  const place = { name, region, partition };
  return attributes
    ? EksCluster.fromAttributes({ ...place, ...attributes })
    : EksCluster.lookup(stack, "cluster", place, undefined, preflight !== false);
}
