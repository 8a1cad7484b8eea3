import type { Output } from "@pulumi/pulumi";
import type { PlatformOutputs, PlatformSiteOutputs } from "./layer-outputs";
import { made } from "./plan-lookup";

/** What the platform layer made at a site, under one of its names. */
export function siteOutput<Key extends keyof PlatformSiteOutputs>(
  platform: Output<PlatformOutputs>,
  site: string,
  key: Key,
): Output<PlatformSiteOutputs[Key]> {
  return platform.apply(({ sites }) => {
    const outputs = sites[site];
    if (outputs === undefined) {
      const known = Object.keys(sites).join(", ");
      throw new Error(`The platform layer has nothing at site "${site}" (it has ${known}); bring it up first.`);
    }
    return outputs[key];
  });
}

/** Id of a private DNS zone of a site. */
export function privateZoneAt(platform: Output<PlatformOutputs>, site: string, zoneName: string): Output<string> {
  return siteOutput(platform, site, "privateDnsZones").apply((zones) => made(zones, zoneName, "private DNS zone"));
}
