import type { TextForm } from "./text-rule";

/**
 * The error catalogue: every text a user can meet, in one place.
 *
 * A problem says what was given, the rule it breaks, and what to do. Where it is (a place in the
 * configuration, or a construct's path) is added by whoever found it.
 */
export interface Problem {
  /** What was given. */
  readonly given: string;
  /** The rule that it breaks. */
  readonly rule: string;
  /** What to do. */
  readonly fix: string;
}

const problem = (given: string, rule: string, fix: string): Problem => ({ given, rule, fix });

/** A problem in one or two sentences. */
export function problemText({ given, rule, fix }: Problem): string {
  return `${given}: ${rule}. ${fix}.`;
}

/** A value as a message shows it: as JSON, cut where it is long. */
export function show(value: unknown): string {
  if (value === undefined) return "nothing";
  const json = JSON.stringify(value, (_, part: unknown) => (typeof part === "bigint" ? String(part) : part)) as
    string | undefined;
  const text = (typeof value === "bigint" ? String(value) : (json ?? typeof value)).replace(
    /\$\{TfToken\[[^\]]*\]\}/g,
    "(known to Terraform only)",
  );
  return text.length > 80 ? `${text.slice(0, 76)} ...` : text;
}

const list = (items: readonly string[]): string => items.join(", ");

// ---- names

export const tooLong = (what: string, value: string, limit: number, fix = "Shorten it"): Problem =>
  problem(`${show(value)} has ${value.length} characters`, `${what} has at most ${limit}`, fix);

export const badForm = (what: string, value: string, form: string, fix: string): Problem =>
  problem(show(value), `${what} is ${form}`, fix);

export const empty = (what: string): Problem =>
  problem('""', `${what} is not empty`, "Write one, or leave the key out");

export const reservedNamespace = (namespace?: string): Problem =>
  problem(
    namespace === undefined
      ? "createNamespace for a namespace of Kubernetes"
      : `createNamespace for ${show(namespace)}`,
    "every cluster has this namespace, so creating it fails",
    "Leave createNamespace out",
  );

export const reservedServiceAccount = (name?: string): Problem =>
  problem(
    name === undefined ? "a ServiceAccount that Kubernetes or EKS makes" : `the ServiceAccount ${show(name)}`,
    "the cluster has it already, so making it fails",
    "Set existing: true, which only annotates it, or give the pods a ServiceAccount of their own",
  );

export const atomicNeedsWait = (): Problem =>
  problem(
    "atomic: true with wait: false",
    "Helm finds out that a release failed only where it waits for it",
    "Leave one of the two out",
  );

export const namespaceNotAgreed = (namespace: string, maker: string): Problem =>
  problem(
    `nothing of createNamespace for ${show(namespace)}`,
    `${maker} makes this namespace, and its removal would delete the namespace with all that is in it`,
    "Say it for each that is in the namespace, list the namespace under namespaces, or say it for none",
  );

export const namespacesNotAgreed = (): Problem =>
  problem(
    "createNamespace is true for one and false for another",
    "the namespace, with all that is in it, would go with the one that makes it",
    "Say it for each that is in the namespace, list the namespace under namespaces, or say it for none",
  );

export const formerNameInUse = (name: string): Problem =>
  problem(show(name), "a former name is nobody's any more, and one element's only", "Remove it");

export const nothingToAdopt = (kind: string): Problem =>
  problem(show(kind), "only what is made here, under a name that is known, can be adopted", "Remove it");

export const keysBesideRoleOnly = (keys: readonly string[]): Problem =>
  problem(
    keys.length === 0 ? "keys of a ServiceAccount beside roleOnly: true" : `${keys.join(", ")} beside roleOnly: true`,
    "nothing is made in Kubernetes",
    `Leave out ${keys.length === 0 ? "annotations, labels, rules and the like" : keys.join(", ")}, or roleOnly`,
  );

// ---- on the way from the stack that was written before

/** As many names as a line has room for. */
const few = (names: readonly string[]): string =>
  names.length > 3 ? `${names.slice(0, 3).join(", ")} and ${names.length - 3} more` : names.join(", ");

export const podIdentityInOneStep = (accounts: readonly string[]): Problem =>
  problem(
    `pod-identity for ${few(accounts)}`,
    "the stack that was written before has IRSA alone there, and one apply takes the annotation before the association is there",
    "Apply identity: both first, and restart the pods",
  );

export const namespaceGoes = (name: string): Problem =>
  problem(
    `nothing makes the namespace ${show(name)}`,
    "the stack that was written before does, and the next apply deletes it with all that is in it",
    "To keep it, list it under namespaces",
  );

export const certManagerGoesFirst = (): Problem =>
  problem(
    "certManager is gone, and the controller stays",
    "the stack that was written before has the webhook certificate from cert-manager, and Terraform removes that before the controller has another one",
    "Write certManager again, with webhookCertificate: helm for the controller, apply, and then take certManager away",
  );

export const renamedWorkload = (account: string, name: string, before: string): Problem =>
  problem(
    `${account} as ${show(name)}`,
    `the stack that was written before has it as ${show(before)}, so that it is deleted and made anew, and tokens of running pods die with it`,
    `Write formerly: [${before}], or name: ${before}`,
  );

export const takenWithoutAdopt = (account: string): Problem =>
  problem(
    `${account} without existing: true`,
    "the stack that was written before annotates one that is there, so that making it fails, and its annotation is gone by then",
    "Write adopt: [service-account]",
  );

// ---- configuration: the file

export const namespaceOfKubernetes = (namespace?: string): Problem =>
  problem(
    namespace === undefined ? "a namespace of Kubernetes" : show(namespace),
    "every cluster has this namespace, so creating it fails",
    "Remove it; label it with another tool",
  );

export const fileMissing = (): Problem =>
  problem(
    "the file is not there",
    "the configuration is read from eks-irsa.yaml, or from the file that EKS_IRSA_CONFIG names",
    "Create it, or correct the name",
  );

export const fileUnreadable = (reason: string): Problem =>
  problem(
    `the file cannot be read (${reason})`,
    "the configuration is a text file",
    "Check what it is and who may read it",
  );

export const fileEmpty = (): Problem =>
  problem(
    "the file is empty",
    "a configuration has at least `version: 1` and one cluster under `clusters`",
    "Start from the example eks-irsa.yaml",
  );

export const notAMapping = (kind: string): Problem =>
  problem(
    `the file holds ${kind}`,
    "a configuration is a mapping with the keys version, clusters and, if wanted, defaults",
    "Start from the example eks-irsa.yaml",
  );

export const yamlSyntax = (message: string): Problem =>
  problem(message, "a configuration is YAML 1.2 or JSON", "Correct the syntax here");

export const yamlDuplicateKey = (): Problem =>
  problem("this key stands twice", "keys are unique in a mapping", "Remove or rename one of the two");

export const yamlAlias = (name: string): Problem =>
  problem(
    `the alias *${name} stands for nothing`,
    "an alias comes after the anchor with its name",
    `Add &${name} before`,
  );

export const yamlDocuments = (): Problem =>
  problem("here a second document begins", "a configuration is one document", "Split the file in two");

export const yamlPrototype = (): Problem =>
  problem('the key "__proto__"', "JavaScript keeps this name for itself", "Rename or remove it");

export const yamlMerge = (): Problem =>
  problem(
    "the key << merges what is no mapping",
    "a merge key takes a mapping's keys, or those of each mapping in a list",
    "Put the alias of a mapping here, as in <<: *shared",
  );

export const yamlAliases = (copies: number): Problem =>
  problem(
    "aliases expand to more than a configuration can hold",
    `aliases may stand for at most ${copies} further copies`,
    "Write the repeated part out, or put it under defaults",
  );

// ---- configuration: shape

export const unknownKey = (key: string, known: readonly string[], nearest: string | undefined): Problem =>
  problem(
    `the key ${show(key)} is not known`,
    known.length === 0 ? "no key is expected here" : `the keys here are ${list(known)}`,
    nearest === undefined ? "Remove it" : `Did you mean ${show(nearest)}? Rename or remove it`,
  );

export const wrongType = (value: unknown, expected: string): Problem =>
  problem(
    value === null ? "nothing is given" : `${show(value)} is ${kindOf(value)}`,
    `${expected} is expected`,
    value === null
      ? expected === "a mapping"
        ? "Write {} for the defaults, or leave the key out"
        : "Write a value, or leave the key out"
      : expected === "text" && typeof value !== "object"
        ? "Put it in quotes"
        : `Write ${expected}`,
  );

/** The kind of a value in a user's words. */
export function kindOf(value: unknown): string {
  if (value === null || value === undefined) return "nothing";
  if (Array.isArray(value)) return "a list";
  switch (typeof value) {
    case "object":
      return "a mapping";
    case "string":
      return "text";
    case "number":
    case "bigint":
      return "a number";
    case "boolean":
      return "true or false";
    default:
      return typeof value;
  }
}

export const missingKey = (key: string, what: string): Problem => problem(`${key} is missing`, what, `Add ${key}`);

export const notOneOf = (value: unknown, options: readonly string[], nearest?: string): Problem =>
  problem(
    show(value),
    options.length === 0 ? "there is none to choose from" : `one of ${list(options)} is expected`,
    nearest !== undefined
      ? `Did you mean ${nearest}? Write that`
      : options.length === 0
        ? "Add it, or remove its name here"
        : "Choose one of them",
  );

export const exactlyOne = (given: readonly string[], options: readonly string[]): Problem =>
  problem(
    given.length === 0 ? "none of them is given" : `${list(given)} are given together`,
    `exactly one of ${list(options)} is expected`,
    given.length === 0 ? "Add one" : "Keep one",
  );

export const notBetween = (value: number, min: number, max: number, unit: string): Problem =>
  problem(show(value), `a whole number from ${min} to ${max} ${unit} is expected`, "Write one in this range");

export const tooFew = (what: string): Problem =>
  problem(`there is no ${what}`, `at least one ${what} is needed`, "Add one");

export const unsupportedSchemaVersion = (value: unknown): Problem =>
  problem(`version is ${show(value)}`, "this release reads configurations of version 1", "Write version: 1");

// ---- configuration: what goes together

export const duplicate = (what: string, value: string, first: string): Problem =>
  problem(`${show(value)} is also at ${first}`, `${what} is unique`, "Rename or remove one of the two");

export const sharedServiceAccount = (namespace: string, serviceAccount: string, first: string): Problem =>
  problem(
    `the ServiceAccount ${namespace}/${serviceAccount} also belongs to ${first}`,
    "a ServiceAccount has exactly one role",
    "Merge the two, or give each its own ServiceAccount",
  );

export const sharedState = (backend: string, first: string): Problem =>
  problem(
    `${backend} also holds the state of ${first}`,
    "each stack has a state of its own; two in one place destroy each other",
    "Give each its own path or key",
  );

export const unknownRegion = (region: string | undefined, examples: readonly string[]): Problem =>
  problem(
    region === undefined ? "the region's partition is not known" : show(region),
    `no partition has regions of this form (known forms: ${list(examples)})`,
    "Correct it, or name its `partition`",
  );

export const regionForm = (region: string): Problem =>
  problem(show(region), "a region has the form ap-northeast-2", "Write the region's code, not its name or a zone");

export const regionOfAnotherPartition = (region: string, of: string, partition: string): Problem =>
  problem(
    `region ${show(region)} with partition ${show(partition)}`,
    `this region belongs to ${of}`,
    "Leave `partition` out, or correct one of the two",
  );

export const needsAttribute = (key: string, why: string): Problem =>
  problem(
    `attributes has no ${key}`,
    `nothing is read from a cluster whose attributes are given, and ${why}`,
    `Add ${key}, or leave attributes out`,
  );

// ---- IAM

export const notAnArn = (value: string): Problem =>
  problem(show(value), "an ARN has six fields: arn:partition:service:region:account:resource", "Write the full ARN");

export const arnOfAnotherKind = (value: string, expected: string): Problem =>
  problem(show(value), `the ARN of ${expected} is expected`, "Check which ARN this is");

export const arnOfAnotherPartition = (value: string, of: string, partition: string): Problem =>
  problem(
    show(value),
    `this is an ARN of the partition ${of}, and the cluster is in ${partition}`,
    `Write arn:${partition}:... here`,
  );

export const statementNeeds = (one: string, other: string, both: boolean): Problem =>
  problem(
    both ? `${one} and ${other} are both given` : `neither ${one} nor ${other} is given`,
    `a statement has exactly one of ${one} and ${other}`,
    both ? "Keep one" : `Add ${one}`,
  );

export const grantVerb = (service: string, verb: string, verbs: readonly string[]): Problem =>
  problem(`${show(verb)} of ${service}`, `a grant of ${service} has the verbs ${list(verbs)}`, "Choose among them");

export const grantOption = (service: string, option: string, verbs: readonly string[]): Problem =>
  problem(
    `${option} in a grant of ${service}`,
    verbs.length === 0
      ? `${service} has nothing of that`
      : `${option} of ${service} has an effect with ${list(verbs)} alone`,
    verbs.length === 0 ? `Leave ${option} out` : `Leave ${option} out, or add the verb`,
  );

/** As modules tell it, of all of them at once. */
export const unfitGrant = (): Problem =>
  problem(
    "a grant that its service does not have",
    "a grant has a service, and verbs, options and resources, names or ARNs, that are this service's and go together",
    "Compare it with the table of grants in the documentation",
  );

export const grantNeedsArn = (name: string): Problem =>
  problem(show(name), "a name takes an account, and none is said of this role", "Write the ARN");

/** Of what only Terraform measures, the message does not tell the size. */
const measured = (size: number | undefined): string => `${size ?? "too many"} characters`;

export const policyTooLarge = (what: string, size: number | undefined, limit: number): Problem =>
  problem(
    `${what} has ${measured(size)}`,
    `the limit is ${limit}, white space not counted`,
    "Merge statements, use wildcards, or move statements to a policy of your own and give its ARN",
  );

export const audienceUnknown = (): Problem =>
  problem(
    "the OIDC provider does not know an audience that tokens are meant for",
    "STS takes a token only for one of the provider's client IDs",
    "Add each audience to the provider where it is made, or leave audience out",
  );

export const trustPolicyTooLarge = (size: number | undefined, limit: number | string): Problem =>
  problem(
    `the trust policy has ${measured(size)}`,
    `IAM accepts ${limit}`,
    "Name fewer ServiceAccounts in one role, split it, or raise trust.maxSize (max_size in modules) with the account's quota",
  );

export const tooManyPolicies = (count: number | undefined, limit: number): Problem =>
  problem(
    `${count ?? "too many"} managed policies`,
    `IAM attaches at most ${limit} to a role`,
    "Merge some of them into a policy of your own",
  );

export const wildcardSubject = (what: string, value: string): Problem =>
  problem(
    `${what} ${show(value)}`,
    "a role is for named ServiceAccounts; a wildcard would let other pods assume it",
    `Name the ${what}, or, if you mean it, use trust.subjectPatterns`,
  );

export const needsIrsa = (): Problem =>
  problem(
    "subject patterns or other clusters' providers with identity: pod-identity",
    "an association is for one ServiceAccount of one cluster",
    "Use identity: irsa or both, or leave them out",
  );

export const needsPodIdentity = (): Problem =>
  problem(
    "podIdentity with identity: irsa",
    "there is no association that it could be for",
    "Leave it out, or use identity: pod-identity or both",
  );

export const tokenNeedsIrsa = (key: string): Problem =>
  problem(
    `${key} with identity: pod-identity`,
    "it is said of web identity tokens, which are IRSA's",
    "Leave it out, or use identity: irsa or both",
  );

export const providersNeedIrsa = (): Problem =>
  problem(
    "providers with identity: pod-identity",
    "a role for Pod Identity trusts no OIDC provider",
    "Leave them out, or use identity: irsa or both",
  );

export const sourcesNeedPodIdentity = (): Problem =>
  problem(
    "sources with identity: irsa",
    "they say where Pod Identity sessions come from",
    "Leave them out, or use identity: pod-identity or both",
  );

export const sessionPolicyNeedsUntagged = (): Problem =>
  problem(
    "sessionPolicy with session tags",
    "EKS takes a session policy only where sessions have no tags",
    "Add disableSessionTags: true; the role's trust policy is then held to account and cluster alone, not to namespace and ServiceAccount",
  );

export const sessionPolicyTooLarge = (size: number, limit: number): Problem =>
  problem(
    `the session policy has ${size} characters`,
    `EKS takes at most ${limit}, white space not counted`,
    "Merge statements, or use wildcards",
  );

export const waitNeedsPodIdentity = (): Problem =>
  problem(
    "podIdentityWait in a cluster without Pod Identity",
    "there is no association to wait for",
    "Leave it out, or use identity: pod-identity or both",
  );

export const roleWithoutPermissions = (): Problem =>
  problem(
    "a role without any permission",
    "its pods could do nothing in AWS with it",
    "Add policyArns, statements or assumeRoleArns; or, where resource policies name the role, acknowledge: " +
      "[{ rule: role-without-permissions, reason: ... }]",
  );

export const roleOnlyMakesNothing = (): Problem =>
  problem(
    "roleOnly: true with a role that is there already",
    "with identity: irsa nothing is left to make",
    "Leave the workload out, or have its role made here",
  );

export const patternsAlone = (): Problem =>
  problem(
    "a role for patterns alone",
    "nothing is made in Kubernetes for it, and Pod Identity knows no patterns",
    "Add roleOnly: true and identity: irsa",
  );

export const patternNamespace = (): Problem =>
  problem("a pattern's namespace", "it has namespace, or anyNamespace: true, and not both", "Give one of the two");

export const patternOfAllNamespaces = (): Problem =>
  problem(
    "a namespace of wildcards alone",
    "every namespace of the cluster matches it",
    "Name the namespace, or write anyNamespace: true in its place if all are meant",
  );

export const patternOfAllPods = (): Problem =>
  problem(
    "a pattern of wildcards alone",
    "every pod of the cluster could assume the role",
    "Name the ServiceAccount, or the namespace",
  );

export const ambiguousDependency = (name: string): Problem =>
  problem(
    `${show(name)} is both an add-on and a workload`,
    "dependsOn names one of them",
    "Give the workload another name",
  );

export const oneOrSeveralAccounts = (): Problem =>
  problem(
    "serviceAccount and serviceAccounts are both given",
    "a chart has one, or several",
    "Move the one to the several",
  );

export const noRoleToShare = (name: string): Problem =>
  problem(`roleOf: ${name}, which has no role`, "there is nothing to share", `Give ${name} its permissions`);

export const besideRoleOf = (key: string): Problem =>
  problem(`${key} with roleOf`, "the role is another ServiceAccount's", `Say ${key} there, or leave out roleOf`);

export const settingsOfNoRole = (key: string): Problem =>
  problem(
    `${key} of a role that is not made`,
    "without permissions there is no role",
    "Add permissions, or leave it out",
  );

export const untrusted = (serviceAccount: string, role: string, subjects: string): Problem =>
  problem(
    `the role of ${role} does not trust ${serviceAccount}`,
    "its pods could not assume it",
    `Add it to ${subjects} there`,
  );

export const unusedAcknowledgement = (rule: string): Problem =>
  problem(`acknowledge of ${rule}`, "nothing here breaks that rule", "Leave it out");

export const nameAndPrefix = (): Problem =>
  problem("name and namePrefix are both given", "a role has one or the other", "Keep one");

export const providerOfAnotherIssuer = (arn?: string, issuer?: string): Problem =>
  problem(
    arn === undefined ? "an ARN of another cluster's provider" : show(arn),
    `this cluster's issuer is ${issuer ?? "another one"}, and its provider's ARN ends with that`,
    "Give this cluster's provider, or leave oidcProvider out to create it",
  );

export const roleArnAnnotation = (value?: string): Problem =>
  problem(
    `the annotation eks.amazonaws.com/role-arn is ${value === undefined ? "given" : show(value)}`,
    "the ServiceAccount gets the ARN of the role that is made for it",
    "Remove the annotation",
  );

export const annotationContradicts = (key: string, value: string, expected: string): Problem =>
  problem(`the annotation ${key} is ${show(value)}`, `an option sets it to ${show(expected)}`, "Remove the annotation");

export const existingServiceAccount = (option: string): Problem =>
  problem(
    `${option} for a ServiceAccount that is there already`,
    "only its annotations are managed here",
    `Leave ${option} out, or have the ServiceAccount made here`,
  );

export const tagPrefix = (key: string): Problem =>
  problem(`the tag key ${show(key)}`, "AWS keeps keys that start with aws: for itself", "Rename the tag");

export const tooMany = (what: string, count: number, limit: number): Problem =>
  problem(`${count} ${what}`, `there are at most ${limit}`, "Remove some");

// ---- IAM: statements, by AWS's own list of actions

/** What to do, or how to say that it is right as it is. */
const orAcknowledge = (fix: string, rule: string, where = "that is meant"): string =>
  `${fix}; or, where ${where}, acknowledge: [{ rule: ${rule}, reason: ... }]`;

const newerAws = (fix: string): string => orAcknowledge(fix, "unknown-action", "AWS is newer");

const didYouMean = (nearest: string | undefined, otherwise: string): string =>
  nearest === undefined ? otherwise : `Did you mean ${nearest}? Write that`;

const isTyped = (forms: readonly string[]): boolean => forms.some((form) => form !== "*");

/** Forms that fit, the likeliest first. */
const formsText = (forms: readonly string[]): string => {
  const [first = "*", second, ...others] = forms;
  if (second === undefined) return first;
  return others.length === 0 ? `${first} or ${second}` : `${first}, ${second} or ${others.length} more`;
};

/** @param asOf - the day of AWS's list */
export const unknownService = (action: string, nearest: string | undefined, asOf: string): Problem =>
  problem(
    show(action),
    `no service of AWS has this prefix (list of ${asOf})`,
    newerAws(didYouMean(nearest, "Write the service's prefix")),
  );

export const unknownAction = (action: string, nearest: string | undefined, asOf: string): Problem =>
  problem(show(action), `AWS has no such action (list of ${asOf})`, newerAws(didYouMean(nearest, "Correct it")));

export const wildcardOfNoAction = (pattern: string, asOf: string): Problem =>
  problem(show(pattern), `no action of AWS matches it (list of ${asOf})`, newerAws("Correct it"));

/** @param forms - ARNs that the actions take; "*" for actions without resource types */
export const unfitResource = (
  resource: string,
  actions: readonly string[],
  forms: readonly string[],
  asOf: string,
): Problem => {
  const isOne = actions.length === 1;
  const subject = `${list(actions.slice(0, 3))}${actions.length > 3 ? " and others" : ""}`;
  return isTyped(forms)
    ? problem(
        show(resource),
        `${subject} ${isOne ? "takes" : "take"} ${formsText(forms)} (list of ${asOf})`,
        orAcknowledge("Write a resource of that form", "unfit-resource"),
      )
    : problem(
        show(resource),
        `${subject} ${isOne ? "has" : "have"} no resource types, only * (list of ${asOf})`,
        orAcknowledge('Write "*", in a statement of its own', "unfit-resource"),
      );
};

export const actionWithoutResource = (action: string, forms: readonly string[], asOf: string): Problem =>
  isTyped(forms)
    ? problem(
        `${show(action)} gets nothing here`,
        `it takes ${formsText(forms)}, and no resource of the statement is one (list of ${asOf})`,
        orAcknowledge("Add such a resource", "unfit-resource"),
      )
    : problem(
        `${show(action)} gets nothing here`,
        `it has no resource types, only * (list of ${asOf})`,
        orAcknowledge('Move it to a statement with "*"', "unfit-resource"),
      );

export const unknownConditionKey = (key: string, nearest: string | undefined, asOf: string): Problem =>
  problem(
    show(key),
    `requests of no action of this statement have this condition key (list of ${asOf})`,
    orAcknowledge(didYouMean(nearest, "Remove it"), "unknown-condition-key"),
  );

export const foreignResource = (arn: string, kind: "region" | "account", given: string, here: string): Problem =>
  problem(
    show(arn),
    `this is in the ${kind} ${given}, and the role's ${kind} is ${here}`,
    orAcknowledge("Correct it", "foreign-resource"),
  );

// ---- guardrails: what works, and yet is too open

/** A guardrail's problem: it can be acknowledged where it is. */
const guarded = (rule: string, given: string, says: string, fix: string): Problem =>
  problem(given, says, orAcknowledge(fix, rule));

export const administratorPolicy = (arn: string): Problem =>
  guarded(
    "administrator-access",
    show(arn),
    "this policy is for those who run an account, and one pod is enough to take it",
    "Attach a policy of what the pods need",
  );

export const everythingAllowed = (): Problem =>
  guarded(
    "administrator-access",
    'the action "*" on "*"',
    "the pods may do everything in the account",
    "Name actions and resources",
  );

export const wholeService = (action: string): Problem =>
  guarded(
    "wildcard-actions",
    action,
    "all of a service is allowed, with what changes its access and what AWS adds to it",
    "Name the actions",
  );

export const writeOnEverything = (resource: string, actions: readonly string[]): Problem =>
  guarded(
    "write-on-everything",
    `${few(actions)} on ${show(resource)}`,
    "it changes whatever there is in the account, and takes a resource",
    "Name ARNs, or add a condition on the resource",
  );

export const moreRights = (given: string, action: string): Problem =>
  guarded(
    "more-rights",
    given === action ? show(given) : `${show(given)}, with ${action}`,
    "a role can take more rights by it than it has",
    "Leave it out, name the roles that it is for, or add a condition of the service",
  );

export const allSecrets = (resource: string, action: string): Problem =>
  guarded(
    "all-secrets",
    `${action} on ${show(resource)}`,
    "the pods read every secret of the account",
    "Name the secrets, by a prefix at least",
  );

export const allSecretsByPolicy = (arn: string): Problem =>
  guarded(
    "all-secrets",
    show(arn),
    "by this policy the pods read every secret or parameter of the account",
    "Write statements with the names, or a prefix of them",
  );

export const trustsAnybody = (): Problem =>
  guarded(
    "trust-anybody",
    'the principal "*" without a condition',
    "anybody with an AWS account can assume the role",
    "Name the principals",
  );

export const trustsAccount = (principal: string): Problem =>
  guarded(
    "trust-account",
    `the principal ${show(principal)}`,
    "whoever may assume roles in that account can assume this one",
    "Name a role, or add a condition on the principal",
  );

export const openPattern = (pattern: string): Problem =>
  guarded(
    "wildcard-subject",
    `the pattern ${show(pattern)}`,
    "whoever can make a ServiceAccount that it matches has the role",
    "Name ServiceAccounts in trust.subjects",
  );

export const sharedByNamespaces = (namespaces: readonly string[]): Problem =>
  guarded(
    "shared-by-namespaces",
    `a role for the namespaces ${few(namespaces)}`,
    "each of them has what the others need, and AWS's logs cannot tell them apart by it",
    "Give each its own role",
  );

export const nobodyCanAssume = (): Problem =>
  guarded(
    "nobody",
    "this statement denies the role to all pods",
    "nobody can assume it, whatever else is allowed",
    "Add conditions, or remove it",
  );

export const boundaryDemanded = (given: string | undefined, demanded: string | undefined): Problem =>
  guarded(
    "boundary",
    given === undefined ? "a role without a permissions boundary" : `the boundary ${show(given)}`,
    `guardrails.boundary demands ${demanded === undefined ? "one" : show(demanded)}`,
    "Set role.permissionsBoundary, of the role or of all",
  );

export const unusedApiToken = (): Problem =>
  guarded(
    "unused-api-token",
    "a token for the Kubernetes API in pods without rules for it",
    "whoever gets into one finds it, and nothing here needs it",
    "Write automountServiceAccountToken: false",
  );

// ---- add-ons

export const unsupportedVersion = (
  chart: string,
  version: string,
  nearest: readonly string[],
  hint?: string,
): Problem =>
  problem(
    `${chart} ${show(version)}`,
    `this chart version is not supported; the nearest ${nearest.length === 1 ? "is" : "are"} ${list(nearest)}`,
    hint ?? (nearest.length === 1 ? "Choose it" : "Choose one of these"),
  );

export const refusedVersion = (chart: string, version: string, reason: string, fix: string): Problem =>
  problem(`${chart} ${version}`, reason, fix);

export const noCertManager = (): Problem =>
  problem(
    "webhookCertificate is cert-manager, and certManager is not installed",
    "cert-manager issues this certificate, so it has to be there first",
    "Add certManager: {}, or write webhookCertificate: helm",
  );

export const helmCannotKeepCertificate = (version: string): Problem =>
  problem(
    `webhookCertificate is helm with chart ${version}`,
    "this chart cannot keep its certificate (keepTLSSecret was removed in 3.0.0 and came back in 3.1.0), so every upgrade would break its webhooks",
    "Use chart 3.1.0 or later, or webhookCertificate: cert-manager",
  );

export const valueContradicts = (key: string, value: unknown, expected: unknown, option: string): Problem =>
  problem(
    `values.${key} is ${show(value)}`,
    expected === undefined ? `${option} takes its place` : `it is set to ${show(expected)} from ${option}`,
    `Remove it, and use ${option}`,
  );

export const valueOfWrongType = (key: string, value: unknown, expected: string, effect: string): Problem =>
  problem(
    `values.${key} is ${show(value)}, ${kindOf(value)}`,
    `the chart needs ${expected} here: ${effect}`,
    `Write ${expected}`,
  );

export const valueUnknown = (chart: string, key: string, nearest: string | undefined): Problem =>
  problem(
    `values.${key}`,
    `the chart ${chart} has no such value`,
    nearest === undefined ? "Remove it" : `Did you mean ${nearest}? Rename or remove it`,
  );

/** Of a ServiceAccount that is made here, the chart's values have no effect. */
export const valueOfOwnAccount = (key: string): Problem =>
  problem(
    `values.${key}`,
    "the chart does not make its ServiceAccount, which is made here, so this would be lost",
    "Remove it",
  );

export const defaultTag = (key: string, value: string, found: string): Problem =>
  problem(
    `the default tag ${show(key)}: ${show(value)} holds ${show(found)}`,
    "the controller reads its default tags from one comma-separated argument and cannot take this",
    "Change the tag, or leave it out",
  );

/** In a module's messages, one of several that are not named. */
const named = (what: string, name: string | undefined): string =>
  name === undefined ? `${/^[aeiouAEIOU]/.test(what) ? "an" : "a"} ${what}` : `the ${what} ${show(name)}`;

export const acmeWithoutZones = (issuer?: string): Problem =>
  problem(
    `${named("ACME issuer", issuer)}, and no hosted zones`,
    "domains are proved by DNS01 in Route53, which takes a zone",
    "Add hostedZones, http01, or solvers",
  );

export const issuersNotAwaited = (): Problem =>
  problem(
    "issuers with wait: false",
    "they can be made only when cert-manager's webhook answers",
    "Leave wait out, or the issuers to another release",
  );

export const certificateNotAwaited = (): Problem =>
  problem(
    "wait: false of certManager, which makes the controller's webhook certificate",
    "the controller can be installed only when cert-manager's webhook answers",
    "Leave wait out, or write webhookCertificate: helm",
  );

export const notInEcr = (repository: string | undefined, suffix: string): Problem =>
  problem(
    repository === undefined ? "credentials: ecr without a repository" : show(repository),
    `ECR's own credentials are for oci://<account>.dkr.ecr.<region>.${suffix}/...`,
    "Give such a repository, or write credentials: true",
  );

export const issuersNotInstalled = (): Problem =>
  problem(
    "issuers with install: false",
    "they can be made only after cert-manager, which another tool installs",
    "Leave them to that tool",
  );

export const acmeInNamespace = (issuer?: string): Problem =>
  problem(
    `${named("ACME issuer", issuer)} with a namespace`,
    "cert-manager uses its AWS permissions for ClusterIssuers only",
    "Add dns01 with a serviceAccount of its own, or leave the namespace out",
  );

export const dns01Misplaced = (issuer?: string): Problem =>
  problem(
    `${named("ACME issuer", issuer)} with dns01, and without a namespace or beside http01`,
    "a ServiceAccount of its own is for DNS01 of an Issuer in a namespace; ClusterIssuers use cert-manager's",
    "Add the namespace, and leave one of dns01 and http01 out",
  );

export const issuerZonesElsewhere = (issuer?: string): Problem =>
  problem(
    `${named("ACME issuer", issuer)} with dns01, and hosted zones with a role of another account`,
    "the token of its ServiceAccount is good for one role, which is its own",
    "Name zones of this account in dns01.hostedZones, or write solvers",
  );

export const issuerNeedsIrsa = (): Problem =>
  problem(
    "an issuer with dns01, and identity: pod-identity",
    "no pod runs as the issuer's ServiceAccount: its token is taken by the cluster's OIDC provider",
    "Use identity: irsa, or both",
  );

export const issuerAccountTwice = (): Problem =>
  problem(
    "two issuers of a namespace have one ServiceAccount",
    "each has a ServiceAccount and a role of its own",
    "Rename one of the two",
  );

export const zonesWithoutNames = (issuer?: string): Problem =>
  problem(
    `${named("ACME issuer", issuer)}, and several hosted zones without names`,
    "each domain is proved in its own zone, which has to be told from the others",
    'Write each zone as { id, name }, as in { id: Z0123456789, name: "example.com" }',
  );

export const zoneNameTwice = (issuer?: string, zone?: string): Problem =>
  problem(
    `${named("ACME issuer", issuer)}, and ${zone === undefined ? "hosted zones" : "two hosted zones"} of one name${zone === undefined ? "" : `, ${show(zone)}`}`,
    "of zones with one name, a public and a private one say, cert-manager takes the first",
    "Name the public one only",
  );

export const besideSolvers = (): Problem =>
  problem(
    "http01, dns01 or cnameStrategy beside solvers",
    "solvers stand in the place of those that these are about",
    "Say it in the solvers, or leave them out",
  );

export const solverNoDocument = (): Problem =>
  problem("a solver that is no document", "each is a mapping in YAML or JSON", "Write it by yamlencode or jsonencode");

export const zoneRoleWithoutZones = (): Problem =>
  problem(
    "hostedZoneRoleArn beside hosted zones that each have a role of their own",
    "it is for the zones without one",
    "Leave it out",
  );

export const monitorWithoutMetrics = (): Problem =>
  problem(
    "serviceMonitor or podMonitor with enabled: false",
    "there are no metrics to watch",
    "Leave enabled out, or the monitor",
  );

export const bothMonitors = (): Problem =>
  problem("serviceMonitor and podMonitor are both on", "the chart makes one or the other", "Keep one");

export const gateNotYet = (gate: string | undefined, since: string, version: string): Problem =>
  problem(
    `${gate === undefined ? "a feature gate" : `the feature gate ${gate}`} with chart ${version}`,
    `charts know it from ${since} on, and a controller that does not know a gate does not start`,
    "Leave it out, or use a later chart",
  );

export const gateNoMore = (gate: string, last: string, version: string): Problem =>
  problem(
    `the feature gate ${gate} with chart ${version}`,
    `charts know it up to ${last} only, and a controller that does not know a gate does not start`,
    "Leave it out",
  );

export const scopedWithoutTags = (): Problem =>
  problem(
    "the feature gate ListenerRulesTagging off, with policy: scoped",
    "listeners and rules would have no tags, and this policy makes and changes nothing without",
    "Leave the gate on, or choose another policy",
  );

export const allGatewayGates = (): Problem =>
  problem(
    "all three gates of the Gateway API are set",
    "then the controller does not look whether their CRDs are there, and crashes where one is missing, Ingresses and Services with it",
    "Leave at least one of them out, or use gatewayApi",
  );

// ---- what is right, and yet goes wrong with some releases

export const gatewayCrdMissing = (chart: string): Problem =>
  problem(
    `Gateways with chart ${chart}`,
    "its CRDs lack ListenerRuleConfiguration, without which the controller crashes",
    "Use chart 1.14.0 or later",
  );

export const gatewayCrdsCrash = (chart: string): Problem =>
  problem(
    `chart ${chart} takes Gateways, too`,
    "it crashes where the Gateway API's CRDs are there, but are older than v1.5 or without the chart's own",
    "Apply both first, use chart 3.3.0 or later, or write gatewayApi: false",
  );

export const authorityNotRendered = (chart: string): Problem =>
  problem(
    `certManagement.defaultPCAARN with chart ${chart}`,
    "this chart does not tell the controller of it",
    "Use chart 3.4.1 or later",
  );

export const gatewaysSwitchedOff = (chart: string): Problem =>
  problem(
    `Gateways with chart ${chart}`,
    "it switches them off without a word where the v1 CRDs of gateway.k8s.aws, or TCPRoute and UDPRoute v1 (Gateway API 1.6), are missing",
    "Apply these CRDs before you raise the version",
  );

/** @param images - what the mirror has to have */
export const noPublicRegistry = (partition: string, images: string): Problem =>
  problem(
    `no image registry, in the partition ${partition}`,
    "there is no way from there to the public one",
    `Write imageRegistry: the host of your mirror, which has ${images}`,
  );

export const noRegionalRegistry = (region: string): Problem =>
  problem(
    `imageRegistry: regional in ${region}`,
    "AWS lists no add-on registry for this region",
    "Write the host of a registry, or public",
  );

export const secondController = (addon?: string): Problem =>
  problem(
    `${named("add-on", addon)} installs aws-load-balancer-controller`,
    "a cluster has one load balancer controller; two would undo each other's work",
    "Use the key loadBalancerController alone",
  );

export const optionNeedsVersion = (option: string, since: string, version: string): Problem =>
  problem(`${option} with chart ${version}`, `charts have it from ${since} on`, "Leave it out, or use a later chart");

export const noEffect = (what: string, why: string): Problem =>
  problem(what, `${why}, and it would have no effect`, "Leave out one of the two");

export const onlyCommercial = (what: string, partition: string): Problem =>
  problem(`${what} in the partition ${partition}`, "the service is in the commercial partition only", "Leave it out");

export const accountNeedsIrsa = (): Problem =>
  problem(
    "account with an identity other than irsa",
    "Pod Identity takes roles of the cluster's own account only",
    "Use identity: irsa here, or podIdentity.targetRoleArn in the place of account",
  );

export const roleIsThere = (key: string): Problem =>
  problem(`${key} with roleArn`, "a role that is there already keeps what it has", `Leave out ${key} or roleArn`);

export const providerOfAnotherAccount = (arn: string, account: string): Problem =>
  problem(show(arn), `the cluster is in the account ${account}, and its provider is there, too`, "Give that one's ARN");

export const boundaryOfAnotherAccount = (arn: string, account: string): Problem =>
  problem(
    `${show(arn)} bounds a role in the account ${account}`,
    "a permissions boundary is a policy of the role's account, or of AWS",
    "Give this role a boundary of its account",
  );

export const circle = (name: string): Problem =>
  problem(`${show(name)} waits for itself, by way of others`, "what comes first has to come first", "Break the circle");

export const podIdentityOnFargate = (): Problem =>
  problem(
    "identity: pod-identity with fargate: true",
    "EKS Pod Identity does not work on Fargate",
    "Use identity: irsa",
  );

// ---- synthesis

export const duplicateAddress = (address: string, first: string, second: string): Problem =>
  problem(
    `${address} is the address of ${first} and of ${second}`,
    "CDKTF would merge two elements with one address silently",
    "Rename one of the two",
  );

export const badAddress = (address: string): Problem =>
  problem(
    address,
    "a Terraform name starts with a letter or an underscore and holds letters, digits, underscores and hyphens",
    "Rename the construct",
  );

export const stateInRemovedStack = (folder: string): Problem =>
  problem(
    `${folder} holds Terraform state of a stack that is not in the configuration any more`,
    "the cdktf command removes this folder with all that is in it",
    "Destroy the stack first, or move its state away",
  );

export const hclOutput = (): Problem =>
  problem(
    "HCL output is asked for (--hcl or SYNTH_HCL_OUTPUT)",
    "CDKTF's HCL is invalid for Helm provider 3 and for JSON policies",
    "Leave it out: Terraform reads the JSON",
  );

export const otherOutput = (folder: string): Problem =>
  problem(
    `the output folder is ${folder}`,
    "stacks are always written to cdktf.out",
    "Leave out --output and CDKTF_OUTDIR",
  );

export const template = (value: string): Problem =>
  problem(show(value), "Terraform does not evaluate what is in a backend", "Write it without ${ and %{");

// ---- modules

export const repositoryName = (name: string, folder: string): Problem =>
  problem(
    `the folder is named ${show(name)}`,
    "a registry takes a module's name from its repository's, which is terraform-<PROVIDER>-<NAME>",
    `Write ${folder}`,
  );

export const repositoryInProject = (folder: string): Problem =>
  problem("this lies in the project that has the modules", "a repository is a folder of its own", `Write ${folder}`);

export const notAFolder = (): Problem =>
  problem("this is a file", "a module is laid out in a folder", "Remove the file, or write another folder");

export const sourceOutside = (path: string): Problem =>
  problem(
    `the source ${path} lies outside of the module`,
    "a repository of its own holds nothing else",
    "Give --registry, for the source to be a module of that registry",
  );

// ---- Terraform modules: parts in `${}` are for Terraform to fill in

export const outOfForm = (place: string, shown: string, { what, says, max, fix }: TextForm): Problem =>
  problem(
    `${place} is ${shown}`,
    `${what} is ${says}${max === undefined ? "" : `, at most ${max.toLocaleString("en")} characters`}`,
    fix,
  );

export const keyOutOfForm = (place: string, shown: string, form: TextForm): Problem => ({
  ...outOfForm(place, shown, form),
  given: `${place} has the key ${shown}`,
});

export const inputNotOneOf = (place: string, shown: string, options: readonly string[]): Problem => ({
  ...notOneOf(shown, options),
  given: `${place} is ${shown}`,
});

export const inputNotBetween = (place: string, shown: string, min: number, max: number, unit: string): Problem => ({
  ...notBetween(min, min, max, unit),
  given: `${place} is ${shown}`,
});

export const inputEmpty = (place: string): Problem => ({ ...tooFew("entry"), given: `${place} is empty` });

export const inputTooLong = (place: string, count: string, limit: number): Problem => ({
  ...tooMany("entries", limit, limit),
  given: `${place} has ${count} entries`,
});

export const inputNull = (place: string): Problem =>
  problem(`${place} is null`, "a value is expected", "Write one, or leave the whole out");

// ---- Terraform modules: what goes together

export const statementParts = (): Problem =>
  problem(
    "a statement lacks a part, or has one twice",
    "it has exactly one of actions and not_actions, and one of resources and not_resources",
    "Add what is missing, or keep one",
  );

export const misspelt = (): Problem =>
  problem(
    "a key that is not known",
    "Terraform would drop it, and plan without what it says",
    "Write the key that is meant",
  );

export const policyTwice = (): Problem =>
  problem("an ARN stands twice", "a policy is attached to a role once", "Remove one of the two");

export const foreignArn = (): Problem =>
  problem(
    "an ARN of another partition than the cluster's",
    "a role, its policies and whom it trusts are in one partition",
    "Write ARNs of the cluster's partition",
  );

export const roleAndSwitch = (): Problem =>
  problem(
    "role_arn with create_role = true",
    "either a role is made, or one that is there is taken",
    "Write create_role = false, or leave role_arn out",
  );

export const settingsWithoutRole = (): Problem =>
  problem(
    "permissions, role or trust with create_role = false",
    "a role that is there already keeps what it has",
    "Leave them out, or create_role",
  );

export const optionContradicted = (): Problem =>
  problem(
    "an annotation that an option sets to something else",
    "the option's value is the one that counts",
    "Remove it",
  );

export const providerOfOtherAccount = (): Problem =>
  problem(
    "account_id is not that of oidc_provider_arn",
    "a role trusts a provider of its own account",
    "Correct one of the two, or leave account_id out",
  );

export const accountTwice = (): Problem =>
  problem(
    "this ServiceAccount is named more than once",
    "a ServiceAccount has exactly one role",
    "Merge the two, or give each its own ServiceAccount",
  );

export const roleNameTwice = (): Problem =>
  problem(
    "this role name is given more than once",
    "role names are unique in an account, in any case",
    "Rename one of the two",
  );

export const partitionOfAnotherRegion = (): Problem =>
  problem(
    "this partition is not the region's",
    "a region belongs to one partition",
    "Leave partition out, or correct one of the two",
  );

export const missingInput = (name: string, why: string): Problem => problem(`${name} is null`, why, `Give ${name}`);

export const unusedInput = (name: string, why: string): Problem =>
  problem(`${name} is given`, `${why}, and it would have no effect`, `Leave ${name} out`);

export const exactlyOneIssuer = (): Problem =>
  problem(
    "an issuer of no kind, or of several",
    "exactly one of acme, self_signed and ca is expected",
    "Add one, or keep one",
  );

export const issuerTwice = (): Problem =>
  problem("two issuers have one name", "an issuer's name is unique in its namespace", "Rename one of the two");

export const unknownGate = (known: readonly string[]): Problem =>
  problem("a feature gate that is not known", `the gates are ${list(known)}`, "Rename or remove it");

export const chartSource = (): Problem =>
  problem("the chart has no source, or two", "exactly one of repository and path is expected", "Add one, or keep one");

export const builtInAddon = (): Problem =>
  problem(
    "an add-on is called cert-manager or load-balancer-controller",
    "these two have variables of their own",
    "Use cert_manager or load_balancer_controller, or rename the add-on",
  );

export const valuesContradict = (found: string): Problem =>
  problem(
    found,
    "the chart would not take it, or an option sets this value",
    "Remove it, and use the option where there is one",
  );

// ---- preflight: what only the live cluster knows

export const noOidcIssuer = (): Problem =>
  problem(
    "a cluster without an OIDC issuer",
    "trust policies and the OIDC provider name the cluster's issuer",
    "Use a cluster that runs in the region: EKS gives no issuer to local clusters on Outposts",
  );

export const kubernetesNotSupported = (product: string, version?: string, supported: readonly string[] = []): Problem =>
  problem(
    `${product}${version === undefined ? "" : ` ${version}`} on the cluster's version of Kubernetes`,
    supported.length === 0
      ? "a release of a chart is made for some versions of Kubernetes"
      : `this release is made for ${list([supported[0] ?? "", supported.at(-1) ?? ""]).replace(", ", " to ")}`,
    "Choose a release that is made for the cluster's version, or upgrade the cluster",
  );

export const noTaggedSubnets = (tags: readonly string[]): Problem =>
  problem(
    "no subnet of the cluster's VPC is tagged for load balancers",
    `the controller finds subnets by ${tags.join(" (internet-facing) and ")} (internal), and else goes by route tables`,
    "Tag a subnet in each of two zones or more, with the value 1",
  );

export const noPodIdentityAgent = (): Problem =>
  problem(
    "no EKS Pod Identity agent in kube-system",
    "associations give pods credentials by way of the agent, which only Auto Mode has built in",
    "Install the EKS add-on eks-pod-identity-agent, or use irsa",
  );

export const ingressClassOfAnother = (name?: string): Problem =>
  problem(
    name === undefined
      ? "the IngressClass of another controller"
      : `the IngressClass ${show(name)} of another controller`,
    "an IngressClass belongs to one controller, and Auto Mode's own is not this one",
    "Choose another ingressClass.name, or remove the class that is there",
  );

export const secondDefaultClass = (): Problem =>
  problem(
    "another IngressClass is the cluster's default",
    "with two of them, Kubernetes refuses each Ingress that names no class",
    "Leave ingressClass.default out, or take the annotation off the other class",
  );

export const installedTwice = (product: string, release: string, namespace?: string): Problem =>
  problem(
    `${product} is in the cluster, and not by the release ${release}${namespace === undefined ? "" : ` in ${namespace}`}`,
    "two of them act on the same objects",
    "Remove the other one, or leave this one out",
  );

export const attributesOfAnotherCluster = (): Problem =>
  problem(
    "attributes.oidcIssuer is not the issuer of the cluster with this name",
    "roles would trust the ServiceAccounts of another cluster",
    "Correct attributes: a cluster that is made anew has a new issuer",
  );
