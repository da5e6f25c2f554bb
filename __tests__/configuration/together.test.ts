import { ATTRIBUTES, clustersOf, inCluster, inWorkload, problemsOf } from "../support/configuration";

/** What goes together with what: in a workload, in a cluster, between clusters. */

const SHARED = "a ServiceAccount has exactly one role. Merge the two, or give each its own ServiceAccount.";

describe("the workloads of a cluster", () => {
  test.each<[string, string, string]>([
    [
      "have names of their own",
      inCluster(
        "workloads:\n  - { name: w, namespace: shop, serviceAccount: a, policyArns: [arn:aws:iam::aws:policy/P] }\n  - { namespace: shop, serviceAccount: b, name: w, policyArns: [arn:aws:iam::aws:policy/P] }",
      ),
      'eks-irsa.yaml:7:47: clusters.prod.workloads[1].name: "w" is also at workloads[0]: a workload\'s name is unique. Rename or remove one of the two.',
    ],
    [
      "have names of their own, the first ServiceAccount's by default",
      inCluster(
        "workloads:\n  - { namespace: shop, serviceAccount: a, policyArns: [arn:aws:iam::aws:policy/P] }\n  - { name: a, namespace: orders, serviceAccount: b, policyArns: [arn:aws:iam::aws:policy/P] }",
      ),
      'eks-irsa.yaml:7:11: clusters.prod.workloads[1].name: "a" is also at workloads[0]: a workload\'s name is unique. Rename or remove one of the two.',
    ],
    [
      "have ServiceAccounts of their own",
      inCluster(
        "workloads:\n  - { name: v, namespace: shop, serviceAccount: a, policyArns: [arn:aws:iam::aws:policy/P] }\n  - { name: w, namespace: shop, serviceAccount: a, policyArns: [arn:aws:iam::aws:policy/P] }",
      ),
      `eks-irsa.yaml:7:37: clusters.prod.workloads[1].serviceAccount: the ServiceAccount shop/a also belongs to workloads[0]: ${SHARED}`,
    ],
    [
      "leave cert-manager its own",
      inCluster(
        "certManager: { createNamespace: false }\nworkloads:\n  - { namespace: cert-manager, serviceAccount: cert-manager, policyArns: [arn:aws:iam::aws:policy/P] }",
      ),
      `eks-irsa.yaml:7:36: clusters.prod.workloads[0].serviceAccount: the ServiceAccount cert-manager/cert-manager also belongs to certManager: ${SHARED}`,
    ],
    [
      "leave cert-manager its own in another namespace",
      inCluster(
        "certManager: { namespace: certificates, createNamespace: false }\nworkloads:\n  - { namespace: certificates, serviceAccount: cert-manager, name: mine, policyArns: [arn:aws:iam::aws:policy/P] }",
      ),
      `eks-irsa.yaml:7:36: clusters.prod.workloads[0].serviceAccount: the ServiceAccount certificates/cert-manager also belongs to certManager: ${SHARED}`,
    ],
    [
      "leave the controller its own",
      inCluster(
        "loadBalancerController: {}\nworkloads:\n  - { namespace: kube-system, serviceAccount: aws-load-balancer-controller, policyArns: [arn:aws:iam::aws:policy/P] }",
      ),
      `eks-irsa.yaml:7:35: clusters.prod.workloads[0].serviceAccount: the ServiceAccount kube-system/aws-load-balancer-controller also belongs to loadBalancerController: ${SHARED}`,
    ],
    [
      "agree on whether their namespace is made",
      inCluster(
        "workloads:\n  - { namespace: shop, createNamespace: true, serviceAccount: a, policyArns: [arn:aws:iam::aws:policy/P] }\n  - { namespace: shop, serviceAccount: b, policyArns: [arn:aws:iam::aws:policy/P] }",
      ),
      'eks-irsa.yaml:7:9: clusters.prod.workloads[1].createNamespace: nothing of createNamespace for "shop": workloads[0] makes this namespace, and its removal would delete the namespace with all that is in it. Say it for each that is in the namespace, list the namespace under namespaces, or say it for none.',
    ],
    [
      "agree with the add-ons of their namespace",
      inCluster(
        "certManager: {}\nworkloads:\n  - { namespace: cert-manager, serviceAccount: a, policyArns: [arn:aws:iam::aws:policy/P] }",
      ),
      'eks-irsa.yaml:7:9: clusters.prod.workloads[0].createNamespace: nothing of createNamespace for "cert-manager": certManager makes this namespace, and its removal would delete the namespace with all that is in it. Say it for each that is in the namespace, list the namespace under namespaces, or say it for none.',
    ],
    [
      "have roles with names of their own, in any case",
      inCluster(
        "workloads:\n  - { namespace: shop, serviceAccount: a, role: { name: R }, policyArns: [arn:aws:iam::aws:policy/P] }\n  - { namespace: shop, serviceAccount: b, role: { name: r }, policyArns: [arn:aws:iam::aws:policy/P] }",
      ),
      'eks-irsa.yaml:7:55: clusters.prod.workloads[1].role.name: "r" is also at workloads[0]: a role\'s name (in any case) is unique. Rename or remove one of the two.',
    ],
    [
      "make no namespace that every cluster has",
      inCluster(
        "workloads: [{ namespace: kube-system, createNamespace: true, serviceAccount: a, policyArns: [arn:aws:iam::aws:policy/P] }]",
      ),
      'eks-irsa.yaml:5:43: clusters.prod.workloads[0].createNamespace: createNamespace for "kube-system": every cluster has this namespace, so creating it fails. Leave createNamespace out.',
    ],
    [
      "give a role either a name or a prefix",
      inWorkload("role: { name: a, namePrefix: b }"),
      "eks-irsa.yaml:8:9: clusters.prod.workloads[0].role: name and namePrefix are both given: a role has one or the other. Keep one.",
    ],
  ])("%s", (_what, text, expected) => {
    expect(problemsOf(text)).toEqual([expected]);
  });

  test("may have one ServiceAccount name in two namespaces, and one namespace for two ServiceAccounts", () => {
    const text = inCluster(
      "certManager: {}\nworkloads:\n  - { namespace: shop, serviceAccount: cert-manager, policyArns: [arn:aws:iam::aws:policy/P] }\n  - { name: w, namespace: cert-manager, createNamespace: true, serviceAccount: b, policyArns: [arn:aws:iam::aws:policy/P] }\n  - { name: x, namespace: shop, serviceAccount: b, policyArns: [arn:aws:iam::aws:policy/P] }",
    );
    expect(clustersOf(text)[0]?.workloads.map(({ name }) => name)).toEqual(["cert-manager", "w", "x"]);
  });
});

describe("given attributes", () => {
  const lacks = (key: string, why: string): string =>
    `eks-irsa.yaml:5:5: clusters.prod.attributes.${key}: attributes has no ${key}: nothing is read from a cluster whose attributes are given, and ${why}. Add ${key}, or leave attributes out.`;
  const without = (...keys: string[]): string =>
    ATTRIBUTES.split("\n")
      .filter((line) => !keys.some((key) => line.trim().startsWith(key)))
      .join("\n");

  test.each<[string, string, string[]]>([
    [
      "need a way to the cluster",
      inCluster(without("endpoint", "certificateAuthority")),
      [
        lacks("endpoint", "the Kubernetes provider needs it"),
        lacks("certificateAuthority", "the Kubernetes provider needs it"),
      ],
    ],
    [
      "need a VPC for the controller",
      inCluster(`${without("vpcId")}\nloadBalancerController: {}`),
      [lacks("vpcId", "the load balancer controller needs it")],
    ],
    ["need no VPC without the controller", inCluster(without("vpcId")), []],
    [
      "need no way to the cluster where a kubeconfig has one",
      inCluster(`${without("endpoint", "certificateAuthority")}\nauth: { kubeconfig: {} }`),
      [],
    ],
    [
      "with a bad endpoint are told of as bad, not as missing",
      inCluster(ATTRIBUTES.replace(/https:\/\/EX\S+/, "10.0.0.1")),
      [
        'eks-irsa.yaml:8:7: clusters.prod.attributes.endpoint: "10.0.0.1": an endpoint is an https URL. Copy it from the cluster.',
      ],
    ],
  ])("%s", (_what, text, expected) => {
    expect(problemsOf(text)).toEqual(expected);
  });
});

describe("a state's place", () => {
  const two = (a: string, b: string): string =>
    `version: 1\nclusters:\n  a: { region: eu-west-1${a} }\n  b: { region: eu-west-1${b} }\n`;
  const local = (path: string): string => `, backend: { local: { path: ${path} } }`;
  const s3 = (more: string): string => `, backend: { s3: { bucket: states, ${more} } }`;
  const RULE = "each stack has a state of its own; two in one place destroy each other. Give each its own path or key.";
  const PATH = `this path also holds the state of a: ${RULE}`;
  const KEY = `this bucket and key also holds the state of a: ${RULE}`;

  test.each<[string, string, string[]]>([
    [
      "is one of several kinds",
      inCluster("backend: { s3: { bucket: b, key: k }, local: {} }"),
      [
        "eks-irsa.yaml:5:5: clusters.prod.backend: s3, local are given together: exactly one of cloud, s3, local, none is expected. Keep one.",
      ],
    ],
    [
      "is of some kind",
      inCluster("backend: {}"),
      [
        "eks-irsa.yaml:5:5: clusters.prod.backend: none of them is given: exactly one of cloud, s3, local, none is expected. Add one.",
      ],
    ],
    [
      "is not the same file",
      two(local("x.tfstate"), local("./y/../x.tfstate")),
      [`eks-irsa.yaml:4:38: clusters.b.backend.local: ${PATH}`],
    ],
    [
      "is not another stack's default file",
      two(local("terraform.b.tfstate"), ""),
      [`eks-irsa.yaml:4:3: clusters.b.backend.local: ${PATH}`],
    ],
    [
      "is not the same object",
      two(s3("key: k"), s3("key: k, encrypt: false")),
      [`eks-irsa.yaml:4:38: clusters.b.backend.s3: ${KEY}`],
    ],
    [
      // Terraform adds the prefix in other workspaces than the default one only.
      "is not the same object under another prefix for workspaces",
      two(s3("key: k, workspaceKeyPrefix: a"), s3("key: k, workspaceKeyPrefix: b")),
      [`eks-irsa.yaml:4:38: clusters.b.backend.s3: ${KEY}`],
    ],
    [
      "is not one object for all, by default",
      `version: 1\ndefaults:\n  backend: { s3: { bucket: states, key: k } }\nclusters:\n  a: { region: eu-west-1 }\n  b: { region: eu-west-1 }\n`,
      [`eks-irsa.yaml:3:14: defaults.backend.s3: ${KEY}`],
    ],
    ["may be another key of one bucket", two(s3("key: a"), s3("key: b")), []],
    ["may be a file for one and an object for the other", two(local("k"), s3("key: k")), []],
    ["may be nobody's business twice", two(", backend: { none: {} }", ", backend: { none: {} }"), []],
  ])("%s", (_what, text, expected) => {
    expect(problemsOf(text)).toEqual(expected);
  });
});

describe("a choice between words and a mapping", () => {
  test.each<[string, string, RegExp]>([
    ["a word that is none", "auth: tokn", /5:5: clusters\.prod\.auth: "tokn": .*Did you mean token\?/],
    [
      "a word that belongs into the mapping",
      "auth: kubeconfig",
      /5:5: clusters\.prod\.auth: "kubeconfig": .*(kubeconfig|mapping)/,
    ],
    [
      "a number",
      "auth: 1",
      /5:5: clusters\.prod\.auth: 1 is a number: ephemeral, token, exec or a mapping is expected/,
    ],
    [
      "a key of the mapping",
      "auth: { kubeconfig: { contxt: a } }",
      /5:27: clusters\.prod\.auth\.kubeconfig\.contxt: the key "contxt" is not known: the keys here are path, context\. Did you mean "context"\?/,
    ],
    [
      "nothing in the mapping",
      "auth: { kubeconfig: ~ }",
      /5:13: clusters\.prod\.auth\.kubeconfig: nothing is given: a mapping is expected/,
    ],
    ["an empty mapping", "oidcProvider: {}", /5:5: clusters\.prod\.oidcProvider\.arn: arn is missing/],
    ["another word", "oidcProvider: make", /5:5: clusters\.prod\.oidcProvider: "make": one of create, adopt, lookup/],
  ])("%s is told in its terms", (_what, keys, expected) => {
    const [problem, ...others] = problemsOf(inCluster(keys));
    expect(problem).toMatch(expected);
    expect(others).toEqual([]);
  });
});
