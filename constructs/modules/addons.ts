import type { z } from "zod";
import type { CertManagerProps } from "../addons/cert-manager/cert-manager";
import type { OpenIssuer } from "../addons/cert-manager/issuers";
import { CERT_MANAGER_CHART } from "../addons/cert-manager/releases";
import type { HostedZone } from "../addons/cert-manager/zones";
import { accountPaths } from "../addons/account-paths";
import type { Chart, HelmAddonProps, ReleaseOptions } from "../addons/helm-addon";
import type { LoadBalancerControllerProps } from "../addons/load-balancer-controller/load-balancer-controller";
import { CONTROLLER_CHART } from "../addons/load-balancer-controller/releases";
import {
  ListOf,
  and,
  choose,
  concat,
  each,
  equals,
  flagOr,
  hasAny,
  isGiven,
  known,
  or,
  orElse,
  textOr,
} from "../hcl/combine";
import type { Condition } from "../hcl/combine";
import { Expression, attribute, call, nullable, reference, variable } from "../hcl/expression";
import { any, lift, text } from "../hcl/lift";
import type { NamespaceReference } from "../identity/namespace";
import { accessOptions, identityOf, nameIn, permissionsOf, tokenOptions } from "./identity";
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
  of: Pick<AddonVariables, "timeout" | "wait" | "upgradeInstall" | "takeOwnership" | "atomic" | "install">,
  { install = true }: AddonContext,
): ReleaseOptions => ({
  timeout: of.timeout,
  wait: of.wait,
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
function hostedZones(of: Pick<CertManagerVariables, "hostedZoneIds" | "hostedZones">): ListOf<HostedZone> {
  const id = variable("id");
  const unnamed = new Expression({
    kind: "list",
    loop: { value: id, over: of.hostedZoneIds },
    body: { id, name: reference("null"), role_arn: reference("null") },
    where: true,
  });
  const all = concat(unnamed, of.hostedZones) as Expression;
  return new ListOf<HostedZone>(all.node, (zone) => ({
    id: text(attribute(zone, "id")),
    name: text(attribute(zone, "name", true)),
    roleArn: text(attribute(zone, "role_arn", true)),
  }));
}

const issuers = (of: CertManagerVariables["issuers"]): ListOf<OpenIssuer> =>
  new ListOf<OpenIssuer>(of.node, (issuer) => {
    const acme = attribute(issuer, "acme");
    const account = attribute(acme, "external_account");
    const http01 = attribute(acme, "http01");
    const gateway = attribute(http01, "gateway");
    const dns01 = attribute(acme, "dns01");
    const documents = new ListOf(attribute(acme, "solvers").node, (one) => one);
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
        cnameStrategy: text(attribute(acme, "cname_strategy", true)),
        hasExternalAccount: isGiven(nullable(account)),
        externalAccount: {
          keyId: text(attribute(account, "key_id")),
          secretName: text(attribute(account, "secret_name")),
          secretKey: text(attribute(account, "secret_key", true)),
        },
        hasGateway: isGiven(nullable(gateway)),
        http01: {
          ingressClass: text(attribute(http01, "ingress_class", true)),
          gateway: { name: text(attribute(gateway, "name")), namespace: text(attribute(gateway, "namespace", true)) },
        },
        hasDns01: isGiven(nullable(dns01)),
        dns01: {
          serviceAccount: text(attribute(dns01, "service_account")),
          hostedZones: new ListOf(attribute(dns01, "hosted_zones").node, (zone) => ({
            id: text(attribute(zone, "id")),
            name: text(attribute(zone, "name", true)),
          })),
        },
        hasSolvers: hasAny(documents),
        solvers: each(documents, "solver", (solver) => call("yamldecode", solver)),
      },
      ca: { secretName: text(attribute(attribute(issuer, "ca"), "secret_name")) },
    };
  });

export const certManagerProps = (
  of: CertManagerVariables,
  namespace: NamespaceReference,
  context: AddonContext,
): CertManagerProps => ({
  ...identityOf(of, context),
  ...accessOptions(of, context),
  ...releaseOptions(of, context),
  version: of.version,
  chart: builtInChart(of, CERT_MANAGER_CHART, context),
  namespace,
  hostedZones: hostedZones(of),
  hostedZoneRoleArn: of.hostedZoneRoleArn,
  lookUpZones: of.lookUpZones,
  acmeChallengeOnly: of.acmeChallengeOnly,
  issuers: issuers(of.issuers),
  issuersDependOn: namespace.dependables,
  issuersChart: "${path.module}/charts/issuers",
  replicas: of.replicas,
  fargate: any(flagOr(of.fargate, false)),
  leaderElectionNamespace: of.leaderElectionNamespace,
  imageRegistry: of.imageRegistry,
  prometheus: of.prometheus,
  values: lift(of.values) as Expression,
});

/** @param certManager - whether cert-manager is there to make the webhook certificate, where nothing is said */
export function controllerProps(
  of: ControllerVariables,
  namespace: NamespaceReference,
  certManager: Condition,
  context: AddonContext,
): LoadBalancerControllerProps {
  const { chart: _, trust: __, values, ...options } = of;
  return {
    ...options,
    ...identityOf(of, context),
    ...accessOptions(of, context),
    ...releaseOptions(of, context),
    namespace,
    chart: builtInChart(of, CONTROLLER_CHART, context),
    webhookCertificate: orElse(of.webhookCertificate, choose(certManager, "cert-manager", "helm")) as Expression,
    globalAccelerator: any(flagOr(of.globalAccelerator, false)),
    certificateManagement: any(flagOr(of.certificateManagement, false)),
    wafv2Names: any(flagOr(of.wafv2Names, false)),
    policy: orElse(of.policy, "upstream") as Expression,
    vpc: any(flagOr(of.vpc, false)),
    ...permissionsOf(of),
    targetGroupBindingOnly: any(flagOr(of.targetGroupBindingOnly, false)),
    fargate: undefined,
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
  const { policyArns, namedPolicyArns, statements, grants, assumeRoleArns, acknowledge } = account;
  const permitted = or(
    ...[policyArns, namedPolicyArns, statements, grants, assumeRoleArns, acknowledge].map(hasAny),
    isGiven(account.podIdentity.targetRoleArn),
  );
  const { makeRole = true, ...access } = accessOptions(account, context);
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
        ...access,
        makeRole: and(permitted, makeRole),
        permissions: permissionsOf(account),
      },
      madeByChart: equals(account.madeBy, "chart"),
      accountValue: account.accountValue,
      createValue: account.createValue,
      nameValue: account.nameValue,
      annotationsValue: accountPaths(account).annotations,
      podAnnotationsValue: account.podAnnotationsValue,
    },
    userDocuments: of.values,
  };
}
