import { join } from "node:path";
import { configurationFile, loadConfiguration } from "../../constructs/configuration/load";
import { PERMISSION, clusterOf, clustersOf, problemsOf } from "../support/configuration";
import { withFolder } from "../support/synth";

const EMPTY =
  "eks-irsa.yaml: the file is empty: a configuration has at least `version: 1` and one cluster under `clusters`. Start from the example eks-irsa.yaml.";
const holds = (what: string): string =>
  `eks-irsa.yaml: the file holds ${what}: a configuration is a mapping with the keys version, clusters and, if wanted, defaults. Start from the example eks-irsa.yaml.`;
const syntax = (message: string): string => `${message}: a configuration is YAML 1.2 or JSON. Correct the syntax here.`;

const BOMB = `version: 1
a: &a [1, 1, 1, 1, 1, 1, 1, 1, 1, 1]
b: &b [*a, *a, *a, *a, *a, *a, *a, *a, *a, *a]
c: &c [*b, *b, *b, *b, *b, *b, *b, *b, *b, *b]
d: &d [*c, *c, *c, *c, *c, *c, *c, *c, *c, *c]
e: &e [*d, *d, *d, *d, *d, *d, *d, *d, *d, *d]
f: [*e, *e, *e, *e, *e, *e, *e, *e, *e, *e]
`;

describe("a file that is no configuration", () => {
  test.each<[string, string, string[]]>([
    ["is empty", "", [EMPTY]],
    ["holds comments only", "# later\n\n# more\n", [EMPTY]],
    ["holds null", "~\n", [EMPTY]],
    ["is a list", "- version: 1\n", [holds("a list")]],
    ["is a text", "prod\n", [holds("text")]],
    ["is a number", "1\n", [holds("a number")]],
    [
      "has a key twice",
      "version: 1\nclusters:\n  prod: { region: ap-northeast-2 }\n  prod: { region: eu-west-1 }\n",
      ["eks-irsa.yaml:4:3: this key stands twice: keys are unique in a mapping. Remove or rename one of the two."],
    ],
    [
      "is an alias bomb",
      BOMB,
      [
        "eks-irsa.yaml: aliases expand to more than a configuration can hold: aliases may stand for at most 10000 further copies. Write the repeated part out, or put it under defaults.",
      ],
    ],
    [
      "is indented with tabs",
      "version: 1\nclusters:\n\tprod:\n",
      [`eks-irsa.yaml:3:1: ${syntax("Tabs are not allowed as indentation")}`],
    ],
    [
      "has a tag that YAML does not know",
      "version: 1\nclusters:\n  prod:\n    cluster: !ref main\n",
      [`eks-irsa.yaml:4:14: ${syntax("Unresolved tag: !ref")}`],
    ],
    [
      "has a list that does not end",
      "version: [1\n",
      [
        `eks-irsa.yaml:2:1: ${syntax("Flow sequence in block collection must be sufficiently indented and end with a ]")}`,
      ],
    ],
  ])("%s", (_what, text, expected) => {
    expect(problemsOf(text)).toEqual(expected);
  });

  test("has an alias without an anchor, and the message is about just that", () => {
    const [problem, ...others] = problemsOf("version: 1\nclusters:\n  prod: *nowhere\n");
    expect(problem).toMatch(/^eks-irsa\.yaml:3:9: .*nowhere/);
    expect(others).toEqual([]);
  });

  test("has two documents, and the message speaks of the file, not of a programming interface", () => {
    const [problem, ...others] = problemsOf("version: 1\n---\nversion: 1\n");
    expect(problem).toMatch(/^eks-irsa\.yaml:2:1: .*document/);
    expect(problem).not.toContain("parseAllDocuments");
    expect(others).toEqual([]);
  });

  test("is not there", () => {
    expect(loadConfiguration("none/eks-irsa.yaml")).toEqual({
      problems: [
        "none/eks-irsa.yaml: the file is not there: the configuration is read from eks-irsa.yaml, or from the file that EKS_IRSA_CONFIG names. Create it, or correct the name.",
      ],
      readable: false,
    });
  });

  test("is a folder", () => {
    withFolder((folder) => {
      expect(loadConfiguration(folder)).toEqual({
        problems: [
          `${folder}: the file cannot be read (EISDIR): the configuration is a text file. Check what it is and who may read it.`,
        ],
        readable: false,
      });
    });
  });
});

describe("a file's text", () => {
  test("may be JSON, with tabs too", () => {
    const json = JSON.stringify({ version: 1, clusters: { prod: { region: "ap-northeast-2" } } }, undefined, "\t");
    expect(clusterOf(json)).toMatchObject({ stack: "prod", cluster: "prod", region: "ap-northeast-2" });
  });

  test("has places in JSON, too", () => {
    const [problem] = problemsOf(
      '{\n  "version": 1,\n  "clusters": {\n    "prod": {"region": "eu-west-1", "tagz": {}}\n  }\n}',
    );
    expect(problem).toMatch(
      /^eks-irsa\.yaml:4:37: clusters\.prod\.tagz: the key "tagz" is not known: .* Did you mean "tags"\?/,
    );
  });

  test("may have Windows line ends", () => {
    const text = "version: 1\r\nclusters:\r\n  prod:\r\n    region: seoul\r\n";
    expect(problemsOf(text)).toEqual([
      'eks-irsa.yaml:4:5: clusters.prod.region: "seoul": a region has the form ap-northeast-2. Write the region\'s code, not its name or a zone.',
    ]);
  });

  test("may name its schema for editors", () => {
    expect(
      problemsOf('{"$schema": "./eks-irsa.schema.json", "version": 1, "clusters": {"a": {"region": "eu-west-1"}}}'),
    ).toEqual([]);
  });

  test("may use aliases, whose content is placed where it is written", () => {
    const text = [
      "version: 1",
      "clusters:",
      "  a:",
      "    region: eu-west-1",
      "    tags: &tags { team: platform }",
      "  b: { region: eu-west-1, tags: *tags }",
    ];
    expect(clustersOf(text.join("\n")).map(({ tags }) => tags)).toEqual([{ team: "platform" }, { team: "platform" }]);
  });

  test("may use one alias as often as it likes", () => {
    const workloads = Array.from(
      { length: 120 },
      (_, i) => `      - { namespace: shop, serviceAccount: reader-${i}, role: *org, ${PERMISSION} }`,
    );
    const text = [
      "version: 1",
      "clusters:",
      "  a:",
      "    region: eu-west-1",
      "    workloads:",
      `      - { namespace: shop, serviceAccount: first, role: &org { path: /org/ }, ${PERMISSION} }`,
      ...workloads,
    ];
    const paths = clusterOf(text.join("\n")).workloads.map(({ role }) => role?.path);
    expect(paths).toEqual(Array.from({ length: 121 }, () => "/org/"));
  });

  describe("may have merge keys", () => {
    const MERGED = `version: 1
clusters:
  a: &a
    region: eu-west-1
    tags: { team: platform }
  b: { cluster: other, <<: *a, region: eu-west-2 }
  c: { <<: [{ region: eu-central-1 }, *a] }
`;

    test("which take what is not there, from earlier ones first", () => {
      const tags = { team: "platform" };
      expect(clustersOf(MERGED)).toMatchObject([
        { stack: "a", cluster: "a", region: "eu-west-1", tags },
        { stack: "b", cluster: "other", region: "eu-west-2", tags },
        { stack: "c", cluster: "c", region: "eu-central-1", tags },
      ]);
    });

    test("whose problems are placed where they are written", () => {
      expect(problemsOf(MERGED.replace("tags: {", "tagz: {")).map((problem) => problem.slice(0, 35))).toEqual([
        "eks-irsa.yaml:5:5: clusters.a.tagz:",
        "eks-irsa.yaml:5:5: clusters.b.tagz:",
        "eks-irsa.yaml:5:5: clusters.c.tagz:",
      ]);
    });

    test.each(["eu-west-1", "[{ region: eu-west-1 }, 1]", "*list"])("but not of %s", (value) => {
      const text = `version: 1\nclusters:\n  a: { region: eu-west-1, identity: &list irsa }\n  b: { <<: ${value} }\n`;
      expect(problemsOf(text)).toEqual([
        "eks-irsa.yaml:4:8: the key << merges what is no mapping: a merge key takes a mapping's keys, or those of each mapping in a list. Put the alias of a mapping here, as in <<: *shared.",
      ]);
    });
  });

  test("is not expanded: an environment variable's name stays as it is written", () => {
    process.env["EKS_IRSA_TEST"] = "expanded";
    const cluster = clusterOf(
      "version: 1\nclusters:\n  prod: { region: eu-west-1, tags: { team: platform }, workloads: [{ namespace: shop, serviceAccount: reader, role: { description: '${EKS_IRSA_TEST} $EKS_IRSA_TEST' }, policyArns: [arn:aws:iam::aws:policy/P] }] }",
    );
    delete process.env["EKS_IRSA_TEST"];
    expect(cluster.workloads[0]?.role?.description).toBe("${EKS_IRSA_TEST} $EKS_IRSA_TEST");
  });
});

describe("the file to read", () => {
  test.each<[string, NodeJS.ProcessEnv, string]>([
    ["is eks-irsa.yaml", {}, "eks-irsa.yaml"],
    ["is what EKS_IRSA_CONFIG names", { EKS_IRSA_CONFIG: "mine.yaml" }, "mine.yaml"],
    ["is eks-irsa.yaml where EKS_IRSA_CONFIG is empty", { EKS_IRSA_CONFIG: "" }, "eks-irsa.yaml"],
  ])("%s", (_what, environment, file) => {
    expect(configurationFile(environment)).toBe(file);
  });

  test("gives the folder that relative paths start from", () => {
    withFolder((folder) => {
      const result = loadConfiguration(join(__dirname, "..", "..", "eks-irsa.yaml"));
      expect(result).toMatchObject({ configuration: { folder: join(__dirname, "..", "..") } });
      expect(result).not.toMatchObject({ configuration: { folder } });
    });
  });
});
