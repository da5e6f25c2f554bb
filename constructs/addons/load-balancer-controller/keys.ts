import { z } from "zod";
import { flag, mapping, text, textMap, wholeNumber } from "../../contract/basics";
import { acknowledgeStatements, permissionKeys, roleKeys } from "../../contract/identity";
import { identity, values } from "../../contract/texts";
import { LIMITS } from "../../facts/limits";
import * as names from "../../facts/names";
import type { TextRule } from "../../facts/names";
import { formRule, withForm } from "../../facts/text-rule";
import { chartSource, releaseKeys } from "../keys";
import { optionKeys } from "../options";
import { CHART_OPTIONS } from "./options";
import { CONTROLLER_VERSION, controllerVersion } from "./releases";
import { DEFAULT_TAG, NAMESPACE, defaultTag } from "./values";

const ingressClass = mapping(
  {
    name: text(names.ingressClassName, "Default: alb").optional(),
    default: flag("The cluster's default class. Default: false").optional(),
    create: flag("Make it. Default: true").optional(),
    params: z
      .record(z.string(), z.unknown())
      .optional()
      .meta({ description: "The spec of its IngressClassParams: scheme, subnets, tags" }),
  },
  "The IngressClass",
);

const authorityArn: TextRule = formRule({
  what: "a private authority's ARN",
  pattern: "^arn:[^:\\s]+:acm-pca:[^:\\s]+:[^:\\s]+:certificate-authority/[\\w*-]+$",
  says: "arn:partition:acm-pca:region:account:certificate-authority/id",
  fix: "Copy it from ACM PCA",
});

const securityGroup: TextRule = formRule({
  what: "a security group",
  pattern: "^sg-[0-9a-z]+$",
  says: "sg- and hexadecimal digits",
  fix: "Copy its ID",
});

export const loadBalancerController = mapping(
  {
    version: text(controllerVersion, "The chart's version").default(CONTROLLER_VERSION),
    chart: chartSource.optional(),
    namespace: text(names.namespaceName, "The add-on's namespace").default(NAMESPACE),
    createNamespace: flag("Make the namespace. Default: false").default(false),
    identity: identity.optional(),
    webhookCertificate: z.enum(["cert-manager", "helm"]).optional().meta({
      description: "Who makes the webhook certificate. Default: cert-manager where it is installed, else helm",
    }),
    serviceMutatorWebhook: flag("Take over every new Service of type LoadBalancer. Default: false").default(false),
    replicas: wholeNumber(1, 100, "replicas", "Default: 2").optional(),
    isolated: flag("No way to the internet: WAF and Shield are off. Default: in isolated partitions").optional(),
    ...optionKeys(CHART_OPTIONS),
    fargate: flag("Pods run on Fargate, where Pod Identity does not work. Default: false").optional(),
    imageRegistry: text(
      names.imageRegistry,
      "public, regional (AWS's own), or a host. Default: public; regional in China",
    ).optional(),
    globalAccelerator: flag("Global Accelerator, from chart 1.17.0 on. Default: false").optional(),
    certificateManagement: flag("Request ACM certificates, from chart 3.3.0 on. Default: false").optional(),
    certificateZones: z
      .array(text(names.hostedZoneId, "A Route53 hosted zone's ID"))
      .default([])
      .meta({ description: "Zones to prove these certificates' domains in. Default: all of the account" }),
    certificateAuthorityArns: z
      .array(text(authorityArn, "A private authority's ARN"))
      .default([])
      .meta({ description: "Private authorities (ACM PCA) for these certificates" }),
    wafv2Names: flag("Let Ingresses name web ACLs, from chart 1.14.1 on. Default: false").optional(),
    targetGroupBindingOnly: flag(
      "Only permissions to register targets; not for bindings with networking. Default: false",
    ).optional(),
    policy: z.enum(["upstream", "narrow", "scoped"]).optional().meta({
      description:
        "upstream: as its makers test it (default). narrow: ARNs in the place of * where IAM has types. scoped: narrow, and changes only of what carries the cluster's tag",
    }),
    vpc: flag("With policy: scoped, security groups of the cluster's VPC only. Default: false").optional(),
    ...permissionKeys,
    acknowledge: acknowledgeStatements,
    ingressClass: ingressClass.optional(),
    featureGates: z
      .record(z.string(), z.boolean())
      .optional()
      .meta({ description: "Gates by name; checked for the version" }),
    gatewayApi: flag(
      "Gateways, too; before chart 3.2.0, with all CRDs in place. Default: from 3.2.0 on, where the CRDs are",
    ).optional(),
    securityGroups: mapping(
      {
        sharedBackend: flag("One backend group for all. Default: true").optional(),
        backend: text(securityGroup, "Yours in its place").optional(),
        manageBackendRules: flag("Default: false").optional(),
        restrictRules: flag("Narrow node rules to ports in use. Default: true").optional(),
      },
      "Security groups",
    ).optional(),
    defaultTags: textMap(
      "Tags of all that the controller makes; no commas",
      withForm((key: string) => names.tagKey(key), DEFAULT_TAG.key),
      withForm((value: string, key: string) => defaultTag(key, value) ?? names.tagValue(value), DEFAULT_TAG.value),
      LIMITS.tags,
    ).optional(),
    ...roleKeys,
    ...releaseKeys,
    takeOwnership: flag(
      "Adopt objects that others made. Default: true where helm makes the webhook certificate, for cert-manager's Secret may be in the way",
    ).optional(),
    values: values.default({}),
  },
  "The AWS Load Balancer Controller. Leave out to not install it; {} for the defaults",
);

export type ControllerInput = z.output<typeof loadBalancerController>;
