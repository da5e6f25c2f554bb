import type { GrantForm, GrantService, GrantText } from "../../facts/grants/grant";
import { ListOf, snakeCase, valueOf } from "../../hcl/combine";
import type { List } from "../../hcl/combine";
import { attribute } from "../../hcl/expression";
import type { Expression, Value } from "../../hcl/expression";
import { lift } from "../../hcl/lift";
import { replaced } from "../../hcl/texts";
import type { EksCluster } from "../eks-cluster";

/** Where names of resources are. */
export type Place = Pick<EksCluster, "partition" | "region" | "accountId">;

/** A service in a cluster's place, known now or when Terraform runs. */
export interface ServiceFields {
  readonly arn: Value;
  readonly suffix: Value;
  readonly forms: List<FormFields>;
  readonly keys: { readonly through: Value; readonly verbs: Value };
}

/** A text, and the names of the lists that it is said for. */
export interface TextFields {
  readonly text: Value;
  readonly resources: Value;
  readonly parts: Value;
}

export interface FormFields extends TextFields {
  /** By verb. */
  readonly actions: Value;
  readonly conditions: List<TextFields & { readonly test: Value; readonly key: Value }>;
}

/** A service with the cluster's partition, region and account filled in. */
export const serviceOf = ({ arn, suffix = "", forms, keys }: GrantService, place: Place) => ({
  arn: filled(arn, place),
  suffix,
  keys: { through: keys?.through ?? "", verbs: byVerb(keys?.verbs ?? {}) },
  forms: forms.map((form) => formOf(form, place)),
});

const formOf = (form: GrantForm, place: Place) => ({
  actions: byVerb(form.actions),
  ...textOf(form, place),
  conditions: (form.conditions ?? []).map(({ test, key, ...text }) => ({ test, key, ...textOf(text, place) })),
});

const textOf = ({ text, resources = "arns", parts = "once" }: GrantText, place: Place) => ({
  text: filled(text, place),
  resources: snakeCase(resources),
  parts: snakeCase(parts),
});

const byVerb = (all: Readonly<Partial<Record<string, readonly string[]>>>): Record<string, readonly string[]> =>
  Object.fromEntries(Object.entries(all).map(([verb, some = []]) => [verb, some]));

const filled = (template: string, { partition, region, accountId }: Place): Value =>
  Object.entries({ partition, region, account: accountId }).reduce<Value>(
    (done, [name, value]) => replaced(done, `{${name}}`, lift(value)),
    template,
  );

/** The same out of a table of Terraform's. */
export function serviceIn(table: Expression, service: Value): ServiceFields {
  const entry = valueOf(table, service) as Expression;
  const keys = attribute(entry, "keys");
  return {
    arn: attribute(entry, "arn"),
    suffix: attribute(entry, "suffix"),
    keys: { through: attribute(keys, "through"), verbs: attribute(keys, "verbs") },
    forms: new ListOf(attribute(entry, "forms").node, (form) => ({
      ...textIn(form),
      actions: attribute(form, "actions"),
      conditions: new ListOf(attribute(form, "conditions").node, (condition) => ({
        ...textIn(condition),
        test: attribute(condition, "test"),
        key: attribute(condition, "key"),
      })),
    })),
  };
}

const textIn = (of: Expression): TextFields => ({
  text: attribute(of, "text"),
  resources: attribute(of, "resources"),
  parts: attribute(of, "parts"),
});
