import { regionNamed, type CloudFacts } from "../cloud-facts";
import type { Finding } from "../yaml-document";
import { check } from "./check";

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

/** Zones to which sites are pinned. That one zone alone keeps no promise of several is for the rules to say. */
export const zoneChecks = [zonesExist];
