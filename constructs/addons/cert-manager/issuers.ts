import type { Data } from "../../facts/merge";
import * as problems from "../../facts/problems";
import type { Problem } from "../../facts/problems";
import { ListOf, choose, compare, each, eachEntry, isGiven, known, lengthOf, onlyIf, orElse } from "../../hcl/combine";
import type { Condition, List } from "../../hcl/combine";
import { lift } from "../../hcl/lift";
import type { Value } from "../../hcl/expression";

/** A Route53 zone: its ID, and its name, which an issuer needs where there are several zones. */
export interface HostedZone {
  /** Z and up to 31 capital letters and digits. */
  readonly id: string;
  /** The zone's domain, as in `example.com`. @default - unknown */
  readonly name?: string;
}

/** What every issuer has. */
export interface IssuerBase {
  /** An RFC 1123 subdomain. */
  readonly name: string;
  /** An Issuer of this namespace. @default - a ClusterIssuer */
  readonly namespace?: string;
}

/** Certificates from an ACME server, proved by DNS01 in the hosted zones. */
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
  /** A role to change into for the zones. */
  readonly zoneRoleArn: string | undefined;
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
  };
  readonly ca: { readonly secretName: string };
}

const open = (issuer: CertIssuer): OpenIssuer => ({
  ...issuer,
  isAcme: "acme" in issuer,
  isCa: "ca" in issuer,
  isSelfSigned: "selfSigned" in issuer,
  acme: "acme" in issuer ? issuer.acme : { email: "" },
  ca: "ca" in issuer ? issuer.ca : { secretName: "" },
});

/** A solver per zone. With one zone, it is for every domain; with several, each for its own. */
const solvers = ({ region, zones, zoneRoleArn }: IssuerContext): Value =>
  each(zones, "zone", ({ id, name }) => ({
    selector: onlyIf(compare(lengthOf(zones), ">", 1), { dnsZones: [known(name)] }),
    dns01: { route53: { region, hostedZoneID: id, role: onlyIf(isGiven(zoneRoleArn), zoneRoleArn) } },
  }));

const spec = (issuer: OpenIssuer, context: IssuerContext): Value => {
  const { email, staging = false, server, privateKeySecret } = issuer.acme;
  const directory = orElse(server, choose(staging, LETS_ENCRYPT_STAGING, LETS_ENCRYPT));
  const key = { name: orElse(privateKeySecret, `${issuer.name}-account`) };
  return {
    selfSigned: onlyIf(issuer.isSelfSigned, {}),
    ca: onlyIf(issuer.isCa, { secretName: issuer.ca.secretName }),
    acme: onlyIf(issuer.isAcme, { email, server: directory, privateKeySecretRef: key, solvers: solvers(context) }),
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

/** An ACME issuer is for the cluster, and needs zones to prove domains in, and their names where it has to choose. */
export function acmeZones(issuer: CertIssuer, zones: readonly HostedZone[]): Problem | undefined {
  if (!("acme" in issuer)) return undefined;
  // cert-manager lends its own credentials to ClusterIssuers only.
  if (issuer.namespace !== undefined) return problems.acmeInNamespace(issuer.name);
  if (zones.length === 0) return problems.acmeWithoutZones(issuer.name);
  return zones.length > 1 && zones.some(({ name }) => name === undefined)
    ? problems.zonesWithoutNames(issuer.name)
    : undefined;
}
