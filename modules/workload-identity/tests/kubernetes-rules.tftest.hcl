# What the ServiceAccount may do in Kubernetes.

mock_provider "aws" {}

mock_provider "kubernetes" {}

variables {
  cluster_name      = "prod"
  region            = "ap-northeast-2"
  oidc_provider_arn = "arn:aws:iam::111122223333:oidc-provider/oidc.eks.ap-northeast-2.amazonaws.com/id/EXAMPLE"
  namespace         = "shop"
  service_account   = "s3-reader"
  policy_arns       = ["arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess"]
}

run "nothing_unless_told" {
  command = plan

  assert {
    condition     = length(kubernetes_role_v1.this) + length(kubernetes_role_binding_v1.this) == 0
    error_message = "nothing in the namespace"
  }

  assert {
    condition     = length(kubernetes_cluster_role_v1.this) + length(kubernetes_cluster_role_binding_v1.this) == 0
    error_message = "nothing in the cluster"
  }
}

run "in_the_namespace" {
  command = plan

  variables {
    rules = [
      { api_groups = [""], resources = ["configmaps"], resource_names = ["state"], verbs = ["get", "update"] },
      { api_groups = ["apps"], resources = ["deployments"], verbs = ["list"] },
    ]
  }

  assert {
    condition     = kubernetes_role_v1.this[0].metadata[0].namespace == "shop" && kubernetes_role_v1.this[0].metadata[0].name == "s3-reader"
    error_message = "a Role is made in the namespace"
  }

  assert {
    condition = jsonencode(kubernetes_role_v1.this[0].rule) == jsonencode([
      { api_groups = [""], resource_names = ["state"], resources = ["configmaps"], verbs = ["get", "update"] },
      { api_groups = ["apps"], resource_names = null, resources = ["deployments"], verbs = ["list"] },
    ])
    error_message = "it has the rules, in their order"
  }

  assert {
    condition = [
      kubernetes_role_binding_v1.this[0].metadata[0].namespace,
      kubernetes_role_binding_v1.this[0].metadata[0].name,
      kubernetes_role_binding_v1.this[0].role_ref[0].api_group,
      kubernetes_role_binding_v1.this[0].role_ref[0].kind,
      kubernetes_role_binding_v1.this[0].role_ref[0].name,
      kubernetes_role_binding_v1.this[0].subject[0].kind,
      kubernetes_role_binding_v1.this[0].subject[0].namespace,
      kubernetes_role_binding_v1.this[0].subject[0].name,
    ] == ["shop", "s3-reader", "rbac.authorization.k8s.io", "Role", "s3-reader", "ServiceAccount", "shop", "s3-reader"]
    error_message = "the ServiceAccount is bound to the Role"
  }

  assert {
    condition     = length(kubernetes_cluster_role_v1.this) == 0
    error_message = "nothing in the cluster"
  }
}

run "in_the_cluster" {
  command = plan

  variables {
    cluster_rules = [{ api_groups = ["", "apps"], resources = ["namespaces"], resource_names = ["shop"], verbs = ["get"] }]
  }

  assert {
    condition     = kubernetes_cluster_role_v1.this[0].metadata[0].name == "shop:s3-reader"
    error_message = "the name tells the ServiceAccount, for the cluster has one of each name"
  }

  assert {
    condition = [
      kubernetes_cluster_role_v1.this[0].rule[0].api_groups,
      kubernetes_cluster_role_v1.this[0].rule[0].resources,
      kubernetes_cluster_role_v1.this[0].rule[0].resource_names,
      kubernetes_cluster_role_v1.this[0].rule[0].verbs,
    ] == [tolist(["", "apps"]), tolist(["namespaces"]), tolist(["shop"]), tolist(["get"])]
    error_message = "it has the rule"
  }

  assert {
    condition = [
      kubernetes_cluster_role_binding_v1.this[0].metadata[0].name,
      kubernetes_cluster_role_binding_v1.this[0].role_ref[0].api_group,
      kubernetes_cluster_role_binding_v1.this[0].role_ref[0].kind,
      kubernetes_cluster_role_binding_v1.this[0].role_ref[0].name,
      kubernetes_cluster_role_binding_v1.this[0].subject[0].kind,
      kubernetes_cluster_role_binding_v1.this[0].subject[0].namespace,
      kubernetes_cluster_role_binding_v1.this[0].subject[0].name,
    ] == ["shop:s3-reader", "rbac.authorization.k8s.io", "ClusterRole", "shop:s3-reader", "ServiceAccount", "shop", "s3-reader"]
    error_message = "the ServiceAccount is bound to the ClusterRole"
  }

  assert {
    condition     = length(kubernetes_role_v1.this) == 0
    error_message = "nothing in the namespace"
  }
}
