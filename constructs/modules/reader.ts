import { z } from "zod";
import { ListOf, snakeCase } from "../hcl/combine";
import type { Flag } from "../hcl/combine";
import { attribute, nullable, reference } from "../hcl/expression";
import type { Expression } from "../hcl/expression";
import { any, map, number, text } from "../hcl/lift";

/**
 * What is under the contract's keys in a module's variables, read by the contract's own schema: with
 * the same keys as a configuration has, but references in the place of literals.
 */
export type Referred<T> = Reference<Exclude<T, undefined>>;

type Reference<T> = unknown extends T
  ? Expression
  : [T] extends [boolean]
    ? Flag
    : T extends string | number
      ? T
      : T extends readonly (infer U)[]
        ? ListOf<Referred<U>>
        : T extends object
          ? string extends keyof T
            ? T[string] extends string
              ? Record<string, string>
              : Expression
            : { readonly [K in keyof T]-?: Referred<T[K]> }
          : Expression;

/** Names that a module block keeps for itself, and what a variable is called in their place. */
const RENAMED: Readonly<Record<string, string>> = { version: "chart_version" };

/** The variable for a key of the configuration contract. */
export const variableName = (key: string): string => RENAMED[key] ?? snakeCase(key);

type Shape = z.ZodRawShape;

/** The variables of a module, one for each key of a shape. */
export const variables = <S extends Shape>(shape: S): Referred<z.input<z.ZodObject<S>>> =>
  keys(shape, (key) => reference(`var.${variableName(key)}`)) as Referred<z.input<z.ZodObject<S>>>;

/** The attributes of an object of Terraform's. */
export const attributes = <S extends Shape>(shape: S, object: Expression): Referred<z.input<z.ZodObject<S>>> =>
  keys(shape, (key) => attribute(object, snakeCase(key))) as Referred<z.input<z.ZodObject<S>>>;

const keys = (shape: Shape, of: (key: string) => Expression): Record<string, unknown> =>
  Object.fromEntries(Object.entries(shape).map(([key, schema]) => [key, read(schema as z.ZodType, of(key))]));

/** A value of a schema. */
function read(schema: z.ZodType, at: Expression): unknown {
  if (schema instanceof z.ZodDefault) return read(schema.unwrap() as z.ZodType, at);
  if (schema instanceof z.ZodOptional) {
    const inner = schema.unwrap() as z.ZodType;
    // An object that is left out is empty, where nothing in it has to be given.
    return read(inner, isOpen(inner) ? at : nullable(at));
  }
  if (schema instanceof z.ZodPipe) return read(schema.in as z.ZodType, at);
  if (schema instanceof z.ZodString || schema instanceof z.ZodEnum) return text(at);
  if (schema instanceof z.ZodNumber) return number(at);
  if (schema instanceof z.ZodBoolean) return any(at);
  if (schema instanceof z.ZodArray) {
    const element = schema.element as z.ZodType;
    return new ListOf(at.node, (one) => read(element, one), at.nullable);
  }
  if (schema instanceof z.ZodObject) return keys(schema.shape, (key) => attribute(at, snakeCase(key)));
  const isTexts = schema instanceof z.ZodRecord && schema.valueType instanceof z.ZodString;
  return isTexts ? map(at) : at;
}

/** What a schema is for, behind its default and its being optional. */
export function innerOf(schema: z.ZodType): z.ZodType {
  return schema instanceof z.ZodDefault || schema instanceof z.ZodOptional
    ? innerOf(schema.unwrap() as z.ZodType)
    : schema;
}

/** Whether nothing in a mapping has to be given: then it need not be given itself. */
export const isOpen = (schema: z.ZodType): boolean =>
  schema instanceof z.ZodObject &&
  Object.keys(schema.shape).length > 0 &&
  Object.values(schema.shape as Record<string, z.ZodType>).every((key) => key.safeParse(undefined).success);
