import { DataAwsEksCluster } from "@cdktf/provider-aws/lib/data-aws-eks-cluster";
import { DataAwsEksClusterAuth } from "@cdktf/provider-aws/lib/data-aws-eks-cluster-auth";
import { IamOpenidConnectProvider } from "@cdktf/provider-aws/lib/iam-openid-connect-provider";
import { IamPolicy } from "@cdktf/provider-aws/lib/iam-policy";
import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { IamRolePolicy } from "@cdktf/provider-aws/lib/iam-role-policy";
import { IamRolePolicyAttachment } from "@cdktf/provider-aws/lib/iam-role-policy-attachment";
import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { HelmProvider } from "@cdktf/provider-helm/lib/provider";
import { Release } from "@cdktf/provider-helm/lib/release";
import { NamespaceV1 } from "@cdktf/provider-kubernetes/lib/namespace-v1";
import { KubernetesProvider } from "@cdktf/provider-kubernetes/lib/provider";
import { ServiceAccountV1 } from "@cdktf/provider-kubernetes/lib/service-account-v1";
import { App, Fn, LocalBackend, TerraformOutput, TerraformStack } from "cdktf";
import type { ITerraformDependable } from "cdktf";

/**
 * The other side of the benchmark: what someone writes by hand on bare CDKTF for the same resources,
 * without any check. `node bare.js` makes the example, `node bare.js 1000` that many workloads.
 */

const CLUSTER = "prod";
const REGION = "ap-northeast-2";

class BareStack extends TerraformStack {
  private readonly data = new DataAwsEksCluster(this, "cluster", { name: CLUSTER, region: REGION });
  private readonly issuer = Fn.replace(this.data.identity.get(0).oidc.get(0).issuer, "https://", "");
  private readonly oidc = new IamOpenidConnectProvider(this, "oidc", {
    url: this.data.identity.get(0).oidc.get(0).issuer,
    clientIdList: ["sts.amazonaws.com"],
  });
  public readonly vpcId = this.data.vpcConfig.get(0).vpcId;

  public constructor(app: App) {
    super(app, "bare");
    new LocalBackend(this, { path: "../../../terraform.bare.tfstate" });
    new AwsProvider(this, "aws", { region: REGION, defaultTags: [{ tags: { team: "platform" } }] });
    const { token } = new DataAwsEksClusterAuth(this, "auth", { name: CLUSTER, region: REGION });
    const connection = {
      host: this.data.endpoint,
      clusterCaCertificate: Fn.base64decode(this.data.certificateAuthority.get(0).data),
      token,
    };
    new KubernetesProvider(this, "kubernetes", connection);
    new HelmProvider(this, "helm", { kubernetes: connection });
    new TerraformOutput(this, "oidc_provider_arn", { value: this.oidc.arn });
  }

  public role(name: string, namespace: string, serviceAccount: string): IamRole {
    return new IamRole(this, `${name}-role`, {
      name: `${CLUSTER}-${REGION}-${name}`,
      description: `Pods of ${namespace}/${serviceAccount}`,
      // A plain template: the fastest right way to put two references into one JSON text.
      assumeRolePolicy: `{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"sts:AssumeRoleWithWebIdentity","Principal":{"Federated":"${this.oidc.arn}"},"Condition":{"StringEquals":{"${this.issuer}:aud":"sts.amazonaws.com","${this.issuer}:sub":"system:serviceaccount:${namespace}:${serviceAccount}"}}}]}`,
    });
  }

  public serviceAccount(
    name: string,
    namespace: string,
    serviceAccount: string,
    role: IamRole,
    dependsOn: ITerraformDependable[],
  ): ServiceAccountV1 {
    return new ServiceAccountV1(this, `${name}-sa`, {
      metadata: { name: serviceAccount, namespace, annotations: { "eks.amazonaws.com/role-arn": role.arn } },
      automountServiceAccountToken: true,
      dependsOn,
    });
  }
}

function example(stack: BareStack): void {
  const namespace = (name: string): NamespaceV1 => new NamespaceV1(stack, `${name}-ns`, { metadata: { name } });
  const allow = (actions: string[], resources: string[]): string =>
    JSON.stringify({
      Version: "2012-10-17",
      Statement: [{ Effect: "Allow", Action: actions, Resource: resources }],
    });

  const certManagerNamespace = namespace("cert-manager");
  const certManagerRole = stack.role("cert-manager", "cert-manager", "cert-manager");
  const route53 = new IamRolePolicy(stack, "cert-manager-policy", {
    name: "inline",
    role: certManagerRole.name,
    policy: allow(
      ["route53:GetChange", "route53:ChangeResourceRecordSets"],
      ["arn:aws:route53:::change/*", "arn:aws:route53:::hostedzone/Z0123456789ABCDEFGHIJ"],
    ),
  });
  const certManagerAccount = stack.serviceAccount("cert-manager", "cert-manager", "cert-manager", certManagerRole, [
    certManagerNamespace,
    certManagerRole,
    route53,
  ]);
  const certManager = new Release(stack, "cert-manager", {
    name: "cert-manager",
    namespace: "cert-manager",
    chart: "cert-manager",
    repository: "oci://quay.io/jetstack/charts",
    version: "v1.21.1",
    wait: true,
    timeout: 600,
    values: [
      JSON.stringify({
        crds: { enabled: true, keep: true },
        serviceAccount: { create: false, name: "cert-manager" },
      }),
    ],
    dependsOn: [certManagerNamespace, certManagerAccount],
  });

  const controller = "aws-load-balancer-controller";
  const controllerRole = stack.role("load-balancer-controller", "kube-system", controller);
  const policy = new IamPolicy(stack, "controller-policy", {
    name: `${CLUSTER}-${REGION}-load-balancer-controller`,
    policy: allow(["elasticloadbalancing:*", "ec2:Describe*"], ["*"]),
  });
  const attachment = new IamRolePolicyAttachment(stack, "controller-attachment", {
    role: controllerRole.name,
    policyArn: policy.arn,
  });
  const controllerAccount = stack.serviceAccount(
    "load-balancer-controller",
    "kube-system",
    controller,
    controllerRole,
    [controllerRole, attachment],
  );
  new Release(stack, "controller", {
    name: controller,
    namespace: "kube-system",
    chart: controller,
    repository: "https://aws.github.io/eks-charts",
    version: "3.5.0",
    wait: true,
    timeout: 600,
    values: [
      `{"clusterName":"${CLUSTER}","region":"${REGION}","vpcId":"${stack.vpcId}","enableCertManager":true,"replicaCount":2,"serviceAccount":{"create":false,"name":"${controller}"}}`,
    ],
    dependsOn: [controllerAccount, certManager],
  });

  const reader = stack.role("s3-reader", "shop", "s3-reader");
  const shop = namespace("shop");
  const readOnly = new IamRolePolicyAttachment(stack, "s3-reader-attachment", {
    role: reader.name,
    policyArn: "arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess",
  });
  stack.serviceAccount("s3-reader", "shop", "s3-reader", reader, [shop, reader, readOnly]);

  const worker = stack.role("order-worker", "orders", "order-worker");
  const orders = namespace("orders");
  const queue = new IamRolePolicy(stack, "order-worker-policy", {
    name: "inline",
    role: worker.name,
    policy: allow(["sqs:ReceiveMessage", "sqs:DeleteMessage"], ["arn:aws:sqs:ap-northeast-2:111122223333:orders"]),
  });
  stack.serviceAccount("order-worker", "orders", "order-worker", worker, [orders, worker, queue]);
  const roles = [certManagerRole, controllerRole, reader, worker];
  new TerraformOutput(stack, "role_arns", { value: roles.map((role) => role.arn) });
  new TerraformOutput(stack, "role_names", { value: roles.map((role) => role.name) });
}

function workloads(stack: BareStack, count: number): void {
  const roles = Array.from({ length: count }, (_, index) => {
    const name = `worker-${index}`;
    const role = stack.role(name, "shop", name);
    const attachment = new IamRolePolicyAttachment(stack, `${name}-attachment`, {
      role: role.name,
      policyArn: "arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess",
    });
    stack.serviceAccount(name, "shop", name, role, [role, attachment]);
    return role;
  });
  new TerraformOutput(stack, "role_arns", { value: roles.map((role) => role.arn) });
  new TerraformOutput(stack, "role_names", { value: roles.map((role) => role.name) });
}

const count = Number(process.argv[2] ?? 0);
const app = new App();
const stack = new BareStack(app);
if (count > 0) workloads(stack, count);
else example(stack);
app.synth();
