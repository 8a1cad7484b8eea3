/**
 * The shape of the committed mapping data: one file below `data/` for each module of the azure-native SDK.
 *
 * A type is written as a short text, so that the data stays readable and small:
 * `string`, `number`, `boolean`, `any`; `#Name` is an object of the file's `types`; `%Name` is one of the file's
 * `enums`; `'text'` is that very text; `a|b` is a choice, brackets group it; a trailing `[]` is a list, a trailing
 * `{}` a dictionary; `ids` is a list of resource ids in the SDK and an object keyed by them on the wire.
 */
export interface ModuleData {
  readonly resources: Readonly<Record<string, ResourceData>>;
  readonly types: Readonly<Record<string, TypeData>>;
  readonly enums: Readonly<Record<string, readonly string[]>>;
}

export interface ResourceData {
  /** Azure's resource type, for example `Microsoft.Sql/servers/databases`. */
  readonly armType: string;
  readonly apiVersion: string;
  /** The id with the SDK's input names in braces; `{subscriptionId}` comes from the provider. */
  readonly path: string;
  /** Path parameters that the real plugin generates when absent (only ever the last one). */
  readonly autonamed?: string;
  /** Path parameters and how they are constrained. */
  readonly parameters: Readonly<Record<string, PropertyData>>;
  readonly properties: TypeData;
}

export type TypeData = Readonly<Record<string, PropertyData>>;

export interface PropertyData extends Constraints {
  /** Where the value stands in the ARM body; absent when that is the property's own name. A dot within a name is `\.`. */
  readonly wire?: string;
  readonly type: string;
  readonly required?: true;
  /** `input` is never answered (a password), `output` is never accepted (read-only). */
  readonly only?: "input" | "output";
}

export interface Constraints {
  readonly minimum?: number;
  readonly maximum?: number;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly pattern?: string;
}
