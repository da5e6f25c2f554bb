import * as problems from "../../facts/problems";
import { valueAt } from "../../facts/merge";
import type { Check } from "../../hcl/check";
import { compare, equals, hasAny } from "../../hcl/combine";
import { attribute, call } from "../../hcl/expression";
import type { Expression } from "../../hcl/expression";
import { allObjects, annotation, installedOnce } from "../preflight";
import type { AddonPreflight, PreflightCluster } from "../preflight";
import type { ControllerInput } from "./keys";
import { CONTROLLER_CHART } from "./releases";

/** The controller that an IngressClass of this chart names (templates/ingressclass.yaml). Auto Mode's is eks.amazonaws.com/alb. */
const CONTROLLER = "ingress.k8s.aws/alb";

const IS_DEFAULT = "ingressclass.kubernetes.io/is-default-class";

/** The tags by which the controller finds subnets, internet-facing and internal (docs/deploy/subnet_discovery.md). */
const SUBNET_TAGS = ["kubernetes.io/role/elb", "kubernetes.io/role/internal-elb"];

/** Whether the controller finds subnets by their tags. */
const subnets = ({ region, vpcId }: PreflightCluster): Check => ({
  name: "subnets",
  reads: {
    type: "aws_subnets",
    arguments: {
      region,
      filter: [
        { name: "vpc-id", values: [vpcId] },
        { name: "tag-key", values: SUBNET_TAGS },
      ],
    },
  },
  asserts: (read) => [{ holds: hasAny(attribute(read, "ids")), problem: problems.noTaggedSubnets(SUBNET_TAGS) }],
});

const nameOf = (one: Expression): Expression => attribute(attribute(one, "metadata"), "name");

/** Whether the IngressClass is this controller's, and the one default class if it is to be that. */
const ingressClass = (name: string, isDefault: boolean): Check => ({
  name: "ingress-class",
  reads: {
    type: "kubernetes_resources",
    arguments: {
      api_version: "networking.k8s.io/v1",
      kind: "IngressClass",
      ...(!isDefault && { field_selector: `metadata.name=${name}` }),
    },
  },
  asserts: (read) => [
    {
      holds: allObjects(
        read,
        (one) => equals(attribute(attribute(one, "spec"), "controller"), CONTROLLER),
        (one) => equals(nameOf(one), name),
      ),
      problem: problems.ingressClassOfAnother(name),
    },
    ...(isDefault
      ? [
          {
            holds: allObjects(
              read,
              (one) => call("try", compare(annotation(one, IS_DEFAULT), "!=", "true"), true),
              (one) => compare(nameOf(one), "!=", name),
            ),
            problem: problems.secondDefaultClass(),
          },
        ]
      : []),
  ],
});

/** The supported charts ask for Kubernetes 1.22 or later, which each cluster of EKS has: there is nothing to check. */
export const controllerPreflight = (
  { namespace, install, ingressClass: option, values }: ControllerInput,
  cluster: PreflightCluster,
): AddonPreflight => {
  const given = valueAt(values, "ingressClass");
  const name = typeof given === "string" ? given : (option?.name ?? "alb");
  const isDefault = option?.default === true || valueAt(values, "ingressClassConfig.default") === true;
  const release = CONTROLLER_CHART.name;
  return {
    checks: [
      subnets(cluster),
      ingressClass(name, isDefault),
      ...(install
        ? [
            installedOnce({
              label: "the AWS Load Balancer Controller",
              ...{ release, namespace },
              selector: `app.kubernetes.io/name=${CONTROLLER_CHART.name}`,
            }),
          ]
        : []),
    ],
  };
};
