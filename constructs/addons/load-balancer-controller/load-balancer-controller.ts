import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { check, refuse } from "../../contract/check";
import type { Data } from "../../facts/merge";
import { imageRegistry as registryForm } from "../../facts/names";
import * as problems from "../../facts/problems";
import type { EksCluster } from "../../identity/eks-cluster";
import type { RoleReference } from "../../identity/irsa-role";
import type { Permissions } from "../../identity/role-policies";
import { Namespace } from "../../identity/namespace";
import type { NamespaceReference } from "../../identity/namespace";
import type { ServiceAccountReference } from "../../identity/service-account";
import { clusterOf, identityOf } from "../../identity/kinds";
import type { Identity } from "../../identity/kinds";
import { equals, flagOr } from "../../hcl/combine";
import type { Condition, Flag } from "../../hcl/combine";
import { isExpression } from "../../hcl/expression";
import type { Expression, Value } from "../../hcl/expression";
import { instancesOf } from "../../hcl/instances";
import { any, isLiteral, lift } from "../../hcl/lift";
import type { Addon } from "../definition";
import { HelmAddon, accessOptions } from "../helm-addon";
import type { AccessOptions, AddonIdentity, Chart, GitOps, ReleaseOptions } from "../helm-addon";
import { imageRegistry, imageRepository } from "./images";
import type { ImageRegistry } from "./images";
import { gateIsOn, neededGates } from "./options";
import type { ControllerOptions, WebhookCertificate } from "./options";
import { ownPolicies } from "./own-policies";
import { WAFV2_NAMES, globalAccelerator } from "./policy";
import type { ControllerPolicyOptions } from "./policy";
import { CONTROLLER_CHART, CONTROLLER_VERSION, controllerVersion } from "./releases";
import {
  NAMESPACE,
  SERVICE_ACCOUNT,
  controllerOptionProblems,
  controllerValueProblems,
  controllerValues,
  openControllerValueProblems,
  defaultCertificate,
  defaultTag,
  isIsolated,
  switches,
  webhookCertificate,
} from "./values";

/** What makes the controller, but for the kind of its identity. */
export interface LoadBalancerControllerBaseProps
  extends
    ReleaseOptions,
    ControllerOptions,
    ControllerPolicyOptions,
    AccessOptions,
    Pick<Permissions, "policyArns" | "statements" | "grants" | "assumeRoleArns" | "acknowledge"> {
  /** The chart's version (the release table's first column). @default - the newest in the table */
  readonly version?: string;
  /** Another source of the same chart, a mirror say. @default - https://aws.github.io/eks-charts */
  readonly chart?: Chart;
  /** @default - kube-system, which is there */
  readonly namespace?: NamespaceReference;
  /** Comes before the controller, and makes its webhook certificate. @default - not installed here */
  readonly certManager?: Pick<Addon, "installed" | "dependables">;
  /** Who makes the webhook certificate. @default - cert-manager where `certManager` installs it, or another tool the controller, else helm */
  readonly webhookCertificate?: WebhookCertificate | Expression;
  /** The cluster has no way to the internet: WAF and Shield, which have no endpoints there, are off. @default - in isolated partitions */
  readonly isolated?: Flag;
  /** Pods run on Fargate, where Pod Identity does not work. @default false */
  readonly fargate?: Flag;
  /** `public`, `regional` (AWS's own in the region), or a registry's host. @default - public; regional in China */
  readonly imageRegistry?: ImageRegistry;
  /** Merged last over our values; what contradicts them is an error. @default {} */
  readonly values?: Data | Expression;
  /** What has to be there first. @default - none */
  readonly dependsOn?: readonly ITerraformDependable[];
}

/** What makes the controller. Props of one's own extend {@link LoadBalancerControllerBaseProps} and a kind of identity. */
export type LoadBalancerControllerProps = Identity & LoadBalancerControllerBaseProps;

/**
 * The AWS Load Balancer Controller with its role. Its release is ready when its pods are, so that
 * what depends on it finds its webhooks answering.
 *
 * @throws InvalidInputError for an unsupported version, a certificate that nobody makes, and bad values
 */
export class LoadBalancerController extends Construct {
  /** The chart, and where it comes from. */
  public readonly chart: Chart;
  /** Whether the release is made here. */
  public readonly installed: Condition;
  /** The role of its pods; undefined where they need none. */
  public readonly role: RoleReference | undefined;
  /** The ServiceAccount that its pods run as. */
  public readonly serviceAccount: ServiceAccountReference;
  /** The same, with their role. */
  public readonly identities: readonly AddonIdentity[];
  /** What another tool needs to install it. */
  public readonly gitOps: GitOps;
  /** All documents of values as the release has them: later ones win. @internal */
  public readonly documents: Value;
  /** Values by dotted path, over all documents, where Terraform alone knows the path. @internal */
  public readonly set: Value;
  /** Complete when the controller answers: its release. */
  public readonly dependables: readonly ITerraformDependable[];

  public constructor(scope: Construct, id: string, props: LoadBalancerControllerProps) {
    super(scope, id);
    const cluster = clusterOf(props);
    const { version = CONTROLLER_VERSION, certManager, values = {} } = props;
    const certificate = props.webhookCertificate ?? defaultCertificate(certManager, props.install);
    this.check(props, version, certificate, cluster);
    const { named } = instancesOf(this);
    const isolated = named(
      "isolated",
      flagOr(props.isolated, isIsolated(cluster.partition)),
      "Whether the cluster has no way to the internet: WAF and Shield have no endpoints there.",
    );
    const switched = switches({ ...props, isolated: any(isolated) }, cluster.partition);
    const vpcId =
      cluster.vpcId ??
      refuse(this, "cluster", problems.needsAttribute("vpcId", "the load balancer controller needs it"));
    const choices = {
      ...props,
      ...switched,
      version,
      clusterName: cluster.name,
      region: cluster.region,
      vpcId,
      serviceAccount: SERVICE_ACCOUNT,
      webhookCertificate: certificate,
      gates: neededGates({ ...props, version }, named),
      imageRepository: imageRepository(props.imageRegistry, cluster.region, cluster.partition, named),
    };
    for (const { path, problem } of isExpression(values) ? [] : controllerValueProblems(values, choices))
      refuse(this, `values.${path}`, problem);

    const addon = new HelmAddon(this, "Resource", {
      chart: props.chart ?? { ...CONTROLLER_CHART, version },
      releaseName: CONTROLLER_CHART.name,
      namespace: props.namespace ?? Namespace.existing(NAMESPACE),
      purpose: id,
      serviceAccount: {
        name: SERVICE_ACCOUNT,
        access: {
          ...identityOf(props),
          ...accessOptions(props),
          permissions: {
            policyArns: props.policyArns,
            statements: props.statements,
            grants: props.grants,
            assumeRoleArns: props.assumeRoleArns,
            acknowledge: props.acknowledge,
            policies: ownPolicies(
              id,
              {
                partition: cluster.partition,
                name: cluster.name,
                region: cluster.region,
                accountId: cluster.accountId,
                vpcId,
              },
              { ...props, ...switched },
              gateIsOn("EnableRGTAPI", { ...props, values }),
            ),
            moreStatements: [{ ...WAFV2_NAMES, when: lift(props.wafv2Names ?? false) as Condition }],
          },
        },
        podAnnotationsValue: "podAnnotations",
      },
      values: controllerValues(choices, values),
      userValues: values,
      valueProblems: isExpression(values)
        ? openControllerValueProblems(values, choices, instancesOf(this).named)
        : undefined,
      timeout: props.timeout,
      wait: props.wait,
      upgradeInstall: props.upgradeInstall,
      // cert-manager leaves its Secret where the chart now has its own, and Helm adopts it only if it is told to.
      takeOwnership: any(flagOr(props.takeOwnership, equals(certificate, "helm"))),
      atomic: props.atomic,
      install: props.install,
      dependsOn: [...(certManager?.dependables ?? []), ...(props.dependsOn ?? [])],
    });
    this.chart = addon.chart;
    this.installed = addon.installed;
    this.role = addon.role;
    this.serviceAccount = { namespace: addon.namespace, name: SERVICE_ACCOUNT };
    this.identities = addon.identities;
    this.gitOps = addon.gitOps;
    this.documents = addon.documents;
    this.set = addon.set;
    this.dependables = addon.dependables;
  }

  private check(
    props: LoadBalancerControllerProps,
    version: string,
    certificate: WebhookCertificate | Expression,
    { region, partition }: EksCluster,
  ): void {
    check(this, "version", version, controllerVersion);
    check(this, "imageRegistry", props.imageRegistry, registryForm);
    const nobody = certificate === "cert-manager" && !props.certManager;
    refuse(this, "webhookCertificate", nobody ? problems.noCertManager() : undefined);
    refuse(this, "webhookCertificate", webhookCertificate(version, certificate));
    refuse(
      this,
      "fargate",
      props.fargate === true && props.identity === "pod-identity" ? problems.podIdentityOnFargate() : undefined,
    );
    const { defaultTags = {} } = props;
    for (const [key, value] of isExpression(defaultTags) ? [] : Object.entries(defaultTags)) {
      refuse(this, `defaultTags.${key}`, defaultTag(key, isLiteral(value) ? value : ""));
    }
    if (isLiteral(partition)) {
      refuse(this, "globalAccelerator", globalAccelerator(props, partition));
      if (isLiteral(region)) refuse(this, "imageRegistry", imageRegistry(props.imageRegistry, region, partition));
    }
    for (const { path, problem } of controllerOptionProblems(version, props)) refuse(this, path, problem);
  }
}
