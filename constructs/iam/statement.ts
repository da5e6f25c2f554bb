import { parseArn } from "../facts/arn";
import type { PolicyConditions } from "../facts/policy";
import * as problems from "../facts/problems";
import type { Problem } from "../facts/problems";
import { meant } from "./actions";
import { conditionKeyProblem } from "./conditions";
import { dataDate, hasData } from "./data";
import type { Action, ResourceType } from "./data";
import { FIT, fitsOf } from "./pattern";
import type { Fit } from "./pattern";
import type { StatementRule } from "./rules";

/** What is wrong with a statement, by AWS's list of actions. */
export interface Finding {
  readonly rule: StatementRule;
  /** Whether the statement cannot mean what it says. What may be meant is a note. */
  readonly isError: boolean;
  /** Below the statement. */
  readonly path: readonly (string | number)[];
  readonly problem: Problem;
}

/** A statement of an identity policy or of a trust policy. What is not given is not looked at. */
export interface CheckedStatement {
  readonly actions?: readonly string[] | undefined;
  readonly resources?: readonly string[] | undefined;
  readonly conditions?: PolicyConditions | undefined;
}

/** Where a cluster is, as far as it is known. */
export interface Place {
  readonly region?: string | undefined;
  readonly account?: string | undefined;
}

/** Everything that AWS's list says of a statement. Nothing where `actions` or its list are not there. */
export function statementFindings({ actions, resources, conditions }: CheckedStatement, place: Place = {}): Finding[] {
  const ofPlace = (resources ?? []).flatMap((resource, index) => foreign(resource, index, place));
  if (actions === undefined || !hasData()) return ofPlace;
  const key = JSON.stringify([actions, resources, conditions]);
  const ofList = found.get(key) ?? findingsOf(actions, resources ?? [], conditions ?? {});
  found.set(key, ofList);
  return [...ofList, ...ofPlace];
}

/** A configuration's statements are looked at when it is checked, and when constructs are made of it. */
const found = new Map<string, readonly Finding[]>();

function findingsOf(actions: readonly string[], resources: readonly string[], conditions: PolicyConditions): Finding[] {
  const all = actions.map((text) => ({ text, ...meant(text) }));
  const unknown = all.flatMap(({ problem }, index) =>
    problem ? [{ rule: "unknown-action" as const, isError: true, path: ["actions", index], problem }] : [],
  );
  return [...unknown, ...fitting(all, resources), ...ofConditions(all, conditions)];
}

/** One of a statement's actions, as it is written. */
interface Written {
  readonly text: string;
  /** Undefined for what the data does not know, or for all of AWS. */
  readonly actions?: readonly Action[] | undefined;
}

/** The best of several, which often is the first. */
function best<T>(all: readonly T[], fit: (one: T) => Fit): Fit {
  let found: Fit = FIT.no;
  for (const one of all) {
    const next = fit(one);
    if (next > found) found = next;
    if (found === FIT.yes) break;
  }
  return found;
}

/** Resources that no action takes, and actions that take none of the resources. */
function fitting(written: readonly Written[], resources: readonly string[]): Finding[] {
  if (resources.length === 0 || resources.some((resource) => !resource.startsWith("arn:"))) {
    // On * every action may be something; what stands beside it makes no difference.
    return [];
  }
  const ofResource = resources.map(fitsOf);
  const fits = new Map(written.map((one) => [one, ofResource.map((fit) => best(one.actions ?? [], fit))]));
  const known = written.filter(({ actions }) => actions !== undefined);
  const isOpen = known.length < written.length;
  const ofResources = resources.flatMap((resource, index): Finding[] => {
    const fit = best(known, (one) => fits.get(one)?.[index] ?? FIT.yes);
    if (isOpen || fit === FIT.yes) return [];
    const problem = problems.unfitResource(
      resource,
      known.map(({ text }) => text),
      formsFor(known, resource),
      dataDate(),
    );
    return [{ rule: "unfit-resource", isError: fit === FIT.no, path: ["resources", index], problem }];
  });
  // Where none fits, the resources are told of.
  if (ofResources.length === resources.length) return ofResources;
  const ofActions = written.flatMap((one, index): Finding[] => {
    if (one.actions === undefined || best(fits.get(one) ?? [], (fit) => fit) === FIT.yes) return [];
    const problem = problems.actionWithoutResource(one.text, formsFor([one], resources[0] ?? ""), dataDate());
    return [{ rule: "unfit-resource", isError: false, path: ["actions", index], problem }];
  });
  return [...ofResources, ...ofActions];
}

/** The forms that actions take, those first that are most like a resource. */
function formsFor(written: readonly Written[], resource: string): string[] {
  const actions = written.flatMap((one) => one.actions ?? []);
  const types = [...new Set(actions.flatMap((action) => action.types))];
  const like = parseArn(resource);
  const likeness = ({ arn }: ResourceType): number => {
    const [, , service, region, account, name = ""] = arn.split(":");
    const kind = name.split(/[/$]/)[0] ?? "";
    return [
      service === like?.service,
      (region === "") === (like?.region === ""),
      (account === "") === (like?.account === ""),
      kind !== "" && like?.resource.startsWith(kind),
    ].filter((same) => same === true).length;
  };
  const forms = types
    .map((type) => ({ form: shown(type.arn, like?.partition ?? "aws"), rank: likeness(type) }))
    .sort((a, b) => b.rank - a.rank || (a.form < b.form ? -1 : 1))
    .map(({ form }) => form);
  return [...new Set(forms), ...(actions.some((action) => action.types.length === 0) ? ["*"] : [])];
}

/** A form as a message shows it: `arn:aws:s3:::<BucketName>`. */
const shown = (arn: string, partition: string): string =>
  arn.replace("${Partition}", partition).replace(/\$\{([^}]*)\}/g, "<$1>");

function ofConditions(written: readonly Written[], conditions: PolicyConditions): Finding[] {
  const entries = Object.entries(conditions);
  if (entries.length === 0 || written.some(({ actions }) => actions === undefined)) return [];
  const actions = written.flatMap((one) => one.actions ?? []);
  return entries.flatMap(([operator, keys]) =>
    Object.keys(keys).flatMap((key): Finding[] => {
      const problem = conditionKeyProblem(key, actions);
      return problem
        ? [{ rule: "unknown-condition-key", isError: false, path: ["conditions", operator, key], problem }]
        : [];
    }),
  );
}

/** Another region's or another account's resource may be meant; more often it was copied. */
function foreign(resource: string, index: number, place: Place): Finding[] {
  const arn = parseArn(resource);
  return (["region", "account"] as const).flatMap((key): Finding[] => {
    const [given = "", here] = [arn?.[key], place[key]];
    // AWS's own resources have its name in the place of an account.
    const isPlace = (key === "region" ? /^[a-z]{2,}(-[a-z]+)+-\d+$/ : /^\d{12}$/).test(given);
    if (here === undefined || !isPlace || given === here) return [];
    const problem = problems.foreignResource(resource, key, given, here);
    return [{ rule: "foreign-resource", isError: false, path: ["resources", index], problem }];
  });
}
