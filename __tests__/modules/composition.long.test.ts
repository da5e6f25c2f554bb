import { cpSync } from "node:fs";
import { join } from "node:path";
import { eksIrsa, sourceFrom, writeRoot } from "../support/module-root";
import type { Root } from "../support/module-root";
import { MODULES } from "../support/modules";
import { describeWithTerraform, newFolder, removeFolder, tryTerraform } from "../support/terraform";
import { at, plan, record, state } from "../support/terraform-json";
import type { State } from "../support/terraform-json";

const WORKLOADS = {
  "s3-reader": {
    namespace: "shop",
    create_namespace: true,
    service_account: "s3-reader",
    policy_arns: ["arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess"],
  },
};

const EXTERNAL_DNS = {
  namespace: "external-dns",
  chart: { name: "external-dns", repository: "https://kubernetes-sigs.github.io/external-dns", version: "1.18.0" },
  service_account: { name: "external-dns", policy_arns: ["arn:aws:iam::aws:policy/AmazonRoute53ReadOnlyAccess"] },
};

const ALL = {
  cert_manager: { hosted_zone_ids: ["Z0123456789ABCDEFGHIJ"] },
  load_balancer_controller: {},
  addons: { "external-dns": EXTERNAL_DNS },
  workloads: WORKLOADS,
};

const ROLE = 'aws_iam_role.workload["s3-reader"]';

describeWithTerraform("eks-irsa among others", () => {
  let folder: string;

  beforeEach(() => {
    folder = newFolder();
  });

  afterEach(() => {
    removeFolder(folder);
  });

  /** Applies a configuration in one go, shows that it has nothing to do then, and removes it all. */
  function applied(root: Root): State {
    writeRoot(folder, root);
    record(folder, "apply");
    const made = state(folder);
    expect(tryTerraform(folder, "plan", "-detailed-exitcode").status).toBe(0);
    record(folder, "destroy");
    expect(state(folder).resources.size).toBe(0);
    return made;
  }

  test("is called as often as count says", () => {
    const call = { count: "${var.there ? 1 : 0}", ...eksIrsa(folder, ALL) };
    const variable = { there: { type: "bool", default: true } };
    const { resources } = applied({ variable, module: { eks_irsa: call } });
    expect(resources.has(`module.eks_irsa[0].${ROLE}`)).toBe(true);

    writeRoot(folder, { variable: { there: { type: "bool", default: false } }, module: { eks_irsa: call } });
    expect(plan(folder).changes).toEqual({});
  });

  test("is called for each of several clusters", () => {
    const call = {
      for_each: { prod: "ap-northeast-2", test: "eu-central-1" },
      ...eksIrsa(folder, { ...ALL, cluster_name: "${each.key}", region: "${each.value}" }),
    };
    const { resources } = applied({ module: { eks_irsa: call } });
    const names = ["prod", "test"].map((key) => at(resources, `module.eks_irsa["${key}"].${ROLE}`)["name"]);
    expect(names).toEqual(["prod-ap-northeast-2-s3-reader", "test-eu-central-1-s3-reader"]);
  });

  test("waits for what it depends on, and what depends on it waits, too", () => {
    const { resources } = applied({
      resource: {
        terraform_data: { nodes: { input: "there" }, app: { input: "there", depends_on: ["module.eks_irsa"] } },
      },
      module: { eks_irsa: { ...eksIrsa(folder, ALL), depends_on: ["terraform_data.nodes"] } },
    });
    expect(resources.has(`module.eks_irsa.${ROLE}`)).toBe(true);
  });

  test("makes roles where the provider is that is passed in", () => {
    const other = {
      alias: "other",
      region: "eu-west-1",
      assume_role: [{ role_arn: "arn:aws:iam::444455556666:role/t" }],
    };
    const { resources } = applied({
      provider: { aws: [{ region: "ap-northeast-2" }, other] },
      module: {
        here: eksIrsa(folder, ALL),
        there: { ...eksIrsa(folder, ALL), providers: { aws: "aws.other" } },
      },
    });
    const arns = ["here", "there"].map((name) => at(resources, `module.${name}.${ROLE}`)["arn"]);
    const role = "role/prod-ap-northeast-2-s3-reader";
    expect(arns).toEqual([`arn:aws:iam::111122223333:${role}`, `arn:aws:iam::444455556666:${role}`]);
  });

  test.each([
    ["read", {}],
    [
      "given",
      {
        cluster_attributes: {
          account_id: "${tostring(terraform_data.place.output.account)}",
          oidc_issuer: "${tostring(terraform_data.place.output.issuer)}",
          vpc_id: "${tostring(terraform_data.place.output.vpc)}",
        },
      },
    ],
  ])("takes names, region and partition that only the apply knows, the cluster being %s", (_how, attributes) => {
    const place = {
      name: "prod",
      region: "cn-north-1",
      partition: "aws-cn",
      account: "111122223333",
      issuer: "https://oidc.eks.cn-north-1.amazonaws.com.cn/id/A",
      vpc: "vpc-0abc",
    };
    const of = (key: string): string => `\${tostring(terraform_data.place.output.${key})}`;
    const call = eksIrsa(folder, {
      ...ALL,
      cluster_name: of("name"),
      region: of("region"),
      partition: of("partition"),
      identity: "both",
      addons: {
        "external-dns": {
          ...EXTERNAL_DNS,
          service_account: {
            name: "external-dns",
            statements: [{ actions: ["route53:ListHostedZones"], resources: ["*"] }],
          },
        },
      },
      // A policy of AWS is in one partition, and which is not known.
      workloads: {
        "s3-reader": {
          ...WORKLOADS["s3-reader"],
          policy_arns: [],
          statements: [{ actions: ["s3:GetObject"], resources: ["*"] }],
        },
      },
      ...attributes,
    });
    const { resources } = applied({
      provider: { aws: [{ region: "cn-north-1" }] },
      resource: { terraform_data: { place: { input: place } } },
      module: { eks_irsa: call },
    });
    const role = at(resources, `module.eks_irsa.${ROLE}`);
    expect(role["name"]).toBe("prod-cn-north-1-s3-reader");
    expect(role["assume_role_policy"]).toContain('"arn:aws-cn:eks:cn-north-1:111122223333:cluster/prod"');
  });

  test("takes ARNs of roles, policies and an OIDC provider that the same apply makes", () => {
    const trust = JSON.stringify({ Version: "2012-10-17", Statement: [] });
    const { resources } = applied({
      resource: {
        aws_iam_policy: { one: { name: "one", policy: trust } },
        aws_iam_role: { one: { name: "one", assume_role_policy: trust } },
        aws_s3_bucket: { one: { bucket_prefix: "one-" } },
      },
      module: {
        provider: {
          source: sourceFrom(folder, "oidc-provider"),
          oidc_issuer: "https://oidc.eks.ap-northeast-2.amazonaws.com/id/A",
        },
        eks_irsa: eksIrsa(folder, {
          oidc_provider: "existing",
          oidc_provider_arn: "${module.provider.arn}",
          cluster_attributes: {
            account_id: "111122223333",
            oidc_issuer: "https://${module.provider.issuer}",
            vpc_id: "vpc-0abc",
          },
          identity: "both",
          cert_manager: { create_role: false, role_arn: "${aws_iam_role.one.arn}" },
          load_balancer_controller: { role: { permissions_boundary: "${aws_iam_policy.one.arn}" } },
          workloads: {
            existing: {
              namespace: "shop",
              service_account: "existing",
              create_role: false,
              role_arn: "${aws_iam_role.one.arn}",
            },
            made: {
              namespace: "shop",
              service_account: "made",
              named_policy_arns: { one: "${aws_iam_policy.one.arn}" },
              statements: [{ actions: ["s3:GetObject"], resources: ["${aws_s3_bucket.one.arn}/*"] }],
              assume_role_arns: ["${aws_iam_role.one.arn}"],
            },
          },
        }),
      },
    });
    const attachment = at(resources, 'module.eks_irsa.aws_iam_role_policy_attachment.workload_policy["made/one"]');
    expect(attachment["policy_arn"]).toBe("arn:aws:iam::111122223333:policy/one");
    const association = 'module.eks_irsa.aws_eks_pod_identity_association.workload["existing"]';
    expect(at(resources, association)["role_arn"]).toBe("arn:aws:iam::111122223333:role/one");
  });

  test("has outputs whose keys are known before their values are", () => {
    const { resources } = applied({
      resource: {
        terraform_data: Object.fromEntries(
          ["gitops", "release_versions", "workload_role_arns", "workload_role_names", "addon_role_arns"].map((name) => [
            name,
            { for_each: `\${module.eks_irsa.${name}}`, input: "${each.value}" },
          ]),
        ),
      },
      module: {
        eks_irsa: eksIrsa(folder, {
          ...ALL,
          cert_manager: { ...ALL.cert_manager, install: false },
          addons: { "external-dns": { ...EXTERNAL_DNS, install: false } },
        }),
      },
    });
    const keys = [...resources.keys()].filter((key) => key.startsWith("terraform_data.")).sort();
    expect(keys).toEqual([
      'terraform_data.addon_role_arns["external-dns"]',
      'terraform_data.gitops["cert-manager"]',
      'terraform_data.gitops["external-dns"]',
      'terraform_data.release_versions["aws-load-balancer-controller"]',
      'terraform_data.workload_role_arns["s3-reader"]',
      'terraform_data.workload_role_names["s3-reader"]',
    ]);
  });

  test("is applied at once with a cluster of another module", () => {
    cpSync(join(MODULES, "eks-irsa", "examples", "new-cluster", "eks"), join(folder, "eks"), { recursive: true });
    const { resources, outputs } = applied({
      module: {
        eks: {
          source: "./eks",
          name: "prod",
          role_arn: "arn:aws:iam::111122223333:role/cluster",
          subnet_ids: ["subnet-0a", "subnet-0b"],
        },
        eks_irsa: {
          ...eksIrsa(folder, {
            ...ALL,
            cluster_name: "${module.eks.cluster_name}",
            cluster_attributes: {
              account_id: '${element(split(":", module.eks.cluster_arn), 4)}',
              oidc_issuer: "${module.eks.cluster_oidc_issuer_url}",
              vpc_id: "vpc-0abc",
            },
            oidc_provider: "existing",
            oidc_provider_arn: "${module.eks.oidc_provider_arn}",
          }),
          depends_on: ["module.eks"],
        },
      },
      output: { issuer: { value: "${module.eks.oidc_provider}" }, arn: { value: "${module.eks.oidc_provider_arn}" } },
    });
    const trust = JSON.parse(at(resources, `module.eks_irsa.${ROLE}`)["assume_role_policy"] as string) as unknown;
    expect(trust).toMatchObject({
      Statement: [
        {
          Principal: { Federated: outputs["arn"] },
          Condition: { StringEquals: { [`${String(outputs["issuer"])}:aud`]: "sts.amazonaws.com" } },
        },
      ],
    });
  });

  test("makes the OIDC provider alone where nothing else is asked for", () => {
    writeRoot(folder, { module: { eks_irsa: eksIrsa(folder) } });
    expect(plan(folder).changes).toEqual({
      "module.eks_irsa.module.oidc_provider[0].aws_iam_openid_connect_provider.this[0]": "create",
    });
  });

  // OpenTofu's mocks cannot, so that the module's own tests do not say it.
  test("workload-identity takes Secrets for images that only the apply knows", () => {
    const call = {
      source: sourceFrom(folder, "workload-identity"),
      cluster_name: "prod",
      region: "ap-northeast-2",
      oidc_provider_arn: "arn:aws:iam::111122223333:oidc-provider/oidc.eks.ap-northeast-2.amazonaws.com/id/EXAMPLE",
      namespace: "shop",
      service_account: "s3-reader",
      policy_arns: ["arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess"],
      image_pull_secrets: "${terraform_data.secrets.output}",
    };
    const resource = { terraform_data: { secrets: { input: ["registry"] } } };
    const { resources } = applied({ resource, module: { it: call } });
    const accounts = [...resources].filter(([address]) => address.includes("kubernetes_service_account_v1"));
    expect(accounts.map(([, values]) => values["image_pull_secret"])).toEqual([[{ name: "registry" }]]);
  });
});
