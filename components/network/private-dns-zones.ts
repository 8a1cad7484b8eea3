import * as privatedns from "@pulumi/azure-native/privatedns";
import * as pulumi from "@pulumi/pulumi";
import type { Scope } from "../component-args";
import { privateDnsLink } from "./private-dns-link";

export interface PrivateDnsZonesArgs {
  readonly scope: Scope & { readonly site: string };
  readonly resourceGroupName: pulumi.Input<string>;
  readonly tags: Readonly<Record<string, string>>;
  /** Azure's fixed names, `privatelink.database.windows.net`. */
  readonly zoneNames: readonly string[];
  /** The site's hub, which resolves them: partners and the firewall ask there. */
  readonly hubId: pulumi.Input<string>;
}

/**
 * The zones in which a site's private endpoints are found. A name has one address in a zone, and what serves two sites
 * has an endpoint at each; so each site has zones of its own, and only its networks are linked to them.
 */
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
      privateDnsLink(
        `${name}-${zoneName}-${args.scope.site}`,
        {
          scope: args.scope,
          role: "hub",
          // The zone's own output, so that the link waits for the zone.
          zoneName: zone.name,
          resourceGroupName,
          networkId: args.hubId,
          tags,
        },
        { parent: this },
      );
      return [zoneName, zone.id] as const;
    });
    this.zoneIds = Object.fromEntries(zones);
    this.registerOutputs({ zoneIds: this.zoneIds });
  }
}
