import type { CertManagerProps } from "../addons/cert-manager/cert-manager";
import { CERT_MANAGER_CHART } from "../addons/cert-manager/releases";
import type { Chart, HelmAddonProps, ReleaseOptions } from "../addons/helm-addon";
import type { LoadBalancerControllerProps } from "../addons/load-balancer-controller/load-balancer-controller";
import { CONTROLLER_CHART } from "../addons/load-balancer-controller/releases";
import type { Construct } from "constructs";
import type { NamespaceReference } from "../identity/namespace";
import { all } from "../terraform/condition";
import type { Condition } from "../terraform/condition";
import { expr, optional } from "../terraform/expression";
import type { Expression, Json } from "../terraform/expression";
import { identityOf, ownRole, permissionsOf, podIdentityOptions, roleOptions, tokenOptions } from "./identity";
import type { ModuleContext } from "./identity";
import { once } from "../terraform/instances";
import type { Reader } from "./reader";

/** What the contract says of add-ons, out of a module's variables. */

const releaseOptions = (of: Reader, { install }: AddonContext): ReleaseOptions => ({
  timeout: of.number("timeout"),
  upgradeInstall: of.value("upgradeInstall"),
  takeOwnership: of.value("takeOwnership"),
  install: all(of.required("install"), install),
});

const repositoryCredentials = (of: Expression) => ({
  username: optional`try(${of}.username, null)`.toString(),
  password: optional`try(${of}.password, null)`.toString(),
});

/** A built-in chart, from another source where one is given. */
const builtInChart = (
  of: Reader,
  { name, repository }: { readonly name: string; readonly repository: string },
  { credentials }: AddonContext,
): Chart => ({
  name,
  repository: expr`coalesce(${of.in("chart").value("repository")}, ${repository})`.toString(),
  path: of.in("chart").value("path"),
  version: of.requiredText("version"),
  credentials: repositoryCredentials(credentials),
});

/** What an add-on needs to know of its module. */
export interface AddonContext extends ModuleContext {
  /** Whether anything is installed at all. */
  readonly install: Condition;
  /** An object with the user name and the password of the chart's repository, or null. */
  readonly credentials: Expression;
}

/** Zones with and without names, under a name. */
export const hostedZones = (scope: Construct, of: Reader, when: Condition = true): Expression =>
  once(when)(scope).named("hosted-zones", zones(of));

const zones = (of: Reader): Expression =>
  expr`concat([for id in ${of.required("hostedZoneIds")} : { id = id, name = null }], ${of.required("hostedZones")})`;

export const certManagerProps = (
  of: Reader,
  namespace: NamespaceReference,
  zones: Expression,
  context: AddonContext,
): CertManagerProps => ({
  ...identityOf(of, context),
  ...ownRole(of),
  ...releaseOptions(of, context),
  version: of.requiredText("version"),
  chart: builtInChart(of, CERT_MANAGER_CHART, context),
  namespace,
  hostedZones: zones,
  hostedZoneRoleArn: of.text("hostedZoneRoleArn"),
  lookUpZones: of.required("lookUpZones"),
  acmeChallengeOnly: of.required("acmeChallengeOnly"),
  issuers: of.required("issuers"),
  issuersChart: "${path.module}/charts/issuers",
  replicas: of.number("replicas"),
  fargate: expr`coalesce(${of.value("fargate")}, false)`,
  leaderElectionNamespace: of.text("leaderElectionNamespace"),
  imageRegistry: of.text("imageRegistry"),
  prometheus: {
    enabled: of.in("prometheus").value("enabled"),
    serviceMonitor: of.in("prometheus").value("serviceMonitor"),
    podMonitor: of.in("prometheus").value("podMonitor"),
  },
  role: roleOptions(of.in("role"), context),
  podIdentity: podIdentityOptions(of.in("podIdentity"), context),
  values: of.required("values"),
});

/** @param certManager - whether cert-manager is there to make the webhook certificate, where nothing is said */
export function controllerProps(of: Reader, certManager: Json, context: AddonContext): LoadBalancerControllerProps {
  const ingressClass = of.in("ingressClass");
  const securityGroups = of.in("securityGroups");
  const flag = (key: string): Expression => expr`coalesce(${of.value(key)}, false)`;
  return {
    ...identityOf(of, context),
    ...ownRole(of),
    ...releaseOptions(of, context),
    version: of.requiredText("version"),
    chart: builtInChart(of, CONTROLLER_CHART, context),
    webhookCertificate: expr`coalesce(${of.value("webhookCertificate")}, ${certManager} ? "cert-manager" : "helm")`,
    serviceMutatorWebhook: of.required("serviceMutatorWebhook"),
    replicas: of.number("replicas"),
    isolated: of.value("isolated"),
    shield: of.value("shield"),
    waf: of.value("waf"),
    wafv2: of.value("wafv2"),
    imageRegistry: of.text("imageRegistry"),
    globalAccelerator: flag("globalAccelerator"),
    certificateManagement: flag("certificateManagement"),
    targetGroupBindingOnly: flag("targetGroupBindingOnly"),
    ingressClass: {
      name: ingressClass.text("name"),
      default: ingressClass.value("default"),
      create: ingressClass.value("create"),
      params: ingressClass.value("params"),
    },
    featureGates: of.value("featureGates"),
    gatewayApi: of.value("gatewayApi"),
    defaultTargetType: of.value("defaultTargetType"),
    defaultScheme: of.value("defaultScheme"),
    defaultSslPolicy: of.text("defaultSslPolicy"),
    securityGroups: {
      sharedBackend: securityGroups.value("sharedBackend"),
      backend: securityGroups.text("backend"),
      manageBackendRules: securityGroups.value("manageBackendRules"),
      restrictRules: securityGroups.value("restrictRules"),
    },
    serviceMonitor: of.value("serviceMonitor"),
    defaultTags: of.value("defaultTags"),
    role: roleOptions(of.in("role"), context),
    podIdentity: podIdentityOptions(of.in("podIdentity"), context),
    values: of.required("values"),
  };
}

/** Any other add-on, whose name Terraform knows. */
export function addonProps(
  of: Reader,
  name: Json,
  namespace: NamespaceReference,
  context: AddonContext,
): HelmAddonProps {
  const chart = of.in("chart");
  const account = of.in("serviceAccount");
  const given = expr`${account.value("name")} != null`;
  const permissions = ["policyArns", "namedPolicyArns", "statements", "assumeRoleArns"].map((key) =>
    account.required(key),
  );
  const permitted = expr`anytrue([for list in ${permissions} : length(list) > 0])`;
  const { makeRole, hasExistingRole, existingRoleArn } = ownRole(account);
  return {
    ...releaseOptions(of, context),
    chart: {
      name: chart.requiredText("name"),
      repository: chart.text("repository"),
      path: chart.value("path"),
      version: chart.text("version"),
      credentials: repositoryCredentials(context.credentials),
    },
    releaseName: expr`${name}`.toString(),
    purpose: expr`${name}`.toString(),
    namespace,
    serviceAccount: {
      ...tokenOptions(account),
      name: expr`${given} ? ${account.required("name")} : ""`.toString(),
      when: given,
      access: {
        ...identityOf(of, context),
        makeRole: all(permitted, makeRole),
        hasExistingRole,
        existingRoleArn,
        permissions: permissionsOf(account),
        role: roleOptions(account.in("role"), context),
        podIdentity: podIdentityOptions(account.in("podIdentity"), context),
      },
      createValue: expr`coalesce(${account.value("createValue")}, "serviceAccount.create")`.toString(),
      nameValue: expr`coalesce(${account.value("nameValue")}, "serviceAccount.name")`.toString(),
      annotationsValue: expr`coalesce(${account.value("annotationsValue")}, "serviceAccount.annotations")`.toString(),
      podAnnotationsValue: account.text("podAnnotationsValue"),
    },
    userDocuments: of.required("values"),
  };
}
