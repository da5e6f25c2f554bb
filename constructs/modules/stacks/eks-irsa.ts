import { TerraformHclModule } from "cdktf";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { z } from "zod";
import { openKubernetesSupport } from "../../addons/cert-manager/preflight";
import { KUBERNETES_OF } from "../../addons/cert-manager/releases";
import { HelmAddon } from "../../addons/helm-addon";
import { flag, mapping, text as textKey } from "../../contract/basics";
import { role, sharedRole } from "../../contract/identity";
import { identity, namespaceSettings } from "../../contract/texts";
import { namespaceName, releaseName, workloadName } from "../../facts/names";
import { oidcProviderArn } from "../../facts/policy";
import { SYSTEM_NAMESPACES } from "../../facts/service-accounts";
import { IRSA_AUDIENCE } from "../../facts/trust";
import {
  ListOf,
  and,
  choose,
  compare,
  concat,
  equals,
  hasAny,
  isGiven,
  not,
  or,
  orElse,
  snakeCase,
} from "../../hcl/combine";
import type { Condition } from "../../hcl/combine";
import { Expression, attribute, call, index, reference, splat, variable } from "../../hcl/expression";
import type { ObjectValue, Value } from "../../hcl/expression";
import { CheckBlock } from "../../hcl/check-block";
import { ValueDependable, forEachOf, local, once, readiness, repeat } from "../../hcl/instances";
import { any, lift, number, text } from "../../hcl/lift";
import { acknowledgedBy } from "../../iam/rules";
import { EksCluster } from "../../identity/eks-cluster";
import { EksOidcProvider } from "../../identity/eks-oidc-provider";
import type { OidcProvider } from "../../identity/eks-oidc-provider";
import { Namespace, usesDefaultAccount } from "../../identity/namespace";
import type { NamespaceReference } from "../../identity/namespace";
import { WorkloadIdentity, subjectKey } from "../../identity/workload-identity";
import { addonProps } from "../addons";
import type { AddonContext } from "../addons";
import {
  ADDON_CHECKS,
  ADDON_NAME_CHECKS,
  CERT_MANAGER_CHECKS,
  CONTROLLER_CHECKS_BESIDE,
  ISSUERS_IN_KUBERNETES,
} from "../checks/addons";
import { ATTRIBUTE_CHECKS, EXISTING_PROVIDER_CHECKS, PARTITION_CHECKS } from "../checks/cluster";
import { NAMESPACE_CHECKS, UNIQUE_CHECKS, WORKLOAD_CHECKS } from "../checks/identity";
import { mapChecks, objectChecks } from "../checks/together";
import { partitionOf } from "../cluster";
import { flatInputs } from "../flat";
import type { Checks } from "../flat";
import { gitOpsOf } from "../gitops";
import { externalIdOf, roleObject, workloadProps } from "../identity";
import {
  addonShape,
  certManagerShape,
  clusterAttributes,
  controllerShape,
  credentials,
  placeShape,
  tagsShape,
  workloadShape,
} from "../inputs";
import { ModuleStack } from "../module-stack";
import { attributes, variableName, variables } from "../reader";

const CHECKS: Checks = {
  partition: PARTITION_CHECKS,
  cluster_attributes: ATTRIBUTE_CHECKS,
  oidc_provider_arn: EXISTING_PROVIDER_CHECKS,
  namespaces: NAMESPACE_CHECKS,
  cert_manager: objectChecks("cert_manager", [...CERT_MANAGER_CHECKS, ISSUERS_IN_KUBERNETES], "var.identity"),
  load_balancer_controller: objectChecks("load_balancer_controller", CONTROLLER_CHECKS_BESIDE, "var.identity"),
  addons: [...mapChecks("addons", ADDON_CHECKS, "var.identity"), ...ADDON_NAME_CHECKS],
  workloads: [...mapChecks("workloads", WORKLOAD_CHECKS, "var.identity"), ...UNIQUE_CHECKS],
};

const SHAPE = {
  ...placeShape,
  clusterAttributes: clusterAttributes.optional(),
  oidcProvider: z.enum(["create", "lookup", "existing"]).optional().meta({
    description:
      "The cluster's OIDC provider in IAM: create it, lookup the one of the issuer, or take the existing one of oidc_provider_arn. Default: create it where a role needs it",
  }),
  oidcProviderArn: textKey(oidcProviderArn, "The existing OIDC provider's ARN").optional(),
  identity: identity.default("irsa"),
  preflight: flag(
    "Check what only the live cluster knows: its Kubernetes version, its issuer, the audience of a provider that is looked up",
  ).default(true),
  iamOnly: flag("Make nothing in Kubernetes: only what is in AWS, for GitOps").default(false),
  certManager: mapping(certManagerShape, "cert-manager. null: it is not installed; {}: with the defaults").optional(),
  loadBalancerController: mapping(
    controllerShape,
    "The AWS Load Balancer Controller. null: it is not installed; {}: with the defaults",
  ).optional(),
  addons: z.record(textKey(releaseName, "A release's name"), mapping(addonShape, "An add-on")).default({}).meta({
    description:
      "Any other add-ons by their release's names: charts with an identity of their own. They come after cert-manager and the load balancer controller",
  }),
  workloads: z
    .record(
      textKey(workloadName, "A workload's name"),
      mapping(workloadShape, "A ServiceAccount with a role of its own"),
    )
    .default({})
    .meta({ description: "ServiceAccounts with roles of their own, by names of yours" }),
  ...tagsShape,
  role: sharedRole.optional(),
  namespaces: z.record(textKey(namespaceName, "A namespace"), namespaceSettings).default({}).meta({
    description: "Namespaces to make, by name, with labels (Pod Security) and annotations. iam_only makes none",
  }),
};

/** The built-in add-ons: modules of their own, with a variable each. */
const PARTS = {
  certManager: { name: "cert-manager", release: "cert-manager", shape: certManagerShape },
  loadBalancerController: {
    name: "load-balancer-controller",
    release: "aws-load-balancer-controller",
    shape: controllerShape,
  },
} as const;

type PartKey = keyof typeof PARTS;

/** All that may make a ServiceAccount, besides the cluster itself. Their addresses are public. */
const RELEASES = ["module.cert_manager", "module.load_balancer_controller", "helm_release.addon"];

const INPUTS = flatInputs(SHAPE, CHECKS).map((input) =>
  // Where nothing is said of an add-on, it is not there; its module checks what is said.
  ["cert_manager", "load_balancer_controller"].includes(input.name)
    ? { ...input, default: null, nullable: true, checksValues: false }
    : input,
);

/** All that the configuration contract offers for one cluster. */
export class EksIrsaModule extends ModuleStack {
  private readonly of = variables(SHAPE);
  private readonly workload = forEachOf(this, "workload", "var.workloads");
  private readonly addon = forEachOf(this, "addon", "var.addons");

  public constructor(scope: Construct) {
    super(scope, "eks-irsa", {
      description:
        "IAM roles for the pods of an EKS cluster, one for each ServiceAccount, with cert-manager, the AWS Load Balancer Controller, and any other add-ons.",
      inputs: [
        ...INPUTS,
        {
          name: "chart_credentials",
          description: "User names and passwords of charts' repositories, by add-on",
          schema: z.record(z.string(), credentials),
          default: {},
          nullable: false,
          sensitive: true,
        },
      ],
      files: {
        cluster: "cluster",
        region_forms: "cluster",
        region_partition: "cluster",
        partition: "cluster",
        identities: "oidc_provider",
        oidc_provider: "oidc_provider",
        namespace: "namespaces",
        namespaces: "namespaces",
        cert_manager: "cert_manager",
        load_balancer_controller: "load_balancer_controller",
        addon: "addons",
        releases: "releases",
        accounts_associated: "workloads",
        workload: "workloads",
      },
      titles: {
        "cluster.tf": "The cluster: where it is, and what is read of it.",
        "oidc_provider.tf": "The cluster's OIDC provider in IAM, which roles for IRSA trust.",
        "namespaces.tf": "Namespaces that workloads and add-ons ask for. One that two ask for is made once.",
        "cert_manager.tf": "cert-manager, where it is asked for.",
        "load_balancer_controller.tf": "The AWS Load Balancer Controller, where it is asked for; after cert-manager.",
        "addons.tf": "Any other add-ons: Helm releases, each with a role where it is given permissions.",
        "addon_trust.tf": "Who may assume each add-on's role.",
        "grants.tf": "What grants of each service allow.",
        "addon_grants.tf": "What grants of each add-on allow, as statements of its policy.",
        "workload_grants.tf": "What grants of each workload allow, as statements of its policy.",
        "addon_policy.tf": "What each add-on's role allows.",
        "workloads.tf": "Workloads: ServiceAccounts, each with an IAM role of its own.",
        "workload_trust.tf": "Who may assume each workload's role.",
        "workload_policy.tf": "What each workload's role allows.",
      },
    });
    const { of } = this;
    const cluster = this.cluster();
    this.preflight(cluster);
    const provider = this.oidcProvider(cluster);
    const namespaces = this.namespaces();
    const context: AddonContext = {
      provider,
      identity: of.identity,
      tags: of.tags,
      role: of.role,
      associated: this.associated(),
      install: not(of.iamOnly),
      credentials: reference("null"),
    };
    const namespace = (name: string): NamespaceReference => ({ name, dependables: namespaces.dependables });
    const ready = readiness(namespaces.dependables);
    const certManager = this.part("certManager", provider, { after: ready });
    const installsCertManager = this.installs("certManager");
    // Where another tool installs the controller, a certificate that Helm makes differs on each render.
    const leaves = and(isGiven(this.variable("certManager")), not(this.installsHere("loadBalancerController")));
    const controller = this.part("loadBalancerController", provider, {
      after: concat(ready, splat(this.module("certManager"), "ready")),
      vpc_id: lift(cluster.vpcId),
      webhook_certificate: orElse(
        this.given("loadBalancerController", "webhookCertificate"),
        choose(or(installsCertManager, leaves), "cert-manager", "helm"),
      ),
    });
    const workload = this.workloads(namespace, context);
    const addon = this.addons(namespace, context, [...workload.beforeReleases, certManager, controller]);

    const { collected } = this.workload.below(this);
    const addonsCollected = this.addon.below(this).collected;
    this.output("oidc_provider_arn", "The cluster's OIDC provider in IAM", lift(provider.arn));
    this.output("workload_role_arns", "Role ARNs by workload", collected(lift(workload.role.arn)));
    this.output("workload_role_names", "Role names by workload", collected(lift(workload.role.name)));
    const { podIdentity: ofWorkload } = attributes(workloadShape, this.workload.entry);
    const { podIdentity: ofAddon } = attributes(addonShape, this.addon.entry).serviceAccount;
    const addonId = addon.identities[0]?.externalId?.();
    this.output(
      "pod_identity_external_ids",
      "External IDs of Pod Identity by workload and add-on, which target roles' trust policies ask for (sts:ExternalId)",
      present(
        "id",
        call(
          "merge",
          this.byName((key) => this.ofPart(key, "pod_identity_external_id")),
          local(this, "addon-external-ids", addonsCollected(externalIdOf(addonId, ofAddon.targetRoleArn))),
          local(this, "workload-external-ids", collected(externalIdOf(workload.externalId, ofWorkload.targetRoleArn))),
        ),
      ),
    );
    this.output("addon_role_arns", "Role ARNs by add-on", addonsCollected(lift(addon.role?.arn ?? null)));
    this.output(
      "cert_manager_role_arn",
      "cert-manager's role; null where it has none",
      this.ofPart("certManager", "role_arn"),
    );
    this.output(
      "load_balancer_controller_role_arn",
      "The load balancer controller's role",
      this.ofPart("loadBalancerController", "role_arn"),
    );
    this.output("workload_acknowledgements", acknowledgedBy("workload"), acknowledged("var.workloads"));
    this.output("addon_acknowledgements", acknowledgedBy("add-on"), acknowledged("var.addons", "service_account"));
    this.output("release_versions", "Chart versions by release", this.releaseVersions());
    this.output(
      "release_namespaces",
      "Namespaces by Helm release: what helm is told with -n",
      this.releaseNamespaces(),
    );
    this.output(
      "gitops",
      "What another tool needs to install, by release: values are documents, of which later ones win",
      present(
        "release",
        call(
          "merge",
          this.byRelease((key) => this.ofPart(key, "gitops")),
          local(this, "addon-gitops", addonsCollected(gitOpsOf(addon))),
        ),
      ),
    );
  }

  private cluster(): EksCluster {
    const { of } = this;
    const all = reference("var.cluster_attributes", true);
    const part = (name: string): Expression => call("try", attribute(all, name), null);
    repeat(this, "cluster", once());
    return EksCluster.lookup(
      this,
      "cluster",
      { name: of.clusterName, region: of.region, partition: partitionOf(this, of) },
      { all, accountId: part("account_id"), oidcIssuer: part("oidc_issuer"), vpcId: part("vpc_id") },
      lift(of.preflight) as Condition,
    );
  }

  /** Warnings about the live cluster, of what is read of it anyway. */
  private preflight(cluster: EksCluster): void {
    const certManager = reference("var.cert_manager");
    const table = local(
      this,
      "cert_manager-kubernetes",
      KUBERNETES_OF,
      "Kubernetes versions that each cert-manager is made for.",
    );
    const of = {
      version: attribute(certManager, "version"),
      path: attribute(attribute(certManager, "chart"), "path"),
      table,
    };
    const asserts = [openKubernetesSupport(of, cluster.version, not(this.of.preflight))];
    new CheckBlock(this, { name: "cert_manager-kubernetes-version", asserts });
  }

  /** One is wanted where roles are for IRSA, and where nothing speaks against it; the one that is there already in any case. */
  private oidcProvider(cluster: EksCluster): OidcProvider {
    const { of } = this;
    const parts = (Object.keys(PARTS) as PartKey[]).map((key) => splat(this.variable(key), "identity"));
    const part = variable("kind");
    const all = concat(
      splat(call("values", reference("var.workloads")), "identity"),
      splat(call("values", reference("var.addons")), "identity"),
      ...parts,
    );
    const chosen = local(this, "identities-chosen", all);
    const kinds = local(
      this,
      "identities",
      new Expression({
        kind: "list",
        loop: { value: part, over: chosen },
        body: call("coalesce", part, of.identity),
        where: true,
      }),
    );
    const kind = variable("kind");
    const anyIrsa = call(
      "anytrue",
      new Expression({
        kind: "list",
        loop: { value: kind, over: kinds },
        body: compare(kind, "!=", "pod-identity"),
        where: true,
      }),
    );
    const wanted = or(
      equals(of.oidcProvider, "lookup"),
      equals(of.oidcProvider, "create"),
      and(not(isGiven(of.oidcProvider)), or(not(hasAny(kinds)), anyIrsa)),
    );
    const audiences = concat(
      splat(call("values", reference("var.workloads")), "audience"),
      splat(call("values", reference("var.addons")), "service_account.audience"),
    );
    this.call("oidc-provider", wanted, {
      oidc_issuer: lift(cluster.issuerUrl),
      create: compare(of.oidcProvider, "!=", "lookup"),
      cluster_arn: lift(cluster.arn),
      audiences: concat(
        call("compact", audiences),
        // Tokens that name no audience have this one: a provider that is looked up may not know it.
        choose(and(this.of.preflight, anyIrsa), [IRSA_AUDIENCE], []),
      ),
      tags: lift(of.tags),
    });
    const audience = variable("audience");
    const checked = local(
      this,
      "oidc-provider-audiences",
      new Expression({
        kind: "list",
        loop: { value: audience, over: call("distinct", call("compact", audiences)) },
        body: audience,
        where: and(equals(of.oidcProvider, "existing"), compare(audience, "!=", IRSA_AUDIENCE)),
      }),
      "What tokens are meant for besides STS: the existing provider is read only if there is any.",
    );
    repeat(this, "oidc-provider-existing", once());
    EksOidcProvider.checkAudiences(
      new Construct(this, "oidc-provider-existing"),
      "Default",
      { arn: text(reference("var.oidc_provider_arn")) },
      new ListOf(checked.node, text),
    );
    const made = call("one", splat(reference("module.oidc_provider"), "arn"));
    const arn = local(
      this,
      "oidc-provider-arn",
      choose(equals(of.oidcProvider, "existing"), reference("var.oidc_provider_arn"), made),
    );
    return { cluster, arn: text(arn), dependables: [] };
  }

  /** A namespace that two want is made once. Where another tool installs, it makes it. */
  private namespaces(): Namespace {
    const one = variable("one");
    const wanted = (over: Value, installed: Condition): Value =>
      new Expression({
        kind: "list",
        loop: { value: one, over },
        body: attribute(one, "namespace"),
        where: and(attribute(one, "create_namespace"), installed),
      });
    const install = attribute(one, "install");
    const all = concat(
      call("keys", reference("var.namespaces")),
      wanted(call("values", reference("var.workloads")), true),
      wanted(call("values", reference("var.addons")), install),
      wanted(splat(this.variable("certManager")), install),
      wanted(splat(this.variable("loadBalancerController")), install),
    );
    const asked = local(this, "namespaces-asked-for", all);
    const names = choose(this.of.iamOnly, [], call("setsubtract", asked, [...SYSTEM_NAMESPACES]));
    const name = variable("name");
    const given = index(reference("var.namespaces"), name);
    const body = {
      labels: call("try", attribute(given, "labels"), null),
      annotations: call("try", attribute(given, "annotations"), null),
    };
    local(
      this,
      "namespaces",
      new Expression({ kind: "object", loop: { value: name, over: names }, key: name, body, where: true }),
    );
    const each = forEachOf(this, "namespace", "local.namespaces");
    repeat(this, "namespace", each.below);
    const withDefaultAccount = local(
      this,
      "namespaces-with-default-account",
      new Expression({
        kind: "list",
        loop: { value: one, over: call("values", reference("var.workloads")) },
        body: attribute(one, "namespace"),
        where: usesDefaultAccount({
          existing: any(attribute(one, "existing")),
          serviceAccount: text(attribute(one, "service_account")),
        }),
      }),
      "Where a workload has the ServiceAccount that Kubernetes makes some time after the namespace.",
    );
    const { labels, annotations } = attributes(namespaceSettings.shape, each.entry);
    const waitForDefaultAccount = call("contains", withDefaultAccount, each.key);
    return new Namespace(this, "namespace", { name: text(each.key), labels, annotations, waitForDefaultAccount });
  }

  // ---- modules of our own

  private variable(key: PartKey): Expression {
    return reference(`var.${snakeCase(key)}`, true);
  }

  /** What is given for an add-on's key. */
  private given(key: PartKey, name: string): Expression {
    return attribute(reference(`var.${snakeCase(key)}`), snakeCase(name), true);
  }

  private module(key: PartKey): Expression {
    return reference(`module.${snakeCase(key)}`);
  }

  /** An output of an add-on's module; null where the add-on is not there. */
  private ofPart(key: PartKey, output: string): Expression {
    return call("one", splat(this.module(key), output));
  }

  /** Whether an add-on is installed here. */
  private installs(key: PartKey): Condition {
    const install = attribute(reference(`var.${snakeCase(key)}`), "install");
    return choose(isGiven(this.variable(key)), install, false) as Condition;
  }

  /** The same, where this module makes anything in Kubernetes. */
  private installsHere(key: PartKey): Condition {
    return and(this.installs(key), not(this.of.iamOnly));
  }

  /** An add-on as a call of its module, which takes the same keys as variables. */
  private part(key: PartKey, provider: OidcProvider, inputs: ObjectValue): TerraformHclModule {
    const { of } = this;
    const { name, shape } = PARTS[key];
    const own = Object.fromEntries(
      Object.keys(shape).map((input): [string, Value] => [
        variableName(input),
        attribute(reference(`var.${snakeCase(key)}`), snakeCase(input)),
      ]),
    );
    const { cluster } = provider;
    return this.call(name, isGiven(this.variable(key)), {
      cluster_name: lift(of.clusterName),
      region: lift(of.region),
      partition: lift(cluster.partition),
      oidc_provider_arn: lift(provider.arn),
      account_id: lift(cluster.accountId),
      ...own,
      identity: orElse(this.given(key, "identity"), of.identity),
      role: this.roleOf(key),
      install: and(attribute(reference(`var.${snakeCase(key)}`), "install"), not(of.iamOnly)),
      create_namespace: false,
      tags: lift(of.tags),
      chart_credentials: call("lookup", reference("var.chart_credentials"), name, null),
      ...inputs,
    });
  }

  /** A built-in add-on's role's own settings over those of all roles. Its module adds the tags of everything. */
  private roleOf(key: PartKey): Expression {
    const own = variable("own");
    return call(
      "one",
      new Expression({
        kind: "list",
        loop: { value: own, over: splat(this.variable(key), "role") },
        body: roleObject(attributes(role.shape, own), this.of.role),
        where: true,
      }),
    );
  }

  /** Zero or one instance of a module of ours (`count`). */
  private call(name: string, when: Condition, inputs: ObjectValue): TerraformHclModule {
    const module = new TerraformHclModule(this, name, {
      source: `../${name}`,
      skipAssetCreationFromLocalModules: true,
      variables: Object.fromEntries(Object.entries(inputs).map(([key, value]) => [key, any(value)])),
    });
    module.addOverride("count", number(choose(when, 1, 0)));
    return module;
  }

  // ---- what there may be many of

  private addons(
    namespace: (name: string) => NamespaceReference,
    context: AddonContext,
    first: readonly ITerraformDependable[],
  ): HelmAddon {
    repeat(this, "addon", this.addon.below);
    const of = attributes(addonShape, this.addon.entry);
    const credentials = call("lookup", reference("var.chart_credentials"), this.addon.key, null);
    const props = addonProps(of, this.addon.key, namespace(of.namespace), {
      ...context,
      credentials,
      named: (name, value) => this.addon.below(this).named(`addon-${name}`, value),
    });
    return new HelmAddon(this, "addon", { ...props, dependsOn: first });
  }

  /** ServiceAccounts of workloads and add-ons that have a Pod Identity association of their own: EKS takes one for each. */
  private associated(): Expression {
    const one = variable("one");
    const kind = orElse(attribute(one, "identity", true), this.of.identity);
    const named = (all: string, ...path: readonly string[]): Expression => {
      const namespace = attribute(one, "namespace", true);
      const name = path.reduce((of, key) => attribute(of, key, true), one);
      return new Expression({
        kind: "list",
        loop: { value: one, over: call("values", reference(all)) },
        body: subjectKey({ namespace: text(namespace), serviceAccount: text(name) }),
        where: and(not(equals(kind, "irsa")), isGiven(namespace), isGiven(name)),
      });
    };
    return local(
      this,
      "accounts-associated",
      concat(named("var.workloads", "service_account"), named("var.addons", "service_account", "name")),
      "ServiceAccounts with a Pod Identity association of their own: EKS takes one for each.",
    );
  }

  private workloads(namespace: (name: string) => NamespaceReference, context: AddonContext): WorkloadIdentity {
    repeat(this, "workload", this.workload.below);
    const of = attributes(workloadShape, this.workload.entry);
    return new WorkloadIdentity(this, "workload", {
      ...workloadProps(of, namespace(of.namespace), {
        ...context,
        named: (name, value) => this.workload.below(this).named(`workload-${name}`, value),
      }),
      purpose: text(this.workload.key),
      roleOnly: or(this.of.iamOnly, of.roleOnly),
      makers: RELEASES.map((address) => new ValueDependable(reference(address))),
    });
  }

  // ---- outputs

  private byName(value: (key: PartKey) => Value): ObjectValue {
    return Object.fromEntries((Object.keys(PARTS) as PartKey[]).map((key) => [PARTS[key].name, value(key)]));
  }

  private byRelease(value: (key: PartKey) => Value): ObjectValue {
    return Object.fromEntries((Object.keys(PARTS) as PartKey[]).map((key) => [PARTS[key].release, value(key)]));
  }

  /** Charts from a folder have versions of their own, which Terraform does not tell. */
  private releaseVersions(): Value {
    const of = (entry: Expression): Value =>
      choose(
        and(
          attribute(entry, "install"),
          not(this.of.iamOnly),
          compare(attribute(attribute(entry, "chart"), "path"), "==", null),
        ),
        attribute(entry, "version"),
        null,
      );
    const [name, one] = [variable("name"), variable("addon")];
    const addons = new Expression({
      kind: "object",
      loop: { key: name, value: one, over: reference("var.addons") },
      key: name,
      body: choose(
        and(attribute(one, "install"), not(this.of.iamOnly)),
        attribute(attribute(one, "chart"), "version"),
        null,
      ),
      where: true,
    });
    const builtIn = this.byRelease((key) =>
      choose(isGiven(this.variable(key)), of(reference(`var.${snakeCase(key)}`)), null),
    );
    return present(
      "version",
      call("merge", local(this, "releases-of-parts", builtIn), local(this, "addon-releases", addons)),
    );
  }

  private releaseNamespaces(): Value {
    const installed = (one: Expression): Condition => and(attribute(one, "install"), not(this.of.iamOnly));
    const [name, one] = [variable("name"), variable("addon")];
    const addons = new Expression({
      kind: "object",
      loop: { key: name, value: one, over: reference("var.addons") },
      key: name,
      body: attribute(one, "namespace"),
      where: installed(one),
    });
    const ofPart = (key: PartKey, when: (entry: Expression) => Condition) => {
      const entry = reference(`var.${snakeCase(key)}`);
      return choose(
        isGiven(this.variable(key)),
        choose(and(installed(entry), when(entry)), attribute(entry, "namespace"), null),
        null,
      );
    };
    const always = (): Condition => true;
    const builtIn = {
      "cert-manager": ofPart("certManager", always),
      "cert-manager-issuers": ofPart("certManager", (entry) => hasAny(attribute(entry, "issuers"))),
      "aws-load-balancer-controller": ofPart("loadBalancerController", always),
    };
    return present(
      "namespace",
      call("merge", local(this, "releases-namespaces", builtIn), local(this, "addon-namespaces", addons)),
    );
  }
}

/** The entries of an object that are not null. */
function present(name: string, of: Value): Value {
  const [release, value] = [variable("release"), variable(name === "release" ? "one" : name)];
  return new Expression({
    kind: "object",
    loop: { key: release, value, over: of },
    key: release,
    body: value,
    where: compare(value, "!=", null),
  });
}

/** Reasons by name, of those that have any. */
function acknowledged(all: string, ...path: readonly string[]): Expression {
  const [name, one] = [variable("name"), variable("one")];
  const given = attribute(
    path.reduce((of, key) => attribute(of, key), one),
    "acknowledge",
  );
  return new Expression({
    kind: "object",
    loop: { key: name, value: one, over: reference(all) },
    key: name,
    body: given,
    where: hasAny(given),
  });
}
