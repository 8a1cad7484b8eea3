import * as privatedns from "@pulumi/azure-native/privatedns";
import type { CustomResourceOptions, Input } from "@pulumi/pulumi";
import { nameInScope } from "../name-in-scope";
import type { Scope } from "../component-args";

export interface PrivateDnsLinkArgs {
  readonly scope: Scope;
  readonly tenant?: string;
  /** `hub` or `net`: the kind of network that is linked. */
  readonly role: "hub" | "net";
  readonly zoneName: Input<string>;
  /** The resource group of the zone: a link lives with it. */
  readonly resourceGroupName: Input<string>;
  readonly networkId: Input<string>;
  readonly tags: Readonly<Record<string, string>>;
}

/** Lets a network resolve the names in a private zone. Nothing registers itself there. */
export function privateDnsLink(
  name: string,
  args: PrivateDnsLinkArgs,
  opts: CustomResourceOptions,
): privatedns.VirtualNetworkLink {
  return new privatedns.VirtualNetworkLink(
    name,
    {
      virtualNetworkLinkName: nameInScope(args.scope, "privatedns:VirtualNetworkLink", {
        role: args.role,
        ...(args.tenant !== undefined && { tenant: args.tenant }),
      }),
      privateZoneName: args.zoneName,
      resourceGroupName: args.resourceGroupName,
      // Zones and their links belong to no region.
      location: "global",
      virtualNetwork: { id: args.networkId },
      registrationEnabled: false,
      tags: args.tags,
    },
    opts,
  );
}
