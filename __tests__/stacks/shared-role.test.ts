import { synthesized } from "../support/cluster-stack";
import { PERMISSION, inCluster, problemsOf } from "../support/configuration";
import { resources } from "../support/synth";

/** Settings of all roles of a cluster, beneath those of each role. */

const BOUNDARY = "arn:aws:iam::111122223333:policy/boundary";

const ALL = `role:
  namePrefix: prod-
  path: /pods/
  permissionsBoundary: ${BOUNDARY}
  maxSessionDuration: 7200
  tags: { team: platform, of: all }
  forceDetachPolicies: true
certManager: { hostedZones: [Z1] }
loadBalancerController: {}
addons:
  - name: dns
    namespace: dns
    chart: { name: dns, path: dns }
    serviceAccount: { name: dns, statements: [{ actions: ["s3:*"], resources: ["*"] }] }
workloads:
  - { namespace: shop, serviceAccount: reader, ${PERMISSION} }`;

const SETTINGS = {
  name_prefix: "prod-",
  path: "/pods/",
  permissions_boundary: BOUNDARY,
  max_session_duration: 7200,
  tags: { team: "platform", of: "all" },
  force_detach_policies: true,
};

const rolesOf = (text: string): Record<string, Record<string, unknown>> => resources(synthesized(text), "aws_iam_role");

describe("settings of all roles", () => {
  test("are beneath the roles of workloads, add-ons and presets", () => {
    const roles = rolesOf(inCluster(ALL));
    expect(Object.keys(roles).sort()).toEqual([
      "addon_dns_role",
      "cert-manager_role",
      "load-balancer-controller_role",
      "workload_reader_role",
    ]);
    for (const role of Object.values(roles)) {
      expect(role).toMatchObject(SETTINGS);
      expect(role).not.toHaveProperty("name");
    }
  });

  test("give their path and tags to the policies that are made for the roles", () => {
    const policies = Object.values(resources(synthesized(inCluster(ALL)), "aws_iam_policy"));
    expect(policies.length).toBeGreaterThan(0);
    for (const policy of policies) expect(policy).toMatchObject({ path: "/pods/", tags: SETTINGS.tags });
  });

  test("give way to a role's own, key by key and tag by tag", () => {
    const own = "{ path: /own/, maxSessionDuration: 3600, tags: { of: one }, forceDetachPolicies: false }";
    const roles = rolesOf(inCluster(ALL.replace("serviceAccount: reader", `$&, role: ${own}`)));
    expect(roles["workload_reader_role"]).toMatchObject({
      ...SETTINGS,
      path: "/own/",
      max_session_duration: 3600,
      tags: { team: "platform", of: "one" },
      force_detach_policies: false,
    });
  });

  test.each<[string, string, Record<string, string>]>([
    ["name", "reader", { name: "reader" }],
    ["namePrefix", "mine-", { name_prefix: "mine-" }],
  ])("leave a role that has a %s without their prefix", (key, value, expected) => {
    const text = inCluster(ALL.replace("serviceAccount: reader", `$&, role: { ${key}: ${value} }`));
    const { name, name_prefix: prefix } = rolesOf(text)["workload_reader_role"] ?? {};
    expect(JSON.parse(JSON.stringify({ name, name_prefix: prefix }))).toEqual(expected);
  });

  test("come from the defaults, too, under the cluster's own", () => {
    const text = `version: 1
defaults: { role: { path: /pods/, tags: { team: platform } } }
clusters:
  prod: { region: eu-west-1, role: { tags: { env: prod } }, workloads: [{ namespace: a, serviceAccount: b, ${PERMISSION} }] }
`;
    expect(rolesOf(text)["workload_b_role"]).toMatchObject({
      path: "/pods/",
      tags: { team: "platform", env: "prod" },
    });
  });

  test("touch no role that is there already", () => {
    const text = inCluster(
      "role: { path: /pods/ }\nworkloads: [{ namespace: a, serviceAccount: b, roleArn: 'arn:aws:iam::111122223333:role/r' }]",
    );
    expect(rolesOf(text)).toEqual({});
  });

  test("hold the account's quota for trust policies, up to 8,192 characters", () => {
    const others = Array.from(
      { length: 60 },
      (_, index) => `{ namespace: a-long-namespace, serviceAccount: reader-${index} }`,
    );
    const workloads = `workloads: [{ namespace: shop, serviceAccount: reader, ${PERMISSION}, trust: { subjects: [${others.join(", ")}] } }]`;
    expect(problemsOf(inCluster(workloads)).join()).toContain("2048");
    expect(problemsOf(inCluster(`role: { maxTrustSize: 8192 }\n${workloads}`))).toEqual([]);
    expect(problemsOf(inCluster("role: { maxTrustSize: 8193 }"))).toHaveLength(1);
  });
});

describe("what is wrong with settings of all roles is told once, where it stands", () => {
  test.each<[string, string, string]>([
    ["a name, which is one role's", "role: { name: x }", "eks-irsa.yaml:5:13: clusters.prod.role.name: "],
    [
      "a boundary of another partition",
      `role: { permissionsBoundary: 'arn:aws-cn:iam::111122223333:policy/b' }\nworkloads: [{ namespace: a, serviceAccount: b, ${PERMISSION} }]`,
      "eks-irsa.yaml:5:13: clusters.prod.role.permissionsBoundary: ",
    ],
    [
      "a boundary that is beneath a role in another account",
      `accounts: { data: { roleArn: "arn:aws:iam::444455556666:role/terraform" } }
role: { permissionsBoundary: "${BOUNDARY}" }
workloads: [{ namespace: a, serviceAccount: b, account: data, ${PERMISSION} }]`,
      `eks-irsa.yaml:7:52: clusters.prod.workloads[0].account: "${BOUNDARY}" bounds a role in the account 444455556666: `,
    ],
  ])("%s", (_what, text, told) => {
    const [problem = "", ...others] = problemsOf(inCluster(text));
    expect(problem.slice(0, told.length)).toBe(told);
    expect(others).toEqual([]);
  });

  test("but not a boundary that the role in the other account has of its own", () => {
    const text = `accounts: { data: { roleArn: "arn:aws:iam::444455556666:role/terraform" } }
role: { permissionsBoundary: "${BOUNDARY}" }
workloads: [{ namespace: a, serviceAccount: b, account: data, role: { permissionsBoundary: "arn:aws:iam::444455556666:policy/b" }, ${PERMISSION} }]`;
    expect(problemsOf(inCluster(text))).toEqual([]);
  });
});
