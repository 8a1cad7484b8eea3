import type { CopyEntryPlan, CopyPlan } from "./backup-plan";

/**
 * The private ways to the accounts that hold copies: a copy that travels through the tunnels between the sites has one at
 * the site that holds it, and the other sites' names lead there; every other copy has one at each site with a network.
 * A place without a network of its own is reached from the sites that have one.
 *
 * @param hubs site codes of the hubs
 */
export function planCopyEntries(copies: readonly CopyPlan[], hubs: readonly string[]): readonly CopyEntryPlan[] {
  return copies.flatMap(({ key, kind, places, throughVpn }) =>
    places.flatMap((place) =>
      throughVpn && hubs.includes(place)
        ? [{ copy: key, kind, place, site: place, namedAt: hubs.filter((site) => site !== place) }]
        : hubs.map((site) => ({ copy: key, kind, place, site, namedAt: [] })),
    ),
  );
}
