import { CERT_MANAGER_VERSION } from "../../constructs/addons/cert-manager/releases";
import { CertManager } from "../../constructs/addons/cert-manager/cert-manager";
import type { CertManagerProps } from "../../constructs/addons/cert-manager/cert-manager";
import { Namespace } from "../../constructs/identity/namespace";
import { addresses } from "../support/addresses";
import { deepFreeze } from "../support/freeze";
import { helmValues } from "../support/helm-values";
import { ISSUER, literalCluster, literalProvider, only, resources, synth, testStack } from "../support/synth";
import type { IrsaOptions, TerraformJson } from "../support/synth";

const ZONE = "Z0123456789ABCDEFGHIJ";

function synthWith(props: IrsaOptions<CertManagerProps> = {}): TerraformJson {
  const stack = testStack();
  new CertManager(stack, "cert-manager", { provider: literalProvider(), ...props });
  return synth(stack);
}

const valuesOf = (json: TerraformJson): unknown => helmValues(only(json, "helm_release"));

describe("a CertManager without zones", () => {
  test("has no role and needs none", () => {
    const stack = testStack();
    const certManager = new CertManager(stack, "cert-manager", { provider: literalProvider() });
    const json = synth(stack);
    expect(certManager.role).toBeUndefined();
    expect(resources(json, "aws_iam_role")).toEqual({});
    expect(only(json, "kubernetes_service_account_v1")["metadata"]).toEqual({
      name: "cert-manager",
      namespace: "cert-manager",
      annotations: { "helm.sh/resource-policy": "keep" },
    });
    expect(valuesOf(json)).toEqual({
      crds: { enabled: true, keep: true },
      serviceAccount: { create: false, name: "cert-manager" },
    });
  });

  test("comes from its registry, in a namespace of its own, after its ServiceAccount", () => {
    const json = synthWith();
    expect(only(json, "kubernetes_namespace_v1")["metadata"]).toEqual({ name: "cert-manager" });
    expect(only(json, "helm_release")).toMatchObject({
      name: "cert-manager",
      namespace: "cert-manager",
      chart: "cert-manager",
      repository: "oci://quay.io/jetstack/charts",
      version: CERT_MANAGER_VERSION,
      wait: true,
      depends_on: [
        "kubernetes_namespace_v1.cert-manager_namespace",
        "kubernetes_service_account_v1.cert-manager_service-account",
      ],
    });
  });
});

describe("a CertManager with zones", () => {
  test("has a role that its ServiceAccount alone may assume", () => {
    const json = synthWith({ hostedZones: [ZONE] });
    const role = only(json, "aws_iam_role");
    expect(role["name"]).toBe("prod-ap-northeast-2-cert-manager");
    expect(JSON.parse(role["assume_role_policy"] as string)).toMatchObject({
      Statement: [
        {
          Condition: {
            StringEquals: {
              [`${ISSUER}:aud`]: "sts.amazonaws.com",
              [`${ISSUER}:sub`]: "system:serviceaccount:cert-manager:cert-manager",
            },
          },
        },
      ],
    });
    expect(only(json, "kubernetes_service_account_v1")["metadata"]).toMatchObject({
      annotations: { "eks.amazonaws.com/role-arn": "${aws_iam_role.cert-manager_role.arn}" },
    });
  });

  test("may change TXT records of these zones, and not look zones up", () => {
    const policy = JSON.parse(only(synthWith({ hostedZones: [ZONE] }), "aws_iam_role_policy")["policy"] as string) as {
      Statement: unknown[];
    };
    expect(policy.Statement).toHaveLength(3);
    expect(policy.Statement).toContainEqual({
      Effect: "Allow",
      Action: "route53:ChangeResourceRecordSets",
      Resource: `arn:aws:route53:::hostedzone/${ZONE}`,
      Condition: {
        "ForAllValues:StringEquals": { "route53:ChangeResourceRecordSetsRecordTypes": "TXT" },
        Null: { "route53:ChangeResourceRecordSetsRecordTypes": "false" },
      },
    });
  });

  test("may look zones up where that is asked for", () => {
    const { policy } = only(synthWith({ hostedZones: [ZONE], lookUpZones: true }), "aws_iam_role_policy");
    expect(policy).toContain("route53:ListHostedZonesByName");
  });

  test("gets new pods with a new role", () => {
    expect(valuesOf(synthWith({ hostedZones: [ZONE] }))).toMatchObject({
      podAnnotations: { "cdktf-eks-irsa/role-arn": "aws_iam_role.cert-manager_role.arn" },
    });
  });

  test("names nothing of another partition", () => {
    const provider = literalProvider(literalCluster({ region: "cn-north-1" }));
    const text = JSON.stringify(synthWith({ provider, hostedZones: [ZONE], lookUpZones: true })["resource"]);
    expect(text).toContain("arn:aws-cn:route53:::hostedzone/");
    expect(text).not.toContain("arn:aws:");
  });

  test("takes a role's settings", () => {
    const role = only(synthWith({ hostedZones: [ZONE], role: { name: "dns", path: "/dns/" } }), "aws_iam_role");
    expect(role).toMatchObject({ name: "dns", path: "/dns/" });
  });

  test.each(["example.com", "/hostedzone/Z1", "z1", ""])("refuses the zone %j", (zone) => {
    expect(() => synthWith({ hostedZones: [ZONE, zone] })).toThrow(/^test\/cert-manager\.hostedZones\[1\]: /);
  });
});

describe("a CertManager", () => {
  test("may live in a namespace that is there, which its role and ServiceAccount then name", () => {
    const json = synthWith({ namespace: Namespace.existing("security"), hostedZones: [ZONE] });
    expect(resources(json, "kubernetes_namespace_v1")).toEqual({});
    expect(only(json, "helm_release")["namespace"]).toBe("security");
    expect(only(json, "kubernetes_service_account_v1")["metadata"]).toMatchObject({ namespace: "security" });
    expect(only(json, "aws_iam_role")["assume_role_policy"]).toContain("system:serviceaccount:security:cert-manager");
  });

  test("comes after what has to be there first, and is waited for itself", () => {
    const stack = testStack();
    const first = new Namespace(stack, "first", { name: "first" });
    const certManager = new CertManager(stack, "cert-manager", {
      provider: literalProvider(),
      dependsOn: first.dependables,
    });
    expect(addresses(certManager.dependables)).toEqual(["helm_release.cert-manager"]);
    expect(only(synth(stack), "helm_release")["depends_on"]).toContain("kubernetes_namespace_v1.first");
  });

  test("takes any supported version, and refuses others", () => {
    expect(only(synthWith({ version: "v1.18.6" }), "helm_release")["version"]).toBe("v1.18.6");
    expect(() => synthWith({ version: "1.21.1" })).toThrow(/^test\/cert-manager\.version: .*starts with a v/);
  });

  test("merges the user's values last, and changes nothing of what it is given", () => {
    const props = deepFreeze<IrsaOptions<CertManagerProps>>({
      hostedZones: [ZONE],
      role: { tags: { a: "b" } },
      values: { replicaCount: 2, webhook: { replicaCount: 3 }, podAnnotations: { team: "platform" } },
    });
    expect(valuesOf(synthWith(props))).toEqual({
      crds: { enabled: true, keep: true },
      serviceAccount: { create: false, name: "cert-manager" },
      podAnnotations: { team: "platform", "cdktf-eks-irsa/role-arn": "aws_iam_role.cert-manager_role.arn" },
      replicaCount: 2,
      webhook: { replicaCount: 3 },
    });
  });

  test("lets the user's values win where they may", () => {
    const podAnnotations = { "cdktf-eks-irsa/role-arn": "mine" };
    expect(valuesOf(synthWith({ hostedZones: [ZONE], values: { podAnnotations } }))).toMatchObject({ podAnnotations });
  });

  test("refuses values that contradict it, naming them", () => {
    expect(() => synthWith({ values: { crds: { enabled: false } } })).toThrow(
      "test/cert-manager.values.crds.enabled: values.crds.enabled is false: it is set to true from certManager.",
    );
  });
});
