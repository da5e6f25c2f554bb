import { z } from "zod";
import type { InputCheck, ModuleInput } from "./input";
import { variableName } from "./reader";

/** What a schema is for, behind its default and its being optional. */
function inner(schema: z.ZodType): z.ZodType {
  if (schema instanceof z.ZodDefault || schema instanceof z.ZodOptional) return inner(schema.unwrap() as z.ZodType);
  return schema;
}

const descriptionOf = (schema: z.ZodType): string => schema.description ?? inner(schema).description ?? "";

/** Whether nothing in a mapping has to be given: then it need not be given itself. */
const isOpen = (schema: z.ZodType): boolean =>
  schema instanceof z.ZodObject &&
  Object.keys(schema.shape).length > 0 &&
  Object.values(schema.shape as Record<string, z.ZodType>).every((key) => key.safeParse(undefined).success);

function defaultOf(schema: z.ZodType): Pick<ModuleInput, "default" | "nullable"> {
  if (schema instanceof z.ZodDefault) return { default: schema.parse(undefined), nullable: false };
  if (!(schema instanceof z.ZodOptional)) return { nullable: false };
  return isOpen(inner(schema)) ? { default: {}, nullable: false } : { default: null };
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
      schema: inner(schema),
      checks: checks.flatMap((some) => some[name] ?? []),
      ...defaultOf(schema),
    };
  });
