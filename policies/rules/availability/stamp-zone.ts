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
 * The zone to which a resource is pinned because it belongs to a stamp of a twin data centre that is on; nothing where it
 * has to be spread over zones.
 */
export function stampZone(resource: RegisteredResource, { recovery }: Pick<Agreement, "recovery">): string | undefined {
  const site = recovery.twin?.on === true ? siteOf(resource) : undefined;
  const isStamp = recovery.twin?.stamps.some(
    ({ region, zone }) => region === site?.region.name && String(zone) === site.zone,
  );
  return isStamp === true ? site?.zone : undefined;
}
