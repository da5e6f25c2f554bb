import { z } from "zod";
import * as problems from "../facts/problems";
import type { Problem } from "../facts/problems";
import type { TextForm, TextRule } from "../facts/text-rule";

export { filled } from "../facts/text-rule";

// A configuration is parsed once: compiling parsers for it, as zod does by default, takes longer.
z.config({ jitless: true });

/** What keys are made of: checks that report problems of the catalogue, texts with a rule, mappings. */

/** Takes a problem, where it is below the value, and, where something is not there, where that could be. */
type Report = (problem: Problem, path?: PropertyKey[], absent?: readonly (readonly string[])[]) => void;

/** A check that reports problems of the catalogue. */
export const checked = <T extends z.ZodType>(schema: T, find: (value: z.output<T>, report: Report) => void) =>
  schema.superRefine((value, context) => {
    find(value, (problem, path = [], absent = []) => {
      context.addIssue({ code: "custom", path, params: { problem, absent } });
    });
  });

/** What a parser does not need to know of a key, for what else is made of the contract. */
interface Facets {
  /** What a text has to be. */
  readonly form?: TextForm;
  /** A number's. */
  readonly unit?: string;
  /** Of any shape: in Terraform, where all entries of a list have one type, each is a text in YAML or JSON. */
  readonly document?: true;
  /** A list that one check of its own looks at, in the place of one for each part: checks cost time in each plan. */
  readonly asOne?: true;
}

export const facets = z.registry<Facets>();

/** A form as JSON Schema has it. */
export const keywords = ({ min, max, pattern }: TextForm) => ({
  ...(min !== undefined && { minLength: min }),
  ...(max !== undefined && { maxLength: max }),
  ...(pattern !== undefined && { pattern }),
});

/** A text of a form that is checked elsewhere. */
const formed = (form: TextForm | undefined) =>
  form ? z.string().meta(keywords(form)).register(facets, { form }) : z.string();

/** A text that keeps a rule. */
export const text = (rule: TextRule, description: string) =>
  checked(z.string(), (value, report) => {
    const problem = rule(value);
    if (problem) report(problem);
  })
    .meta({ description, ...(rule.form && keywords(rule.form)) })
    .register(facets, { form: rule.form });

export const wholeNumber = (min: number, max: number, unit: string, description: string) =>
  checked(z.number(), (value, report) => {
    if (!Number.isInteger(value) || value < min || value > max) report(problems.notBetween(value, min, max, unit));
  })
    .meta({ description, type: "integer", minimum: min, maximum: max })
    .register(facets, { unit });

/** A mapping with just these keys. Its error lists them, for a message to name. */
export const mapping = <T extends z.ZodRawShape>(shape: T, description: string) =>
  z
    .strictObject(shape, {
      error: (issue) => (issue.code === "unrecognized_keys" ? Object.keys(shape).join(" ") : undefined),
    })
    .meta({ description });

/** Reports where not exactly one of some keys is given. */
export function exactlyOneOf(value: object, keys: readonly string[], report: Report, path: string[] = []): void {
  const given = keys.filter((key) => (value as Record<string, unknown>)[key] !== undefined);
  const absent = given.length === 0 ? keys.map((key) => [key]) : [];
  if (given.length !== 1) report(problems.exactlyOne(given, keys), path, absent);
}

/** A mapping of somebody else's, which he checks. */
export const document = (description: string) =>
  z.record(z.string(), z.unknown()).meta({ description }).register(facets, { document: true });

export const flag = (description: string) => z.boolean().meta({ description });

/** A rule for what is under a key. */
interface EntryRule {
  (content: string, name: string): Problem | undefined;
  readonly form?: TextForm;
}

/** A mapping from text to text. */
export const textMap = (description: string, key: TextRule, value: EntryRule | undefined, most?: number) =>
  checked(z.record(formed(key.form), formed(value?.form)), (map, report) => {
    const entries = Object.entries(map);
    if (most !== undefined && entries.length > most) report(problems.tooMany("entries", entries.length, most));
    for (const [name, content] of entries) {
      const problem = key(name) ?? value?.(content, name);
      if (problem) report(problem, [name]);
    }
  }).meta({ description, ...(most !== undefined && { maxProperties: most }) });
