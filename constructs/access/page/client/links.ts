import { drawn } from "./elements";
import type { BlockElement, Graph } from "./graph";
import type { RoleNode, ServiceNode, View } from "./view";

/**
 * Draws the links of the rows that can be seen. The services stay in the window while rows pass by, so that links are drawn anew
 * when something moves; their number follows from the window's height, not from the number of roles.
 */
export class Links {
  private readonly paths: SVGPathElement[] = [];
  private readonly services: ReadonlyMap<string, ServiceNode>;
  private lit: ReadonlySet<string> | undefined;
  private frame = 0;

  public constructor(
    private readonly graph: Graph,
    view: View,
  ) {
    this.services = new Map(view.services.map((node) => [node.name, node]));
    const later = (): void => {
      this.draw();
    };
    addEventListener("scroll", later, { passive: true });
    graph.services.addEventListener("scroll", later, { passive: true });
    new ResizeObserver(later).observe(graph.root);
    new ResizeObserver(later).observe(graph.services);
  }

  /** Shows these nodes' links before all others. */
  public light(lit: ReadonlySet<string> | undefined): void {
    this.lit = lit;
    this.draw();
  }

  /** Draws before the next frame. */
  public draw(): void {
    cancelAnimationFrame(this.frame);
    this.frame = requestAnimationFrame(() => {
      this.drawNow();
    });
  }

  private drawNow(): void {
    const origin = this.graph.root.getBoundingClientRect();
    const ends = this.serviceEnds();
    const found: Link[] = [];
    if (ends.size > 0)
      for (const block of this.graph.blocks) {
        if (block.element.hidden || block.group.hidden || block.section.hidden) continue;
        const { top, bottom } = block.element.getBoundingClientRect();
        if (bottom > 0 && top < innerHeight) found.push(...this.linksOf(block, ends));
      }
    // What is lit lies above.
    found.sort((one, other) => Number(one.isLit) - Number(other.isLit));
    found.forEach((link, index) => {
      this.paint(index, link, origin);
    });
    for (const path of this.paths.slice(found.length)) path.removeAttribute("d");
  }

  private paint(index: number, { from, to, name, width, isLit }: Link, origin: DOMRect): void {
    const path = this.paths[index] ?? drawn("path", "");
    if (this.paths[index] === undefined) this.graph.links.append((this.paths[index] = path));
    const [x1, y1, x2, y2] = [from.x - origin.x, from.y - origin.y, to.x - origin.x, to.y - origin.y];
    // Out of a role and back to a role: round the left side.
    const bend = from.x === to.x ? -18 : (x2 - x1) * 0.55;
    const back = from.x === to.x ? x2 + bend : x2 - bend;
    path.setAttribute(
      "d",
      `M${round(x1)} ${round(y1)}C${round(x1 + bend)} ${round(y1)} ${round(back)} ${round(y2)} ${round(x2)} ${round(y2)}`,
    );
    path.setAttribute("class", `link ${name}${isLit ? " lit" : ""}`);
    path.setAttribute("stroke-width", String(width));
  }

  /** Where links to each service end, if the service can be seen. */
  private serviceEnds(): Map<ServiceNode, Point> {
    const box = this.graph.services.getBoundingClientRect();
    const ends = new Map<ServiceNode, Point>();
    // On a phone, services are no column.
    if (getComputedStyle(this.graph.links).display === "none") return ends;
    for (const node of this.services.values()) {
      const rect = this.graph.elements.get(node.id)?.[0]?.getBoundingClientRect();
      if (!rect || rect.height === 0) continue;
      ends.set(node, { x: rect.left, y: Math.min(Math.max(middle(rect), box.top), box.bottom) });
    }
    return ends;
  }

  private linksOf({ block, accounts, roles }: BlockElement, ends: ReadonlyMap<ServiceNode, Point>): Link[] {
    const found: Link[] = [];
    const lit = (...ids: readonly string[]): boolean => this.lit !== undefined && ids.every((id) => this.lit?.has(id));
    const places = new Map([...roles].map(([node, one]) => [node, one.getBoundingClientRect()]));
    const hops = new Set<string>();
    for (const account of block.accounts) {
      const from = accounts.get(account)?.getBoundingClientRect();
      for (const { way, roles: path } of account.ways) {
        path.forEach((role, index) => {
          const to = places.get(role);
          const before = path[index - 1];
          const start = before === undefined ? from : places.get(before);
          const key = `${before?.id ?? account.id} ${role.id}`;
          if (!to || !start || hops.has(key)) return;
          hops.add(key);
          const isLast = index === path.length - 1;
          const open = isLast && way.assumed !== "yes" ? ` ${way.assumed}` : "";
          found.push({
            from: before === undefined ? { x: start.right, y: middle(start) } : { x: start.left, y: middle(start) },
            to: { x: to.left, y: middle(to) },
            name: `${before === undefined ? "tie" : "hop"}${open}`,
            width: 1.5,
            isLit: lit(account.id, role.id, ...(before === undefined ? [] : [before.id])),
          });
        });
      }
    }
    for (const [role, rect] of places) found.push(...this.toServices(role, rect, ends, lit));
    return found;
  }

  private toServices(
    role: RoleNode,
    rect: DOMRect,
    ends: ReadonlyMap<ServiceNode, Point>,
    lit: (...ids: readonly string[]) => boolean,
  ): Link[] {
    const { services } = role.role;
    const step = Math.min(5, (rect.height - 8) / Math.max(services.length, 1));
    return services.flatMap(({ service, actions, isDenied }, index): Link[] => {
      const node = this.services.get(service);
      const to = node && ends.get(node);
      if (!to) return [];
      const shift = (index - (services.length - 1) / 2) * step;
      return [
        {
          from: { x: rect.right, y: middle(rect) + shift },
          to,
          name: `use hue-${node.hue}${service === "?" ? " maybe" : ""}${isDenied ? " denied" : ""}`,
          width: Math.round(Math.min(1.5 + Math.log2(actions + 1) * 0.9, 6) * 10) / 10,
          isLit: lit(role.id, node.id),
        },
      ];
    });
  }
}

interface Point {
  readonly x: number;
  readonly y: number;
}

interface Link {
  readonly from: Point;
  readonly to: Point;
  readonly name: string;
  readonly width: number;
  readonly isLit: boolean;
}

const middle = ({ top, height }: DOMRect): number => top + height / 2;

const round = (value: number): number => Math.round(value * 10) / 10;
