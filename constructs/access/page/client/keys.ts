/** Columns from left to right. */
const COLUMNS = ["namespace", "account", "role", "service"] as const;

/** The one node that Tab leads to; arrows lead on from there, and none of hundreds has to be passed by. */
export class Keys {
  private current: HTMLElement | undefined;

  public constructor(private readonly root: HTMLElement) {
    root.addEventListener("keydown", (event) => {
      const { target } = event;
      if (!(target instanceof HTMLElement) || !target.classList.contains("node") || event.ctrlKey || event.metaKey)
        return;
      const next = this.next(target, event.key);
      if (!next) return;
      event.preventDefault();
      this.stop(next);
      next.focus();
    });
    root.addEventListener("focusin", ({ target }) => {
      if (target instanceof HTMLElement && target.classList.contains("node")) this.stop(target);
    });
    this.settle();
  }

  /** After rows came or went: the node that Tab leads to has to be one that is there. */
  public settle(): void {
    if (this.current && isShown(this.current)) return;
    const first = this.shown("account")[0] ?? this.shown("role")[0] ?? this.shown("service")[0];
    if (first) this.stop(first);
  }

  private stop(node: HTMLElement): void {
    this.current?.setAttribute("tabindex", "-1");
    node.setAttribute("tabindex", "0");
    this.current = node;
  }

  private shown(column: string): HTMLElement[] {
    return [...this.root.querySelectorAll<HTMLElement>(`.node.${column}`)].filter(isShown);
  }

  private next(from: HTMLElement, key: string): HTMLElement | undefined {
    const column = COLUMNS.findIndex((name) => from.classList.contains(name));
    const name = COLUMNS[column] ?? "account";
    switch (key) {
      case "ArrowDown":
      case "ArrowUp": {
        const all = this.shown(name);
        return all[all.indexOf(from) + (key === "ArrowDown" ? 1 : -1)];
      }
      case "Home":
        return this.shown(name)[0];
      case "End":
        return this.shown(name).at(-1);
      case "ArrowLeft":
      case "ArrowRight": {
        const beside = COLUMNS[column + (key === "ArrowRight" ? 1 : -1)];
        return beside === undefined ? undefined : this.nearest(from, this.shown(beside));
      }
      default:
        return undefined;
    }
  }

  /** Of those that are connected with it, or of all, the one at its height. */
  private nearest(from: HTMLElement, others: readonly HTMLElement[]): HTMLElement | undefined {
    const lit = others.filter((other) => other.classList.contains("lit"));
    const y = from.getBoundingClientRect().top;
    const away = (one: HTMLElement): number => Math.abs(one.getBoundingClientRect().top - y);
    return [...(lit.length > 0 ? lit : others)].sort((one, other) => away(one) - away(other))[0];
  }
}

const isShown = (node: HTMLElement): boolean => node.offsetParent !== null;
