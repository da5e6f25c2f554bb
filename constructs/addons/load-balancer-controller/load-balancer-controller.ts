import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { check, refuse } from "../../contract/check";
import type { Data } from "../../facts/merge";
import type { PolicyStatement } from "../../facts/policy";
import * as problems from "../../facts/problems";
import type { EksCluster } from "../../identity/eks-cluster";
import type { RoleOptions, RoleReference } from "../../identity/irsa-role";
import type { OwnPolicy } from "../../identity/role-policies";
import { Namespace } from "../../identity/namespace";
import type { NamespaceReference } from "../../identity/namespace";
import type { PodIdentityOptions } from "../../identity/pod-identity-association";
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
import { HelmAddon } from "../helm-addon";
import type { AwsAccess, Chart, GitOps, ReleaseOptions } from "../helm-addon";
import { imageRegistry, imageRepository } from "./images";
import type { ImageRegistry } from "./images";
import type { ControllerOptions, WebhookCertificate } from "./options";
import {
  NOT_ISOLATED,
  certificateManagementStatements,
  controllerStatements,
  globalAccelerator,
  globalAcceleratorStatements,
  targetGroupBindingStatements,
} from "./policy";
import type { ControllerPolicyOptions } from "./policy";
import { CONTROLLER_CHART, CONTROLLER_VERSION, controllerVersion } from "./releases";
import {
  NAMESPACE,
  SERVICE_ACCOUNT,
  controllerOptionProblems,
  controllerValueProblems,
  controllerValues,
  openControllerValueProblems,
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
    Pick<AwsAccess, "existingRoleArn" | "hasExistingRole" | "makeRole"> {
  /** The chart's version (the release table's first column). @default - the newest in the table */
  readonly version?: string;
  /** Another source of the same chart, a mirror say. @default - https://aws.github.io/eks-charts */
  readonly chart?: Chart;
  /** @default - kube-system, which is there */
  readonly namespace?: NamespaceReference;
  /** Comes before the controller, and makes its webhook certificate. @default - not installed here */
  readonly certManager?: Pick<Addon, "installed" | "dependables">;
  /** Who makes the webhook certificate. @default - cert-manager where `certManager` installs it, else helm */
  readonly webhookCertificate?: WebhookCertificate | Expression;
  /** The cluster has no way to the internet: WAF and Shield, which have no endpoints there, are off. @default - in isolated partitions */
  readonly isolated?: Flag;
  /** Pods run on Fargate, where Pod Identity does not work. @default false */
  readonly fargate?: Flag;
  /** `public`, `regional` (AWS's own in the region), or a registry's host. @default - public; regional in China */
  readonly imageRegistry?: ImageRegistry;
  /** @default - a generated name, and AWS's defaults */
  readonly role?: RoleOptions;
  /** With Pod Identity. @default - the same account, tagged sessions */
  readonly podIdentity?: PodIdentityOptions;
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
    const certificate = props.webhookCertificate ?? (certManager?.installed === true ? "cert-manager" : "helm");
    this.check(props, version, certificate, cluster);
    const { named } = instancesOf(this);
    const isolated = named(
      "isolated",
      flagOr(props.isolated, isIsolated(cluster.partition)),
      "Whether the cluster has no way to the internet: WAF and Shield have no endpoints there.",
    );
    const choices = {
      ...props,
      ...switches({ ...props, isolated: any(isolated) }, cluster.partition),
      version,
      clusterName: cluster.name,
      region: cluster.region,
      vpcId:
        cluster.vpcId ??
        refuse(this, "cluster", problems.needsAttribute("vpcId", "the load balancer controller needs it")),
      serviceAccount: SERVICE_ACCOUNT,
      webhookCertificate: certificate,
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
          permissions: { policies: policies(id, cluster.partition, props) },
          role: props.role,
          podIdentity: props.podIdentity,
          existingRoleArn: props.existingRoleArn,
          hasExistingRole: props.hasExistingRole,
          makeRole: props.makeRole,
        },
        podAnnotationsValue: "podAnnotations",
      },
      values: controllerValues(choices, values),
      userValues: values,
      valueProblems: isExpression(values)
        ? openControllerValueProblems(values, choices, instancesOf(this).named)
        : undefined,
      timeout: props.timeout,
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

/** Each a policy of its own: together they would pass the 6,144 characters of one. */
function policies(
  id: string,
  partition: string,
  { globalAccelerator = false, certificateManagement = false, targetGroupBindingOnly = false }: ControllerPolicyOptions,
): Record<string, OwnPolicy> {
  const extra = (name: string, what: string, when: Flag, statements: readonly PolicyStatement[]) =>
    when === false
      ? {}
      : {
          [`${id}-${name}`]: {
            statements,
            description: `AWS Load Balancer Controller: ${what}`,
            when: lift(when) as Condition,
          },
        };
  return {
    [id]: { ...mainPolicy(partition, targetGroupBindingOnly), description: "AWS Load Balancer Controller" },
    ...extra("global-accelerator", "Global Accelerator", globalAccelerator, globalAcceleratorStatements(partition)),
    ...extra("certificates", "ACM certificates", certificateManagement, certificateManagementStatements()),
  };
}

/** What the controller always may do, with what only Terraform knows left to it. */
function mainPolicy(
  partition: string,
  targetGroupBindingOnly: Flag,
): Pick<OwnPolicy, "statements" | "instead" | "without"> {
  const few = targetGroupBindingStatements();
  if (targetGroupBindingOnly === true) return { statements: few };
  const isolated = isIsolated(partition);
  return {
    statements: controllerStatements(partition),
    ...(targetGroupBindingOnly !== false && {
      instead: { when: lift(targetGroupBindingOnly) as Condition, name: "target-group-binding", statements: few },
    }),
    ...(typeof isolated !== "boolean" && { without: { when: isolated, actions: NOT_ISOLATED } }),
  };
}
