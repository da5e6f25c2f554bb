import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { merge } from "../../facts/merge";
import type { Data } from "../../facts/merge";
import { hostedZoneId } from "../../facts/names";
import type { OidcProvider } from "../../identity/eks-oidc-provider";
import { IrsaRole } from "../../identity/irsa-role";
import type { RoleOptions } from "../../identity/irsa-role";
import { Namespace } from "../../identity/namespace";
import type { NamespaceReference } from "../../identity/namespace";
import { ServiceAccount } from "../../identity/service-account";
import { check, refuse } from "../../terraform/check";
import { HelmAddon } from "../helm-addon";
import type { Chart } from "../helm-addon";
import { podAnnotationsFor } from "../role-annotation";
import { route53Statements } from "./policy";
import { CERT_MANAGER_CHART, CERT_MANAGER_VERSION, certManagerVersion } from "./releases";
import { certManagerValueProblems, certManagerValues } from "./values";

export interface CertManagerProps {
  readonly provider: OidcProvider;
  /** The chart's version, with its v. @default "v1.21.1" */
  readonly version?: string;
  /** @default - a namespace `cert-manager` of its own, made here */
  readonly namespace?: NamespaceReference;
  /** Route53 zone IDs for DNS01 challenges. @default - none, and then no role either */
  readonly hostedZones?: readonly string[];
  /** Let solvers that name no `hostedZoneID` find their zone by name, which takes one more permission. @default false */
  readonly lookUpZones?: boolean;
  /** @default - a generated name, and AWS's defaults */
  readonly role?: RoleOptions;
  /** Merged last over our values; what contradicts them is an error. @default {} */
  readonly values?: Data;
  /** What has to be there first. @default - none */
  readonly dependsOn?: readonly ITerraformDependable[];
}

const SERVICE_ACCOUNT = "cert-manager";

/**
 * cert-manager with its CRDs, which stay when it goes, and with Route53 permissions where there are
 * zones. The release is ready when its own start-up check has seen the webhook answer.
 *
 * @throws InvalidInputError for an unsupported version, a zone that is no zone ID, and bad values
 */
export class CertManager extends Construct {
  public readonly chart: Chart;
  public readonly role: IrsaRole | undefined;
  public readonly serviceAccount: { readonly namespace: string; readonly name: string };
  public readonly dependables: readonly ITerraformDependable[];

  public constructor(scope: Construct, id: string, props: CertManagerProps) {
    super(scope, id);
    const { version = CERT_MANAGER_VERSION, hostedZones = [], lookUpZones = false, values = {} } = props;
    check(this, "version", version, certManagerVersion);
    hostedZones.forEach((zone, index) => {
      check(this, `hostedZones[${index}]`, zone, hostedZoneId);
    });
    const namespace = props.namespace ?? new Namespace(this, "namespace", { name: "cert-manager" });
    const choices = { version, namespace: namespace.name, serviceAccount: SERVICE_ACCOUNT };
    for (const { path, problem } of certManagerValueProblems(values, choices)) refuse(this, `values.${path}`, problem);

    const { provider } = props;
    this.role =
      hostedZones.length > 0
        ? new IrsaRole(this, "role", {
            ...props.role,
            provider,
            purpose: id,
            subjects: [{ namespace: namespace.name, serviceAccount: SERVICE_ACCOUNT }],
            statements: route53Statements(provider.cluster.partition, hostedZones, { lookUpZones }),
          })
        : undefined;
    const serviceAccount = new ServiceAccount(this, "service-account", {
      name: SERVICE_ACCOUNT,
      namespace,
      role: this.role,
    });
    const release = new HelmAddon(this, "Resource", {
      chart: { ...CERT_MANAGER_CHART, version },
      namespace,
      values: merge(certManagerValues(choices, podAnnotationsFor(this.role)), values),
      dependsOn: [...serviceAccount.dependables, ...(props.dependsOn ?? [])],
    });
    this.chart = release.chart;
    this.serviceAccount = serviceAccount;
    this.dependables = release.dependables;
  }
}
