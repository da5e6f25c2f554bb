import type { Answer } from "../../answer";
import type { PageFinding, PageOutput, PagePolicy, PageStatement } from "../data";
import { counted, element } from "./elements";
import { kindName } from "./graph";
import { labelOf, NOBODY, serviceName } from "./view";
import type { AccountNode, GraphNode, NamespaceNode, RoleNode, ServiceNode, View, WayView } from "./view";

/** What is said of a node beside the graph. */
export function detailsOf(node: GraphNode): Node[] {
  switch (node.kind) {
    case "account":
      return accountDetails(node);
    case "role":
      return roleDetails(node);
    case "service":
      return serviceDetails(node);
    case "namespace":
      return namespaceDetails(node);
  }
}

/** All findings, warnings first. */
export function findingsDetails({ nodes }: View): Node[] {
  const said = new Set<PageFinding>();
  const items = (level: PageFinding["level"]): HTMLElement[] =>
    [...nodes.values()].flatMap((node) =>
      node.findings
        .filter((finding) => finding.level === level && !said.has(finding))
        .map((finding) => {
          said.add(finding);
          return element("li", { class: level }, goTo(node), element("p", {}, finding.text));
        }),
    );
  const [warnings, notes] = [items("warning"), items("note")];
  return [
    heading("Findings", counted(warnings.length + notes.length, "finding")),
    ...section("Warnings", warnings.length > 0 ? element("ul", { class: "findings" }, ...warnings) : undefined),
    ...section(
      "Not known, or to be noted",
      notes.length > 0 ? element("ul", { class: "findings" }, ...notes) : undefined,
    ),
  ];
}

const heading = (kind: string, name: string, more?: string): HTMLElement =>
  element(
    "header",
    {},
    element("p", { class: "kind" }, kind),
    element("h2", { tabindex: "-1" }, name),
    more === undefined ? undefined : element("p", { class: more.startsWith("arn:") ? "more arn" : "more" }, more),
  );

const section = (title: string, ...children: readonly (Node | undefined)[]): Node[] =>
  children.every((child) => child === undefined) ? [] : [element("section", {}, element("h3", {}, title), ...children)];

/** Leads to a node. */
const goTo = (node: GraphNode, text = labelOf(node)): HTMLElement =>
  element("button", { type: "button", class: "go", "data-go": node.id }, text);

const ownFindings = ({ findings }: GraphNode): Node[] =>
  section(
    "Findings",
    findings.length === 0
      ? undefined
      : element(
          "ul",
          { class: "findings" },
          ...findings.map(({ level, text }) => element("li", { class: level }, element("p", {}, text))),
        ),
  );

const ASSUMED: Readonly<Record<Answer, string>> = {
  yes: "pods have it",
  no: "pods cannot have it",
  maybe: "whether pods have it is not known",
};

function wayDetails({ way, roles }: WayView, output: PageOutput): HTMLElement {
  const session = way.session === undefined ? undefined : output.policies[way.session];
  const steps = roles.flatMap((role, index) => [index > 0 ? " → " : "", goTo(role)]);
  return element(
    "div",
    { class: "way" },
    element("p", {}, ...steps),
    element(
      "p",
      { class: `assumed ${way.assumed}` },
      ASSUMED[way.assumed],
      ...(way.why.length > 0 ? [`: ${way.why.join("; ")}`] : []),
    ),
    element("p", { class: "quiet" }, `${way.kinds.map(kindName).join(" and ")}, said by `, element("code", {}, way.by)),
    ...(session ? [element("h4", {}, "Within the session policy"), policyDetails(session)] : []),
  );
}

function accountDetails(node: AccountNode): Node[] {
  const { account, output } = node;
  const last = [...new Set(node.ways.flatMap(({ roles }) => roles.at(-1) ?? []))];
  return [
    heading("ServiceAccount", `${account.namespace}/${account.name}`),
    ...ownFindings(node),
    ...section("Roles", ...node.ways.map((way) => wayDetails(way, output))),
    ...last.flatMap((role) => section(`What ${role.role.name} may do`, ...policiesOf(role))),
  ];
}

function roleDetails(node: RoleNode): Node[] {
  const { role, output } = node;
  const policy = (index: number | undefined): PagePolicy | undefined =>
    index === undefined ? undefined : output.policies[index];
  const trust = policy(role.trust);
  const boundary = policy(role.boundary);
  const ways = node.accounts.map((account) =>
    element(
      "div",
      { class: "way" },
      element("p", {}, goTo(account)),
      ...account.ways
        .filter(({ roles }) => roles.at(-1) === node)
        .map(({ way, roles }) =>
          element(
            "p",
            { class: `assumed ${way.assumed}` },
            `${way.kinds.map(kindName).join(" and ")}: ${ASSUMED[way.assumed]}`,
            roles.length > 1 ? `, through ${roles.slice(0, -1).map(labelOf).join(" → ")}` : undefined,
            way.why.length > 0 ? `: ${way.why.join("; ")}` : undefined,
          ),
        ),
    ),
  );
  return [
    heading("Role", role.name, role.arn),
    ...ownFindings(node),
    ...section(
      "Who has it",
      ...(ways.length > 0 ? ways : [element("p", { class: "quiet" }, "No ServiceAccount here.")]),
    ),
    ...section("Trust policy", trust && policyDetails(trust, false)),
    ...section("Policies", ...policiesOf(node)),
    ...section("Permissions boundary", boundary && policyDetails(boundary)),
  ];
}

function policiesOf({ role, output }: RoleNode): Node[] {
  if (!role.isHere) return [element("p", { class: "quiet" }, "The role is not in the output.")];
  const found = role.policies.flatMap((index) => output.policies[index] ?? []);
  return found.length > 0 ? found.map((one) => policyDetails(one)) : [element("p", { class: "quiet" }, "None.")];
}

function serviceDetails(node: ServiceNode): Node[] {
  return [
    heading("Service", serviceName(node.name), counted(node.uses.length, "role")),
    ...section(
      "Who may use it",
      ...node.uses.map(({ role, service }) =>
        element(
          "div",
          { class: "way" },
          element(
            "p",
            {},
            ...(role.accounts.length > 0
              ? role.accounts.flatMap((account, index) => [index > 0 ? ", " : "", goTo(account)])
              : [NOBODY]),
          ),
          element("p", { class: "quiet" }, "as ", goTo(role)),
          element("p", {}, service.verbs.join(", ")),
        ),
      ),
    ),
  ];
}

const namespaceDetails = (node: NamespaceNode): Node[] => [
  heading("Namespace", node.name, node.source),
  ...(node.accounts.length > 0
    ? section(
        "ServiceAccounts",
        ...node.accounts.map((account) =>
          element(
            "div",
            { class: "way" },
            element("p", {}, goTo(account, account.account.name)),
            ...account.ways.map(({ roles }) =>
              element(
                "p",
                { class: "quiet" },
                "as ",
                ...roles.flatMap((role, index) => [index > 0 ? " → " : "", goTo(role)]),
              ),
            ),
          ),
        ),
      )
    : section("Roles", ...node.blocks.flatMap(({ roles }) => roles.map((role) => element("p", {}, goTo(role)))))),
];

function policyDetails({ name, unknown, statements }: PagePolicy, isNamed = true): HTMLElement {
  return element(
    "div",
    { class: "policy" },
    isNamed ? element("h4", {}, name) : undefined,
    unknown === undefined ? undefined : element("p", { class: "quiet" }, `Not known: ${unknown}.`),
    ...statements.map(statementDetails),
  );
}

function statementDetails({ label, effect, principals, actions, resources, conditions }: PageStatement): HTMLElement {
  const row = (term: string, values: readonly (Node | string)[]): Node[] =>
    values.length === 0 ? [] : [element("dt", {}, term), ...values.map((value) => element("dd", {}, value))];
  return element(
    "div",
    { class: `statement ${effect.toLowerCase()}` },
    element("p", { class: "effect" }, element("b", {}, effect), ` ${label}`),
    element(
      "dl",
      {},
      ...row("for", principals),
      ...row("to", byService(actions)),
      ...row("on", resources),
      ...row("if", conditions),
    ),
  );
}

/** `s3: GetObject, PutObject`: a service is said once. */
function byService(actions: readonly string[]): Node[] {
  const found = new Map<string, string[]>();
  for (const action of actions) {
    const [service = "", name] = action.split(":");
    found.set(service, [...(found.get(service) ?? []), name ?? ""]);
  }
  return [...found].map(([service, names]) => {
    const list = names.filter((name) => name !== "").join(", ");
    return element("span", {}, element("b", {}, service), list === "" ? undefined : `: ${list}`);
  });
}
