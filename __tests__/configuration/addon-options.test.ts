import { addonOf, clusterOf, inCluster, problemsOf } from "../support/configuration";

/** Typed options of cert-manager and of the load balancer controller. */

const certManager = (keys: string): string => inCluster(`certManager:\n  ${keys.replaceAll("\n", "\n  ")}`);
const controller = (keys: string): string => inCluster(`loadBalancerController:\n  ${keys.replaceAll("\n", "\n  ")}`);
/** The first key of each is at 6:7. */
const inCertManager = (place: string, path: string, text: string): string =>
  `eks-irsa.yaml:${place}: clusters.prod.certManager.${path}: ${text}`;
const inController = (place: string, path: string, text: string): string =>
  `eks-irsa.yaml:${place}: clusters.prod.loadBalancerController.${path}: ${text}`;

describe("an issuer", () => {
  const KINDS = "exactly one of acme, selfSigned, ca is expected";

  test.each<[string, string, string]>([
    [
      "is of some kind",
      "issuers: [{ name: a }]",
      inCertManager("6:17", "issuers[0]", `none of them is given: ${KINDS}. Add one.`),
    ],
    [
      "is of one kind",
      "issuers: [{ name: a, selfSigned: {}, ca: { secretName: s } }]",
      inCertManager("6:17", "issuers[0]", `selfSigned, ca are given together: ${KINDS}. Keep one.`),
    ],
    [
      "by ACME needs a zone",
      "issuers: [{ name: a, acme: { email: a@example.com } }]",
      inCertManager(
        "6:17",
        "issuers[0]",
        'the ACME issuer "a", and no hosted zones: domains are proved by DNS01 in Route53, which takes a zone. Add hostedZones, http01, or solvers.',
      ),
    ],
    [
      "by ACME needs the names of several zones",
      "hostedZones: [{ id: Z1, name: example.com }, Z2]\nissuers: [{ name: a, acme: { email: a@example.com } }]",
      inCertManager(
        "7:17",
        "issuers[0]",
        'the ACME issuer "a", and several hosted zones without names: each domain is proved in its own zone, which has to be told from the others. Write each zone as { id, name }, as in { id: Z0123456789, name: "example.com" }.',
      ),
    ],
    [
      "by ACME is for the whole cluster",
      "hostedZones: [Z1]\nissuers: [{ name: a, namespace: n, acme: { email: a@example.com } }]",
      inCertManager(
        "7:17",
        "issuers[0]",
        'the ACME issuer "a" with a namespace: cert-manager uses its AWS permissions for ClusterIssuers only. Add dns01 with a serviceAccount of its own, or leave the namespace out.',
      ),
    ],
    [
      "by ACME has an email address",
      "hostedZones: [Z1]\nissuers: [{ name: a, acme: {} }]",
      inCertManager("7:28", "issuers[0].acme.email", "email is missing: it has to be text. Add email."),
    ],
    [
      "by ACME has a server by URL",
      "hostedZones: [Z1]\nissuers: [{ name: a, acme: { email: e, server: letsencrypt } }]",
      inCertManager(
        "7:46",
        "issuers[0].acme.server",
        '"letsencrypt": an endpoint is an https URL. Copy it from the cluster.',
      ),
    ],
    [
      "by ACME has either solvers of its own or what ours are made of",
      "issuers: [{ name: a, acme: { email: e, solvers: [{ dns01: {} }], cnameStrategy: Follow } }]",
      inCertManager(
        "6:17",
        "issuers[0]",
        "http01, dns01 or cnameStrategy beside solvers: solvers stand in the place of those that these are about. Say it in the solvers, or leave them out.",
      ),
    ],
    [
      "has a ServiceAccount of its own, and of nobody else",
      "hostedZones: [Z1]\nissuers:\n  - { name: a, namespace: n, acme: { email: e, dns01: { serviceAccount: dns } } }\n  - { name: b, namespace: n, acme: { email: e, dns01: { serviceAccount: dns } } }",
      inCertManager(
        "9:54",
        "issuers[1].acme.dns01",
        "the ServiceAccount n/dns also belongs to certManager.issuers[0].acme.dns01: a ServiceAccount has exactly one role. Merge the two, or give each its own ServiceAccount.",
      ),
    ],
    [
      "has a ServiceAccount of its own by IRSA alone",
      "identity: pod-identity\nhostedZones: [Z1]\nissuers: [{ name: a, namespace: n, acme: { email: e, dns01: { serviceAccount: dns } } }]",
      inCertManager(
        "8:17",
        "issuers[0]",
        "an issuer with dns01, and identity: pod-identity: no pod runs as the issuer's ServiceAccount: its token is taken by the cluster's OIDC provider. Use identity: irsa, or both.",
      ),
    ],
    [
      "has zones of its own without a role",
      "issuers: [{ name: a, namespace: n, acme: { email: e, dns01: { serviceAccount: dns, hostedZones: [{ id: Z1, roleArn: x }] } } }]",
      inCertManager(
        "6:114",
        "issuers[0].acme.dns01.hostedZones[0].roleArn",
        'the key "roleArn" is not known: the keys here are id, name. Remove it.',
      ),
    ],
    [
      "has solvers that are mappings",
      "hostedZones: [Z1]\nissuers: [{ name: a, acme: { email: e, solvers: [dns01] } }]",
      inCertManager("7:56", "issuers[0].acme.solvers[0]", '"dns01" is text: a mapping is expected. Write a mapping.'),
    ],
    [
      "has a name of its own",
      "issuers: [{ name: a, selfSigned: {} }, { name: b, selfSigned: {} }, { name: a, ca: { secretName: s } }]",
      inCertManager(
        "6:77",
        "issuers[2].name",
        '"a" is also at certManager.issuers[0]: an issuer is unique. Rename or remove one of the two.',
      ),
    ],
    [
      "has a name of its own in a namespace",
      "issuers: [{ name: a, namespace: n, selfSigned: {} }, { name: a, namespace: n, selfSigned: {} }]",
      inCertManager(
        "6:62",
        "issuers[1].name",
        '"n/a" is also at certManager.issuers[0]: an issuer is unique. Rename or remove one of the two.',
      ),
    ],
    [
      "takes no keys where it signs itself",
      "issuers: [{ name: a, selfSigned: { email: e } }]",
      inCertManager(
        "6:42",
        "issuers[0].selfSigned.email",
        'the key "email" is not known: no key is expected here. Remove it.',
      ),
    ],
    [
      "is not made where another tool installs cert-manager",
      "install: false\nissuers: [{ name: a, selfSigned: {} }]",
      inCertManager(
        "7:7",
        "issuers",
        "issuers with install: false: they can be made only after cert-manager, which another tool installs. Leave them to that tool.",
      ),
    ],
  ])("%s", (_what, keys, expected) => {
    expect(problemsOf(certManager(keys))).toEqual([expected]);
  });

  test("may be of each kind, and share a name in another namespace", () => {
    const text = certManager(
      "hostedZones: [Z1]\nissuers:\n  - { name: a, acme: { email: a@example.com, staging: true } }\n  - { name: a, namespace: n, selfSigned: {} }\n  - { name: a, namespace: m, ca: { secretName: s } }",
    );
    expect(addonOf(text, "cert-manager")).toHaveProperty("issuers", [
      { name: "a", acme: { email: "a@example.com", staging: true, solvers: [] } },
      { name: "a", namespace: "n", selfSigned: {} },
      { name: "a", namespace: "m", ca: { secretName: "s" } },
    ]);
  });

  test.each([
    ["one zone, by ID", "[Z1]"],
    ["one zone, with its name", "[{ id: Z1, name: example.com }]"],
    ["several zones with names", "[{ id: Z1, name: example.com }, { id: Z2, name: example.org }]"],
  ])("by ACME may have %s", (_what, zones) => {
    const keys = `hostedZones: ${zones}\nissuers: [{ name: a, acme: { email: a@example.com } }]`;
    expect(problemsOf(certManager(keys))).toEqual([]);
  });
});

describe("a hosted zone", () => {
  const ZONE = "a hosted zone ID is Z and up to 31 capital letters and digits";

  test.each<[string, string, string]>([
    [
      "with a name has an ID, too",
      "hostedZones: [{ name: example.com }]",
      inCertManager("6:21", "hostedZones[0].id", "id is missing: it has to be text. Add id."),
    ],
    [
      "with a name has a zone's ID",
      "hostedZones: [{ id: example.com }]",
      inCertManager(
        "6:23",
        "hostedZones[0].id",
        `"example.com": ${ZONE}. Write only the ID, without /hostedzone/ and without a domain name.`,
      ),
    ],
    [
      "has a domain for a name",
      "hostedZones: [{ id: Z1, name: example.com. }]",
      inCertManager(
        "6:31",
        "hostedZones[0].name",
        '"example.com.": a domain is lower-case letters, digits, hyphens and dots, with a letter or digit at both ends of each part (RFC 1123 subdomain). Rename it.',
      ),
    ],
    [
      "in another account has a role there",
      "hostedZones: [Z1]\nhostedZoneRoleArn: 'arn:aws:iam::444455556666:policy/p'",
      inCertManager(
        "7:7",
        "hostedZoneRoleArn",
        '"arn:aws:iam::444455556666:policy/p": the ARN of an IAM role is expected. Check which ARN this is.',
      ),
    ],
    [
      "in another account is in the cluster's partition",
      "hostedZones: [Z1]\nhostedZoneRoleArn: 'arn:aws-cn:iam::444455556666:role/r'",
      inCertManager(
        "7:7",
        "hostedZoneRoleArn",
        '"arn:aws-cn:iam::444455556666:role/r": this is an ARN of the partition aws-cn, and the cluster is in aws. Write arn:aws:... here.',
      ),
    ],
  ])("%s", (_what, keys, expected) => {
    expect(problemsOf(certManager(keys))).toEqual([expected]);
  });

  test("may be in another account, and be held to challenges", () => {
    const arn = "arn:aws:iam::444455556666:role/r";
    const text = certManager(
      `hostedZones: [Z1]\nhostedZoneRoleArn: '${arn}'\nacmeChallengeOnly: true\nlookUpZones: true`,
    );
    expect(addonOf(text, "cert-manager")).toMatchObject({
      hostedZones: ["Z1"],
      hostedZoneRoleArn: arn,
      acmeChallengeOnly: true,
      lookUpZones: true,
    });
  });
});

/** A value that an option sets, given as something else. */
const contradicts = (key: string, given: string, ours: string, option: string): string =>
  `values.${key} is ${given}: it is set to ${ours} from ${option}. Remove it, and use ${option}.`;

/** A dotted path and a value as YAML in one line, and the column of the last key after `values: `. */
function nested(path: string, value: string): string {
  return path
    .split(".")
    .reverse()
    .reduce((inner, key) => `{ ${key}: ${inner} }`, value);
}

/** Where a key stands in a line. */
const columnOf = (line: string, path: string): number => line.indexOf(`${path.split(".").at(-1)}: `) + 1;

const REGISTRY = "mirror.example.com/jetstack";

describe("a value that contradicts an option of cert-manager", () => {
  test.each<[string, string, string, string, string]>([
    ["replicas: 2", "replicas", "replicaCount", "3", "2"],
    ["replicas: 2", "replicas", "webhook.replicaCount", "1", "2"],
    ["replicas: 2", "replicas", "cainjector.replicaCount", "1", "2"],
    ["replicas: 2", "replicas", "podDisruptionBudget.enabled", "false", "true"],
    ["fargate: true", "fargate", "webhook.securePort", "10250", "10260"],
    [
      "leaderElectionNamespace: cert-manager",
      "leaderElectionNamespace",
      "global.leaderElection.namespace",
      '"kube-system"',
      '"cert-manager"',
    ],
    [
      `imageRegistry: ${REGISTRY}`,
      "imageRegistry",
      "image.repository",
      '"quay.io/x"',
      `"${REGISTRY}/cert-manager-controller"`,
    ],
    [
      `imageRegistry: ${REGISTRY}`,
      "imageRegistry",
      "startupapicheck.image.repository",
      '"quay.io/x"',
      `"${REGISTRY}/cert-manager-startupapicheck"`,
    ],
    ["prometheus: { enabled: false }", "prometheus", "prometheus.enabled", "true", "false"],
    ["prometheus: { serviceMonitor: true }", "prometheus", "prometheus.servicemonitor.enabled", "false", "true"],
    ["prometheus: { podMonitor: true }", "prometheus", "prometheus.podmonitor.enabled", "false", "true"],
  ])("%s (%s) with %s", (keys, option, path, given, ours) => {
    const line = `      values: ${nested(path, given)}`;
    expect(problemsOf(certManager(`${keys}\nvalues: ${nested(path, given)}`))).toEqual([
      inCertManager(
        `7:${columnOf(line, path)}`,
        `values.${path}`,
        contradicts(path, given, ours, `certManager.${option}`),
      ),
    ]);
    expect(problemsOf(certManager(`${keys}\nvalues: ${nested(path, ours)}`))).toEqual([]);
    expect(problemsOf(certManager(`values: ${nested(path, given)}`))).toEqual([]);
  });

  test.each<[string, string, string, string]>([
    ["installCRDs", "true", "crds.enabled", "crds.enabled"],
    ["serviceAccount.annotations", "{}", "certManager", "certManager"],
  ])("is any in the place of our own: %s", (path, given, option, use) => {
    const [problem, ...others] = problemsOf(certManager(`values: ${nested(path, given)}`));
    expect(problem).toContain(
      `certManager.values.${path}: values.${path} is ${given}: ${option} takes its place. Remove it, and use ${use}.`,
    );
    expect(others).toEqual([]);
  });
});

describe("an option of cert-manager", () => {
  test("is one kind of monitor", () => {
    expect(problemsOf(certManager("prometheus: { serviceMonitor: true, podMonitor: true }"))).toEqual([
      inCertManager(
        "6:7",
        "prometheus",
        "serviceMonitor and podMonitor are both on: the chart makes one or the other. Keep one.",
      ),
    ]);
    expect(problemsOf(certManager("prometheus: { serviceMonitor: true, podMonitor: false }"))).toEqual([]);
  });

  test.each<[string, string, string]>([
    ["replicas", "0", "a whole number from 1 to 100 replicas is expected. Write one in this range."],
    ["replicas", "101", "a whole number from 1 to 100 replicas is expected. Write one in this range."],
    ["timeout", "0", "a whole number from 1 to 3600 seconds is expected. Write one in this range."],
    ["timeout", "3601", "a whole number from 1 to 3600 seconds is expected. Write one in this range."],
  ])("%s is not %s", (key, value, expected) => {
    expect(problemsOf(certManager(`${key}: ${value}`))).toEqual([inCertManager("6:7", key, `${value}: ${expected}`)]);
  });

  test.each([
    ["replicas", 1],
    ["replicas", 100],
    ["timeout", 1],
    ["timeout", 3600],
  ])("%s may be %i", (key, value) => {
    expect(addonOf(certManager(`${key}: ${value}`), "cert-manager")).toMatchObject({ [key]: value });
  });

  test.each<[string, string]>([
    ["repository: charts.example.com", '"charts.example.com"'],
    ["repository: http://charts.example.com", '"http://charts.example.com"'],
  ])("has a mirror by URL, not %s", (chart, shown) => {
    expect(problemsOf(certManager(`chart: { ${chart} }`))).toEqual([
      inCertManager(
        "6:16",
        "chart.repository",
        `${shown}: a chart repository is an https:// or oci:// URL. Write it with its scheme, or use path.`,
      ),
    ]);
  });
});

describe("a feature gate of the controller", () => {
  test("is one that there is", () => {
    const [problem, ...others] = problemsOf(controller("featureGates: { NLBGatewayApi: true }"));
    expect(problem).toMatch(
      /^eks-irsa\.yaml:6:23: clusters\.prod\.loadBalancerController\.featureGates\.NLBGatewayApi: the key "NLBGatewayApi" is not known: the keys here are AGAController, ALBGatewayAPI, .*WeightedTargetGroups\. Did you mean "NLBGatewayAPI"\? Rename or remove it\.$/,
    );
    expect(others).toEqual([]);
  });

  const notYet = (gate: string, since: string, version: string): string =>
    `the feature gate ${gate} with chart ${version}: charts know it from ${since} on, and a controller that does not know a gate does not start. Leave it out, or use a later chart.`;

  test("is known to the chart, switched on or off", () => {
    const of = (version: string, gate: string, on: boolean): string[] =>
      problemsOf(controller(`version: ${version}\nfeatureGates: { ${gate}: ${on} }`));
    expect(of("1.13.4", "EnhancedDefaultBehavior", false)).toEqual([
      inController(
        "7:23",
        "featureGates.EnhancedDefaultBehavior",
        notYet("EnhancedDefaultBehavior", "1.14.0", "1.13.4"),
      ),
    ]);
    expect(of("1.14.0", "EnhancedDefaultBehavior", false)).toEqual([]);
    expect(of("1.13.0", "ALBSingleSubnet", true)).toEqual([]);
  });

  test("is known to the chart still", () => {
    expect(problemsOf(controller("version: 1.17.0\nfeatureGates: { AGAController: false }"))).toEqual([
      inController(
        "7:23",
        "featureGates.AGAController",
        "the feature gate AGAController with chart 1.17.0: charts know it up to 1.16.0 only, and a controller that does not know a gate does not start. Leave it out.",
      ),
    ]);
    expect(problemsOf(controller("version: 1.16.0\nfeatureGates: { AGAController: false }"))).toEqual([]);
  });

  test.each(["1.13.0", "3.4.3", "3.5.0"])("of the Gateway API may be chosen by one key in chart %s", (version) => {
    expect(problemsOf(controller(`version: ${version}\ngatewayApi: true`))).toEqual([]);
    expect(problemsOf(controller(`version: ${version}\ngatewayApi: false`))).toEqual([]);
  });
});

describe("a policy held to the cluster's tag", () => {
  const GATE = "featureGates.ListenerRulesTagging";
  const WHY =
    "the feature gate ListenerRulesTagging off, with policy: scoped: listeners and rules would have no tags, and this policy makes and changes nothing without. Leave the gate on, or choose another policy.";

  test.each([
    ["featureGates: { ListenerRulesTagging: false }", GATE],
    [
      "values: { controllerConfig: { featureGates: { ListenerRulesTagging: false } } }",
      `values.controllerConfig.${GATE}`,
    ],
  ])("needs tags of listeners: %s", (keys, path) => {
    expect(problemsOf(controller(`policy: scoped\n${keys}`))).toEqual([
      expect.stringContaining(`clusters.prod.loadBalancerController.${path}: ${WHY}`),
    ]);
    expect(problemsOf(controller(keys))).toEqual([]);
    expect(problemsOf(controller(`policy: scoped\n${keys.replace("false", "true")}`))).toEqual([]);
  });

  test("may be held to the VPC, too", () => {
    expect(problemsOf(controller("policy: scoped\nvpc: true"))).toEqual([]);
    expect(problemsOf(controller("policy: narrow\nvpc: false"))).toEqual([]);
  });
});

describe("an option without effect", () => {
  const NO_EFFECT = "and it would have no effect. Leave out one of the two.";
  test.each<[string, string, string]>([
    ["ingressClass: { create: false, params: { scheme: internal } }", "ingressClass", "no IngressClass is made"],
    ["ingressClass: { create: false, default: true }", "ingressClass", "no IngressClass is made"],
    ["securityGroups: { sharedBackend: false, backend: sg-0a }", "securityGroups", "no group is shared"],
    ["certificateZones: [Z1]", "certificateZones", "nothing requests certificates"],
    ["wafv2Names: true\nwafv2: false", "wafv2Names", "the controller does not call WAF"],
    ["policy: narrow\ntargetGroupBindingOnly: true", "policy", "the policy for target groups has one form"],
    ["policy: scoped\ntargetGroupBindingOnly: true", "policy", "the policy for target groups has one form"],
    ["policy: narrow\nvpc: true", "vpc", "no other policy is held to a VPC"],
    ["vpc: true", "vpc", "no other policy is held to a VPC"],
  ])("of the controller is refused: %s", (keys, path, why) => {
    const [problem = "", ...others] = problemsOf(controller(keys));
    expect(problem).toContain(`clusters.prod.loadBalancerController.${path}: `);
    expect(problem).toContain(`${why}, ${NO_EFFECT}`);
    expect(others).toEqual([]);
  });

  test.each([
    ["globalAccelerator: true", "1.16.0", "1.17.0"],
    ["certificateManagement: true", "3.2.2", "3.3.0"],
    ["wafv2Names: true", "1.14.0", "1.14.1"],
  ])("of the controller is refused before its chart has it: %s", (keys, before, since) => {
    expect(problemsOf(controller(`version: ${before}\n${keys}`))).toEqual([
      expect.stringContaining(`with chart ${before}: charts have it from ${since} on.`),
    ]);
    expect(problemsOf(controller(`version: ${since}\n${keys}`))).toEqual([]);
  });

  test("of cert-manager is refused: a monitor without metrics", () => {
    expect(problemsOf(certManager("prometheus: { enabled: false, podMonitor: true }"))).toEqual([
      inCertManager(
        "6:7",
        "prometheus",
        "serviceMonitor or podMonitor with enabled: false: there are no metrics to watch. Leave enabled out, or the monitor.",
      ),
    ]);
  });
});

describe("an image registry", () => {
  test.each(["https://m.example.com", "m.example.com/", "M.example.com", "m.example.com/Team", "m.example.com//a", ""])(
    "is none as %j",
    (registry) => {
      for (const text of [controller, certManager]) {
        const [problem = "", ...others] = problemsOf(text(`imageRegistry: "${registry}"`));
        expect(problem).toContain(
          `imageRegistry: "${registry}": an image registry is a host in lower case, as in mirror.example.com/team. Write it without https:// in front and without a slash at the end.`,
        );
        expect(others).toEqual([]);
      }
    },
  );

  test.each([
    "m.example.com",
    "m.example.com:5000/a/b-c_d.e",
    "localhost:5000",
    "111122223333.dkr.ecr.eu-west-1.amazonaws.com",
  ])("may be %s", (registry) => {
    expect(problemsOf(controller(`imageRegistry: "${registry}"`))).toEqual([]);
    expect(problemsOf(certManager(`imageRegistry: "${registry}"`))).toEqual([]);
  });

  test("is one of the user's for cert-manager where there is no internet", () => {
    const inIso = (keys: string): string => certManager(keys).replace("ap-northeast-2", "us-iso-east-1");
    expect(problemsOf(inIso("replicas: 1"))).toEqual([
      inCertManager(
        "5:5",
        "imageRegistry",
        "no image registry, in the partition aws-iso: there is no way from there to the public one. Write imageRegistry: the host of your mirror, which has cert-manager's images.",
      ),
    ]);
    expect(problemsOf(inIso("imageRegistry: m.example.com"))).toEqual([]);
  });
});

describe("an option of the controller", () => {
  test("for the default scheme came with chart 1.17.1", () => {
    expect(problemsOf(controller("version: 1.17.0\ndefaultScheme: internal"))).toEqual([
      inController(
        "7:7",
        "defaultScheme",
        "defaultScheme with chart 1.17.0: charts have it from 1.17.1 on. Leave it out, or use a later chart.",
      ),
    ]);
    expect(problemsOf(controller("version: 1.17.1\ndefaultScheme: internal"))).toEqual([]);
  });

  test.each<[string, string, string]>([
    [
      "is a scheme",
      "defaultScheme: public",
      inController(
        "6:7",
        "defaultScheme",
        '"public": one of internal, internet-facing is expected. Choose one of them.',
      ),
    ],
    [
      "is a target type",
      "defaultTargetType: IP",
      inController("6:7", "defaultTargetType", '"IP": one of instance, ip is expected. Did you mean ip? Write that.'),
    ],
    [
      "is a security group's ID",
      "securityGroups: { backend: backend }",
      inController(
        "6:25",
        "securityGroups.backend",
        '"backend": a security group is sg- and hexadecimal digits. Copy its ID.',
      ),
    ],
  ])("%s", (_what, keys, expected) => {
    expect(problemsOf(controller(keys))).toEqual([expected]);
  });

  test("may be a security group's ID", () => {
    expect(addonOf(controller("securityGroups: { backend: sg-0a1b }"), "load-balancer-controller")).toMatchObject({
      securityGroups: { backend: "sg-0a1b" },
    });
  });

  const inRegion = (region: string, keys: string): string => controller(keys).replace("ap-northeast-2", region);

  test.each(["cn-north-1", "us-gov-west-1", "us-iso-east-1"])(
    "for Global Accelerator is for the commercial partition only, not for %s",
    (region) => {
      const partition = clusterOf(inRegion(region, "imageRegistry: m.example.com")).partition;
      expect(problemsOf(inRegion(region, "globalAccelerator: true\nimageRegistry: m.example.com"))).toEqual([
        inController(
          "6:7",
          "globalAccelerator",
          `globalAccelerator in the partition ${partition}: the service is in the commercial partition only. Leave it out.`,
        ),
      ]);
      expect(problemsOf(inRegion(region, "globalAccelerator: false\nimageRegistry: m.example.com"))).toEqual([]);
    },
  );

  test.each(["us-iso-east-1", "us-isob-east-1", "eu-isoe-west-1", "us-isof-south-1"])(
    "has to name a mirror in %s, from where there is no way to the public registry",
    (region) => {
      const { partition } = clusterOf(inRegion(region, "imageRegistry: mirror.example.com"));
      const message = `no image registry, in the partition ${partition}: there is no way from there to the public one. Write imageRegistry: the host of your mirror, which has amazon/aws-load-balancer-controller.`;
      const missing = problemsOf(inRegion(region, "replicas: 1"));
      expect(missing).toEqual([inController("5:5", "imageRegistry", message)]);
      expect(problemsOf(inRegion(region, "imageRegistry: public"))).toEqual([
        inController("6:7", "imageRegistry", message),
      ]);
      // The values that another tool gets hold the image, too.
      expect(problemsOf(inRegion(region, "install: false"))).toEqual(missing);
    },
  );

  test("has AWS's own registry only where there is one", () => {
    expect(problemsOf(inRegion("eu-west-9", "imageRegistry: regional"))).toEqual([
      inController(
        "6:7",
        "imageRegistry",
        "imageRegistry: regional in eu-west-9: AWS lists no add-on registry for this region. Write the host of a registry, or public.",
      ),
    ]);
    expect(problemsOf(inRegion("eu-west-1", "imageRegistry: regional"))).toEqual([]);
    expect(problemsOf(inRegion("cn-north-1", "replicas: 1"))).toEqual([]);
  });
});

describe("a value that contradicts an option of the controller", () => {
  test.each<[string, string, string, string, string]>([
    ["replicas: 3", "replicas", "replicaCount", "5", "3"],
    ["defaultTags: { team: a }", "defaultTags", "defaultTags.team", '"b"', '"a"'],
    [
      "ingressClass: { params: { scheme: internal } }",
      "ingressClass.params",
      "ingressClassParams.spec.scheme",
      '"internet-facing"',
      '"internal"',
    ],
    ["shield: false", "shield", "enableShield", "true", "false"],
    ["waf: false", "waf", "enableWaf", "true", "false"],
    ["wafv2: true", "wafv2", "enableWafv2", "false", "true"],
    ["isolated: true", "wafv2", "enableWafv2", "true", "false"],
    ["ingressClass: { name: mine }", "ingressClass.name", "ingressClass", '"alb"', '"mine"'],
    ["ingressClass: { default: true }", "ingressClass.default", "ingressClassConfig.default", "false", "true"],
    ["ingressClass: { create: false }", "ingressClass.create", "createIngressClassResource", "true", "false"],
    ["defaultTargetType: ip", "defaultTargetType", "defaultTargetType", '"instance"', '"ip"'],
    ["defaultScheme: internal", "defaultScheme", "defaultLoadBalancerScheme", '"internet-facing"', '"internal"'],
    ["defaultSslPolicy: P", "defaultSslPolicy", "defaultSSLPolicy", '"Q"', '"P"'],
    [
      "securityGroups: { sharedBackend: false }",
      "securityGroups.sharedBackend",
      "enableBackendSecurityGroup",
      "true",
      "false",
    ],
    ["securityGroups: { backend: sg-0a }", "securityGroups.backend", "backendSecurityGroup", '"sg-0b"', '"sg-0a"'],
    [
      "securityGroups: { manageBackendRules: true }",
      "securityGroups.manageBackendRules",
      "enableManageBackendSecurityGroupRules",
      "false",
      "true",
    ],
    [
      "securityGroups: { restrictRules: false }",
      "securityGroups.restrictRules",
      "disableRestrictedSecurityGroupRules",
      "false",
      "true",
    ],
    ["logLevel: debug", "logLevel", "logLevel", '"info"', '"debug"'],
    ["serviceMonitor: true", "serviceMonitor", "serviceMonitor.enabled", "false", "true"],
    [
      "imageRegistry: mirror.example.com",
      "imageRegistry",
      "image.repository",
      '"public.ecr.aws/x"',
      '"mirror.example.com/amazon/aws-load-balancer-controller"',
    ],
    [
      "featureGates: { ALBGatewayAPI: false }",
      "featureGates",
      "controllerConfig.featureGates.ALBGatewayAPI",
      "true",
      "false",
    ],
    ["gatewayApi: false", "featureGates", "controllerConfig.featureGates.NLBGatewayAPI", "true", "false"],
  ])("%s (%s) with %s", (keys, option, path, given, ours) => {
    const line = `      values: ${nested(path, given)}`;
    expect(problemsOf(controller(`${keys}\nvalues: ${nested(path, given)}`))).toEqual([
      inController(
        `7:${columnOf(line, path)}`,
        `values.${path}`,
        contradicts(path, given, ours, `loadBalancerController.${option}`),
      ),
    ]);
    expect(problemsOf(controller(`${keys}\nvalues: ${nested(path, ours)}`))).toEqual([]);
    expect(problemsOf(controller(`values: ${nested(path, given)}`))).toEqual([]);
  });

  test("is none for what an isolated cluster turns off by itself, said again", () => {
    const text = controller("imageRegistry: m.example.com\nvalues: { enableWaf: false }");
    expect(problemsOf(text.replace("ap-northeast-2", "us-iso-east-1"))).toEqual([]);
  });
});
