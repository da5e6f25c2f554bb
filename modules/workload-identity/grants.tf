# What grants allow: a service's verbs as statements of a policy.

locals {
  # What each service's verbs give: actions on resources, under conditions. A text is said for pairs out of two lists.
  grant_services = one([
    for grants in [var.grants] : {
      s3 = {
        arn    = "arn:${local.partition}:s3:::"
        suffix = ""
        keys   = { through = "s3", verbs = { read = ["decrypt"], write = ["dataKey", "decrypt"] } }
        forms = [
          {
            actions = {
              read   = ["s3:GetObject"]
              write  = ["s3:AbortMultipartUpload", "s3:ListMultipartUploadParts", "s3:PutObject"]
              delete = ["s3:DeleteObject"]
            }
            text       = "{resource}/{part}*"
            resources  = "arns"
            parts      = "below"
            conditions = []
          },
          {
            actions   = { list = ["s3:ListBucket"] }
            text      = "{resource}"
            resources = "arns"
            parts     = "once"
            conditions = [
              { test = "StringLike", key = "s3:prefix", text = "{part}*", resources = "any", parts = "prefixes" },
            ]
          },
        ]
      }
      dynamodb = {
        arn    = "arn:${local.partition}:dynamodb:${var.region}:${local.account_id}:table/"
        suffix = ""
        keys   = { through = "", verbs = {} }
        forms = [
          {
            actions = {
              read = [
                "dynamodb:BatchGetItem", "dynamodb:ConditionCheckItem", "dynamodb:DescribeTable",
                "dynamodb:GetItem", "dynamodb:Query", "dynamodb:Scan",
              ]
              write = [
                "dynamodb:BatchWriteItem", "dynamodb:DeleteItem", "dynamodb:DescribeTable", "dynamodb:PutItem",
                "dynamodb:UpdateItem",
              ]
            }
            text       = "{resource}"
            resources  = "arns"
            parts      = "table"
            conditions = []
          },
          {
            actions    = { read = ["dynamodb:Query", "dynamodb:Scan"] }
            text       = "{resource}/index/*"
            resources  = "arns"
            parts      = "indexes"
            conditions = []
          },
          {
            actions    = { read = ["dynamodb:DescribeStream", "dynamodb:GetRecords", "dynamodb:GetShardIterator"] }
            text       = "{resource}/stream/*"
            resources  = "arns"
            parts      = "stream"
            conditions = []
          },
        ]
      }
      sqs = {
        arn    = "arn:${local.partition}:sqs:${var.region}:${local.account_id}:"
        suffix = ""
        keys   = { through = "sqs", verbs = { consume = ["decrypt"], send = ["dataKey", "decrypt"] } }
        forms = [
          {
            actions = {
              consume = [
                "sqs:ChangeMessageVisibility", "sqs:DeleteMessage", "sqs:GetQueueAttributes", "sqs:GetQueueUrl",
                "sqs:ReceiveMessage",
              ]
              send = ["sqs:GetQueueAttributes", "sqs:GetQueueUrl", "sqs:SendMessage"]
            }
            text       = "{resource}"
            resources  = "arns"
            parts      = "once"
            conditions = []
          },
        ]
      }
      sns = {
        arn    = "arn:${local.partition}:sns:${var.region}:${local.account_id}:"
        suffix = ""
        keys   = { through = "sns", verbs = { publish = ["dataKey", "decrypt"] } }
        forms = [
          {
            actions    = { publish = ["sns:Publish"] }
            text       = "{resource}"
            resources  = "arns"
            parts      = "once"
            conditions = []
          },
        ]
      }
      kinesis = {
        arn    = "arn:${local.partition}:kinesis:${var.region}:${local.account_id}:stream/"
        suffix = ""
        keys   = { through = "kinesis", verbs = { read = ["decrypt"], write = ["dataKey"] } }
        forms = [
          {
            actions = {
              read = [
                "kinesis:DescribeStream", "kinesis:DescribeStreamSummary", "kinesis:GetRecords",
                "kinesis:GetShardIterator", "kinesis:ListShards",
              ]
              write = [
                "kinesis:DescribeStreamSummary", "kinesis:ListShards", "kinesis:PutRecord", "kinesis:PutRecords",
              ]
            }
            text       = "{resource}"
            resources  = "arns"
            parts      = "once"
            conditions = []
          },
        ]
      }
      secretsManager = {
        arn    = "arn:${local.partition}:secretsmanager:${var.region}:${local.account_id}:secret:"
        suffix = "-??????"
        keys   = { through = "secretsmanager", verbs = { read = ["decrypt"] } }
        forms = [
          {
            actions    = { read = ["secretsmanager:DescribeSecret", "secretsmanager:GetSecretValue"] }
            text       = "{resource}"
            resources  = "arns"
            parts      = "once"
            conditions = []
          },
        ]
      }
      ssmParameters = {
        arn    = "arn:${local.partition}:ssm:${var.region}:${local.account_id}:parameter"
        suffix = ""
        keys   = { through = "ssm", verbs = { read = ["decrypt"] } }
        forms = [
          {
            actions    = { read = ["ssm:GetParameter", "ssm:GetParameters"] }
            text       = "{resource}"
            resources  = "arns"
            parts      = "once"
            conditions = []
          },
          {
            actions    = { read = ["ssm:GetParametersByPath"] }
            text       = "{resource}{part}"
            resources  = "paths"
            parts      = "tree"
            conditions = []
          },
        ]
      }
      kms = {
        arn    = "arn:${local.partition}:kms:${var.region}:${local.account_id}:key/"
        suffix = ""
        keys   = { through = "", verbs = {} }
        forms = [
          {
            actions = {
              encrypt = ["kms:Encrypt", "kms:GenerateDataKey", "kms:GenerateDataKeyWithoutPlaintext"]
              decrypt = ["kms:Decrypt"]
              dataKey = ["kms:GenerateDataKey"]
            }
            text      = "{resource}"
            resources = "arns"
            parts     = "once"
            conditions = [
              {
                test      = "StringLike"
                key       = "kms:ViaService"
                text      = "{part}.${var.region}.*"
                resources = "any"
                parts     = "via"
              },
            ]
          },
          {
            actions = {
              encrypt = ["kms:Encrypt", "kms:GenerateDataKey", "kms:GenerateDataKeyWithoutPlaintext"]
              decrypt = ["kms:Decrypt"]
              dataKey = ["kms:GenerateDataKey"]
            }
            text      = "arn:${local.partition}:kms:${var.region}:${local.account_id}:key/*"
            resources = "any"
            parts     = "aliases"
            conditions = [
              {
                test      = "StringLike"
                key       = "kms:ViaService"
                text      = "{part}.${var.region}.*"
                resources = "any"
                parts     = "via"
              },
              {
                test      = "ForAnyValue:StringEquals"
                key       = "kms:ResourceAliases"
                text      = "{part}"
                resources = "any"
                parts     = "aliases"
              },
            ]
          },
        ]
      }
      eventBridge = {
        arn    = "arn:${local.partition}:events:${var.region}:${local.account_id}:event-bus/"
        suffix = ""
        keys   = { through = "", verbs = {} }
        forms = [
          {
            actions    = { put = ["events:PutEvents"] }
            text       = "{resource}"
            resources  = "arns"
            parts      = "once"
            conditions = []
          },
        ]
      }
      ecr = {
        arn    = "arn:${local.partition}:ecr:${var.region}:${local.account_id}:repository/"
        suffix = ""
        keys   = { through = "", verbs = {} }
        forms = [
          {
            actions = {
              pull = ["ecr:BatchCheckLayerAvailability", "ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"]
            }
            text       = "{resource}"
            resources  = "arns"
            parts      = "once"
            conditions = []
          },
          {
            actions    = { pull = ["ecr:GetAuthorizationToken"] }
            text       = "*"
            resources  = "any"
            parts      = "once"
            conditions = []
          },
        ]
      }
      logs = {
        arn    = "arn:${local.partition}:logs:${var.region}:${local.account_id}:log-group:"
        suffix = ""
        keys   = { through = "", verbs = {} }
        forms = [
          {
            actions    = { write = ["logs:CreateLogStream", "logs:DescribeLogStreams", "logs:PutLogEvents"] }
            text       = "{resource}:*"
            resources  = "arns"
            parts      = "once"
            conditions = []
          },
        ]
      }
      cloudwatch = {
        arn    = ""
        suffix = ""
        keys   = { through = "", verbs = {} }
        forms = [
          {
            actions   = { write = ["cloudwatch:PutMetricData"] }
            text      = "*"
            resources = "any"
            parts     = "once"
            conditions = [
              {
                test      = "StringEquals"
                key       = "cloudwatch:namespace"
                text      = "{part}"
                resources = "any"
                parts     = "resources"
              },
            ]
          },
        ]
      }
      bedrock = {
        arn    = "arn:${local.partition}:bedrock:${var.region}::foundation-model/"
        suffix = ""
        keys   = { through = "", verbs = {} }
        forms = [
          {
            actions    = { invoke = ["bedrock:InvokeModel", "bedrock:InvokeModelWithResponseStream"] }
            text       = "{resource}"
            resources  = "arns"
            parts      = "direct"
            conditions = []
          },
          {
            actions    = { invoke = ["bedrock:InvokeModel", "bedrock:InvokeModelWithResponseStream"] }
            text       = "arn:${local.partition}:bedrock:${var.region}:${local.account_id}:inference-profile/{part}.{resource}"
            resources  = "resources"
            parts      = "inference_profiles"
            conditions = []
          },
          {
            actions   = { invoke = ["bedrock:InvokeModel", "bedrock:InvokeModelWithResponseStream"] }
            text      = "arn:${local.partition}:bedrock:*::foundation-model/{resource}"
            resources = "resources"
            parts     = "inference_profiles"
            conditions = [
              {
                test      = "StringEquals"
                key       = "bedrock:InferenceProfileArn"
                text      = "arn:${local.partition}:bedrock:${var.region}:${local.account_id}:inference-profile/{part}.{resource}"
                resources = "resources"
                parts     = "inference_profiles"
              },
            ]
          },
        ]
      }
      rds = {
        arn    = "arn:${local.partition}:rds-db:${var.region}:${local.account_id}:dbuser:"
        suffix = ""
        keys   = { through = "", verbs = {} }
        forms = [
          {
            actions    = { connect = ["rds-db:connect"] }
            text       = "{resource}"
            resources  = "arns"
            parts      = "once"
            conditions = []
          },
        ]
      }
      msk = {
        arn    = "arn:${local.partition}:kafka:${var.region}:${local.account_id}:cluster/"
        suffix = "/*"
        keys   = { through = "", verbs = {} }
        forms = [
          {
            actions    = { connect = ["kafka-cluster:Connect", "kafka-cluster:DescribeCluster"] }
            text       = "{resource}"
            resources  = "arns"
            parts      = "once"
            conditions = []
          },
          {
            actions    = { connect = ["kafka-cluster:DescribeTopic", "kafka-cluster:ReadData"] }
            text       = "{resource}/{part}"
            resources  = "topics_of"
            parts      = "read_topics"
            conditions = []
          },
          {
            actions    = { connect = ["kafka-cluster:DescribeTopic", "kafka-cluster:WriteData"] }
            text       = "{resource}/{part}"
            resources  = "topics_of"
            parts      = "write_topics"
            conditions = []
          },
          {
            actions    = { connect = ["kafka-cluster:WriteDataIdempotently"] }
            text       = "{resource}"
            resources  = "arns"
            parts      = "write_topics"
            conditions = []
          },
          {
            actions    = { connect = ["kafka-cluster:AlterGroup", "kafka-cluster:DescribeGroup"] }
            text       = "{resource}/{part}"
            resources  = "groups_of"
            parts      = "groups"
            conditions = []
          },
        ]
      }
    } if length(grants) > 0
  ])

  # What verbs, options and resources each service has.
  grant_rules = {
    s3 = {
      verbs   = ["read", "write", "delete", "list"]
      options = { prefixes = ["read", "write", "delete", "list"], kms_keys = ["read", "write"] }
      arn     = "arn:[^:\\s]+:s3:::([^:/\\s]+)"
      name    = "[^:/\\s]+"
      not     = "^$"
    }
    dynamodb = {
      verbs   = ["read", "write"]
      options = { table = ["read", "write"], indexes = ["read"], stream = ["read"] }
      arn     = "arn:[^:\\s]+:dynamodb:[^:\\s]*:[^:\\s]*:table/([^:/\\s]+)"
      name    = "[^:/\\s]+"
      not     = "^$"
    }
    sqs = {
      verbs   = ["consume", "send"]
      options = { kms_keys = ["consume", "send"] }
      arn     = "arn:[^:\\s]+:sqs:[^:\\s]*:[^:\\s]*:([^:/\\s]+)"
      name    = "[^:/\\s]+"
      not     = "^$"
    }
    sns = {
      verbs   = ["publish"]
      options = { kms_keys = ["publish"] }
      arn     = "arn:[^:\\s]+:sns:[^:\\s]*:[^:\\s]*:([^:/\\s]+)"
      name    = "[^:/\\s]+"
      not     = "^$"
    }
    kinesis = {
      verbs   = ["read", "write"]
      options = { kms_keys = ["read", "write"] }
      arn     = "arn:[^:\\s]+:kinesis:[^:\\s]*:[^:\\s]*:stream/([^:/\\s]+)"
      name    = "[^:/\\s]+"
      not     = "^$"
    }
    secretsManager = {
      verbs   = ["read"]
      options = { kms_keys = ["read"] }
      arn     = "arn:[^:\\s]+:secretsmanager:[^:\\s]*:[^:\\s]*:secret:([^:\\s]*(-[A-Za-z0-9?]{6}|\\*))"
      name    = "[^:\\s]+"
      not     = "^$"
    }
    ssmParameters = {
      verbs   = ["read"]
      options = { kms_keys = ["read"] }
      arn     = "arn:[^:\\s]+:ssm:[^:\\s]*:[^:\\s]*:parameter(/[^:\\s]+)"
      name    = "/[^:\\s]+"
      not     = "^$"
    }
    kms = {
      verbs   = ["encrypt", "decrypt"]
      options = { via = ["encrypt", "decrypt"] }
      arn     = "arn:[^:\\s]+:kms:[^:\\s]*:[^:\\s]*:key/([^:\\s]+)"
      name    = "alias/[^:\\s]+|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|mrk-[0-9a-f]{32}"
      not     = "^$"
    }
    eventBridge = {
      verbs   = ["put"]
      options = {}
      arn     = "arn:[^:\\s]+:events:[^:\\s]*:[^:\\s]*:event-bus/([^:\\s]+)"
      name    = "[^:\\s]+"
      not     = "^$"
    }
    ecr = {
      verbs   = ["pull"]
      options = {}
      arn     = "arn:[^:\\s]+:ecr:[^:\\s]*:[^:\\s]*:repository/([^:\\s]+)"
      name    = "[^:\\s]+"
      not     = "^$"
    }
    logs = {
      verbs   = ["write"]
      options = {}
      arn     = "arn:[^:\\s]+:logs:[^:\\s]*:[^:\\s]*:log-group:([^:\\s]+)"
      name    = "[^:\\s]+"
      not     = "^$"
    }
    cloudwatch = {
      verbs   = ["write"]
      options = {}
      arn     = "[A-Za-z0-9_./#: -]+"
      name    = "[A-Za-z0-9_./#: -]+"
      not     = "^arn:"
    }
    bedrock = {
      verbs   = ["invoke"]
      options = { inference_profiles = ["invoke"] }
      arn     = "arn:[^:\\s]+:bedrock:[^:\\s]*:[^:\\s]*:[a-z-]+-(model|profile|deployment)/[^/\\s]+"
      name    = "[a-z0-9-]+\\.[^/\\s]+"
      not     = "^(us|us-gov|eu|apac|jp|au|ca|global)\\."
    }
    rds = {
      verbs   = ["connect"]
      options = {}
      arn     = "arn:[^:\\s]+:rds-db:[^:\\s]*:[^:\\s]*:dbuser:((db|cluster|prx)-[A-Za-z0-9*]+/[^/\\s]+)"
      name    = "(db|cluster|prx)-[A-Za-z0-9*]+/[^/\\s]+"
      not     = "^$"
    }
    msk = {
      verbs   = ["connect"]
      options = { read_topics = ["connect"], write_topics = ["connect"], groups = ["connect"] }
      arn     = "arn:[^:\\s]+:kafka:[^:\\s]*:[^:\\s]*:cluster/([^:/\\s]+/[^:/\\s]+)"
      name    = "[^:/\\s]+"
      not     = "^$"
    }
  }

  # Grants, and the use of keys that they ask for, which is a grant of its own.
  grants_asked = concat(var.grants, [
    for grant in var.grants : merge(grant, {
      service   = "kms"
      verbs     = flatten([for verb in grant.verbs : lookup(local.grant_services[grant.service].keys.verbs, verb, [])])
      resources = grant.kms_keys
      via       = [local.grant_services[grant.service].keys.through]
    }) if length(grant.kms_keys) > 0
  ])

  # The same with resources as ARNs: a name is the cluster's partition's, region's and account's.
  grants_named = [
    for grant in local.grants_asked : merge(grant, {
      arns = [
        for resource in grant.resources : join("", [
          startswith(resource, "arn:") ? "" : local.grant_services[grant.service].arn,
          resource,
          (
            endswith(resource, "/")
            ? "*"
            : startswith(resource, "arn:") ? "" : local.grant_services[grant.service].suffix
          ),
        ]) if !startswith(resource, "alias/")
      ]
      aliases = [for resource in grant.resources : resource if startswith(resource, "alias/")]
    })
  ]

  # The same with what else its service's statements are said of.
  grant_lists = [
    for grant in local.grants_named : merge(grant, {
      paths     = [for arn in grant.arns : trimsuffix(arn, "/*") if endswith(arn, "/*")]
      any       = ["*"]
      once      = [""]
      tree      = ["", "/*"]
      below     = coalescelist(grant.prefixes, [""])
      table     = [for part in coalescelist(grant.parts, ["table"]) : "" if part == "table"]
      indexes   = [for part in coalescelist(grant.parts, ["table"]) : "" if part == "indexes"]
      stream    = [for part in coalescelist(grant.parts, ["table"]) : "" if part == "stream"]
      direct    = length(grant.inference_profiles) > 0 ? [] : [""]
      topics_of = [for arn in grant.arns : replace(arn, ":cluster/", ":topic/")]
      groups_of = [for arn in grant.arns : replace(arn, ":cluster/", ":group/")]
    })
  ]

  # A statement for each form of its service that a grant gives anything of.
  grants = flatten([
    for grant in local.grant_lists : [
      for form in local.grant_services[grant.service].forms : merge(
        {
          Effect = "Allow"
          Action = sort(distinct(flatten([for verb in grant.verbs : lookup(form.actions, verb, [])])))
          Resource = sort(distinct([
            for pair in setproduct(grant[form.resources], grant[form.parts]) : replace(
              replace(form.text, "{part}", pair[1]),
              "{resource}",
              pair[0],
            )
          ]))
        },
        length(flatten([for condition in form.conditions : grant[condition.parts]])) > 0 ? {
          Condition = {
            for condition in form.conditions : condition.test => {
              (condition.key) = [
                for pair in setproduct(grant[condition.resources], grant[condition.parts]) : replace(
                  replace(condition.text, "{part}", pair[1]),
                  "{resource}",
                  pair[0],
                )
              ]
            } if length(grant[condition.parts]) > 0
          }
        } : {},
      )
      if length(setintersection(keys(form.actions), grant.verbs)) > 0 &&
      length(grant[form.resources]) > 0 &&
      length(grant[form.parts]) > 0
    ]
  ])
}
