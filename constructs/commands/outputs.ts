import { existsSync, readFileSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import type { Model } from "../access/model";
import { modelOf } from "../access/read";
import { isMapping } from "../facts/merge";
import { OUTPUT } from "../facts/output";
import { UsageError } from "./command";

const STACK_FILE = "cdk.tf.json";

/** What `synth` wrote, each stack for itself. */
export function synthesizedModels(folder = "."): Model[] {
  const stacks = [join(folder, OUTPUT, "stacks"), join(folder, "stacks")].find((path) => existsSync(path));
  if (stacks === undefined)
    throw new UsageError(`${join(folder, OUTPUT)} is not there. Run npm run synth first, or give --plan FILE`);
  return readdirSync(stacks)
    .filter((name) => existsSync(join(stacks, name, STACK_FILE)))
    .map((name) => modelIn(join(stacks, name, STACK_FILE), name));
}

/** A folder with stacks, or one file: a stack, or what `terraform show -json` printed. */
export const modelsAt = (path: string): Model[] =>
  statSync(path).isDirectory() ? synthesizedModels(path) : [modelIn(path)];

/** What is in one file. */
export function modelIn(file: string, name = file): Model {
  const json = parsed(readFileSync(file, "utf8"));
  const isOne = isMapping(json) && ["resource", "planned_values", "values"].some((key) => key in json);
  if (!isOne)
    throw new UsageError(`${file} is no output of Terraform. Write it with terraform show -json PLAN > ${file}`);
  return modelOf(name, json);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
