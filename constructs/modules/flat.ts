import { z } from "zod";
import type { InputCheck, ModuleInput } from "./input";
import { innerOf, isOpen, variableName } from "./reader";

const descriptionOf = (schema: z.ZodType): string => schema.description ?? innerOf(schema).description ?? "";

function defaultOf(schema: z.ZodType): Pick<ModuleInput, "default" | "nullable"> {
  if (schema instanceof z.ZodDefault) return { default: schema.parse(undefined), nullable: false };
  if (!(schema instanceof z.ZodOptional)) return { nullable: false };
  return isOpen(innerOf(schema)) ? { default: {}, nullable: false } : { default: null };
}

/** Checks by variable. */
export type Checks = Readonly<Record<string, readonly InputCheck[]>>;

/** A variable for each of the contract's keys. */
export const flatInputs = (shape: Readonly<Record<string, z.ZodType>>, ...checks: readonly Checks[]): ModuleInput[] =>
  Object.entries(shape).map(([key, schema]) => {
    const name = variableName(key);
    return {
      name,
      description: descriptionOf(schema),
      schema: innerOf(schema),
      checks: checks.flatMap((some) => some[name] ?? []),
      ...defaultOf(schema),
    };
  });
