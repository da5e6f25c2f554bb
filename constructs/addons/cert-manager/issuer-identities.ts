import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { ListOf, choose, concat, each, hasAny, known, not } from "../../hcl/combine";
import type { List } from "../../hcl/combine";
import { Expression, attribute, call, index, isExpression, variable } from "../../hcl/expression";
import type { Value } from "../../hcl/expression";
import { forEachOf, local, repeat } from "../../hcl/instances";
import { lift, text } from "../../hcl/lift";
import type { ServiceAccountReference } from "../../identity/service-account";
import type { AddonIdentity } from "../helm-addon";
import type { CertManagerProps } from "./cert-manager";
import { IssuerIdentity } from "./issuer-identity";
import type { IssuerIdentityProps } from "./issuer-identity";
import { issuerKey, open, zonesOf } from "./issuers";
import type { IssuerContext, OpenIssuer } from "./issuers";
import { literalZones } from "./zones";
import type { HostedZone } from "./zones";

/** Identities of issuers that have one of their own. */
export interface IssuerIdentities extends Required<Pick<IssuerContext, "ownRole">> {
  readonly identities: readonly AddonIdentity[];
  /** What has to be there before the issuers. */
  readonly dependables: readonly ITerraformDependable[];
}

/** A ServiceAccount and a role for each issuer that asks for them, under `issuer` in addresses. */
export function identifyIssuers(
  scope: Construct,
  props: CertManagerProps,
  zones: List<HostedZone>,
  certManager: ServiceAccountReference,
): IssuerIdentities {
  const { issuers = [] } = props;
  if (props.identity === "pod-identity") return NONE;
  const { provider, role, lookUpZones, acmeChallengeOnly } = props;
  const common = { provider, role, lookUpZones, acmeChallengeOnly, certManager };
  const namespace = (name: string) => ({ name, dependables: props.issuersDependOn ?? [] });
  if (issuers instanceof ListOf) return eachOf(scope, issuers, zones, { ...common, namespace });
  const group = new Construct(scope, "issuer");
  const made = issuers.flatMap((issuer): [string, Made][] => {
    if (!("acme" in issuer) || issuer.acme.dns01 === undefined || issuer.namespace === undefined) return [];
    const { dns01 } = issuer.acme;
    const own = zonesOf(dns01, literalZones({ hostedZones: isLiteralList(zones) ? zones : [] }));
    const identity = new IssuerIdentity(group, `${issuer.namespace}_${issuer.name}`, {
      ...common,
      name: issuer.name,
      namespace: namespace(issuer.namespace),
      serviceAccount: dns01.serviceAccount,
      zones: own,
    });
    return [[issuerKey(open(issuer)), { identity, zones: own }]];
  });
  const byKey = new Map(made);
  return {
    identities: made.map(([, { identity }]) => identity),
    dependables: made.flatMap(([, { identity }]) => identity.dependables),
    ownRole: (issuer) => {
      const one = byKey.get(issuerKey(issuer));
      return one && { ...one, serviceAccount: one.identity.serviceAccount.name, roleArn: one.identity.role.arn };
    },
  };
}

interface Made {
  readonly identity: IssuerIdentity;
  readonly zones: List<HostedZone>;
}

const NONE: IssuerIdentities = { identities: [], dependables: [], ownRole: () => undefined };

const isLiteralList = <T>(given: List<T>): given is readonly T[] => !(given instanceof ListOf);

type Common = Omit<IssuerIdentityProps, "name" | "namespace" | "serviceAccount" | "zones"> & {
  readonly namespace: (name: string) => IssuerIdentityProps["namespace"];
};

/** The same where Terraform knows which issuers there are: one construct for all of them. */
function eachOf(
  scope: Construct,
  issuers: ListOf<OpenIssuer>,
  zones: List<HostedZone>,
  { namespace, ...common }: Common,
): IssuerIdentities {
  const one = variable("issuer");
  const issuer = issuers.element(one);
  const own = issuer.acme.dns01.hostedZones;
  const zoneOf = ({ id, name }: HostedZone): Value => ({ id, name: known(name) });
  const body = {
    name: issuer.name,
    namespace: known(issuer.namespace),
    service_account: issuer.acme.dns01.serviceAccount,
    zones: concat(
      each(own, "zone", zoneOf),
      each(zones, "zone", zoneOf, () => not(hasAny(own))),
    ),
  };
  const entries = new Expression({
    kind: "object",
    loop: { value: one, over: issuers },
    key: keyOf(issuer),
    body,
    where: choose(issuer.isAcme, issuer.acme.hasDns01, false),
  });
  const all = local(scope, "issuer-identities", entries, "Issuers with a ServiceAccount of their own, and its zones.");
  const address = all.node.kind === "reference" ? all.node.address() : "";
  const { below, entry } = forEachOf(scope, "issuer", address);
  repeat(scope, "issuer", below);
  const part = (name: string): string => text(attribute(entry, name));
  const identity = new IssuerIdentity(scope, "issuer", {
    ...common,
    name: part("name"),
    namespace: namespace(part("namespace")),
    serviceAccount: part("service_account"),
    zones: zonesIn(attribute(entry, "zones")),
  });
  return {
    identities: [],
    dependables: identity.dependables,
    ownRole: (issuer) => ({
      serviceAccount: issuer.acme.dns01.serviceAccount,
      roleArn: text(ofInstance(lift(identity.role.arn), keyOf(issuer))),
      zones: zonesIn(call("try", attribute(index(all, keyOf(issuer)), "zones"), [])),
    }),
  };
}

/** What one instance has under its key, of another one. */
const ofInstance = (value: Value, key: Value): Value =>
  isExpression(value) && value.node.kind === "index" ? index(value.node.of, key) : value;

const keyOf = ({ namespace, name }: OpenIssuer): Value =>
  new Expression({ kind: "template", parts: [known(namespace), "/", lift(name)] });

const zonesIn = (list: Expression): ListOf<HostedZone> =>
  new ListOf<HostedZone>(list.node, (zone) => ({
    id: text(attribute(zone, "id")),
    name: text(attribute(zone, "name", true)),
  }));
