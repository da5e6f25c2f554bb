import { mistakesOfEach } from "../support/module-call";
import { GIVEN, REFUSALS } from "./refusals";

/** Calls a module with all that it has to refuse, in one configuration, for Terraform to tell at once what is wrong with each. */
export function refuses(module: string): void {
  const refusals = REFUSALS.filter(({ modules }) => modules.includes(module));
  let told: readonly string[][] = [];
  beforeAll(() => {
    const inputs = [{}, ...refusals.map((refusal) => refusal.inputs)];
    told = mistakesOfEach(inputs.map((some) => ({ module, inputs: { ...GIVEN[module], ...some } })));
  });

  test("is nothing that is right", () => {
    expect(told[0]).toEqual([]);
  });

  test.each(refusals.map((refusal, index) => ({ ...refusal, index })))("$what", ({ told: text, index }) => {
    const errors = told[index + 1] ?? [];
    expect(errors).not.toEqual([]);
    expect(errors.filter((error) => !error.includes(text))).toEqual([]);
  });
}
