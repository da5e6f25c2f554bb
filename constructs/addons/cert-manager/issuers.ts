import type { Data } from "../../facts/merge";
import * as problems from "../../facts/problems";
import type { Problem } from "../../facts/problems";
import {
  ListOf,
  choose,
  compare,
  concat,
  each,
  eachEntry,
  hasAny,
  ifGiven,
  isGiven,
  known,
  lengthOf,
  not,
  onlyIf,
  or,
  orElse,
} from "../../hcl/combine";
import type { Condition, List } from "../../hcl/combine";
import { lift } from "../../hcl/lift";
import type { Value } from "../../hcl/expression";
import type { HostedZone } from "./zones";

/** What every issuer has. */
export interface IssuerBase {
  /** An RFC 1123 subdomain. */
  readonly name: string;
  /** An Issuer of this namespace. @default - a ClusterIssuer */
  readonly namespace?: string;
}

/** Where HTTP01 challenges are answered: one of the two. */
export interface Http01 {
  /** An IngressClass: an Ingress of it is made for each challenge. @default - none */
  readonly ingressClass?: string;
  /** A Gateway: an HTTPRoute of it is made for each challenge. cert-manager's Gateway API support has to be on. @default - none */
  readonly gateway?: {
    /** An RFC 1123 subdomain. */
    readonly name: string;
    /** @default - the challenge's */
    readonly namespace?: string;
  };
}

/** DNS01 of an Issuer in a namespace, which may not use what cert-manager's own pods may do in AWS. */
export interface IssuerDns01 {
  /** A ServiceAccount that is made in the issuer's namespace, with a role by IRSA. No pod needs to run as it. */
  readonly serviceAccount: string;
  /** The zones that its role may write challenges to, all of this account. @default - cert-manager's zones */
  readonly hostedZones?: readonly Omit<HostedZone, "roleArn">[];
}

/** Certificates from an ACME server, proved by DNS01 in the hosted zones, or by HTTP01. */
export interface AcmeIssuer extends IssuerBase {
  /** The ACME account. */
  readonly acme: {
    /** Where the server writes to, of certificates that expire say. */
    readonly email: string;
    /** @default - Let's Encrypt, or its staging server */
    readonly server?: string;
    /** Let's Encrypt's staging server: no rate limits, and no browser trusts it. @default false */
    readonly staging?: boolean;
    /** The Secret for the account's key. @default - `<name>-account` */
    readonly privateKeySecret?: string;
    /** `Follow`: where a challenge's name is a CNAME, the record is written where it leads to. @default - cert-manager's: None */
    readonly cnameStrategy?: "None" | "Follow";
    /** An account that the authority knows already, which some ask for. @default - none */
    readonly externalAccount?: {
      /** The account's key ID. */
      readonly keyId: string;
      /** The Secret with the MAC key, base64url-encoded. */
      readonly secretName: string;
      /** The Secret's key. @default "secret" */
      readonly secretKey?: string;
    };
    /** HTTP01 in the place of DNS01, which needs no zones. @default - DNS01 in the hosted zones */
    readonly http01?: Http01;
    /** Of an Issuer in a namespace: DNS01 by a ServiceAccount of its own, with a role for its zones alone. @default - none */
    readonly dns01?: IssuerDns01;
    /** Solvers in cert-manager's own words, which nothing here checks, in the place of ours. @default - ours */
    readonly solvers?: readonly Data[];
  };
}

/** Certificates that vouch for themselves. */
export interface SelfSignedIssuer extends IssuerBase {
  /** There is nothing to choose: `{}`. */
  readonly selfSigned: Readonly<Record<string, never>>;
}

/** Certificates from a CA whose key pair is in a Secret. */
export interface CaIssuer extends IssuerBase {
  /** The CA's key pair. */
  readonly ca: {
    /** The Secret that holds `tls.crt` and `tls.key`, in the issuer's namespace; a ClusterIssuer's in cert-manager's. */
    readonly secretName: string;
  };
}

/** One of the three kinds of issuers. */
export type CertIssuer = AcmeIssuer | SelfSignedIssuer | CaIssuer;

/** Let's Encrypt's directories (cert-manager, "ACME"). */
const LETS_ENCRYPT = "https://acme-v02.api.letsencrypt.org/directory";
const LETS_ENCRYPT_STAGING = "https://acme-staging-v02.api.letsencrypt.org/directory";

export interface IssuerContext {
  readonly region: string;
  readonly zones: List<HostedZone>;
  /** The role and the zones of an issuer with a ServiceAccount of its own. @default - none has one */
  readonly ownRole?: (issuer: OpenIssuer) => IssuerRole | undefined;
}

/** What an issuer with a ServiceAccount of its own proves domains by. */
export interface IssuerRole {
  readonly serviceAccount: string;
  readonly roleArn: string;
  readonly zones: List<HostedZone>;
}

/** An issuer of a kind that Terraform may know. */
export interface OpenIssuer extends IssuerBase {
  readonly isAcme: Condition;
  readonly isCa: Condition;
  readonly isSelfSigned: Condition;
  readonly acme: {
    readonly email: string;
    readonly server?: string;
    readonly staging?: Condition;
    readonly privateKeySecret?: string;
    readonly cnameStrategy?: string;
    readonly hasExternalAccount: Condition;
    readonly externalAccount: { readonly keyId: string; readonly secretName: string; readonly secretKey?: string };
    readonly hasGateway: Condition;
    readonly http01: {
      readonly ingressClass?: string;
      readonly gateway: { readonly name: string; readonly namespace?: string };
    };
    readonly hasDns01: Condition;
    readonly dns01: { readonly serviceAccount: string; readonly hostedZones: List<HostedZone> };
    readonly hasSolvers: Condition;
    readonly solvers: Value;
  };
  readonly ca: { readonly secretName: string };
}

const openAcme = (acme: AcmeIssuer["acme"] | undefined): OpenIssuer["acme"] => ({
  email: "",
  ...acme,
  hasExternalAccount: acme?.externalAccount !== undefined,
  externalAccount: acme?.externalAccount ?? { keyId: "", secretName: "" },
  hasGateway: acme?.http01?.gateway !== undefined,
  http01: { gateway: { name: "" }, ...acme?.http01 },
  hasDns01: acme?.dns01 !== undefined,
  dns01: { serviceAccount: "", hostedZones: [], ...acme?.dns01 },
  hasSolvers: hasAny(acme?.solvers ?? []),
  solvers: lift(acme?.solvers ?? []),
});

export const open = (issuer: CertIssuer): OpenIssuer => ({
  ...issuer,
  isAcme: "acme" in issuer,
  isCa: "ca" in issuer,
  isSelfSigned: "selfSigned" in issuer,
  acme: openAcme("acme" in issuer ? issuer.acme : undefined),
  ca: "ca" in issuer ? issuer.ca : { secretName: "" },
});

/** A solver per zone. With one zone, it is for every domain; with several, each for its own. */
function byZone(
  issuer: OpenIssuer,
  { region, zones }: Pick<IssuerContext, "region" | "zones">,
  when: Condition,
  own?: IssuerRole,
): Value {
  const auth = own && { kubernetes: { serviceAccountRef: { name: own.serviceAccount } } };
  return each(
    zones,
    "zone",
    ({ id, name, roleArn }) => ({
      selector: onlyIf(compare(lengthOf(zones), ">", 1), { dnsZones: [known(name)] }),
      dns01: {
        cnameStrategy: ifGiven(issuer.acme.cnameStrategy),
        route53: { region, hostedZoneID: id, role: own ? own.roleArn : ifGiven(roleArn), ...(auth && { auth }) },
      },
    }),
    () => when,
  );
}

/** By DNS01 in the zones, as cert-manager or as the issuer's own ServiceAccount; or by HTTP01, for all; or the user's own. */
function solvers(issuer: OpenIssuer, context: IssuerContext): Value {
  const { acme } = issuer;
  const { ingressClass, gateway } = acme.http01;
  const hasClass = isGiven(ingressClass);
  const byHttp = or(hasClass, acme.hasGateway);
  const own = acme.hasDns01 === false ? undefined : context.ownRole?.(issuer);
  const parent = { name: gateway.name, namespace: ifGiven(gateway.namespace) };
  const http01 = {
    ingress: onlyIf(hasClass, { ingressClassName: known(ingressClass) }),
    gatewayHTTPRoute: onlyIf(acme.hasGateway, { parentRefs: [{ ...parent, kind: "Gateway" }] }),
  };
  return concat(
    byZone(issuer, context, not(or(byHttp, acme.hasDns01, acme.hasSolvers))),
    own ? byZone(issuer, { ...context, zones: own.zones }, true, own) : [],
    byHttp === false ? [] : [onlyIf(byHttp, { http01 })],
    acme.solvers,
  );
}

const spec = (issuer: OpenIssuer, context: IssuerContext): Value => {
  const { email, staging = false, server, privateKeySecret } = issuer.acme;
  const directory = orElse(server, choose(staging, LETS_ENCRYPT_STAGING, LETS_ENCRYPT));
  const key = { name: orElse(privateKeySecret, `${issuer.name}-account`) };
  const { hasExternalAccount, externalAccount: account } = issuer.acme;
  const externalAccountBinding = onlyIf(hasExternalAccount, {
    keyID: account.keyId,
    keySecretRef: { name: account.secretName, key: orElse(account.secretKey, "secret") },
  });
  return {
    selfSigned: onlyIf(issuer.isSelfSigned, {}),
    ca: onlyIf(issuer.isCa, { secretName: issuer.ca.secretName }),
    acme: onlyIf(issuer.isAcme, {
      email,
      server: directory,
      privateKeySecretRef: key,
      externalAccountBinding,
      solvers: solvers(issuer, context),
    }),
  };
};

const object = (issuer: OpenIssuer, context: IssuerContext): Value => ({
  apiVersion: "cert-manager.io/v1",
  kind: choose(isGiven(issuer.namespace), "Issuer", "ClusterIssuer"),
  metadata: { name: issuer.name, namespace: onlyIf(isGiven(issuer.namespace), lift(issuer.namespace)) },
  spec: spec(issuer, context),
});

/** The values of the issuers' chart. */
export function issuerValues(issuers: readonly CertIssuer[] | ListOf<OpenIssuer>, context: IssuerContext): Data {
  const all: List<OpenIssuer> = issuers instanceof ListOf ? issuers : issuers.map(open);
  const key = (issuer: OpenIssuer): Value =>
    choose(isGiven(issuer.namespace), `${issuer.namespace ?? ""}/${issuer.name}`, issuer.name);
  return { issuers: eachEntry(all, "issuer", key, (issuer) => object(issuer, context)) };
}

/** What tells issuers apart. */
export const issuerKey = ({ name, namespace }: IssuerBase): string =>
  namespace === undefined ? name : `${namespace}/${name}`;

/** An issuer's own zones, or cert-manager's where it names none. */
export const zonesOf = ({ hostedZones = [] }: IssuerDns01, zones: readonly HostedZone[]): readonly HostedZone[] =>
  hostedZones.length > 0 ? hostedZones : zones;

/** An ACME issuer needs zones to prove domains in, and their names where it has to choose; in a namespace, a ServiceAccount. */
export function acmeZones(issuer: CertIssuer, zones: readonly HostedZone[]): Problem | undefined {
  if (!("acme" in issuer)) return undefined;
  const { http01, dns01, cnameStrategy, solvers = [] } = issuer.acme;
  if (solvers.length > 0) return (http01 ?? dns01 ?? cnameStrategy) ? problems.besideSolvers() : undefined;
  if (dns01 && (http01 ?? issuer.namespace === undefined)) return problems.dns01Misplaced(issuer.name);
  if (http01) {
    const given = Object.entries(http01).flatMap(([key, value]) => (value === undefined ? [] : [key]));
    return given.length === 1 ? undefined : problems.exactlyOne(given, ["ingressClass", "gateway"]);
  }
  // cert-manager lends its own credentials to ClusterIssuers only.
  if (issuer.namespace !== undefined && !dns01) return problems.acmeInNamespace(issuer.name);
  return dns01 ? ownZones(issuer.name, zonesOf(dns01, zones)) : zoneNames(issuer.name, zones);
}

/** A ServiceAccount that no pod runs as has no use for Pod Identity. */
export const needsIrsa = (issuer: CertIssuer, identity: unknown): Problem | undefined =>
  "acme" in issuer && issuer.acme.dns01 && identity === "pod-identity" ? problems.issuerNeedsIrsa() : undefined;

/** A token is good for one role. */
const ownZones = (issuer: string, zones: readonly HostedZone[]): Problem | undefined =>
  zones.some(({ roleArn }) => roleArn !== undefined) ? problems.issuerZonesElsewhere(issuer) : zoneNames(issuer, zones);

function zoneNames(issuer: string, zones: readonly HostedZone[]): Problem | undefined {
  if (zones.length === 0) return problems.acmeWithoutZones(issuer);
  const names = zones.map(({ name }) => name);
  if (zones.length > 1 && names.includes(undefined)) return problems.zonesWithoutNames(issuer);
  // cert-manager takes the first of equals.
  const twice = names.find((name, index) => name !== undefined && names.indexOf(name) !== index);
  return twice === undefined ? undefined : problems.zoneNameTwice(issuer, twice);
}
