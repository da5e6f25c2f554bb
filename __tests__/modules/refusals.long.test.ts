import { moduleNames } from "../support/modules";
import { mistakesOfEach } from "../support/module-call";
import { describeWithTerraform } from "../support/terraform";
import { GIVEN, REFUSALS } from "./refusals";

/** All calls of a module in one configuration, for Terraform to tell at once what is wrong with each. */
describeWithTerraform("what modules refuse", () => {
  describe.each(moduleNames)("%s", (module) => {
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
  });
});
