import * as network from "@pulumi/azure-native/network";
import * as pulumi from "@pulumi/pulumi";
import { DiagnosticSetting } from "../monitoring/diagnostic-setting";
import { nameInScope } from "../name-in-scope";
import type { ObservedArgs } from "../component-args";
import { floodProtection } from "./flood-protection";
import { flowLog, type FlowLogArchive } from "./flow-log";
import type { Segment } from "./segment";
import { addSegments } from "./segments";

export interface HubNetworkArgs extends ObservedArgs {
  readonly prefix: string;
  readonly segments: readonly Segment[];
  /** Private address of the firewall that stands in this network; given later, because it needs a segment first. */
  readonly firewallAddress: pulumi.Input<string>;
  readonly flowLogs: FlowLogArchive;
  /** The platform's plan of DDoS protection, where that is agreed. */
  readonly ddosPlanId?: pulumi.Input<string>;
  /** The region's network watcher: Azure makes one of its own with a network that finds none. */
  readonly after: readonly pulumi.Resource[];
}

/** The connecting network of a site: firewall, VPN gateway and shared private endpoints live in its segments. */
export class HubNetwork extends pulumi.ComponentResource {
  readonly networkId: pulumi.Output<string>;
  readonly networkName: pulumi.Output<string>;
  /** Subnet ids by the key of their segment. */
  readonly subnets: Readonly<Record<string, pulumi.Output<string>>>;

  constructor(name: string, args: HubNetworkArgs, opts?: pulumi.ComponentResourceOptions) {
    super("deltawerk:network:HubNetwork", name, {}, opts);
    // Subnets are resources of their own: the provider keeps those of a network that does not list any.
    const hub = new network.VirtualNetwork(
      `${name}-network`,
      {
        virtualNetworkName: nameInScope(args.scope, "network:VirtualNetwork", { role: "hub" }),
        resourceGroupName: args.resourceGroupName,
        location: args.location,
        addressSpace: { addressPrefixes: [args.prefix] },
        ...floodProtection(args.ddosPlanId),
        tags: args.tags,
      },
      { parent: this, dependsOn: [...args.after] },
    );
    const segments = addSegments(name, { ...args, networkName: hub.name }, this);
    flowLog(`${name}-flow-log`, { ...args, networkId: hub.id, archive: args.flowLogs }, { parent: this });
    new DiagnosticSetting(
      `${name}-diagnostics`,
      { resourceId: hub.id, resourceType: "Microsoft.Network/virtualNetworks", workspaceId: args.workspaceId },
      { parent: this },
    );
    this.networkId = hub.id;
    this.networkName = hub.name;
    this.subnets = Object.fromEntries(segments.map(({ key, subnet }) => [key, subnet.id]));
    this.registerOutputs({ networkId: this.networkId, networkName: this.networkName, subnets: this.subnets });
  }
}
