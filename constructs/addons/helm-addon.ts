import { Release } from "@cdktf/provider-helm/lib/release";
import { Token } from "cdktf";
import type { ITerraformDependable, TerraformResourceLifecycle } from "cdktf";
import { Construct } from "constructs";
import { isDeferred } from "../facts/deferred";
import type { Deferred } from "../facts/deferred";
import { merge, withPath } from "../facts/merge";
import type { Data } from "../facts/merge";
import { releaseName } from "../facts/names";
import * as problems from "../facts/problems";
import { ROLE_ARN_ANNOTATION } from "../facts/service-accounts";
import type { RoleOptions, RoleReference } from "../identity/irsa-role";
import type { Permissions } from "../identity/role-policies";
import type { NamespaceReference } from "../identity/namespace";
import type { PodIdentityOptions } from "../identity/pod-identity-association";
import { ServiceAccount, tokenAnnotations } from "../identity/service-account";
import type { ServiceAccountReference, TokenOptions } from "../identity/service-account";
import { usesIrsa } from "../identity/kinds";
import type { Identity } from "../identity/kinds";
import { WorkloadIdentity } from "../identity/workload-identity";
import { check } from "../terraform/check";
import { all, any, isGiven, not, numberOrElse, onlyIf, orElse, textIf } from "../terraform/condition";
import type { Condition, Flag } from "../terraform/condition";
import { Spread, When, asJson, expr, raw } from "../terraform/expression";
import type { Json, Optional } from "../terraform/expression";
import { instancesOf } from "../terraform/instances";
import { jsonText } from "../terraform/json";

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

/** A chart of which Terraform knows whether it is in a folder. */
interface OpenChart extends RepositoryChart {
  /** A folder, and then neither repository nor version; null for none. */
  readonly path: Optional;
}

/** Where a chart comes from: a repository, or a folder that Terraform finds; it may be for Terraform to choose. */
export type Chart = OpenChart | RepositoryChart | FolderChart;

/** How Helm installs a release. */
export interface ReleaseOptions {
  /** For the release's resources to become ready, in seconds: 1 to 3600. @default 600 */
  readonly timeout?: number;
  /** Whether a release of this name that is there already is upgraded, and so adopted. @default false */
  readonly upgradeInstall?: Flag;
  /** Whether objects that another release or tool made are adopted. @default false */
  readonly takeOwnership?: Flag;
  /** False: only what is in AWS is made, and `gitOps` says what another tool has to install. @default true */
  readonly install?: Condition;
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
  readonly userValues?: Data | Deferred;
  /** What is wrong with the user's values, where only Terraform knows: a list of texts. @default - nothing */
  readonly valueProblems?: Json;
  /** Further documents of values, merged after all others: a list of texts. @default - none */
  readonly userDocuments?: Deferred;
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
  public readonly documents: readonly Json[];
  /** Complete when the release is ready; without a release, when all that it would need is there. */
  public readonly dependables: readonly ITerraformDependable[];

  public constructor(scope: Construct, id: string, props: HelmAddonProps) {
    super(scope, id);
    const { chart, namespace, serviceAccount: account } = props;
    this.chart = chart;
    this.releaseName = props.releaseName ?? chart.name;
    this.namespace = namespace.name;
    this.installed = props.install ?? true;
    check(this, "releaseName", this.releaseName, releaseName);

    const identity = account && this.identify(props, account);
    this.role = identity?.role;
    this.serviceAccount = account && { namespace: namespace.name, name: account.name };
    const set = account ? this.accountValues(account) : [];
    const ours = set.filter(({ path }) => !Token.isUnresolved(path)).reduce(withValue, props.values ?? {});
    const { userValues = {} } = props;
    const known = isDeferred(userValues) ? ours : merge(ours, userValues);
    const text = jsonText(instancesOf(this).named("values", known as Json));
    const open = set.filter(({ path }) => Token.isUnresolved(path)).map(openDocument);
    this.documents = [text, ...open, ...userDocuments(props)];
    this.gitOps = {
      chart: chart.name,
      repository: repositoryOf(chart),
      version: chart.version,
      release: this.releaseName,
      namespace: namespace.name,
      serviceAccount: account?.name ?? "",
      roleArn: this.role?.arn ?? "",
      values: text,
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
      values: documents.every(isText) ? [...documents] : Token.asList(expr`${documents}`),
      wait: true,
      timeout: numberOrElse(props.timeout, 600),
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
    const message = problems.problemText(problems.valuesContradict(expr`join(", ", ${found})`.toString()));
    return { precondition: [{ condition: expr`length(${found}) == 0`, errorMessage: message }] };
  }

  /** The ServiceAccount, by us where we install, and its role where there is anything to allow. */
  private identify(
    props: HelmAddonProps,
    account: AddonServiceAccount,
  ): { role: RoleReference | undefined; dependables: readonly ITerraformDependable[] } {
    const { namespace } = props;
    const { name, access, stsRegionalEndpoints, tokenExpiration, audience } = account;
    const token = { stsRegionalEndpoints, tokenExpiration, audience };
    const when = all(this.installed, account.when ?? true);
    if (access) {
      return new WorkloadIdentity(this, "Default", {
        ...access,
        ...token,
        namespace,
        serviceAccount: name,
        purpose: props.purpose ?? this.node.id,
        iamOnly: not(when),
        makeRole: access.makeRole && all(access.makeRole, account.when ?? true),
        hasExistingRole: access.hasExistingRole && all(access.hasExistingRole, account.when ?? true),
      });
    }
    if (this.installed === false) return { role: undefined, dependables: [] };
    const { dependables } = new ServiceAccount(this, "service-account", { name, namespace, ...token, when });
    return { role: undefined, dependables };
  }

  /** Who makes the ServiceAccount, what it is called, and what its pods are told of their role. */
  private accountValues(account: AddonServiceAccount): SetValue[] {
    const { access, when = true } = account;
    const role = this.role?.arn;
    const arn = access && role && textIf(all(usesIrsa(access), isGiven(role)), role);
    const annotations = { ...tokenAnnotations(account), ...(arn !== undefined && { [ROLE_ARN_ANNOTATION]: arn }) };
    const { createValue = "serviceAccount.create", nameValue = "serviceAccount.name" } = account;
    const { annotationsValue = "serviceAccount.annotations", podAnnotationsValue } = account;
    const elsewhere = not(this.installed);
    const annotated = any(...Object.values(annotations).map(isGiven));
    return [
      { path: createValue, value: elsewhere, when },
      { path: nameValue, value: account.name, when },
      { path: annotationsValue, value: annotations, when: all(when, elsewhere, annotated) },
      // Kubernetes gives a pod its role when it starts, and Helm restarts no pod for its ServiceAccount's sake.
      {
        path: podAnnotationsValue ?? "",
        value: { "cdktf-eks-irsa/role-arn": role ?? null },
        when: all(when, isGiven(podAnnotationsValue), isGiven(role)),
      },
    ].filter((one) => one.when !== false);
  }
}

/** A chart's value that follows from the ServiceAccount. */
interface SetValue {
  /** With dots. */
  readonly path: string;
  readonly value: Json;
  readonly when: Condition;
}

const withValue = (values: Data, { path, value, when }: SetValue): Data =>
  merge(values, withPath(path, onlyIf(when, value)));

/** A document of one value, whose path only Terraform knows. */
const openDocument = ({ path, value, when }: SetValue): Json => {
  const [opened, closed] = [raw('"{${jsonencode(key)}:"'), raw('"}"')].map(
    (text) => expr`join("", [for key in split(".", ${path}) : ${text}])`,
  );
  const text = expr`"\${${opened ?? null}}\${jsonencode(${value})}\${${closed ?? null}}"`;
  return new When(when, text);
};

const isText = (document: Json): document is string => typeof document === "string";

/** The user's values, as far as Terraform alone knows them: Helm merges them over ours. */
function userDocuments({ userValues, userDocuments: documents }: HelmAddonProps): Json[] {
  const values = isDeferred(userValues) ? asJson(userValues) : undefined;
  return [
    ...(values === undefined ? [] : [new When(expr`length(${values}) > 0`, expr`jsonencode(${values})`)]),
    ...(documents ? [new Spread(asJson(documents))] : []),
  ];
}

const repositoryOf = (chart: Chart): string =>
  !("path" in chart)
    ? chart.repository
    : "repository" in chart
      ? orElse(chart.path.toString(), chart.repository)
      : chart.path;

/** A chart's arguments of a release. */
function source(chart: Chart) {
  if (!("repository" in chart)) return { chart: chart.path };
  const path = "path" in chart ? chart.path.toString() : undefined;
  const pathless = not(isGiven(path));
  return {
    chart: orElse(path, chart.name),
    repository: textIf(pathless, chart.repository),
    version: textIf(pathless, chart.version),
    repositoryUsername: textIf(pathless, chart.credentials?.username),
    repositoryPassword: textIf(pathless, chart.credentials?.password),
  };
}
