import type { FieldSchema, KindSchema } from "./field-schema";
import { fieldSchemaOf } from "./from-openapi";

/** What is read of a custom resource definition. */
export interface CustomDefinition {
  readonly spec: {
    readonly group: string;
    readonly names: { readonly kind: string; readonly plural: string };
    readonly scope: string;
    readonly versions: readonly {
      readonly name: string;
      readonly served: boolean;
      readonly schema?: { readonly openAPIV3Schema?: unknown };
    }[];
  };
}

/** Definitions are large and are asked for with every request; a change of one is another object. */
const read = new WeakMap<CustomDefinition, readonly KindSchema[]>();

/** Kinds that a custom resource definition adds, one for each served version. */
export function kindsOf(definition: CustomDefinition): readonly KindSchema[] {
  const kinds = read.get(definition) ?? servedVersions(definition);
  read.set(definition, kinds);
  return kinds;
}

function servedVersions({ spec }: CustomDefinition): readonly KindSchema[] {
  return spec.versions
    .filter(({ served }) => served)
    .map(({ name, schema }) => ({
      group: spec.group,
      version: name,
      kind: spec.names.kind,
      plural: spec.names.plural,
      namespaced: spec.scope === "Namespaced",
      schema: withEnvelope(fieldSchemaOf(schema?.openAPIV3Schema ?? { type: "object" })),
    }));
}

/** The API server knows `apiVersion`, `kind` and `metadata` whatever a definition says of them. */
function withEnvelope(schema: FieldSchema): FieldSchema {
  const envelope: Readonly<Record<string, FieldSchema>> = {
    apiVersion: { type: "string" },
    kind: { type: "string" },
    metadata: { ref: "io.k8s.apimachinery.pkg.apis.meta.v1.ObjectMeta" },
  };
  return { ...schema, properties: { ...schema.properties, ...envelope } };
}
