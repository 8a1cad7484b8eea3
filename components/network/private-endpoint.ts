import * as network from "@pulumi/azure-native/network";
import * as pulumi from "@pulumi/pulumi";
import type { NameParts } from "../../azure/names/resource-name";
import type { ComponentArgs } from "../component-args";
import { nameInScope } from "../name-in-scope";

export interface PrivateEndpointArgs extends ComponentArgs {
  /** What it leads to: the rest of its name. */
  readonly leadsTo: Pick<NameParts, "role" | "tenant" | "generation" | "label">;
  /** In a network of the same region as `location`; the target may be in another. */
  readonly subnetId: pulumi.Input<string>;
  readonly targetId: pulumi.Input<string>;
  /** Azure's name for the part of the target: `sqlServer`, `blob`, `vault`, `registry`. */
  readonly groupId: string;
  /** Private DNS zones that get its address; none where another endpoint of the same target has the name there. */
  readonly zoneIds: readonly pulumi.Input<string>[];
}

/** A private address for one service, and its name in the private zones. */
export class PrivateEndpoint extends pulumi.ComponentResource {
  readonly resourceId: pulumi.Output<string>;
  /** Address of an endpoint without zones; Azure shows it only there. */
  readonly address: pulumi.Output<string | undefined>;
  /** Address that the first zone has for it; empty where no zone has one. */
  readonly namedAddress: pulumi.Output<string>;

  constructor(name: string, args: PrivateEndpointArgs, opts?: pulumi.ComponentResourceOptions) {
    super("deltawerk:network:PrivateEndpoint", name, {}, opts);
    const { scope, resourceGroupName, leadsTo } = args;
    const endpointName = nameInScope(scope, "network:PrivateEndpoint", leadsTo);
    const endpoint = new network.PrivateEndpoint(
      `${name}-endpoint`,
      {
        privateEndpointName: endpointName,
        customNetworkInterfaceName: `${endpointName}-nic`,
        resourceGroupName,
        location: args.location,
        subnet: { id: args.subnetId },
        privateLinkServiceConnections: [
          { name: endpointName, privateLinkServiceId: args.targetId, groupIds: [args.groupId] },
        ],
        tags: args.tags,
      },
      { parent: this },
    );
    this.namedAddress = pulumi.output("");
    if (args.zoneIds.length > 0) {
      const names = new network.PrivateDnsZoneGroup(
        `${name}-names`,
        {
          // The one name that Azure's own tools give it; an endpoint has at most one group.
          privateDnsZoneGroupName: "default",
          privateEndpointName: endpoint.name,
          resourceGroupName,
          privateDnsZoneConfigs: args.zoneIds.map((privateDnsZoneId, index) => ({
            name: `zone-${index + 1}`,
            privateDnsZoneId,
          })),
        },
        { parent: this },
      );
      this.namedAddress = names.privateDnsZoneConfigs.apply(
        // Typed as always there; a zone whose name is another service's gets no record.
        (zones) => zones?.[0]?.recordSets?.[0]?.ipAddresses?.[0] ?? "",
      );
    }
    this.resourceId = endpoint.id;
    this.address = endpoint.customDnsConfigs.apply((configs) => configs?.[0]?.ipAddresses?.[0]);
    this.registerOutputs({ resourceId: this.resourceId, address: this.address });
  }
}
