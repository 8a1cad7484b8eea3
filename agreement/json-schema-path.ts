import type { Path } from "./problem";

/** The part of a JSON Schema that is read to tell which keys may stand at a place. */
export interface JsonSchema {
  readonly $ref?: string;
  readonly $defs?: Readonly<Record<string, JsonSchema>>;
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly additionalProperties?: JsonSchema | boolean;
  readonly items?: JsonSchema;
  readonly anyOf?: readonly JsonSchema[];
  readonly oneOf?: readonly JsonSchema[];
  readonly description?: string;
}

/** Every key that may stand in the object at the path, in the order of the schema. */
export function keysAt(schema: JsonSchema, path: Path): readonly string[] {
  return [...new Set(schemasAt(schema, schema, path).flatMap((at) => Object.keys(at.properties ?? {})))];
}

/** What the schema says about the value at the path, where it says anything. */
export function descriptionAt(schema: JsonSchema, path: Path): string | undefined {
  return schemasAt(schema, schema, path).find((at) => at.description !== undefined)?.description;
}

function schemasAt(root: JsonSchema, schema: JsonSchema, path: Path): readonly JsonSchema[] {
  const branches = branchesOf(root, schema);
  const [step, ...rest] = path;
  if (step === undefined) {
    return branches;
  }
  return branches.flatMap((branch) => {
    const next = typeof step === "number" ? branch.items : (branch.properties?.[step] ?? branch.additionalProperties);
    return typeof next === "object" ? schemasAt(root, next, rest) : [];
  });
}

/** A schema, what it refers to, and its alternatives. A description beside a reference comes before the one behind it. */
function branchesOf(root: JsonSchema, schema: JsonSchema): readonly JsonSchema[] {
  const named = schema.$ref === undefined ? undefined : root.$defs?.[schema.$ref.replace("#/$defs/", "")];
  const inner = [...(named === undefined ? [] : [named]), ...(schema.anyOf ?? []), ...(schema.oneOf ?? [])];
  return [schema, ...inner.flatMap((branch) => branchesOf(root, branch))];
}
