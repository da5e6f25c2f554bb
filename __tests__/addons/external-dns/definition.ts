import { z } from "zod";
import type { Preset } from "../../../constructs/addons/definition";
import type { HelmAddonProps } from "../../../constructs/addons/helm-addon";
import { chartSource, releaseKeys } from "../../../constructs/addons/keys";
import { mapping, text } from "../../../constructs/contract/basics";
import { identity, values } from "../../../constructs/contract/texts";
import { unique, dotted } from "../../../constructs/contract/placed";
import { hostedZoneId, namespaceName } from "../../../constructs/facts/names";
import * as problems from "../../../constructs/facts/problems";

/** A third preset, all that it takes: one chart, one ServiceAccount, one policy. */

const schema = mapping(
  {
    version: z.enum(["1.18.0", "1.17.0"]).default("1.18.0"),
    chart: chartSource.optional(),
    namespace: text(namespaceName, "Its namespace").default("external-dns"),
    createNamespace: z.boolean().default(true),
    identity: identity.optional(),
    hostedZones: z.array(text(hostedZoneId, "A Route53 hosted zone's ID")).min(1),
    ...releaseKeys,
    values: values.default({}),
  },
  "ExternalDNS",
);

const CHART = { name: "external-dns", repository: "https://kubernetes-sigs.github.io/external-dns" } as const;

export const EXTERNAL_DNS = {
  name: "external-dns",
  key: "externalDns",
  label: "ExternalDNS",
  chart: CHART,
  versions: { title: "ExternalDNS", head: ["chart"], rows: [["1.18.0"], ["1.17.0"]] },
  schema,
  namespace: ({ namespace }) => namespace,
  runsAs: () => [{ at: [], name: "external-dns", hasRole: true, keys: {} }],
  rules: ({ hostedZones }, _cluster, path) =>
    unique(
      hostedZones.map((zone, index) => ({ key: zone, path: [...path, "hostedZones", index], item: zone })),
      (zone, first) => problems.duplicate("a hosted zone", zone, dotted(first)),
    ),
  props: ({ version, chart, namespace, hostedZones, timeout, install, values: userValues }, context) => ({
    chart: context.chart({ ...CHART, version, ...chart }),
    namespace: context.namespace(namespace),
    serviceAccount: {
      name: "external-dns",
      access: {
        ...context.identity(),
        permissions: {
          statements: [
            {
              actions: ["route53:ChangeResourceRecordSets"],
              resources: hostedZones.map((zone) => `arn:aws:route53:::hostedzone/${zone}`),
            },
          ],
        },
      },
    },
    values: { provider: { name: "aws" } },
    userValues,
    timeout,
    install,
  }),
} as const satisfies Preset<z.output<typeof schema>, HelmAddonProps>;
