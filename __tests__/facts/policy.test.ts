import { action, arnInPartition, policyArn, resource } from "../../constructs/facts/policy";

const BUCKET = "arn:aws:s3:::shop-assets";

describe("action", () => {
  test.each(["*", "s3:GetObject", "s3:Get*", "ec2:Describe?pcs", "execute-api:Invoke", "s3:*"])("takes %s", (value) => {
    expect(action(value)).toBeUndefined();
  });

  test.each(["", "GetObject", "s3:", ":GetObject", "s3.GetObject", "s3:Get Object", "s3:a:b", "**"])(
    "refuses %j",
    (value) => {
      expect(action(value)?.rule).toMatch(/service:Action/);
    },
  );
});

describe("resource", () => {
  test.each(["*", BUCKET, "arn:aws:s3:::home/${aws:username}/*", "arn:*:s3:::a", "*:suffix"])("takes %s", (value) => {
    expect(resource(value)).toBeUndefined();
  });

  test.each(["", "shop-assets", "s3://shop-assets", "arn:aws:s3"])("refuses %j", (value) => {
    expect(resource(value)?.rule).toMatch(/six fields/);
  });
});

describe("policyArn", () => {
  test.each([
    "arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess",
    "arn:aws-cn:iam::111122223333:policy/team/shop/reader",
    "arn:aws:iam::aws:policy/service-role/AmazonEBSCSIDriverPolicy",
  ])("takes %s", (arn) => {
    expect(policyArn(arn)).toBeUndefined();
  });

  test.each(["arn:aws:iam::111122223333:role/a", "arn:aws:iam::aws:policy/", BUCKET])(
    "refuses %s, which is of another kind",
    (arn) => {
      expect(policyArn(arn)?.rule).toBe("the ARN of an IAM policy is expected");
    },
  );

  test("refuses what is no ARN", () => {
    expect(policyArn("AmazonS3ReadOnlyAccess")?.rule).toMatch(/six fields/);
  });
});

describe("arnInPartition", () => {
  test.each([
    ["arn:aws-cn:s3:::a", "aws-cn"],
    ["arn:*:s3:::a", "aws-cn"],
    ["arn:aws*:s3:::a", "aws-cn"],
    ["arn:${aws:partition}:s3:::a", "aws-cn"],
    ["*", "aws-cn"],
  ])("takes %s in %s", (arn, partition) => {
    expect(arnInPartition(arn, partition)).toBeUndefined();
  });

  test.each([
    ["arn:aws:s3:::a", "aws-cn"],
    ["arn:aws-cn:s3:::a", "aws"],
    ["arn:aws-iso-b:s3:::a", "aws-iso"],
  ])("refuses %s in %s", (arn, partition) => {
    expect(arnInPartition(arn, partition)).toMatchObject({ fix: `Write arn:${partition}:... here` });
  });
});
