/** Ids of Azure Resource Manager. ARM compares them without regard to case, so never compare them as strings. */
import { InvalidInputError } from "./invalid-input";

export interface ArmId {
  /** "Microsoft.Network/virtualNetworks/subnets"; "Microsoft.Resources/resourceGroups" or "…/subscriptions" for those. */
  readonly type: string;
  /** The names along the type, from the outside in. */
  readonly names: readonly string[];
  /** What the resource lives in: a subscription, a resource group, or the resource that it extends. */
  readonly scope: string;
  readonly subscription?: string;
  readonly resourceGroup?: string;
}

const SUBSCRIPTION = /^\/subscriptions\/([^/]+)$/i;
const RESOURCE_GROUP = /^\/subscriptions\/([^/]+)\/resourceGroups\/([^/]+)$/i;
const OWNER = /^\/subscriptions\/([^/]+)(?:\/resourceGroups\/([^/]+))?(?:\/|$)/i;
const PROVIDERS = "/providers/";

function ownerOf(id: string): Pick<ArmId, "subscription" | "resourceGroup"> {
  const [, subscription, resourceGroup] = OWNER.exec(id) ?? [];
  return {
    ...(subscription !== undefined && { subscription }),
    ...(resourceGroup !== undefined && { resourceGroup }),
  };
}

/** The parts of an id, or nothing when the text is not one. */
export function parseArmId(id: string): ArmId | undefined {
  const [, group] = RESOURCE_GROUP.exec(id)?.slice(1) ?? [];
  if (group !== undefined) {
    const scope = id.slice(0, -`/resourceGroups/${group}`.length);
    return { type: "Microsoft.Resources/resourceGroups", names: [group], scope, ...ownerOf(id) };
  }
  const subscription = SUBSCRIPTION.exec(id)?.[1];
  if (subscription !== undefined) {
    return { type: "Microsoft.Resources/subscriptions", names: [subscription], scope: "", subscription };
  }
  const at = id.toLowerCase().lastIndexOf(PROVIDERS);
  const [namespace, ...segments] = id.slice(at + PROVIDERS.length).split("/");
  if (at < 0 || !namespace || segments.length === 0 || segments.length % 2 !== 0 || segments.includes(""))
    return undefined;
  const scope = id.slice(0, at);
  if (scope !== "" && parseArmId(scope) === undefined) return undefined;
  return {
    type: [namespace, ...segments.filter((_, index) => index % 2 === 0)].join("/"),
    names: segments.filter((_, index) => index % 2 === 1),
    scope,
    ...ownerOf(id),
  };
}

/**
 * The id of a resource of a type with these names, below a scope.
 *
 * @throws InvalidInputError when the type needs another number of names.
 */
export function formatArmId({ scope, type, names }: Pick<ArmId, "scope" | "type" | "names">): string {
  const [namespace = "", ...types] = type.split("/");
  if (types.length === 0 || types.length !== names.length) {
    throw new InvalidInputError([`An id of type "${type}" needs ${types.length} names, not ${names.length}.`]);
  }
  const segments = types.map((segment, index) => `${segment}/${names[index] ?? ""}`);
  const isContainer =
    namespace.toLowerCase() === "microsoft.resources" && /^(resourceGroups|subscriptions)$/i.test(types[0] ?? "");
  return isContainer ? `${scope}/${segments.join("/")}` : `${scope}${PROVIDERS}${namespace}/${segments.join("/")}`;
}

/** Whether two ids are of the same resource. */
export function sameArmId(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase();
}

/** Whether a resource is the scope itself or anything in it: what a lock or a role assignment at the scope reaches. */
export function isWithin(id: string, scope: string): boolean {
  return sameArmId(id, scope) || id.toLowerCase().startsWith(`${scope.toLowerCase()}/`);
}

/** The id of the resource or resource group that a resource is part of, or nothing for a subscription. */
export function parentOfArmId(id: string): string | undefined {
  const parsed = parseArmId(id);
  if (parsed === undefined) return undefined;
  if (parsed.names.length === 1) return parsed.scope === "" ? undefined : parsed.scope;
  return id.split("/").slice(0, -2).join("/");
}
