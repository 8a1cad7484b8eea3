import * as network from "@pulumi/azure-native/network";
import * as pulumi from "@pulumi/pulumi";
import type { ObservedArgs } from "../component-args";
import { DiagnosticSetting } from "../monitoring/diagnostic-setting";
import { nameInScope } from "../name-in-scope";
import { floodProtection } from "./flood-protection";
import { flowLog, type FlowLogArchive } from "./flow-log";
import { HubPeering, type PeeredHub } from "./hub-peering";
import { privateDnsLink } from "./private-dns-link";
import type { Segment } from "./segment";
import { addSegments } from "./segments";

export interface SpokeNetworkArgs extends ObservedArgs {
  /** Set where the network is one tenant's own. */
  readonly tenant?: string;
  readonly prefix: string;
  readonly segments: readonly Segment[];
  readonly hub: PeeredHub & { readonly firewallAddress: pulumi.Input<string> };
  /** Spokes that are peered with the same hub before this one: Azure refuses two writes to a network at a time. */
  readonly after: readonly pulumi.Resource[];
  /** Private zones that are resolved here; the names are known before anything exists. */
  readonly privateDns: {
    readonly zoneNames: readonly string[];
    readonly resourceGroupName: pulumi.Input<string>;
  };
  readonly flowLogs: FlowLogArchive;
  /** The platform's plan of DDoS protection, where that is agreed. */
  readonly ddosPlanId?: pulumi.Input<string>;
}

/**
 * A cell's network at one site, peered with that site's hub only.
 *
 * It resolves names with Azure's own resolver and links to the private zones, not through the firewall: a request that
 * needs a database must not need the firewall.
 */
export class SpokeNetwork extends pulumi.ComponentResource {
  readonly networkId: pulumi.Output<string>;
  readonly networkName: pulumi.Output<string>;
  /** Subnet ids by the key of their segment. */
  readonly subnets: Readonly<Record<string, pulumi.Output<string>>>;
  /** Route table ids by the key of their segment. */
  readonly routeTables: Readonly<Record<string, pulumi.Output<string>>>;

  constructor(name: string, args: SpokeNetworkArgs, opts?: pulumi.ComponentResourceOptions) {
    super("deltawerk:network:SpokeNetwork", name, {}, opts);
    const tenant = args.tenant !== undefined && { tenant: args.tenant };
    const spoke = new network.VirtualNetwork(
      `${name}-network`,
      {
        virtualNetworkName: nameInScope(args.scope, "network:VirtualNetwork", { role: "net", ...tenant }),
        resourceGroupName: args.resourceGroupName,
        location: args.location,
        addressSpace: { addressPrefixes: [args.prefix] },
        ...floodProtection(args.ddosPlanId),
        tags: args.tags,
      },
      { parent: this },
    );
    const segments = addSegments(
      name,
      { ...args, networkName: spoke.name, firewallAddress: args.hub.firewallAddress },
      this,
    );
    new HubPeering(
      `${name}-peering`,
      {
        scope: args.scope,
        ...tenant,
        spoke: { networkId: spoke.id, networkName: spoke.name, resourceGroupName: args.resourceGroupName },
        hub: args.hub,
        after: [...segments.map(({ subnet }) => subnet), ...args.after],
      },
      { parent: this },
    );
    this.linkPrivateZones(name, args, spoke.id);
    flowLog(`${name}-flow-log`, { ...args, networkId: spoke.id, archive: args.flowLogs }, { parent: this });
    new DiagnosticSetting(
      `${name}-diagnostics`,
      { resourceId: spoke.id, resourceType: "Microsoft.Network/virtualNetworks", workspaceId: args.workspaceId },
      { parent: this },
    );
    this.networkId = spoke.id;
    this.networkName = spoke.name;
    this.subnets = Object.fromEntries(segments.map(({ key, subnet }) => [key, subnet.id]));
    this.routeTables = Object.fromEntries(
      segments.flatMap(({ key, routeTable }) => (routeTable === undefined ? [] : [[key, routeTable.id]])),
    );
    this.registerOutputs({
      networkId: this.networkId,
      networkName: this.networkName,
      subnets: this.subnets,
      routeTables: this.routeTables,
    });
  }

  private linkPrivateZones(name: string, args: SpokeNetworkArgs, networkId: pulumi.Output<string>): void {
    const { scope, tags, tenant, hub, privateDns } = args;
    for (const zoneName of privateDns.zoneNames) {
      privateDnsLink(
        `${name}-${zoneName}`,
        {
          scope,
          ...(tenant !== undefined && { tenant }),
          role: "net",
          zoneName,
          resourceGroupName: privateDns.resourceGroupName,
          networkId,
          tags,
        },
        { parent: this, ...(hub.provider && { provider: hub.provider }) },
      );
    }
  }
}
