import { clusterOf, inCluster, problemsOf } from "../support/configuration";

/** HCP Terraform, what Terraform does not evaluate, and ways to the cluster. */

const cloud = (keys: string): string => inCluster(`backend: { cloud: { ${keys} } }`);
const at = (place: string, path: string, text: string): string =>
  `eks-irsa.yaml:${place}: clusters.prod.backend.${path}: ${text}`;

describe("the cloud backend", () => {
  const KINDS = "exactly one of workspace, tags is expected";

  test.each<[string, string, string]>([
    ["names workspaces", "organization: acme", at("5:16", "cloud", `none of them is given: ${KINDS}. Add one.`)],
    [
      "names workspaces by one means",
      "organization: acme, workspace: w, tags: [t]",
      at("5:16", "cloud", `workspace, tags are given together: ${KINDS}. Keep one.`),
    ],
    [
      "has an organization",
      "workspace: w",
      at("5:16", "cloud.organization", "organization is missing: it has to be text. Add organization."),
    ],
    [
      "has at least one tag",
      "organization: acme, tags: []",
      at("5:45", "cloud.tags", "there is no entry: at least one entry is needed. Add one."),
    ],
    [
      "has a project with a name",
      'organization: acme, workspace: w, project: ""',
      at("5:59", "cloud.project", '"": a project is not empty. Write one, or leave the key out.'),
    ],
  ])("%s", (_what, keys, expected) => {
    expect(problemsOf(cloud(keys))).toEqual([expected]);
  });

  test.each<[string, object]>([
    [
      "organization: acme, workspace: w, project: p",
      { kind: "cloud", organization: "acme", hostname: "app.terraform.io", workspace: "w", project: "p" },
    ],
    [
      "organization: acme, tags: [a, b], hostname: tfe.example.com",
      { kind: "cloud", organization: "acme", tags: ["a", "b"], hostname: "tfe.example.com" },
    ],
  ])("may be %s", (keys, expected) => {
    expect(clusterOf(cloud(keys)).backend).toEqual(expected);
  });

  const two = (a: string, b: string): string =>
    `version: 1\nclusters:\n  a: { region: eu-west-1, backend: { cloud: { ${a} } } }\n  b: { region: eu-west-1, backend: { cloud: { ${b} } } }\n`;
  const TWICE = [
    "eks-irsa.yaml:4:38: clusters.b.backend.cloud: this workspace also holds the state of a: each stack has a state of its own; two in one place destroy each other. Give each its own path or key.",
  ];
  const W = "organization: acme, workspace: w";

  test.each<[string, string, string, string[]]>([
    ["is not the same workspace", W, W, TWICE],
    [
      "is not the same workspace of another project, for names are unique in an organization",
      W,
      `${W}, project: p`,
      TWICE,
    ],
    ["is not the same workspace with the default host written out", W, `${W}, hostname: app.terraform.io`, TWICE],
    ["may be a workspace of another organization", W, "organization: other, workspace: w", []],
    ["may be a workspace of another host", W, `${W}, hostname: tfe.example.com`, []],
    ["may be another workspace", W, "organization: acme, workspace: v", []],
    [
      "may be chosen by tags, of which Terraform knows",
      "organization: acme, tags: [t]",
      "organization: acme, tags: [t]",
      [],
    ],
  ])("of two clusters %s", (_what, a, b, expected) => {
    expect(problemsOf(two(a, b))).toEqual(expected);
  });
});

describe("a backend", () => {
  const TEMPLATE = "Terraform does not evaluate what is in a backend. Write it without ${ and %{.";

  test.each<[string, string, string]>([
    [
      "a workspace",
      "cloud: { organization: acme, workspace: '${x}' }",
      at("5:45", "cloud.workspace", `"\${x}": ${TEMPLATE}`),
    ],
    ["a tag", "cloud: { organization: acme, tags: [a, 'b-${x}'] }", at("5:45", "cloud.tags", `"b-\${x}": ${TEMPLATE}`)],
    ["a bucket's key", "s3: { bucket: b, key: '%{if x}' }", at("5:33", "s3.key", `"%{if x}": ${TEMPLATE}`)],
    [
      "a bucket's region",
      "s3: { bucket: b, key: k, kmsKeyId: '${k}' }",
      at("5:41", "s3.kmsKeyId", `"\${k}": ${TEMPLATE}`),
    ],
    ["a path", "local: { path: '${x}/state' }", at("5:25", "local.path", `"\${x}/state": ${TEMPLATE}`)],
  ])("has no template in %s", (_what, backend, expected) => {
    expect(problemsOf(inCluster(`backend: { ${backend} }`))).toEqual([expected]);
  });

  test("may have a dollar sign that is no template", () => {
    expect(problemsOf(inCluster("backend: { s3: { bucket: b, key: 'a$b/100%' } }"))).toEqual([]);
  });
});

describe("the way to the cluster", () => {
  test.each(["token", "exec", "ephemeral"])("is by %s, where that is asked for", (auth) => {
    expect(clusterOf(inCluster(`auth: ${auth}`)).auth).toEqual({ kind: auth });
  });

  test("has a proxy only if that is said, and its address is not in the configuration", () => {
    expect(clusterOf(inCluster("")).proxy).toBeUndefined();
    expect(clusterOf(inCluster("proxy: true")).proxy).toBe(true);
    expect(problemsOf(inCluster("proxy: http://proxy.example.com:3128"))).toEqual([
      'eks-irsa.yaml:5:5: clusters.prod.proxy: "http://proxy.example.com:3128" is text: true or false is expected. Write true or false.',
    ]);
  });
});
