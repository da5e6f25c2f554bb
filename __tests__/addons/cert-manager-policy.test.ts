import { route53Statements } from "../../constructs/addons/cert-manager/policy";
import type { Route53Options } from "../../constructs/addons/cert-manager/policy";
import { PARTITION_NAMES } from "../../constructs/facts/partitions";
import { policyDocument } from "../../constructs/identity/policy-document";
import { sayings, sayingsOf } from "../identity/sayings";
import type { Statement } from "../identity/sayings";

const TYPES = "route53:ChangeResourceRecordSetsRecordTypes";
const NAMES = "route53:ChangeResourceRecordSetsNormalizedRecordNames";
const TXT_ONLY = { "ForAllValues:StringEquals": { [TYPES]: "TXT" }, Null: { [TYPES]: "false" } };

describe("cert-manager's Route53 policy", () => {
  test.each(PARTITION_NAMES)("is cert-manager's own in %s, narrowed to the zones", (partition) => {
    expect(
      policyDocument(route53Statements(partition, [{ id: "Z2" }, { id: "Z1", name: "example.com" }])).Statement,
    ).toEqual([
      { Effect: "Allow", Action: "route53:GetChange", Resource: `arn:${partition}:route53:::change/*` },
      {
        Effect: "Allow",
        Action: "route53:ChangeResourceRecordSets",
        Resource: [`arn:${partition}:route53:::hostedzone/Z1`, `arn:${partition}:route53:::hostedzone/Z2`],
        Condition: TXT_ONLY,
      },
      {
        Effect: "Allow",
        Action: "route53:ListResourceRecordSets",
        Resource: [`arn:${partition}:route53:::hostedzone/Z1`, `arn:${partition}:route53:::hostedzone/Z2`],
      },
    ]);
  });

  const challenges = {
    ...TXT_ONLY,
    "ForAllValues:StringLike": { [NAMES]: "_acme-challenge.*" },
    Null: { [TYPES]: "false", [NAMES]: "false" },
  };

  test.each<[Route53Options, object, number]>([
    [{}, TXT_ONLY, 0],
    [{ acmeChallengeOnly: true }, challenges, 0],
    [{ lookUpZones: true }, TXT_ONLY, 1],
    [{ acmeChallengeOnly: true, lookUpZones: true }, challenges, 1],
  ])("with %j says just this", (options, conditions, lookUps) => {
    const saying = (action: string, resource: string, condition: object = {}) => ({
      Effect: "Allow",
      Action: action,
      Resource: resource,
      Condition: condition,
    });
    const zone = "arn:aws:route53:::hostedzone/Z1";
    const expected = [
      saying("route53:GetChange", "arn:aws:route53:::change/*"),
      saying("route53:ChangeResourceRecordSets", zone, conditions),
      saying("route53:ListResourceRecordSets", zone),
      ...(lookUps ? [saying("route53:ListHostedZonesByName", "*")] : []),
    ];
    expect(sayingsOf(route53Statements("aws", [{ id: "Z1" }], options))).toEqual(sayings(expected as Statement[]));
  });

  test("lets zones be looked up by name only where that is asked for", () => {
    const lookUp = { Effect: "Allow", Action: "route53:ListHostedZonesByName", Resource: "*" };
    const statements = (lookUpZones: boolean | undefined) =>
      policyDocument(route53Statements("aws", [{ id: "Z1" }], { lookUpZones })).Statement;
    expect(statements(true)).toContainEqual(lookUp);
    expect(statements(true)).toHaveLength(4);
    expect(statements(false)).not.toContainEqual(lookUp);
    expect(statements(undefined)).not.toContainEqual(lookUp);
  });
});
