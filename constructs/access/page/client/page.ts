import type { PageData } from "../data";
import { detailsOf, findingsDetails } from "./details";
import { counted, element } from "./elements";
import { Filter } from "./filter";
import { fitServices } from "./fit";
import { graphOf } from "./graph";
import { Keys } from "./keys";
import { Links } from "./links";
import { themeButton } from "./theme";
import { pathOf, serviceName, viewOf } from "./view";
import type { GraphNode } from "./view";

const data = JSON.parse(document.getElementById("data")?.textContent ?? "") as PageData;
const view = viewOf(data);
const graph = graphOf(view);
const filter = new Filter();

const search = element("input", {
  type: "search",
  placeholder: "Search",
  "aria-label": "Search names, actions, resources and policies",
  autocomplete: "off",
  spellcheck: "false",
});
const findingsCount = view.outputs.reduce((sum, { output }) => sum + output.findings.length, 0);
const findings = element(
  "button",
  { type: "button", class: "tool findings-only", "aria-pressed": "false" },
  element("span", { class: "marker warning", "aria-hidden": "true" }, "!"),
  counted(findingsCount, "finding"),
);
findings.hidden = findingsCount === 0;
const source = element(
  "select",
  { class: "tool", "aria-label": "Stack" },
  element("option", { value: "" }, "all stacks"),
  ...view.outputs.map(({ output }) => element("option", { value: output.source }, output.source)),
);
source.hidden = view.outputs.length < 2;
const chosen = element("div", { class: "chosen" });
const status = element("p", { class: "status", role: "status" });
const panel = element("aside", { class: "panel", "aria-label": "Details" });
panel.hidden = true;
const nothing = element("p", { class: "nothing" }, "Nothing is like that.");
nothing.hidden = true;

const heads = ["Namespace", "ServiceAccount", "Role", "Service"];
const bar = element(
  "header",
  { class: "bar" },
  element("h1", {}, "Who may do what"),
  status,
  element("div", { class: "tools" }, chosen, source, search, findings, themeButton()),
  element("div", { class: "heads", "aria-hidden": "true" }, ...heads.map((name) => element("span", {}, name))),
);
document.body.append(
  bar,
  element("main", {}, graph.root, nothing),
  panel,
  element(
    "footer",
    {},
    "Of roles, boundaries, session policies and trust policies in the output. What resource policies, service control policies ",
    "and endpoints add or take away is not in it. Dashed: not known. ",
    element("span", { class: "keys" }, "Keys: / searches, arrows move, Enter pins, Esc lets go."),
  ),
);

fitServices(graph.services, bar);
const links = new Links(graph, view);
const keys = new Keys(graph.root);
const services = new Set<string>();
let pinned: GraphNode | undefined;
let lit: readonly HTMLElement[] = [];

/** Brings out what a node is connected with. */
function light(node: GraphNode | undefined): void {
  const path = node && pathOf(node, view);
  for (const one of lit) one.classList.remove("lit");
  lit = [...(path ?? [])].flatMap((id) => graph.elements.get(id) ?? []);
  for (const one of lit) one.classList.add("lit");
  graph.root.classList.toggle("lighting", path !== undefined);
  for (const service of view.services) sayVerbs(service.name, node);
  links.light(path);
}

/** A service says what the node in question does with it, or else what all do. */
function sayVerbs(service: string, node: GraphNode | undefined): void {
  const said = graph.elements.get(`s${service}`)?.[0]?.querySelector("small");
  if (!said) return;
  const roles =
    node?.kind === "role"
      ? [node]
      : node?.kind === "account"
        ? node.ways.flatMap(({ roles }) => roles.at(-1) ?? [])
        : [];
  const own = roles.flatMap(({ role }) => role.services.filter((one) => one.service === service));
  const verbs = [...new Set(own.flatMap((one) => one.verbs))];
  const text = verbs.length > 0 ? verbs.join(", ") : (said.dataset["all"] ?? "");
  if (said.textContent !== text) said.textContent = text;
}

function open(content: readonly Node[]): void {
  const close = element("button", { type: "button", class: "close", "aria-label": "Close" }, "×");
  close.addEventListener("click", () => {
    letGo();
  });
  panel.replaceChildren(close, ...content);
  panel.hidden = false;
  panel.scrollTop = 0;
  document.body.classList.add("has-panel");
}

function pin(node: GraphNode): void {
  for (const one of graph.root.querySelectorAll(".pinned")) one.classList.remove("pinned");
  pinned = node;
  for (const one of graph.elements.get(node.id) ?? []) one.classList.add("pinned");
  light(node);
  open(detailsOf(node));
}

function letGo(): void {
  const isInside = panel.contains(document.activeElement);
  const [last] = graph.elements.get(pinned?.id ?? "") ?? [];
  for (const one of graph.root.querySelectorAll(".pinned")) one.classList.remove("pinned");
  pinned = undefined;
  panel.hidden = true;
  document.body.classList.remove("has-panel");
  findings.setAttribute("aria-pressed", "false");
  apply();
  light(undefined);
  if (isInside) last?.focus();
}

/** Shows the rows that are asked for, and says how many. */
function apply(): void {
  const wanted = {
    text: search.value.trim(),
    services,
    hasFindings: findings.getAttribute("aria-pressed") === "true",
    source: source.value,
  };
  const shownGroups = new Map<HTMLElement, number>();
  const shownSections = new Set<HTMLElement>();
  const shownRoles = new Set<string>();
  const shownAccounts = new Set<string>();
  for (const { block, element: row, group, section } of graph.blocks) {
    const isShown = filter.isWanted(block, wanted);
    if (row.hidden === isShown) row.hidden = !isShown;
    if (!isShown) continue;
    shownGroups.set(group, (shownGroups.get(group) ?? 0) + block.roles.length);
    shownSections.add(section);
    for (const { id } of block.roles) shownRoles.add(id);
    for (const { id } of block.accounts) shownAccounts.add(id);
  }
  for (const { group, section } of graph.blocks) {
    group.hidden = !shownGroups.has(group);
    section.hidden = !shownSections.has(section);
  }
  for (const [group, count] of shownGroups) {
    const said = group.querySelector(".namespace small");
    if (said) said.textContent = counted(count, "role");
  }
  for (const { name, id, uses } of view.services) {
    const [button] = graph.elements.get(id) ?? [];
    const count = uses.filter(({ role }) => shownRoles.has(role.id)).length;
    button?.classList.toggle("unused", count === 0);
    button?.setAttribute("aria-pressed", String(services.has(name)));
    const shown = button?.querySelector(".count");
    if (shown && shown.textContent !== String(count)) shown.textContent = String(count);
  }
  nothing.hidden = shownGroups.size > 0;
  status.textContent = [
    view.outputs
      .map(({ output }) => output.source)
      .slice(0, 3)
      .join(", "),
    counted(shownAccounts.size, "ServiceAccount"),
    counted(shownRoles.size, "role"),
  ].join(" · ");
  chosen.replaceChildren(
    ...[...services].map((name) => {
      const button = element(
        "button",
        { type: "button", class: "tool", "aria-label": `Show all services, not ${serviceName(name)} alone` },
        `${serviceName(name)} ×`,
      );
      button.addEventListener("click", () => {
        toggleService(name);
      });
      return button;
    }),
  );
  keys.settle();
  links.draw();
}

function toggleService(name: string): void {
  if (!services.delete(name)) services.add(name);
  const node = view.nodes.get(`s${name}`);
  if (services.has(name) && node) pin(node);
  else if (pinned === node) letGo();
  apply();
  scrollTo({ top: 0 });
}

const nodeAt = (target: EventTarget | null): GraphNode | undefined => {
  const found = target instanceof Element ? target.closest<HTMLElement>(".node") : null;
  return view.nodes.get(found?.dataset["id"] ?? "");
};

graph.root.addEventListener("mouseover", ({ target }) => {
  const node = nodeAt(target);
  if (node) light(node);
});
graph.root.addEventListener("mouseout", ({ relatedTarget }) => {
  if (!nodeAt(relatedTarget)) light(pinned);
});
graph.root.addEventListener("focusin", ({ target }) => {
  if (target instanceof Element && target.matches(":focus-visible")) light(nodeAt(target) ?? pinned);
});
graph.root.addEventListener("focusout", () => {
  light(pinned);
});
graph.root.addEventListener("click", ({ target }) => {
  const node = nodeAt(target);
  if (!node) return;
  if (node.kind === "service") toggleService(node.name);
  else if (node === pinned) letGo();
  else pin(node);
});
panel.addEventListener("click", ({ target }) => {
  const id = target instanceof HTMLElement ? target.dataset["go"] : undefined;
  const node = view.nodes.get(id ?? "");
  if (!node) return;
  const [shown] = graph.elements.get(node.id) ?? [];
  if (shown?.offsetParent === null) {
    // What it leads to has to be there.
    search.value = "";
    services.clear();
    source.value = "";
    findings.setAttribute("aria-pressed", "false");
    apply();
  }
  pin(node);
  shown?.scrollIntoView({ block: "center" });
  panel.querySelector<HTMLElement>("h2")?.focus();
});
findings.addEventListener("click", () => {
  const isOn = findings.getAttribute("aria-pressed") !== "true";
  if (!isOn) {
    letGo();
    return;
  }
  findings.setAttribute("aria-pressed", "true");
  apply();
  open(findingsDetails(view));
});
search.addEventListener("input", apply);
source.addEventListener("change", apply);
addEventListener("keydown", (event) => {
  if (event.key === "/" && document.activeElement !== search) {
    event.preventDefault();
    search.focus();
  } else if (event.key === "Escape") {
    if (document.activeElement === search && search.value !== "") {
      search.value = "";
      apply();
    } else letGo();
  }
});

apply();
document.documentElement.dataset["ready"] = "true";
performance.mark("ready");
