import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { HelmProvider } from "@cdktf/provider-helm/lib/provider";
import { KubernetesProvider } from "@cdktf/provider-kubernetes/lib/provider";
import { App } from "cdktf";
import {
  AddressedStack,
  CertManager,
  EksCluster,
  EksOidcProvider,
  LoadBalancerController,
  Namespace,
  WorkloadIdentity,
} from "../constructs";

const app = new App();
const stack = new AddressedStack(app, "prod");
new AwsProvider(stack, "aws", { region: "ap-northeast-2" });
new KubernetesProvider(stack, "kubernetes", { configPath: "~/.kube/config" });
new HelmProvider(stack, "helm", { kubernetes: { configPath: "~/.kube/config" } });

const cluster = EksCluster.lookup(stack, "cluster", { name: "prod", region: "ap-northeast-2" });
const provider = new EksOidcProvider(stack, "oidc-provider", { cluster });

new WorkloadIdentity(stack, "s3-reader", {
  provider,
  namespace: new Namespace(stack, "shop", { name: "shop" }),
  serviceAccount: "s3-reader",
  permissions: { policyArns: ["arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess"] },
});

const certManager = new CertManager(stack, "cert-manager", { provider, hostedZones: ["Z0123456789ABCDEFGHIJ"] });
new LoadBalancerController(stack, "load-balancer-controller", { provider, certManager });
app.synth();
