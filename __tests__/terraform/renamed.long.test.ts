import { describeWithTerraform, newFolder, removeFolder, synthesizeIn, terraform } from "../support/terraform";
import { plan } from "../support/terraform-json";

const chart = { name: "tool", path: "charts/tool" };
const statements = [{ actions: ["s3:ListBucket"], resources: ["*"] }];

/** Elements under these names, with all that has an address below them. */
const cluster = (
  name: (of: string) => string,
  formerly: (of: string) => Readonly<Record<string, unknown>>,
): Readonly<Record<string, unknown>> => ({
  region: "ap-northeast-2",
  identity: "both",
  accounts: { [name("data")]: { roleArn: "arn:aws:iam::444455556666:role/terraform", ...formerly("data") } },
  addons: [
    {
      name: name("tool"),
      ...formerly("tool"),
      chart,
      namespace: "tools",
      serviceAccount: { name: "tool", statements },
    },
  ],
  workloads: [
    {
      name: name("reader"),
      ...formerly("reader"),
      namespace: "shop",
      serviceAccount: "reader",
      policyArns: ["arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess"],
      statements,
      role: { exclusivePolicies: true },
      rules: [{ apiGroups: [""], resources: ["pods"], verbs: ["list"] }],
      clusterRules: [{ apiGroups: [""], resources: ["nodes"], verbs: ["list"] }],
    },
    {
      name: name("there"),
      ...formerly("there"),
      namespace: "shop",
      serviceAccount: "there",
      existing: true,
      statements,
    },
    { namespace: "shop", serviceAccount: "archive", identity: "irsa", account: name("data"), statements },
  ],
});

describeWithTerraform("an element that is renamed", () => {
  let folder: string;
  beforeEach(() => {
    folder = newFolder();
  });
  afterEach(() => {
    removeFolder(folder);
  });
  const synthesized = (prod: object): string => synthesizeIn(folder, { version: 1, clusters: { prod } })("prod");

  test("stays all that it was, from one name to the next and from the first to the last", () => {
    const first = synthesized(
      cluster(
        (of) => of,
        () => ({}),
      ),
    );
    terraform(first, "init");
    terraform(first, "apply", "-auto-approve");
    const twice = cluster(
      (of) => `${of}-3`,
      (of) => ({ formerly: [of, `${of}-2`] }),
    );
    expect(plan(synthesized(twice)).changes).toEqual({});
    terraform(
      synthesized(
        cluster(
          (of) => `${of}-2`,
          (of) => ({ formerly: [of] }),
        ),
      ),
      "apply",
      "-auto-approve",
    );
    expect(plan(synthesized(twice)).changes).toEqual({});
  });

  test("is another one where nothing says what it was", () => {
    terraform(
      synthesized(
        cluster(
          (of) => of,
          () => ({}),
        ),
      ),
      "init",
    );
    terraform(
      synthesized(
        cluster(
          (of) => of,
          () => ({}),
        ),
      ),
      "apply",
      "-auto-approve",
    );
    // Without the account's provider, Terraform could not even destroy what is there.
    const renamed = cluster(
      (of) => (of === "data" ? of : `${of}-2`),
      () => ({}),
    );
    const { changes } = plan(synthesized(renamed));
    expect(new Set(Object.values(changes))).toEqual(new Set(["create", "delete"]));
  });
});
