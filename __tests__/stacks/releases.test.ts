import { synthesized } from "../support/cluster-stack";
import { inCluster, problemsOf } from "../support/configuration";
import { resources } from "../support/synth";
import type { TerraformJson } from "../support/synth";

/** Releases that are not waited for, and charts in private registries of ECR. */

const releases = (json: TerraformJson): Record<string, Record<string, unknown>> => resources(json, "helm_release");

describe("wait", () => {
  const parts = (wait: string): string => `certManager: { ${wait} }
loadBalancerController: { webhookCertificate: helm, ${wait} }
addons: [{ name: a, namespace: n, chart: { name: c, path: c }, ${wait} }]`;

  test.each([
    ["", true],
    ["wait: true", true],
    ["wait: false", false],
  ])("%s of each release", (wait, expected) => {
    const waits = Object.values(releases(synthesized(inCluster(parts(wait))))).map((release) => release["wait"]);
    expect(waits).toEqual([expected, expected, expected]);
  });

  const certManager = (keys: string): string => `certManager: { wait: false${keys} }`;

  test.each<[string, string, string]>([
    ["issuers", certManager(", issuers: [{ name: own, selfSigned: {} }]"), "issuers with wait: false"],
    ["the controller's certificate", `${certManager("")}\nloadBalancerController: {}`, "wait: false of certManager"],
  ])("may not be false of what %s need", (_what, text, told) => {
    const [problem, ...others] = problemsOf(inCluster(text));
    expect(problem).toContain(`eks-irsa.yaml:5:20: clusters.prod.certManager.wait: ${told}`);
    expect(others).toEqual([]);
  });

  test.each(["wait: false, issuers: [{ name: own, selfSigned: {} }], install: false", "wait: false, install: false"])(
    "does not matter to a certificate where another tool installs cert-manager: %s",
    (keys) => {
      const text = `certManager: { ${keys} }\nloadBalancerController: { webhookCertificate: cert-manager }`;
      expect(problemsOf(inCluster(text)).join()).not.toContain("wait: false of certManager");
    },
  );
});

describe("credentials: ecr", () => {
  const ECR = "oci://111122223333.dkr.ecr.eu-west-1.amazonaws.com";
  const addon = (name: string, repository: string): string =>
    `{ name: ${name}, namespace: n, chart: { name: c, version: "1", repository: "${repository}", credentials: ecr } }`;

  test("are read by Terraform, once for all charts of a registry", () => {
    const json = synthesized(
      inCluster(
        `certManager: { chart: { repository: "${ECR}/mirror", credentials: ecr } }
addons: [${addon("a", `${ECR}/charts`)}, ${addon("b", ECR)}, ${addon("c", "oci://444455556666.dkr.ecr.us-east-1.amazonaws.com")}]`,
      ),
    );
    expect(json["data"]?.["aws_ecr_authorization_token"]).toEqual({
      "ecr-111122223333-eu-west-1": { registry_id: "111122223333", region: "eu-west-1" },
      "ecr-444455556666-us-east-1": { registry_id: "444455556666", region: "us-east-1" },
    });
    const token = (registry: string) => ({
      repository_username: `\${data.aws_ecr_authorization_token.${registry}.user_name}`,
      repository_password: `\${data.aws_ecr_authorization_token.${registry}.password}`,
    });
    const found = releases(json);
    for (const name of ["cert-manager", "addon_a", "addon_b"]) {
      expect(found[name]).toMatchObject(token("ecr-111122223333-eu-west-1"));
    }
    expect(found["addon_c"]).toMatchObject(token("ecr-444455556666-us-east-1"));
    expect(json["variable"] ?? {}).toEqual({});
  });

  test.each(["cn-north-1.amazonaws.com.cn", "us-gov-west-1.amazonaws.com", "us-iso-east-1.c2s.ic.gov"])(
    "are those of each partition: %s",
    (host) => {
      expect(problemsOf(inCluster(`addons: [${addon("a", `oci://111122223333.dkr.ecr.${host}/x`)}]`))).toEqual([]);
    },
  );

  test.each([
    "oci://ghcr.io/acme/charts",
    "oci://public.ecr.aws/acme",
    "https://111122223333.dkr.ecr.eu-west-1.amazonaws.com",
    "oci://111122223333.dkr.ecr.cn-north-1.amazonaws.com",
    "oci://111122223333.dkr.ecr.eu-west-1.amazonaws.com.example.org",
  ])("are for no other host: %s", (repository) => {
    const [problem, ...others] = problemsOf(inCluster(`addons: [${addon("a", repository)}]`));
    expect(problem).toContain(
      `clusters.prod.addons[0].chart.credentials: "${repository}": ECR's own credentials are for`,
    );
    expect(others).toEqual([]);
  });

  test("want a repository", () => {
    const [problem, ...others] = problemsOf(inCluster("certManager: { chart: { credentials: ecr } }"));
    expect(problem).toContain("credentials: ecr without a repository");
    expect(others).toEqual([]);
  });

  test("are a word of their own", () => {
    const [problem] = problemsOf(inCluster("certManager: { chart: { credentials: ECR } }"));
    expect(problem).toContain("clusters.prod.certManager.chart.credentials");
  });
});
