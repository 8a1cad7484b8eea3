import { parentOfArmId, parseArmId } from "../../azure/arm-id";

/** The id of a resource in a subscription, taken apart. */
export interface ResourceId {
  /** As given, without a slash at the end. */
  readonly text: string;
  /** The form in which ids are compared: lower case, no slash at the end. */
  readonly key: string;
  readonly subscriptionId: string;
  /** Absent for subscriptions and what lies directly below them. */
  readonly resourceGroup?: string;
  /** For example `Microsoft.Network/virtualNetworks/subnets`, `Microsoft.Resources/resourceGroups`. */
  readonly type: string;
  readonly name: string;
  /** What must exist before it: the enclosing resource, the resource group, the extended resource or the subscription. */
  readonly parent?: string;
}

const prefix = /^\/subscriptions\/[^/]/i;

/** The form in which ids are compared, since Azure ignores case in them. */
export function idKey(id: string): string {
  return withoutSlash(id).toLowerCase();
}

/** Tells whether a text has the form of the id of a subscription or of anything below one. */
export function isResourceId(text: string): boolean {
  return prefix.test(text) && parseArmId(withoutSlash(text)) !== undefined;
}

/** Takes an ARM id apart. Throws on a text that is not one; see {@link isResourceId}. */
export function parseResourceId(given: string): ResourceId {
  const text = withoutSlash(given);
  const parsed = prefix.test(text) ? parseArmId(text) : undefined;
  if (parsed?.subscription === undefined) throw new Error(`'${given}' is not the id of an Azure resource`);
  const parent = parentOfArmId(text);
  return {
    text,
    key: text.toLowerCase(),
    subscriptionId: parsed.subscription,
    type: parsed.type,
    name: parsed.names.at(-1) ?? "",
    ...(parsed.resourceGroup !== undefined && { resourceGroup: parsed.resourceGroup }),
    ...(parent !== undefined && { parent }),
  };
}

function withoutSlash(id: string): string {
  return id.endsWith("/") ? id.replace(/\/+$/, "") : id;
}
