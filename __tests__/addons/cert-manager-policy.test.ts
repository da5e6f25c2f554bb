import { route53Statements } from "../../constructs/addons/cert-manager/policy";
import { PARTITION_NAMES } from "../../constructs/facts/partitions";
import { policyDocument } from "../../constructs/facts/policy";

const TXT_ONLY = { "ForAllValues:StringEquals": { "route53:ChangeResourceRecordSetsRecordTypes": "TXT" } };

describe("cert-manager's Route53 policy", () => {
  test.each(PARTITION_NAMES)("is cert-manager's own in %s, narrowed to the zones", (partition) => {
    expect(policyDocument(route53Statements(partition, ["Z2", "Z1"])).Statement).toEqual([
      { Effect: "Allow", Action: "route53:GetChange", Resource: `arn:${partition}:route53:::change/*` },
      {
        Effect: "Allow",
        Action: ["route53:ChangeResourceRecordSets", "route53:ListResourceRecordSets"],
        Resource: [`arn:${partition}:route53:::hostedzone/Z1`, `arn:${partition}:route53:::hostedzone/Z2`],
        Condition: TXT_ONLY,
      },
    ]);
  });

  test("lets zones be looked up by name only where that is asked for", () => {
    const lookUp = { Effect: "Allow", Action: "route53:ListHostedZonesByName", Resource: "*" };
    const statements = (lookUpZones: boolean | undefined) =>
      policyDocument(route53Statements("aws", ["Z1"], { lookUpZones })).Statement;
    expect(statements(true)).toContainEqual(lookUp);
    expect(statements(true)).toHaveLength(3);
    expect(statements(false)).not.toContainEqual(lookUp);
    expect(statements(undefined)).not.toContainEqual(lookUp);
  });
});
