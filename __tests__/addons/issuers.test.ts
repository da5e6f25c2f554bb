import { HelmProvider } from "@cdktf/provider-helm/lib/provider";
import { KubernetesProvider } from "@cdktf/provider-kubernetes/lib/provider";
import { App } from "cdktf";
import { spawnSync } from "node:child_process";
import { readFileSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parse, parseAllDocuments } from "yaml";
import { CertManager } from "../../constructs/addons/cert-manager/cert-manager";
import type { CertManagerProps } from "../../constructs/addons/cert-manager/cert-manager";
import { issuerValues } from "../../constructs/addons/cert-manager/issuers";
import type { CertIssuer, Http01, IssuerContext } from "../../constructs/addons/cert-manager/issuers";
import { Namespace } from "../../constructs/identity/namespace";
import { AddressedStack } from "../../constructs/hcl/addressed-stack";
import { addresses } from "../support/addresses";
import { comesBefore, dependencyGraph } from "../support/graph";
import { helmValues } from "../support/helm-values";
import { ISSUER, literalCluster, literalProvider, resources, synth, testStack, withFolder } from "../support/synth";
import type { IrsaOptions, TerraformJson } from "../support/synth";

const CHART = join(__dirname, "..", "..", "charts", "issuers");
const ZONE = { id: "Z1", name: "example.com" };
const OTHER = { id: "Z2", name: "example.org" };
const PRODUCTION = "https://acme-v02.api.letsencrypt.org/directory";
const STAGING = "https://acme-staging-v02.api.letsencrypt.org/directory";

const ROLE = "arn:aws:iam::111122223333:role/issuer";

const context = (over: Partial<IssuerContext> = {}): IssuerContext => ({
  region: "ap-northeast-2",
  zones: [ZONE],
  ...over,
});

/** The one object of one issuer. */
function objectOf(issuer: CertIssuer, over: Partial<IssuerContext> = {}): unknown {
  const [object, ...others] = Object.values(issuerValues([issuer], context(over))["issuers"] as object) as unknown[];
  expect(others).toEqual([]);
  return object;
}

const acme: CertIssuer = { name: "letsencrypt", acme: { email: "ops@example.com" } };
const inZone = (id: string, more: object = {}): object => ({
  dns01: { route53: { region: "ap-northeast-2", hostedZoneID: id, ...more } },
});

describe("an issuer's object", () => {
  test("of an ACME issuer proves domains in the one zone, whatever they are", () => {
    expect(objectOf(acme)).toEqual({
      apiVersion: "cert-manager.io/v1",
      kind: "ClusterIssuer",
      metadata: { name: "letsencrypt" },
      spec: {
        acme: {
          email: "ops@example.com",
          server: PRODUCTION,
          privateKeySecretRef: { name: "letsencrypt-account" },
          solvers: [inZone("Z1")],
        },
      },
    });
  });

  test("has a solver for each of several zones, for its own domains", () => {
    expect(objectOf(acme, { zones: [ZONE, OTHER] })).toMatchObject({
      spec: {
        acme: {
          solvers: [
            { selector: { dnsZones: ["example.com"] }, ...inZone("Z1") },
            { selector: { dnsZones: ["example.org"] }, ...inZone("Z2") },
          ],
        },
      },
    });
  });

  test("names the role of a zone in another account, in that zone's solver alone", () => {
    const roleArn = "arn:aws:iam::444455556666:role/dns";
    const object = objectOf(acme, { zones: [{ ...ZONE, roleArn }, OTHER] });
    expect(object).toMatchObject({ spec: { acme: { solvers: [inZone("Z1", { role: roleArn }), inZone("Z2")] } } });
    expect(JSON.stringify(object).split('"role"')).toHaveLength(2);
  });

  test.each([
    [{}, { server: PRODUCTION, privateKeySecretRef: { name: "a-account" } }],
    [{ staging: true }, { server: STAGING }],
    [{ server: "https://acme.example.com/directory" }, { server: "https://acme.example.com/directory" }],
    [{ server: "https://acme.example.com/directory", staging: true }, { server: "https://acme.example.com/directory" }],
    [{ privateKeySecret: "key" }, { privateKeySecretRef: { name: "key" } }],
  ])("of ACME with %j has %j", (options, expected) => {
    expect(objectOf({ name: "a", acme: { email: "a@example.com", ...options } })).toMatchObject({
      spec: { acme: expected },
    });
  });

  test("by HTTP01 needs no zone, and may be in a namespace", () => {
    const http01 = (solver: object) => ({ spec: { acme: { solvers: [{ http01: solver }] } } });
    const issuer = (by: Http01): CertIssuer => ({ name: "a", acme: { email: "a@example.com", http01: by } });
    expect(objectOf(issuer({ ingressClass: "alb" }))).toMatchObject(http01({ ingress: { ingressClassName: "alb" } }));
    expect(objectOf({ ...issuer({ gateway: { name: "web", namespace: "edge" } }), namespace: "shop" })).toMatchObject({
      kind: "Issuer",
      ...http01({ gatewayHTTPRoute: { parentRefs: [{ name: "web", namespace: "edge", kind: "Gateway" }] } }),
    });
    expect(JSON.stringify(objectOf(issuer({ ingressClass: "alb" })))).not.toContain("dns01");
  });

  test("has solvers of the user's own in the place of ours, in any namespace, as they are", () => {
    const solvers = [
      {
        selector: { dnsNames: ["${a}.example.com"] },
        dns01: { cloudflare: { apiTokenSecretRef: { name: "t", key: "k" } } },
      },
      { http01: { ingress: {} } },
    ];
    const object = objectOf({ name: "a", namespace: "shop", acme: { email: "a@example.com", solvers } });
    expect(object).toMatchObject({ kind: "Issuer", spec: { acme: { solvers } } });
    expect(objectOf({ ...acme, acme: { email: "a@example.com", solvers: [] } })).toEqual(
      objectOf({ ...acme, acme: { email: "a@example.com" } }),
    );
    const { json: made } = certManagerWith({ issuers: [{ name: "a", acme: { email: "a@example.com", solvers } }] });
    expect(resources(made, "aws_iam_role")).toEqual({});
  });

  test("in a namespace is solved by its own ServiceAccount, with its role and its zones", () => {
    const dns01 = { serviceAccount: "dns", hostedZones: [OTHER, { id: "Z3", name: "example.net" }] };
    const issuer: CertIssuer = { name: "a", namespace: "shop", acme: { email: "a@example.com", dns01 } };
    const ownRole = () => ({ serviceAccount: "dns", roleArn: ROLE, zones: dns01.hostedZones });
    const auth = { kubernetes: { serviceAccountRef: { name: "dns" } } };
    expect(objectOf(issuer, { ownRole })).toMatchObject({
      kind: "Issuer",
      metadata: { name: "a", namespace: "shop" },
      spec: {
        acme: {
          solvers: [
            { selector: { dnsZones: ["example.org"] }, ...inZone("Z2", { role: ROLE, auth }) },
            { selector: { dnsZones: ["example.net"] }, ...inZone("Z3", { role: ROLE, auth }) },
          ],
        },
      },
    });
  });

  test("follows CNAMEs, and has an account that is there already", () => {
    const externalAccount = { keyId: "id", secretName: "eab" };
    const issuer = { name: "a", acme: { email: "a@example.com", cnameStrategy: "Follow", externalAccount } } as const;
    expect(objectOf(issuer)).toMatchObject({
      spec: {
        acme: {
          externalAccountBinding: { keyID: "id", keySecretRef: { name: "eab", key: "secret" } },
          solvers: [{ dns01: { cnameStrategy: "Follow", route53: { hostedZoneID: "Z1" } } }],
        },
      },
    });
  });

  test.each<[string, CertIssuer, object]>([
    ["a self-signed issuer", { name: "a", selfSigned: {} }, { selfSigned: {} }],
    ["a CA's", { name: "a", ca: { secretName: "root" } }, { ca: { secretName: "root" } }],
  ])("of %s needs no zone", (_what, issuer, spec) => {
    expect(objectOf(issuer, { zones: [] })).toEqual({
      apiVersion: "cert-manager.io/v1",
      kind: "ClusterIssuer",
      metadata: { name: "a" },
      spec,
    });
  });

  test("is an Issuer where it has a namespace", () => {
    expect(objectOf({ name: "a", namespace: "shop", selfSigned: {} })).toMatchObject({
      kind: "Issuer",
      metadata: { name: "a", namespace: "shop" },
    });
  });

  test("is one among others, also of its name in another namespace", () => {
    const issuers: CertIssuer[] = [undefined, "shop", "team"].map((namespace) => ({
      name: "a",
      namespace,
      selfSigned: {},
    }));
    expect(Object.keys(issuerValues(issuers, context())["issuers"] as object)).toEqual(["a", "shop/a", "team/a"]);
  });
});

type Options = IrsaOptions<CertManagerProps>;

function certManagerWith(options: Options): { certManager: CertManager; json: TerraformJson } {
  const stack = testStack();
  const certManager = new CertManager(stack, "cert-manager", { provider: literalProvider(), ...options });
  return { certManager, json: synth(stack) };
}

describe("a CertManager's issuers", () => {
  const options: Options = { hostedZones: [ZONE], issuers: [acme, { name: "self", selfSigned: {} }] };
  const { certManager, json } = certManagerWith(options);
  const release = resources(json, "helm_release")["cert-manager_issuers"] ?? {};

  test("are a release of their own, of a chart beside the stack's JSON", () => {
    expect(Object.keys(resources(json, "helm_release")).sort()).toEqual(["cert-manager", "cert-manager_issuers"]);
    expect(release).toMatchObject({ name: "cert-manager-issuers", namespace: "cert-manager", wait: true });
    expect(release["chart"]).toMatch(/^\$\{path\.module\}\/assets\/[\w/-]+$/);
    expect(release).not.toHaveProperty("repository");
    expect(helmValues(release)).toEqual(
      issuerValues([acme, { name: "self", selfSigned: {} }], context({ zones: [ZONE] })),
    );
  });

  test("come after cert-manager is ready, and are what others wait for", () => {
    const graph = dependencyGraph(json);
    expect(comesBefore(graph, "helm_release.cert-manager", "helm_release.cert-manager_issuers")).toBe(true);
    expect(
      comesBefore(graph, "kubernetes_namespace_v1.cert-manager_namespace", "helm_release.cert-manager_issuers"),
    ).toBe(true);
    expect(addresses(certManager.dependables)).toEqual(["helm_release.cert-manager_issuers"]);
  });

  test("come after their namespaces", () => {
    const stack = testStack();
    const shop = new Namespace(stack, "shop", { name: "shop" });
    new CertManager(stack, "cert-manager", {
      provider: literalProvider(),
      issuers: [{ name: "a", namespace: "shop", selfSigned: {} }],
      issuersDependOn: shop.dependables,
    });
    const graph = dependencyGraph(synth(stack));
    expect(comesBefore(graph, "kubernetes_namespace_v1.shop", "helm_release.cert-manager_issuers")).toBe(true);
    expect(comesBefore(graph, "kubernetes_namespace_v1.shop", "helm_release.cert-manager")).toBe(false);
  });

  test.each<[string, Options, RegExp]>([
    ["ACME without zones", { issuers: [acme] }, /\.issuers: the ACME issuer "letsencrypt", and no hosted zones/],
    [
      "ACME with several zones of which one has no name",
      { issuers: [acme], hostedZones: [ZONE, "Z2"] },
      /\.issuers: the ACME issuer "letsencrypt", and several hosted zones without names/,
    ],
    [
      "ACME with two zones of one name",
      { issuers: [acme], hostedZones: [ZONE, { ...OTHER, name: ZONE.name }] },
      /\.issuers: the ACME issuer "letsencrypt", and two hosted zones of one name, "example\.com": .*takes the first/,
    ],
    [
      "by HTTP01 of nothing",
      { issuers: [{ name: "a", acme: { email: "a@example.com", http01: {} } }] },
      /\.issuers: none of them is given: exactly one of ingressClass, gateway/,
    ],
    [
      "by solvers of the user's own and by HTTP01",
      {
        issuers: [{ name: "a", acme: { email: "a@example.com", solvers: [{}], http01: { ingressClass: "alb" } } }],
      },
      /\.issuers: http01, dns01 or cnameStrategy beside solvers/,
    ],
    [
      "two of one name",
      {
        issuers: [
          { name: "a", selfSigned: {} },
          { name: "a", ca: { secretName: "b" } },
        ],
      },
      /\.issuers: "a" is also at another issuer/,
    ],
    ["a bad name", { issuers: [{ name: "A", selfSigned: {} }] }, /\.issuers: "A"/],
    [
      "ACME in a namespace, where cert-manager has no permissions",
      { issuers: [{ ...acme, namespace: "shop" }], hostedZones: ["Z1"] },
      /\.issuers: the ACME issuer .* ClusterIssuers only/,
    ],
    ["left to another tool's cert-manager", { issuers: [acme], hostedZones: ["Z1"], install: false }, /install: false/],
  ])("may not be %s", (_what, given, message) => {
    expect(() => certManagerWith(given)).toThrow(message);
  });

  test("may be ACME with one zone that has no name", () => {
    const { json: made } = certManagerWith({ issuers: [acme], hostedZones: ["Z1"] });
    expect(JSON.stringify(resources(made, "helm_release")["cert-manager_issuers"])).not.toContain("selector");
  });

  test("are copied with their chart into the output, which names no folder of this machine", () => {
    withFolder((folder) => {
      const app = new App({ outdir: join(folder, "out") });
      const stack = new AddressedStack(app, "prod");
      new KubernetesProvider(stack, "kubernetes", {});
      new HelmProvider(stack, "helm", {});
      new CertManager(stack, "cert-manager", { provider: literalProvider(), issuers: [{ name: "a", selfSigned: {} }] });
      app.synth();
      const module = join(folder, "out", "stacks", "prod");
      const text = readFileSync(join(module, "cdk.tf.json"), "utf8");
      const [, path = ""] = /\$\{path\.module\}\/(assets\/[^"]+)"/.exec(text) ?? [];
      const files = (of: string): string[] => readdirSync(of, { recursive: true }).map(String).sort();
      expect(files(join(module, path))).toEqual(files(CHART));
      for (const file of files(CHART).filter((name) => name.includes("."))) {
        expect(readFileSync(join(module, path, file), "utf8")).toBe(readFileSync(join(CHART, file), "utf8"));
      }
      // The local backend's path is the stack's business.
      const made = JSON.stringify((JSON.parse(text) as TerraformJson)["resource"]);
      expect(made).toContain(path);
      expect(made).not.toContain(join(CHART, "..", ".."));
      expect(made).not.toContain(folder);
    });
  });
});

describe("an issuer with a ServiceAccount of its own", () => {
  const issuer: CertIssuer = {
    name: "letsencrypt",
    namespace: "shop",
    acme: { email: "ops@example.com", dns01: { serviceAccount: "dns", hostedZones: [OTHER] } },
  };
  const stack = testStack();
  const shop = new Namespace(stack, "shop", { name: "shop" });
  const certManager = new CertManager(stack, "cert-manager", {
    provider: literalProvider(),
    hostedZones: [ZONE],
    acmeChallengeOnly: true,
    role: { name: "cert-manager", path: "/pods/", permissionsBoundary: "arn:aws:iam::111122223333:policy/b" },
    issuers: [issuer, { ...issuer, name: "other", acme: { email: "a@example.com", dns01: { serviceAccount: "all" } } }],
    issuersDependOn: shop.dependables,
  });
  const json = synth(stack);
  const [role, account, rules, binding] = [
    ["aws_iam_role", "role"],
    ["kubernetes_service_account_v1", "service-account"],
    ["kubernetes_role_v1", "token-request_role"],
    ["kubernetes_role_binding_v1", "token-request_role-binding"],
  ].map(([type = "", last = ""]) => resources(json, type)[`cert-manager_issuer_shop_letsencrypt_${last}`]);

  test("has a role that a token of it alone may assume, with the settings of cert-manager's but for the name", () => {
    const trust = JSON.parse(String(role?.["assume_role_policy"])) as { Statement: unknown[] };
    expect(trust.Statement).toEqual([
      {
        Effect: "Allow",
        Action: "sts:AssumeRoleWithWebIdentity",
        Principal: { Federated: literalProvider().arn },
        Condition: {
          StringEquals: { [`${ISSUER}:aud`]: "sts.amazonaws.com", [`${ISSUER}:sub`]: "system:serviceaccount:shop:dns" },
        },
      },
    ]);
    expect(role).toMatchObject({
      name: "prod-ap-northeast-2-cert-manager-shop-letsencrypt",
      path: "/pods/",
      permissions_boundary: "arn:aws:iam::111122223333:policy/b",
    });
  });

  test("may write challenges to its own zones, or else to cert-manager's, and nothing more", () => {
    const policies = resources(json, "aws_iam_role_policy");
    const zonesOf = (name: string): string[] =>
      [...String(policies[name]?.["policy"]).matchAll(/hostedzone\/(\w+)/g)].map(([, id = ""]) => id);
    expect(zonesOf("cert-manager_issuer_shop_letsencrypt_role_inline")).toEqual(["Z2", "Z2"]);
    expect(zonesOf("cert-manager_issuer_shop_other_role_inline")).toEqual(["Z1", "Z1"]);
    expect(zonesOf("cert-manager_role_inline")).toEqual(["Z1", "Z1"]);
    expect(policies["cert-manager_issuer_shop_letsencrypt_role_inline"]?.["policy"]).toContain("_acme-challenge.*");
  });

  test("lets cert-manager, and nobody else, ask for tokens of it, and of no other", () => {
    expect(account).toMatchObject({
      automount_service_account_token: false,
      metadata: { name: "dns", namespace: "shop" },
    });
    expect(rules).toMatchObject({
      metadata: { name: "dns", namespace: "shop" },
      rule: [{ api_groups: [""], resources: ["serviceaccounts/token"], verbs: ["create"], resource_names: ["dns"] }],
    });
    expect(binding).toMatchObject({
      metadata: { name: "dns", namespace: "shop" },
      role_ref: { kind: "Role", name: "dns" },
      subject: [{ kind: "ServiceAccount", name: "cert-manager", namespace: "cert-manager" }],
    });
  });

  test("comes after its role's policy and its namespace, and before the issuer", () => {
    const graph = dependencyGraph(json);
    const order = [
      "aws_iam_role_policy.cert-manager_issuer_shop_letsencrypt_role_inline",
      "kubernetes_service_account_v1.cert-manager_issuer_shop_letsencrypt_service-account",
      "helm_release.cert-manager_issuers",
    ];
    order.slice(1).forEach((later, at) => {
      expect([later, comesBefore(graph, order[at] ?? "", later)]).toEqual([later, true]);
    });
    for (const last of ["service-account", "token-request_role-binding"]) {
      const type = last === "service-account" ? "kubernetes_service_account_v1" : "kubernetes_role_binding_v1";
      const address = `${type}.cert-manager_issuer_shop_letsencrypt_${last}`;
      expect(comesBefore(graph, "kubernetes_namespace_v1.shop", address)).toBe(true);
      expect(comesBefore(graph, address, "helm_release.cert-manager_issuers")).toBe(true);
      expect(comesBefore(graph, address, "helm_release.cert-manager")).toBe(false);
    }
  });

  test("is told of with cert-manager's own", () => {
    expect(certManager.identities.map(({ serviceAccount: { namespace, name } }) => `${namespace}/${name}`)).toEqual([
      "cert-manager/cert-manager",
      "shop/dns",
      "shop/all",
    ]);
  });

  const dns01 = { serviceAccount: "dns" };
  test.each<[string, object, RegExp]>([
    ["of a ClusterIssuer", { issuers: [{ name: "a", acme: { email: "a", dns01 } }] }, /without a namespace/],
    [
      "beside HTTP01",
      { issuers: [{ name: "a", namespace: "b", acme: { email: "a", dns01, http01: { ingressClass: "alb" } } }] },
      /beside http01/,
    ],
    [
      "without zones",
      { hostedZones: [], issuers: [{ name: "a", namespace: "b", acme: { email: "a", dns01 } }] },
      /no hosted zones/,
    ],
    [
      "with zones of another account",
      {
        hostedZones: [{ id: "Z1", roleArn: "arn:aws:iam::444455556666:role/dns" }],
        issuers: [{ name: "a", namespace: "b", acme: { email: "a", dns01 } }],
      },
      /with a role of another account/,
    ],
    [
      "with Pod Identity",
      {
        identity: "pod-identity",
        cluster: literalCluster(),
        issuers: [{ name: "a", namespace: "b", acme: { email: "a", dns01 } }],
      },
      /an issuer with dns01, and identity: pod-identity/,
    ],
  ])("is refused %s", (_what, given, message) => {
    expect(() => certManagerWith({ hostedZones: ["Z1"], ...given })).toThrow(message);
  });
});

describe("the issuers' chart", () => {
  const read = (file: string): string => readFileSync(join(CHART, file), "utf8");

  test("is a chart of Helm 3, of the name and version that we say", () => {
    expect(parse(read("Chart.yaml"))).toMatchObject({
      apiVersion: "v2",
      name: "issuers",
      type: "application",
      version: "1.0.0",
    });
    expect(parse(read("values.yaml"))).toEqual({ issuers: {} });
  });

  test("writes each issuer as a document of its own, whole", () => {
    const lines = read("templates/issuers.yaml").trimEnd().split("\n");
    expect(lines).toEqual([
      "{{- range $name, $issuer := .Values.issuers }}",
      "---",
      "{{ toYaml $issuer }}",
      "{{- end }}",
    ]);
  });

  const helm = spawnSync("helm", ["version"], { stdio: "ignore" }).status === 0;

  (helm ? test : test.skip)(
    `renders just the issuers${helm ? "" : " (skipped: helm is not on the PATH. Install it)"}`,
    () => {
      const values = issuerValues([acme, { name: "self", namespace: "shop", selfSigned: {} }], context());
      withFolder((folder) => {
        writeFileSync(join(folder, "values.json"), JSON.stringify(values));
        const args = ["template", "issuers", CHART, "--values", join(folder, "values.json")];
        const { stdout } = spawnSync("helm", args, { encoding: "utf8" });
        const documents = parseAllDocuments(stdout).map((document) => document.toJS() as unknown);
        expect(documents).toEqual(Object.values(values["issuers"] as object));
      });
    },
  );
});
