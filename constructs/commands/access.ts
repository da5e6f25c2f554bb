import { writeFileSync } from "node:fs";
import { any } from "../access/answer";
import type { Answer } from "../access/answer";
import { accessDiff } from "../access/diff";
import { explain } from "../access/explain";
import { guardrailFindings } from "../access/guardrails";
import { accessJson } from "../access/json";
import { accountCalled } from "../access/lookup";
import { nameOf } from "../access/model";
import type { Model } from "../access/model";
import { pageData } from "../access/page/data";
import { accessPage } from "../access/page/page";
import { can, who } from "../access/question";
import { accessTable } from "../access/table";
import { nearest } from "../facts/nearest";
import { OUTPUT } from "../facts/output";
import { UsageError } from "./command";
import type { Arguments, Command, Status } from "./command";
import { modelIn, modelsAt, synthesizedModels } from "./outputs";
import { pageParts } from "./page-parts";

const STATUS: Readonly<Record<Answer, Status>> = { yes: 0, no: 1, maybe: 3 };

/** What may be asked in the place of the table, and how many words follow it. */
const QUESTIONS: Readonly<Record<string, number>> = { explain: 0, can: 2, who: 1, diff: 0, html: 0 };

export const access: Command = {
  summary: "Says which ServiceAccount may do what, before anything is applied.",
  synopsis: "[--plan FILE] [--stack NAME] [--json | --html FILE | --explain NS/SA | --can NS/SA ACTION RESOURCE | ...]",
  help: `It reads what synth wrote to ${OUTPUT}, with no account and no network.

--plan FILE                    reads what terraform show -json prints of a plan or a state
--stack NAME                   reads one stack only
--json                         writes the table as JSON, and all that the table shortens
--html FILE                    writes one page for a browser, with a graph, all policies, and what to look at
--explain NS/SA                walks from a pod's token to its permissions
--can NS/SA ACTION RESOURCE    says whether it may, and which statement decides
--who ACTION RESOURCE          says who may
--diff OTHER                   says who gained and who lost what since OTHER: a file as above, or a folder with stacks

Policies of roles, boundaries, session policies and trust policies decide; what AWS knows alone is said as not known.

Exit status: 0 for yes, or where it has no question to answer; 1 for no, or where --diff finds a difference; 2 where it could
not run; 3 where the output does not hold the answer.`,
  options: ["plan", "stack", "explain", "can", "who", "diff", "html"],
  flags: ["json"],
  run(given) {
    const asked = questionOf(given);
    const models = modelsOf(given);
    const { positionals, options } = given;
    const [one = "", two = ""] = positionals;
    switch (asked) {
      case "explain":
        return explained(models, options["explain"] ?? "");
      case "can":
        return answered(models, options["can"] ?? "", one, two);
      case "who":
        return named(models, options["who"] ?? "", one);
      case "diff":
        return compared(modelsAt(options["diff"] ?? ""), models);
      case "html":
        return pictured(models, options["html"] ?? "");
      default:
        console.log(given.flags.has("json") ? accessJson(models) : models.map(accessTable).join("\n"));
        return 0;
    }
  },
};

/** Which of the questions is asked; undefined for the table. */
function questionOf({ options, positionals, flags }: Arguments): string | undefined {
  const asked = Object.keys(QUESTIONS).filter((name) => options[name] !== undefined);
  const [first, ...others] = [...asked, ...flags];
  if (others.length > 0) throw new UsageError(`--${first ?? ""} and --${others.join(", --")}: one of them at a time`);
  const expected = QUESTIONS[first ?? ""] ?? 0;
  if (positionals.length !== expected)
    throw new UsageError(
      first === undefined || expected === 0
        ? `${positionals.join(" ")}: nothing else is expected there`
        : `--${first} takes ${first === "can" ? "NS/SA ACTION RESOURCE" : "ACTION RESOURCE"}`,
    );
  const resource = positionals.at(-1) ?? "";
  if (resource !== "*" && /[*?]/.test(resource))
    throw new UsageError(`${resource}: a question is about one resource. Write it without wildcards, or * for none`);
  return flags.has("json") ? undefined : first;
}

function modelsOf({ options: { plan, stack } }: Arguments): Model[] {
  if (plan !== undefined) {
    if (stack !== undefined) throw new UsageError("--plan and --stack: a plan is of one stack");
    return [modelIn(plan)];
  }
  const all = synthesizedModels();
  if (stack === undefined) return all;
  const found = all.filter(({ source }) => source === stack);
  if (found.length === 0)
    throw new UsageError(`there is no stack ${stack} among ${all.map(({ source }) => source).join(", ")}`);
  return found;
}

/** The output that says something of a ServiceAccount; undefined where none does. */
function modelWith(models: readonly Model[], called: string): Model | undefined {
  if (!/^[^/]+\/[^/]+$/.test(called)) throw new UsageError(`${called}: a ServiceAccount is NAMESPACE/NAME`);
  const found = models.filter((model) => accountCalled(model, called));
  if (found.length > 1)
    throw new UsageError(`${called} is in ${found.map(({ source }) => source).join(", ")}: say which with --stack`);
  const [model] = found;
  if (model) return model;
  const meant = nearest(
    called,
    models.flatMap(({ accounts }) => accounts.map(nameOf)),
  );
  console.log(
    `not known: nothing in the output is about ${called}.${meant === undefined ? "" : ` Did you mean ${meant}?`}`,
  );
  return undefined;
}

function explained(models: readonly Model[], called: string): Status {
  const model = modelWith(models, called);
  if (!model) return 3;
  console.log(explain(model, called)?.join("\n"));
  return 0;
}

function answered(models: readonly Model[], called: string, action: string, resource: string): Status {
  const model = modelWith(models, called);
  const reply = model && can(model, called, action, resource);
  if (!reply) return 3;
  console.log(reply.lines.join("\n"));
  return STATUS[reply.answer];
}

function named(models: readonly Model[], action: string, resource: string): Status {
  const replies = models.map((model) => ({ ...who(model, action, resource), source: model.source }));
  for (const { lines, source } of replies)
    console.log([...(models.length > 1 ? [`${source}:`] : []), ...lines].join("\n"));
  return STATUS[any(replies.map(({ answer }) => answer))];
}

function compared(before: readonly Model[], after: readonly Model[]): Status {
  const lines = accessDiff(before, after);
  console.log(lines.length > 0 ? lines.join("\n") : "Nobody gained or lost anything.");
  return lines.length > 0 ? 1 : 0;
}

function pictured(models: readonly Model[], file: string): Status {
  writeFileSync(file, accessPage(pageData(models, guardrailFindings), pageParts()));
  console.log(`${file} is written. Open it in a browser.`);
  return 0;
}
