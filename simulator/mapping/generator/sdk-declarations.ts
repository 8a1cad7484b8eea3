import fs from "node:fs";
import path from "node:path";
import ts from "typescript";

/** What the SDK's declarations say of one value, still in the SDK's terms. */
export type SdkType =
  | { readonly kind: "string" | "number" | "boolean" | "any" }
  | { readonly kind: "literal"; readonly text: string }
  | { readonly kind: "enum"; readonly name: string }
  | { readonly kind: "object"; readonly name: string }
  | { readonly kind: "list" | "dictionary"; readonly element: SdkType }
  | { readonly kind: "choice"; readonly members: readonly SdkType[] };

export interface SdkProperty {
  readonly type: SdkType;
  readonly required: boolean;
}

export type SdkObject = ReadonlyMap<string, SdkProperty>;

/** A resource of the SDK: what its constructor accepts and what it answers. */
export interface SdkResource {
  readonly token: string;
  readonly apiVersion: string;
  readonly inputs: SdkObject;
  readonly outputs: SdkObject;
}

/** One module of the SDK. Objects are named without `Args` and `Response`, because both describe one Azure object. */
export interface SdkModule {
  readonly inputs: ReadonlyMap<string, SdkObject>;
  readonly outputs: ReadonlyMap<string, SdkObject>;
  readonly enums: ReadonlyMap<string, readonly string[]>;
  resource(name: string): SdkResource;
}

function parse(file: string): ts.SourceFile {
  return ts.createSourceFile(file, fs.readFileSync(file, "utf8"), ts.ScriptTarget.ES2022, false);
}

/** Takes `pulumi.Input<T>` and `pulumi.Output<T>` away. */
function bare(node: ts.TypeNode): ts.TypeNode {
  if (ts.isParenthesizedTypeNode(node)) return bare(node.type);
  if (!ts.isTypeReferenceNode(node) || !ts.isQualifiedName(node.typeName)) return node;
  const wrapper = node.typeName.right.text;
  const [inner] = node.typeArguments ?? [];
  return (wrapper === "Input" || wrapper === "Output") && inner !== undefined ? bare(inner) : node;
}

/** `Response` can stand in the middle: an object that is declared inside a resource is named after both. */
function objectName(declared: string): string {
  return declared.replace(/Args$/, "").replace(/Response(?=[A-Z]|$)/, "");
}

function referenced(node: ts.TypeReferenceNode): SdkType {
  if (!ts.isQualifiedName(node.typeName)) return { kind: "any" };
  const name = node.typeName.right.text;
  const space = ts.isQualifiedName(node.typeName.left) ? node.typeName.left.left : undefined;
  const root = space !== undefined && ts.isIdentifier(space) ? space.text : undefined;
  if (root === "enums") return { kind: "enum", name };
  if (root === "inputs" || root === "outputs") return { kind: "object", name: objectName(name) };
  return { kind: "any" };
}

function isAbsent(node: ts.TypeNode): boolean {
  return node.kind === ts.SyntaxKind.UndefinedKeyword;
}

function choiceOf(members: readonly SdkType[]): SdkType {
  const [first] = members;
  if (first === undefined) return { kind: "any" };
  if (members.length === 1) return first;
  // `string | enums.X`: the list is what Azure documents, so the text must be one of it.
  const listed = members.find(({ kind }) => kind === "enum");
  if (listed !== undefined) return listed;
  return { kind: "choice", members };
}

function typeOf(wrapped: ts.TypeNode): SdkType {
  const node = bare(wrapped);
  if (ts.isUnionTypeNode(node)) return choiceOf(node.types.filter((type) => !isAbsent(bare(type))).map(typeOf));
  if (ts.isArrayTypeNode(node)) return { kind: "list", element: typeOf(node.elementType) };
  if (ts.isTypeReferenceNode(node)) return referenced(node);
  if (ts.isTypeLiteralNode(node)) {
    const [member] = node.members;
    const element: SdkType =
      member !== undefined && ts.isIndexSignatureDeclaration(member) ? typeOf(member.type) : { kind: "any" };
    return { kind: "dictionary", element };
  }
  if (ts.isLiteralTypeNode(node) && ts.isStringLiteral(node.literal))
    return { kind: "literal", text: node.literal.text };
  if (node.kind === ts.SyntaxKind.StringKeyword) return { kind: "string" };
  if (node.kind === ts.SyntaxKind.NumberKeyword) return { kind: "number" };
  if (node.kind === ts.SyntaxKind.BooleanKeyword) return { kind: "boolean" };
  return { kind: "any" };
}

function nameOf(name: ts.PropertyName): string {
  return ts.isIdentifier(name) || ts.isStringLiteral(name) ? name.text : "";
}

function isStatic(member: ts.PropertyDeclaration): boolean {
  return member.modifiers?.some(({ kind }) => kind === ts.SyntaxKind.StaticKeyword) ?? false;
}

function objectOf(members: readonly (ts.TypeElement | ts.ClassElement)[]): SdkObject {
  const properties = new Map<string, SdkProperty>();
  for (const member of members) {
    if (!ts.isPropertySignature(member) && !ts.isPropertyDeclaration(member)) continue;
    if (member.type === undefined || (ts.isPropertyDeclaration(member) && isStatic(member))) continue;
    properties.set(nameOf(member.name), { type: typeOf(member.type), required: member.questionToken === undefined });
  }
  return properties;
}

function namespaceOf(source: ts.SourceFile, module: string): readonly ts.Statement[] {
  for (const statement of source.statements) {
    if (!ts.isModuleDeclaration(statement) || statement.name.text !== module) continue;
    if (statement.body !== undefined && ts.isModuleBlock(statement.body)) return statement.body.statements;
  }
  return [];
}

function objectsOf(source: ts.SourceFile, module: string): ReadonlyMap<string, SdkObject> {
  const interfaces = namespaceOf(source, module).filter(ts.isInterfaceDeclaration);
  return new Map(interfaces.map((declaration) => [objectName(declaration.name.text), objectOf(declaration.members)]));
}

function enumsOf(file: string): ReadonlyMap<string, readonly string[]> {
  const enums = new Map<string, readonly string[]>();
  if (!fs.existsSync(file)) return enums;
  for (const statement of parse(file).statements) {
    if (!ts.isVariableStatement(statement)) continue;
    for (const { name, type } of statement.declarationList.declarations) {
      if (!ts.isIdentifier(name) || type === undefined || !ts.isTypeLiteralNode(type)) continue;
      const values = [...objectOf(type.members).values()].map((value) => value.type);
      enums.set(
        name.text,
        values.flatMap((value) => (value.kind === "literal" ? [value.text] : [])),
      );
    }
  }
  return enums;
}

function resourceOf(folder: string, module: string, name: string): SdkResource {
  const file = path.join(folder, module, `${name.charAt(0).toLowerCase()}${name.slice(1)}.d.ts`);
  const source = parse(file);
  const apiVersion = /Uses Azure REST API version ([\w-]+)\./.exec(source.text)?.[1];
  const args = source.statements.filter(ts.isInterfaceDeclaration).find((found) => found.name.text === `${name}Args`);
  const declared = source.statements.filter(ts.isClassDeclaration).find((found) => found.name?.text === name);
  if (apiVersion === undefined || args === undefined || declared === undefined) {
    throw new Error(`${file} does not declare the resource ${name} with its arguments and API version`);
  }
  const token = `azure-native:${module}:${name}`;
  return { token, apiVersion, inputs: objectOf(args.members), outputs: objectOf(declared.members) };
}

/** Reads modules of the azure-native SDK installed in a folder, without type-checking it. */
export function readSdk(folder: string): (module: string) => SdkModule {
  const input = parse(path.join(folder, "types", "input.d.ts"));
  const output = parse(path.join(folder, "types", "output.d.ts"));
  return (module) => ({
    inputs: objectsOf(input, module),
    outputs: objectsOf(output, module),
    enums: enumsOf(path.join(folder, "types", "enums", module, "index.d.ts")),
    resource: (name) => resourceOf(folder, module, name),
  });
}
