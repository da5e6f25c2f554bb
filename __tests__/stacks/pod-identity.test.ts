import { written } from "../support/cluster-stack";
import { inCluster } from "../support/configuration";
import { comesBefore, dependencyGraph } from "../support/graph";
import { helmValues } from "../support/helm-values";
import { only, resources } from "../support/synth";

/** Pod Identity that works on the first apply, and as one moves to it. */

const CHART = "chart: { name: dns, path: charts/dns }";
const READ = 'policyArns: ["arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess"]';
const dns = (more = ""): string =>
  `addons: [{ name: dns, namespace: dns, ${CHART}, serviceAccount: { name: dns, podAnnotationsValue: podAnnotations, ${READ}${more} } }]`;

describe("an association", () => {
  test("is waited for, ten seconds or as many as are asked for, before what runs as it", () => {
    for (const [wait, seconds] of [
      ["", "10s"],
      ["podIdentityWait: 45\n", "45s"],
    ]) {
      const json = written(inCluster(`identity: pod-identity\n${wait}${dns()}`));
      expect(only(json, "time_sleep")).toMatchObject({
        create_duration: seconds,
        triggers: { after: "${aws_eks_pod_identity_association.addon_dns_pod-identity.id}" },
      });
      const graph = dependencyGraph(json);
      expect(comesBefore(graph, "time_sleep.addon_dns_pod-identity_wait", "helm_release.addon_dns")).toBe(true);
      expect(json.terraform.required_providers["time"]).toMatchObject({ source: "hashicorp/time" });
    }
  });

  test("is not waited for where nobody wants that, and then no further provider is needed", () => {
    for (const keys of [`identity: pod-identity\npodIdentityWait: 0\n${dns()}`, `identity: irsa\n${dns()}`]) {
      const json = written(inCluster(keys));
      expect(resources(json, "time_sleep")).toEqual({});
      expect(Object.keys(json.terraform.required_providers)).toEqual(["aws", "helm", "kubernetes"]);
    }
  });

  test("may narrow its sessions, with the AWS provider that knows how", () => {
    const policy = "sessionPolicy: [{ actions: [s3:GetObject], resources: ['*'] }]";
    const json = written(inCluster(`identity: both\n${dns(`, podIdentity: { disableSessionTags: true, ${policy} }`)}`));
    const { policy: text, disable_session_tags: untagged } = only(json, "aws_eks_pod_identity_association");
    expect(untagged).toBe(true);
    expect(JSON.parse(String(text))).toEqual({
      Version: "2012-10-17",
      Statement: [{ Effect: "Allow", Action: "s3:GetObject", Resource: "*" }],
    });
    expect(json.terraform.required_providers["aws"]).toMatchObject({ version: ">= 6.57.1, < 7.0.0" });
  });

  test("tells the external ID to those who have a target role, and to nobody else", () => {
    const target = ', podIdentity: { targetRoleArn: "arn:aws:iam::444455556666:role/t" }';
    const outputs = (keys: string): unknown =>
      written(inCluster(`identity: pod-identity\n${keys}`))["output"]?.["pod_identity_external_ids"]?.["value"];
    expect(outputs(dns())).toBeUndefined();
    expect(outputs(dns(target))).toEqual({
      dns: "${aws_eks_pod_identity_association.addon_dns_pod-identity.external_id}",
    });
    expect(outputs(`workloads: [{ namespace: shop, serviceAccount: reader${target} }]`)).toEqual({
      reader: "${aws_eks_pod_identity_association.workload_reader_pod-identity.external_id}",
    });
  });
});

test("each step from IRSA to Pod Identity restarts the pods", () => {
  const marks = ["irsa", "both", "pod-identity"].map((identity) => {
    const values = helmValues(only(written(inCluster(`identity: ${identity}\n${dns()}`)), "helm_release"));
    return (values as { podAnnotations: Record<string, string> }).podAnnotations["cdktf-eks-irsa/role-arn"];
  });
  expect(new Set(marks).size).toBe(3);
  for (const mark of marks) expect(mark).toContain("aws_iam_role.addon_dns_role.arn");
});
