import { Release } from "@cdktf/provider-helm/lib/release";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { merge, withPath } from "../facts/merge";
import type { Data } from "../facts/merge";
import { releaseName } from "../facts/names";
import { ROLE_ARN_ANNOTATION } from "../facts/service-accounts";
import type { RoleOptions, RoleReference } from "../identity/irsa-role";
import type { Permissions } from "../identity/role-policies";
import type { NamespaceReference } from "../identity/namespace";
import type { PodIdentityOptions } from "../identity/pod-identity-association";
import { ServiceAccount, tokenAnnotations } from "../identity/service-account";
import type { TokenOptions } from "../identity/service-account";
import { usesIrsa } from "../identity/trust";
import type { Identity } from "../identity/trust";
import { WorkloadIdentity } from "../identity/workload-identity";
import { check } from "../terraform/check";
import { jsonText } from "../terraform/json";
import type { Json } from "../terraform/json";

/** Where a chart comes from: a repository, or a folder that Terraform finds. */
export type Chart =
  | {
      readonly name: string;
      /** An https:// or oci:// repository. */
      readonly repository: string;
      /** Exactly as the repository writes it. */
      readonly version: string;
      /** Credentials of the repository: tokens of variables, never literals. @default - none */
      readonly credentials?: { readonly username: string; readonly password: string };
    }
  | {
      readonly name: string;
      /** A folder, from Terraform's working folder; the chart's own version holds. */
      readonly path: string;
      readonly version: string;
    };

/** How Helm installs a release. */
export interface ReleaseOptions {
  /** For the release's resources to become ready, in seconds: 1 to 3600. @default 600 */
  readonly timeout?: number;
  /** Whether a release of this name that is there already is upgraded, and so adopted. @default false */
  readonly upgradeInstall?: boolean;
  /** Whether objects that another release or tool made are adopted. @default false */
  readonly takeOwnership?: boolean;
  /** False: only what is in AWS is made, and `gitOps` says what another tool has to install. @default true */
  readonly install?: boolean;
}

/** What pods may do in AWS, and by which kind of identity. */
export type AwsAccess = Identity & {
  readonly permissions: Permissions;
  /** @default - a generated name, and AWS's defaults */
  readonly role?: RoleOptions;
  /** With Pod Identity. @default - the same account, tagged sessions */
  readonly podIdentity?: PodIdentityOptions;
};

/** The ServiceAccount that a chart's pods run as, and what it may do. */
export interface AddonServiceAccount extends TokenOptions {
  readonly name: string;
  /** @default - nothing, and then no role either */
  readonly access?: AwsAccess;
  /** The chart's value, by dotted path, that has it make the ServiceAccount. @default "serviceAccount.create" */
  readonly createValue?: string;
  /** The chart's value for the ServiceAccount's name. @default "serviceAccount.name" */
  readonly nameValue?: string;
  /** The chart's value for the ServiceAccount's annotations. @default "serviceAccount.annotations" */
  readonly annotationsValue?: string;
  /** The chart's value for its pods' annotations: with it, a new role means new pods. @default - none */
  readonly podAnnotationsValue?: string;
}

export interface HelmAddonProps extends ReleaseOptions {
  readonly chart: Chart;
  /** At most 53 characters. @default - the chart's name */
  readonly releaseName?: string;
  readonly namespace: NamespaceReference;
  /** The last part of the role's generated name. @default - the construct's id */
  readonly purpose?: string;
  /** @default - the chart's own, without AWS permissions */
  readonly serviceAccount?: AddonServiceAccount;
  /** Given to Helm as one JSON document, so that numbers and booleans stay what they are. @default {} */
  readonly values?: Data;
  /** Merged last. @default {} */
  readonly userValues?: Data;
  /** What has to be there first. @default - the namespace, the ServiceAccount and its permissions */
  readonly dependsOn?: readonly ITerraformDependable[];
}

/** What a GitOps tool needs to install the chart in our place. */
export interface GitOps {
  readonly chart: string;
  readonly repository: string;
  readonly version: string;
  readonly release: string;
  readonly namespace: string;
  readonly serviceAccount: string;
  readonly roleArn: string;
  /** As JSON, which is YAML. */
  readonly values: string;
}

/**
 * A Helm release with an identity of its own. It is waited for: what depends on it starts when its
 * pods are ready and its hooks have run.
 *
 * @throws InvalidInputError for a release name that Helm rejects
 */
export class HelmAddon extends Construct {
  public readonly chart: Chart;
  public readonly releaseName: string;
  public readonly namespace: string;
  /** Whether the release is made here. */
  public readonly installed: boolean;
  public readonly role: RoleReference | undefined;
  public readonly serviceAccount: { readonly namespace: string; readonly name: string } | undefined;
  public readonly gitOps: GitOps;
  public readonly dependables: readonly ITerraformDependable[];

  public constructor(scope: Construct, id: string, props: HelmAddonProps) {
    super(scope, id);
    const { chart, namespace, serviceAccount: account } = props;
    this.chart = chart;
    this.releaseName = props.releaseName ?? chart.name;
    this.namespace = namespace.name;
    this.installed = props.install ?? true;
    check(this, "releaseName", this.releaseName, releaseName);

    const identity = account && this.identify(props, account);
    this.role = identity?.role;
    this.serviceAccount = account && { namespace: namespace.name, name: account.name };
    const values = merge(merge(props.values ?? {}, account ? this.accountValues(account) : {}), props.userValues ?? {});
    const text = jsonText(values as Json);
    this.gitOps = {
      chart: chart.name,
      repository: "path" in chart ? chart.path : chart.repository,
      version: chart.version,
      release: this.releaseName,
      namespace: namespace.name,
      serviceAccount: account?.name ?? "",
      roleArn: this.role?.arn ?? "",
      values: text,
    };
    const dependsOn = [...namespace.dependables, ...(identity?.dependables ?? []), ...(props.dependsOn ?? [])];
    this.dependables = this.installed ? [this.release(props, text, dependsOn)] : dependsOn;
  }

  private release(props: HelmAddonProps, values: string, dependsOn: ITerraformDependable[]): Release {
    const { chart } = props;
    const source =
      "path" in chart
        ? { chart: chart.path }
        : {
            chart: chart.name,
            repository: chart.repository,
            version: chart.version,
            repositoryUsername: chart.credentials?.username,
            repositoryPassword: chart.credentials?.password,
          };
    return new Release(this, "Resource", {
      name: this.releaseName,
      namespace: props.namespace.name,
      ...source,
      values: [values],
      wait: true,
      timeout: props.timeout ?? 600,
      upgradeInstall: props.upgradeInstall,
      takeOwnership: props.takeOwnership,
      dependsOn: dependsOn.length > 0 ? dependsOn : undefined,
    });
  }

  /** The ServiceAccount, by us where we install, and its role where there is anything to allow. */
  private identify(
    props: HelmAddonProps,
    account: AddonServiceAccount,
  ): { role: RoleReference | undefined; dependables: readonly ITerraformDependable[] } {
    const { namespace } = props;
    const { name, access, stsRegionalEndpoints, tokenExpiration, audience } = account;
    const token = { stsRegionalEndpoints, tokenExpiration, audience };
    if (access) {
      return new WorkloadIdentity(this, "Default", {
        ...access,
        ...token,
        namespace,
        serviceAccount: name,
        purpose: props.purpose ?? this.node.id,
        iamOnly: !this.installed,
      });
    }
    if (!this.installed) return { role: undefined, dependables: [] };
    const { dependables } = new ServiceAccount(this, "service-account", { name, namespace, ...token });
    return { role: undefined, dependables };
  }

  /** Who makes the ServiceAccount, what it is called, and what its pods are told of their role. */
  private accountValues(account: AddonServiceAccount): Data {
    const arn = account.access && usesIrsa(account.access) ? this.role?.arn : undefined;
    const annotations = { ...tokenAnnotations(account), ...(arn !== undefined && { [ROLE_ARN_ANNOTATION]: arn }) };
    const { createValue = "serviceAccount.create", nameValue = "serviceAccount.name" } = account;
    const { annotationsValue = "serviceAccount.annotations", podAnnotationsValue } = account;
    const set: [string, unknown][] = [
      [createValue, !this.installed],
      [nameValue, account.name],
      ...(!this.installed && Object.keys(annotations).length > 0
        ? [[annotationsValue, annotations] as [string, unknown]]
        : []),
      // Kubernetes gives a pod its role when it starts, and Helm restarts no pod for its ServiceAccount's sake.
      ...(podAnnotationsValue !== undefined && this.role
        ? [[podAnnotationsValue, { "cdktf-eks-irsa/role-arn": this.role.arn }] as [string, unknown]]
        : []),
    ];
    return set.reduce<Data>((values, [path, value]) => merge(values, withPath(path, value)), {});
  }
}
