/** An ARM id, taken apart. */
export interface ResourceId {
  /** As given. */
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

const subscriptionType = "Microsoft.Resources/subscriptions";
const resourceGroupType = "Microsoft.Resources/resourceGroups";
const shape = /^\/subscriptions\/[^/]+(\/resourceGroups\/[^/]+)?(\/providers\/[^/]+(\/[^/]+\/[^/]+)+)*\/?$/i;

/** The form in which ids are compared, since Azure ignores case in them. */
export function idKey(id: string): string {
  return id.replace(/\/+$/, "").toLowerCase();
}

/** Tells whether a text has the form of the id of a subscription or of anything below one. */
export function isResourceId(text: string): boolean {
  return shape.test(text);
}

/** Takes an ARM id apart. Throws on a text that is not one; see {@link isResourceId}. */
export function parseResourceId(text: string): ResourceId {
  if (!isResourceId(text)) throw new Error(`'${text}' is not the id of an Azure resource`);
  const trimmed = text.replace(/\/+$/, "");
  const segments = trimmed.slice(1).split("/");
  const subscriptionId = segments[1] ?? "";
  const inGroup = segments[2]?.toLowerCase() === "resourcegroups";
  const resourceGroup = inGroup ? segments[3] : undefined;
  const provider = lastProvider(segments);
  const common = {
    text: trimmed,
    key: trimmed.toLowerCase(),
    subscriptionId,
    ...(resourceGroup !== undefined && { resourceGroup }),
    name: segments.at(-1) ?? "",
  };
  if (provider === -1) {
    return inGroup
      ? { ...common, type: resourceGroupType, parent: `/subscriptions/${subscriptionId}` }
      : { ...common, type: subscriptionType };
  }
  const namespaceAndPairs = segments.slice(provider + 1);
  const types = namespaceAndPairs.filter((_, index) => index === 0 || index % 2 === 1);
  const parentEnd = types.length > 2 ? segments.length - 2 : provider;
  return { ...common, type: types.join("/"), parent: `/${segments.slice(0, parentEnd).join("/")}` };
}

function lastProvider(segments: readonly string[]): number {
  for (let index = segments.length - 1; index >= 2; index--) {
    // Names stand at even distance from the namespace, so a resource that is itself called "providers" is no boundary.
    if (segments[index]?.toLowerCase() === "providers" && index % 2 === 0) return index;
  }
  return -1;
}
