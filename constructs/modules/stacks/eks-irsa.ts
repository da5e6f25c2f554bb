import { TerraformLocal } from "cdktf";
import type { Construct } from "constructs";
import { z } from "zod";
import { CertManager } from "../../addons/cert-manager/cert-manager";
import { HelmAddon } from "../../addons/helm-addon";
import { LoadBalancerController } from "../../addons/load-balancer-controller/load-balancer-controller";
import { flag, mapping, text } from "../../contract/basics";
import { identity } from "../../contract/texts";
import { workloadName, releaseName } from "../../facts/names";
import { oidcProviderArn } from "../../facts/policy";
import { SYSTEM_NAMESPACES } from "../../facts/service-accounts";
import { EksCluster } from "../../identity/eks-cluster";
import { EksOidcProvider } from "../../identity/eks-oidc-provider";
import type { OidcProvider } from "../../identity/eks-oidc-provider";
import { Namespace } from "../../identity/namespace";
import type { NamespaceReference } from "../../identity/namespace";
import { WorkloadIdentity } from "../../identity/workload-identity";
import { Spread, When, expr, raw } from "../../terraform/expression";
import type { Expression, Json } from "../../terraform/expression";
import { forEachOf, once, repeat } from "../../terraform/instances";
import { addonProps, certManagerProps, controllerProps, hostedZones } from "../addons";
import type { AddonContext } from "../addons";
import {
  ADDON_CHECKS,
  ADDON_NAME_CHECKS,
  CERT_MANAGER_CHECKS,
  ISSUERS_IN_KUBERNETES,
  CONTROLLER_CHECKS_BESIDE,
} from "../checks/addons";
import { ATTRIBUTE_CHECKS, EXISTING_PROVIDER_CHECKS, PARTITION_CHECKS } from "../checks/cluster";
import { UNIQUE_CHECKS, WORKLOAD_CHECKS } from "../checks/identity";
import { mapChecks, objectChecks } from "../checks/together";
import { partitionOf } from "../cluster";
import { flatInputs } from "../flat";
import type { Checks } from "../flat";
import { gitOpsOf } from "../gitops";
import { workloadProps } from "../identity";
import {
  addonShape,
  certManagerShape,
  clusterAttributes,
  controllerShape,
  credentials,
  placeShape,
  tagsShape,
  workloadShape,
} from "../inputs";
import { ModuleStack } from "../module-stack";
import { Reader } from "../reader";

const CHECKS: Checks = {
  partition: PARTITION_CHECKS,
  cluster_attributes: ATTRIBUTE_CHECKS,
  oidc_provider_arn: EXISTING_PROVIDER_CHECKS,
  cert_manager: objectChecks("cert_manager", [...CERT_MANAGER_CHECKS, ISSUERS_IN_KUBERNETES], "var.identity"),
  load_balancer_controller: objectChecks("load_balancer_controller", CONTROLLER_CHECKS_BESIDE, "var.identity"),
  addons: [...mapChecks("addons", ADDON_CHECKS, "var.identity"), ...ADDON_NAME_CHECKS],
  workloads: [...mapChecks("workloads", WORKLOAD_CHECKS, "var.identity"), ...UNIQUE_CHECKS],
};

const INPUTS = flatInputs(
  {
    ...placeShape,
    clusterAttributes: clusterAttributes.optional(),
    oidcProvider: z.enum(["create", "lookup", "existing"]).default("create").meta({
      description:
        "The cluster's OIDC provider in IAM: create it, lookup the one of the issuer, or take the existing one of oidc_provider_arn",
    }),
    oidcProviderArn: text(oidcProviderArn, "The existing OIDC provider's ARN").optional(),
    identity: identity.default("irsa"),
    iamOnly: flag("Make nothing in Kubernetes: only what is in AWS, for GitOps").default(false),
    certManager: mapping(certManagerShape, "cert-manager. null: it is not installed; {}: with the defaults").optional(),
    loadBalancerController: mapping(
      controllerShape,
      "The AWS Load Balancer Controller. null: it is not installed; {}: with the defaults",
    ).optional(),
    addons: z.record(text(releaseName, "A release's name"), mapping(addonShape, "An add-on")).default({}).meta({
      description:
        "Any other add-ons by their release's names: charts with an identity of their own. They come after cert-manager and the load balancer controller",
    }),
    workloads: z
      .record(
        text(workloadName, "A workload's name"),
        mapping(workloadShape, "A ServiceAccount with a role of its own"),
      )
      .default({})
      .meta({ description: "ServiceAccounts with roles of their own, by names of yours" }),
    ...tagsShape,
  },
  CHECKS,
).map((input) =>
  // Where nothing is said of an add-on, it is not there.
  ["cert_manager", "load_balancer_controller"].includes(input.name)
    ? { ...input, default: null, nullable: true }
    : input,
);

/** All that the configuration contract offers for one cluster. */
export class EksIrsaModule extends ModuleStack {
  private readonly variables = Reader.variables();
  private readonly each = {
    workloads: forEachOf(this, "workload", "var.workloads"),
    addons: forEachOf(this, "addon", "var.addons"),
  };
  private readonly identity = this.variables.required("identity");

  public constructor(scope: Construct) {
    super(scope, "eks-irsa", {
      description:
        "IAM roles for the pods of an EKS cluster, one for each ServiceAccount, with cert-manager, the AWS Load Balancer Controller, and any other add-ons.",
      inputs: [
        ...INPUTS,
        {
          name: "chart_credentials",
          description: "User names and passwords of charts' repositories, by add-on",
          schema: z.record(z.string(), credentials),
          default: {},
          nullable: false,
          sensitive: true,
        },
      ],
    });
    const provider = this.oidcProvider();
    const namespaces = this.namespaces();
    const context: AddonContext = {
      provider,
      identity: this.identity,
      tags: this.variables.required("tags"),
      install: expr`!${this.variables.required("iamOnly")}`,
      credentials: raw("null"),
    };
    const of = (name: string): NamespaceReference => ({ name, dependables: namespaces.dependables });
    const certManager = this.certManager(of, context);
    const controller = this.controller(certManager, context);
    const addon = this.addons(of, { ...context, first: [...certManager.dependables, ...controller.dependables] });
    const workload = this.workloads(of, context);

    const { collected } = this.each.workloads(this);
    const addonsCollected = this.each.addons(this).collected;
    const there = (key: string): Expression => expr`${this.variables.value(key)} != null`;
    const onlyWhere = (key: string, value: Json): Expression => expr`${there(key)} ? ${value} : null`;
    this.output("oidc_provider_arn", "The cluster's OIDC provider in IAM", expr`${provider.arn}`);
    this.output("workload_role_arns", "Role ARNs by workload", collected(expr`${workload.role.arn}`));
    this.output("workload_role_names", "Role names by workload", collected(expr`${workload.role.name}`));
    this.output("addon_role_arns", "Role ARNs by add-on", addonsCollected(expr`${addon.role?.arn ?? null}`));
    this.output("cert_manager_role_arn", "cert-manager's role; null where it has none", certManager.role?.arn ?? null);
    this.output(
      "load_balancer_controller_role_arn",
      "The load balancer controller's role",
      controller.role?.arn ?? null,
    );
    this.output("release_versions", "Chart versions by release", releaseVersions());
    const parts = [
      onlyWhere("certManager", gitOpsOf(certManager)),
      onlyWhere("loadBalancerController", gitOpsOf(controller)),
    ];
    const builtIn = { "cert-manager": parts[0] ?? null, "aws-load-balancer-controller": parts[1] ?? null };
    const all = expr`merge(${builtIn}, ${addonsCollected(gitOpsOf(addon))})`;
    this.output(
      "gitops",
      "What another tool needs to install, by release: values are documents, of which later ones win",
      expr`{ for release, one in ${all} : release => one if one != null }`,
    );
  }

  private oidcProvider(): OidcProvider {
    const { variables } = this;
    const place = {
      name: variables.requiredText("clusterName"),
      region: variables.requiredText("region"),
      partition: partitionOf(this, variables),
    };
    const cluster = EksCluster.open(this, "cluster", place, variables.value("clusterAttributes"));
    const parts: Json[] = [
      new Spread(raw("values(var.workloads)")),
      new Spread(raw("values(var.addons)")),
      ...["cert_manager", "load_balancer_controller"].map(
        (key) => new When(raw(`var.${key} != null`), raw(`var.${key}`)),
      ),
    ];
    const kinds = new TerraformLocal(
      this,
      "identities",
      expr`[for part in ${parts} : coalesce(part.identity, var.identity)]`,
    ).expression as Json;
    const audiences = expr`compact(concat([for one in values(var.workloads) : one.audience], [for one in values(var.addons) : one.service_account.audience]))`;
    return EksOidcProvider.open(this, "oidc-provider", {
      cluster,
      from: variables.required("oidcProvider"),
      arn: variables.required("oidcProviderArn"),
      audiences,
      tags: variables.required("tags"),
      when: expr`length(${kinds}) == 0 || anytrue([for kind in ${kinds} : kind != "pod-identity"])`,
    });
  }

  /** A namespace that two want is made once. Where another tool installs, it makes it. */
  private namespaces(): Namespace {
    const wanted: Json[] = [
      new Spread(raw("[for one in values(var.workloads) : one.namespace if one.create_namespace]")),
      new Spread(raw("[for one in values(var.addons) : one.namespace if one.create_namespace && one.install]")),
      new Spread(
        raw(
          "[for one in [var.cert_manager] : one.namespace if one == null ? false : one.create_namespace && one.install]",
        ),
      ),
    ];
    const names = expr`var.iam_only ? [] : setsubtract(${wanted}, ${[...SYSTEM_NAMESPACES]})`;
    new TerraformLocal(this, "namespaces", expr`{ for name in ${names} : name => name }`);
    repeat(this, "namespace", forEachOf(this, "namespace", "local.namespaces"));
    return new Namespace(this, "namespace", { name: raw("each.key").toString() });
  }

  private certManager(namespace: (name: string) => NamespaceReference, context: AddonContext): CertManager {
    repeat(this, "cert-manager", once(raw("var.cert_manager != null")));
    const of = Reader.of("var.cert_manager");
    const credentials = raw('lookup(var.chart_credentials, "cert-manager", null)');
    const zones = hostedZones(this, of, raw("var.cert_manager != null"));
    const props = certManagerProps(of, namespace(of.requiredText("namespace")), zones, { ...context, credentials });
    return new CertManager(this, "cert-manager", props);
  }

  private controller(certManager: CertManager, context: AddonContext): LoadBalancerController {
    repeat(this, "load-balancer-controller", once(raw("var.load_balancer_controller != null")));
    const of = Reader.of("var.load_balancer_controller");
    const credentials = raw('lookup(var.chart_credentials, "load-balancer-controller", null)');
    const makesCertificates = raw("(var.cert_manager == null ? false : var.cert_manager.install)");
    return new LoadBalancerController(this, "load-balancer-controller", {
      ...controllerProps(of, makesCertificates, { ...context, credentials }),
      certManager,
    });
  }

  private addons(
    namespace: (name: string) => NamespaceReference,
    { first, ...context }: AddonContext & { readonly first: CertManager["dependables"] },
  ): HelmAddon {
    repeat(this, "addon", this.each.addons);
    const of = Reader.of("var.addons[each.key]");
    const credentials = raw("lookup(var.chart_credentials, each.key, null)");
    const props = addonProps(of, raw("each.key"), namespace(of.requiredText("namespace")), { ...context, credentials });
    return new HelmAddon(this, "addon", { ...props, dependsOn: first });
  }

  private workloads(namespace: (name: string) => NamespaceReference, context: AddonContext): WorkloadIdentity {
    repeat(this, "workload", this.each.workloads);
    const of = Reader.of("var.workloads[each.key]");
    return new WorkloadIdentity(this, "workload", {
      ...workloadProps(of, namespace(of.requiredText("namespace")), context),
      purpose: raw("each.key").toString(),
      iamOnly: this.variables.required("iamOnly"),
    });
  }
}

/** Charts from a folder have versions of their own, which Terraform does not tell. */
function releaseVersions(): Expression {
  const builtIn = (key: string): Expression =>
    raw(
      `(var.${key} == null ? null : var.${key}.install && !var.iam_only && var.${key}.chart.path == null ? var.${key}.version : null)`,
    );
  const charts = {
    "cert-manager": builtIn("cert_manager"),
    "aws-load-balancer-controller": builtIn("load_balancer_controller"),
  };
  const addons = raw(
    "{ for name, one in var.addons : name => one.install && !var.iam_only ? one.chart.version : null }",
  );
  const all = expr`merge(${charts}, ${addons})`;
  return expr`{ for release, version in ${all} : release => version if version != null }`;
}
