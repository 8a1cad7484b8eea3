import type { ArmValue } from "./resource";

/** The type of a value in the SDK. Object types are named so that they can contain themselves. */
export type ValueType =
  | {
      readonly kind: "string";
      /** All allowed values, where the set is closed. Compared without regard to case. */
      readonly enum?: readonly string[];
      readonly pattern?: string;
      readonly minLength?: number;
      readonly maxLength?: number;
    }
  | { readonly kind: "number" | "integer"; readonly minimum?: number; readonly maximum?: number }
  | { readonly kind: "boolean" }
  | { readonly kind: "any" }
  | {
      readonly kind: "array";
      readonly items: ValueType;
      /** Azure does not keep or does not mind the order. */
      readonly unordered?: boolean;
      readonly minItems?: number;
      readonly maxItems?: number;
    }
  | { readonly kind: "map"; readonly values: ValueType }
  | { readonly kind: "object"; readonly type: string }
  /**
   * A list of texts in inputs, an object with those texts as keys in Azure and in outputs, such as the identities of a
   * resource. `values` is the type of the object's values in outputs.
   */
  | { readonly kind: "textSet"; readonly values: ValueType }
  /** One of several objects, told apart by the value of an SDK property. */
  | { readonly kind: "union"; readonly discriminator: string; readonly variants: Readonly<Record<string, string>> };

/** One property of the SDK and its place in Azure's own shape. */
export interface PropertyMapping {
  /** The keys that lead to it from the enclosing object, for example `["properties", "addressSpace"]`. */
  readonly wire: readonly string[];
  readonly type: ValueType;
  /** Must be given. */
  readonly required?: boolean;
  /** Only Azure sets it; giving it is an error. */
  readonly readOnly?: boolean;
  /** Sent and never returned: the state keeps what was given. */
  readonly writeOnly?: boolean;
  readonly secret?: boolean;
  /**
   * Azure keeps what is in it as resources of their own (the subnets of a network). Where an update does not mention
   * it, the provider sends what is there; a refresh does not add it to the inputs.
   */
  readonly subresources?: boolean;
  /** A change makes a new resource in the SDK. */
  readonly replaceOnChange?: boolean;
  /** Sent where nothing is given. */
  readonly default?: ArmValue;
}

/** The properties of a named object type. */
export type ObjectType = Readonly<Record<string, PropertyMapping>>;

/** How a resource of the SDK stands for a resource of Azure. */
export interface TypeMapping {
  /** For example `azure-native:network:VirtualNetwork`. */
  readonly token: string;
  readonly armType: string;
  /** For example `2024-05-01`. */
  readonly apiVersion: string;
  /**
   * The id with the SDK's names in braces, for example
   * `/subscriptions/{subscriptionId}/resourceGroups/{resourceGroupName}/providers/Microsoft.Network/virtualNetworks/{virtualNetworkName}`
   * or `/{resourceUri}/providers/Microsoft.Insights/diagnosticSettings/{name}`. Every braced name but `subscriptionId`
   * is an input, and changing it makes a new resource.
   */
  readonly path: string;
  /** What the SDK says of the names in `path`, such as patterns, lengths and closed sets (`{ policyName: … }`). */
  readonly pathTypes?: Readonly<Record<string, ValueType>>;
  /** Inputs and outputs beyond those of `path`. `id`, `name`, `type` and `azureApiVersion` are added by the provider. */
  readonly properties: ObjectType;
  /** Object types by name. */
  readonly types: Readonly<Record<string, ObjectType>>;
}

/** All types that the SDK has and that the local cloud knows the shape of. */
export interface Mapping {
  /** @param token with or without a version, for example `azure-native:network:VirtualNetwork` */
  of(token: string): TypeMapping | undefined;
  tokens(): readonly string[];
}
