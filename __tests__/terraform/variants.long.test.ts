import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { chartValuesOf, issuerOf, metadataOf, trustIn, trustOf } from "../support/irsa";
import { describeWithTerraform, terraform, tryTerraform } from "../support/terraform";
import { at } from "../support/terraform-json";
import { useStacks } from "../support/terraform-stacks";

const region = "ap-northeast-2";
const ACCOUNT = "111122223333";
const ISSUER = `oidc.eks.${region}.amazonaws.com/id/EXAMPLED539D4633E53DE1B71EXAMPLE`;
const PROVIDER_ARN = `arn:aws:iam::${ACCOUNT}:oidc-provider/${ISSUER}`;
const BOUNDARY = `arn:aws:iam::${ACCOUNT}:policy/boundary`;

const attributes = {
  accountId: ACCOUNT,
  oidcIssuer: `https://${ISSUER}`,
  endpoint: `https://EXAMPLE.gr7.${region}.eks.amazonaws.com`,
  certificateAuthority: "LS0tLS1CRUdJTg==",
  vpcId: "vpc-0abc",
  version: "1.34",
};
const addons = { certManager: { hostedZones: ["Z0123456789ABCDEFGHIJ"] }, loadBalancerController: {} };
const reader = {
  namespace: "shop",
  createNamespace: true,
  serviceAccount: "s3-reader",
  policyArns: ["arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess"],
};
const s3 = {
  bucket: "states",
  key: "eks",
  acl: "bucket-owner-full-control",
  kmsKeyId: `arn:aws:kms:${region}:${ACCOUNT}:key/1234abcd-12ab-44cd-86ef-1234567890ab`,
  roleArn: `arn:aws:iam::${ACCOUNT}:role/states`,
  workspaceKeyPrefix: "clusters",
};

const CLUSTERS = {
  literal: { region, attributes, ...addons, workloads: [reader] },
  "literal-exec": { region, attributes, auth: "exec", oidcProvider: { arn: PROVIDER_ARN }, workloads: [reader] },
  exec: { region, auth: "exec", ...addons },
  kubeconfig: { region, auth: { kubeconfig: { path: "access/kube.yaml", context: "prod" } }, ...addons },
  "oidc-lookup": { region, oidcProvider: "lookup", workloads: [reader] },
  "oidc-arn": { region, oidcProvider: { arn: PROVIDER_ARN }, workloads: [reader] },
  s3: { region, backend: { s3 }, workloads: [reader] },
  none: { region, backend: { none: {} }, workloads: [reader] },
  "no-zones": { region, certManager: {} },
  "no-cert-manager": { region, loadBalancerController: {} },
  "role-settings": {
    region,
    workloads: [
      {
        ...reader,
        policyArns: ["arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess"],
        statements: [{ actions: ["s3:*"], resources: ["*"] }],
        role: {
          namePrefix: "shop-",
          path: "/pods/",
          permissionsBoundary: BOUNDARY,
          maxSessionDuration: 7200,
          tags: { team: "shop" },
        },
      },
    ],
  },
};

const ROLE = "aws_iam_role.workload_s3-reader_role";
const SERVICE_ACCOUNT = "kubernetes_service_account_v1.workload_s3-reader_service-account";

describeWithTerraform("what a configuration can choose", () => {
  const { folder, folderOf, planOf, stateOf } = useStacks(CLUSTERS);

  const backendOf = (stack: string): unknown =>
    (JSON.parse(readFileSync(join(folderOf(stack), "cdk.tf.json"), "utf8")) as { terraform: { backend?: unknown } })
      .terraform.backend;

  test.each(Object.keys(CLUSTERS))("%s is valid without a warning", (stack) => {
    terraform(folderOf(stack), "init", "-backend=false");
    expect(JSON.parse(terraform(folderOf(stack), "validate", "-json"))).toMatchObject({
      valid: true,
      error_count: 0,
      warning_count: 0,
    });
  });

  // A plan needs the state, and the one in the bucket cannot be had here.
  test.each(Object.keys(CLUSTERS).filter((stack) => stack !== "s3"))("%s can be planned", (stack) => {
    expect(new Set(Object.values(planOf(stack).changes))).toEqual(new Set(["create"]));
  });

  describe("literal attributes", () => {
    test("leave nothing to read: the cluster's token is ephemeral", () => {
      expect(planOf("literal").read).toEqual([]);
    });

    test("leave nothing to read at all with exec and a provider's ARN", () => {
      expect(planOf("literal-exec").read).toEqual([]);
    });

    test("make the trust policy known at once", () => {
      expect(trustOf(planOf("literal-exec").planned, ROLE)).toEqual(trustIn(PROVIDER_ARN, ISSUER, "shop", "s3-reader"));
    });

    test("keep the plan to the account", () => {
      const { expressions } = planOf("literal").providers["aws"] ?? {};
      expect(expressions?.["allowed_account_ids"]).toEqual({ constant_value: [ACCOUNT] });
    });
  });

  describe("authentication", () => {
    test("by an ephemeral token reads none into a plan", () => {
      expect(planOf("none").read).toEqual(["data.aws_eks_cluster.cluster"]);
    });

    test("by exec reads no token, and runs the aws command for both providers", () => {
      const { read, providers } = planOf("exec");
      const api_version = "client.authentication.k8s.io/v1beta1";
      const args = ["eks", "get-token", "--cluster-name", "exec", "--region", region];
      expect(read).toEqual(["data.aws_eks_cluster.cluster"]);
      expect(providers["kubernetes"]?.expressions?.["exec"]).toEqual([
        {
          api_version: { constant_value: api_version },
          command: { constant_value: "aws" },
          args: { constant_value: args },
        },
      ]);
      expect(providers["helm"]?.expressions?.["kubernetes"]).toMatchObject({
        constant_value: { exec: { api_version, command: "aws", args } },
      });
    });

    test("by a kubeconfig takes the file beside the configuration for both providers", () => {
      const { read, providers } = planOf("kubeconfig");
      const { config_path: path, ...others } = providers["kubernetes"]?.expressions as {
        config_path: { constant_value: string };
      };
      expect(read).toEqual(["data.aws_eks_cluster.cluster"]);
      expect(resolve(folderOf("kubeconfig"), path.constant_value)).toBe(join(folder(), "access", "kube.yaml"));
      expect(others).toEqual({ config_context: { constant_value: "prod" } });
      expect(providers["helm"]?.expressions?.["kubernetes"]).toEqual({
        constant_value: { config_path: path.constant_value, config_context: "prod" },
      });
    });
  });

  describe("the OIDC provider", () => {
    test.each(["oidc-lookup", "oidc-arn", "literal-exec"])("is not made in %s", (stack) => {
      expect(Object.keys(planOf(stack).changes).filter((address) => address.includes("openid"))).toEqual([]);
    });

    test("is looked up by the cluster's issuer, and trusted", () => {
      const { resources } = stateOf("oidc-lookup");
      const issuer = issuerOf(resources);
      const { url, arn } = at(resources, "data.aws_iam_openid_connect_provider.oidc-provider");
      expect(url).toBe(`https://${issuer}`);
      expect(trustOf(resources, ROLE)).toEqual(trustIn(arn, issuer, "shop", "s3-reader"));
    });

    test("is taken as it is where its ARN is given", () => {
      const { resources, outputs } = stateOf("oidc-arn");
      expect(outputs["oidc_provider_arn"]).toBe(PROVIDER_ARN);
      expect(trustOf(resources, ROLE)).toEqual(trustIn(PROVIDER_ARN, issuerOf(resources), "shop", "s3-reader"));
    });
  });

  describe("the backend", () => {
    test("s3 is encrypted and locked, and in the cluster's region", () => {
      expect(backendOf("s3")).toEqual({
        s3: {
          bucket: s3.bucket,
          key: s3.key,
          region,
          encrypt: true,
          use_lockfile: true,
          acl: s3.acl,
          kms_key_id: s3.kmsKeyId,
          assume_role: { role_arn: s3.roleArn },
          workspace_key_prefix: s3.workspaceKeyPrefix,
        },
      });
    });

    test("s3 has arguments that Terraform takes: it lacks nothing but credentials", () => {
      const { status, output } = tryTerraform(folderOf("s3"), "init");
      expect(status).not.toBe(0);
      expect(/Error: .*/.exec(output)?.[0]).toBe("Error: No valid credential sources found");
    });

    test("none leaves the place of a backend to whoever runs the output", () => {
      expect(backendOf("none")).toBeUndefined();
    });
  });

  test("cert-manager without zones has no role, and a ServiceAccount that names none", () => {
    const { planned } = planOf("no-zones");
    const { annotations } = metadataOf(planned, "kubernetes_service_account_v1.cert-manager_service-account");
    expect([...planned.keys()].filter((address) => address.startsWith("aws_iam_role"))).toEqual([]);
    expect(annotations).toEqual({ "helm.sh/resource-policy": "keep" });
    expect(chartValuesOf(planned, "helm_release.cert-manager")).toEqual({
      crds: { enabled: true, keep: true },
      serviceAccount: { create: false, name: "cert-manager" },
    });
  });

  test("the controller without cert-manager keeps the webhook certificate that its chart makes", () => {
    const { resources } = stateOf("no-cert-manager");
    expect(chartValuesOf(resources, "helm_release.load-balancer-controller")).toMatchObject({
      enableCertManager: false,
      keepTLSSecret: true,
    });
    expect([...resources.keys()].filter((address) => address.includes("cert-manager"))).toEqual([]);
  });

  describe("a role's settings", () => {
    test("reach Terraform as they are, and a prefix in place of a name", () => {
      const role = at(planOf("role-settings").planned, ROLE);
      expect(role).toMatchObject({
        name_prefix: "shop-",
        path: "/pods/",
        permissions_boundary: BOUNDARY,
        max_session_duration: 7200,
        tags: { team: "shop" },
      });
      expect(role).not.toHaveProperty("name");
    });

    test("leave all that names the role to the name that AWS completed", () => {
      const { resources, outputs } = stateOf("role-settings");
      const { name, arn } = at(resources, ROLE);
      const policies = [
        "aws_iam_role_policy.workload_s3-reader_role_inline",
        "aws_iam_role_policy_attachment.workload_s3-reader_role_AmazonS3ReadOnlyAccess",
      ];
      expect(name).toMatch(/^shop-./);
      expect(policies.map((policy) => at(resources, policy)["role"])).toEqual([name, name]);
      expect(metadataOf(resources, SERVICE_ACCOUNT)["annotations"]).toEqual({ "eks.amazonaws.com/role-arn": arn });
      expect(outputs["workload_role_names"]).toEqual({ "s3-reader": name });
    });
  });
});
