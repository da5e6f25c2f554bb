import { hasMark } from "./marks";
import type { Policy } from "./document";
import { nameOf } from "./model";
import type { Model, Role, ServiceAccount } from "./model";
import { waysOf } from "./ways";
import type { Way } from "./ways";

/** Something that a reviewer should look at. Whatever finds such things says them in this form, and the page marks them. */
export interface AccessFinding {
  /** As in `wildcard-subject`. */
  readonly rule: string;
  /** A note says what the output leaves open. */
  readonly level: "warning" | "note";
  readonly text: string;
  /** The role that it is about, by its ARN. @default - it is about a ServiceAccount alone */
  readonly role?: string;
  /** The ServiceAccount that it is about, as `namespace/name`. @default - it is about a role alone */
  readonly account?: string;
}

/** What the model itself tells of an output. */
export function findingsOf(model: Model): AccessFinding[] {
  const having = model.accounts.map((account) => ({ account, ways: waysOf(model, account) }));
  const held = new Map<string, Set<string>>();
  for (const { account, ways } of having)
    for (const { path, assumed } of ways) {
      if (assumed.answer === "no") continue;
      for (const arn of path) held.set(arn, (held.get(arn) ?? new Set()).add(account.namespace));
    }
  return [
    ...having.flatMap(({ account, ways }) => [
      ...wildcardSubject(account),
      ...ways.flatMap((way) => assumption(account, way)),
    ]),
    ...[...model.roles.values()].flatMap((role) => [
      ...nobody(role, held),
      ...sharing(role, held),
      ...permissions(role),
      ...role.policies.flatMap((policy) => [...wide(role, policy), ...openText(role, policy)]),
      ...(role.boundary ? openText(role, role.boundary) : []),
    ]),
  ];
}

function wildcardSubject(account: ServiceAccount): AccessFinding[] {
  if (!/[*?]/.test(nameOf(account)) || hasMark(nameOf(account))) return [];
  const text =
    nameOf(account) === "*/*"
      ? "Any ServiceAccount of the cluster may have this role."
      : `Any ServiceAccount that is like ${nameOf(account)} may have this role, and whoever can make one.`;
  return [{ rule: "wildcard-subject", level: "warning", account: nameOf(account), text }];
}

/** Whether pods get the role that their ServiceAccount names. */
function assumption(account: ServiceAccount, { path, role, assumed }: Way): AccessFinding[] {
  const about = { account: nameOf(account), role: path.at(-1) };
  const why = assumed.why.join("; ");
  if (assumed.answer === "no")
    return [{ ...about, rule: "cannot-be-assumed", level: "warning", text: `Pods cannot have this role: ${why}.` }];
  if (!role) return [{ ...about, rule: "outside", level: "note", text: "The role is not in the output." }];
  if (assumed.answer === "maybe")
    return [
      { ...about, rule: "assumption-not-known", level: "note", text: `Whether pods have it is not known: ${why}.` },
    ];
  return [];
}

/** A role for pods that none of the output can have. Of roles for others the output says too little. */
function nobody(role: Role, held: ReadonlyMap<string, unknown>): AccessFinding[] {
  if (held.has(role.arn) || !isForPods(role)) return [];
  return [
    { rule: "nobody", level: "warning", role: role.arn, text: "No ServiceAccount of this output can have this role." },
  ];
}

export const isForPods = ({ trust }: Role): boolean =>
  trust.statements?.some(({ principals }) =>
    [...(principals?.["Federated"] ?? []), ...(principals?.["Service"] ?? [])].some((name) =>
      /oidc[.-]eks\.|:oidc-provider\/‹|^pods\.eks\./.test(name),
    ),
  ) === true;

function sharing(role: Role, held: ReadonlyMap<string, ReadonlySet<string>>): AccessFinding[] {
  const namespaces = [...(held.get(role.arn) ?? [])].sort();
  if (namespaces.length < 2) return [];
  const text = `Namespaces share this role: ${namespaces.join(", ")}.`;
  return [{ rule: "shared-by-namespaces", level: "note", role: role.arn, text }];
}

function permissions(role: Role): AccessFinding[] {
  const isEmpty = role.policies.every(
    ({ statements }) => statements?.every(({ effect }) => effect === "Deny") === true,
  );
  return isEmpty && isForPods(role)
    ? [{ rule: "no-permissions", level: "warning", role: role.arn, text: "This role allows nothing." }]
    : [];
}

/** Statements that allow whole services, or all but something. */
function wide(role: Role, { name, statements = [] }: Policy): AccessFinding[] {
  return statements.flatMap(({ effect, label, actions }) => {
    if (effect === "Deny" || !actions) return [];
    const at = `policy ${name}, ${label}`;
    const found = actions.values.filter((action) => /^(\*|[^:]+:\*)$/.test(action));
    if (actions.but)
      return [
        { rule: "wide-actions", level: "warning", role: role.arn, text: `All actions but some are allowed (${at}).` },
      ];
    if (found.length === 0) return [];
    const text = `${found.join(", ")}: all actions are allowed (${at}).`;
    return [{ rule: "wide-actions", level: "warning", role: role.arn, text }];
  });
}

const openText = (role: Role, { name, unknown }: Policy): AccessFinding[] =>
  unknown === undefined
    ? []
    : [{ rule: "text-not-known", level: "note", role: role.arn, text: `What ${name} says is not known: ${unknown}.` }];
