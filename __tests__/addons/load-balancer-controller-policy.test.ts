import { createHash } from "node:crypto";
import {
  certificateManagementStatements,
  controllerStatements,
  globalAcceleratorStatements,
  targetGroupBindingStatements,
} from "../../constructs/addons/load-balancer-controller/policy";
import type { ControllerPolicyOptions } from "../../constructs/addons/load-balancer-controller/policy";
import { PARTITION_NAMES } from "../../constructs/facts/partitions";
import { managedPolicySize, policyDocument } from "../../constructs/identity/policy-document";
import { sayings, sayingsOf } from "../identity/sayings";
import type { Statement } from "../identity/sayings";
import { testWithUpstream } from "../support/upstream";

const ours = (partition: string): string[] => sayingsOf(controllerStatements(partition));

/** The sha256 of upstream's set at v3.5.0, for where its documents are not at hand. */
const UPSTREAM = {
  aws: "cb1da48e6143a20d5e2971303e2a21dc8e2f13e7af98c74aabd195a8ab9e9b3d",
  "aws-cn": "4792f57b3f2dc570c964c5026c49187a6b2a7fa1de32ae7df159bc4695eef5a2",
  "aws-us-gov": "158b2006f43a473de385b2cda5245d81aa407440492db04aa5c530d1e87a4f69",
  "aws-eusc": "60a1793a353a9d06ebd94416c033bb182883d09d36e561d34ea00f6a4521382e",
  "aws-iso": "95057256091cd39cbefd8c6ccf260555a47cb4dc0755f5439f3b1132ae121a4c",
  "aws-iso-b": "2a33d88e1b391d4e8226c4d198a127152fd92f735376e12918c205351d6efbd1",
  "aws-iso-e": "5ca5487767eb429b594e60e20b3fe123b3180d243a6f6abe6e6b6186a3311bb9",
  "aws-iso-f": "ddec6bd7de1c9ce2aeb63af47a085057f90c6acda7489ce60bb134c28b84edba",
};

const digest = (lines: string[]): string => createHash("sha256").update(lines.join("\n")).digest("hex");

describe.each(PARTITION_NAMES)("the controller's policy in %s", (partition) => {
  test("says what upstream's says, by digest", () => {
    expect(digest(ours(partition))).toBe(UPSTREAM[partition]);
  });

  testWithUpstream("says what upstream's says, line by line", `iam_policy/${partition}.json`, (text) => {
    const upstream = sayings((JSON.parse(text) as { Statement: Statement[] }).Statement);
    expect(ours(partition)).toEqual(upstream);
    expect(digest(upstream)).toBe(UPSTREAM[partition]);
  });

  test("fits a managed policy", () => {
    expect(managedPolicySize("it", policyDocument(controllerStatements(partition)))).toBeUndefined();
  });

  test("names this partition only", () => {
    const partitions = JSON.stringify(controllerStatements(partition)).match(/arn:[^:]*:/g) ?? [];
    expect([...new Set(partitions)]).toEqual([`arn:${partition}:`]);
  });

  test("names the service that uses the linked role the same everywhere", () => {
    expect(ours(partition)).toContain(
      'Allow iam:CreateServiceLinkedRole * {"StringEquals":{"iam:AWSServiceName":["elasticloadbalancing.amazonaws.com"]}}',
    );
  });
});

/** A saying as it is with upstream, where ours names resources in the place of `*`, or conditions of our own. */
const asUpstream = (line: string, open: RegExp): string =>
  open.test(line) ? line.replace(/^(Allow \S+) \S+/, "$1 *").replace(CNAME_ONLY, "{}") : line;
const CNAME_ONLY =
  '{"ForAllValues:StringEquals":{"route53:ChangeResourceRecordSetsRecordTypes":["CNAME"]},"Null":{"route53:ChangeResourceRecordSetsRecordTypes":["false"]}}';

describe.each([
  [
    "Global Accelerator",
    globalAcceleratorStatements("aws"),
    "aga_controller_iam_policy.json",
    /globalaccelerator:List/,
  ],
  [
    "ACM certificates",
    certificateManagementStatements("aws", {
      certificateAuthorityArns: ["arn:aws:acm-pca:eu-west-1:111122223333:certificate-authority/a"],
    }),
    "iam_policy_acm_certs.json",
    /ChangeResourceRecordSets|acm:|acm-pca:/,
  ],
])("the controller's policy for %s", (_what, statements, file, open) => {
  testWithUpstream(
    "says what upstream's says, but on resources of the actions' types",
    `iam_policy/${file}`,
    (text) => {
      const upstream = sayings((JSON.parse(text) as { Statement: Statement[] }).Statement);
      const said = sayingsOf(statements).map((line) => asUpstream(line, open));
      expect([...new Set(said)].sort()).toEqual(upstream);
    },
  );

  test("fits a managed policy", () => {
    expect(managedPolicySize("it", policyDocument(statements))).toBeUndefined();
  });
});

describe("the controller's policy for ACM certificates", () => {
  const of = (options: ControllerPolicyOptions): string[] =>
    sayingsOf(certificateManagementStatements("aws-cn", options).filter(({ when }) => when !== false));

  test("is held to validation records of all zones, and to no private authority", () => {
    expect(of({})).toEqual([
      "Allow acm:AddTagsToCertificate arn:aws-cn:acm:*:*:certificate/* {}",
      'Allow acm:DeleteCertificate arn:aws-cn:acm:*:*:certificate/* {"Null":{"aws:ResourceTag/elbv2.k8s.aws/cluster":["false"]}}',
      "Allow acm:ListTagsForCertificate arn:aws-cn:acm:*:*:certificate/* {}",
      'Allow acm:RequestCertificate * {"Null":{"aws:RequestTag/elbv2.k8s.aws/cluster":["false"]}}',
      `Allow route53:ChangeResourceRecordSets arn:aws-cn:route53:::hostedzone/* ${CNAME_ONLY}`,
      "Allow route53:ListHostedZones * {}",
      "Allow route53:ListHostedZonesByName * {}",
    ]);
  });

  test("is held to zones and authorities where they are named", () => {
    const authority = "arn:aws-cn:acm-pca:cn-north-1:111122223333:certificate-authority/a";
    const named = of({ certificateZones: ["Z2", "Z1"], certificateAuthorityArns: [authority] });
    expect(named.filter((line) => /ChangeResource|acm-pca/.test(line))).toEqual([
      `Allow acm-pca:GetCertificate ${authority} {}`,
      `Allow acm-pca:IssueCertificate ${authority} {}`,
      `Allow acm-pca:ListPermissions ${authority} {}`,
      `Allow route53:ChangeResourceRecordSets arn:aws-cn:route53:::hostedzone/Z1 ${CNAME_ONLY}`,
      `Allow route53:ChangeResourceRecordSets arn:aws-cn:route53:::hostedzone/Z2 ${CNAME_ONLY}`,
    ]);
  });
});

describe("the controller's policy for TargetGroupBindings only", () => {
  test("is part of the whole policy's actions, and creates and deletes nothing", () => {
    const actions = targetGroupBindingStatements("aws").flatMap(({ actions = [] }) => actions);
    const whole = new Set(controllerStatements("aws").flatMap(({ actions = [] }) => actions));
    expect(actions).toContain("elasticloadbalancing:RegisterTargets");
    expect(actions).toContain("elasticloadbalancing:DescribeTargetHealth");
    expect(actions.filter((action) => !whole.has(action))).toEqual([]);
    expect(actions.filter((action) => /:(Create|Delete|Authorize|Set|Add)/.test(action))).toEqual([]);
  });

  test("changes target groups alone", () => {
    const changes = targetGroupBindingStatements("aws-cn").filter(({ resources = [] }) => !resources.includes("*"));
    expect(changes).toEqual([
      {
        actions: [
          "elasticloadbalancing:DeregisterTargets",
          "elasticloadbalancing:ModifyTargetGroup",
          "elasticloadbalancing:ModifyTargetGroupAttributes",
          "elasticloadbalancing:RegisterTargets",
        ],
        resources: ["arn:aws-cn:elasticloadbalancing:*:*:targetgroup/*/*"],
      },
    ]);
  });
});
