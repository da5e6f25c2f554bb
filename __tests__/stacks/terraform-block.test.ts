import { written, writtenVersions } from "../support/cluster-stack";
import { inCluster } from "../support/configuration";

const block = (keys: string) => written(inCluster(keys)).terraform;

test("providers are named by their full source, and by ranges", () => {
  expect(block("").required_providers).toEqual({
    aws: { source: "hashicorp/aws", version: ">= 6.0.0, < 7.0.0" },
    helm: { source: "hashicorp/helm", version: ">= 3.1.0, < 4.0.0" },
    kubernetes: { source: "hashicorp/kubernetes", version: ">= 2.38.0, < 4.0.0" },
  });
});

test("Terraform is of a version that locks S3 states with a file, which a file of its own says", () => {
  expect(writtenVersions(inCluster(""))).toBe('terraform {\n  required_version = ">= 1.10.0"\n}\n');
});

// checkov reads nothing of a JSON file with such a text, and says that all is well.
test.each([
  "",
  "auth: token",
  "backend: { none: {} }",
  "backend: { s3: { bucket: states, key: prod/irsa } }",
  "backend: { cloud: { organization: acme, workspace: prod } }",
])("no text stands directly under terraform in the JSON (%s)", (keys) => {
  expect(Object.values(block(keys)).map((value) => typeof value)).not.toContain("string");
});

describe("the backend", () => {
  test("is a bucket, encrypted and locked unless that is refused", () => {
    expect(block("backend: { s3: { bucket: states, key: prod/irsa } }").backend).toEqual({
      s3: { bucket: "states", key: "prod/irsa", region: "ap-northeast-2", encrypt: true, use_lockfile: true },
    });
    expect(block("backend: { s3: { bucket: b, key: k, encrypt: false, useLockfile: false } }").backend).toEqual({
      s3: { bucket: "b", key: "k", region: "ap-northeast-2", encrypt: false, use_lockfile: false },
    });
  });

  test("is a bucket with all that may be said of it", () => {
    const s3 = `bucket: b, key: "a/k", region: eu-west-1, dynamodbTable: locks, kmsKeyId: alias/k, acl: private,
      profile: states, workspaceKeyPrefix: w, roleArn: "arn:aws:iam::111122223333:role/states"`;
    expect(block(`backend: { s3: { ${s3} } }`).backend).toEqual({
      s3: {
        bucket: "b",
        key: "a/k",
        region: "eu-west-1",
        encrypt: true,
        use_lockfile: true,
        dynamodb_table: "locks",
        kms_key_id: "alias/k",
        acl: "private",
        profile: "states",
        workspace_key_prefix: "w",
        assume_role: { role_arn: "arn:aws:iam::111122223333:role/states" },
      },
    });
  });

  test("is a file by default, beside the configuration, by a relative path", () => {
    const path = block("").backend?.["local"]?.["path"];
    expect(path).toMatch(/^(\.\.\/)+[^/].*\/terraform\.prod\.tfstate$/);
  });

  test("is not there where somebody else brings one", () => {
    const terraform = block("backend: { none: {} }");
    expect(Object.keys(terraform)).not.toContain("backend");
    expect(terraform.required_providers).toHaveProperty("aws");
  });

  test.each<[string, string, object]>([
    [
      "a workspace by name",
      "organization: acme, workspace: prod",
      { organization: "acme", hostname: "app.terraform.io", workspaces: { name: "prod" } },
    ],
    [
      "a workspace of a project",
      "organization: acme, workspace: prod, project: platform, hostname: tfe.example.com",
      { organization: "acme", hostname: "tfe.example.com", workspaces: { name: "prod", project: "platform" } },
    ],
    [
      "workspaces by tags",
      "organization: acme, tags: [eks, irsa]",
      { organization: "acme", hostname: "app.terraform.io", workspaces: { tags: ["eks", "irsa"] } },
    ],
  ])("is %s of HCP Terraform, and no other beside it", (_what, cloud, expected) => {
    const terraform = block(`backend: { cloud: { ${cloud} } }`);
    expect(terraform.cloud).toEqual(expected);
    expect(terraform.backend).toBeUndefined();
  });
});
