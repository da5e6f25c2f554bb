import { useBothWays } from "../support/both-ways";
import { describeWithTerraform } from "../support/terraform";
import { randomWorkloads } from "./random-workloads";

const COUNT = 40;

const cluster = {
  cluster: "prod",
  region: "eu-west-1",
  attributes: {
    accountId: "111122223333",
    oidcIssuer: "https://oidc.eks.eu-west-1.amazonaws.com/id/EXAMPLE",
    endpoint: "https://EXAMPLE.gr7.eu-west-1.eks.amazonaws.com",
    certificateAuthority: "LS0tLS1CRUdJTg==",
  },
};

const workloads = randomWorkloads(COUNT, cluster);

describeWithTerraform("workloads of any kind, all in one cluster", () => {
  const bothWays = useBothWays({ random: { ...cluster, workloads } });

  const owners = workloads.map((workload) => workload as { namespace: string; serviceAccount: string; name: string });

  test("are enough to find a difference", () => {
    expect(workloads).toHaveLength(COUNT);
    const given = (key: string): number => workloads.filter((workload) => key in workload).length;
    const keys = ["trust", "statements", "grants", "assumeRoleArns", "policyArns", "podIdentity", "existing", "rules"];
    expect(Math.min(...keys.map(given))).toBeGreaterThan(5);
  });

  test.each(owners)("$namespace/$serviceAccount, called $name, has the same of everything", (workload) => {
    const { app, module } = bothWays("random");
    const { namespace, serviceAccount, name } = workload;
    const own = (resources: Readonly<Record<string, unknown>>): Record<string, unknown> => {
      const names = [`${namespace}/${serviceAccount}`, `prod-eu-west-1-${name}`];
      const isOwn = (key: string): boolean =>
        key.split(" ").some((part) => names.includes(part.replace(/^prod\//, "")));
      return Object.fromEntries(Object.entries(resources).filter(([key]) => isOwn(key)));
    };
    expect(Object.keys(own(app.resources)).length).toBeGreaterThan(1);
    expect(own(module.resources)).toEqual(own(app.resources));
  });

  test("have nothing besides that in the one and not in the other", () => {
    const { app, module } = bothWays("random");
    expect(Object.keys(module.resources)).toEqual(Object.keys(app.resources));
  });

  test("have the same names and roles in the outputs", () => {
    const { app, module } = bothWays("random");
    expect(module.outputs).toEqual(expect.objectContaining(app.outputs));
  });
});
