import { addresses, synthesized, written } from "../support/cluster-stack";
import { ATTRIBUTES, inCluster } from "../support/configuration";
import { comesBefore, dependencyGraph } from "../support/graph";
import { helmValues } from "../support/helm-values";
import { only, resources } from "../support/synth";

/** Who makes a ServiceAccount: we, a chart, somebody else; and whose role it has. */

const READ = 'policyArns: ["arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess"]';
const CHART = "chart: { name: airflow, path: charts/airflow }";
const account = (name: string): string => `kubernetes_service_account_v1.addon_airflow_${name}_service-account`;

interface Statement {
  readonly Condition: Readonly<Record<string, Readonly<Record<string, string | string[]>>>>;
}

/** With these, a trust policy holds nothing for Terraform to fill in. */
const KNOWN = `${ATTRIBUTES}
oidcProvider: { arn: "arn:aws:iam::111122223333:oidc-provider/oidc.eks.ap-northeast-2.amazonaws.com/id/EXAMPLED539D4633E53DE1B71EXAMPLE" }`;

const trustOf = (keys: string, role: string): Statement[] => {
  const made = resources(synthesized(inCluster(`${KNOWN}\n${keys}`)), "aws_iam_role")[role];
  return (JSON.parse(String(made?.["assume_role_policy"])) as { Statement: Statement[] }).Statement;
};

describe("a workload with roleOnly", () => {
  const json = written(inCluster(`workloads: [{ namespace: shop, serviceAccount: reader, roleOnly: true, ${READ} }]`));

  test("has a role, an output with its ARN, and nothing in Kubernetes, so that no way to it is needed", () => {
    expect(Object.keys(json["resource"] ?? {}).sort()).toEqual([
      "aws_iam_openid_connect_provider",
      "aws_iam_role",
      "aws_iam_role_policy_attachment",
    ]);
    expect(json["output"]?.["workload_role_arns"]?.["value"]).toEqual({
      reader: "${aws_iam_role.workload_reader_role.arn}",
    });
    expect(Object.keys(json["provider"] ?? {})).toEqual(["aws"]);
    expect(Object.keys(json.terraform.required_providers)).toEqual(["aws"]);
    expect(Object.keys(json["data"] ?? {})).toEqual(["aws_eks_cluster"]);
  });

  test("has an association, which lies in AWS, with Pod Identity", () => {
    const pods = synthesized(
      inCluster(
        `workloads: [{ namespace: shop, serviceAccount: reader, identity: pod-identity, roleOnly: true, ${READ} }]`,
      ),
    );
    expect(only(pods, "aws_eks_pod_identity_association")).toMatchObject({ service_account: "reader" });
    expect(Object.keys(pods["resource"] ?? {}).filter((type) => type.startsWith("kubernetes_"))).toEqual([]);
  });

  test("needs a way into Kubernetes where anything else is made there, and where what was made may be left", () => {
    const both = `workloads:\n  - { namespace: shop, serviceAccount: a, roleOnly: true, ${READ} }\n  - { namespace: shop, serviceAccount: b, ${READ} }`;
    const inNamespace = `namespaces: { shop: {} }\nworkloads: [{ namespace: shop, serviceAccount: a, roleOnly: true, ${READ} }]`;
    for (const keys of [both, inNamespace, "workloads: []", "certManager: { install: false }"]) {
      expect(Object.keys(synthesized(inCluster(keys))["provider"] ?? {}).sort()).toEqual(["aws", "helm", "kubernetes"]);
    }
  });
});

describe("a role for patterns alone", () => {
  const keys = `workloads: [{ name: previews, trust: { subjectPatterns: [{ namespace: "preview-*", serviceAccount: "*" }, { anyNamespace: true, serviceAccount: ci }] }, ${READ} }]`;
  const json = synthesized(inCluster(keys));

  test("trusts just them, and has no ServiceAccount", () => {
    const trust = trustOf(keys, "workload_previews_role");
    expect(trust.map(({ Condition }) => Object.keys(Condition).sort())).toEqual([["StringEquals", "StringLike"]]);
    const [subjects] = trust.flatMap(({ Condition }) => Object.values(Condition["StringLike"] ?? {}));
    expect(subjects).toEqual(["system:serviceaccount:*:ci", "system:serviceaccount:preview-*:*"]);
    expect(Object.keys(json["resource"] ?? {}).filter((type) => type.startsWith("kubernetes_"))).toEqual([]);
    expect(json["output"]?.["workload_role_arns"]?.["value"]).toEqual({
      previews: "${aws_iam_role.workload_previews_role.arn}",
    });
  });
});

describe("an add-on with several ServiceAccounts", () => {
  const airflow = (more = ""): string => `addons:
  - name: airflow
    namespace: airflow
    createNamespace: true
    ${CHART}
    serviceAccounts:
      - { name: airflow-scheduler, accountValue: scheduler.serviceAccount, ${READ} }
      - { name: airflow-triggerer, accountValue: triggerer.serviceAccount, roleOf: airflow-scheduler }
      - { name: airflow-worker, accountValue: workers.serviceAccount, madeBy: chart, ${READ} }
      - { name: airflow-webserver, accountValue: webserver.serviceAccount }${more}`;
  const json = synthesized(inCluster(airflow()));
  const graph = dependencyGraph(json);
  const RELEASE = "helm_release.addon_airflow";
  const scheduler = "${aws_iam_role.addon_airflow_airflow-scheduler_role.arn}";
  const worker = "${aws_iam_role.addon_airflow_airflow-worker_role.arn}";

  test("makes each that is its own, or leaves it to the chart, and tells the chart where it looks for them", () => {
    expect(
      addresses(json).filter((address) => /^(aws_iam_role|kubernetes_service_account_v1)\./.test(address)),
    ).toEqual([
      "aws_iam_role.addon_airflow_airflow-scheduler_role",
      "aws_iam_role.addon_airflow_airflow-worker_role",
      account("airflow-scheduler"),
      account("airflow-triggerer"),
      account("airflow-webserver"),
    ]);
    expect(helmValues(only(json, "helm_release"))).toEqual({
      scheduler: { serviceAccount: { create: false, name: "airflow-scheduler" } },
      triggerer: { serviceAccount: { create: false, name: "airflow-triggerer" } },
      webserver: { serviceAccount: { create: false, name: "airflow-webserver" } },
      workers: {
        serviceAccount: {
          create: true,
          name: "airflow-worker",
          annotations: { "eks.amazonaws.com/role-arn": expect.stringContaining("airflow-worker_role.arn") as string },
        },
      },
    });
  });

  test("makes all of them, and the roles with their policies, before the release, so that they outlive it", () => {
    const all = [
      account("airflow-scheduler"),
      account("airflow-triggerer"),
      account("airflow-webserver"),
      "aws_iam_role_policy_attachment.addon_airflow_airflow-worker_role_AmazonS3ReadOnlyAccess",
      "aws_iam_role_policy_attachment.addon_airflow_airflow-scheduler_role_AmazonS3ReadOnlyAccess",
    ];
    expect(all.filter((address) => !comesBefore(graph, address, RELEASE))).toEqual([]);
  });

  test("shares a role with those that have none of their own, and the role trusts them", () => {
    const annotation = (name: string): unknown =>
      (
        resources(json, "kubernetes_service_account_v1")[`addon_airflow_${name}_service-account`]?.["metadata"] as {
          annotations?: Record<string, string>;
        }
      ).annotations?.["eks.amazonaws.com/role-arn"];
    expect(["airflow-scheduler", "airflow-triggerer", "airflow-webserver"].map(annotation)).toEqual([
      scheduler,
      scheduler,
      undefined,
    ]);
    const [trust] = trustOf(airflow(), "addon_airflow_airflow-scheduler_role");
    const subjects = Object.entries(trust?.Condition["StringEquals"] ?? {}).find(([key]) => key.endsWith(":sub"));
    expect(subjects?.[1]).toEqual([
      "system:serviceaccount:airflow:airflow-scheduler",
      "system:serviceaccount:airflow:airflow-triggerer",
    ]);
  });

  test("tells the roles by add-on and ServiceAccount", () => {
    expect(json["output"]?.["addon_role_arns"]?.["value"]).toEqual({
      "airflow/airflow-scheduler": scheduler,
      "airflow/airflow-triggerer": scheduler,
      "airflow/airflow-worker": worker,
    });
  });

  test("tells another tool all of them", () => {
    const gitops = synthesized(inCluster(airflow("\n    install: false")))["output"]?.["gitops"]?.["value"];
    expect(gitops).toMatchObject({
      airflow: {
        service_account: "",
        service_accounts: {
          "airflow-scheduler": scheduler,
          "airflow-triggerer": scheduler,
          "airflow-worker": worker,
          "airflow-webserver": "",
        },
      },
    });
  });

  test("has one association for each that has a role, with Pod Identity", () => {
    const pods = synthesized(inCluster(`identity: pod-identity\n${airflow()}`));
    const associated = Object.values(resources(pods, "aws_eks_pod_identity_association"));
    expect(associated.map((one) => [one["service_account"], one["role_arn"]])).toEqual([
      ["airflow-scheduler", scheduler],
      ["airflow-triggerer", scheduler],
      ["airflow-worker", worker],
    ]);
  });
});

describe("an add-on", () => {
  const workload = `workloads: [{ name: dags, namespace: airflow, serviceAccount: dags, identity: both, ${READ} }]`;

  test("comes after workloads that it waits for, with their permissions and associations", () => {
    const json = synthesized(
      inCluster(`addons: [{ name: airflow, namespace: airflow, ${CHART}, dependsOn: [dags] }]\n${workload}`),
    );
    const graph = dependencyGraph(json);
    for (const first of [
      "kubernetes_service_account_v1.workload_dags_service-account",
      "aws_eks_pod_identity_association.workload_dags_pod-identity",
      "aws_iam_role_policy_attachment.workload_dags_role_AmazonS3ReadOnlyAccess",
    ]) {
      expect(comesBefore(graph, first, "helm_release.addon_airflow")).toBe(true);
    }
  });

  test.each([
    ["certManager: { roleArn: R, hostedZones: [Z0123456789ABCDEFGHIJ] }", "cert-manager"],
    ["loadBalancerController: { roleArn: R }", "load-balancer-controller"],
    [`addons: [{ name: a, namespace: n, ${CHART}, serviceAccount: { name: a, roleArn: R } }]`, "addon_a"],
  ])("may have a role that is there already: %s", (keys, name) => {
    const arn = "arn:aws:iam::111122223333:role/there";
    const json = synthesized(inCluster(keys.replace("R,", `"${arn}",`).replace("R }", `"${arn}" }`)));
    expect(resources(json, "aws_iam_role")).toEqual({});
    expect(resources(json, "kubernetes_service_account_v1")[`${name}_service-account`]?.["metadata"]).toMatchObject({
      annotations: { "eks.amazonaws.com/role-arn": arn },
    });
  });

  test("may trust others with its role", () => {
    const trust = "trust: { subjects: [{ namespace: shop, serviceAccount: other }] }";
    const [statement] = trustOf(`loadBalancerController: { ${trust} }`, "load-balancer-controller_role");
    expect(Object.values(statement?.Condition["StringEquals"] ?? {})).toContainEqual([
      "system:serviceaccount:kube-system:aws-load-balancer-controller",
      "system:serviceaccount:shop:other",
    ]);
  });
});

describe("a ServiceAccount that is there already", () => {
  const existing = (namespace: string, name: string): string =>
    `{ name: there, namespace: ${namespace}, serviceAccount: ${name}, existing: true, ${READ} }`;
  const inOrder = (keys: string, first: string, later: string): boolean =>
    comesBefore(dependencyGraph(synthesized(inCluster(keys))), first, later);
  const ADDON = `addons: [{ name: airflow, namespace: airflow, ${CHART} }]`;
  const ANNOTATED = "kubernetes_annotations.workload_there_service-account";

  test("is annotated after the add-ons of its namespace, one of which may make it", () => {
    expect(
      inOrder(`${ADDON}\nworkloads: [${existing("airflow", "dags")}]`, "helm_release.addon_airflow", ANNOTATED),
    ).toBe(true);
    expect(inOrder(`${ADDON}\nworkloads: [${existing("shop", "dags")}]`, "helm_release.addon_airflow", ANNOTATED)).toBe(
      false,
    );
  });

  test.each([
    ["airflow", "default"],
    ["kube-system", "aws-node"],
  ])("is annotated before them where the cluster makes it: %s/%s", (namespace, name) => {
    const keys = `loadBalancerController: {}\n${ADDON}\nworkloads: [${existing(namespace, name)}]`;
    for (const release of ["helm_release.addon_airflow", "helm_release.load-balancer-controller"]) {
      expect(inOrder(keys, release, ANNOTATED)).toBe(false);
    }
  });

  test("comes before an add-on that waits for it, by way of others, too", () => {
    const addons = `addons:\n  - { name: airflow, namespace: airflow, ${CHART}, dependsOn: [flower] }\n  - { name: flower, namespace: other, chart: { name: flower, path: charts/flower }, dependsOn: [there] }`;
    const keys = `${addons}\nworkloads: [${existing("airflow", "dags")}]`;
    expect(inOrder(keys, ANNOTATED, "helm_release.addon_airflow")).toBe(true);
  });
});

describe("a role that another part of the cluster makes", () => {
  const arn = "arn:aws:iam::111122223333:role/prod-ap-northeast-2-owner";
  const owner = (trust: string): string => `- { name: owner, namespace: shop, serviceAccount: owner, ${READ}${trust} }`;
  const keys = (identity: string): string => `${ATTRIBUTES}
identity: ${identity}
certManager: { hostedZones: [Z0123456789ABCDEFGHIJ], roleArn: "${arn}" }
workloads:
  - { namespace: shop, serviceAccount: reader, roleArn: "${arn}" }
  ${owner(", trust: { subjects: [{ namespace: cert-manager, serviceAccount: cert-manager }, { namespace: shop, serviceAccount: reader }, { namespace: ops, serviceAccount: other }] }")}`;

  test("is a reference, so that who names it comes after its policies", () => {
    const json = synthesized(inCluster(keys("irsa")));
    expect(JSON.stringify(json["resource"])).not.toContain(arn);
    expect(Object.keys(resources(json, "aws_iam_role"))).toEqual(["workload_owner_role"]);
    const graph = dependencyGraph(json);
    const attached = "aws_iam_role_policy_attachment.workload_owner_role_AmazonS3ReadOnlyAccess";
    for (const later of [
      "kubernetes_service_account_v1.workload_reader_service-account",
      "kubernetes_service_account_v1.cert-manager_service-account",
    ]) {
      expect(comesBefore(graph, attached, later)).toBe(true);
    }
  });

  test("has one association for each ServiceAccount, of its own or of others", () => {
    const json = synthesized(inCluster(keys("pod-identity")));
    const associated = Object.values(resources(json, "aws_eks_pod_identity_association"));
    expect(associated.map((one) => `${String(one["namespace"])}/${String(one["service_account"])}`).sort()).toEqual([
      "cert-manager/cert-manager",
      "ops/other",
      "shop/owner",
      "shop/reader",
    ]);
  });
});
