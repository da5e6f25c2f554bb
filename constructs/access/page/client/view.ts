import type { PageAccount, PageData, PageFinding, PageOutput, PageRole, PageService, PageWay } from "../data";

/** The graph: what is drawn, and what it is connected with. */
export interface View {
  readonly outputs: readonly OutputView[];
  readonly services: readonly ServiceNode[];
  readonly nodes: ReadonlyMap<string, GraphNode>;
}

export interface OutputView {
  readonly output: PageOutput;
  readonly namespaces: readonly NamespaceNode[];
}

interface NodeBase {
  readonly id: string;
  readonly findings: readonly PageFinding[];
}

export interface NamespaceNode extends NodeBase {
  readonly kind: "namespace";
  readonly name: string;
  readonly source: string;
  readonly accounts: readonly AccountNode[];
  readonly blocks: readonly Block[];
}

export interface AccountNode extends NodeBase {
  readonly kind: "account";
  readonly account: PageAccount;
  readonly output: PageOutput;
  readonly ways: readonly WayView[];
}

export interface WayView {
  readonly way: PageWay;
  readonly roles: readonly RoleNode[];
}

export interface RoleNode extends NodeBase {
  readonly kind: "role";
  readonly role: PageRole;
  readonly output: PageOutput;
  /** Those that may come to have it. */
  readonly accounts: AccountNode[];
}

export interface ServiceNode extends NodeBase {
  readonly kind: "service";
  readonly name: string;
  /** One of eight colours. */
  readonly hue: number;
  readonly uses: readonly { readonly role: RoleNode; readonly service: PageService }[];
}

export type GraphNode = NamespaceNode | AccountNode | RoleNode | ServiceNode;

/** ServiceAccounts of one namespace that have roles in common, and those roles. */
export interface Block {
  readonly output: PageOutput;
  readonly accounts: readonly AccountNode[];
  readonly roles: readonly RoleNode[];
}

export const NOBODY = "no ServiceAccount";

const SPECIAL: Readonly<Record<string, string>> = { "*": "all services", "?": "not known" };

export const serviceName = (service: string): string => SPECIAL[service] ?? service;

export function viewOf({ outputs }: PageData): View {
  const nodes = new Map<string, GraphNode>();
  const views = outputs.map((output, index) => outputView(output, index, nodes));
  const services = servicesOf([...nodes.values()].filter((node) => node.kind === "role"));
  for (const service of services) nodes.set(service.id, service);
  return { outputs: views, services, nodes };
}

function outputView(output: PageOutput, index: number, nodes: Map<string, GraphNode>): OutputView {
  const roles = output.roles.map((role, number): RoleNode => ({
    kind: "role",
    id: `r${index}.${number}`,
    role,
    output,
    accounts: [],
    findings: output.findings.filter((finding) => finding.role === number),
  }));
  const accounts = output.accounts.map((account, number): AccountNode => {
    const ways = account.ways.map((way) => ({ way, roles: way.path.flatMap((one) => roles[one] ?? []) }));
    const findings = output.findings.filter((finding) => finding.account === number);
    const node: AccountNode = { kind: "account", id: `a${index}.${number}`, account, output, ways, findings };
    for (const role of new Set(ways.flatMap((one) => one.roles))) role.accounts.push(node);
    return node;
  });
  const names = [...new Set(accounts.map(({ account }) => account.namespace))];
  const namespaces = names.map((name, number): NamespaceNode => {
    const own = accounts.filter(({ account }) => account.namespace === name);
    const blocks = blocksOf(output, own);
    return {
      kind: "namespace",
      id: `n${index}.${number}`,
      name,
      source: output.source,
      accounts: own,
      blocks,
      findings: [],
    };
  });
  const alone = roles.filter((role) => role.accounts.length === 0);
  if (alone.length > 0)
    namespaces.push({
      kind: "namespace",
      id: `n${index}.${names.length}`,
      name: NOBODY,
      source: output.source,
      accounts: [],
      blocks: alone.map((role) => ({ output, accounts: [], roles: [role] })),
      findings: [],
    });
  for (const node of [...roles, ...accounts, ...namespaces]) nodes.set(node.id, node);
  return { output, namespaces };
}

/** Those that share a role stand together. */
function blocksOf(output: PageOutput, accounts: readonly AccountNode[]): Block[] {
  const blocks: { output: PageOutput; accounts: AccountNode[]; roles: RoleNode[] }[] = [];
  const home = new Map<RoleNode, (typeof blocks)[number]>();
  for (const account of accounts) {
    const roles = [...new Set(account.ways.flatMap((way) => way.roles))];
    const known = [...new Set(roles.flatMap((role) => home.get(role) ?? []))];
    const [block = { output, accounts: [], roles: [] }, ...others] = known;
    if (known.length === 0) blocks.push(block);
    for (const other of others) {
      block.accounts.push(...other.accounts);
      block.roles.push(...other.roles);
      for (const role of other.roles) home.set(role, block);
      blocks.splice(blocks.indexOf(other), 1);
    }
    block.accounts.push(account);
    for (const role of roles) {
      if (!home.has(role)) block.roles.push(role);
      home.set(role, block);
    }
  }
  return blocks;
}

function servicesOf(roles: readonly RoleNode[]): ServiceNode[] {
  const uses = new Map<string, { role: RoleNode; service: PageService }[]>();
  for (const role of roles)
    for (const service of role.role.services)
      uses.set(service.service, [...(uses.get(service.service) ?? []), { role, service }]);
  const isLast = (name: string): number => (name === "?" ? 1 : 0);
  const names = [...uses.keys()].sort((a, b) => isLast(a) - isLast(b) || (a < b ? -1 : 1));
  return names.map((name, index) => ({
    kind: "service",
    id: `s${name}`,
    name,
    hue: index % 8,
    uses: uses.get(name) ?? [],
    findings: [],
  }));
}

/** All that is connected with a node, by ID, itself among it. */
export function pathOf(node: GraphNode, view: View): Set<string> {
  const found = new Set([node.id]);
  const add = (ids: Iterable<GraphNode>): void => {
    for (const { id } of ids) found.add(id);
  };
  const accounts =
    node.kind === "account"
      ? [node]
      : node.kind === "namespace" || node.kind === "role"
        ? node.accounts
        : [...new Set(node.uses.flatMap(({ role }) => role.accounts))];
  const namespaces = view.outputs.flatMap((one) => one.namespaces);
  add(accounts);
  if (node.kind !== "namespace")
    add(namespaces.filter((namespace) => namespace.accounts.some((one) => found.has(one.id))));
  if (node.kind === "service") {
    const using = new Set(node.uses.map(({ role }) => role));
    // The way to a role that uses it, over those that do not.
    add(
      accounts.flatMap(({ ways }) =>
        ways.flatMap(({ roles }) => (roles.slice(-1).some((role) => using.has(role)) ? roles : [])),
      ),
    );
    add(using);
    return found;
  }
  const ways = accounts.flatMap((account) => account.ways);
  const roles =
    node.kind === "role"
      ? [node, ...ways.flatMap((way) => (way.roles.at(-1) === node ? way.roles : []))]
      : node.kind === "namespace" && node.accounts.length === 0
        ? node.blocks.flatMap((block) => block.roles)
        : ways.flatMap((way) => way.roles);
  add(roles);
  const used = new Set(
    (node.kind === "role" ? [node] : roles).flatMap(({ role }) => role.services.map((one) => one.service)),
  );
  add(view.services.filter(({ name }) => used.has(name)));
  return found;
}

export const labelOf = (node: GraphNode): string =>
  node.kind === "account"
    ? `${node.account.namespace}/${node.account.name}`
    : node.kind === "role"
      ? node.role.name
      : node.kind === "service"
        ? serviceName(node.name)
        : node.name;

/** The part that all names of roles begin with, up to a hyphen: it says little, and is written faintly. */
export function commonStart(names: readonly string[]): string {
  const [first = "", ...others] = names;
  if (others.length < 2) return "";
  let length = first.length;
  for (const name of others) while (!name.startsWith(first.slice(0, length))) length--;
  return first.slice(0, first.slice(0, length).lastIndexOf("-") + 1);
}
