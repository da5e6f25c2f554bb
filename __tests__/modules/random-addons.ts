import fc from "fast-check";
import { stringify } from "yaml";
import { CERT_MANAGER_MINORS } from "../../constructs/addons/cert-manager/releases";
import { CONTROLLER_RELEASES } from "../../constructs/addons/load-balancer-controller/releases";
import type { Data } from "../../constructs/facts/merge";
import { load } from "../support/configuration";

/** Clusters with add-ons and any of their options. */

const text = fc.constantFrom("a", "b c", "${x}", "%{x}", 'say "so"', "007", "true");
const leaf = fc.oneof(text, fc.integer({ min: -5, max: 5 }), fc.boolean(), fc.constant(null), fc.constant(1.5));
/** Values of charts that no option of ours is about. */
const values = fc.dictionary(
  fc.constantFrom("nodeSelector", "podLabels", "env", "extra", "dotted.key"),
  fc.oneof(leaf, fc.array(leaf, { maxLength: 3 }), fc.dictionary(fc.constantFrom("a", "b"), leaf, { maxKeys: 2 })),
  { maxKeys: 3 },
);
const identity = fc.constantFrom("irsa", "pod-identity", "both");
const role = fc.record(
  {
    name: fc.constantFrom("own", "another"),
    path: fc.constantFrom("/", "/addons/"),
    description: text.map((one) => `For ${one}`),
    maxSessionDuration: fc.integer({ min: 3600, max: 43200 }),
    tags: fc.constant({ team: "shop" }),
    exclusivePolicies: fc.boolean(),
  },
  { requiredKeys: [] },
);
const podIdentity = fc.record(
  { disableSessionTags: fc.boolean(), sourceConditions: fc.boolean() },
  { requiredKeys: [] },
);
const release = {
  identity,
  timeout: fc.integer({ min: 1, max: 3600 }),
  upgradeInstall: fc.boolean(),
  takeOwnership: fc.boolean(),
  values,
};
const mirror = fc.record({ repository: fc.constantFrom("https://charts.example.com", "oci://example.com/charts") });
const tags = fc.dictionary(fc.constantFrom("team", "stage"), fc.constantFrom("a", "b c"), { maxKeys: 2 });

const zone = fc.constantFrom("Z1", "Z2", "Z3");
const hostedZones = fc.uniqueArray(
  fc.oneof(
    zone,
    zone.map((id) => ({ id, name: `${id.toLowerCase()}.example.com` })),
    zone.map((id) => ({
      id,
      name: `${id.toLowerCase()}.example.com`,
      roleArn: `arn:aws:iam::444455556666:role/${id}`,
    })),
  ),
  { maxLength: 3, selector: (one) => (typeof one === "string" ? one : one.id) },
);
const issuer = fc.oneof(
  fc.constant({ selfSigned: {} }),
  fc.constant({ ca: { secretName: "ca" } }),
  fc.boolean().map((staging) => ({ acme: { email: "ops@example.com", staging } })),
  fc.array(leaf, { minLength: 1, maxLength: 2 }).map((leaves) => ({
    acme: { email: "ops@example.com", solvers: leaves.map((one) => ({ dns01: { webhook: { config: { one } } } })) },
  })),
);
/** Zones of its own in any case: those of cert-manager may have roles of another account. */
const ofOwnAccount = fc.constantFrom(
  [{ id: "Z1111111111ABCDEFGHIJ" }],
  [
    { id: "Z1111111111ABCDEFGHIJ", name: "example.com" },
    { id: "Z2222222222ABCDEFGHIJ", name: "example.org" },
  ],
);
const issuers = fc.uniqueArray(
  fc.oneof(
    fc
      .tuple(fc.constantFrom("a", "b", "c"), fc.constantFrom({}, { namespace: "shop" }), issuer)
      .map(([name, place, kind]) => ({ name, ...place, ...kind })),
    fc.tuple(fc.constantFrom("d", "e.f"), ofOwnAccount).map(([name, hostedZones]) => ({
      name,
      namespace: "shop",
      acme: { email: "ops@example.com", dns01: { serviceAccount: `dns-${name}`, hostedZones } },
    })),
  ),
  { maxLength: 3, selector: ({ name }) => name },
);

const certManager = fc.record(
  {
    ...release,
    version: fc.constantFrom(...CERT_MANAGER_MINORS.map(({ newest }) => newest)),
    chart: mirror,
    namespace: fc.constantFrom("cert-manager", "shop"),
    createNamespace: fc.boolean(),
    hostedZones,
    hostedZoneRoleArn: fc.constant("arn:aws:iam::444455556666:role/dns"),
    lookUpZones: fc.boolean(),
    acmeChallengeOnly: fc.boolean(),
    issuers,
    replicas: fc.integer({ min: 1, max: 3 }),
    fargate: fc.boolean(),
    leaderElectionNamespace: fc.constant("cert-manager"),
    imageRegistry: fc.constant("mirror.example.com/jetstack"),
    prometheus: fc.record(
      { enabled: fc.boolean(), serviceMonitor: fc.boolean(), podMonitor: fc.boolean() },
      { requiredKeys: [] },
    ),
    role,
    podIdentity,
    install: fc.boolean(),
  },
  { requiredKeys: [] },
);

const controller = fc.record(
  {
    ...release,
    version: fc.constantFrom(...CONTROLLER_RELEASES.map(({ chart }) => chart)),
    chart: mirror,
    webhookCertificate: fc.constantFrom("cert-manager", "helm"),
    serviceMutatorWebhook: fc.boolean(),
    replicas: fc.integer({ min: 1, max: 3 }),
    isolated: fc.boolean(),
    shield: fc.boolean(),
    waf: fc.boolean(),
    wafv2: fc.boolean(),
    fargate: fc.boolean(),
    imageRegistry: fc.constantFrom("public", "regional", "mirror.example.com"),
    globalAccelerator: fc.boolean(),
    certificateManagement: fc.boolean(),
    certificateZones: fc.constant(["Z1", "Z2"]),
    wafv2Names: fc.boolean(),
    targetGroupBindingOnly: fc.boolean(),
    policy: fc.constantFrom("upstream", "narrow", "scoped"),
    vpc: fc.boolean(),
    statements: fc.constant([{ actions: ["s3:*"], resources: ["*"] }]),
    assumeRoleArns: fc.constant(["arn:aws:iam::444455556666:role/a"]),
    namespace: fc.constantFrom("kube-system", "shop"),
    createNamespace: fc.boolean(),
    ingressClass: fc.record(
      {
        name: fc.constant("internal"),
        default: fc.boolean(),
        create: fc.boolean(),
        params: fc.constantFrom({ scheme: "internal" }, { group: { name: "a" }, tags: [{ key: "a", value: "b" }] }),
      },
      { requiredKeys: [] },
    ),
    featureGates: fc.dictionary(
      fc.constantFrom("WeightedTargetGroups", "SubnetsClusterTagCheck", "EnableRGTAPI", "ListenerRulesTagging"),
      fc.boolean(),
    ),
    gatewayApi: fc.boolean(),
    defaultTargetType: fc.constantFrom("instance", "ip"),
    defaultScheme: fc.constantFrom("internal", "internet-facing"),
    defaultSslPolicy: fc.constant("ELBSecurityPolicy-TLS13-1-2-2021-06"),
    securityGroups: fc.record(
      {
        sharedBackend: fc.boolean(),
        backend: fc.constant("sg-0abc"),
        manageBackendRules: fc.boolean(),
        restrictRules: fc.boolean(),
      },
      { requiredKeys: [] },
    ),
    serviceMonitor: fc.boolean(),
    defaultTags: tags,
    role,
    podIdentity,
    install: fc.boolean(),
  },
  { requiredKeys: [] },
);

const account = fc.record(
  {
    name: fc.constantFrom("a", "b", "c"),
    policyArns: fc.constant(["arn:aws:iam::aws:policy/ReadOnlyAccess"]),
    statements: fc.constant([{ actions: ["s3:*"], resources: ["*"] }]),
    assumeRoleArns: fc.constant(["arn:aws:iam::444455556666:role/a"]),
    role: fc.record({ path: fc.constant("/addons/") }),
    podIdentity,
    stsRegionalEndpoints: fc.boolean(),
    tokenExpiration: fc.integer({ min: 600, max: 86400 }),
    audience: fc.constantFrom("sts.amazonaws.com", "vault"),
    createValue: fc.constant("controller.serviceAccount.create"),
    nameValue: fc.constant("controller.serviceAccount.name"),
    annotationsValue: fc.constant("controller.serviceAccount.annotations"),
    podAnnotationsValue: fc.constant("podAnnotations"),
  },
  { requiredKeys: ["name"] },
);
const addon = fc.record(
  {
    ...release,
    name: fc.constantFrom("dns", "secrets", "reloader"),
    chart: fc.constantFrom<Data>(
      { name: "x", repository: "https://charts.example.com", version: "1.2.3" },
      { name: "x", path: "charts/x" },
    ),
    namespace: fc.constantFrom("shop", "tools", "kube-system"),
    createNamespace: fc.boolean(),
    serviceAccount: account,
    install: fc.boolean(),
  },
  { requiredKeys: ["name", "chart", "namespace"] },
);

const cluster: fc.Arbitrary<Data> = fc.record(
  {
    identity,
    tags,
    oidcProvider: fc.constantFrom("create", "lookup"),
    certManager,
    loadBalancerController: controller,
    addons: fc.uniqueArray(addon, { maxLength: 3, selector: ({ name }) => name }),
  },
  { requiredKeys: [] },
);

const accepts = (one: Data): boolean => !("problems" in load(stringify({ version: 1, clusters: { one } })));

/** An add-on of a cluster with as many of its options as go together. */
function withOptions(whole: Data, key: string, options: unknown): Data {
  if (options === undefined) return whole;
  return Object.entries(options as Data).reduce<Data>(
    (grown, [option, value]) => {
      const more = { ...grown, [key]: { ...(grown[key] as Data), [option]: value } };
      return accepts(more) ? more : grown;
    },
    { ...whole, [key]: {} },
  );
}

/** Options of an association that is never made do no harm in a configuration, and modules refuse them. */
function withoutIdleOptions(part: unknown, inherited: unknown): unknown {
  if (part === undefined) return undefined;
  const { podIdentity, ...others } = part as Data;
  const { identity = inherited ?? "irsa" } = others;
  return identity === "irsa" ? others : part;
}

/** A cluster without what its configuration refuses. */
function sound(
  common: Data,
  { certManager: manager, loadBalancerController: balancer, addons = [], ...rest }: Data,
): Data {
  const { identity } = rest;
  let whole: Data = { ...common, ...rest };
  // The provider that is there knows STS alone.
  if (JSON.stringify(addons).includes('"vault"')) whole = { ...whole, oidcProvider: "create" };
  whole = withOptions(whole, "certManager", withoutIdleOptions(manager, identity));
  whole = withOptions(whole, "loadBalancerController", withoutIdleOptions(balancer, identity));
  for (const one of addons as Data[]) {
    const more = { ...whole, addons: [...((whole["addons"] ?? []) as Data[]), one] };
    if (accepts(more)) whole = more;
  }
  return whole;
}

/** As many clusters, the same whenever this runs. */
export const randomClusters = (count: number, common: Data): Data[] =>
  fc.sample(cluster, { seed: 20_251_131, numRuns: count }).map((data) => sound(common, data));
