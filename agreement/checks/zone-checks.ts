import { regionNamed, type CloudFacts } from "../cloud-facts";
import type { Finding } from "../yaml-document";
import { check, promisesOf } from "./check";

/** Tells of a zone of a known region to which a whole site cannot be pinned. */
export function pinnedZone(path: Finding["path"], region: string, zone: number, facts: CloudFacts): readonly Finding[] {
  const zones = facts.pinnableZones(region);
  if (zones.includes(String(zone))) return [];
  const elsewhere = facts.regions.map(({ name }) => name).filter((name) => facts.pinnableZones(name).length > 0);
  return [
    {
      path: [...path, "zone"],
      given: `zone ${zone} of ${region}`,
      allowed: zones.length > 0 ? `zone ${zones.join(", ")}` : `no zone: sites in ${region} cannot be pinned to one`,
      fixes: [zones.length > 0 ? "Choose a zone that exists." : `Choose one of ${elsewhere.join(", ")}.`],
    },
  ];
}

const zonesExist = check(["sites"], ({ sites }, facts) =>
  sites.flatMap(({ region, zone }, index) =>
    zone === undefined || regionNamed(facts, region) === undefined
      ? []
      : pinnedZone(["sites", index], region, zone, facts).map((finding) => ({
          ...finding,
          fixes: ["Leave `zone` out: the site spreads over what its region has.", ...finding.fixes],
        })),
  ),
);

const pinnedSitesPromiseNoZones = check(["sites", "recovery"], ({ sites, recovery: { redundancy } }, facts) =>
  redundancy.spread === "servers"
    ? []
    : sites.flatMap(({ role, region, zone }, index) =>
        (role !== "active" && role !== "warm") || !facts.pinnableZones(region).includes(String(zone))
          ? []
          : [
              {
                path: ["sites", index, "zone"],
                given: `zone ${String(zone)} of ${region} alone`,
                allowed: "no zone, because one zone may fail without an outage (recovery.redundancy.spread: zones)",
                fixes: [
                  "Leave `zone` out: the site spreads over all zones of its region.",
                  "Promise less: `spread: servers` under recovery.redundancy.",
                ],
                breaks: promisesOf(redundancy),
              },
            ],
      ),
);

/** Zones to which sites are pinned. */
export const zoneChecks = [zonesExist, pinnedSitesPromiseNoZones];
