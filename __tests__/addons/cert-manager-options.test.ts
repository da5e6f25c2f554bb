import Ajv from "ajv";
import { CertManager } from "../../constructs/addons/cert-manager/cert-manager";
import type { CertManagerProps } from "../../constructs/addons/cert-manager/cert-manager";
import { certManagerValueProblems, certManagerValues } from "../../constructs/addons/cert-manager/values";
import type { CertManagerOptions } from "../../constructs/addons/cert-manager/values";
import { merge, withPath } from "../../constructs/facts/merge";
import type { Data } from "../../constructs/facts/merge";
import type { Identity } from "../../constructs/identity/kinds";
import { helmValues } from "../support/helm-values";
import { literalCluster, literalProvider, only, resources, synth, testStack } from "../support/synth";
import type { TerraformJson } from "../support/synth";
import { testWithUpstream } from "../support/upstream";

const ZONE = "Z0123456789ABCDEFGHIJ";
const COMPONENTS = ["", "webhook.", "cainjector."];

/** Values by dotted path, as one mapping. */
const nested = (values: Readonly<Record<string, unknown>>): Data =>
  Object.entries(values).reduce<Data>((all, [path, value]) => merge(all, withPath(path, value)), {});

const ofEach = (path: string, value: unknown): Record<string, unknown> =>
  Object.fromEntries(COMPONENTS.map((component) => [`${component}${path}`, value]));

/** Each option with the values that it is, by dotted path. */
const OPTIONS: readonly [CertManagerOptions, Record<string, unknown>][] = [
  [{}, {}],
  [{ replicas: 1 }, ofEach("replicaCount", 1)],
  [{ replicas: 3 }, { ...ofEach("replicaCount", 3), ...ofEach("podDisruptionBudget.enabled", true) }],
  [{ fargate: true }, { "webhook.securePort": 10260 }],
  [{ fargate: false }, {}],
  [{ leaderElectionNamespace: "cert-manager" }, { "global.leaderElection.namespace": "cert-manager" }],
  [
    { imageRegistry: "mirror.example.com/jetstack" },
    {
      "image.repository": "mirror.example.com/jetstack/cert-manager-controller",
      "webhook.image.repository": "mirror.example.com/jetstack/cert-manager-webhook",
      "cainjector.image.repository": "mirror.example.com/jetstack/cert-manager-cainjector",
      "acmesolver.image.repository": "mirror.example.com/jetstack/cert-manager-acmesolver",
      "startupapicheck.image.repository": "mirror.example.com/jetstack/cert-manager-startupapicheck",
    },
  ],
  [{ prometheus: {} }, {}],
  [{ prometheus: { enabled: false } }, { "prometheus.enabled": false }],
  [{ prometheus: { serviceMonitor: true } }, { "prometheus.servicemonitor.enabled": true }],
  [{ prometheus: { podMonitor: true } }, { "prometheus.podmonitor.enabled": true }],
];

describe("cert-manager's option", () => {
  test.each(OPTIONS)("%j is just these values: %j", (option, values) => {
    expect(certManagerValues(option)).toEqual({ crds: { enabled: true, keep: true }, ...nested(values) });
  });

  const contradicted = OPTIONS.flatMap(([option, values]) =>
    Object.entries(values).map(([path, value]) => [option, path, value] as const),
  );

  test.each(contradicted)("%j may not be contradicted by a value for %s", (option, path, value) => {
    const choices = { ...option, version: "v1.21.1", namespace: "cert-manager", serviceAccount: "cert-manager" };
    const other = typeof value === "boolean" ? !value : typeof value === "number" ? value + 1 : "other";
    expect(certManagerValueProblems(nested({ [path]: other }), choices).map((found) => found.path)).toEqual([path]);
    expect(certManagerValueProblems(nested({ [path]: value }), choices)).toEqual([]);
  });
});

describe.each(["v1.18.6", "v1.19.6", "v1.20.3", "v1.21.1"])("the schema of cert-manager's chart %s", (version) => {
  testWithUpstream("takes every option", `cert-manager-chart/${version}/values.schema.json`, (text) => {
    const validate = new Ajv({ strict: false }).compile(JSON.parse(text) as object);
    expect(OPTIONS.filter(([option]) => !validate(certManagerValues(option)))).toEqual([]);
    // The schema is one that refuses.
    expect(validate(nested({ "webhook.securePorts": 10260 }))).toBe(false);
  });
});

type Options = Omit<Partial<CertManagerProps>, "identity" | "provider" | "cluster">;

const irsa: Identity = { provider: literalProvider() };
const podIdentity: Identity = { identity: "pod-identity", cluster: literalCluster() };

function synthWith(options: Options, identity = irsa): TerraformJson {
  const stack = testStack();
  new CertManager(stack, "cert-manager", { ...identity, ...options });
  return synth(stack);
}

describe("a CertManager's options", () => {
  test("come before the user's values, and so do theirs in other places", () => {
    const json = synthWith({ replicas: 2, values: { webhook: { timeoutSeconds: 10 } } });
    expect(helmValues(only(json, "helm_release"))).toMatchObject({
      replicaCount: 2,
      webhook: { replicaCount: 2, podDisruptionBudget: { enabled: true }, timeoutSeconds: 10 },
    });
    expect(() => synthWith({ replicas: 2, values: { replicaCount: 3 } })).toThrow(
      /^test\/cert-manager\.values\.replicaCount: .*use certManager\.replicas/,
    );
  });

  test("say how Helm installs it, and where from", () => {
    const chart = { name: "cert-manager", repository: "oci://mirror.example.com/charts", version: "v1.21.1" };
    const json = synthWith({ chart, timeout: 900, upgradeInstall: true, takeOwnership: true });
    expect(only(json, "helm_release")).toMatchObject({
      repository: "oci://mirror.example.com/charts",
      timeout: 900,
      upgrade_install: true,
      take_ownership: true,
    });
  });

  test.each<[string, Identity, Options, RegExp]>([
    ["both monitors", irsa, { prometheus: { serviceMonitor: true, podMonitor: true } }, /\.prometheus: .* are both on/],
    ["Pod Identity on Fargate", podIdentity, { fargate: true }, /\.fargate: .*does not work on Fargate/],
    [
      "a zone's role that is none",
      irsa,
      { hostedZones: [ZONE], hostedZoneRoleArn: "dns" },
      /\.hostedZoneRoleArn: "dns"/,
    ],
    [
      "a role of one zone that is none",
      irsa,
      { hostedZones: [{ id: ZONE, roleArn: "dns" }] },
      /\.hostedZones\[0\]\.roleArn: "dns"/,
    ],
    [
      "a zone's role of another partition",
      irsa,
      { hostedZones: [{ id: ZONE, roleArn: "arn:aws-cn:iam::444455556666:role/dns" }] },
      /\.hostedZones\[0\]\.roleArn: /,
    ],
    [
      "a role for zones that all have their own",
      irsa,
      {
        hostedZones: [{ id: ZONE, roleArn: "arn:aws:iam::444455556666:role/dns" }],
        hostedZoneRoleArn: "arn:aws:iam::444455556666:role/all",
      },
      /\.hostedZoneRoleArn: .* each have a role of their own/,
    ],
  ])("may not be %s", (_what, identity, options, message) => {
    expect(() => synthWith(options, identity)).toThrow(message);
  });

  test("may be Pod Identity, with an association before the release", () => {
    const json = synthWith({ hostedZones: [ZONE] }, podIdentity);
    const association = only(json, "aws_eks_pod_identity_association");
    expect(association).toMatchObject({ namespace: "cert-manager", service_account: "cert-manager" });
    expect(only(json, "helm_release")["depends_on"]).toContain(
      "aws_eks_pod_identity_association.cert-manager_pod-identity",
    );
  });

  test("may have zones in another account, and then only the right to become their role", () => {
    const hostedZoneRoleArn = "arn:aws:iam::444455556666:role/dns";
    const json = synthWith({ hostedZones: [ZONE], hostedZoneRoleArn });
    expect(JSON.parse(only(json, "aws_iam_role_policy")["policy"] as string)).toEqual({
      Version: "2012-10-17",
      Statement: [{ Effect: "Allow", Action: ["sts:AssumeRole", "sts:TagSession"], Resource: hostedZoneRoleArn }],
    });
  });

  test("may have zones here and in two other accounts, each with what it needs", () => {
    const role = (account: string): string => `arn:aws:iam::${account}:role/dns`;
    const [first, second] = [role("444455556666"), role("777788889999")];
    const json = synthWith({
      hostedZones: [
        { id: "Z1", name: "a.example.com" },
        { id: "Z2", name: "b.example.com", roleArn: first },
        { id: "Z3", name: "c.example.com", roleArn: second },
        { id: "Z4", name: "d.example.com", roleArn: second },
      ],
      issuers: [{ name: "a", acme: { email: "a@example.com" } }],
    });
    const { Statement } = JSON.parse(only(json, "aws_iam_role_policy")["policy"] as string) as { Statement: Data[] };
    expect(Statement.map(({ Action, Resource }) => [Action, Resource])).toEqual([
      ["route53:GetChange", "arn:aws:route53:::change/*"],
      ["route53:ChangeResourceRecordSets", "arn:aws:route53:::hostedzone/Z1"],
      ["route53:ListResourceRecordSets", "arn:aws:route53:::hostedzone/Z1"],
      [
        ["sts:AssumeRole", "sts:TagSession"],
        [first, second],
      ],
    ]);
    const release = resources(json, "helm_release")["cert-manager_issuers"] ?? {};
    expect(helmValues(release)).toMatchObject({
      issuers: {
        a: {
          spec: {
            acme: {
              solvers: [
                { dns01: { route53: { hostedZoneID: "Z1" } } },
                { dns01: { route53: { hostedZoneID: "Z2", role: first } } },
                { dns01: { route53: { hostedZoneID: "Z3", role: second } } },
                { dns01: { route53: { hostedZoneID: "Z4", role: second } } },
              ],
            },
          },
        },
      },
    });
  });

  test("may have one role for all zones but those that have their own", () => {
    const [hostedZoneRoleArn, roleArn] = ["arn:aws:iam::444455556666:role/dns", "arn:aws:iam::777788889999:role/dns"];
    const json = synthWith({ hostedZones: [ZONE, { id: "Z2", roleArn }], hostedZoneRoleArn });
    expect(JSON.parse(only(json, "aws_iam_role_policy")["policy"] as string)).toEqual({
      Version: "2012-10-17",
      Statement: [
        { Effect: "Allow", Action: ["sts:AssumeRole", "sts:TagSession"], Resource: [hostedZoneRoleArn, roleArn] },
      ],
    });
  });

  test("may leave the installation to another tool", () => {
    const json = synthWith({ hostedZones: [ZONE], install: false });
    expect(resources(json, "helm_release")).toEqual({});
    expect(resources(json, "kubernetes_service_account_v1")).toEqual({});
    only(json, "aws_iam_role");
  });
});
