import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { newFolder, removeFolder, synthesizeIn, terraform, tryTerraform } from "./terraform";
import { plan, record, state } from "./terraform-json";
import type { Journal, Plan, State } from "./terraform-json";

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

/** What a configuration has besides clusters, and what its stacks are told when they run. */
export interface StackOptions {
  readonly global?: object;
  readonly variables?: Readonly<Record<string, string>>;
}

/** Values of variables, where Terraform finds them. */
export function setVariables(stack: string, variables: Readonly<Record<string, string>>): void {
  writeFileSync(join(stack, "terraform.tfvars.json"), JSON.stringify(variables));
}

/** Synthesizes clusters before the tests of a describe, and removes all after them. */
export function useStacks(
  clusters: Readonly<Record<string, object>>,
  { global, variables }: StackOptions = {},
): Stacks {
  let folder = "";
  let folderOf = (stack: string): string => stack;
  beforeAll(() => {
    folder = newFolder();
    folderOf = synthesizeIn(folder, { version: 1, global, clusters });
  });
  afterAll(() => {
    removeFolder(folder);
  });
  const initialized = once((stack) => {
    if (variables) setVariables(folderOf(stack), variables);
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

/** A stack from nothing to nothing. */
export interface Life {
  /** What `terraform validate` says. */
  readonly validated: unknown;
  readonly planned: Plan;
  readonly created: Journal;
  readonly applied: State;
  /** The exit status of a second plan: 0 where nothing changes. */
  readonly secondPlan: number | null;
  readonly destroyed: Journal;
  readonly left: State;
}

export function live(stack: string, whileApplied: () => void = () => undefined): Life {
  terraform(stack, "init");
  const validated: unknown = JSON.parse(terraform(stack, "validate", "-json"));
  const planned = plan(stack);
  const created = record(stack, "apply");
  const applied = state(stack);
  const secondPlan = tryTerraform(stack, "plan", "-detailed-exitcode").status;
  whileApplied();
  const destroyed = record(stack, "destroy");
  return { validated, planned, created, applied, secondPlan, destroyed, left: state(stack) };
}
