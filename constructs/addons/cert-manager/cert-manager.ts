import { AssetType, TerraformAsset } from "cdktf";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { existsSync } from "node:fs";
import { join } from "node:path";
import type { Data } from "../../facts/merge";
import { hostedZoneId, serviceAccountName } from "../../facts/names";
import { roleArn } from "../../facts/policy";
import * as problems from "../../facts/problems";
import type { RoleOptions, RoleReference } from "../../identity/irsa-role";
import { Namespace } from "../../identity/namespace";
import type { NamespaceReference } from "../../identity/namespace";
import type { PodIdentityOptions } from "../../identity/pod-identity-association";
import { clusterOf, identityOf } from "../../identity/trust";
import type { Identity } from "../../identity/trust";
import { check, refuse } from "../../terraform/check";
import { HelmAddon } from "../helm-addon";
import type { AwsAccess, Chart, GitOps, ReleaseOptions } from "../helm-addon";
import { acmeZones, issuerKey, issuerValues } from "./issuers";
import type { CertIssuer, HostedZone } from "./issuers";
import { route53Statements } from "./policy";
import type { Route53Options } from "./policy";
import { CERT_MANAGER_CHART, CERT_MANAGER_VERSION, certManagerVersion } from "./releases";
import { certManagerValueProblems, certManagerValues } from "./values";
import type { CertManagerOptions } from "./values";

export type CertManagerProps = Identity &
  ReleaseOptions &
  CertManagerOptions &
  Route53Options & {
    /** The chart's version, with its v. @default "v1.21.1" */
    readonly version?: string;
    /** Another source of the same chart, a mirror say. @default - oci://quay.io/jetstack/charts */
    readonly chart?: Chart;
    /** @default - a namespace `cert-manager` of its own, made here */
    readonly namespace?: NamespaceReference;
    /** Route53 zones for DNS01 challenges, as IDs or with names. @default - none, and then no role either */
    readonly hostedZones?: readonly (string | HostedZone)[];
    /** The zones are in another account: this role of theirs is assumed for them. @default - the zones are in this account */
    readonly hostedZoneRoleArn?: string;
    /** Issued from as soon as cert-manager is ready. @default - none */
    readonly issuers?: readonly CertIssuer[];
    /** What has to be there before the issuers, their namespaces say. @default - cert-manager */
    readonly issuersDependOn?: readonly ITerraformDependable[];
    /** @default - a generated name, and AWS's defaults */
    readonly role?: RoleOptions;
    /** With Pod Identity. @default - the same account, tagged sessions */
    readonly podIdentity?: PodIdentityOptions;
    /** Merged last over our values; what contradicts them is an error. @default {} */
    readonly values?: Data;
    /** What has to be there first. @default - none */
    readonly dependsOn?: readonly ITerraformDependable[];
  };

const SERVICE_ACCOUNT = "cert-manager";

/**
 * Our own chart, copied beside the stack's JSON: Terraform finds it without any path of this machine.
 * It lies beside dist/ for the bundled command, and further up for the library and for its sources.
 */
const ISSUERS_CHART = ["../charts/issuers", "../../../charts/issuers", "../../../../charts/issuers"]
  .map((path) => join(__dirname, path))
  .find((path) => existsSync(path));

/**
 * cert-manager with its CRDs, which stay when it goes, with Route53 permissions where there are
 * zones, and with issuers. The release is ready when its own start-up check has seen the webhook
 * answer; issuers come after that.
 *
 * @throws InvalidInputError for an unsupported version, a zone that is no zone ID, and bad values
 */
export class CertManager extends Construct {
  public readonly chart: Chart;
  /** Whether the release is made here. */
  public readonly installed: boolean;
  public readonly role: RoleReference | undefined;
  public readonly serviceAccount: { readonly namespace: string; readonly name: string };
  public readonly gitOps: GitOps;
  public readonly dependables: readonly ITerraformDependable[];

  public constructor(scope: Construct, id: string, props: CertManagerProps) {
    super(scope, id);
    const { version = CERT_MANAGER_VERSION, values = {} } = props;
    const cluster = clusterOf(props);
    const zones = (props.hostedZones ?? []).map((zone) => (typeof zone === "string" ? { id: zone } : zone));
    this.check(props, version, zones);
    const namespace = props.namespace ?? new Namespace(this, "namespace", { name: "cert-manager" });
    const choices = { ...props, version, namespace: namespace.name, serviceAccount: SERVICE_ACCOUNT };
    for (const { path, problem } of certManagerValueProblems(values, choices)) refuse(this, `values.${path}`, problem);

    const addon = new HelmAddon(this, "Resource", {
      chart: props.chart ?? { ...CERT_MANAGER_CHART, version },
      releaseName: CERT_MANAGER_CHART.name,
      namespace,
      purpose: id,
      serviceAccount: {
        name: SERVICE_ACCOUNT,
        access: zones.length > 0 ? access(cluster.partition, zones, props) : undefined,
        podAnnotationsValue: "podAnnotations",
      },
      values: certManagerValues(choices),
      userValues: values,
      timeout: props.timeout,
      upgradeInstall: props.upgradeInstall,
      takeOwnership: props.takeOwnership,
      install: props.install,
      dependsOn: props.dependsOn,
    });
    this.chart = addon.chart;
    this.installed = addon.installed;
    this.role = addon.role;
    this.serviceAccount = { namespace: namespace.name, name: SERVICE_ACCOUNT };
    this.gitOps = addon.gitOps;
    const issuers = props.issuers ?? [];
    const context = { region: cluster.region, zones, zoneRoleArn: props.hostedZoneRoleArn };
    this.dependables =
      issuers.length > 0 && addon.installed
        ? this.addIssuers(namespace, issuerValues(issuers, context), [
            ...addon.dependables,
            ...(props.issuersDependOn ?? []),
          ])
        : addon.dependables;
  }

  private addIssuers(
    namespace: NamespaceReference,
    values: Data,
    dependsOn: readonly ITerraformDependable[],
  ): readonly ITerraformDependable[] {
    const asset = new TerraformAsset(this, "issuers-chart", { path: ISSUERS_CHART ?? "", type: AssetType.DIRECTORY });
    const issuers = new HelmAddon(this, "issuers", {
      chart: { name: "issuers", path: `\${path.module}/${asset.path}`, version: "1.0.0" },
      releaseName: "cert-manager-issuers",
      namespace,
      values,
      dependsOn,
    });
    return issuers.dependables;
  }

  private check(props: CertManagerProps, version: string, zones: readonly HostedZone[]): void {
    check(this, "version", version, certManagerVersion);
    zones.forEach(({ id }, index) => {
      check(this, `hostedZones[${index}]`, id, hostedZoneId);
    });
    check(this, "hostedZoneRoleArn", props.hostedZoneRoleArn, roleArn);
    refuse(
      this,
      "fargate",
      props.fargate && props.identity === "pod-identity" ? problems.podIdentityOnFargate() : undefined,
    );
    const { serviceMonitor = false, podMonitor = false } = props.prometheus ?? {};
    refuse(this, "prometheus", serviceMonitor && podMonitor ? problems.bothMonitors() : undefined);
    const issuers = props.issuers ?? [];
    refuse(this, "issuers", issuers.length > 0 && props.install === false ? problems.issuersNotInstalled() : undefined);
    const seen = new Set<string>();
    for (const issuer of issuers) {
      check(this, "issuers", issuer.name, serviceAccountName);
      refuse(this, "issuers", acmeZones(issuer, zones));
      refuse(
        this,
        "issuers",
        seen.has(issuerKey(issuer)) ? problems.duplicate("an issuer", issuerKey(issuer), "another issuer") : undefined,
      );
      seen.add(issuerKey(issuer));
    }
  }
}

/** Route53 here, or the right to become the role that has it elsewhere. */
function access(partition: string, zones: readonly HostedZone[], props: CertManagerProps): AwsAccess {
  const ids = zones.map(({ id }) => id);
  const permissions =
    props.hostedZoneRoleArn === undefined
      ? { statements: route53Statements(partition, ids, props) }
      : { assumeRoleArns: [props.hostedZoneRoleArn] };
  return { ...identityOf(props), permissions, role: props.role, podIdentity: props.podIdentity };
}
