import * as network from "@pulumi/azure-native/network";
import * as pulumi from "@pulumi/pulumi";
import type { NameParts } from "../../azure/names/resource-name";
import type { ObservedArgs } from "../component-args";
import { DiagnosticSetting } from "../monitoring/diagnostic-setting";
import { nameInScope } from "../name-in-scope";

export interface PublicAddressArgs extends ObservedArgs {
  /** What it is the address of: the rest of its name. */
  readonly of: Pick<NameParts, "role" | "tenant" | "label">;
  /** All zones of the region, the one its owner is pinned to, or none where the region has none. */
  readonly zones: readonly string[];
  /** First label of its name under `<region>.cloudapp.azure.com`, unique there; without one it has no name. */
  readonly domainNameLabel?: string;
}

/** A fixed public IPv4 address that survives the loss of a zone. */
export class PublicAddress extends pulumi.ComponentResource {
  readonly resourceId: pulumi.Output<string>;
  readonly address: pulumi.Output<string>;

  constructor(name: string, args: PublicAddressArgs, opts?: pulumi.ComponentResourceOptions) {
    super("deltawerk:network:PublicAddress", name, {}, opts);
    const { domainNameLabel, zones } = args;
    const address = new network.PublicIPAddress(
      `${name}-address`,
      {
        publicIpAddressName: nameInScope(args.scope, "network:PublicIPAddress", args.of),
        resourceGroupName: args.resourceGroupName,
        location: args.location,
        sku: { name: "Standard", tier: "Regional" },
        publicIPAllocationMethod: "Static",
        publicIPAddressVersion: "IPv4",
        ...(zones.length > 0 && { zones: [...zones] }),
        ...(domainNameLabel !== undefined && { dnsSettings: { domainNameLabel } }),
        tags: args.tags,
      },
      { parent: this },
    );
    new DiagnosticSetting(
      `${name}-diagnostics`,
      { resourceId: address.id, resourceType: "Microsoft.Network/publicIPAddresses", workspaceId: args.workspaceId },
      { parent: this },
    );
    this.resourceId = address.id;
    // A static address is there as soon as the resource is.
    this.address = address.ipAddress.apply((value) => value ?? "");
    this.registerOutputs({ resourceId: this.resourceId, address: this.address });
  }
}
