/** What a field of a Kubernetes object may be: the part of OpenAPI that Kubernetes uses, without descriptions. */
export interface FieldSchema {
  /** Name of a type among those of the same document; everything else is absent then. */
  readonly ref?: string;
  /** Absent: anything. */
  readonly type?: "object" | "array" | "string" | "integer" | "number" | "boolean";
  /** `quantity` where Kubernetes means an amount such as `500m`. */
  readonly format?: string;
  /** A whole number or a text, such as a port. */
  readonly intOrString?: true;
  readonly nullable?: true;
  readonly properties?: Readonly<Record<string, FieldSchema>>;
  /** Values of a map. */
  readonly values?: FieldSchema;
  readonly required?: readonly string[];
  /** Fields that are not described are kept as they are. */
  readonly open?: true;
  readonly items?: FieldSchema;
  /** How server-side apply tells the items of a list apart; absent: not at all. */
  readonly list?: "set" | "map";
  /** Fields that tell the items of a `map` list apart. */
  readonly keys?: readonly string[];
  readonly default?: unknown;
  readonly enum?: readonly unknown[];
  readonly pattern?: string;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly minProperties?: number;
  readonly maxProperties?: number;
  readonly allOf?: readonly FieldSchema[];
  readonly anyOf?: readonly FieldSchema[];
  readonly oneOf?: readonly FieldSchema[];
  readonly not?: FieldSchema;
}

/** Types by name, for what `ref` names. */
export type FieldTypes = Readonly<Record<string, FieldSchema>>;

/** A kind of object that an API server serves. */
export interface KindSchema {
  /** Empty for the core group. */
  readonly group: string;
  readonly version: string;
  readonly kind: string;
  /** As in URLs and messages, for example `deployments`. */
  readonly plural: string;
  readonly namespaced: boolean;
  readonly schema: FieldSchema;
}

/** The schema behind a reference. */
export function resolved(schema: FieldSchema, types: FieldTypes): FieldSchema {
  return schema.ref === undefined ? schema : (types[schema.ref] ?? {});
}
