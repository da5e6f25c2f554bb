import type { Construct } from "constructs";
import type { z } from "zod";
import type { CertManagerProps } from "../addons/cert-manager/cert-manager";
import type { HostedZone, OpenIssuer } from "../addons/cert-manager/issuers";
import { CERT_MANAGER_CHART } from "../addons/cert-manager/releases";
import type { Chart, HelmAddonProps, ReleaseOptions } from "../addons/helm-addon";
import type { LoadBalancerControllerProps } from "../addons/load-balancer-controller/load-balancer-controller";
import { CONTROLLER_CHART } from "../addons/load-balancer-controller/releases";
import { ListOf, and, choose, concat, flagOr, hasAny, isGiven, known, or, orElse, textOr } from "../hcl/combine";
import type { Condition } from "../hcl/combine";
import { Expression, attribute, call, nullable, reference, variable } from "../hcl/expression";
import { local } from "../hcl/instances";
import { any, lift, text } from "../hcl/lift";
import type { NamespaceReference } from "../identity/namespace";
import { identityOf, nameIn, ownRole, permissionsOf, podIdentityOptions, roleOptions, tokenOptions } from "./identity";
import type { ModuleContext } from "./identity";
import type { addonShape, certManagerShape, controllerShape } from "./inputs";
import type { Referred } from "./reader";

/** What the contract says of add-ons, out of a module's variables. */

type Of<S extends z.ZodRawShape> = Referred<z.input<z.ZodObject<S>>>;
export type CertManagerVariables = Of<typeof certManagerShape>;
export type ControllerVariables = Of<typeof controllerShape>;
export type AddonVariables = Of<typeof addonShape>;

/** What an add-on needs to know of its module. */
export interface AddonContext extends ModuleContext {
  /** Whether anything is installed at all. @default true */
  readonly install?: Condition;
  /** An object with the user name and the password of the chart's repository, or null. */
  readonly credentials: Expression;
}

const releaseOptions = (
  of: Pick<AddonVariables, "timeout" | "upgradeInstall" | "takeOwnership" | "atomic" | "install">,
  { install = true }: AddonContext,
): ReleaseOptions => ({
  timeout: of.timeout,
  upgradeInstall: of.upgradeInstall,
  takeOwnership: of.takeOwnership,
  atomic: of.atomic,
  install: any(and(of.install, install)),
});

const repositoryCredentials = (of: Expression) => {
  const part = (name: string): string => text(nullable(call("try", attribute(of, name), null)));
  return { username: part("username"), password: part("password") };
};

/** A built-in chart, from another source where one is given. */
const builtInChart = (
  of: Pick<CertManagerVariables, "chart" | "version">,
  { name, repository }: { readonly name: string; readonly repository: string },
  { credentials }: AddonContext,
): Chart => ({
  name,
  repository: textOr(of.chart.repository, repository),
  path: of.chart.path,
  version: of.version,
  credentials: repositoryCredentials(credentials),
});

/** Zones with and without names, as one list. */
export function hostedZones(
  scope: Construct,
  of: Pick<CertManagerVariables, "hostedZoneIds" | "hostedZones">,
): ListOf<HostedZone> {
  const id = variable("id");
  const unnamed = new Expression({
    kind: "list",
    loop: { value: id, over: of.hostedZoneIds },
    body: { id, name: reference("null") },
    where: true,
  });
  const all = local(scope, "hosted_zones", concat(unnamed, of.hostedZones));
  return new ListOf<HostedZone>(all.node, (zone) => ({
    id: text(attribute(zone, "id")),
    name: text(attribute(zone, "name", true)),
  }));
}

const issuers = (of: CertManagerVariables["issuers"]): ListOf<OpenIssuer> =>
  new ListOf<OpenIssuer>(of.node, (issuer) => {
    const isA = (kind: string): Condition => isGiven(attribute(issuer, kind, true));
    return {
      name: text(attribute(issuer, "name")),
      namespace: text(attribute(issuer, "namespace", true)),
      isAcme: isA("acme"),
      isCa: isA("ca"),
      isSelfSigned: isA("self_signed"),
      acme: {
        email: text(attribute(attribute(issuer, "acme"), "email")),
        server: text(attribute(attribute(issuer, "acme"), "server", true)),
        staging: flagOr(any(attribute(attribute(issuer, "acme"), "staging", true)), false),
        privateKeySecret: text(attribute(attribute(issuer, "acme"), "private_key_secret", true)),
      },
      ca: { secretName: text(attribute(attribute(issuer, "ca"), "secret_name")) },
    };
  });

export const certManagerProps = (
  of: CertManagerVariables,
  namespace: NamespaceReference,
  zones: ListOf<HostedZone>,
  context: AddonContext,
): CertManagerProps => ({
  ...identityOf(of, context),
  ...ownRole(of),
  ...releaseOptions(of, context),
  version: of.version,
  chart: builtInChart(of, CERT_MANAGER_CHART, context),
  namespace,
  hostedZones: zones,
  hostedZoneRoleArn: of.hostedZoneRoleArn,
  lookUpZones: of.lookUpZones,
  acmeChallengeOnly: of.acmeChallengeOnly,
  issuers: issuers(of.issuers),
  issuersChart: "${path.module}/charts/issuers",
  replicas: of.replicas,
  fargate: any(flagOr(of.fargate, false)),
  leaderElectionNamespace: of.leaderElectionNamespace,
  imageRegistry: of.imageRegistry,
  prometheus: of.prometheus,
  role: roleOptions(of.role, context),
  podIdentity: podIdentityOptions(of.podIdentity, context),
  values: lift(of.values) as Expression,
});

/** @param certManager - whether cert-manager is there to make the webhook certificate, where nothing is said */
export function controllerProps(
  of: ControllerVariables,
  certManager: Condition,
  context: AddonContext,
): LoadBalancerControllerProps {
  const { chart: _, role, podIdentity, values, ...options } = of;
  return {
    ...options,
    ...identityOf(of, context),
    ...ownRole(of),
    ...releaseOptions(of, context),
    chart: builtInChart(of, CONTROLLER_CHART, context),
    webhookCertificate: orElse(of.webhookCertificate, choose(certManager, "cert-manager", "helm")) as Expression,
    globalAccelerator: any(flagOr(of.globalAccelerator, false)),
    certificateManagement: any(flagOr(of.certificateManagement, false)),
    targetGroupBindingOnly: any(flagOr(of.targetGroupBindingOnly, false)),
    fargate: undefined,
    role: roleOptions(role, context),
    podIdentity: podIdentityOptions(podIdentity, context),
    values: lift(values) as Expression,
  };
}

/** Any other add-on, whose name Terraform knows. */
export function addonProps(
  of: AddonVariables,
  name: Expression,
  namespace: NamespaceReference,
  context: AddonContext,
): HelmAddonProps {
  const { chart, serviceAccount: account } = of;
  const isOurs = isGiven(account.name);
  const permitted = or(
    ...[account.policyArns, account.namedPolicyArns, account.statements, account.assumeRoleArns].map(hasAny),
  );
  const { makeRole, hasExistingRole, existingRoleArn } = ownRole(account);
  return {
    ...releaseOptions(of, context),
    chart: {
      name: chart.name,
      repository: chart.repository,
      path: chart.path,
      version: chart.version,
      credentials: repositoryCredentials(context.credentials),
    },
    releaseName: text(name),
    purpose: text(name),
    namespace,
    serviceAccount: {
      ...tokenOptions(account),
      name: text(nameIn(context)("service_account", choose(isOurs, known(account.name), ""))),
      when: isOurs,
      access: {
        ...identityOf(of, context),
        makeRole: and(permitted, makeRole),
        hasExistingRole,
        existingRoleArn,
        permissions: permissionsOf(account),
        role: roleOptions(account.role, context),
        podIdentity: podIdentityOptions(account.podIdentity, context),
      },
      createValue: textOr(account.createValue, "serviceAccount.create"),
      nameValue: textOr(account.nameValue, "serviceAccount.name"),
      annotationsValue: text(
        nameIn(context)("annotations_value", orElse(account.annotationsValue, "serviceAccount.annotations")),
      ),
      podAnnotationsValue: account.podAnnotationsValue,
    },
    userDocuments: of.values,
  };
}
