import { z } from "zod";
import { filled, flag, mapping, text, textMap, wholeNumber } from "../../contract/basics";
import { podIdentity, role } from "../../contract/identity";
import { identity, values } from "../../contract/texts";
import { LIMITS } from "../../facts/limits";
import * as names from "../../facts/names";
import type { TextRule } from "../../facts/names";
import { formRule, withForm } from "../../facts/text-rule";
import { chartSource, releaseKeys } from "../keys";
import { optionKeys } from "../options";
import { CHART_OPTIONS } from "./options";
import { CONTROLLER_VERSION, controllerVersion } from "./releases";
import { DEFAULT_TAG, defaultTag } from "./values";

const ingressClass = mapping(
  {
    name: text(names.serviceAccountName, "Default: alb").optional(),
    default: flag("The cluster's default class. Default: false").optional(),
    create: flag("Make it. Default: true").optional(),
    params: z
      .record(z.string(), z.unknown())
      .optional()
      .meta({ description: "The spec of its IngressClassParams: scheme, subnets, tags" }),
  },
  "The IngressClass",
);

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
      filled("a registry"),
      "public, regional (AWS's own), or a host. Default: public; regional in China",
    ).optional(),
    globalAccelerator: flag("Permissions for Global Accelerator. Default: false").optional(),
    certificateManagement: flag("Permissions to request ACM certificates. Default: false").optional(),
    targetGroupBindingOnly: flag("Only permissions to register targets. Default: false").optional(),
    ingressClass: ingressClass.optional(),
    featureGates: z
      .record(z.string(), z.boolean())
      .optional()
      .meta({ description: "Gates by name; checked for the version" }),
    gatewayApi: flag("All three gates of the Gateway API. Default: the controller's").optional(),
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
    role: role.optional(),
    podIdentity: podIdentity.optional(),
    ...releaseKeys,
    takeOwnership: flag(
      "Adopt objects that others made. Default: true where helm makes the webhook certificate, for cert-manager's Secret may be in the way",
    ).optional(),
    values: values.default({}),
  },
  "The AWS Load Balancer Controller. Leave out to not install it; {} for the defaults",
);

export type ControllerInput = z.output<typeof loadBalancerController>;
