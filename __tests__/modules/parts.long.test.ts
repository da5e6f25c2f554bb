import { canonical } from "../support/canonical";
import { blocksOf } from "../support/module-files";
import { sourceFrom, writeRoot } from "../support/module-root";
import { describeWithTerraform, newFolder, removeFolder } from "../support/terraform";
import { record, state } from "../support/terraform-json";
import type { Resources, State, Values } from "../support/terraform-json";

/**
 * What eks-irsa hands on to the modules that it calls. Each case is made twice, by a call of eks-irsa and by one of the part
 * itself, whose own tests show what comes of its inputs: both have to make the same.
 */

interface Part {
  readonly name: string;
  /** eks-irsa's variable for it. */
  readonly variable: string;
  /** Its release, in the output gitops. */
  readonly release: string;
}

const CERT_MANAGER: Part = { name: "cert-manager", variable: "cert_manager", release: "cert-manager" };
const CONTROLLER: Part = {
  name: "load-balancer-controller",
  variable: "load_balancer_controller",
  release: "aws-load-balancer-controller",
};

interface Case {
  readonly part: Part;
  /** What eks-irsa is given for the part. */
  readonly inputs: Values;
  /** What else eks-irsa is given. */
  readonly all?: Values;
  /** What the part has to be given besides, or in the place of, what is given for it. */
  readonly handedOn?: Values;
}

const ZONES = ["Z0123456789ABCDEFGHIJ"];
const LETSENCRYPT = { name: "letsencrypt", acme: { email: "ops@example.com" } };
const CREDENTIALS = { username: "reader", password: "secret" };
const TAGS = { team: "platform" };

const role = (name: string): Values => ({
  name,
  path: "/pods/",
  description: "Ours",
  permissions_boundary: "arn:aws:iam::111122223333:policy/pods",
  max_session_duration: 7200,
  tags: { owner: "security" },
  exclusive_policies: true,
});

const release = {
  chart: { repository: "oci://registry.example.com/charts" },
  timeout: 900,
  upgrade_install: true,
  take_ownership: true,
  atomic: false,
};

const trust = {
  subjects: [{ namespace: "backup", service_account: "backup" }],
  subject_patterns: [{ namespace: "preview-*", service_account: "web" }],
  other_providers: ["arn:aws:iam::111122223333:oidc-provider/oidc.eks.ap-northeast-2.amazonaws.com/id/GREEN"],
  statements: [{ principals: { AWS: ["arn:aws:iam::111122223333:role/ci"] }, actions: ["sts:AssumeRole"] }],
  max_size: 4096,
};

const CASES: Readonly<Record<string, Case>> = {
  "cert-manager with the defaults": { part: CERT_MANAGER, inputs: {} },
  "cert-manager with zones and issuers": {
    part: CERT_MANAGER,
    inputs: {
      ...release,
      version: "v1.20.0",
      namespace: "certificates",
      identity: "both",
      pod_identity: { disable_session_tags: true },
      hosted_zones: [
        { id: "Z0123456789ABCDEFGHIJ", name: "example.com" },
        { id: "Z00000000000000000000", name: "example.org" },
      ],
      look_up_zones: true,
      acme_challenge_only: true,
      issuers: [LETSENCRYPT, { name: "internal", namespace: "shop", ca: { secret_name: "internal-ca" } }],
      replicas: 3,
      leader_election_namespace: "certificates",
      image_registry: "registry.example.com/jetstack",
      prometheus: { enabled: true, pod_monitor: true },
      role: role("cert-manager"),
      trust,
      values: { extraArgs: ["--v=2"] },
    },
    all: { tags: TAGS, chart_credentials: { "cert-manager": CREDENTIALS, other: { username: "a", password: "b" } } },
    handedOn: { tags: TAGS, chart_credentials: CREDENTIALS },
  },
  "cert-manager with zones of another account, on Fargate": {
    part: CERT_MANAGER,
    inputs: {
      hosted_zone_ids: ZONES,
      hosted_zone_role_arn: "arn:aws:iam::444455556666:role/dns",
      issuers: [LETSENCRYPT],
      fargate: true,
    },
  },
  "cert-manager with a role and a namespace that are there, by the identity of all": {
    part: CERT_MANAGER,
    inputs: {
      create_namespace: false,
      wait: false,
      hosted_zone_ids: ZONES,
      create_role: false,
      role_arn: "arn:aws:iam::111122223333:role/dns01",
    },
    all: { identity: "pod-identity" },
    handedOn: { identity: "pod-identity" },
  },
  "cert-manager that another tool installs": {
    part: CERT_MANAGER,
    inputs: { install: false, hosted_zone_ids: ZONES },
  },
  "cert-manager where another tool installs all": {
    part: CERT_MANAGER,
    inputs: { hosted_zone_ids: ZONES },
    all: { iam_only: true, identity: "both" },
    handedOn: { install: false, identity: "both" },
  },
  "the controller with the defaults": {
    part: CONTROLLER,
    inputs: {},
    handedOn: { webhook_certificate: "helm" },
  },
  "the controller beside cert-manager": {
    part: CONTROLLER,
    inputs: {},
    all: { cert_manager: {} },
    handedOn: { webhook_certificate: "cert-manager" },
  },
  "the controller with options": {
    part: CONTROLLER,
    inputs: {
      ...release,
      wait: false,
      identity: "both",
      pod_identity: { disable_session_tags: true },
      webhook_certificate: "helm",
      service_mutator_webhook: true,
      replicas: 3,
      isolated: true,
      shield: true,
      waf: true,
      wafv2: true,
      global_accelerator: true,
      certificate_management: true,
      certificate_zones: ["Z0123456789ABCDEFGHIJ"],
      certificate_authority_arns: [
        "arn:aws:acm-pca:ap-northeast-2:111122223333:certificate-authority/12345678-1234-1234-1234-123456789012",
      ],
      wafv2_names: true,
      policy: "scoped",
      vpc: true,
      policy_arns: ["arn:aws:iam::aws:policy/ReadOnlyAccess"],
      named_policy_arns: { more: "arn:aws:iam::111122223333:policy/more" },
      statements: [{ actions: ["s3:GetObject"], resources: ["*"] }],
      grants: [{ service: "s3", verbs: ["read"], resources: ["shop-assets"], prefixes: ["lb/"] }],
      assume_role_arns: ["arn:aws:iam::444455556666:role/targets"],
      namespace: "load-balancers",
      create_namespace: false,
      image_registry: "regional",
      ingress_class: { name: "public", default: true, params: { scheme: "internet-facing" } },
      feature_gates: { SubnetsClusterTagCheck: false },
      gateway_api: true,
      default_target_type: "ip",
      default_scheme: "internal",
      default_ssl_policy: "ELBSecurityPolicy-TLS13-1-2-2021-06",
      log_level: "debug",
      security_groups: { restrict_rules: false, backend: "sg-0abc" },
      service_monitor: true,
      default_tags: { team: "platform" },
      role: role("controller"),
      trust,
      values: { nodeSelector: { "kubernetes.io/arch": "arm64" } },
    },
    all: { cert_manager: {}, tags: TAGS, chart_credentials: { "load-balancer-controller": CREDENTIALS } },
    handedOn: { tags: TAGS, chart_credentials: CREDENTIALS },
  },
  "the controller for target groups alone, on Fargate": {
    part: CONTROLLER,
    inputs: { version: "3.4.0", target_group_binding_only: true, fargate: true },
    handedOn: { webhook_certificate: "helm" },
  },
  "the controller with a role that is there, by the identity of all": {
    part: CONTROLLER,
    inputs: { create_role: false, role_arn: "arn:aws:iam::111122223333:role/controller" },
    all: { identity: "pod-identity" },
    handedOn: { identity: "pod-identity", webhook_certificate: "helm" },
  },
  "the controller that another tool installs beside cert-manager that it does not": {
    part: CONTROLLER,
    inputs: { install: false },
    all: { cert_manager: {} },
    handedOn: { webhook_certificate: "cert-manager" },
  },
  "the controller where another tool installs all": {
    part: CONTROLLER,
    inputs: {},
    all: { iam_only: true },
    handedOn: { install: false, webhook_certificate: "helm" },
  },
};

const PARTITIONS: readonly (readonly [partition: string, region: string, image_registry?: string])[] = [
  ["aws-cn", "cn-north-1"],
  ["aws-us-gov", "us-gov-west-1", "regional"],
  ["aws-iso", "us-iso-east-1", "registry.example.com"],
  // A region that is new: only what is given says its partition.
  ["aws", "xx-south-1"],
];

/** A cluster that is described, so that nothing is read. */
const cluster = (partition = "aws", region = "ap-northeast-2"): Values => ({
  cluster_name: "prod",
  region,
  oidc_provider_arn: `arn:${partition}:iam::111122223333:oidc-provider/oidc.eks.${region}.amazonaws.com/id/A`,
});

const described = (region = "ap-northeast-2") => ({
  oidc_provider: "existing",
  cluster_attributes: {
    account_id: "111122223333",
    oidc_issuer: `https://oidc.eks.${region}.amazonaws.com/id/A`,
    vpc_id: "vpc-0abc",
  },
});

/** The two calls of a case: of eks-irsa, and of the part with what eks-irsa has to hand on. */
function callsFor(folder: string, { part, inputs, all, handedOn }: Case, where = cluster()): [Values, Values] {
  const { version, ...others } = inputs;
  const region = where["region"] as string;
  return [
    { source: sourceFrom(folder, "eks-irsa"), ...where, ...described(region), ...all, [part.variable]: inputs },
    {
      source: sourceFrom(folder, part.name),
      ...where,
      account_id: "111122223333",
      ...others,
      ...(version !== undefined && { chart_version: version }),
      // One that workloads want as well is made once, by eks-irsa.
      ...(part === CERT_MANAGER ? { create_namespace: false } : { vpc_id: "vpc-0abc" }),
      ...handedOn,
    },
  ];
}

const IN_PARTITIONS: Readonly<Record<string, Case & { readonly where: Values }>> = Object.fromEntries(
  PARTITIONS.flatMap(([partition, region, image_registry]): [string, Case & { readonly where: Values }][] => [
    [
      `cert-manager in ${partition}`,
      {
        part: CERT_MANAGER,
        inputs: { hosted_zone_ids: ZONES, ...(partition === "aws-iso" && { image_registry }) },
        where: { ...cluster(partition, region), partition },
      },
    ],
    [
      `the controller in ${partition}`,
      {
        part: CONTROLLER,
        inputs: { ...(image_registry !== undefined && { image_registry }) },
        handedOn: { webhook_certificate: "helm" },
        where: { ...cluster(partition, region), partition },
      },
    ],
  ]),
);

const ALL: readonly (readonly [string, Case & { readonly where?: Values }])[] = Object.entries({
  ...CASES,
  ...IN_PARTITIONS,
});

/** What is in a module, with addresses from there. */
const within = ({ resources }: State, module: string): Resources =>
  new Map(
    [...resources]
      .filter(([address]) => address.startsWith(`${module}.`))
      .map(([address, values]) => [address.slice(module.length + 1), values]),
  );

/** The keys of a variable that is an object, without those that are refused, for another one is meant. */
function keysOf(module: string, variable: string): string[] {
  const body = blocksOf(module).find(
    ({ keyword, labels: [name] }) => keyword === "variable" && name === variable,
  )?.body;
  return [...(body ?? "").matchAll(/(?<!# Refused: .*\n)^ {4}(\w+) += optional\(/gm)].map(([, key = ""]) => key);
}

test.each([CERT_MANAGER, CONTROLLER])("each key of $variable is in a case", ({ variable }) => {
  const inCases = new Set(
    Object.values(CASES).flatMap(({ part, inputs }) => (part.variable === variable ? Object.keys(inputs) : [])),
  );
  const keys = keysOf("eks-irsa", variable);
  expect(keys.length).toBeGreaterThan(20);
  expect(keys.filter((key) => !inCases.has(key))).toEqual([]);
});

describeWithTerraform("eks-irsa makes of a part what the part makes alone", () => {
  let folder: string;
  let made: State;

  beforeAll(() => {
    folder = newFolder();
    const module = Object.fromEntries(
      ALL.flatMap(([, one], index) => {
        const [whole, part] = callsFor(folder, one, one.where);
        return [
          [`whole_${index}`, whole],
          [`part_${index}`, part],
        ];
      }),
    );
    const output = Object.fromEntries(
      Object.keys(module).map((name) => [name, { value: `\${module.${name}}`, sensitive: true }]),
    );
    writeRoot(folder, { module, output });
    record(folder, "apply");
    made = state(folder);
  });

  afterAll(() => {
    removeFolder(folder);
  });

  test.each(ALL.map(([name, one], index) => ({ name, index, ...one })))("$name", ({ index, part }) => {
    const { name: _, variable, release: releaseName } = part;
    const resources = (module: string): Values =>
      canonical(within(made, module), {}, { folder, defaultTags: {} }).resources;
    const alone = resources(`module.part_${index}`);
    const { role_arn, gitops } = made.outputs[`part_${index}`] as Values;
    const whole = made.outputs[`whole_${index}`] as Values;

    expect(Object.keys(alone)).not.toHaveLength(0);
    expect(resources(`module.whole_${index}.module.${variable}[0]`)).toEqual(alone);
    expect(whole[`${variable}_role_arn`]).toEqual(role_arn);
    expect((whole["gitops"] as Values)[releaseName] ?? null).toEqual(gitops);
  });

  test.each(
    ALL.flatMap(([name, { all, inputs }], index) =>
      all?.["iam_only"] || inputs["install"] === false ? [[name, index] as const] : [],
    ),
  )("%s: only what is in AWS", (_name, index) => {
    const types = [...within(made, `module.part_${index}`).keys()].map((address) => address.split("_")[0]);
    expect(new Set(types)).toEqual(new Set(["aws"]));
  });
});

describeWithTerraform("the OIDC provider of eks-irsa", () => {
  test("is its part's, with all tags and with each audience that is asked for", () => {
    const folder = newFolder();
    try {
      const issuer = "https://oidc.eks.ap-northeast-2.amazonaws.com/id/A";
      const { cluster_name, region } = cluster();
      const { cluster_attributes } = described();
      writeRoot(folder, {
        module: {
          whole: {
            source: sourceFrom(folder, "eks-irsa"),
            cluster_name,
            region,
            cluster_attributes,
            tags: TAGS,
            workloads: {
              vault: {
                namespace: "vault",
                service_account: "agent",
                audience: "vault.example.com",
                policy_arns: ["arn:aws:iam::aws:policy/ReadOnlyAccess"],
              },
            },
            addons: {
              dns: {
                namespace: "dns",
                chart: { name: "dns", repository: "https://charts.example.com", version: "1.0.0" },
                service_account: { name: "dns", audience: "dns.example.com" },
              },
            },
          },
          part: {
            source: sourceFrom(folder, "oidc-provider"),
            oidc_issuer: issuer,
            audiences: ["vault.example.com", "dns.example.com"],
            tags: TAGS,
          },
        },
      });
      record(folder, "apply");
      const made = state(folder);
      const resources = (module: string): Values =>
        canonical(within(made, module), {}, { folder, defaultTags: {} }).resources;
      const whole = resources("module.whole.module.oidc_provider[0]");
      expect(Object.keys(whole)).toEqual([`aws_iam_openid_connect_provider ${issuer}`]);
      expect(whole).toEqual(resources("module.part"));
    } finally {
      removeFolder(folder);
    }
  });
});
