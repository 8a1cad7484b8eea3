import { findRegion } from "../../../azure/regions";
import {
  compliant,
  notApplicable,
  undetermined,
  violation,
  type Judgement,
  type Measure,
} from "../../framework/language";
import { read, textOf } from "../../resources/reading";
import type { RegisteredResource } from "../../resources/registered-resource";
import { pinnedZone } from "../availability/pinned-zone";

const NOUNS: Readonly<Record<string, string>> = {
  "network:AzureFirewall": "the firewall",
  "network:ApplicationGateway": "the gateway",
  "network:PublicIPAddress": "the address",
};

/** Whether a resource is spread over zones, where its region has any; what belongs to a pinned site is in its zone instead. */
export function spreadOverZones(
  resource: RegisteredResource,
  path: string,
  { agreement }: Pick<Measure, "agreement">,
): Judgement {
  const location = textOf(resource, "location");
  const region = findRegion(location ?? "");
  if (read(resource, "location").kind === "unknown") {
    return [undetermined("location is not known before the update, so its zones are not", resource)];
  }
  if (region !== undefined && region.zones.length === 0) {
    return notApplicable(`${region.name} has no availability zones: redundant, not zonal`);
  }
  const reading = read(resource, path);
  if (reading.kind === "unknown") return [undetermined(`${path} are not known before the update`, resource)];
  const zones = reading.kind === "given" && Array.isArray(reading.value) ? [...new Set(reading.value.map(String))] : [];
  const pinned = pinnedZone(resource, agreement);
  if (pinned !== undefined && zones.join() === pinned) {
    return [compliant(`it is in zone ${pinned}, to which its site is pinned`, resource)];
  }
  const text = `${path} are ${zones.length === 0 ? "absent" : zones.join(", ")}`;
  return zones.length >= 2
    ? [compliant(text, resource)]
    : [
        violation(
          `${text}; ${NOUNS[resource.type] ?? "it"} has to be spread over at least 2 zones of ${location ?? "its region"}`,
          resource,
        ),
      ];
}
