import type { Agreement } from "../../../agreement/agreement";
import { isNamedType } from "../../../azure/names/name-rules";
import { parseName } from "../../../azure/names/resource-name";
import { idInputsOf } from "../../../azure/resource-id";
import { typeOfToken } from "../../../azure/resource-types";
import { findSite, type Site } from "../../../azure/sites";
import { textOf } from "../../resources/reading";
import type { RegisteredResource } from "../../resources/registered-resource";

/** The site that a resource's own name says; nothing where its name is not known or says none. */
export function siteOf(resource: RegisteredResource): Site | undefined {
  const type = typeOfToken(resource.type);
  if (type === undefined || !isNamedType(type.name)) return undefined;
  const own = textOf(resource, idInputsOf(type).at(-1) ?? "");
  return own === undefined ? undefined : findSite(parseName(type.name, own)?.site ?? "");
}

/**
 * The zone to which a resource is pinned; nothing where it has to be spread over zones. A stamp of a twin data centre that
 * is on has its own zone, and so has a site that the agreement pins where it promises the failure of servers only.
 */
export function pinnedZone(
  resource: RegisteredResource,
  { recovery, sites }: Pick<Agreement, "recovery" | "sites">,
): string | undefined {
  const site = siteOf(resource);
  const pinned = [
    ...(recovery.twin?.on === true ? recovery.twin.stamps : []),
    ...(recovery.redundancy.spread === "servers" ? sites : []),
  ];
  return pinned.some(({ region, zone }) => region === site?.region.name && String(zone) === site.zone)
    ? site?.zone
    : undefined;
}
