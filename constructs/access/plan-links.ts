import { isMapping } from "../facts/merge";
import type { Data } from "../facts/merge";
import { at } from "./resource";

/** Where an expression stands: a module's code, the module's instance, and the key of the resource's instance. */
interface Scope {
  readonly module: Data;
  /** As in `module.a["x"].module.b[0]`; the root module's is empty. */
  readonly address: string;
  readonly key?: string;
  /** Where the module is called. @default - the root module */
  readonly caller?: Scope & { readonly call: string };
}

/** A resource of a plan, by what tells where it is. */
export interface Planned {
  readonly address: string;
  readonly type: string;
  readonly name: string;
  readonly index?: string | number;
}

/**
 * What local values of this project's own modules are made of: a plan does not hold local values. Each is a mapping by the
 * key of a role, or one role's.
 */
const OWN_LOCALS: readonly {
  readonly form: RegExp;
  readonly type: string;
  readonly name: (label?: string) => string;
}[] = [
  {
    form: /^(?:(\w+?)_)?(?:role_ids|role_arns?)$/,
    type: "aws_iam_role",
    name: (label = "this") => label,
  },
  {
    form: /^(?:(\w+?)_)?managed_policy_arns$/,
    type: "aws_iam_policy",
    name: (label) => (label === undefined ? "managed" : `${label}_managed`),
  },
];

/** A path of an address's modules: `module.a["x"].module.b[0].` */
const MODULES = /^(?:module\.[\w-]+(?:\["[^"]*"\]|\[\d+\])?\.)*/;

export const moduleOf = (address: string): string => (MODULES.exec(address)?.[0] ?? "").replace(/\.$/, "");

/**
 * Finds what a value that is known after the apply comes from: the plan says which resources its expression refers to. It is
 * known where they are one.
 */
export function linksOf(
  root: Data,
  all: readonly Planned[],
): (from: Planned, path: readonly string[], type: string) => string | undefined {
  const blocks = new Map<string, Planned[]>();
  const modules = new Set<string>();
  for (const one of all) {
    const module = moduleOf(one.address);
    const block = [module, one.type, one.name].join(" ");
    const found = blocks.get(block);
    if (found) found.push(one);
    else blocks.set(block, [one]);
    modules.add(module);
  }
  const scopeOf = (address: string): Scope => {
    const steps = [...address.matchAll(/module\.([\w-]+)(\["[^"]*"\]|\[\d+\])?/g)];
    return steps.reduce<Scope>(
      (above, [step, call = "", index = ""]) => {
        const module = at(above.module, "module_calls", call, "module");
        return {
          module: isMapping(module) ? module : {},
          address: above.address === "" ? step : `${above.address}.${step}`,
          caller: { ...above, key: keyIn(index), call },
        };
      },
      { module: root, address: "" },
    );
  };

  const chosen = (found: readonly Planned[], key: string | undefined): string[] => {
    if (found.length < 2 || key === undefined) return found.map(({ address }) => address);
    const own = found.filter(({ index }) => String(index) === key);
    // The keys of what a role has several of begin with the role's.
    const ofRole = own.length > 0 ? own : found.filter(({ index }) => key.startsWith(`${String(index)}/`));
    return ofRole.map(({ address }) => address);
  };
  const named = (scope: Scope, type: string, name: string, index?: string): string[] => {
    return chosen(blocks.get([scope.address, type, name].join(" ")) ?? [], index ?? scope.key);
  };

  const targets = (expression: unknown, scope: Scope, type: string, depth = 0): string[] => {
    if (depth > 20) return [];
    if (Array.isArray(expression)) return expression.flatMap((one) => targets(one, scope, type, depth + 1));
    if (!isMapping(expression)) return [];
    const { references } = expression;
    if (!Array.isArray(references))
      return Object.values(expression).flatMap((one) => targets(one, scope, type, depth + 1));
    const whole = references.filter((one): one is string => typeof one === "string");
    return whole
      .filter(
        (one, index) =>
          !whole.slice(0, index).some((other) => other.startsWith(`${one}.`) || other.startsWith(`${one}[`)),
      )
      .flatMap((one) => followed(one, scope, type, depth + 1));
  };

  const followed = (reference: string, scope: Scope, type: string, depth: number): string[] => {
    const [kind = "", name = "", ...rest] = reference.match(/\["[^"]*"\]|\[\d+\]|[^.[\]]+/g) ?? [];
    const index = rest.map(keyIn).find((key) => key !== undefined);
    if (kind === type) return named(scope, type, name, index);
    if (kind === "local") {
      return OWN_LOCALS.flatMap(({ form, type: of, name: label }) => {
        const match = of === type ? form.exec(name) : null;
        return match ? named(scope, type, label(match[1])) : [];
      });
    }
    if (kind === "var" && scope.caller) {
      const { caller } = scope;
      return targets(at(caller.module, "module_calls", caller.call, "expressions", name), caller, type, depth);
    }
    if (kind !== "module") return [];
    return instancesOf(scope, name, index).flatMap((address) => {
      const inner = scopeOf(address);
      const output = rest.find((part) => !part.startsWith("["));
      const outputs = at(inner.module, "outputs");
      const read = output === undefined ? outputs : at(outputs, output, "expression");
      return targets(read, inner, type, depth);
    });
  };

  const instancesOf = (scope: Scope, call: string, index: string | undefined): string[] => {
    const prefix = `${scope.address === "" ? "" : `${scope.address}.`}module.${call}`;
    const found = new Set(
      [...modules].flatMap((address) => {
        const rest = address.startsWith(prefix)
          ? /^(\["[^"]*"\]|\[\d+\])?(\.|$)/.exec(address.slice(prefix.length))
          : null;
        return rest ? [`${prefix}${rest[1] ?? ""}`] : [];
      }),
    );
    const key = index ?? scope.key;
    if (found.size < 2 || key === undefined) return [...found];
    return [...found].filter((address) => keyIn(address.slice(prefix.length)) === key);
  };

  return (from, path, type) => {
    const scope = {
      ...scopeOf(moduleOf(from.address)),
      key: from.index === undefined ? undefined : String(from.index),
    };
    const code = (at(scope.module, "resources") as readonly Data[] | undefined)?.find(
      (one) => one["type"] === from.type && one["name"] === from.name,
    );
    const own = targets(at(code, "expressions", ...path), scope, type);
    const eachValue =
      own.length === 0 && JSON.stringify(at(code, "expressions", ...path) ?? "").includes('"each.value');
    const found = new Set(eachValue ? targets(code?.["for_each_expression"], scope, type) : own);
    return found.size === 1 ? [...found][0] : undefined;
  };
}

/** The key in `["x"]` or `[0]`. */
function keyIn(index: string): string | undefined {
  return /^\["?(.*?)"?\]$/.exec(index)?.[1];
}
