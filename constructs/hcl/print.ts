import { Expression, expressionOf, isExpression, isList, isObject } from "./expression";
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
 * @param room - columns that a line has
 * @param before - columns that are taken on its first line
 */
export const broken = (value: Value, room = WIDTH, scope: Scope = {}, before = 0): string =>
  new Printer(scope).broken(value, room - before, room);

/** Lines are broken past this column. */
export const WIDTH = 116;

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
    if (typeof value === "string") return quoted(value);
    if (typeof value === "boolean" || Number.isFinite(value)) return String(value);
    if (value === null || value === undefined) return "null";
    throw new Error(`HCL has no ${Number.isNaN(value) ? "NaN" : typeof value}`);
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
  private loop(
    { key, value, over }: Loop,
    bodies: readonly Value[],
    list = this.inline(over),
  ): { inner: Printer; head: string } {
    const bound = new Map(this.scope.bound);
    const bind = (one: Expression): string => {
      const taken = new Set(bound.values());
      let name = one.node.kind === "variable" ? one.node.name : "one";
      while (taken.has(name)) name += "_";
      bound.set(one, name);
      return name;
    };
    const uses = (one: Expression): boolean => bodies.some((body) => this.mentions(body, one.node));
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
    return where === true ? "" : ` ${ifText(this.inline(where))}`;
  }

  private template(parts: readonly Value[]): string {
    const inner = parts.map((given) => {
      const part = this.lift(given);
      return typeof part === "string" ? escaped(part) : `\${${this.inline(part)}}`;
    });
    // `$${` would be read as an escape.
    return `"${inner.reduce((text, part) => (part.startsWith("${") ? text.replace(/\$$/, '${"$"}') : text) + part, "")}"`;
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
      // What is undefined is not there, as in objects.
      if (given === undefined) continue;
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
      .map(([key, inner]): [string, Value] => [key, this.orNothing(this.lift(inner))]);
    return this.scope.sorted ? all.sort(([a], [b]) => (a < b ? -1 : 1)) : all;
  }

  /** An object in an object, all of whose entries may be missing: where they are, it is missing itself. */
  private orNothing(value: Value): Value {
    if (!isObject(value)) return value;
    const entries = this.entries(value);
    if (entries.length === 0 || !entries.every(([, inner]) => isExpression(inner) && inner.nullable)) return value;
    const conditions = entries.map(([, inner]) => whereGiven(inner as Expression));
    const condition = conditions.reduce((left, right) =>
      inline(left, this.scope) === inline(right, this.scope)
        ? left
        : new Expression({ kind: "operation", operator: "||", left, right }),
    );
    // What is alone is there where the object is.
    const alone = entries.length === 1 && entries[0] !== undefined ? { [entries[0][0]]: given(entries[0][1]) } : value;
    // As an expression, it is not asked again.
    return new Expression({ kind: "optional", condition, value: expressionOf(alone) });
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
    const open = entries.filter(([, inner]) => isExpression(inner) && inner.nullable) as [string, Expression][];
    const asked = open.filter(([, { node }]) => node.kind !== "optional");
    const others =
      asked.length > 1
        ? [
            withoutNulls(asked),
            ...open.filter((one) => !asked.includes(one)).map(([key, inner]) => objectOfOne(key, inner)),
          ]
        : open.map(([key, inner]) => objectOfOne(key, inner));
    return certain.length === 0 && others.length > 0 ? others : [certain, ...others];
  }

  /** A key stands without quotes where it can; one that is an expression stands in parentheses, or it is read as a name. */
  private key(given: string): string {
    const key = this.lift(given);
    if (isExpression(key) && key.node.kind !== "template") return `(${this.inline(key)})`;
    return typeof key === "string" && isName(key) ? key : this.inline(key);
  }

  // ---- broken into lines

  /**
   * @param first - columns that the first line has, before it has to be broken
   * @param room - columns that all further lines have
   */
  public broken(given: Value, first: number, room: number): string {
    const value = this.lift(given);
    const line = this.inline(value);
    if (line.length <= first || line === "[]" || line === "{}") return line;
    if (isList(value)) return this.brokenList(value, first, room);
    if (isObject(value)) return this.brokenObject(value, first, room);
    return isExpression(value) ? this.brokenExpression(value.node, line, first, room) : line;
  }

  /** A value on a line of its own, or on several, with a comma behind it. */
  private item(value: Value, room: number): string {
    return `${this.broken(value, room - 1, room)},`;
  }

  /** A text of several sentences, one a line. */
  private brokenTemplate(parts: readonly Value[], line: string, room: number): string {
    const sentences: Value[][] = [[]];
    for (const given of parts) {
      const part = this.lift(given);
      const pieces = typeof part === "string" ? part.split(/(?<=\. )/) : [part];
      pieces.forEach((piece, at) => {
        if (at > 0) sentences.push([]);
        sentences.at(-1)?.push(piece);
      });
    }
    if (sentences.length === 1 || line.length <= room) return line;
    const lines = sentences.map((sentence) => `${this.template(sentence)},`);
    return enclosed('join("", [', lines.join("\n"), "])");
  }

  private brokenList(items: readonly Value[], first: number, room: number): string {
    const chunks = this.chunks(items);
    const [only] = chunks;
    if (chunks.length > 1) return this.brokenCall("concat", chunks, first, room);
    if (only !== undefined && !isList(only)) return this.broken(only, first, room);
    const there = isList(only) ? only : [];
    const lines = there.map((item) => this.item(item, room - 2));
    const isPlain = there.every((item) => typeof item === "string" && item.length < 60);
    return enclosed("[", (isPlain ? filled(lines, room - 2) : lines).join("\n"), "]");
  }

  private brokenObject(value: ObjectValue, first: number, room: number): string {
    const parts = this.parts(value);
    const write = (part: (typeof parts)[number], at: number, width: number): string =>
      isExpression(part) ? this.broken(part, at, width) : this.brokenEntries(part, at, width);
    const [only] = parts;
    if (parts.length === 1 && only !== undefined) return write(only, first, room);
    return enclosed("merge(", parts.map((part) => `${write(part, room - 3, room - 2)},`).join("\n"), ")");
  }

  private brokenEntries(entries: readonly [string, Value][], first: number, room: number): string {
    const line = this.plain(entries);
    if (line.length <= first) return line;
    const lines = entries.map(([key, inner]): Line => {
      const name = this.key(key);
      return { name, text: this.broken(inner, room - 2 - name.length - 3, room - 2) };
    });
    return enclosed("{", aligned(lines), "}");
  }

  private brokenExpression(node: Node, line: string, first: number, room: number): string {
    switch (node.kind) {
      case "call":
        return this.brokenCall(node.name, node.args, first, room, node.expand);
      case "conditional":
        return this.brokenConditional(node.condition, node.yes, node.no, first, room);
      case "optional":
        return this.brokenConditional(node.condition, node.value, null, first, room);
      case "operation":
        return enclosed("(", this.brokenChain(node, room - 2), ")");
      case "not":
        return `!${this.brokenOperand(node.of, BINDS.not, first - 1, room)}`;
      case "index":
        return `${this.brokenOperand(node.of, BINDS.atom, first, room)}[${this.inline(node.key)}]`;
      case "template":
        return this.brokenTemplate(node.parts, line, room);
      case "data":
        return this.broken(node.data, first, room);
      case "list": {
        const { inner, head } = this.brokenLoop(node.loop, [node.body, node.where], room - 2);
        return enclosed("[", inner.loopBody(`${head} :`, node.body, node.where, room - 2), "]");
      }
      case "object": {
        const { inner, head } = this.brokenLoop(node.loop, [node.key, node.body, node.where], room - 2);
        const key = inner.operand(node.key, BINDS.conditional + 1);
        return enclosed("{", inner.loopBody(`${head} : ${key} =>`, node.body, node.where, room - 2), "}");
      }
      default:
        return line;
    }
  }

  /** A part of a larger expression. What is broken by its operator or its branches has parentheses already. */
  private brokenOperand(given: Value, level: number, first: number, room: number): string {
    const value = this.lift(given);
    const written = this.broken(value, first, room);
    return isExpression(value) && binds(value) < level && !written.startsWith("(\n") ? `(${written})` : written;
  }

  /** Operands of one operator, each on a line of its own; it stands between brackets. */
  private brokenChain(node: Node & { kind: "operation" }, room: number): string {
    const level = (OPERATORS[node.operator] ?? BINDS.atom) + 1;
    const operands = this.chain(node, node.operator).map((one) => this.brokenOperand(one, level, room - 5, room));
    return operands.join(` ${node.operator}\n`);
  }

  /** All operands of one operator, from the left. */
  private chain(node: Node & { kind: "operation" }, operator: string): Value[] {
    const left = this.lift(node.left);
    const isSame = isExpression(left) && left.node.kind === "operation" && left.node.operator === operator;
    return [...(isSame ? this.chain(left.node, operator) : [left]), node.right];
  }

  /** A loop whose list is broken into lines where it is long. */
  private brokenLoop(loop: Loop, bodies: readonly Value[], room: number): { inner: Printer; head: string } {
    const { head } = this.loop(loop, bodies);
    return head.length <= room - 20
      ? this.loop(loop, bodies)
      : this.loop(loop, bodies, this.broken(loop.over, room - 40, room));
  }

  private loopBody(head: string, body: Value, where: Value, room: number): string {
    const line = this.inline(body);
    const before = head.length - head.lastIndexOf("\n") - 1;
    const fits = before + 1 + line.length <= room && !head.includes("\n");
    const start = fits
      ? `${head} ${line}`
      : isHuggable(this.lift(body)) && !head.includes("\n")
        ? `${head} ${this.broken(body, room - before - 1, room)}`
        : `${head}\n${this.broken(body, room, room)}`;
    const filter = this.filter(where);
    const last = start.slice(start.lastIndexOf("\n") + 1);
    if (filter === "" || last.length + filter.length <= room) return `${start}${filter}`;
    return `${start}\n${filter.length <= room ? filter.trim() : ifText(this.brokenFilter(where, room))}`;
  }

  /** What is between brackets already may have several lines without parentheses, which `fmt` takes for a call of `if`. */
  private brokenFilter(given: Value, room: number): string {
    const value = this.lift(given);
    if (!isExpression(value)) return this.inline(value);
    const { node } = value;
    if (node.kind === "operation") return this.brokenChain(node, room);
    return node.kind === "conditional"
      ? this.branches(node.condition, node.yes, node.no, room)
      : this.broken(value, room - 3, room);
  }

  private brokenConditional(condition: Value, yes: Value, no: Value, first: number, room: number): string {
    const head = this.operand(condition, BINDS.conditional + 1);
    const [start, end] = [this.inline(yes), this.inline(no)];
    if (isHuggable(this.lift(yes)) && end.length <= 10 && head.length + 4 < first)
      return `${head} ? ${this.broken(yes, first - head.length - 3, room)} : ${end}`;
    if (isHuggable(this.lift(no)) && start.length <= 10 && head.length + start.length + 8 < first)
      return `${head} ? ${start} : ${this.broken(no, first - head.length - start.length - 6, room)}`;
    return enclosed("(", this.branches(condition, yes, no, room - 2), ")");
  }

  /** A condition and its two branches, each on a line of its own; they stand between brackets. */
  private branches(condition: Value, yes: Value, no: Value, room: number): string {
    const written = this.brokenOperand(condition, BINDS.conditional + 1, room, room);
    // Some parsers, python-hcl2 among them, read no `?` on the line after what ends with a `!`.
    const asked = this.endsWithNot(condition) && !written.startsWith("(\n") ? `(${written})` : written;
    const [one, other] = [yes, no].map((value) => this.broken(value, room - 2, room));
    return `${asked}\n? ${one ?? ""}\n: ${other ?? ""}`;
  }

  private endsWithNot(given: Value): boolean {
    const value = this.lift(given);
    if (!isExpression(value)) return false;
    return value.node.kind === "not" || (value.node.kind === "operation" && this.endsWithNot(value.node.right));
  }

  private brokenCall(name: string, args: readonly Value[], first: number, room: number, expand = false): string {
    const dots = expand ? "..." : "";
    const before = args.slice(0, -1);
    const last = this.lift(args.at(-1));
    const head = `${name}(${before.map((arg) => `${this.inline(arg)}, `).join("")}`;
    const isPlain = !before.some((arg) => isHuggable(this.lift(arg), 1));
    if (isHuggable(last, 1) && head.length + 2 < first && isPlain)
      return `${head}${this.broken(last, first - head.length - 1, room)}${dots})`;
    const lines = args.map((arg, index) =>
      index === args.length - 1 && expand ? `${this.broken(arg, room - 5, room - 2)}...` : this.item(arg, room - 2),
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

/** Entries that may be null, as an object of those that are not. */
function withoutNulls(entries: readonly [string, Expression][]): Expression {
  const [key, value] = ["key", "value"].map((name) => new Expression({ kind: "variable", name }));
  const all = Object.fromEntries(entries.map(([name, inner]) => [name, kept(inner)]));
  return new Expression({
    kind: "object",
    loop: { key, value: value ?? null, over: all } as Loop,
    key,
    body: value,
    where: new Expression({ kind: "operation", operator: "!=", left: value, right: null }),
  });
}

/** Where an entry that may be missing is there. */
const whereGiven = (value: Expression): Value =>
  value.node.kind === "optional"
    ? value.node.condition
    : new Expression({ kind: "operation", operator: "!=", left: kept(value), right: null });

/** What such an entry is then. */
const given = (value: Value): Value =>
  isExpression(value) ? (value.node.kind === "optional" ? value.node.value : kept(value)) : value;

const kept = (value: Expression): Expression => new Expression(value.node, false);

/** A filter. Before a parenthesis, `fmt` takes `if` for a function's name. */
const ifText = (condition: string): string => (condition.startsWith("(") ? `if${condition}` : `if ${condition}`);

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

/** Short items, as many as there is room for on a line. */
function filled(items: readonly string[], room: number): string[] {
  const lines: string[] = [];
  for (const item of items) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + 1 + item.length <= room) lines[lines.length - 1] = `${last} ${item}`;
    else lines.push(item);
  }
  return lines;
}

/** Text on lines of its own, between brackets. */
export const enclosed = (open: string, inner: string, close: string): string => `${open}\n${indented(inner)}\n${close}`;

export const indented = (text: string): string =>
  text
    .split("\n")
    .map((line) => (line === "" ? line : `  ${line}`))
    .join("\n");

/** A name's width, as `terraform fmt` counts it. */
const columns = (name: string): number => [...new Intl.Segmenter().segment(name)].length;

/** Arguments below each other; the equals signs of lines that follow each other are aligned. */
export function aligned(lines: readonly Line[]): string {
  const isSingle = (at: number): boolean => lines[at]?.text.includes("\n") === false;
  const width = (at: number): number => {
    let [first, last] = [at, at];
    while (isSingle(at) && isSingle(first - 1)) first -= 1;
    while (isSingle(at) && isSingle(last + 1)) last += 1;
    return Math.max(...lines.slice(first, last + 1).map(({ name }) => columns(name)));
  };
  return lines.map(({ name, text }, at) => `${name}${" ".repeat(width(at) - columns(name))} = ${text}`).join("\n");
}
