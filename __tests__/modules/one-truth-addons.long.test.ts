import { useBothWays } from "../support/both-ways";
import { describeWithTerraform } from "../support/terraform";
import { randomClusters } from "./random-addons";

const COUNT = 12;

const common = {
  cluster: "prod",
  region: "eu-west-1",
  attributes: {
    accountId: "111122223333",
    oidcIssuer: "https://oidc.eks.eu-west-1.amazonaws.com/id/EXAMPLE",
    endpoint: "https://EXAMPLE.gr7.eu-west-1.eks.amazonaws.com",
    certificateAuthority: "LS0tLS1CRUdJTg==",
    vpcId: "vpc-0abc",
  },
};

const clusters = Object.fromEntries(
  randomClusters(COUNT, common).map((cluster, index) => [`cluster-${index}`, cluster]),
);

describeWithTerraform("add-ons with any options", () => {
  const bothWays = useBothWays(clusters);

  test.each(Object.keys(clusters))("are the same both ways in %s", (name) => {
    const { app, module } = bothWays(name);
    expect(module.resources).toEqual(app.resources);
    const named = Object.keys(app.outputs).map((output) => [output, module.outputs[output]]);
    expect(Object.fromEntries(named)).toEqual(app.outputs);
  });

  test("are there often enough", () => {
    const of = (key: string): number => Object.values(clusters).filter((cluster) => key in cluster).length;
    expect(Math.min(...["certManager", "loadBalancerController", "addons"].map(of))).toBeGreaterThan(COUNT / 4);
  });
});
