import { Release } from "@cdktf/provider-helm/lib/release";
import type { ITerraformDependable, TerraformResourceLifecycle } from "cdktf";
import { Construct } from "constructs";
import { check } from "../contract/check";
import { merge, withPath } from "../facts/merge";
import type { Data } from "../facts/merge";
import { releaseName } from "../facts/names";
import * as problems from "../facts/problems";
import { KEPT_BY_HELM, ROLE_ARN_ANNOTATION } from "../facts/service-accounts";
import type { RoleOptions, RoleReference } from "../identity/irsa-role";
import type { Permissions } from "../identity/role-policies";
import type { NamespaceReference } from "../identity/namespace";
import type { PodIdentityOptions } from "../identity/pod-identity-association";
import { ServiceAccount, tokenAnnotations } from "../identity/service-account";
import type { ServiceAccountReference, TokenOptions } from "../identity/service-account";
import { usesIrsa } from "../identity/kinds";
import type { Identity } from "../identity/kinds";
import type { Naming } from "../hcl/instances";
import { WorkloadIdentity } from "../identity/workload-identity";
import {
  and,
  chooseText,
  compare,
  concat,
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
  /**
   * Whether Helm takes back what it did where a release fails, so that the next apply starts from what was there before.
   * Else the failed release stays, and its name is in use. @default true
   */
  readonly atomic?: Flag;
  /** False: only what is in AWS is made, and `gitOps` says what another tool has to install. @default true */
  readonly install?: Flag;
}

/** What pods may do in AWS, and by which kind of identity. */
export type AwsAccess = Identity & {
  /** What the role allows. */
  readonly permissions: Permissions;
  /** @default - a generated name, and AWS's defaults */
  readonly role?: RoleOptions;
  /** With Pod Identity. @default - the same account, tagged sessions */
  readonly podIdentity?: PodIdentityOptions;
  /** A role that is there already. @default - a role is made */
  readonly existingRoleArn?: string;
  /** Whether a role is made. @default - where none is there */
  readonly makeRole?: Condition;
  /** Whether a role is there already, for Terraform to know before its ARN. @default - where `existingRoleArn` is given */
  readonly hasExistingRole?: Condition;
};

/** The ServiceAccount that a chart's pods run as, and what it may do. */
export interface AddonServiceAccount extends TokenOptions {
  /** An RFC 1123 subdomain, at most 253 characters. */
  readonly name: string;
  /** Whether it is ours; else it is the chart's own. @default true */
  readonly when?: Condition;
  /** @default - nothing, and then no role either */
  readonly access?: AwsAccess;
  /** The chart's value, by dotted path, that has it make the ServiceAccount. @default "serviceAccount.create" */
  readonly createValue?: string;
  /** The chart's value for the ServiceAccount's name. @default "serviceAccount.name" */
  readonly nameValue?: string;
  /** The chart's value for the ServiceAccount's annotations. @default "serviceAccount.annotations" */
  readonly annotationsValue?: string;
  /** The chart's value for its pods' annotations: with it, a new role means new pods. @default - none */
  readonly podAnnotationsValue?: string;
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
  /** The ServiceAccount's name; empty where it is the chart's own. */
  readonly serviceAccount: string;
  /** The role's ARN; empty where there is none. */
  readonly roleArn: string;
  /** As JSON, which is YAML. */
  readonly values: string;
}

/**
 * A Helm release with an identity of its own. It is waited for: what depends on it starts when its
 * pods are ready and its hooks have run.
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
  /** The role of its pods; undefined where they need none. */
  public readonly role: RoleReference | undefined;
  /** The ServiceAccount that its pods run as; undefined where it is the chart's own. */
  public readonly serviceAccount: ServiceAccountReference | undefined;
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
    const { chart, namespace, serviceAccount: account } = props;
    this.chart = chart;
    this.releaseName = props.releaseName ?? chart.name;
    this.namespace = namespace.name;
    this.installed = lift(props.install ?? true) as Condition;
    check(this, "releaseName", this.releaseName, releaseName);

    const identity = account && this.identify(props, account);
    this.role = identity?.role;
    this.serviceAccount = account && { namespace: namespace.name, name: account.name };
    const ours = account ? this.accountValues(account) : [];
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
      values,
    };
    const dependsOn = [...namespace.dependables, ...(identity?.dependables ?? []), ...(props.dependsOn ?? [])];
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
      wait: true,
      // Helm's provider keeps no state of an install that fails, and Helm upgrades from what was last deployed.
      atomic: props.atomic ?? true,
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

  /** The ServiceAccount, by us where we install, and its role where there is anything to allow. */
  private identify(
    props: HelmAddonProps,
    account: AddonServiceAccount,
  ): { role: RoleReference | undefined; dependables: readonly ITerraformDependable[] } {
    const { namespace } = props;
    const { name, access, stsRegionalEndpoints, tokenExpiration, audience } = account;
    // A release that made the ServiceAccount before would delete it, under its running pods, when it leaves it to us.
    const options = { stsRegionalEndpoints, tokenExpiration, audience, annotations: KEPT_BY_HELM };
    const when = and(this.installed, account.when ?? true);
    if (access) {
      return new WorkloadIdentity(this, "Default", {
        ...access,
        ...options,
        namespace,
        serviceAccount: name,
        purpose: props.purpose ?? this.node.id,
        iamOnly: not(when),
        makeRole:
          access.makeRole &&
          instancesOf(this).named<Condition>("creates-role", and(access.makeRole, account.when ?? true)),
        hasExistingRole: access.hasExistingRole && and(access.hasExistingRole, account.when ?? true),
      });
    }
    if (this.installed === false) return { role: undefined, dependables: [] };
    const { dependables } = new ServiceAccount(this, "service-account", { name, namespace, ...options, when });
    return { role: undefined, dependables };
  }

  /** Who makes the ServiceAccount, what it is called, and what its pods are told of their role. */
  private accountValues(account: AddonServiceAccount): SetValue[] {
    const { access, when = true } = account;
    const role = this.role?.arn;
    const arn = access && role && textIf(and(usesIrsa(access), isGiven(role)), role);
    const annotations = { ...tokenAnnotations(account), ...(arn !== undefined && { [ROLE_ARN_ANNOTATION]: arn }) };
    const { createValue = "serviceAccount.create", nameValue = "serviceAccount.name" } = account;
    const { annotationsValue = "serviceAccount.annotations", podAnnotationsValue } = account;
    const elsewhere = not(this.installed);
    const annotated = or(...Object.values(annotations).map(isGiven));
    return [
      { path: createValue, value: elsewhere, when },
      { path: nameValue, value: account.name, when },
      {
        path: annotationsValue,
        // One alone is there where any is.
        value: Object.keys(annotations).length === 1 ? present(annotations) : annotations,
        when: and(when, elsewhere, annotated),
      },
      // Kubernetes gives a pod its role when it starts, and Helm restarts no pod for its ServiceAccount's sake.
      {
        path: podAnnotationsValue ?? "",
        value: { [ROLE_MARK]: known(role) ?? null },
        when: and(when, isGiven(podAnnotationsValue), isGiven(role)),
      },
    ].filter((one) => one.when !== false);
  }
}

const present = (entries: Readonly<Record<string, string>>): ObjectValue =>
  Object.fromEntries(
    Object.entries(entries).map(([key, value]) => {
      const given = lift(value);
      return [key, isExpression(given) && given.node.kind === "optional" ? given.node.value : known(given)];
    }),
  );

/** The annotation by which pods restart when their role changes. */
const ROLE_MARK = "cdktf-eks-irsa/role-arn";

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
  const below = (key: Value): Expression => new Expression({ kind: "template", parts: [lift(path), ".", key] });
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
