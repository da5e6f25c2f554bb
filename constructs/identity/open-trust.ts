import { isDeferred } from "../facts/deferred";
import type { Deferred } from "../facts/deferred";
import type { PolicyDocument } from "../facts/policy";
import { IRSA_AUDIENCE, iamTrustStatement, podIdentityStatement, webIdentityStatement } from "../facts/trust";
import type { Subject, TrustedProvider } from "../facts/trust";
import { all, flagOrElse, not, orElse, textIf } from "../terraform/condition";
import { Spread, When, asJson, expr, optional, raw } from "../terraform/expression";
import type { Expression, Json } from "../terraform/expression";
import { usesIrsa, usesPodIdentity } from "./kinds";
import type { OpenIdentity } from "./kinds";
import type { TrustOptions } from "./trust";

/** The statements are those of facts/trust.ts; which of them there are, and for whom, Terraform decides. */

/** Something for a list that Terraform knows; nothing where there is none. */
const given = (list: readonly unknown[] | Deferred | undefined, make: (list: Json) => Json): Json[] =>
  isDeferred(list) ? [make(asJson(list))] : [];

const isAny = (list: Json): Expression => expr`length(${list}) > 0`;

/** A list in the order in which IAM's documents have it: each once, sorted. */
const canonical = (list: Expression): Expression => expr`sort(distinct(${list}))`;

const subjectTexts = (list: Json): Expression =>
  canonical(expr`[for subject in ${list} : "system:serviceaccount:\${subject.namespace}:\${subject.service_account}"]`);

/** The provider whose ARN a loop calls `arn`. An ARN ends with the issuer. */
const PROVIDER_IN_LOOP: TrustedProvider = {
  arn: raw("arn").toString(),
  issuer: raw('split(":oidc-provider/", arn)[1]').toString(),
};

/** Statements as variables of modules have them, in IAM's own words. */
const extraStatements = (list: Json): Expression =>
  expr`[for statement in ${list} : ${asJson(
    iamTrustStatement({
      sid: optional`statement.sid`,
      effect: expr`coalesce(statement.effect, "Allow")`,
      principals: expr`{ for kind, names in statement.principals : kind => names if names != null }`,
      actions: canonical(raw("statement.actions")),
      conditions: optional`statement.conditions`,
    }),
  )}]`;

/** A trust policy for which Terraform knows the kind of identity, and lists of who may assume the role. */
export function openTrust(identity: OpenIdentity, named: readonly Subject[], options: TrustOptions): PolicyDocument {
  const { provider } = identity;
  const { cluster } = provider;
  const own = { arn: provider.arn, issuer: cluster.issuer };
  const audience = orElse(options.audience, IRSA_AUDIENCE);
  const first = named.map(({ namespace, serviceAccount }) => ({ namespace, service_account: serviceAccount }));
  const subjects = options.otherSubjects ? expr`concat(${first}, ${asJson(options.otherSubjects)})` : first;
  const { subjectPatterns, otherProviders, extraStatements: extra } = options;
  const irsa = usesIrsa(identity);
  const exact = (of: TrustedProvider): Json =>
    asJson(iamTrustStatement(webIdentityStatement(of, { subjects: subjectTexts(subjects), audience })));
  const matching = (of: TrustedProvider, patterns: Json): Json =>
    asJson(
      iamTrustStatement(webIdentityStatement(of, { subjects: subjectTexts(patterns), wildcards: true, audience })),
    );
  const byPattern = (patterns: Json): Json[] => [
    new When(all(irsa, isAny(patterns)), matching(own, patterns)),
    ...given(
      otherProviders,
      (others) =>
        new Spread(expr`[for arn in ${others} : ${matching(PROVIDER_IN_LOOP, patterns)} if ${isAny(patterns)}]`),
    ),
  ];
  const statements: Json[] = [
    new When(irsa, exact(own)),
    ...given(otherProviders, (others) => new Spread(expr`[for arn in ${others} : ${exact(PROVIDER_IN_LOOP)}]`)),
    ...(isDeferred(subjectPatterns) ? byPattern(asJson(subjectPatterns)) : []),
    ...associations(identity, subjects, options),
    ...given(extra, (list) => new Spread(extraStatements(list))),
  ];
  return { Version: "2012-10-17", Statement: statements as unknown as PolicyDocument["Statement"] };
}

/** One statement for each namespace where sessions are tagged, and one for all where they are not. */
function associations(identity: OpenIdentity, subjects: Json, options: TrustOptions): Json[] {
  const { accountId, arn } = identity.provider.cluster;
  const held = flagOrElse(options.podIdentitySource, true);
  const tagged = flagOrElse(options.podIdentitySessionTags, true);
  const source = { accountId: textIf(held, accountId) ?? "", clusterArn: textIf(held, arn) ?? "" };
  const used = usesPodIdentity(identity);
  const serviceAccounts = canonical(
    expr`[for subject in ${subjects} : subject.service_account if subject.namespace == namespace]`,
  );
  const tags = { namespace: raw("namespace").toString(), serviceAccounts };
  const namespaces = canonical(expr`[for subject in ${subjects} : subject.namespace]`);
  const perNamespace = asJson(iamTrustStatement(podIdentityStatement({ source, tags })));
  return [
    new Spread(expr`[for namespace in ${namespaces} : ${perNamespace} if ${all(used, tagged)}]`),
    new When(all(used, not(tagged)), asJson(iamTrustStatement(podIdentityStatement({ source })))),
  ];
}
