import { parseArn } from "../../constructs/facts/arn";

describe("parseArn", () => {
  test.each([
    [
      "arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess",
      { partition: "aws", service: "iam", region: "", account: "aws", resource: "policy/AmazonS3ReadOnlyAccess" },
    ],
    ["arn:aws:s3:::shop-assets", { partition: "aws", service: "s3", region: "", account: "", resource: "shop-assets" }],
    [
      "arn:aws-cn:logs:cn-north-1:111122223333:log-group:/a:log-stream:b",
      {
        partition: "aws-cn",
        service: "logs",
        region: "cn-north-1",
        account: "111122223333",
        resource: "log-group:/a:log-stream:b",
      },
    ],
    ["arn:*:s3:::*", { partition: "*", service: "s3", region: "", account: "", resource: "*" }],
  ])("reads the fields of %s", (text, fields) => {
    expect(parseArn(text)).toEqual(fields);
  });

  test.each([
    "",
    "*",
    "arn",
    "arn:aws:s3",
    "arn:aws:iam::aws:",
    "arn::iam::aws:policy/A",
    "arn:aws:::b:c",
    " arn:aws:s3:::a",
    "ARN:aws:s3:::a",
    "arn:aws:iam::1 2:role/a",
    "https://a:b:c:d:e",
  ])("reads nothing in %j", (text) => {
    expect(parseArn(text)).toBeUndefined();
  });
});
