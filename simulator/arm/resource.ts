/** A JSON value as Azure Resource Manager sends and receives it. */
export type ArmValue = null | boolean | number | string | readonly ArmValue[] | ArmObject;

/** A JSON object as Azure Resource Manager sends and receives it. */
export interface ArmObject {
  readonly [key: string]: ArmValue | undefined;
}

/**
 * What is put to, kept at and got from an ARM id: the envelope and `properties`, in Azure's own spelling.
 * `id`, `name` and `type` are not part of a stored body; they follow from the id and are added when it is read.
 */
export interface ArmBody extends ArmObject {
  readonly location?: string;
  readonly tags?: Readonly<Record<string, string>>;
  readonly sku?: ArmObject;
  readonly kind?: string;
  readonly identity?: ArmObject;
  readonly zones?: readonly string[];
  readonly properties?: ArmObject;
}

/** A resource of the local cloud. */
export interface ArmResource {
  /** The id in the spelling of the request that made it. Ids are compared without regard to case. */
  readonly id: string;
  /** For example `Microsoft.Network/virtualNetworks/subnets`. */
  readonly type: string;
  readonly body: ArmBody;
}

/** Tells whether a JSON value is an object (not an array, not null). */
export function isArmObject(value: ArmValue | undefined): value is ArmObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
