import type { Agreement } from "../../../../agreement/agreement";
import type { Zone } from "../../../../azure/regions";
import { siteCode } from "../../../../azure/sites";

interface Place {
  readonly region: string;
  /** Set where everything is pinned to one zone, which has a site code of its own. */
  readonly zone?: number;
}

/** Codes of the sites that have networks by the agreement: active and warm ones, or the stamps of a twin that is on. */
export function runningSites({ sites, recovery }: Pick<Agreement, "sites" | "recovery">): readonly string[] {
  const stamps = recovery.twin?.on === true ? recovery.twin.stamps : undefined;
  const running: readonly Place[] = sites.flatMap((site): readonly Place[] => {
    if (site.role === "active") return stamps ?? [site];
    return site.role === "warm" ? [site] : [];
  });
  return running.map(({ region, zone }) => siteCode(region, zone === undefined ? undefined : (String(zone) as Zone)));
}
