import { InvalidInputError } from "../../constructs/facts/error";
import * as catalogue from "../../constructs/facts/problems";
import type { Problem } from "../../constructs/facts/problems";

const { kindOf, problemText, show, ...makers } = catalogue;
type Maker = keyof typeof makers;

/** Each problem with what is typically given, and where texts differ by what is given, with each kind. */
const EXAMPLES: Record<Maker, Problem[]> = {
  tooLong: [catalogue.tooLong("a role name", "a".repeat(65), 64), catalogue.tooLong("a", "bb", 1, "Cut it")],
  badForm: [catalogue.badForm("a region", "Seoul", "lower-case", "Rename it")],
  empty: [catalogue.empty("a role name")],
  noOidcIssuer: [catalogue.noOidcIssuer()],
  kubernetesNotSupported: [
    catalogue.kubernetesNotSupported("cert-manager", "v1.21.2", ["1.33", "1.34"]),
    catalogue.kubernetesNotSupported("cert-manager"),
  ],
  noTaggedSubnets: [catalogue.noTaggedSubnets(["kubernetes.io/role/elb", "kubernetes.io/role/internal-elb"])],
  noPodIdentityAgent: [catalogue.noPodIdentityAgent()],
  ingressClassOfAnother: [catalogue.ingressClassOfAnother("alb"), catalogue.ingressClassOfAnother()],
  secondDefaultClass: [catalogue.secondDefaultClass()],
  installedTwice: [
    catalogue.installedTwice("cert-manager", "cert-manager", "cert-manager"),
    catalogue.installedTwice("cert-manager", "cert-manager"),
  ],
  attributesOfAnotherCluster: [catalogue.attributesOfAnotherCluster()],
  reservedNamespace: [catalogue.reservedNamespace("kube-system"), catalogue.reservedNamespace()],
  reservedServiceAccount: [catalogue.reservedServiceAccount("default"), catalogue.reservedServiceAccount()],
  providersNeedIrsa: [catalogue.providersNeedIrsa()],
  sourcesNeedPodIdentity: [catalogue.sourcesNeedPodIdentity()],
  sessionPolicyNeedsUntagged: [catalogue.sessionPolicyNeedsUntagged()],
  sessionPolicyTooLarge: [catalogue.sessionPolicyTooLarge(2049, 2048)],
  waitNeedsPodIdentity: [catalogue.waitNeedsPodIdentity()],
  tokenNeedsIrsa: [catalogue.tokenNeedsIrsa("audience")],
  grantVerb: [catalogue.grantVerb("s3", "consume", ["read", "write"])],
  grantOption: [catalogue.grantOption("sqs", "prefixes", []), catalogue.grantOption("msk", "groups", ["connect"])],
  unfitGrant: [catalogue.unfitGrant()],
  grantNeedsArn: [catalogue.grantNeedsArn("orders")],
  roleWithoutPermissions: [catalogue.roleWithoutPermissions()],
  roleOnlyMakesNothing: [catalogue.roleOnlyMakesNothing()],
  patternsAlone: [catalogue.patternsAlone()],
  patternNamespace: [catalogue.patternNamespace()],
  patternOfAllNamespaces: [catalogue.patternOfAllNamespaces()],
  patternOfAllPods: [catalogue.patternOfAllPods()],
  ambiguousDependency: [catalogue.ambiguousDependency("external-dns")],
  oneOrSeveralAccounts: [catalogue.oneOrSeveralAccounts()],
  noRoleToShare: [catalogue.noRoleToShare("scheduler")],
  besideRoleOf: [catalogue.besideRoleOf("trust")],
  settingsOfNoRole: [catalogue.settingsOfNoRole("trust")],
  untrusted: [catalogue.untrusted("shop/reader", "workloads[0]", "trust.subjects")],
  unknownService: [
    catalogue.unknownService("s4:GetObject", "s3", "2026-09-26"),
    catalogue.unknownService("x:y", undefined, "2026-09-26"),
  ],
  unknownAction: [
    catalogue.unknownAction("s3:GetObjects", "s3:GetObject", "2026-09-26"),
    catalogue.unknownAction("s3:X", undefined, "2026-09-26"),
  ],
  wildcardOfNoAction: [catalogue.wildcardOfNoAction("s3:Zap*", "2026-09-26")],
  unfitResource: [
    catalogue.unfitResource("arn:aws:s3:::b/*", ["s3:ListBucket"], ["arn:aws:s3:::<BucketName>"], "2026-09-26"),
    catalogue.unfitResource("arn:aws:s3:::b", ["a", "b", "c", "d"], ["x", "y", "z", "*"], "2026-09-26"),
    catalogue.unfitResource("arn:aws:route53:::hostedzone/Z1", ["route53:ListHostedZones"], ["*"], "2026-09-26"),
  ],
  actionWithoutResource: [
    catalogue.actionWithoutResource("s3:ListBucket", ["arn:aws:s3:::<BucketName>", "x"], "2026-09-26"),
    catalogue.actionWithoutResource("ecr:GetAuthorizationToken", ["*"], "2026-09-26"),
  ],
  unknownConditionKey: [
    catalogue.unknownConditionKey("kms:ViaServic", "kms:ViaService", "2026-09-26"),
    catalogue.unknownConditionKey("s3:prefix", undefined, "2026-09-26"),
  ],
  foreignResource: [
    catalogue.foreignResource("arn:aws:sqs:eu-west-1:111122223333:q", "region", "eu-west-1", "eu-north-1"),
  ],
  unusedAcknowledgement: [catalogue.unusedAcknowledgement("role-without-permissions")],
  administratorPolicy: [catalogue.administratorPolicy("arn:aws:iam::aws:policy/AdministratorAccess")],
  everythingAllowed: [catalogue.everythingAllowed()],
  wholeService: [catalogue.wholeService('"s3:*"')],
  writeOnEverything: [
    catalogue.writeOnEverything("*", ["s3:PutObject"]),
    catalogue.writeOnEverything("*", ["a:A", "a:B", "a:C", "a:D"]),
  ],
  moreRights: [
    catalogue.moreRights("iam:PassRole", "iam:PassRole"),
    catalogue.moreRights("iam:*", "iam:CreatePolicyVersion"),
  ],
  allSecrets: [catalogue.allSecrets("*", "ssm:GetParameter")],
  allSecretsByPolicy: [catalogue.allSecretsByPolicy("arn:aws:iam::aws:policy/SecretsManagerReadWrite")],
  trustsAnybody: [catalogue.trustsAnybody()],
  trustsAccount: [catalogue.trustsAccount("arn:aws:iam::111122223333:root")],
  openPattern: [catalogue.openPattern("preview-*/web")],
  sharedByNamespaces: [catalogue.sharedByNamespaces(["shop", "orders"])],
  nobodyCanAssume: [catalogue.nobodyCanAssume()],
  boundaryDemanded: [
    catalogue.boundaryDemanded(undefined, undefined),
    catalogue.boundaryDemanded("arn:aws:iam::1:policy/a", "arn:aws:iam::1:policy/b"),
  ],
  unusedApiToken: [catalogue.unusedApiToken()],
  keysBesideRoleOnly: [catalogue.keysBesideRoleOnly(["labels"]), catalogue.keysBesideRoleOnly([])],
  namespacesNotAgreed: [catalogue.namespacesNotAgreed()],
  atomicNeedsWait: [catalogue.atomicNeedsWait()],
  formerNameInUse: [catalogue.formerNameInUse("reader")],
  podIdentityInOneStep: [
    catalogue.podIdentityInOneStep(["shop/reader"]),
    catalogue.podIdentityInOneStep(["a/a", "b/b", "c/c", "d/d"]),
  ],
  namespaceGoes: [catalogue.namespaceGoes("shop")],
  certManagerGoesFirst: [catalogue.certManagerGoesFirst()],
  renamedWorkload: [catalogue.renamedWorkload("shop/reader", "asset-reader", "reader")],
  takenWithoutAdopt: [catalogue.takenWithoutAdopt("shop/reader")],
  nothingToAdopt: [catalogue.nothingToAdopt("role")],
  namespaceNotAgreed: [catalogue.namespaceNotAgreed("shop", "workloads[0]")],
  fileMissing: [catalogue.fileMissing()],
  fileUnreadable: [catalogue.fileUnreadable("EISDIR")],
  fileEmpty: [catalogue.fileEmpty()],
  notAMapping: [catalogue.notAMapping("a list")],
  yamlSyntax: [catalogue.yamlSyntax("a bracket is not closed")],
  yamlDuplicateKey: [catalogue.yamlDuplicateKey()],
  yamlAlias: [catalogue.yamlAlias("base")],
  yamlDocuments: [catalogue.yamlDocuments()],
  yamlPrototype: [catalogue.yamlPrototype()],
  yamlAliases: [catalogue.yamlAliases(10_000)],
  yamlMerge: [catalogue.yamlMerge()],
  unknownKey: [
    catalogue.unknownKey("regoin", ["region", "tags"], "region"),
    catalogue.unknownKey("x", ["region"], undefined),
  ],
  wrongType: [
    catalogue.wrongType(null, "a mapping"),
    catalogue.wrongType(null, "text"),
    catalogue.wrongType(12345, "text"),
    catalogue.wrongType([1], "text"),
    catalogue.wrongType("yes", "true or false"),
  ],
  missingKey: [catalogue.missingKey("region", "a cluster has a region")],
  notOneOf: [catalogue.notOneOf("tokn", ["token", "exec"], "token"), catalogue.notOneOf(1, ["token", "exec"])],
  exactlyOne: [catalogue.exactlyOne([], ["s3", "local"]), catalogue.exactlyOne(["s3", "local"], ["s3", "local"])],
  notBetween: [catalogue.notBetween(60, 3600, 43200, "seconds")],
  tooFew: [catalogue.tooFew("cluster")],
  unsupportedSchemaVersion: [catalogue.unsupportedSchemaVersion(2), catalogue.unsupportedSchemaVersion(undefined)],
  duplicate: [catalogue.duplicate("a workload's name", "reader", "workloads[0]")],
  sharedServiceAccount: [catalogue.sharedServiceAccount("shop", "reader", "workloads[0]")],
  sharedState: [catalogue.sharedState("terraform.prod.tfstate", "clusters.prod")],
  unknownRegion: [
    catalogue.unknownRegion("mars-north-1", ["ap-northeast-2", "cn-north-1"]),
    catalogue.unknownRegion(undefined, ["ap-northeast-2"]),
  ],
  regionForm: [catalogue.regionForm("Seoul")],
  regionOfAnotherPartition: [catalogue.regionOfAnotherPartition("cn-north-1", "aws-cn", "aws")],
  needsAttribute: [catalogue.needsAttribute("vpcId", "the load balancer controller needs it")],
  notAnArn: [catalogue.notAnArn("AmazonS3ReadOnlyAccess")],
  arnOfAnotherKind: [catalogue.arnOfAnotherKind("arn:aws:iam::1:role/a", "an IAM policy")],
  arnOfAnotherPartition: [catalogue.arnOfAnotherPartition("arn:aws:s3:::a", "aws", "aws-cn")],
  statementNeeds: [
    catalogue.statementNeeds("actions", "notActions", true),
    catalogue.statementNeeds("actions", "notActions", false),
  ],
  policyTooLarge: [
    catalogue.policyTooLarge("the inline policy", 10241, 10240),
    catalogue.policyTooLarge("the inline policy", undefined, 10240),
  ],
  audienceUnknown: [catalogue.audienceUnknown()],
  trustPolicyTooLarge: [catalogue.trustPolicyTooLarge(2049, 2048), catalogue.trustPolicyTooLarge(undefined, 2048)],
  tooManyPolicies: [catalogue.tooManyPolicies(21, 20), catalogue.tooManyPolicies(undefined, 20)],
  wildcardSubject: [catalogue.wildcardSubject("namespace", "shop-*")],
  nameAndPrefix: [catalogue.nameAndPrefix()],
  providerOfAnotherIssuer: [
    catalogue.providerOfAnotherIssuer("arn:aws:iam::1:oidc-provider/a", "b"),
    catalogue.providerOfAnotherIssuer(),
  ],
  roleArnAnnotation: [catalogue.roleArnAnnotation("arn:aws:iam::1:role/a"), catalogue.roleArnAnnotation()],
  tagPrefix: [catalogue.tagPrefix("aws:a")],
  tooMany: [catalogue.tooMany("tags", 51, 50)],
  unsupportedVersion: [
    catalogue.unsupportedVersion("cert-manager", "v1.17.0", ["v1.18.6"]),
    catalogue.unsupportedVersion("a", "3.0.9", ["3.0.0", "3.1.0"]),
    catalogue.unsupportedVersion("a", "v2.13.4", ["1.13.4"], "Write the chart's"),
  ],
  refusedVersion: [catalogue.refusedVersion("cert-manager", "v1.19.0", "it reissues", "Use v1.19.1")],
  noCertManager: [catalogue.noCertManager()],
  helmCannotKeepCertificate: [catalogue.helmCannotKeepCertificate("3.0.0")],
  valueContradicts: [
    catalogue.valueContradicts("region", "a", "b", "region"),
    catalogue.valueContradicts("installCRDs", true, undefined, "crds.enabled"),
  ],
  valueOfWrongType: [catalogue.valueOfWrongType("enableShield", "false", "true or false", "it drops text")],
  valueUnknown: [
    catalogue.valueUnknown("cert-manager v1.21.1", "replicas", "replicaCount"),
    catalogue.valueUnknown("cert-manager v1.21.1", "x", undefined),
  ],
  defaultTag: [catalogue.defaultTag("team", "a,b", ",")],
  duplicateAddress: [catalogue.duplicateAddress("aws_iam_role.a", "prod/a", "prod/b")],
  badAddress: [catalogue.badAddress("aws_iam_role.1a")],
  stateInRemovedStack: [catalogue.stateInRemovedStack("cdktf.out/stacks/old")],
  hclOutput: [catalogue.hclOutput()],
  otherOutput: [catalogue.otherOutput("elsewhere")],
  needsIrsa: [catalogue.needsIrsa()],
  needsPodIdentity: [catalogue.needsPodIdentity()],
  annotationContradicts: [catalogue.annotationContradicts("eks.amazonaws.com/audience", "a", "b")],
  existingServiceAccount: [catalogue.existingServiceAccount("labels")],
  acmeWithoutZones: [catalogue.acmeWithoutZones("letsencrypt"), catalogue.acmeWithoutZones()],
  acmeInNamespace: [catalogue.acmeInNamespace("letsencrypt"), catalogue.acmeInNamespace()],
  misspelt: [catalogue.misspelt()],
  dns01Misplaced: [catalogue.dns01Misplaced("letsencrypt"), catalogue.dns01Misplaced()],
  issuerZonesElsewhere: [catalogue.issuerZonesElsewhere("letsencrypt"), catalogue.issuerZonesElsewhere()],
  issuerNeedsIrsa: [catalogue.issuerNeedsIrsa()],
  issuerAccountTwice: [catalogue.issuerAccountTwice()],
  zonesWithoutNames: [catalogue.zonesWithoutNames("letsencrypt"), catalogue.zonesWithoutNames()],
  bothMonitors: [catalogue.bothMonitors()],
  issuersNotInstalled: [catalogue.issuersNotInstalled()],
  gateNotYet: [
    catalogue.gateNotYet("ALBGatewayAPI", "3.5.0", "1.13.0"),
    catalogue.gateNotYet(undefined, "3.5.0", "3.4.0"),
  ],
  gateNoMore: [catalogue.gateNoMore("AGAController", "1.16.0", "1.17.0")],
  scopedWithoutTags: [catalogue.scopedWithoutTags()],
  allGatewayGates: [catalogue.allGatewayGates()],
  gatewayCrdMissing: [catalogue.gatewayCrdMissing("1.13.4")],
  gatewayCrdsCrash: [catalogue.gatewayCrdsCrash("3.2.0")],
  authorityNotRendered: [catalogue.authorityNotRendered("3.3.0")],
  gatewaysSwitchedOff: [catalogue.gatewaysSwitchedOff("3.5.0")],
  noEffect: [catalogue.noEffect("wafv2Names with wafv2: false", "the controller does not call WAF")],
  valueOfOwnAccount: [catalogue.valueOfOwnAccount("serviceAccount.labels")],
  monitorWithoutMetrics: [catalogue.monitorWithoutMetrics()],
  besideSolvers: [catalogue.besideSolvers()],
  solverNoDocument: [catalogue.solverNoDocument()],
  zoneRoleWithoutZones: [catalogue.zoneRoleWithoutZones()],
  zoneNameTwice: [catalogue.zoneNameTwice("letsencrypt", "example.com"), catalogue.zoneNameTwice()],
  noPublicRegistry: [catalogue.noPublicRegistry("aws-iso", "cert-manager's images")],
  noRegionalRegistry: [catalogue.noRegionalRegistry("us-iso-east-1")],
  secondController: [catalogue.secondController("another"), catalogue.secondController()],
  optionNeedsVersion: [catalogue.optionNeedsVersion("defaultScheme", "1.17.0", "1.13.0")],
  onlyCommercial: [catalogue.onlyCommercial("globalAccelerator", "aws-cn")],
  accountNeedsIrsa: [catalogue.accountNeedsIrsa()],
  roleIsThere: [catalogue.roleIsThere("policyArns")],
  providerOfAnotherAccount: [catalogue.providerOfAnotherAccount("arn:aws:iam::1:oidc-provider/x", "111122223333")],
  issuersNotAwaited: [catalogue.issuersNotAwaited()],
  certificateNotAwaited: [catalogue.certificateNotAwaited()],
  notInEcr: [
    catalogue.notInEcr(undefined, "amazonaws.com"),
    catalogue.notInEcr("oci://ghcr.io/acme/charts", "amazonaws.com"),
  ],
  namespaceOfKubernetes: [catalogue.namespaceOfKubernetes("kube-system"), catalogue.namespaceOfKubernetes()],
  circle: [catalogue.circle("external-dns")],
  boundaryOfAnotherAccount: [catalogue.boundaryOfAnotherAccount("arn:aws:iam::111122223333:policy/b", "444455556666")],
  podIdentityOnFargate: [catalogue.podIdentityOnFargate()],
  template: [catalogue.template("a/${B}")],
  outOfForm: [
    catalogue.outOfForm("workloads[a].namespace", '"A"', { what: "a name", says: "small", max: 63, fix: "Rename it" }),
    catalogue.outOfForm("role_arn", '"A"', { what: "an ARN", says: "long", fix: "Check it" }),
  ],
  keyOutOfForm: [catalogue.keyOutOfForm("tags", '"aws:a"', { what: "a tag key", says: "free", fix: "Rename it" })],
  inputNotOneOf: [catalogue.inputNotOneOf("identity", '"a"', ["irsa", "both"])],
  inputNotBetween: [catalogue.inputNotBetween("max_session_duration", "60", 3600, 43200, "seconds")],
  inputEmpty: [catalogue.inputEmpty("statements[0].actions")],
  inputTooLong: [catalogue.inputTooLong("tags", "51", 50)],
  inputNull: [catalogue.inputNull("workloads[a]")],
  statementParts: [catalogue.statementParts()],
  policyTwice: [catalogue.policyTwice()],
  foreignArn: [catalogue.foreignArn()],
  roleAndSwitch: [catalogue.roleAndSwitch()],
  settingsWithoutRole: [catalogue.settingsWithoutRole()],
  optionContradicted: [catalogue.optionContradicted()],
  providerOfOtherAccount: [catalogue.providerOfOtherAccount()],
  accountTwice: [catalogue.accountTwice()],
  roleNameTwice: [catalogue.roleNameTwice()],
  partitionOfAnotherRegion: [catalogue.partitionOfAnotherRegion()],
  missingInput: [catalogue.missingInput("account_id", "roles are held to it")],
  unusedInput: [catalogue.unusedInput("oidc_provider_arn", 'oidc_provider is "create"')],
  exactlyOneIssuer: [catalogue.exactlyOneIssuer()],
  issuerTwice: [catalogue.issuerTwice()],
  unknownGate: [catalogue.unknownGate(["EnableRGTAPI", "NLBGatewayAPI"])],
  chartSource: [catalogue.chartSource()],
  builtInAddon: [catalogue.builtInAddon()],
  valuesContradict: [catalogue.valuesContradict('values.replicaCount is "2"')],
  repositoryName: [catalogue.repositoryName("eks-irsa", "../terraform-aws-eks-irsa")],
  repositoryInProject: [catalogue.repositoryInProject("../terraform-aws-eks-irsa")],
  notAFolder: [catalogue.notAFolder()],
  sourceOutside: [catalogue.sourceOutside("../oidc-provider")],
};

describe("the error catalogue", () => {
  test("has an example here for each of its problems", () => {
    expect(Object.keys(EXAMPLES).sort()).toEqual(Object.keys(makers).sort());
  });

  const all = Object.entries(EXAMPLES).flatMap(([name, problems]) =>
    problems.map((problem) => [name, problem] as const),
  );

  test.each(all)("%s says what is given, the rule, and what to do", (_name, problem) => {
    expect(Object.keys(problem).sort()).toEqual(["fix", "given", "rule"]);
    for (const part of Object.values(problem) as string[]) expect(part.trim()).not.toBe("");
  });

  test.each(all)("%s reads as sentences", (_name, problem) => {
    const text = problemText(problem);
    expect(text).toMatch(/[^.]\.$/);
    expect(text).not.toMatch(/undefined|\[object|NaN|\n| {2}/);
    // Three dots stand for what is cut, two for the folder above; else two are a mistake.
    expect(text).not.toMatch(/(?<!\.)\.\.(?![./])/);
    // What to do starts a sentence.
    expect(problem.fix).toMatch(/^[A-Z]/);
    // A suggestion asks a question of its own.
    const sentences = text
      .replace(/Did you mean [^?]+\? /, "")
      .split(/(?<!\.\.)[.?!](?= |$)/)
      .filter((sentence) => sentence.trim());
    expect(sentences.length).toBeLessThanOrEqual(2);
  });

  test.each<[Problem, string]>([
    [
      catalogue.unknownKey("regoin", ["region", "tags"], "region"),
      'the key "regoin" is not known: the keys here are region, tags. Did you mean "region"? Rename or remove it.',
    ],
    [catalogue.wrongType(12345, "text"), "12345 is a number: text is expected. Put it in quotes."],
    [
      catalogue.wrongType(null, "a mapping"),
      "nothing is given: a mapping is expected. Write {} for the defaults, or leave the key out.",
    ],
    [
      catalogue.tooLong("a role name", "a".repeat(100), 64),
      `"${"a".repeat(75)} ... has 100 characters: a role name has at most 64. Shorten it.`,
    ],
    [
      catalogue.arnOfAnotherPartition("arn:aws:s3:::a", "aws", "aws-cn"),
      '"arn:aws:s3:::a": this is an ARN of the partition aws, and the cluster is in aws-cn. Write arn:aws-cn:... here.',
    ],
    [
      catalogue.trustPolicyTooLarge(2049, 2048),
      "the trust policy has 2049 characters: IAM accepts 2048. Name fewer ServiceAccounts in one role, split it, or raise trust.maxSize (max_size in modules) with the account's quota.",
    ],
    [
      catalogue.unsupportedVersion("cert-manager", "v1.17.0", ["v1.18.6"]),
      'cert-manager "v1.17.0": this chart version is not supported; the nearest is v1.18.6. Choose it.',
    ],
    [
      catalogue.unsupportedVersion("aws-load-balancer-controller", "3.0.9", ["3.0.0", "3.1.0"]),
      'aws-load-balancer-controller "3.0.9": this chart version is not supported; the nearest are 3.0.0, 3.1.0. Choose one of these.',
    ],
    [
      catalogue.valueOfWrongType("enableShield", "false", "true or false", "it drops text silently"),
      'values.enableShield is "false", text: the chart needs true or false here: it drops text silently. Write true or false.',
    ],
    [
      catalogue.defaultTag("team", "a,b", ","),
      'the default tag "team": "a,b" holds ",": the controller reads its default tags from one comma-separated argument and cannot take this. Change the tag, or leave it out.',
    ],
    [
      catalogue.duplicateAddress("aws_iam_role.a", "prod/a", "prod/b"),
      "aws_iam_role.a is the address of prod/a and of prod/b: CDKTF would merge two elements with one address silently. Rename one of the two.",
    ],
    [
      catalogue.roleArnAnnotation("arn:aws:iam::1:role/a"),
      'the annotation eks.amazonaws.com/role-arn is "arn:aws:iam::1:role/a": the ServiceAccount gets the ARN of the role that is made for it. Remove the annotation.',
    ],
    [
      catalogue.outOfForm('workloads["a"].namespace', '"A"', { what: "a name", says: "small", max: 1000, fix: "Do" }),
      'workloads["a"].namespace is "A": a name is small, at most 1,000 characters. Do.',
    ],
    [
      catalogue.inputNotBetween("max_session_duration", "60", 3600, 43200, "seconds"),
      "max_session_duration is 60: a whole number from 3600 to 43200 seconds is expected. Write one in this range.",
    ],
    [catalogue.inputTooLong("tags", "51", 50), "tags has 51 entries: there are at most 50. Remove some."],
  ])("%j in full", (problem, text) => {
    expect(problemText(problem)).toBe(text);
  });
});

describe("show", () => {
  test.each([
    [undefined, "nothing"],
    [null, "null"],
    ["a", '"a"'],
    [{ a: 12n }, '{"a":"12"}'],
    [Math.max, "function"],
    ["a ${TfToken[TOKEN.7]}", '"a (known to Terraform only)"'],
    [{ a: [1] }, '{"a":[1]}'],
    ["a".repeat(78), `"${"a".repeat(78)}"`],
    ["a".repeat(79), `"${"a".repeat(75)} ...`],
  ])("shows %p as %s", (value, text) => {
    expect(show(value)).toBe(text);
  });
});

describe("kindOf", () => {
  test.each([
    [null, "nothing"],
    [undefined, "nothing"],
    [[], "a list"],
    [{}, "a mapping"],
    ["", "text"],
    [1, "a number"],
    [1n, "a number"],
    [false, "true or false"],
  ])("of %p is %s", (value, kind) => {
    expect(kindOf(value)).toBe(kind);
  });
});

describe("InvalidInputError", () => {
  test("says where first, and carries where and what", () => {
    const problem = catalogue.nameAndPrefix();
    const error = new InvalidInputError("prod/reader.name", problem);
    expect(error.message).toBe(
      "prod/reader.name: name and namePrefix are both given: a role has one or the other. Keep one.",
    );
    expect(error).toMatchObject({ name: "InvalidInputError", where: "prod/reader.name", problem });
    expect(error).toBeInstanceOf(Error);
  });
});
