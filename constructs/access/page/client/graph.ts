import { counted, drawn, element } from "./elements";
import { commonStart, NOBODY, serviceName } from "./view";
import type { AccountNode, Block, GraphNode, NamespaceNode, RoleNode, ServiceNode, View } from "./view";

/** The graph as elements. A role that namespaces share stands in each of them. */
export interface Graph {
  readonly root: HTMLElement;
  readonly links: SVGSVGElement;
  readonly services: HTMLElement;
  readonly blocks: readonly BlockElement[];
  readonly elements: ReadonlyMap<string, readonly HTMLElement[]>;
}

export interface BlockElement {
  readonly block: Block;
  readonly element: HTMLElement;
  readonly namespace: NamespaceNode;
  readonly group: HTMLElement;
  readonly section: HTMLElement;
  readonly accounts: ReadonlyMap<AccountNode, HTMLElement>;
  readonly roles: ReadonlyMap<RoleNode, HTMLElement>;
}

/** With more roles than these, rows say names alone. */
const ROOMY = 60;

export function graphOf(view: View): Graph {
  const elements = new Map<string, HTMLElement[]>();
  const blocks: BlockElement[] = [];
  const button = (node: GraphNode, label: string, ...children: readonly (Node | string | undefined)[]): HTMLElement => {
    const made = element(
      "button",
      { type: "button", class: `node ${node.kind}`, "data-id": node.id, tabindex: "-1", "aria-label": label },
      ...children,
    );
    elements.set(node.id, [...(elements.get(node.id) ?? []), made]);
    return made;
  };

  const start = commonStart(
    view.outputs.flatMap(({ output }) => output.roles.flatMap(({ name, isHere }) => (isHere ? name : []))),
  );
  const hues = new Map(view.services.map(({ name, hue }) => [name, hue]));

  const accountElement = (node: AccountNode): HTMLElement => {
    const kinds = kindsOf(node);
    return button(
      node,
      `ServiceAccount ${node.account.namespace}/${node.account.name}, ${kinds}${findingsLabel(node)}`,
      element("span", { class: "name" }, node.account.name),
      marker(node),
      element("small", {}, kinds),
    );
  };

  const roleElement = (node: RoleNode): HTMLElement => {
    const { name, boundary, isHere } = node.role;
    const faint = start !== "" && name.startsWith(start) ? start : "";
    const before = node.accounts.flatMap(({ ways }) => ways.filter(({ roles }) => roles.at(-1) === node));
    const chained = before.length > 0 && before.every(({ roles }) => roles.length > 1);
    const notes = [
      ...(chained ? ["by role chaining"] : []),
      ...(isHere ? [] : ["not in the output"]),
      ...(boundary === undefined ? [] : [`within ${node.output.policies[boundary]?.name ?? "a boundary"}`]),
    ];
    const text = notes.join(", ");
    return element(
      "div",
      { class: chained ? "cell chained" : "cell" },
      button(
        node,
        `Role ${name}${text === "" ? "" : `, ${text}`}${findingsLabel(node)}`,
        element("span", { class: "name" }, element("span", { class: "faint" }, faint), name.slice(faint.length)),
        marker(node),
        text === "" ? undefined : element("small", {}, text),
      ),
      element(
        "ul",
        { class: "chips" },
        ...node.role.services.map(({ service, verbs, isDenied }) =>
          element(
            "li",
            {
              class: `chip hue-${hues.get(service) ?? 0}${service === "?" ? " open" : ""}${isDenied ? " denied" : ""}`,
            },
            element("b", {}, serviceName(service)),
            ` ${verbs.join(", ")}`,
          ),
        ),
      ),
    );
  };

  const sections = view.outputs.map(({ output, namespaces }) => {
    const section = element("section", { class: "output", "aria-label": output.source });
    if (view.outputs.length > 1) section.append(element("h2", {}, output.source));
    for (const namespace of namespaces) {
      const list = element("div", { class: "blocks" });
      const title = button(
        namespace,
        namespace.name === NOBODY ? "Roles that no ServiceAccount has" : `Namespace ${namespace.name}`,
        element("span", { class: "name" }, namespace.name),
        element("small", {}),
      );
      const group = element(
        "div",
        { class: namespace.name === NOBODY ? "group nobody" : "group" },
        element("div", { class: "place" }, title),
        list,
      );
      for (const block of namespace.blocks) {
        const accounts = new Map(block.accounts.map((node) => [node, accountElement(node)]));
        const roles = new Map(block.roles.map((node) => [node, roleElement(node)]));
        const row = element(
          "div",
          { class: "block" },
          element("div", { class: "accounts" }, ...accounts.values()),
          element("div", { class: "roles" }, ...roles.values()),
        );
        list.append(row);
        blocks.push({ block, element: row, namespace, group, section, accounts, roles: buttonsOf(roles) });
      }
      section.append(group);
    }
    return section;
  });

  const services = element("div", { class: "services" }, ...view.services.map((node) => serviceElement(node, button)));
  const links = drawn("svg", "links");
  links.setAttribute("aria-hidden", "true");
  const isCompact = view.outputs.reduce((count, { output }) => count + output.roles.length, 0) > ROOMY;
  const root = element(
    "div",
    { class: isCompact ? "graph compact" : "graph" },
    element("div", { class: "sections" }, ...sections),
    element("div", { class: "side" }, services),
  );
  root.prepend(links);
  return { root, links, services, blocks, elements };
}

/** The cells' buttons, which links go from and to. */
const buttonsOf = (cells: ReadonlyMap<RoleNode, HTMLElement>): Map<RoleNode, HTMLElement> =>
  new Map([...cells].map(([node, cell]) => [node, cell.querySelector<HTMLElement>(".node") ?? cell]));

const KINDS: Readonly<Record<string, string>> = { irsa: "IRSA", "pod-identity": "Pod Identity" };

export const kindName = (kind: string): string => KINDS[kind] ?? kind;

const kindsOf = ({ account }: AccountNode): string =>
  [...new Set(account.ways.flatMap(({ kinds }) => kinds))].sort().map(kindName).join(" and ");

const serviceElement = (
  node: ServiceNode,
  button: (node: GraphNode, label: string, ...children: readonly Node[]) => HTMLElement,
): HTMLElement => {
  const verbs = [...new Set(node.uses.flatMap(({ service }) => service.verbs))].sort();
  const made = button(
    node,
    `Service ${serviceName(node.name)}, ${counted(node.uses.length, "role")}: show only these`,
    element("span", { class: "name" }, serviceName(node.name)),
    element("span", { class: "count" }, String(node.uses.length)),
    element("small", { "data-all": verbs.join(", ") }, verbs.join(", ")),
  );
  made.classList.add(`hue-${node.hue}`);
  made.classList.toggle("open", node.name === "?");
  made.setAttribute("aria-pressed", "false");
  return made;
};

const findingsLabel = ({ findings }: GraphNode): string =>
  findings.length === 0 ? "" : `, ${counted(findings.length, "finding")}`;

/** A warning, or a note where there is no warning. */
export function marker({ findings }: Pick<GraphNode, "findings">): HTMLElement | undefined {
  if (findings.length === 0) return undefined;
  const isWarning = findings.some(({ level }) => level === "warning");
  const text = findings.map((finding) => finding.text).join("\n");
  return element("span", { class: `marker ${isWarning ? "warning" : "note"}`, title: text }, isWarning ? "!" : "?");
}
