import type { Data } from "../../constructs/facts/merge";
import { useBothWays } from "../support/both-ways";
import type { BothWays } from "../support/both-ways";

/** Shows that the app's stack and the module eks-irsa make the same of clusters. */
export function sameBothWays(clusters: Readonly<Record<string, Data>>): (name: string) => BothWays {
  const bothWays = useBothWays(clusters);

  test.each(Object.keys(clusters))("make the same of %s", (name) => {
    const { app, module } = bothWays(name);
    expect(module.resources).toEqual(app.resources);
  });

  test.each(Object.keys(clusters))("tell the same of %s", (name) => {
    const { app, module } = bothWays(name);
    // What is not there, the app does not name, and the module gives as null or empty.
    const named = Object.keys(app.outputs).map((output) => [output, module.outputs[output]]);
    expect(Object.fromEntries(named)).toEqual(app.outputs);
  });

  test.each(Object.keys(clusters))("make %s in the same order", (name) => {
    const { app, module } = bothWays(name);
    const [inApp, inModule] = [app.order(), module.order()];
    const pairs = [...app.addresses].flatMap(([first, before]) =>
      [...app.addresses].filter(([, after]) => inApp.isBefore(before, after)).map(([later]) => [first, later] as const),
    );
    const lost = pairs.filter(([first, later]) => {
      const [before = "", after = ""] = [first, later].map((key) => module.addresses.get(key));
      return !inModule.isBefore(before, after);
    });
    expect(lost.map(([first, later]) => `${first} before ${later}`)).toEqual([]);
  });

  return bothWays;
}
