import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { withDefaults } from "../../constructs/configuration/defaults";
import { CERT_MANAGER_MINORS } from "../../constructs/addons/cert-manager/releases";
import { CONTROLLER_RELEASES } from "../../constructs/addons/load-balancer-controller/releases";
import type { Data } from "../../constructs/facts/merge";
import { offered } from "../support/module-variables";

/** Clusters that are compared both ways. */

const root = join(__dirname, "..", "..");
const region = "ap-northeast-2";
const ACCOUNT = "111122223333";
const PROVIDER_ARN = `arn:aws:iam::${ACCOUNT}:oidc-provider/oidc.eks.${region}.amazonaws.com/id/EXAMPLE`;

const attributes = {
  accountId: ACCOUNT,
  oidcIssuer: `https://oidc.eks.${region}.amazonaws.com/id/EXAMPLE`,
  endpoint: `https://EXAMPLE.gr7.${region}.eks.amazonaws.com`,
  certificateAuthority: "LS0tLS1CRUdJTg==",
  vpcId: "vpc-0abc",
  version: "1.34",
};

/** Full of what Terraform or JSON would read as something else. */
const TRICKY = '${X} %{x} $${Y} %%{y} \\n "quoted"';

/** The clusters of a committed file, with its defaults, by the file's name. */
function clustersIn(path: string): Record<string, Data> {
  const { clusters, defaults = {} } = parse(readFileSync(join(root, path), "utf8")) as {
    clusters: Record<string, Data>;
    defaults?: Data;
  };
  const name = path.replace(/^.*\/|\.yaml$/g, "");
  return Object.fromEntries(
    Object.values(clusters).map((cluster) => [name, { cluster: name, ...offered(withDefaults(defaults, cluster)) }]),
  );
}

const files: readonly string[] = [
  "eks-irsa.yaml",
  ...readdirSync(join(root, "examples"))
    .filter((name) => name.endsWith(".yaml"))
    .map((name) => `examples/${name}`),
  "__tests__/terraform/everything.yaml",
];

const committed: Readonly<Record<string, Data>> = Object.assign({}, ...files.map(clustersIn)) as Record<string, Data>;

const S3_READ = "arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess";
const account = { namespace: "shop", createNamespace: true, serviceAccount: "s3-reader" };
const reader = { ...account, policyArns: [S3_READ] };
/** A role without permissions, on purpose. */
const nothing = { acknowledge: [{ rule: "role-without-permissions", reason: "A bucket's policy names it." }] };
const zones = ["Z0123456789ABCDEFGHIJ"];
const acme = {
  name: "own-acme",
  acme: { email: "ops@example.com", server: "https://acme.example.com/dir", privateKeySecret: "key" },
};
const anything = [{ actions: ["s3:*"], resources: ["*"] }];
const permitted = { statements: anything };
const there = { namespace: "git-ops" };
const backup = { namespace: "backup", serviceAccount: "backup" };
const TARGET = "arn:aws:iam::444455556666:role/target";
const widely = {
  subjects: [backup],
  subjectPatterns: [{ namespace: "preview-*", serviceAccount: "web" }],
  otherProviders: [PROVIDER_ARN.replace("EXAMPLE", "GREEN")],
  statements: [{ principals: { AWS: `arn:aws:iam::${ACCOUNT}:role/ci` }, actions: ["sts:AssumeRole"] }],
};
const dns = {
  name: "external-dns",
  chart: { name: "external-dns", repository: "https://charts.example.com", version: "1.19.0" },
  namespace: "external-dns",
  createNamespace: true,
};

/** What single keys choose. */
const choices: Readonly<Record<string, Data>> = {
  "nothing at all": {},
  "Pod Identity alone": {
    identity: "pod-identity",
    certManager: { hostedZones: zones },
    loadBalancerController: {},
    workloads: [reader],
  },
  "both kinds of identity": {
    identity: "both",
    certManager: { hostedZones: zones, identity: "irsa" },
    loadBalancerController: { podIdentity: { sourceConditions: false } },
    workloads: [
      reader,
      {
        ...account,
        serviceAccount: "no-session-tags",
        podIdentity: { disableSessionTags: true, targetRoleArn: "arn:aws:iam::444455556666:role/target" },
        // The second one has an association of its own, and gets no other.
        trust: {
          subjects: [
            { namespace: "shop", serviceAccount: "backup" },
            { namespace: reader.namespace, serviceAccount: "alone" },
          ],
        },
      },
      { ...reader, serviceAccount: "alone", identity: "pod-identity", podIdentity: { sourceConditions: false } },
    ],
  },
  "both kinds of identity, where nothing has permissions": {
    identity: "both",
    certManager: {},
    addons: [
      { ...dns, name: "none" },
      { ...dns, name: "account-alone", serviceAccount: { name: "a" } },
    ],
    workloads: [{ ...account, ...nothing, identity: "pod-identity" }],
  },
  "an OIDC provider that is looked up": { oidcProvider: "lookup", workloads: [reader] },
  "an OIDC provider by its ARN": {
    oidcProvider: { arn: PROVIDER_ARN },
    workloads: [reader],
    loadBalancerController: {},
  },
  "cert-manager without zones": { certManager: {} },
  "the controller without cert-manager": { loadBalancerController: {} },
  "settings of all roles": {
    tags: { team: "platform", stage: "prod" },
    role: {
      path: "/pods/",
      permissionsBoundary: `arn:aws:iam::${ACCOUNT}:policy/boundary`,
      maxSessionDuration: 7200,
      tags: { team: "shop", of: "all" },
      forceDetachPolicies: true,
      exclusivePolicies: true,
      maxTrustSize: 8192,
    },
    certManager: { hostedZones: zones },
    loadBalancerController: { role: { path: "/controller/", tags: { of: "controller" } } },
    addons: [
      { ...dns, serviceAccount: { name: "external-dns", statements: anything } },
      { ...dns, name: "named", serviceAccount: { name: "n", statements: anything, role: { name: "own-name" } } },
    ],
    workloads: [
      { ...reader, policyArns: [S3_READ] },
      {
        ...reader,
        serviceAccount: "own",
        statements: anything,
        role: { name: "own", path: "/", maxSessionDuration: 3600, exclusivePolicies: false, tags: { team: "own" } },
        trust: { maxSize: 4096 },
      },
    ],
  },
  "grants of every service, wherever a role has them": {
    loadBalancerController: {
      grants: [
        { service: "kinesis", verbs: ["read", "write"], resources: ["orders"], kmsKeys: ["alias/shop"] },
        { service: "secretsManager", verbs: ["read"], resources: ["shop/db", "shop/all/"] },
        { service: "ssmParameters", verbs: ["read"], resources: ["/shop/db", "/shop/all/"] },
      ],
    },
    addons: [
      {
        ...dns,
        serviceAccount: {
          name: "external-dns",
          grants: [
            {
              service: "s3",
              verbs: ["read", "write", "list"],
              resources: ["a"],
              prefixes: ["in/"],
              kmsKeys: ["alias/a"],
            },
            { service: "kms", verbs: ["encrypt", "decrypt"], resources: ["alias/a"], via: ["s3"] },
            { service: "eventBridge", verbs: ["put"], resources: ["default"] },
            { service: "rds", verbs: ["connect"], resources: ["db-ABCDEFGHIJKL01234/app"] },
          ],
        },
      },
    ],
    workloads: [
      {
        ...reader,
        statements: anything,
        grants: [
          { service: "dynamodb", verbs: ["read", "write"], resources: ["orders"], parts: ["table", "stream"] },
          { service: "ecr", verbs: ["pull"], resources: ["shop/"] },
          { service: "logs", verbs: ["write"], resources: ["/shop/api"] },
          { service: "cloudwatch", verbs: ["write"], resources: ["Shop"] },
          { service: "bedrock", verbs: ["invoke"], resources: ["amazon.nova-lite-v1:0"], inferenceProfiles: ["apac"] },
          {
            service: "msk",
            verbs: ["connect"],
            resources: ["shop"],
            readTopics: ["a"],
            writeTopics: ["b"],
            groups: ["c"],
          },
        ],
      },
      {
        ...reader,
        serviceAccount: "managed",
        grants: [{ service: "sqs", verbs: ["consume", "send"], resources: ["orders"] }],
        role: { managedPolicies: true },
      },
      { ...reader, serviceAccount: "arns", grants: [{ service: "sns", verbs: ["publish"], resources: ["a", "b"] }] },
    ],
  },
  "managed policies": {
    role: { path: "/pods/", tags: { of: "all" }, managedPolicies: true, exclusivePolicies: true },
    certManager: { hostedZones: zones },
    loadBalancerController: {},
    addons: [{ ...dns, serviceAccount: { name: "external-dns", statements: anything } }],
    workloads: [
      { ...reader, policyArns: [S3_READ] },
      { ...reader, serviceAccount: "managed", policyArns: [S3_READ], statements: anything },
      { ...reader, serviceAccount: "assumes", assumeRoleArns: ["arn:aws:iam::444455556666:role/r"] },
      { ...reader, serviceAccount: "inline", statements: anything, role: { managedPolicies: false } },
    ],
  },
  "namespaces with labels, and releases that are not waited for": {
    namespaces: {
      shop: { labels: { "pod-security.kubernetes.io/enforce": "restricted" }, annotations: { owner: TRICKY } },
      nobody: {},
    },
    certManager: { wait: false },
    loadBalancerController: { webhookCertificate: "helm", wait: false },
    addons: [{ ...dns, wait: false }],
    workloads: [reader, { ...reader, serviceAccount: "waits", createNamespace: false }],
  },
  // The names that AWS completes are all alike: there is one such role of each kind.
  "a prefix of all roles": {
    role: { namePrefix: "prod-" },
    certManager: { hostedZones: zones, role: { name: "dns-solver" } },
    loadBalancerController: { role: { namePrefix: "controller-" } },
    addons: [{ ...dns, serviceAccount: { name: "n", statements: anything, role: { name: "own-name" } } }],
    workloads: [reader, { ...reader, serviceAccount: "own", role: { name: "own" } }],
  },
  "a role's settings": {
    tags: { team: "platform", stage: "prod" },
    workloads: [
      {
        ...reader,
        statements: anything,
        role: {
          namePrefix: "shop-",
          path: "/pods/",
          permissionsBoundary: `arn:aws:iam::${ACCOUNT}:policy/boundary`,
          maxSessionDuration: 7200,
          tags: { team: "shop" },
        },
      },
      { ...reader, serviceAccount: "named", role: { name: "named", description: TRICKY, exclusivePolicies: true } },
    ],
    certManager: { hostedZones: zones, role: { name: "dns", path: "/addons/", exclusivePolicies: true } },
    loadBalancerController: { role: { namePrefix: "lb-", path: "/addons/", tags: { stage: "all" } } },
  },
  "names that are too long for a role": {
    cluster: "a-cluster-with-a-name-that-is-rather-long-for-one",
    certManager: { hostedZones: zones },
    loadBalancerController: { globalAccelerator: true, certificateManagement: true },
    workloads: [
      { ...reader, name: `${"x".repeat(30)}.${"y".repeat(30)}` },
      { ...reader, serviceAccount: "dots.in.its.name" },
      { ...reader, serviceAccount: `${"z".repeat(60)}-1` },
      { ...reader, serviceAccount: `${"z".repeat(60)}-2` },
    ],
  },
  "all of the controller's permissions, held to the cluster": {
    loadBalancerController: {
      policy: "scoped",
      vpc: true,
      globalAccelerator: true,
      certificateManagement: true,
      role: { exclusivePolicies: true },
    },
  },
  "the controller held to the cluster's tag alone": {
    loadBalancerController: { policy: "scoped", shield: false },
  },
  "texts that look like templates": {
    certManager: { values: { podLabels: { literal: TRICKY } } },
    loadBalancerController: { values: { podLabels: { withTokens: TRICKY, [TRICKY]: "a key" } } },
    addons: [{ ...dns, values: { note: TRICKY } }],
    workloads: [
      {
        ...reader,
        annotations: { "example.com/note": TRICKY },
        labels: { "example.com/team": "shop" },
        role: { description: TRICKY },
        statements: [
          {
            sid: "Homes",
            effect: "Deny",
            notActions: ["s3:GetObject", "s3:GetObject"],
            notResources: ["arn:aws:s3:::homes/${aws:username}/*"],
            conditions: {
              StringLike: { "aws:PrincipalTag/team": ["${aws:PrincipalTag/group}", "%{x}"], "s3:prefix": "one" },
              Bool: { "aws:SecureTransport": "false" },
            },
          },
        ],
      },
    ],
  },
  "namespaces that several want": {
    certManager: { namespace: "shared", issuers: [{ name: "ca", namespace: "issued", ca: { secretName: "ca" } }] },
    loadBalancerController: {},
    addons: [
      { ...dns, namespace: "shared" },
      { ...dns, name: "second", namespace: "issued" },
      { ...dns, name: "elsewhere", namespace: "elsewhere", install: false },
    ],
    workloads: [
      { ...reader, namespace: "shared" },
      { ...reader, namespace: "kube-system", createNamespace: false, serviceAccount: "agent" },
      { ...reader, namespace: "issued", serviceAccount: "late" },
      { ...reader, namespace: "there", createNamespace: false },
    ].map((workload, index) => ({ ...workload, name: `w${index}` })),
  },
  "trust in many": {
    identity: "both",
    workloads: [
      {
        ...reader,
        identity: "irsa",
        audience: "vault",
        trust: {
          subjects: [
            { namespace: "b", serviceAccount: "b" },
            { namespace: "a", serviceAccount: "a" },
          ],
          subjectPatterns: [
            { namespace: "preview-*", serviceAccount: "?" },
            { anyNamespace: true, serviceAccount: "ci" },
          ],
          otherProviders: [PROVIDER_ARN.replace("EXAMPLE", "GREEN"), PROVIDER_ARN.replace("EXAMPLE", "BLUE")],
          maxSize: 4096,
        },
      },
      {
        ...reader,
        serviceAccount: "statements",
        trust: {
          subjects: [{ namespace: "b", serviceAccount: "b" }],
          statements: [
            {
              sid: "Debug",
              effect: "Deny",
              principals: { AWS: ["arn:aws:iam::222233334444:role/a", "222233334444"], Service: "ec2.amazonaws.com" },
              actions: ["sts:AssumeRole", "sts:TagSession"],
              conditions: { StringEquals: { "sts:ExternalId": ["${x}", "b"], "aws:PrincipalTag/a": "b" } },
            },
            { principals: { Federated: PROVIDER_ARN }, actions: ["sts:AssumeRoleWithWebIdentity"] },
          ],
        },
      },
      {
        ...reader,
        serviceAccount: "pods",
        identity: "pod-identity",
        podIdentity: { disableSessionTags: true, sourceConditions: false },
        trust: {
          subjects: [{ namespace: "b", serviceAccount: "c" }],
          statements: [{ principals: { AWS: "arn:aws:iam::111122223333:role/a" }, actions: ["sts:AssumeRole"] }],
        },
      },
    ],
  },
  "values of all kinds": {
    certManager: {
      values: { startupapicheck: null, webhook: { replicaCount: 2, config: { list: [1, "a", null, {}] } } },
    },
    loadBalancerController: {
      values: { replicaCount: 4, affinity: null, tolerations: [{ key: "a" }, { operator: "Exists", seconds: 1.5 }] },
      ingressClass: { params: { group: { name: "a" }, tags: [{ key: "a", value: "b" }], ipAddressType: "ipv4" } },
    },
    addons: [{ ...dns, values: { a: { b: [1, { c: false }], d: null }, "dotted.key": "x", text: "007" } }],
  },
  "add-ons with and without ServiceAccounts": {
    addons: [
      { ...dns, name: "none" },
      {
        ...dns,
        name: "no-permissions",
        serviceAccount: { name: "a", stsRegionalEndpoints: true, tokenExpiration: 900 },
      },
      {
        ...dns,
        name: "elsewhere-in-its-values",
        timeout: 60,
        upgradeInstall: true,
        takeOwnership: true,
        serviceAccount: {
          name: "b",
          statements: anything,
          audience: "other",
          createValue: "controller.account.create",
          nameValue: "controller.account.name",
          annotationsValue: "controller.account.annotations",
          podAnnotationsValue: "controller.podAnnotations",
        },
        values: { controller: { account: { labels: { a: "b" } }, podAnnotations: { c: "d" } } },
      },
      {
        ...dns,
        name: "pod-identity",
        identity: "pod-identity",
        serviceAccount: {
          name: "c",
          policyArns: [S3_READ],
          podAnnotationsValue: "podAnnotations",
          role: { name: "c" },
        },
      },
    ],
  },
  "another tool that installs": {
    certManager: { install: false, hostedZones: zones, replicas: 2 },
    loadBalancerController: { install: false },
    addons: [
      {
        ...dns,
        install: false,
        serviceAccount: { name: "external-dns", statements: anything, podAnnotationsValue: "podAnnotations" },
        values: { domainFilters: ["example.com"] },
      },
      { ...dns, name: "without-account", install: false, namespace: "other" },
      { ...dns, name: "without-permissions", install: false, serviceAccount: { name: "d", audience: "x" } },
    ],
  },
  "another tool that installs, with Pod Identity": {
    identity: "pod-identity",
    loadBalancerController: { install: false },
    addons: [{ ...dns, install: false, serviceAccount: { name: "external-dns", statements: anything } }],
  },
  "cert-manager's options": {
    certManager: {
      namespace: "certificates",
      createNamespace: false,
      hostedZones: [zones[0], { id: "Z9876543210ABCDEFGHIJ", name: "example.org" }],
      lookUpZones: true,
      acmeChallengeOnly: true,
      fargate: true,
      prometheus: { podMonitor: true },
    },
    loadBalancerController: { fargate: true, webhookCertificate: "helm" },
  },
  "cert-manager without metrics": {
    certManager: { prometheus: { enabled: false }, hostedZones: [{ id: zones[0] }], issuers: [acme] },
  },
  "the controller's options": {
    certManager: {},
    loadBalancerController: {
      namespace: "load-balancers",
      targetGroupBindingOnly: true,
      isolated: true,
      waf: true,
      serviceMutatorWebhook: true,
      ingressClass: { create: false },
      imageRegistry: "mirror.example.com",
      featureGates: { WeightedTargetGroups: false, NLBGatewayAPI: true },
      securityGroups: { sharedBackend: false, manageBackendRules: true },
    },
  },
  "roles alone": {
    loadBalancerController: {},
    workloads: [
      { ...there, ...permitted, serviceAccount: "git-ops", roleOnly: true },
      { ...there, ...permitted, serviceAccount: "git-ops-by-pods", roleOnly: true, identity: "pod-identity" },
      {
        ...there,
        ...permitted,
        serviceAccount: "git-ops-in-both-ways",
        roleOnly: true,
        identity: "both",
        trust: { subjects: [backup] },
      },
      { ...there, ...permitted, serviceAccount: "ours" },
      {
        ...permitted,
        name: "previews",
        trust: { subjectPatterns: [{ namespace: "preview-*", serviceAccount: "web" }] },
      },
      {
        ...permitted,
        name: "anywhere",
        trust: {
          subjects: [backup],
          subjectPatterns: [{ anyNamespace: true, serviceAccount: "ci-?" }],
          otherProviders: [PROVIDER_ARN.replace("EXAMPLE", "GREEN")],
        },
      },
    ],
  },
  "ServiceAccounts that charts make": {
    addons: [
      { ...dns, serviceAccount: { name: "external-dns", madeBy: "chart", statements: anything } },
      {
        ...dns,
        name: "elsewhere-in-its-values",
        serviceAccount: {
          name: "a",
          madeBy: "chart",
          accountValue: "controller.account",
          policyArns: [S3_READ],
          tokenExpiration: 3600,
          podAnnotationsValue: "controller.podAnnotations",
        },
      },
      {
        ...dns,
        name: "ours-elsewhere-in-its-values",
        serviceAccount: { name: "b", accountValue: "node.account", nameValue: "node.user", ...permitted },
      },
      {
        ...dns,
        name: "by-pods",
        identity: "pod-identity",
        serviceAccount: {
          name: "c",
          madeBy: "chart",
          accountValue: "account",
          podAnnotationsValue: "podAnnotations",
          ...permitted,
        },
      },
      { ...dns, name: "in-both-ways", identity: "both", serviceAccount: { name: "d", madeBy: "chart", ...permitted } },
      { ...dns, name: "without-permissions", serviceAccount: { name: "e", madeBy: "chart" } },
      {
        ...dns,
        name: "with-another-role",
        serviceAccount: { name: "f", madeBy: "chart", roleArn: `arn:aws:iam::${ACCOUNT}:role/pods/f` },
      },
    ],
  },
  "trust in roles of add-ons": {
    certManager: { hostedZones: zones, trust: widely },
    loadBalancerController: { identity: "both", trust: { ...widely, subjectPatterns: [] } },
    addons: [
      { ...dns, serviceAccount: { name: "external-dns", ...permitted, trust: widely } },
      { ...dns, name: "chart-s-own", serviceAccount: { name: "a", madeBy: "chart", ...permitted, trust: widely } },
    ],
  },
  "roles of add-ons that are there": {
    certManager: { roleArn: `arn:aws:iam::${ACCOUNT}:role/pods/cert-manager` },
    loadBalancerController: { identity: "both", roleArn: `arn:aws:iam::${ACCOUNT}:role/pods/controller` },
    addons: [
      { ...dns, serviceAccount: { name: "external-dns", roleArn: `arn:aws:iam::${ACCOUNT}:role/pods/dns` } },
      {
        ...dns,
        name: "by-pods",
        identity: "pod-identity",
        serviceAccount: { name: "a", roleArn: `arn:aws:iam::${ACCOUNT}:role/pods/a` },
      },
    ],
  },
  "Pod Identity for several, and beyond": {
    identity: "pod-identity",
    certManager: { hostedZones: zones, trust: { subjects: [backup] }, podIdentity: { targetRoleArn: TARGET } },
    loadBalancerController: { trust: { subjects: [{ ...backup, serviceAccount: "network" }] } },
    addons: [
      {
        ...dns,
        serviceAccount: {
          name: "external-dns",
          ...permitted,
          trust: { subjects: [{ ...backup, serviceAccount: "records" }] },
          podIdentity: { targetRoleArn: TARGET },
        },
      },
      {
        ...dns,
        name: "target-alone",
        serviceAccount: { name: "a", podIdentity: { targetRoleArn: TARGET, disableSessionTags: true } },
      },
    ],
    workloads: [
      {
        ...reader,
        trust: { subjects: ["one", "two"].map((name) => ({ namespace: "shop", serviceAccount: name })) },
        podIdentity: { disableSessionTags: true, sourceConditions: false },
      },
      { ...account, serviceAccount: "beyond", podIdentity: { targetRoleArn: TARGET } },
      {
        ...reader,
        serviceAccount: "target",
        assumeRoleArns: ["arn:aws:iam::444455556666:role/a"],
        podIdentity: { targetRoleArn: TARGET },
      },
    ],
  },
  "ServiceAccounts that are there": {
    loadBalancerController: {},
    addons: [{ ...dns, serviceAccount: { name: "external-dns", ...permitted } }],
    workloads: [
      {
        ...permitted,
        namespace: "external-dns",
        createNamespace: true,
        serviceAccount: "of-the-chart",
        existing: true,
      },
      { ...permitted, namespace: "external-dns", createNamespace: true, serviceAccount: "default", existing: true },
      { ...permitted, namespace: "kube-system", serviceAccount: "aws-node", existing: true },
      { ...permitted, namespace: "kube-system", serviceAccount: "agent", existing: true },
    ],
  },
  "workloads of all kinds": {
    workloads: [
      {
        ...account,
        stsRegionalEndpoints: false,
        tokenExpiration: 7200,
        audience: "vault",
        automountServiceAccountToken: false,
        imagePullSecrets: ["one", "two"],
        assumeRoleArns: ["arn:aws:iam::444455556666:role/b", "arn:aws:iam::444455556666:role/a"],
        statements: anything,
        policyArns: [S3_READ, `arn:aws:iam::${ACCOUNT}:policy/team/A`, `arn:aws:iam::${ACCOUNT}:policy/team_A`],
        rules: [{ apiGroups: ["", "apps"], resources: ["configmaps"], verbs: ["get", "list"], resourceNames: ["a"] }],
        clusterRules: [
          { apiGroups: [""], resources: ["nodes"], verbs: ["list"] },
          { apiGroups: ["apps"], resources: ["deployments"], verbs: ["get"] },
        ],
      },
      {
        ...reader,
        serviceAccount: "annotated",
        audience: "vault",
        annotations: { "eks.amazonaws.com/audience": "vault" },
      },
      { namespace: "orders", serviceAccount: "there", existing: true, statements: anything },
      { ...nothing, namespace: "orders", serviceAccount: "there-for-pods", existing: true, identity: "pod-identity" },
      { namespace: "orders", serviceAccount: "legacy", roleArn: `arn:aws:iam::${ACCOUNT}:role/pods/legacy` },
      {
        namespace: "orders",
        serviceAccount: "legacy-for-pods",
        identity: "pod-identity",
        roleArn: `arn:aws:iam::${ACCOUNT}:role/pods/legacy`,
      },
    ],
  },
};

/** Options in the words of each minor of cert-manager. */
const certManagers = Object.fromEntries(
  CERT_MANAGER_MINORS.map(({ minor, newest }): [string, Data] => [
    `cert-manager ${minor}`,
    {
      certManager: {
        version: newest,
        imageRegistry: "mirror.example.com/jetstack",
        replicas: 2,
        fargate: true,
        prometheus: { serviceMonitor: true },
        hostedZones: zones,
      },
    },
  ]),
);

/** One chart of the controller for each way to keep a webhook certificate. */
const controllers = Object.fromEntries(
  [...new Map(CONTROLLER_RELEASES.map((release) => [release.keepsCertificate, release.chart]))].flatMap(
    ([keeps, version]): [string, Data][] => [
      [`controller ${version} with cert-manager`, { certManager: {}, loadBalancerController: { version } }],
      ...(keeps === "never"
        ? []
        : [
            [`controller ${version} alone`, { loadBalancerController: { version, defaultScheme: "internal" } }] as [
              string,
              Data,
            ],
          ]),
    ],
  ),
);

/** A stack's name, which is also a folder's. */
const stackName = (name: string): string => name.toLowerCase().replace(/[^a-z0-9]+/g, "-");

const literal = Object.entries({ ...committed, ...choices, ...certManagers, ...controllers }).map(
  ([name, cluster]) => [stackName(name), { region, attributes, ...cluster }] as const,
);

/** All of them, each with the attributes of its cluster; and one that looks up its own. */
export const CLUSTERS: Readonly<Record<string, Data>> = {
  ...Object.fromEntries(literal),
  "everything-looked-up": committed["everything"] ?? {},
};
