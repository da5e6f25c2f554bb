import * as ts from "typescript";

/** What a generated binding takes. */
export interface BindingInput {
  readonly name: string;
  readonly required: boolean;
  /** As it is written. */
  readonly type: string;
  readonly mentionsAny: boolean;
}

function mentionsAny(node: ts.Node): boolean {
  return (
    node.kind === ts.SyntaxKind.AnyKeyword || ts.forEachChild(node, (child) => mentionsAny(child) || undefined) === true
  );
}

/** The inputs of the one module that a text binds: the members of its `...Config`. */
export function inputsOf(text: string): BindingInput[] {
  const source = ts.createSourceFile("binding.ts", text, ts.ScriptTarget.ES2022, true);
  const config = source.statements.find(
    (statement): statement is ts.InterfaceDeclaration =>
      ts.isInterfaceDeclaration(statement) && statement.name.text.endsWith("Config"),
  );
  const members: readonly ts.TypeElement[] = config?.members ?? [];
  return members.filter(ts.isPropertySignature).map((member) => ({
    name: member.name.getText(),
    required: member.questionToken === undefined,
    type: member.type?.getText() ?? "",
    mentionsAny: member.type === undefined || mentionsAny(member.type),
  }));
}
