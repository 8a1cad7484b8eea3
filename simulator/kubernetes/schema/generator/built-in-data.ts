import { readFileSync } from "node:fs";
import path from "node:path";
import type { FieldSchema, KindSchema } from "../field-schema";
import { fieldSchemaOf } from "../from-openapi";
import { builtInKinds } from "./inventory";

interface GroupVersionKind {
  readonly group: string;
  readonly version: string;
  readonly kind: string;
}

interface Operation {
  readonly "x-kubernetes-action"?: string;
  readonly "x-kubernetes-group-version-kind"?: GroupVersionKind;
}

interface Definition {
  readonly "x-kubernetes-group-version-kind"?: readonly GroupVersionKind[];
}

interface Swagger {
  readonly definitions: Readonly<Record<string, Definition>>;
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
}

export interface BuiltInData {
  readonly kinds: readonly KindSchema[];
  readonly types: Readonly<Record<string, FieldSchema>>;
}

/** The kinds of the inventory with all types that they reach, from the API description in the module of Kubernetes. */
export function builtInData(kubernetesFolder: string): BuiltInData {
  const file = path.join(kubernetesFolder, "api", "openapi-spec", "swagger.json");
  const swagger = JSON.parse(readFileSync(file, "utf8")) as Swagger;
  const kinds = builtInKinds.map((wanted) => kindOf(wanted, swagger));
  const types: Record<string, FieldSchema> = {};
  for (const { schema } of kinds) reach(schema, swagger, types);
  return { kinds, types: Object.fromEntries(Object.entries(types).sort(([one], [other]) => (one < other ? -1 : 1))) };
}

function kindOf(wanted: string, swagger: Swagger): KindSchema {
  const parts = wanted.split("/");
  const [kind = "", version = "", group = ""] = parts.reverse();
  const is = (other?: GroupVersionKind): boolean =>
    other?.kind === kind && other.version === version && other.group === group;
  const type = Object.entries(swagger.definitions).find(([, definition]) =>
    definition["x-kubernetes-group-version-kind"]?.some(is),
  )?.[0];
  // Objects are made by a POST to the list of their kind, within a namespace or not.
  const list = Object.entries(swagger.paths).find(
    ([, { post }]) => post?.["x-kubernetes-action"] === "post" && is(post["x-kubernetes-group-version-kind"]),
  )?.[0];
  if (type === undefined || list === undefined) throw new Error(`Kubernetes does not describe ${wanted}`);
  return {
    ...{ group, version, kind, plural: list.slice(list.lastIndexOf("/") + 1) },
    namespaced: list.includes("{namespace}"),
    schema: { ref: type },
  };
}

function reach(schema: FieldSchema, swagger: Swagger, types: Record<string, FieldSchema>): void {
  if (schema.ref !== undefined && types[schema.ref] === undefined) {
    const found = fieldSchemaOf(swagger.definitions[schema.ref]);
    types[schema.ref] = found;
    reach(found, swagger, types);
  }
  const { properties = {}, values, items } = schema;
  for (const inner of [...Object.values(properties), values, items]) {
    if (inner !== undefined) reach(inner, swagger, types);
  }
}
