import { AssetType, TerraformAsset } from "cdktf";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { check, refuse } from "../../contract/check";
import type { Data } from "../../facts/merge";
import { hostedZoneId, imageRegistry, serviceAccountName } from "../../facts/names";
import { arnInPartition, roleArn } from "../../facts/policy";
import * as problems from "../../facts/problems";
import { ListOf, and, each, hasAny, isGiven, isListOf, known } from "../../hcl/combine";
import type { Condition, List } from "../../hcl/combine";
import { isExpression } from "../../hcl/expression";
import type { Expression, Value } from "../../hcl/expression";
import { instancesOf } from "../../hcl/instances";
import type { Naming } from "../../hcl/instances";
import { any, isLiteral, list } from "../../hcl/lift";
import type { RoleReference } from "../../identity/irsa-role";
import { clusterOf, identityOf } from "../../identity/kinds";
import type { Identity } from "../../identity/kinds";
import { Namespace } from "../../identity/namespace";
import type { NamespaceReference } from "../../identity/namespace";
import type { ServiceAccountReference } from "../../identity/service-account";
import { assumeRoleStatement } from "../../identity/role-policies";
import type { Permissions, RoleStatement } from "../../identity/role-policies";
import { HelmAddon, accessOptions } from "../helm-addon";
import type { AccessOptions, AddonIdentity, AwsAccess, Chart, GitOps, ReleaseOptions } from "../helm-addon";
import { acmeZones, issuerKey, issuerValues, needsIrsa } from "./issuers";
import type { CertIssuer, IssuerContext, OpenIssuer } from "./issuers";
import { identifyIssuers } from "./issuer-identities";
import { LOOK_UP_ZONES, route53Statements, zoneArns } from "./policy";
import type { Route53Options } from "./policy";
import { CERT_MANAGER_CHART, CERT_MANAGER_VERSION, certManagerVersion } from "./releases";
import {
  SERVICE_ACCOUNT,
  certManagerValueProblems,
  certManagerValues,
  noPublicImages,
  openCertManagerValueProblems,
} from "./values";
import type { CertManagerOptions } from "./values";
import { idleZoneRole, literalZones, zonesWithRoles } from "./zones";
import type { HostedZone } from "./zones";

/** What makes cert-manager, but for the kind of its identity. */
export interface CertManagerBaseProps
  extends ReleaseOptions, CertManagerOptions, Route53Options, AccessOptions, Pick<Permissions, "acknowledge"> {
  /** The chart's version, with its v. @default - the newest in the table */
  readonly version?: string;
  /** Another source of the same chart, a mirror say. @default - oci://quay.io/jetstack/charts */
  readonly chart?: Chart;
  /** @default - a namespace `cert-manager` of its own, made here */
  readonly namespace?: NamespaceReference;
  /** Route53 zones for DNS01 challenges, as IDs or with names. @default - none, and then no role is made */
  readonly hostedZones?: readonly (string | HostedZone)[] | ListOf<HostedZone>;
  /** The zones without a role of their own are in another account: its role for them. @default - they are in this account */
  readonly hostedZoneRoleArn?: string;
  /** Issued from as soon as cert-manager is ready. @default - none */
  readonly issuers?: readonly CertIssuer[] | ListOf<OpenIssuer>;
  /** Where Terraform finds our chart of issuers. @default - copied beside the stack's JSON */
  readonly issuersChart?: string;
  /** What has to be there before the issuers, their namespaces say. @default - cert-manager */
  readonly issuersDependOn?: readonly ITerraformDependable[];
  /** Merged last over our values; what contradicts them is an error. @default {} */
  readonly values?: Data | Expression;
  /** What has to be there first. @default - none */
  readonly dependsOn?: readonly ITerraformDependable[];
}

/** What makes cert-manager. Props of one's own extend {@link CertManagerBaseProps} and a kind of identity. */
export type CertManagerProps = Identity & CertManagerBaseProps;

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
  /** Complete when certificates can be issued: the release, or its issuers. */
  public readonly dependables: readonly ITerraformDependable[];

  public constructor(scope: Construct, id: string, props: CertManagerProps) {
    super(scope, id);
    const { version = CERT_MANAGER_VERSION, values = {} } = props;
    this.check(props, version);
    const { named } = instancesOf(this);
    const zones = zonesWithRoles(props, named);
    const namespace = props.namespace ?? new Namespace(this, "namespace", { name: "cert-manager" });
    const choices = { ...props, version, namespace: namespace.name, serviceAccount: SERVICE_ACCOUNT };
    for (const { path, problem } of isExpression(values) ? [] : certManagerValueProblems(values, choices))
      refuse(this, `values.${path}`, problem);

    const addon = new HelmAddon(this, "Resource", {
      chart: props.chart ?? { ...CERT_MANAGER_CHART, version },
      releaseName: CERT_MANAGER_CHART.name,
      namespace,
      purpose: id,
      serviceAccount: {
        name: SERVICE_ACCOUNT,
        access: hasAny(zones) === false && !hasOtherRole(props) ? undefined : access(zones, props, named),
        podAnnotationsValue: "podAnnotations",
      },
      values: certManagerValues(choices),
      userValues: values,
      valueProblems: isExpression(values) ? openCertManagerValueProblems(values, choices, named) : undefined,
      timeout: props.timeout,
      wait: props.wait,
      upgradeInstall: props.upgradeInstall,
      takeOwnership: props.takeOwnership,
      atomic: props.atomic,
      install: props.install,
      dependsOn: props.dependsOn,
    });
    this.chart = addon.chart;
    this.installed = addon.installed;
    this.role = addon.role;
    this.serviceAccount = { namespace: namespace.name, name: SERVICE_ACCOUNT };
    const ofIssuers = identifyIssuers(this, props, zones, this.serviceAccount);
    this.identities = [...addon.identities, ...ofIssuers.identities];
    this.gitOps = addon.gitOps;
    this.documents = addon.documents;
    this.set = addon.set;
    const others = (props.issuersDependOn ?? []).filter((one) => !namespace.dependables.includes(one));
    const first = [...addon.dependables, ...others, ...ofIssuers.dependables];
    const issuers = this.addIssuers(props, { zones, ownRole: ofIssuers.ownRole }, namespace, first);
    this.dependables = issuers?.dependables ?? addon.dependables;
  }

  private addIssuers(
    props: CertManagerProps,
    context: Omit<IssuerContext, "region">,
    namespace: NamespaceReference,
    dependsOn: readonly ITerraformDependable[],
  ): HelmAddon | undefined {
    const { issuers = [] } = props;
    const { region } = clusterOf(props);
    const install = and(this.installed, hasAny(issuers));
    if (install === false) return undefined;
    return new HelmAddon(this, "issuers", {
      chart: { name: "issuers", path: props.issuersChart ?? this.copyOfIssuersChart(), version: "1.0.0" },
      releaseName: "cert-manager-issuers",
      namespace,
      values: issuerValues(issuers, { ...context, region }),
      atomic: props.atomic,
      install: any(install),
      dependsOn,
    });
  }

  private copyOfIssuersChart(): string {
    const asset = new TerraformAsset(this, "issuers-chart", { path: ISSUERS_CHART ?? "", type: AssetType.DIRECTORY });
    return `\${path.module}/${asset.path}`;
  }

  private check(props: CertManagerProps, version: string): void {
    check(this, "version", version, certManagerVersion);
    check(this, "imageRegistry", props.imageRegistry, imageRegistry);
    const zones = literalZones(props);
    const { partition } = clusterOf(props);
    const foreign = (arn: string) => arnInPartition(arn, partition);
    zones.forEach((zone, index) => {
      check(this, `hostedZones[${index}]`, zone.id, hostedZoneId);
      check(this, `hostedZones[${index}].roleArn`, zone.roleArn, roleArn, foreign);
    });
    check(this, "hostedZoneRoleArn", props.hostedZoneRoleArn, roleArn, foreign);
    refuse(this, "hostedZoneRoleArn", idleZoneRole(props));
    refuse(
      this,
      "fargate",
      props.fargate === true && props.identity === "pod-identity" ? problems.podIdentityOnFargate() : undefined,
    );
    refuse(this, "imageRegistry", isLiteral(partition) ? noPublicImages(props, partition) : undefined);
    const { enabled, serviceMonitor = false, podMonitor = false } = props.prometheus ?? {};
    const watched = serviceMonitor === true || podMonitor === true;
    refuse(this, "prometheus", enabled === false && watched ? problems.monitorWithoutMetrics() : undefined);
    refuse(this, "prometheus", serviceMonitor === true && podMonitor === true ? problems.bothMonitors() : undefined);
    const issuers = props.issuers instanceof ListOf ? [] : (props.issuers ?? []);
    refuse(this, "issuers", issuers.length > 0 && props.install === false ? problems.issuersNotInstalled() : undefined);
    refuse(this, "issuers", issuers.length > 0 && props.wait === false ? problems.issuersNotAwaited() : undefined);
    const seen = new Set<string>();
    for (const issuer of issuers) {
      check(this, "issuers", issuer.name, serviceAccountName);
      refuse(this, "issuers", acmeZones(issuer, zones) ?? needsIrsa(issuer, props.identity));
      refuse(
        this,
        "issuers",
        seen.has(issuerKey(issuer)) ? problems.duplicate("an issuer", issuerKey(issuer), "another issuer") : undefined,
      );
      seen.add(issuerKey(issuer));
    }
  }
}

/** Whether there is a role already, which may do what it may without zones being named here. */
const hasOtherRole = ({ existingRole, existingRoleArn }: CertManagerProps): boolean =>
  (existingRole ?? existingRoleArn) !== undefined;

/** Route53 for the zones here, and the right to become the roles that have it elsewhere; only where there are zones. */
function access(zones: List<HostedZone>, props: CertManagerProps, named: Naming): AwsAccess {
  const { lookUpZones = false, acmeChallengeOnly, makeRole } = props;
  const { partition } = clusterOf(props);
  const arns = named("zone-arns", zoneArns(partition, zones));
  const here = hasAny(arns);
  const roles = named(
    "zone-role-arns",
    each(
      zones,
      "zone",
      (zone) => known(zone.roleArn),
      (zone) => isGiven(zone.roleArn),
    ),
  );
  const statements: RoleStatement[] = [
    ...route53Statements(partition, zones, { acmeChallengeOnly }, arns).map((statement) => ({
      ...statement,
      when: here,
    })),
    { ...LOOK_UP_ZONES, when: and(here, lookUpZones) },
    { ...assumeRoleStatement(list(roles)), when: hasAny(roles) },
  ];
  // Literal zones make a role by being there at all.
  const makes = isListOf(zones) ? and(makeRole ?? true, hasAny(zones)) : makeRole;
  return {
    ...identityOf(props),
    ...accessOptions(props),
    permissions: { moreStatements: statements, acknowledge: props.acknowledge },
    makeRole: makes,
  };
}
