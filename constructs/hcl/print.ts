import { Expression, isExpression, isList, isObject } from "./expression";
import type { Loop, Node, ObjectValue, Value } from "./expression";

/** Prints trees as `terraform fmt` writes them: on one line, or broken into lines by their structure. */

/** What printing depends on. */
export interface Scope {
  /** Whether objects have their keys in alphabetical order. @default - in the order in which they were written */
  readonly sorted?: boolean;
  /** What a value of CDKTF's stands for. @default - there are none */
  readonly lift?: (value: Value) => Value;
  /** A token of CDKTF's as it is written. @default - there are none */
  readonly token?: (token: unknown) => string;
  /** The names of what the loops around bind. */
  readonly bound?: ReadonlyMap<Expression, string>;
}

/** An expression on one line. */
export const inline = (value: Value, scope: Scope = {}): string => new Printer(scope).inline(value);

/**
 * An expression, broken into lines where it is longer than the room it has.
 *
 * @param room - columns that its first line has
 */
export const broken = (value: Value, room = WIDTH, scope: Scope = {}): string => new Printer(scope).broken(value, room);

/** Lines are broken past this column. */
export const WIDTH = 110;

/** How tightly an operator binds; an operand that binds less stands in parentheses. */
const BINDS = { conditional: 1, "||": 2, "&&": 3, equality: 4, comparison: 5, sum: 6, not: 7, atom: 8 } as const;

const OPERATORS: Readonly<Record<string, number>> = {
  ...{ "||": BINDS["||"], "&&": BINDS["&&"], "==": BINDS.equality, "!=": BINDS.equality },
  ...{ "<": BINDS.comparison, "<=": BINDS.comparison, ">": BINDS.comparison, ">=": BINDS.comparison },
  ...{ "+": BINDS.sum, "-": BINDS.sum },
};

function binds({ node }: Expression): number {
  if (node.kind === "conditional" || node.kind === "optional") return BINDS.conditional;
  if (node.kind === "operation") return OPERATORS[node.operator] ?? BINDS.atom;
  if (node.kind === "not") return BINDS.not;
  // What CDKTF writes may be anything.
  return node.kind === "token" ? BINDS.conditional : BINDS.atom;
}

class Printer {
  public constructor(private readonly scope: Scope) {}

  // ---- on one line

  public inline(given: Value): string {
    const value = this.lift(given);
    if (isExpression(value)) return this.expression(value.node);
    if (isList(value)) return this.list(value);
    if (isObject(value)) return this.object(value);
    return typeof value === "string" ? quoted(value) : String(value ?? null);
  }

  private lift(value: Value): Value {
    return this.scope.lift ? this.scope.lift(value) : value;
  }

  private expression(node: Node): string {
    switch (node.kind) {
      case "reference":
        return node.address();
      case "token":
        return this.scope.token?.(node.token) ?? "(a token)";
      case "variable":
        return this.name(node);
      case "attribute":
        return `${this.operand(node.of, BINDS.atom)}.${node.name}`;
      case "index":
        return `${this.operand(node.of, BINDS.atom)}[${this.inline(node.key)}]`;
      case "splat":
        return `${this.operand(node.of, BINDS.atom)}[*]${node.name === undefined ? "" : `.${node.name}`}`;
      case "call":
        return `${node.name}(${node.args.map((arg) => this.inline(arg)).join(", ")}${node.expand ? "..." : ""})`;
      case "not":
        return `!${this.operand(node.of, BINDS.not)}`;
      case "operation": {
        const level = OPERATORS[node.operator] ?? BINDS.atom;
        return `${this.operand(node.left, level)} ${node.operator} ${this.operand(node.right, level + 1)}`;
      }
      case "conditional":
        return this.conditional(node.condition, this.inline(node.yes), this.inline(node.no));
      case "optional":
        return this.conditional(node.condition, this.inline(node.value), "null");
      case "data":
        return this.inline(node.data);
      case "template":
        return this.template(node.parts);
      case "list": {
        const { inner, head } = this.loop(node.loop, [node.body, node.where]);
        return `[${head} : ${inner.inline(node.body)}${inner.filter(node.where)}]`;
      }
      case "object": {
        const { inner, head } = this.loop(node.loop, [node.key, node.body, node.where]);
        const key = inner.operand(node.key, BINDS.conditional + 1);
        return `{ ${head} : ${key} => ${inner.inline(node.body)}${inner.filter(node.where)} }`;
      }
    }
  }

  private conditional(condition: Value, yes: string, no: string): string {
    return `${this.operand(condition, BINDS.conditional + 1)} ? ${yes} : ${no}`;
  }

  /** A part of a larger expression. */
  private operand(given: Value, level: number): string {
    const value = this.lift(given);
    const written = this.inline(value);
    return isExpression(value) && binds(value) < level ? `(${written})` : written;
  }

  private name(node: Node & { kind: "variable" }): string {
    const found = [...(this.scope.bound ?? [])].find(([one]) => one.node === node);
    return found ? found[1] : (node.each ?? node.name);
  }

  /** What a loop binds, and a printer that knows of it. */
  private loop({ key, value, over }: Loop, bodies: readonly Value[]): { inner: Printer; head: string } {
    const bound = new Map(this.scope.bound);
    const bind = (one: Expression): string => {
      const taken = new Set(bound.values());
      let name = one.node.kind === "variable" ? one.node.name : "one";
      while (taken.has(name)) name += "_";
      bound.set(one, name);
      return name;
    };
    const uses = (one: Expression): boolean => bodies.some((body) => this.mentions(body, one.node));
    const list = this.inline(over);
    const names =
      key === undefined || !uses(key)
        ? `${bind(value)} in ${list}`
        : uses(value)
          ? `${bind(key)}, ${bind(value)} in ${list}`
          : `${bind(key)} in keys(${list})`;
    return { inner: new Printer({ ...this.scope, bound }), head: `for ${names}` };
  }

  /** Whether a node is somewhere in a value. */
  private mentions(given: Value, node: Node): boolean {
    const value = this.lift(given);
    const any = (...parts: readonly Value[]): boolean => parts.some((part) => this.mentions(part, node));
    if (isList(value)) return any(...value);
    if (isObject(value)) return any(...Object.values(value), ...Object.keys(value));
    if (!isExpression(value)) return false;
    const it = value.node;
    if (it === node) return true;
    switch (it.kind) {
      case "attribute":
      case "splat":
      case "not":
        return any(it.of);
      case "index":
        return any(it.of, it.key);
      case "call":
        return any(...it.args);
      case "operation":
        return any(it.left, it.right);
      case "conditional":
        return any(it.condition, it.yes, it.no);
      case "optional":
        return any(it.condition, it.value);
      case "data":
        return any(it.data);
      case "template":
        return any(...it.parts);
      case "list":
        return any(it.loop.over, it.body, it.where);
      case "object":
        return any(it.loop.over, it.key, it.body, it.where);
      default:
        return false;
    }
  }

  private filter(where: Value): string {
    return where === true ? "" : ` if ${this.inline(where)}`;
  }

  private template(parts: readonly Value[]): string {
    const inner = parts.map((given) => {
      const part = this.lift(given);
      return typeof part === "string" ? escaped(part) : `\${${this.inline(part)}}`;
    });
    return `"${inner.join("")}"`;
  }

  private list(items: readonly Value[]): string {
    const chunks = this.chunks(items);
    const written = chunks.map((chunk) =>
      isList(chunk) ? `[${chunk.map((item) => this.inline(item)).join(", ")}]` : this.inline(chunk),
    );
    const [only = "[]"] = written;
    return written.length > 1 ? `concat(${written.join(", ")})` : only;
  }

  /** A list as lists to be joined, where elements of it may be missing. */
  private chunks(items: readonly Value[]): Value[] {
    const chunks: (Value[] | Expression)[] = [];
    for (const given of items) {
      const item = this.lift(given);
      const last = chunks.at(-1);
      if (isExpression(item) && item.nullable) chunks.push(listOfOne(item));
      else if (Array.isArray(last)) last.push(item);
      else chunks.push([item]);
    }
    return chunks;
  }

  private entries(value: ObjectValue): [string, Value][] {
    const all = Object.entries(value)
      .filter(([, inner]) => inner !== undefined)
      .map(([key, inner]): [string, Value] => [key, this.lift(inner)]);
    return this.scope.sorted ? all.sort(([a], [b]) => (a < b ? -1 : 1)) : all;
  }

  private object(value: ObjectValue): string {
    const parts = this.parts(value).map((part) => (isExpression(part) ? this.inline(part) : this.plain(part)));
    const [only = "{}"] = parts;
    return parts.length > 1 ? `merge(${parts.join(", ")})` : only;
  }

  private plain(entries: readonly [string, Value][]): string {
    const all = entries.map(([key, inner]) => `${this.key(key)} = ${this.inline(inner)}`);
    return all.length === 0 ? "{}" : `{ ${all.join(", ")} }`;
  }

  /** An object as objects to be merged, where entries of it may be missing. */
  private parts(value: ObjectValue): (readonly [string, Value][] | Expression)[] {
    const entries = this.entries(value);
    const certain = entries.filter(([, inner]) => !(isExpression(inner) && inner.nullable));
    const others = entries.flatMap(([key, inner]) =>
      isExpression(inner) && inner.nullable ? [objectOfOne(key, inner)] : [],
    );
    return certain.length === 0 && others.length > 0 ? others : [certain, ...others];
  }

  /** A key stands without quotes where it can; one that is an expression stands in parentheses, or it is read as a name. */
  private key(given: string): string {
    const key = this.lift(given);
    if (isExpression(key) && key.node.kind !== "template") return `(${this.inline(key)})`;
    return typeof key === "string" && isName(key) ? key : this.inline(key);
  }

  // ---- broken into lines

  public broken(given: Value, room: number): string {
    const value = this.lift(given);
    const line = this.inline(value);
    if (line.length <= room) return line;
    if (isList(value)) return this.brokenList(value, room);
    if (isObject(value)) return this.brokenObject(value, room);
    return isExpression(value) ? this.brokenExpression(value, line, room) : line;
  }

  private brokenList(items: readonly Value[], room: number): string {
    const chunks = this.chunks(items);
    const [only] = chunks;
    if (chunks.length > 1) return this.brokenCall("concat", chunks, room);
    if (only !== undefined && !isList(only)) return this.broken(only, room);
    return enclosed("[", items.map((item) => `${this.broken(item, room - 3)},`).join("\n"), "]");
  }

  private brokenObject(value: ObjectValue, room: number): string {
    const parts = this.parts(value);
    const write = (part: (typeof parts)[number]): string =>
      isExpression(part)
        ? this.broken(part, room - 3)
        : part.length === 0
          ? "{}"
          : enclosed("{", aligned(part.map(([key, inner]) => this.entry(this.key(key), inner, room - 2))), "}");
    const [only] = parts;
    if (parts.length === 1 && only !== undefined) return write(only);
    return enclosed("merge(", parts.map((part) => `${write(part)},`).join("\n"), ")");
  }

  private entry(name: string, value: Value, room: number): Line {
    return { name, text: this.broken(value, room - name.length - 3) };
  }

  private brokenExpression({ node }: Expression, line: string, room: number): string {
    switch (node.kind) {
      case "call":
        return this.brokenCall(node.name, node.args, room, node.expand);
      case "conditional":
        return this.brokenConditional(node.condition, node.yes, node.no, room);
      case "optional":
        return this.brokenConditional(node.condition, node.value, null, room);
      case "operation": {
        const operands = this.chain(node, node.operator);
        return enclosed(
          "(",
          operands.map((one) => this.brokenOperand(one, node.operator, room)).join(` ${node.operator}\n`),
          ")",
        );
      }
      case "data":
        return this.broken(node.data, room);
      case "not":
        return `!${this.parenthesized(node.of, room)}`;
      case "list": {
        const { inner, head } = this.loop(node.loop, [node.body, node.where]);
        return enclosed("[", inner.loopBody(`${head} :`, node.body, node.where, room - 2), "]");
      }
      case "object": {
        const { inner, head } = this.loop(node.loop, [node.key, node.body, node.where]);
        const key = inner.operand(node.key, BINDS.conditional + 1);
        return enclosed("{", inner.loopBody(`${head} : ${key} =>`, node.body, node.where, room - 2), "}");
      }
      default:
        return line;
    }
  }

  private parenthesized(value: Value, room: number): string {
    const written = this.broken(value, room - 3);
    return written.startsWith("(") ? written : `(${written})`;
  }

  /** Operands of one operator, all the way to the left. */
  private chain(value: Node & { kind: "operation" }, operator: string): Value[] {
    const left = this.lift(value.left);
    const before =
      isExpression(left) && left.node.kind === "operation" && left.node.operator === operator
        ? this.chain(left.node, operator)
        : [left];
    return [...before, value.right];
  }

  private brokenOperand(given: Value, operator: string, room: number): string {
    const value = this.lift(given);
    const written = this.broken(value, room - 5);
    const weak = isExpression(value) && binds(value) <= (OPERATORS[operator] ?? BINDS.atom);
    return weak && !written.startsWith("(") ? `(${written})` : written;
  }

  private loopBody(head: string, body: Value, where: Value, room: number): string {
    const filter = this.filter(where);
    const line = `${head} ${this.inline(body)}${filter}`;
    if (line.length <= room) return line;
    const onNextLine = `${head}\n${this.broken(body, room)}`;
    const start = isHuggable(this.lift(body)) ? `${head} ${this.broken(body, room - head.length - 1)}` : onNextLine;
    const last = start.slice(start.lastIndexOf("\n") + 1);
    return last.length + filter.length <= room ? `${start}${filter}` : `${start}\n${filter.trim()}`;
  }

  private brokenConditional(condition: Value, yes: Value, no: Value, room: number): string {
    const head = this.operand(condition, BINDS.conditional + 1);
    const end = this.inline(no);
    const isShort = head.length + end.length + 8 < room;
    if (isShort && isHuggable(this.lift(yes)) && !isHuggable(this.lift(no), 1))
      return `${head} ? ${this.broken(yes, room - head.length - 3)} : ${end}`;
    const first = head.length <= room - 2 ? head : this.broken(condition, room - 2);
    return enclosed("(", `${first}\n? ${this.broken(yes, room - 4)}\n: ${this.broken(no, room - 4)}`, ")");
  }

  private brokenCall(name: string, args: readonly Value[], room: number, expand = false): string {
    const dots = expand ? "..." : "";
    const first = args.slice(0, -1).map((arg) => this.inline(arg));
    const last = this.lift(args.at(-1));
    const head = `${name}(${first.map((arg) => `${arg}, `).join("")}`;
    if (isHuggable(last) && head.length < 60 && !args.slice(0, -1).some((arg) => isHuggable(this.lift(arg), 1)))
      return `${head}${this.broken(last, Math.max(room - head.length - 1, 1))}${dots})`;
    const lines = args.map((arg, index) =>
      index === args.length - 1 && expand ? `${this.broken(arg, room - 2)}...` : `${this.broken(arg, room - 3)},`,
    );
    return enclosed(`${name}(`, lines.join("\n"), ")");
  }
}

/** Whether a value opens with a bracket that may stand at the end of a line. */
function isHuggable(value: Value, least = 0): boolean {
  if (isExpression(value) && value.node.kind === "data") return isHuggable(value.node.data, least);
  if (isList(value)) return value.length >= least;
  if (isObject(value)) return Object.keys(value).length >= least;
  return isExpression(value) && ["call", "list", "object"].includes(value.node.kind);
}

/** An element that may be missing, as a list of one or none. */
const listOfOne = (value: Expression): Expression =>
  new Expression(
    value.node.kind === "optional"
      ? { kind: "conditional", condition: value.node.condition, yes: [value.node.value], no: [] }
      : { kind: "call", name: "compact", args: [[new Expression(value.node, false)]] },
  );

/** An entry that may be missing, as an object of one or none. */
function objectOfOne(key: string, value: Expression): Expression {
  const { node } = value;
  return new Expression(
    node.kind === "optional"
      ? { kind: "conditional", condition: node.condition, yes: { [key]: node.value }, no: {} }
      : {
          kind: "conditional",
          condition: new Expression({ kind: "operation", operator: "==", left: kept(value), right: null }),
          yes: {},
          no: { [key]: kept(value) },
        },
  );
}

const kept = (value: Expression): Expression => new Expression(value.node, false);

// ---- texts

/** Words that mean something else at the start of an object. */
const RESERVED: readonly string[] = ["for", "true", "false", "null"];

const isName = (key: string): boolean => /^[A-Za-z_][\w-]*$/.test(key) && !RESERVED.includes(key);

/** A text in quotes, of which nothing is evaluated. */
export const quoted = (text: string): string => `"${escaped(text)}"`;

const ESCAPES: Readonly<Record<string, string>> = { "\n": "\\n", "\r": "\\r", "\t": "\\t" };

/** A text as it stands in a template, of which nothing is evaluated. */
export const escaped = (text: string): string =>
  text
    .replace(/["\\]/g, "\\$&")
    .replace(/\p{Cc}/gu, (found) => ESCAPES[found] ?? `\\u${found.charCodeAt(0).toString(16).padStart(4, "0")}`)
    .replace(/[$%](?=\{)/g, "$&$&");

// ---- lines

/** `name = text`, where the text may have several lines. */
export interface Line {
  readonly name: string;
  readonly text: string;
}

/** Text on lines of its own, between brackets. */
export const enclosed = (open: string, inner: string, close: string): string => `${open}\n${indented(inner)}\n${close}`;

export const indented = (text: string): string =>
  text
    .split("\n")
    .map((line) => (line === "" ? line : `  ${line}`))
    .join("\n");

/** What `terraform fmt` counts as a name's width: code points. */
const columns = (name: string): number => [...name].length;

/** Arguments below each other; the equals signs of lines that follow each other are aligned. */
export function aligned(lines: readonly Line[]): string {
  const isSingle = ({ text }: Line): boolean => !text.includes("\n");
  const width = (at: number): number => {
    const line = lines[at];
    if (!line || !isSingle(line)) return columns(line?.name ?? "");
    let [first, last] = [at, at];
    while (first > 0 && isSingle(lines[first - 1] as Line)) first -= 1;
    while (last + 1 < lines.length && isSingle(lines[last + 1] as Line)) last += 1;
    return Math.max(...lines.slice(first, last + 1).map(({ name }) => columns(name)));
  };
  return lines.map(({ name, text }, at) => `${name}${" ".repeat(width(at) - columns(name))} = ${text}`).join("\n");
}
