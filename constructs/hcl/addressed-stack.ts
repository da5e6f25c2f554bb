import {
  TerraformDataSource,
  TerraformElement,
  TerraformLocal,
  TerraformModule,
  TerraformOutput,
  TerraformResource,
  TerraformStack,
  TerraformVariable,
} from "cdktf";
import type { Construct, IConstruct, Node } from "constructs";
import * as problems from "../facts/problems";
import { problemText } from "../facts/problems";
import { CheckBlock } from "./check-block";
import { LOCALS } from "./instances";

/** Children with these ids are their parent's main element, and the address is the parent's. */
const MAIN = new Set(["Default", "Resource", LOCALS]);

/** Part of an address. A dot, which names of ServiceAccounts may hold, becomes two underscores. */
const addressPart = (id: string): string => id.replace(/\./g, "__").replace(/[^A-Za-z0-9_-]/g, "_");

/**
 * A stack whose addresses are made to be read and to stay: the path below the stack, joined by
 * underscores, as in `aws_iam_role.workload_s3-reader_role`. CDKTF's own would end in a hash.
 *
 * Two elements with one address, which CDKTF would merge silently, are an error, and so is a name
 * that Terraform rejects.
 */
export class AddressedStack extends TerraformStack {
  public constructor(scope: Construct, id: string) {
    super(scope, id);
    this.node.addValidation({ validate: () => addressProblems(this) });
  }

  protected override allocateLogicalId(element: TerraformElement | Node): string {
    return this.nameBelow(element);
  }

  /** The part of an element's address after its type; as it would be if a construct that it is in had another ID. */
  public nameBelow(element: IConstruct | Node, renamed?: IConstruct, id = ""): string {
    const node = "node" in element ? element.node : element;
    const below = node.scopes.slice(this.node.scopes.length).map((scope) => (scope === renamed ? id : scope.node.id));
    const name = below
      .filter((id) => !MAIN.has(id))
      .map(addressPart)
      .join("_");
    return /^[0-9-]/.test(name) ? `_${name}` : name;
  }
}

/** The kinds of elements that have an address in their stack, and what it begins with. */
function addressPrefix(element: IConstruct): string | undefined {
  if (TerraformResource.isTerraformResource(element)) return element.terraformResourceType;
  if (TerraformDataSource.isTerraformDataSource(element)) return `data.${element.terraformResourceType}`;
  if (TerraformOutput.isTerraformOutput(element)) return "output";
  if (element instanceof TerraformVariable) return "var";
  if (element instanceof TerraformLocal) return "local";
  if (element instanceof CheckBlock) return "check";
  return element instanceof TerraformModule ? "module" : undefined;
}

/** An element's address within its stack; undefined for what has none, such as a provider. */
export function addressOf(element: IConstruct): string | undefined {
  const prefix = addressPrefix(element);
  return prefix !== undefined && TerraformElement.isTerraformElement(element)
    ? `${prefix}.${element.friendlyUniqueId}`
    : undefined;
}

/** What is wrong with the addresses of all elements in a stack, one text each. */
export function addressProblems(stack: TerraformStack): string[] {
  const paths = new Map<string, string>();
  const found: string[] = [];
  for (const element of stack.node.findAll()) {
    const address = addressOf(element);
    if (address === undefined) continue;
    if (!/^(data\.)?\w+\.[A-Za-z_][A-Za-z0-9_-]*$/.test(address)) found.push(problemText(problems.badAddress(address)));
    const first = paths.get(address);
    if (first !== undefined) found.push(problemText(problems.duplicateAddress(address, first, element.node.path)));
    else paths.set(address, element.node.path);
  }
  return found;
}
