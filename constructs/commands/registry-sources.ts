import { posix } from "node:path";

/** A registry that has the modules, under the names that they have here. */
export interface Registry {
  /** Host and organization, as in app.terraform.io/acme. */
  readonly address: string;
  /** The release that a README asks for, as in 1.2. */
  readonly release?: string;
}

/** The provider in a module's address and in its repository's name. */
export const PROVIDER = "aws";

/** A module's address there. */
export const addressOf = ({ address }: Registry, module: string): string => `${address}/${module}/${PROVIDER}`;

/** A source that is a path, in HCL with the arguments that stand right below it on lines of their own. */
const IN_README = /^([ \t]*)source([ \t]*)= "(\.{1,2}(?:\/[^"]*)?)"((?:\n\1\w+ *= .*[^{[(\n])*)/gm;

/**
 * A README as the registry's readers need it. Whatever path a source is here, there it is an address;
 * one that does not end in a module's name is the way to this one, from an example.
 */
export function readmeOf(text: string, module: string, modules: readonly string[], registry: Registry): string {
  return text.replace(IN_README, (whole: string, indent: string, space: string, path: string, below: string) => {
    const sibling = modules.find((name) => name === posix.basename(path));
    // A folder beside the example comes along with it.
    if (sibling === undefined && path.startsWith("./")) return whole;
    const named = sibling ?? module;
    const { release } = registry;
    const source = (padding: string): string => `${indent}source${padding}= "${addressOf(registry, named)}"`;
    if (release === undefined) return source(space) + below;
    // `terraform fmt` aligns the equals signs, and "version" is one letter longer than "source".
    const wider = space.length > 1 ? "" : " ";
    const version = `\n${indent}version${(space + wider).slice(1)}= "~> ${release}"`;
    return source(space + wider) + version + below.replace(/^([ \t]*\w+ *)=/gm, `$1${wider}=`);
  });
}

/** A source that is a path, in HCL or in JSON. */
const IN_CODE = /("?)source\1([ \t]*[=:][ \t]*)"(\.{1,2}(?:\/[^"]*)?)"/g;

/**
 * Terraform code that also works away from the modules beside it.
 *
 * @param file - its path in the module
 * @param sourceFor - the source in the place of one outside of the module, by its path from there
 */
export function codeOf(text: string, file: string, sourceFor: (path: string) => string): string {
  return text.replace(IN_CODE, (whole, quote: string, between: string, path: string) => {
    const target = posix.join(posix.dirname(file), path);
    return target.startsWith("../") ? `${quote}source${quote}${between}"${sourceFor(target)}"` : whole;
  });
}

/** The module beside this one that a path leads to; undefined where it leads elsewhere. */
export const siblingAt = (path: string, modules: readonly string[]): string | undefined =>
  modules.find((name) => path.replace(/\/$/, "") === `../${name}`);

/** The modules beside it that a module's code calls. */
export const calledIn = (text: string, modules: readonly string[]): string[] =>
  [...text.matchAll(IN_CODE)].flatMap(([, , , path = ""]) => siblingAt(path, modules) ?? []);
