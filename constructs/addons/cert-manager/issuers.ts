import type { Deferred } from "../../facts/deferred";
import type { Data } from "../../facts/merge";
import * as problems from "../../facts/problems";
import type { Problem } from "../../facts/problems";
import { onlyIf } from "../../terraform/condition";
import { Optional, asJson, expr, optional, raw } from "../../terraform/expression";
import type { Json } from "../../terraform/expression";

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
  readonly zones: readonly HostedZone[];
  /** A role to change into for the zones. */
  readonly zoneRoleArn: string | undefined;
}

/** A solver per zone. With one zone, it is for every domain; with several, each for its own. */
function solvers({ region, zones, zoneRoleArn }: IssuerContext): Data[] {
  return zones.map(({ id, name }) => ({
    ...(zones.length > 1 && { selector: { dnsZones: [name] } }),
    dns01: { route53: { region, hostedZoneID: id, ...(zoneRoleArn !== undefined && { role: zoneRoleArn }) } },
  }));
}

function spec(issuer: CertIssuer, context: IssuerContext): Data {
  if ("selfSigned" in issuer) return { selfSigned: {} };
  if ("ca" in issuer) return { ca: { secretName: issuer.ca.secretName } };
  const {
    email,
    staging = false,
    server = staging ? LETS_ENCRYPT_STAGING : LETS_ENCRYPT,
    privateKeySecret,
  } = issuer.acme;
  const key = { name: privateKeySecret ?? `${issuer.name}-account` };
  return { acme: { email, server, privateKeySecretRef: key, solvers: solvers(context) } };
}

/** The values of the issuers' chart. */
export function issuerValues(issuers: readonly CertIssuer[], context: IssuerContext): Data {
  const objects = issuers.map((issuer) => [
    issuerKey(issuer),
    {
      apiVersion: "cert-manager.io/v1",
      kind: issuer.namespace === undefined ? "ClusterIssuer" : "Issuer",
      metadata: { name: issuer.name, ...(issuer.namespace !== undefined && { namespace: issuer.namespace }) },
      spec: spec(issuer, context),
    },
  ]);
  return { issuers: Object.fromEntries(objects) as Data };
}

/**
 * The same for issuers and zones that Terraform knows: lists of objects with the keys of the modules'
 * variables.
 */
export function openIssuerValues(
  issuers: Deferred,
  { region, zones, zoneRoleArn }: Omit<IssuerContext, "zones"> & { readonly zones: Json },
): Data {
  const route53 = { region, hostedZoneID: raw("zone.id"), ...(zoneRoleArn !== undefined && { role: zoneRoleArn }) };
  const selector = onlyIf(expr`length(${zones}) > 1`, { dnsZones: [raw("zone.name")] });
  const acme = {
    email: raw("issuer.acme.email"),
    server: expr`coalesce(issuer.acme.server, issuer.acme.staging == true ? ${LETS_ENCRYPT_STAGING} : ${LETS_ENCRYPT})`,
    privateKeySecretRef: { name: expr`coalesce(issuer.acme.private_key_secret, "\${issuer.name}-account")` },
    solvers: expr`[for zone in ${zones} : ${{ ...(selector && { selector }), dns01: { route53 } }}]`,
  };
  const object = {
    apiVersion: "cert-manager.io/v1",
    kind: expr`issuer.namespace == null ? "ClusterIssuer" : "Issuer"`,
    metadata: { name: raw("issuer.name"), namespace: optional`issuer.namespace` },
    spec: {
      selfSigned: Optional.where(raw("issuer.self_signed != null"), {}),
      ca: Optional.where(raw("issuer.ca != null"), { secretName: raw("issuer.ca.secret_name") }),
      acme: Optional.where(raw("issuer.acme != null"), acme),
    },
  };
  const key = raw('issuer.namespace == null ? issuer.name : "${issuer.namespace}/${issuer.name}"');
  return { issuers: expr`{ for issuer in ${asJson(issuers)} : (${key}) => ${object} }` };
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
