import type { Answer } from "../answer";
import type { Names, Policy, Statement } from "../document";
import { findingsOf, isForPods } from "../findings";
import type { AccessFinding } from "../findings";
import { conditionTexts, grantsOf, unknownIn } from "../grants";
import type { Model, Role } from "../model";
import { verbsOf } from "../verbs";
import { waysOf } from "../ways";

/** What the page shows, as it is embedded. Indices stand for what is said once: roles and policies. */
export interface PageData {
  readonly outputs: readonly PageOutput[];
}

export interface PageOutput {
  readonly source: string;
  readonly accounts: readonly PageAccount[];
  readonly roles: readonly PageRole[];
  readonly policies: readonly PagePolicy[];
  readonly findings: readonly PageFinding[];
}

export interface PageAccount {
  readonly namespace: string;
  readonly name: string;
  readonly ways: readonly PageWay[];
}

/** How a ServiceAccount comes to a role. */
export interface PageWay {
  /** Indices of roles; the last one is what pods act as. */
  readonly path: readonly number[];
  readonly kinds: readonly string[];
  /** What ties them: an address, or the trust policy. */
  readonly by: string;
  readonly assumed: Answer;
  readonly why: readonly string[];
  /** Index of the session policy. */
  readonly session?: number;
}

export interface PageRole {
  readonly arn: string;
  readonly name: string;
  /** Whether the output has it. */
  readonly isHere: boolean;
  /** Indices of policies. */
  readonly trust?: number;
  readonly policies: readonly number[];
  readonly boundary?: number;
  readonly services: readonly PageService[];
}

/** What a role may do with a service: `*` is all of them, `?` what the output does not say. */
export interface PageService {
  readonly service: string;
  readonly verbs: readonly string[];
  readonly actions: number;
  readonly isDenied: boolean;
}

export interface PagePolicy {
  readonly name: string;
  /** Why its text is not known. */
  readonly unknown?: string;
  readonly statements: readonly PageStatement[];
}

export interface PageStatement {
  readonly label: string;
  readonly effect: "Allow" | "Deny";
  readonly principals: readonly string[];
  readonly actions: readonly string[];
  readonly resources: readonly string[];
  readonly conditions: readonly string[];
}

export interface PageFinding {
  readonly rule: string;
  readonly level: "warning" | "note";
  readonly text: string;
  readonly role?: number;
  readonly account?: number;
}

/**
 * What there is to see of outputs.
 *
 * @param more - what others have found in an output
 */
export const pageData = (
  models: readonly Model[],
  more: (model: Model) => readonly AccessFinding[] = () => [],
): PageData => ({ outputs: models.map((model) => outputOf(model, [...more(model), ...findingsOf(model)])) });

function outputOf(model: Model, findings: readonly AccessFinding[]): PageOutput {
  const policies = new Pool<PagePolicy>(JSON.stringify);
  const policy = (given: Policy | undefined): number | undefined => given && policies.indexOf(policyOf(given));
  const roles = new Pool<PageRole>(({ arn }) => arn);
  const role = (arn: string): number => {
    const found = model.roles.get(arn);
    return roles.indexOf(found ? roleOf(found, policy) : outside(arn));
  };
  const accounts = model.accounts.map((account): PageAccount => {
    const ways = waysOf(model, account).map(({ path, kinds, tie, assumed, sessionPolicy }): PageWay => ({
      path: path.map(role),
      kinds,
      by: tie.by,
      assumed: assumed.answer,
      why: assumed.why,
      session: policy(sessionPolicy),
    }));
    return { namespace: account.namespace, name: account.name, ways };
  });
  for (const one of model.roles.values()) if (isForPods(one)) role(one.arn);
  const indices = new Map(model.accounts.map(({ namespace, name }, index) => [`${namespace}/${name}`, index]));
  return {
    source: model.source,
    accounts,
    findings: findings.map(({ role: arn, account, ...finding }) => ({
      ...finding,
      role: arn === undefined ? undefined : roles.find(arn),
      account: account === undefined ? undefined : indices.get(account),
    })),
    roles: roles.all,
    policies: policies.all,
  };
}

/** Things that are said once, by what tells them apart. */
class Pool<T> {
  public readonly all: T[] = [];
  private readonly indices = new Map<string, number>();

  public constructor(private readonly keyOf: (one: T) => string) {}

  public indexOf(one: T): number {
    const key = this.keyOf(one);
    const index = this.indices.get(key) ?? this.all.push(one) - 1;
    this.indices.set(key, index);
    return index;
  }

  public readonly find = (key: string): number | undefined => this.indices.get(key);
}

const nameIn = (arn: string): string => arn.replace(/^.*\//, "");

const outside = (arn: string): PageRole => ({
  arn,
  name: nameIn(arn),
  isHere: false,
  policies: [],
  services: [{ service: "?", verbs: ["not in the output"], actions: 1, isDenied: false }],
});

function roleOf(role: Role, policy: (given: Policy | undefined) => number | undefined): PageRole {
  return {
    arn: role.arn,
    name: role.name,
    isHere: true,
    trust: policy(role.trust),
    policies: role.policies.flatMap((one) => policy(one) ?? []),
    boundary: policy(role.boundary),
    services: servicesOf(role),
  };
}

function servicesOf(role: Role): PageService[] {
  const grants = grantsOf({ role });
  const names = [...new Set(grants.map(({ service }) => service))].sort();
  const unknown = unknownIn({ role }).map(({ name }) => name);
  return [
    ...names.map((service): PageService => {
      const own = grants.filter((grant) => grant.service === service);
      return {
        service,
        verbs: [...new Set(own.flatMap(verbsOf))].sort(),
        actions: own.reduce((sum, { actions }) => sum + actions.length, 0),
        isDenied: own.every(({ effect }) => effect === "Deny"),
      };
    }),
    ...(unknown.length > 0 ? [{ service: "?", verbs: unknown, actions: unknown.length, isDenied: false }] : []),
  ];
}

const policyOf = ({ name, unknown, statements = [] }: Policy): PagePolicy => ({
  name,
  unknown,
  statements: statements.map(statementOf),
});

function statementOf(statement: Statement): PageStatement {
  const { label, effect, actions, resources, principals = {}, hasNotPrincipal } = statement;
  return {
    label,
    effect,
    principals: [...Object.values(principals).flat(), ...(hasNotPrincipal ? ["all but some (NotPrincipal)"] : [])],
    actions: namesIn(actions),
    resources: namesIn(resources),
    conditions: conditionTexts(statement),
  };
}

const namesIn = (names: Names | undefined): string[] =>
  (names?.values ?? []).map((value) => (names?.but === true ? `not ${value}` : value));
