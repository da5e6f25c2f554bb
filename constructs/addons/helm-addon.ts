import { Release } from "@cdktf/provider-helm/lib/release";
import type { ITerraformDependable, TerraformResourceLifecycle } from "cdktf";
import { Construct } from "constructs";
import { check } from "../contract/check";
import { merge, withPath } from "../facts/merge";
import type { Data } from "../facts/merge";
import { releaseName } from "../facts/names";
import * as problems from "../facts/problems";
import { KEPT_BY_HELM, ROLE_ARN_ANNOTATION } from "../facts/service-accounts";
import type { RoleReference } from "../identity/irsa-role";
import type { Permissions } from "../identity/role-policies";
import type { NamespaceReference } from "../identity/namespace";
import { ServiceAccount, tokenAnnotations } from "../identity/service-account";
import type { ServiceAccountReference, TokenOptions } from "../identity/service-account";
import { usesIrsa } from "../identity/kinds";
import type { Identity } from "../identity/kinds";
import type { Naming } from "../hcl/instances";
import { WorkloadIdentity } from "../identity/workload-identity";
import type { WorkloadIdentityBaseProps } from "../identity/workload-identity";
import {
  and,
  choose,
  chooseText,
  compare,
  concat,
  concatLists,
  equals,
  flagOr,
  hasAny,
  isGiven,
  known,
  isListOf,
  lengthOf,
  not,
  onlyIf,
  or,
  orElse,
  textIf,
  textOr,
} from "../hcl/combine";
import type { Condition, Flag, List, ListOf } from "../hcl/combine";
import { Expression, call, isExpression, isList, isObject, variable } from "../hcl/expression";
import type { ObjectValue, Value } from "../hcl/expression";
import { instancesOf } from "../hcl/instances";
import { jsonText } from "../hcl/json";
import { any, isLiteral, lift, list, number, text } from "../hcl/lift";
import { accountPaths } from "./account-paths";
import type { AccountPaths } from "./account-paths";

/** Credentials of a chart's repository: tokens of variables, never literals. */
export interface ChartCredentials {
  /** The user's name. */
  readonly username: string;
  /** The user's password, or a token of the registry's. */
  readonly password: string;
}

/** A chart in a repository. */
export interface RepositoryChart {
  /** The chart's name in the repository. */
  readonly name: string;
  /** An https:// or oci:// repository. */
  readonly repository: string;
  /** Exactly as the repository writes it. */
  readonly version: string;
  /** A folder in the place of the repository, where Terraform finds one given. @default - none */
  readonly path?: string;
  /** For a repository that asks for them. @default - none */
  readonly credentials?: ChartCredentials;
}

/** A chart in a folder. */
export interface FolderChart {
  /** The chart's name, which a release is named after. */
  readonly name: string;
  /** A folder, from Terraform's working folder. */
  readonly path: string;
  /** For checks and outputs; the version in the folder's Chart.yaml is the one that is installed. */
  readonly version: string;
}

/** Where a chart comes from: a repository, or a folder that Terraform finds. */
export type Chart = RepositoryChart | FolderChart;

/** How Helm installs a release. */
export interface ReleaseOptions {
  /** For the release's resources to become ready, in seconds: 1 to 3600. @default 600 */
  readonly timeout?: number;
  /** Whether a release of this name that is there already is upgraded, and so adopted. @default false */
  readonly upgradeInstall?: Flag;
  /** Whether objects that another release or tool made are adopted. @default false */
  readonly takeOwnership?: Flag;
  /** False: the release is not waited for until it is ready, and what depends on it starts earlier. @default true */
  readonly wait?: Flag;
  /**
   * Whether Helm takes back what it did where a release fails, so that the next apply starts from what was there before.
   * Else the failed release stays, and its name is in use. Not with `wait: false`. @default - where it is waited for
   */
  readonly atomic?: Flag;
  /** False: only what is in AWS is made, and `gitOps` says what another tool has to install. @default true */
  readonly install?: Flag;
}

/** What may be chosen of the role of an add-on's pods, but for what it allows. */
export type AccessOptions = Pick<WorkloadIdentityBaseProps, (typeof ACCESS_OPTIONS)[number]>;

const ACCESS_OPTIONS = [
  "role",
  "trust",
  "otherSubjects",
  "associatedSubjects",
  "podIdentity",
  "existingRoleArn",
  "existingRole",
  "makeRole",
  "hasExistingRole",
] as const;

/** Just these of a construct's props. */
export const accessOptions = (props: AccessOptions): AccessOptions =>
  Object.fromEntries(ACCESS_OPTIONS.map((option) => [option, props[option]]));

/** What pods may do in AWS, and by which kind of identity. */
export type AwsAccess = Identity &
  AccessOptions & {
    /** What the role allows. */
    readonly permissions: Permissions;
  };

/** A ServiceAccount that a chart's pods run as, and what it may do. */
export interface AddonServiceAccount extends TokenOptions, AccountPaths {
  /** An RFC 1123 subdomain, at most 253 characters. */
  readonly name: string;
  /** Whether it is ours; else it is the chart's own. @default true */
  readonly when?: Condition;
  /** Whether the chart makes it, annotated by way of its values. @default false */
  readonly madeByChart?: Condition;
  /** @default - nothing, and then no role either */
  readonly access?: AwsAccess;
  /** In the place of a role of its own, that of another ServiceAccount of the add-on, by its name. @default - none */
  readonly roleOf?: string;
  /** The last part of the role's generated name. @default - the add-on's */
  readonly purpose?: string;
}

/** A ServiceAccount of an add-on's pods, as it came to be. */
export interface AddonIdentity {
  /** Its name and namespace. */
  readonly serviceAccount: ServiceAccountReference;
  /** Undefined where it may do nothing in AWS. */
  readonly role: RoleReference | undefined;
  /** Of its Pod Identity association; undefined without one. @default - no association */
  readonly externalId?: () => string | undefined;
}

/** What makes a Helm release with an identity of its own. */
export interface HelmAddonProps extends ReleaseOptions {
  /** The chart, and where it comes from. */
  readonly chart: Chart;
  /** At most 53 characters. @default - the chart's name */
  readonly releaseName?: string;
  /** The namespace that it is installed into. */
  readonly namespace: NamespaceReference;
  /** The last part of the role's generated name. @default - the construct's id */
  readonly purpose?: string;
  /** @default - the chart's own, without AWS permissions */
  readonly serviceAccount?: AddonServiceAccount;
  /** Where the chart has several, in the place of `serviceAccount`: each under its own name in addresses. @default - none */
  readonly serviceAccounts?: readonly AddonServiceAccount[];
  /** Given to Helm as one JSON document, so that numbers and booleans stay what they are. @default {} */
  readonly values?: Data;
  /** Merged last; an object that only Terraform knows, too. @default {} */
  readonly userValues?: Data | Expression;
  /** What is wrong with the user's values, where only Terraform knows: a list of texts. @default - nothing */
  readonly valueProblems?: Value;
  /** Further documents of values, merged after all others: a list of texts. @default - none */
  readonly userDocuments?: ListOf<string>;
  /** What has to be there first. @default - the namespace, the ServiceAccount and its permissions */
  readonly dependsOn?: readonly ITerraformDependable[];
}

/** What a GitOps tool needs to install the chart in our place. */
export interface GitOps {
  /** The chart's name. */
  readonly chart: string;
  /** The chart's repository, or its folder. */
  readonly repository: string;
  /** The chart's version. */
  readonly version: string;
  /** The release's name. */
  readonly release: string;
  /** The namespace's name. */
  readonly namespace: string;
  /** The ServiceAccount's name; empty where it is the chart's own, or one of several. */
  readonly serviceAccount: string;
  /** The role's ARN; empty where there is none, or one of several. */
  readonly roleArn: string;
  /** Where there are several ServiceAccounts, their roles' ARNs by their names. @default - there is one, or none */
  readonly serviceAccounts?: Readonly<Record<string, string>>;
  /** As JSON, which is YAML. */
  readonly values: string;
}

/**
 * A Helm release with an identity of its own. It is waited for: what depends on it starts when its
 * pods are ready and its hooks have run; with `wait: false`, when its hooks have run.
 *
 * @throws InvalidInputError for a release name that Helm rejects
 */
export class HelmAddon extends Construct {
  /** The chart, and where it comes from. */
  public readonly chart: Chart;
  /** The release's name. */
  public readonly releaseName: string;
  /** The namespace's name. */
  public readonly namespace: string;
  /** Whether the release is made here. */
  public readonly installed: Condition;
  /** The role of its pods; undefined where they need none, or have several. */
  public readonly role: RoleReference | undefined;
  /** The ServiceAccount that its pods run as; undefined where it is the chart's own, or one of several. */
  public readonly serviceAccount: ServiceAccountReference | undefined;
  /** All of its ServiceAccounts with their roles. */
  public readonly identities: readonly AddonIdentity[];
  /** What another tool needs to install it. */
  public readonly gitOps: GitOps;
  /** All documents of values as the release has them: later ones win. @internal */
  public readonly documents: Value;
  /** Values of the release by dotted path, over all documents, where Terraform alone knows the path. @internal */
  public readonly set: Value;
  /** Complete when the release is ready; without a release, when all that it would need is there. */
  public readonly dependables: readonly ITerraformDependable[];

  public constructor(scope: Construct, id: string, props: HelmAddonProps) {
    super(scope, id);
    const { chart, namespace, serviceAccount: account, serviceAccounts = [] } = props;
    this.chart = chart;
    this.releaseName = props.releaseName ?? chart.name;
    this.namespace = namespace.name;
    this.installed = lift(props.install ?? true) as Condition;
    check(this, "releaseName", this.releaseName, releaseName);

    const single = account && this.identify(props, account, "Default");
    const several = this.identifyAll(props, serviceAccounts);
    const made = [...(single ? [single] : []), ...several];
    this.role = single?.role;
    this.serviceAccount = single?.serviceAccount;
    this.identities = made;
    const ours = made.flatMap((one) => this.accountValues(one));
    const { userValues = {} } = props;
    const paths = ours.filter(({ path }) => isLiteral(path)).reduce(withValue, props.values ?? {});
    const known = isExpression(userValues) ? paths : merge(paths, userValues);
    const values = jsonText(instancesOf(this).named("values", known as Value));
    const { named } = instancesOf(this);
    const set = concat(...ours.filter(({ path }) => !isLiteral(path)).map((one) => setEntries(one, named)));
    this.set = isList(set) && set.length === 0 ? set : named("set", set, "Values under paths that the user gives.");
    this.documents = concat([values], userDocuments(props));
    this.gitOps = {
      chart: chart.name,
      repository: repositoryOf(chart),
      version: chart.version,
      release: this.releaseName,
      namespace: namespace.name,
      serviceAccount: account ? chooseText(account.when ?? true, account.name, "") : "",
      roleArn: this.role?.arn ?? "",
      serviceAccounts:
        several.length > 0
          ? Object.fromEntries(several.map(({ account, role }) => [account.name, role?.arn ?? ""]))
          : undefined,
      values,
    };
    const first = made.flatMap(({ dependables }) => dependables);
    const dependsOn = [...namespace.dependables, ...first, ...(props.dependsOn ?? [])];
    this.dependables = this.installed === false ? dependsOn : [this.release(props, dependsOn)];
  }

  private release(props: HelmAddonProps, dependsOn: ITerraformDependable[]): Release {
    const { documents } = this;
    return new Release(this, "Resource", {
      name: this.releaseName,
      namespace: props.namespace.name,
      ...source(props.chart),
      values: list(documents),
      set: isListOf<unknown>(this.set as List<unknown>) || hasAny(this.set) !== false ? any(this.set) : undefined,
      wait: any(flagOr(props.wait, true)),
      // Helm's provider keeps no state of an install that fails, and Helm upgrades from what was last deployed.
      atomic: any(flagOr(props.atomic, flagOr(props.wait, true))),
      timeout: number(orElse(props.timeout, 600)),
      upgradeInstall: props.upgradeInstall,
      takeOwnership: props.takeOwnership,
      dependsOn: dependsOn.length > 0 ? dependsOn : undefined,
      lifecycle: this.checkValues(props),
      ...instancesOf(this).where(this.installed, "installed"),
    });
  }

  /** Values that only Terraform knows are checked by it, before the release is made. */
  private checkValues({ valueProblems }: HelmAddonProps): TerraformResourceLifecycle | undefined {
    if (valueProblems === undefined) return undefined;
    const found = instancesOf(this).named("value-problems", valueProblems);
    const message = problems.problemText(problems.valuesContradict(text(call("join", ", ", found))));
    return { precondition: [{ condition: any(compare(lengthOf(found), "==", 0)), errorMessage: message }] };
  }

  /** Each under its name; one that has another's role comes after it. */
  private identifyAll(props: HelmAddonProps, accounts: readonly AddonServiceAccount[]): Identified[] {
    const made = new Map<string, Identified>();
    const own = accounts.filter(({ roleOf }) => roleOf === undefined);
    for (const account of [...own, ...accounts.filter(({ roleOf }) => roleOf !== undefined)]) {
      const { name, roleOf, access } = account;
      const existingRole = roleOf === undefined ? undefined : made.get(roleOf)?.role;
      const sharing = accounts.filter((one) => one.roleOf === name).map((one) => one.name);
      const shared =
        access && (existingRole ? { ...access, existingRole } : trusting(access, props.namespace, sharing));
      made.set(name, this.identify(props, { ...account, access: shared }, name));
    }
    return accounts.flatMap(({ name }) => made.get(name) ?? []);
  }

  /** A ServiceAccount, by us where we install, and its role where there is anything to allow. */
  private identify(props: HelmAddonProps, account: AddonServiceAccount, id: string): Identified {
    const { namespace } = props;
    const { name, access, stsRegionalEndpoints, tokenExpiration, audience } = account;
    const serviceAccount = { namespace: namespace.name, name };
    // A release that made the ServiceAccount before would delete it, under its running pods, when it leaves it to us.
    const options = { stsRegionalEndpoints, tokenExpiration, audience, annotations: KEPT_BY_HELM };
    const when = and(this.installed, account.when ?? true, not(account.madeByChart ?? false));
    if (access) {
      const identity = new WorkloadIdentity(this, id, {
        ...access,
        ...options,
        namespace,
        serviceAccount: name,
        purpose: account.purpose ?? props.purpose ?? this.node.id,
        roleOnly: not(when),
        makeRole:
          access.makeRole &&
          instancesOf(this).named<Condition>("creates-role", and(access.makeRole, account.when ?? true)),
        hasExistingRole: access.hasExistingRole && and(access.hasExistingRole, account.when ?? true),
      });
      const { role, dependables } = identity;
      const hasTarget = access.podIdentity?.targetRoleArn !== undefined;
      return {
        account,
        serviceAccount,
        role,
        dependables,
        externalId: () => (hasTarget ? identity.externalId : undefined),
      };
    }
    if (when === false) return { account, serviceAccount, role: undefined, dependables: [] };
    const scope = id === "Default" ? this : new Construct(this, id);
    const { dependables } = new ServiceAccount(scope, "service-account", { name, namespace, ...options, when });
    return { account, serviceAccount, role: undefined, dependables };
  }

  /** Who makes the ServiceAccount, what it is called, and what its pods are told of their role. */
  private accountValues({ account, ...identity }: Identified): SetValue[] {
    const role = identity.role?.arn;
    const { access, when = true, madeByChart = false } = account;
    const arn = access && role && textIf(and(usesIrsa(access), isGiven(role)), role);
    const annotations = { ...tokenAnnotations(account), ...(arn !== undefined && { [ROLE_ARN_ANNOTATION]: arn }) };
    const { podAnnotationsValue } = account;
    const paths = accountPaths(account);
    const elsewhere = or(not(this.installed), madeByChart);
    const annotated = or(...Object.values(annotations).map(isGiven));
    return [
      { path: paths.create, value: elsewhere, when },
      { path: paths.name, value: account.name, when },
      {
        path: paths.annotations,
        // One alone is there where any is.
        value: Object.keys(annotations).length === 1 ? present(annotations) : annotations,
        when: and(when, elsewhere, annotated),
      },
      // Kubernetes gives a pod its role when it starts, and Helm restarts no pod for its ServiceAccount's sake.
      {
        path: podAnnotationsValue ?? "",
        value: { [ROLE_MARK]: roleMark(role, access) },
        when: and(when, isGiven(podAnnotationsValue), isGiven(role)),
      },
    ].filter((one) => one.when !== false);
  }
}

/** A ServiceAccount, and what had to be made for it. */
interface Identified extends AddonIdentity {
  readonly account: AddonServiceAccount;
  readonly dependables: readonly ITerraformDependable[];
}

/** A role that others of the add-on have, too; each of them has an association of its own. */
function trusting(access: AwsAccess, { name: namespace }: NamespaceReference, names: readonly string[]): AwsAccess {
  const { otherSubjects = [], associatedSubjects = otherSubjects } = access;
  const others = names.map((serviceAccount) => ({ namespace, serviceAccount }));
  return others.length === 0
    ? access
    : { ...access, otherSubjects: concatLists(otherSubjects, others), associatedSubjects };
}

const present = (entries: Readonly<Record<string, string>>): ObjectValue =>
  Object.fromEntries(
    Object.entries(entries).map(([key, value]) => {
      const given = lift(value);
      return [key, isExpression(given) && given.node.kind === "optional" ? given.node.value : known(given)];
    }),
  );

/** The annotation by which pods restart when their role changes, or the way in which they get it. */
const ROLE_MARK = "cdktf-eks-irsa/role-arn";

function roleMark(role: string | undefined, access: AwsAccess | undefined): Value {
  const arn = known(role) ?? null;
  const kind = lift(access?.identity ?? "irsa");
  const marked = new Expression({ kind: "template", parts: [arn, " ", kind] });
  return choose(equals(kind, "irsa"), arn, marked);
}

/** A chart's value that follows from the ServiceAccount. */
interface SetValue {
  /** With dots. */
  readonly path: string;
  readonly value: Value;
  readonly when: Condition;
}

const withValue = (values: Data, { path, value, when }: SetValue): Data =>
  merge(values, withPath(path, onlyIf(when, value)));

/** A value under a path that only Terraform knows, as Helm's dotted `set` has it: one entry for each text. */
function setEntries({ path, value, when }: SetValue, named: Naming): Value {
  if (!isObject(value)) {
    const type = typeof value === "string" ? "string" : "auto";
    const given = lift(value);
    return [onlyIf(when, { name: path, value: type === "auto" ? call("tostring", given) : given, type })];
  }
  // A dot in a key is none in the path.
  const at = Object.keys(value).length > 1 ? named("annotations_path", lift(path)) : lift(path);
  const below = (key: Value): Expression => new Expression({ kind: "template", parts: [at, ".", key] });
  const [[only, alone] = ["", null], ...others] = Object.entries(value);
  if (others.length === 0) {
    return [onlyIf(when, { name: below(only.replace(/\./g, "\\.")), value: lift(alone), type: "string" })];
  }
  const [key, text] = [variable("key"), variable("text")];
  return new Expression({
    kind: "list",
    loop: { key, value: text, over: named("annotations_set", value) },
    body: { name: below(call("replace", key, ".", "\\.")), value: text, type: "string" },
    where: when,
  });
}

/** The user's values, as far as Terraform alone knows them: Helm merges them over ours. */
function userDocuments({ userValues, userDocuments: documents }: HelmAddonProps): Value {
  const values = isExpression(userValues) ? [onlyIf(hasAny(userValues), call("jsonencode", userValues))] : [];
  return concat(values, documents ?? []);
}

const repositoryOf = (chart: Chart): string =>
  "repository" in chart ? textOr(chart.path, chart.repository) : chart.path;

/** A chart's arguments of a release. */
function source(chart: Chart) {
  if (!("repository" in chart)) return { chart: chart.path };
  const { path } = chart;
  const pathless = not(isGiven(path));
  return {
    chart: textOr(path, chart.name),
    repository: textIf(pathless, chart.repository),
    version: textIf(pathless, chart.version),
    repositoryUsername: textIf(pathless, chart.credentials?.username),
    repositoryPassword: textIf(pathless, chart.credentials?.password),
  };
}
