import { PARTITIONS } from "../../constructs/facts/partitions";
import { useBothWays } from "../support/both-ways";
import { describeWithTerraform } from "../support/terraform";

const attributes = {
  accountId: "111122223333",
  oidcIssuer: "https://oidc.example.com/id/EXAMPLE",
  endpoint: "https://api.example.com",
  certificateAuthority: "LS0tLS1CRUdJTg==",
  vpcId: "vpc-0abc",
};

const clusters = PARTITIONS.flatMap(({ name, example: region, isolated }) => {
  // No public registry can be reached from there.
  const image = isolated ? { imageRegistry: "mirror.example.com" } : {};
  const certManager = { hostedZones: ["Z0123456789ABCDEFGHIJ"], ...image };
  const cluster = { cluster: "prod", region, attributes, certManager };
  return [
    { name, kind: "all", cluster: { ...cluster, loadBalancerController: { ...image, defaultScheme: "internal" } } },
    {
      name,
      kind: "targets-alone",
      cluster: { ...cluster, loadBalancerController: { ...image, targetGroupBindingOnly: true, shield: true } },
    },
    {
      name,
      kind: "held-to-the-cluster",
      cluster: { ...cluster, loadBalancerController: { ...image, policy: "scoped", vpc: true } },
    },
  ].map((one) => ({ ...one, stack: `${one.name}-${one.kind}` }));
});

describeWithTerraform("what add-ons may do, in each partition", () => {
  const bothWays = useBothWays(Object.fromEntries(clusters.map(({ stack, cluster }) => [stack, cluster])));

  test.each(clusters)("is the same both ways in $name: $kind", ({ stack, name, kind }) => {
    const { app, module } = bothWays(stack);
    const policies = Object.entries(app.resources).filter(([key]) => /^aws_iam_(role_)?policy /.test(key));
    expect(policies).toHaveLength(kind === "held-to-the-cluster" ? 3 : 2);
    expect(JSON.stringify(policies)).toContain(`arn:${name}:`);
    expect(module.resources).toEqual(app.resources);
  });
});
