import type { GrantForm, GrantList, GrantService, GrantText } from "../facts/grants/grant";
import { KMS } from "../facts/grants/kms";
import { GRANT_SERVICES } from "../facts/grants/services";
import { table } from "../facts/markdown";

/** What each service's verbs give, as Markdown, out of the data that stacks and modules make statements of. */

/** What stands for one of a list. */
const ONE: Readonly<Record<GrantList, string>> = {
  resources: "<name>",
  arns: "<arn>",
  paths: "<path>",
  aliases: "<alias>",
  prefixes: "<prefix>",
  below: "<prefix>",
  inferenceProfiles: "<geography>",
  readTopics: "<topic>",
  writeTopics: "<topic>",
  groups: "<group>",
  via: "<service>",
  topicsOf: "<topics of the cluster>",
  groupsOf: "<groups of the cluster>",
  any: "",
  once: "",
  tree: "[/*]",
  table: "",
  indexes: "",
  stream: "",
  direct: "",
};

/** When there is one at all. */
const WHERE: Readonly<Partial<Record<GrantList, string>>> = {
  table: "without `parts`, or with `table` among them",
  indexes: "with `parts: [indexes]`",
  stream: "with `parts: [stream]`",
  direct: "without `inferenceProfiles`",
  inferenceProfiles: "with `inferenceProfiles`",
  readTopics: "with `readTopics`",
  writeTopics: "with `writeTopics`",
  groups: "with `groups`",
  paths: "of paths",
  aliases: "of aliases",
};

const code = (text: string): string => `\`${text}\``;

/** With the cluster's partition, region and account. */
const filled = (text: string): string => text.replace(/\{(\w+)\}/g, "<$1>");

const shown = ({ text, resources = "arns", parts = "once" }: GrantText): string =>
  filled(text.replace("{part}", ONE[parts]).replace("{resource}", ONE[resources]));

/** When a form is given, and under which conditions. */
const limits = ({ resources = "arns", parts = "once", conditions = [] }: GrantForm): string =>
  [
    ...[WHERE[resources], WHERE[parts]].flatMap((where) => where ?? []),
    ...conditions.map((one) => {
      const optional = one.parts === "prefixes" || one.parts === "via" ? `, with ${code(one.parts)}` : "";
      return `${code(`${one.key} = ${shown(one)}`)}${optional}`;
    }),
  ].join("; ");

function rows({ verbs, forms, keys }: GrantService): string[][] {
  return Object.keys(verbs).flatMap((verb) => {
    const own = forms.flatMap((form) => {
      const actions = form.actions[verb];
      return actions === undefined ? [] : [[code(verb), actions.map(code).join(", "), code(shown(form)), limits(form)]];
    });
    const uses = keys?.verbs[verb] ?? [];
    const ofKeys = uses.flatMap((use) => KMS.forms[0].actions[use]);
    const through = `with ${code("kmsKeys")}; ${code(`kms:ViaService = ${keys?.through ?? ""}.<region>.*`)}`;
    return uses.length === 0 ? own : [...own, [code(verb), ofKeys.map(code).join(", "), code("<key>"), through]];
  });
}

const arnOf = ({ arn, suffix = "" }: GrantService): string => `${filled(arn)}<name>${suffix}`;

const section = ([name, service]: readonly [string, GrantService]): string =>
  [
    `## ${name}`,
    `A name is ${service.named}.${service.arn === "" ? "" : ` Its ARN: ${code(arnOf(service))}.`}`,
    Object.entries(service.verbs)
      .map(([verb, what]) => `- ${code(verb)}: ${what.charAt(0).toLowerCase()}${what.slice(1)}.`)
      .join("\n"),
    table(["verb", "actions", "on", "where"], rows(service)),
  ].join("\n\n");

/** All services, in their order. */
export const grantsReference = (): string => Object.entries(GRANT_SERVICES).map(section).join("\n\n");
