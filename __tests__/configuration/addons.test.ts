import { clusterOf, inCluster, inWorkload, problemsOf } from "../support/configuration";

/** Any other add-on: its chart, its ServiceAccount, and what it waits for. */

const CHART = "chart: { name: c, path: charts/c }";
/** Add-ons, each on a line of its own from the sixth on, with the first key at column 9. */
const addons = (...list: readonly string[]): string =>
  inCluster(`addons:\n${list.map((one) => `  - { ${one} }`).join("\n")}`);
/** One add-on, whose keys after the first three are on lines of their own, from 9:9 on. */
const addon = (keys: string): string =>
  inCluster(`addons:\n  - name: a\n    namespace: n\n    ${CHART}\n    ${keys.replaceAll("\n", "\n    ")}`);
const at = (place: string, path: string, text: string): string =>
  `eks-irsa.yaml:${place}: clusters.prod.addons${path}: ${text}`;

describe("an add-on's chart", () => {
  const SOURCES = "exactly one of repository, path is expected";
  const of = (chart: string): string[] => problemsOf(addons(`name: a, namespace: n, chart: { ${chart} }`));

  test.each<[string, string, string]>([
    ["has a source", "name: c, version: 1.0.0", at("6:34", "[0].chart", `none of them is given: ${SOURCES}. Add one.`)],
    [
      "has one source",
      "name: c, version: 1.0.0, path: c, repository: 'https://charts.example.com'",
      at("6:34", "[0].chart", `repository, path are given together: ${SOURCES}. Keep one.`),
    ],
    [
      "from a repository has a version",
      "name: c, repository: 'https://charts.example.com'",
      at("6:34", "[0].chart", "version is missing: a chart from a repository is pinned. Add version."),
    ],
    [
      "has a repository by URL",
      "name: c, version: 1.0.0, repository: charts.example.com",
      at(
        "6:68",
        "[0].chart.repository",
        '"charts.example.com": a chart repository is an https:// or oci:// URL. Write it with its scheme, or use path.',
      ),
    ],
    ["has a name", "path: c", at("6:34", "[0].chart.name", "name is missing: it has to be text. Add name.")],
    [
      "is not the load balancer controller's",
      "name: aws-load-balancer-controller, path: c",
      at(
        "6:43",
        "[0].chart.name",
        'the add-on "a" installs aws-load-balancer-controller: a cluster has one load balancer controller; two would undo each other\'s work. Use the key loadBalancerController alone.',
      ),
    ],
  ])("%s", (_what, chart, expected) => {
    expect(of(chart)).toEqual([expected]);
  });

  test.each([
    "name: c, version: 1.0.0, repository: 'https://charts.example.com'",
    "name: c, version: 1.0.0, repository: 'oci://registry.example.com/charts', credentials: true",
    "name: c, path: ../charts/c",
  ])("may be %s", (chart) => {
    expect(of(chart)).toEqual([]);
  });
});

describe("an add-on's name", () => {
  test.each<[string, string, string]>([
    [
      "is its own",
      addons(`name: a, namespace: n, ${CHART}`, `name: b, namespace: n, ${CHART}`, `name: a, namespace: m, ${CHART}`),
      at("8:11", "[2].name", '"a" is also at addons[0]: an add-on\'s name is unique. Rename or remove one of the two.'),
    ],
    [
      "is not cert-manager's",
      addons(`name: cert-manager, namespace: n, ${CHART}`),
      at(
        "6:11",
        "[0].name",
        '"cert-manager" is also at the key certManager: an add-on\'s name is unique. Rename or remove one of the two.',
      ),
    ],
    [
      "is not the controller's",
      addons(`name: load-balancer-controller, namespace: n, ${CHART}`),
      at(
        "6:11",
        "[0].name",
        '"load-balancer-controller" is also at the key loadBalancerController: an add-on\'s name is unique. Rename or remove one of the two.',
      ),
    ],
    [
      "has at most 53 characters, as Helm's releases",
      addons(`name: ${"a".repeat(54)}, namespace: n, ${CHART}`),
      at("6:11", "[0].name", `"${"a".repeat(54)}" has 54 characters: a Helm release name has at most 53. Shorten it.`),
    ],
  ])("%s", (_what, text, expected) => {
    expect(problemsOf(text)).toEqual([expected]);
  });

  test("may have 53 characters", () => {
    expect(problemsOf(addons(`name: ${"a".repeat(53)}, namespace: n, ${CHART}`))).toEqual([]);
  });
});

describe("what an add-on waits for", () => {
  const waiting = (name: string, ...others: readonly string[]): string =>
    `name: ${name}, namespace: n, ${CHART}, dependsOn: [${others.join(", ")}]`;
  const circle = (name: string): string =>
    `"${name}" waits for itself, by way of others: what comes first has to come first. Break the circle.`;

  test.each<[string, string, string[]]>([
    [
      "is another add-on",
      addons(waiting("first"), waiting("second", "firs")),
      [at("7:87", "[1].dependsOn[0]", '"firs": one of first is expected. Did you mean first? Write that.')],
    ],
    [
      "is cert-manager only where that is there",
      addons(waiting("first"), waiting("second", "cert-manager")),
      [at("7:87", "[1].dependsOn[0]", '"cert-manager": one of first is expected. Choose one of them.')],
    ],
    [
      "is not itself",
      addons(waiting("first"), waiting("second", "second")),
      [at("7:87", "[1].dependsOn[0]", '"second": one of first is expected. Choose one of them.')],
    ],
    [
      "is something that there is",
      addons(waiting("first", "nothing")),
      [at("6:86", "[0].dependsOn[0]", '"nothing": there is none to choose from. Add it, or remove its name here.')],
    ],
    [
      "does not wait in turn",
      addons(waiting("a", "b"), waiting("b", "a")),
      [at("6:70", "[0].dependsOn", circle("a")), at("7:70", "[1].dependsOn", circle("b"))],
    ],
    [
      "does not wait in turn by way of others, who are told, too",
      addons(waiting("a", "b"), waiting("b", "c"), waiting("c", "a"), waiting("d", "a")),
      [
        at("6:70", "[0].dependsOn", circle("a")),
        at("7:70", "[1].dependsOn", circle("b")),
        at("8:70", "[2].dependsOn", circle("c")),
      ],
    ],
  ])("%s", (_what, text, expected) => {
    expect(problemsOf(text)).toEqual(expected);
  });

  test("may be the built-in ones, and what comes later in the file", () => {
    const text = addons(waiting("a", "b", "cert-manager", "load-balancer-controller"), waiting("b"));
    expect(problemsOf(`${text}    certManager: {}\n    loadBalancerController: {}\n`)).toEqual([]);
  });

  test("may be the same for several, and one of them for another", () => {
    expect(problemsOf(addons(waiting("a"), waiting("b", "a"), waiting("c", "a", "b")))).toEqual([]);
  });
});

describe("an add-on's ServiceAccount", () => {
  const shared = (account: string, first: string): string =>
    `the ServiceAccount ${account} also belongs to ${first}: a ServiceAccount has exactly one role. Merge the two, or give each its own ServiceAccount.`;

  test.each<[string, string, string]>([
    [
      "is no workload's",
      `${inWorkload("name: w")}    addons: [{ name: a, namespace: shop, ${CHART}, serviceAccount: { name: reader } }]\n`,
      `eks-irsa.yaml:7:9: clusters.prod.workloads[0].serviceAccount: ${shared("shop/reader", "addons[0]")}`,
    ],
    [
      "is no other add-on's",
      addons(
        `name: a, namespace: n, ${CHART}, serviceAccount: { name: s }`,
        `name: b, namespace: n, ${CHART}, serviceAccount: { name: s }`,
      ),
      at("7:70", "[1].serviceAccount", shared("n/s", "addons[0]")),
    ],
    [
      "is not the controller's",
      `${addons(`name: a, namespace: kube-system, ${CHART}, serviceAccount: { name: aws-load-balancer-controller }`)}    loadBalancerController: {}\n`,
      at("6:80", "[0].serviceAccount", shared("kube-system/aws-load-balancer-controller", "loadBalancerController")),
    ],
    [
      "has a name",
      addon("serviceAccount: {}"),
      at("9:9", "[0].serviceAccount.name", "name is missing: it has to be text. Add name."),
    ],
    [
      "has policies of the cluster's partition",
      addon("serviceAccount: { name: s, policyArns: ['arn:aws-cn:iam::aws:policy/P'] }"),
      at(
        "9:49",
        "[0].serviceAccount.policyArns[0]",
        '"arn:aws-cn:iam::aws:policy/P": this is an ARN of the partition aws-cn, and the cluster is in aws. Write arn:aws:... here.',
      ),
    ],
    [
      "has a boundary of the cluster's partition",
      addon(
        "serviceAccount: { name: s, role: { permissionsBoundary: 'arn:aws-cn:iam::111122223333:policy/b' }, policyArns: [arn:aws:iam::aws:policy/P] }",
      ),
      at(
        "9:44",
        "[0].serviceAccount.role.permissionsBoundary",
        '"arn:aws-cn:iam::111122223333:policy/b": this is an ARN of the partition aws-cn, and the cluster is in aws. Write arn:aws:... here.',
      ),
    ],
    [
      "has a role with a name of its own",
      addons(
        `name: a, namespace: n, ${CHART}, serviceAccount: { name: s, policyArns: ['arn:aws:iam::aws:policy/P'], role: { name: R } }`,
        `name: b, namespace: n, ${CHART}, serviceAccount: { name: t, policyArns: ['arn:aws:iam::aws:policy/P'], role: { name: r } }`,
      ),
      at(
        "7:148",
        "[1].serviceAccount.role.name",
        '"r" is also at addons[0].serviceAccount: a role\'s name (in any case) is unique. Rename or remove one of the two.',
      ),
    ],
    [
      "has a token of a life that EKS allows",
      addon("serviceAccount: { name: s, tokenExpiration: 599 }"),
      at(
        "9:36",
        "[0].serviceAccount.tokenExpiration",
        "599: a whole number from 600 to 86400 seconds is expected. Write one in this range.",
      ),
    ],
  ])("%s", (_what, text, expected) => {
    expect(problemsOf(text)).toEqual([expected]);
  });

  test("may have a name that another has in another namespace", () => {
    const text = addons(
      `name: a, namespace: n, ${CHART}, serviceAccount: { name: s }`,
      `name: b, namespace: m, ${CHART}, serviceAccount: { name: s }`,
    );
    expect(clusterOf(text).addons).toMatchObject(
      ["a", "b"].map((name) => ({ name, input: { serviceAccount: { name: "s" } } })),
    );
  });

  test("is named by the values that its chart has for it", () => {
    const text = addon(
      "serviceAccount: { name: s, createValue: sa.make, nameValue: sa.is }\nvalues: { serviceAccount: { create: true, name: t } }",
    );
    expect(problemsOf(text)).toEqual([]);
  });
});

describe("an add-on's value that contradicts its ServiceAccount", () => {
  const set = (key: string, given: string, ours: string, option: string): string =>
    `values.${key} is ${given}: it is set to ${ours} from ${option}. Remove it, and use ${option}.`;

  test.each<[string, string, string, string, string]>([
    [
      "that the chart makes it",
      "",
      "{ serviceAccount: { create: true } }",
      "10:37",
      `.serviceAccount.create: ${set("serviceAccount.create", "true", "false", "serviceAccount")}`,
    ],
    [
      "that nobody makes it where another tool installs the chart",
      "install: false, ",
      "{ serviceAccount: { create: false } }",
      "10:37",
      `.serviceAccount.create: ${set("serviceAccount.create", "false", "true", "serviceAccount")}`,
    ],
    [
      "another name",
      "",
      "{ serviceAccount: { name: t } }",
      "10:37",
      `.serviceAccount.name: ${set("serviceAccount.name", '"t"', '"s"', "serviceAccount.name")}`,
    ],
    [
      "a role by annotation",
      "install: false, ",
      "{ serviceAccount: { annotations: { eks.amazonaws.com/role-arn: r } } }",
      "10:37",
      '.serviceAccount.annotations: values.serviceAccount.annotations is {"eks.amazonaws.com/role-arn":"r"}: serviceAccount takes its place. Remove it, and use serviceAccount.',
    ],
  ])("%s", (_what, keys, values, place, expected) => {
    const install = keys.includes("install") ? "\ninstall: false" : "";
    expect(problemsOf(addon(`serviceAccount: { name: s }\nvalues: ${values}${install}`))).toEqual([
      `eks-irsa.yaml:${place}: clusters.prod.addons[0].values${expected}`,
    ]);
  });

  test("is told at the chart's own place for it", () => {
    const text = addon(
      "serviceAccount: { name: s, nameValue: controller.account }\nvalues: { controller: { account: t } }",
    );
    expect(problemsOf(text)).toEqual([
      at("10:33", "[0].values.controller.account", set("controller.account", '"t"', '"s"', "serviceAccount.name")),
    ]);
  });

  test("is none where the chart keeps its own", () => {
    expect(problemsOf(addon("values: { serviceAccount: { create: true, name: t } }"))).toEqual([]);
  });
});

test("an add-on makes no namespace that every cluster has", () => {
  expect(problemsOf(addons(`name: a, namespace: kube-system, createNamespace: true, ${CHART}`))).toEqual([
    at(
      "6:44",
      "[0].createNamespace",
      'createNamespace for "kube-system": every cluster has this namespace, so creating it fails. Leave createNamespace out.',
    ),
  ]);
});
