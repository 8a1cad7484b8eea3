import type { Output } from "@pulumi/pulumi";
import type { PlatformOutputs, PlatformSiteOutputs } from "./layer-outputs";

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
