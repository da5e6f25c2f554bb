import * as problems from "./problems";
import type { Problem } from "./problems";

/** What a text has to be, as data: Terraform and editors check the same as we do. */
export interface TextForm {
  /** What the text is, as in "a namespace". */
  readonly what: string;
  /** The rule in words, as they follow "a namespace is". */
  readonly says: string;
  /** What to do. */
  readonly fix: string;
  /** In characters. @default - it may be empty, as far as the pattern says so */
  readonly min?: 1;
  /** In characters. @default - no limit */
  readonly max?: number;
  /** A regular expression as both JavaScript and RE2 (Terraform) read it: without lookarounds. @default - any text */
  readonly pattern?: string;
  /** The same for what it must not match. @default - none */
  readonly not?: string;
  /** @default - any text */
  readonly oneOf?: readonly string[];
}

/** A rule for a text: the problem with it, or undefined. */
export interface TextRule {
  (value: string): Problem | undefined;
  /** What the rule checks. @default - not known */
  readonly form?: TextForm;
}

/** Whether a text has a form, its length aside. */
function matcher({ pattern, not, oneOf }: TextForm): (value: string) => boolean {
  const [is, isNot] = [pattern, not].map((source) => (source === undefined ? undefined : new RegExp(source, "u")));
  return (value) => (is?.test(value) ?? true) && !(isNot?.test(value) ?? false) && (oneOf?.includes(value) ?? true);
}

/** Whether a text has a form. */
export const hasForm = (form: TextForm, value: string): boolean =>
  value.length >= (form.min ?? 0) && value.length <= (form.max ?? Infinity) && matcher(form)(value);

/** A rule whose problems need more than its form to be told. */
export const withForm = <T extends (...args: string[]) => Problem | undefined>(
  find: T,
  form: TextForm,
): T & { readonly form: TextForm } => Object.assign(find, { form });

/** The rule that a form says. */
export function formRule(
  form: TextForm,
  refuse: (value: string) => Problem = (value) => problems.badForm(form.what, value, form.says, form.fix),
) {
  const matches = matcher(form);
  return withForm((value: string): Problem | undefined => {
    if (form.min !== undefined && value === "") return problems.empty(form.what);
    if (form.max !== undefined && value.length > form.max) return problems.tooLong(form.what, value, form.max);
    return matches(value) ? undefined : refuse(value);
  }, form);
}

/** A text that is there. */
export const filled = (what: string) =>
  formRule({ what, says: "not empty", fix: "Write one, or leave the key out", min: 1 });
