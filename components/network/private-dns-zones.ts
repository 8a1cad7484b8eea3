import * as privatedns from "@pulumi/azure-native/privatedns";
import * as pulumi from "@pulumi/pulumi";
import type { Scope } from "../component-args";
import { privateDnsLink } from "./private-dns-link";

export interface PrivateDnsZonesArgs {
  readonly scope: Scope;
  readonly resourceGroupName: pulumi.Input<string>;
  readonly tags: Readonly<Record<string, string>>;
  /** Azure's fixed names, `privatelink.database.windows.net`. */
  readonly zoneNames: readonly string[];
  /** Hubs that resolve them, by site code: partners and firewalls ask there. */
  readonly hubs: Readonly<Record<string, pulumi.Input<string>>>;
}

/** The zones in which private endpoints are found, one set for a whole platform. */
export class PrivateDnsZones extends pulumi.ComponentResource {
  /** Zone ids by zone name. */
  readonly zoneIds: Readonly<Record<string, pulumi.Output<string>>>;

  constructor(name: string, args: PrivateDnsZonesArgs, opts?: pulumi.ComponentResourceOptions) {
    super("deltawerk:network:PrivateDnsZones", name, {}, opts);
    const { resourceGroupName, tags } = args;
    const zones = args.zoneNames.map((zoneName) => {
      const zone = new privatedns.PrivateZone(
        `${name}-${zoneName}`,
        { privateZoneName: zoneName, resourceGroupName, location: "global", tags },
        { parent: this },
      );
      for (const [site, networkId] of Object.entries(args.hubs)) {
        privateDnsLink(
          `${name}-${zoneName}-${site}`,
          {
            scope: { ...args.scope, site },
            role: "hub",
            // The zone's own output, so that the link waits for the zone.
            zoneName: zone.name,
            resourceGroupName,
            networkId,
            tags,
          },
          { parent: this },
        );
      }
      return [zoneName, zone.id] as const;
    });
    this.zoneIds = Object.fromEntries(zones);
    this.registerOutputs({ zoneIds: this.zoneIds });
  }
}
