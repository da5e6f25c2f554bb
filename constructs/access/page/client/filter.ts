import { labelOf } from "./view";
import type { AccountNode, Block, GraphNode, RoleNode } from "./view";

/** What is asked of the rows that are shown. */
export interface Wanted {
  readonly text: string;
  /** Names of services, one of which a row has to use. Empty where all are shown. */
  readonly services: ReadonlySet<string>;
  readonly hasFindings: boolean;
  /** One output's source, or all. */
  readonly source: string;
}

/** Says of rows whether they are wanted; remembers their texts. */
export class Filter {
  private readonly texts = new Map<Block, string>();

  public isWanted(block: Block, { text, services, hasFindings, source }: Wanted): boolean {
    const nodes: readonly GraphNode[] = [...block.accounts, ...block.roles];
    if (source !== "" && block.output.source !== source) return false;
    if (hasFindings && nodes.every(({ findings }) => findings.length === 0)) return false;
    if (
      services.size > 0 &&
      !block.roles.some(({ role }) => role.services.some(({ service }) => services.has(service)))
    )
      return false;
    const words = text.toLowerCase().split(/\s+/);
    const own = text === "" ? "" : this.textOf(block);
    return words.every((word) => own.includes(word));
  }

  private textOf(block: Block): string {
    const known = this.texts.get(block);
    if (known !== undefined) return known;
    const text = [...block.accounts.map(accountText), ...block.roles.map(roleText)].join("\n").toLowerCase();
    this.texts.set(block, text);
    return text;
  }
}

const accountText = (node: AccountNode): string =>
  [labelOf(node), ...node.ways.flatMap(({ way }) => [...way.kinds, way.by]), ...textsOf(node)].join("\n");

function roleText(node: RoleNode): string {
  const { role, output } = node;
  const policies = [...role.policies, role.boundary].flatMap((index) => output.policies[index ?? -1] ?? []);
  return [
    role.arn,
    role.name,
    ...policies.flatMap(({ name, statements }) => [
      name,
      ...statements.flatMap(({ actions, resources, conditions }) => [...actions, ...resources, ...conditions]),
    ]),
    ...textsOf(node),
  ].join("\n");
}

const textsOf = ({ findings }: GraphNode): string[] => findings.flatMap(({ rule, text }) => [rule, text]);
