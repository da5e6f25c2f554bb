import { plan, record, state } from "./terraform-json";
import type { Plan, State } from "./terraform-json";
import { newFolder, removeFolder, synthesizeIn, terraform } from "./terraform";

/** Synthesized stacks for the tests of one describe. Each is planned and applied at most once, when a test asks. */
export interface Stacks {
  /** The configuration's folder. */
  readonly folder: () => string;
  /** A stack's folder. */
  readonly folderOf: (stack: string) => string;
  readonly planOf: (stack: string) => Plan;
  readonly stateOf: (stack: string) => State;
}

function once<T>(make: (stack: string) => T): (stack: string) => T {
  const made = new Map<string, T>();
  return (stack) => {
    const found = made.get(stack) ?? make(stack);
    made.set(stack, found);
    return found;
  };
}

/** Synthesizes clusters before the tests of a describe, and removes all after them. */
export function useStacks(clusters: Readonly<Record<string, object>>): Stacks {
  let folder = "";
  let folderOf = (stack: string): string => stack;
  beforeAll(() => {
    folder = newFolder();
    folderOf = synthesizeIn(folder, { version: 1, clusters });
  });
  afterAll(() => {
    removeFolder(folder);
  });
  const initialized = once((stack) => {
    terraform(folderOf(stack), "init");
    return folderOf(stack);
  });
  return {
    folder: () => folder,
    folderOf: (stack) => folderOf(stack),
    planOf: once((stack) => plan(initialized(stack))),
    stateOf: once((stack) => {
      record(initialized(stack), "apply");
      return state(folderOf(stack));
    }),
  };
}
