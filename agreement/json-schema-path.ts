import type { Path } from "./problem";

/** The part of a JSON Schema that is read to tell which keys may stand at a place. */
export interface JsonSchema {
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly additionalProperties?: JsonSchema | boolean;
  readonly items?: JsonSchema;
  readonly anyOf?: readonly JsonSchema[];
  readonly description?: string;
}

/** Every key that may stand in the object at the path, in the order of the schema. */
export function keysAt(schema: JsonSchema, path: Path): readonly string[] {
  return [...new Set(schemasAt(schema, path).flatMap((at) => Object.keys(at.properties ?? {})))];
}

/** What the schema says about the value at the path, where it says anything. */
export function descriptionAt(schema: JsonSchema, path: Path): string | undefined {
  return schemasAt(schema, path).find((at) => at.description !== undefined)?.description;
}

function schemasAt(schema: JsonSchema, path: Path): readonly JsonSchema[] {
  const [step, ...rest] = path;
  if (step === undefined) {
    return [schema, ...(schema.anyOf ?? [])];
  }
  const branches = [schema, ...(schema.anyOf ?? [])];
  return branches.flatMap((branch) => {
    const next = typeof step === "number" ? branch.items : (branch.properties?.[step] ?? branch.additionalProperties);
    return typeof next === "object" ? schemasAt(next, rest) : [];
  });
}
