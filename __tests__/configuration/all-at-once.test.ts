import { problemsOf } from "../support/configuration";

const TEXT = `version: 1
unknown: true
defaults:
  tags: { "aws:team": platform }
  certManager: { version: v1.17.0 }
clusters:
  prod:
    region: ap-northeast-2
    partition: aws-cn
    cluster: 12345
    loadBalancerController:
      webhookCertificate: helm
      values: { enableWaf: "true" }
    workloads:
      - namespace: shop
        serviceAccount: reader
        role: { maxSessionDuration: 60 }
        assumeRoleArns: ["arn:aws-cn:iam::111122223333:role/r"]
      - namespace: shop
        serviceAccount: reader
        name: other
        policyArns: ["arn:aws:iam::aws:policy/P", no-arn]
      - namespace: Shop
        serviceAccount: writer
        statements:
          - { actions: [GetObject], resources: ["*"] }
  dev:
    region: seoul
    auth: ephemerl
`;

const EXPECTED = [
  'eks-irsa.yaml:2:1: unknown: the key "unknown" is not known: the keys here are $schema, version, defaults, guardrails, global, clusters. Remove it.',
  'eks-irsa.yaml:4:11: defaults.tags["aws:team"]: the tag key "aws:team": AWS keeps keys that start with aws: for itself. Rename the tag.',
  'eks-irsa.yaml:5:18: defaults.certManager.version: cert-manager "v1.17.0": this chart version is not supported; the nearest is v1.18.6. Choose it.',
  'eks-irsa.yaml:9:5: clusters.prod.partition: region "ap-northeast-2" with partition "aws-cn": this region belongs to aws. Leave `partition` out, or correct one of the two.',
  "eks-irsa.yaml:10:5: clusters.prod.cluster: 12345 is a number: text is expected. Put it in quotes.",
  'eks-irsa.yaml:13:17: clusters.prod.loadBalancerController.values.enableWaf: values.enableWaf is "true", text: the chart needs true or false here: it drops text silently, so the switch would not work. Write true or false.',
  "eks-irsa.yaml:17:17: clusters.prod.workloads[0].role.maxSessionDuration: 60: a whole number from 3600 to 43200 seconds is expected. Write one in this range.",
  "eks-irsa.yaml:20:9: clusters.prod.workloads[1].serviceAccount: the ServiceAccount shop/reader also belongs to workloads[0]: a ServiceAccount has exactly one role. Merge the two, or give each its own ServiceAccount.",
  'eks-irsa.yaml:22:22: clusters.prod.workloads[1].policyArns[0]: "arn:aws:iam::aws:policy/P": this is an ARN of the partition aws, and the cluster is in aws-cn. Write arn:aws-cn:... here.',
  'eks-irsa.yaml:22:51: clusters.prod.workloads[1].policyArns[1]: "no-arn": an ARN has six fields: arn:partition:service:region:account:resource. Write the full ARN.',
  'eks-irsa.yaml:23:9: clusters.prod.workloads[2].namespace: "Shop": a namespace is lower-case letters, digits and hyphens, with a letter or digit at both ends (RFC 1123 label). Rename it.',
  'eks-irsa.yaml:26:25: clusters.prod.workloads[2].statements[0].actions[0]: "GetObject": an action is service:Action, as in "s3:GetObject", or "*". Put the service\'s prefix in front.',
  'eks-irsa.yaml:28:5: clusters.dev.region: "seoul": a region has the form ap-northeast-2. Write the region\'s code, not its name or a zone.',
  'eks-irsa.yaml:29:5: clusters.dev.auth: "ephemerl": one of ephemeral, token, exec, a mapping is expected. Did you mean ephemeral? Write that.',
];

test("all problems of a file are told at once, by line, each once, and none that follows from another", () => {
  expect(problemsOf(TEXT)).toEqual(EXPECTED);
});

test("list positions are those of the file, whatever is wrong before them", () => {
  const text = `version: 1
clusters:
  prod:
    region: ap-northeast-2
    workloads:
      - broken
      - { namespace: shop, serviceAccount: a, policyArns: [wrong, "arn:aws-cn:iam::aws:policy/P"] }
`;
  expect(problemsOf(text)).toEqual([
    'eks-irsa.yaml:6:9: clusters.prod.workloads[0]: "broken" is text: a mapping is expected. Write a mapping.',
    'eks-irsa.yaml:7:60: clusters.prod.workloads[1].policyArns[0]: "wrong": an ARN has six fields: arn:partition:service:region:account:resource. Write the full ARN.',
    'eks-irsa.yaml:7:67: clusters.prod.workloads[1].policyArns[1]: "arn:aws-cn:iam::aws:policy/P": this is an ARN of the partition aws-cn, and the cluster is in aws. Write arn:aws:... here.',
  ]);
});
