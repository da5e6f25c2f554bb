import { TerraformDataSource, TerraformElement, TerraformLocal, TerraformModule, TerraformResource } from "cdktf";
import { argument, block, hcl } from "../hcl/blocks";
import type { Argument, Block, Item } from "../hcl/blocks";
import { Expression, isExpression, isList, isObject, reference } from "../hcl/expression";
import type { Value } from "../hcl/expression";
import { CheckBlock } from "../hcl/check-block";
import { commentOf } from "../hcl/instances";
import { lift } from "../hcl/lift";
import { scopeIn } from "../hcl/tokens";
import type { ModuleStack } from "./module-stack";

/** A stack's resources, data sources, module calls and local values as `.tf` files. */

/** Arguments that are blocks in HCL; all else that looks like one is an attribute with an object in it. */
const BLOCKS: ReadonlySet<string> = new Set([
  ...["metadata", "role_ref", "subject", "rule", "image_pull_secret"],
  ...["lifecycle", "precondition", "postcondition", "assert"],
]);

/** Meta-arguments stand first. */
const FIRST = ["source", "count", "for_each"];

/**
 * Files by name, for what is in a stack. A local value that nothing asks for is left out: constructs name what others may
 * wait for, before they know who will.
 *
 * @param others - the module's other files, which ask for local values, too
 */
export function terraformFiles(stack: ModuleStack, others: readonly string[]): Record<string, string> {
  const files = new Map<string, { locals: Argument[]; blocks: Block[] }>();
  for (const element of stack.node.findAll()) {
    if (!TerraformElement.isTerraformElement(element)) continue;
    const file = stack.fileOf(element);
    const found = files.get(file) ?? { locals: [], blocks: [] };
    files.set(file, found);
    if (element instanceof TerraformLocal) found.locals.push(localOf(element));
    else found.blocks.push(...blocksOf(element));
  }
  const printed = (items: readonly Item[]): string => hcl(items, scopeIn(stack));
  const blocks = [...files.values()].flatMap((file) => file.blocks);
  const all = [...files.values()].flatMap((file) => file.locals);
  const used = usedIn([...others, printed(blocks)].join("\n"), all, printed);
  for (const file of files.values()) file.locals = file.locals.filter((one) => used.has(one));
  return Object.fromEntries(
    [...files]
      .filter(([, { locals, blocks }]) => locals.length + blocks.length > 0)
      .map(([file, { locals, blocks }]) => {
        const items: Item[] = [...(locals.length > 0 ? [block("locals", [], locals, "", true)] : []), ...blocks];
        const title = stack.titleOf(file);
        return [file, `${title === undefined ? "" : `# ${title}\n\n`}${printed(items)}`];
      }),
  );
}

/** The local values that a text asks for, and those that these ask for. */
function usedIn(text: string, all: readonly Argument[], printed: (items: readonly Item[]) => string): Set<Argument> {
  const asked = all.filter(({ name }) => new RegExp(`\\blocal\\.${name}\\b`).test(text));
  if (asked.length === 0) return new Set();
  const others = all.filter((one) => !asked.includes(one));
  return new Set([...asked, ...usedIn(printed(asked), others, printed)]);
}

function localOf(element: TerraformLocal): Argument {
  const { locals } = element.toTerraform() as { locals: Record<string, unknown> };
  const [[name, value] = ["", null]] = Object.entries(locals);
  return argument(name, valueOf(value), commentOf(element) ?? "");
}

/** A `check` block of this module. What reads for it would read always: a data source in one knows no `count`. */
function checkOf(element: CheckBlock): Block[] {
  const { check } = element.toTerraform() as { check: Record<string, Record<string, unknown>> };
  return Object.entries(check).map(([name, inner]) => block("check", [name], items(inner), "", true));
}

function blocksOf(element: TerraformElement): Block[] {
  if (element instanceof CheckBlock) return checkOf(element);
  const kind = TerraformResource.isTerraformResource(element)
    ? "resource"
    : TerraformDataSource.isTerraformDataSource(element)
      ? "data"
      : element instanceof TerraformModule
        ? "module"
        : undefined;
  if (kind === undefined) return [];
  const { [kind]: found } = element.toTerraform() as Record<string, Record<string, Record<string, unknown>>>;
  return Object.entries(found ?? {}).map(([label, inner]) =>
    kind === "module"
      ? block(kind, [label], items(inner), commentOf(element) ?? "", true)
      : named(kind, label, inner, commentOf(element) ?? ""),
  );
}

function named(kind: string, type: string, inner: Record<string, unknown>, comment: string): Block {
  const [[name, attributes] = ["", {}]] = Object.entries(inner);
  return block(kind, [type, name], items(attributes as Record<string, unknown>), comment, true);
}

/** Meta-arguments, then arguments, then blocks, and last what is waited for. */
function items(attributes: Record<string, unknown>): Item[] {
  const { depends_on: dependsOn, "//": _, ...others } = attributes;
  const given = Object.entries(others).filter(([, value]) => value !== undefined);
  const first = FIRST.flatMap((key) => given.filter(([name]) => name === key));
  const rest = given.filter(([name]) => !FIRST.includes(name));
  const args = [...first, ...rest.filter(([name]) => !isBlock(name))];
  return [
    ...args.map(([name, value]) => argument(name, name === "error_message" ? sentences(value) : valueOf(value))),
    ...rest.filter(([name]) => isBlock(name)).flatMap(([name, value]) => blocks(name, value)),
    ...(isList(dependsOn) && dependsOn.length > 0
      ? [
          argument(
            "depends_on",
            dependsOn.map((one) => addressIn(one)),
          ),
        ]
      : []),
  ];
}

const isBlock = (name: string): boolean => name === "dynamic" || BLOCKS.has(name);

function blocks(name: string, value: unknown): Block[] {
  if (name === "dynamic") {
    return Object.entries(value as Record<string, { for_each: unknown; content: Record<string, unknown> }>).map(
      ([label, { for_each: each, content }]) =>
        block("dynamic", [label], [argument("for_each", valueOf(each)), block("content", [], items(content))]),
    );
  }
  const all = isList(value) ? value : [value];
  return all.map((one) => block(name, [], items(one as Record<string, unknown>), "", true));
}

/** An argument's value. A text of CDKTF's is a template already: what looks like one in it is one. */
function valueOf(given: unknown): Value {
  const value = lift(given);
  if (isExpression(value)) return value;
  if (typeof value === "string") {
    return /[$%]\{/.test(value) ? reference(`"${value.replace(/["\\]/g, "\\$&").replace(/\n/g, "\\n")}"`) : value;
  }
  if (isList(value)) return value.map((item) => valueOf(item));
  if (isObject(value)) {
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, valueOf(inner)]));
  }
  return value;
}

/** A message, which may be broken into lines: unlike a description, it may be an expression. */
function sentences(given: unknown): Value {
  const value = lift(given);
  return isExpression(value) ? value : new Expression({ kind: "template", parts: [value] });
}

/** An address in `depends_on`. */
function addressIn(given: unknown): Value {
  const value = lift(given);
  return isExpression(value) ? value : reference(String(given));
}
