import { Token } from "cdktf";
import { Expression, Optional } from "../terraform/expression";
import { snakeCase } from "./input";

/** Names that a module block keeps for itself, and what a variable is called in their place. */
const RENAMED: Readonly<Record<string, string>> = { version: "chart_version" };

/** The variable for a key of the configuration contract. */
export const variableName = (key: string): string => RENAMED[key] ?? snakeCase(key);

/** What is under the contract's keys in an object of Terraform's, as tokens. All of it may be null. */
export class Reader {
  private constructor(private readonly reference: (key: string) => string) {}

  /** The attributes of an object. */
  public static of(object: string): Reader {
    return new Reader((key) => `${object}.${snakeCase(key)}`);
  }

  /** Variables, each for a key. */
  public static variables(): Reader {
    return new Reader((key) => `var.${variableName(key)}`);
  }

  /** What is never null: required, or with a default. */
  public required(key: string): Expression {
    const text = this.reference(key);
    return new Expression(() => text);
  }

  public requiredText(key: string): string {
    return Token.asString(this.required(key));
  }

  public value(key: string): Optional {
    const text = this.reference(key);
    return Optional.of(new Expression(() => text));
  }

  public text(key: string): string {
    return Token.asString(this.value(key));
  }

  public number(key: string): number {
    return Token.asNumber(this.value(key));
  }

  /** A mapping from text to text. */
  public map(key: string): Record<string, string> {
    return Token.asStringMap(this.value(key));
  }

  /** An object inside. It is never null: where the user gives none, it is empty. */
  public in(key: string): Reader {
    return Reader.of(this.reference(key));
  }
}
