import * as resources from "@pulumi/azure-native/resources";
import { deferredOutput, type Input, type Output, type Resource } from "@pulumi/pulumi";
import type { Role } from "../../azure/names/codes";
import { Firewall } from "../../components/edge/firewall";
import { FirewallBasePolicy } from "../../components/edge/firewall-base-policy";
import { nameInScope } from "../../components/name-in-scope";
import { HubNetwork } from "../../components/network/hub-network";
import { PrivateDnsZones } from "../../components/network/private-dns-zones";
import type { HubPlan } from "../plan/network-plan";
import type { Plan } from "../plan/plan";
import { addNetworkWatchers, watcherAt, type NetworkWatchersArgs } from "./network-watchers";
import { made, segmentHolding, siteOf } from "./plan-lookup";
import { addPlatformTunnels, type PlatformTunnels } from "./platform-tunnels";
import { privateDnsZoneNames } from "./private-dns-zone-names";
import type { SiteNetwork } from "./site-network";

export interface PlatformNetworkArgs extends NetworkWatchersArgs {
  /** Log workspaces by site code. */
  readonly workspaces: Readonly<Record<string, Input<string>>>;
  /** Storage accounts for flow logs by site code. */
  readonly flowLogStorage: Readonly<Record<string, Input<string>>>;
}

/** A hub with its firewall. */
export interface PlatformSite {
  readonly network: SiteNetwork;
  readonly location: string;
  readonly firewallId: Output<string>;
  readonly firewallPolicyName: Output<string>;
  readonly firewallAddress: Output<string>;
}

export interface PlatformNetwork {
  /** By site code. */
  readonly sites: Readonly<Record<string, PlatformSite>>;
  /** Zone ids by zone name. */
  readonly privateDnsZones: Readonly<Record<string, Output<string>>>;
  readonly privateDnsResourceGroup: Output<string>;
  readonly tunnels: PlatformTunnels;
}

function addResourceGroup(args: PlatformNetworkArgs, site: string, role: Role, location: string) {
  return new resources.ResourceGroup(`${role}-${site}`, {
    resourceGroupName: nameInScope({ ...args.scope, site }, "resources:ResourceGroup", { role }),
    location,
    tags: args.tags,
  });
}

function addSite(
  plan: Plan,
  args: PlatformNetworkArgs,
  hub: HubPlan,
  group: resources.ResourceGroup,
  basePolicies: ReadonlyMap<string, FirewallBasePolicy>,
  watchers: readonly Resource[],
): PlatformSite {
  const { site } = hub;
  const location = siteOf(plan, site).region;
  const basePolicy = basePolicies.get(location);
  if (basePolicy === undefined) throw new Error(`There is no base policy for firewalls in ${location}.`);
  const common = {
    scope: { ...args.scope, site },
    resourceGroupName: group.name,
    location,
    tags: args.tags,
    workspaceId: made(args.workspaces, site, "log workspace at site"),
  };
  // The firewall stands in a segment of the hub, and the hub's other segments route to the firewall.
  const [firewallAddress, settleFirewallAddress] = deferredOutput<string>();
  const network = new HubNetwork(`hub-network-${site}`, {
    ...common,
    prefix: hub.prefix,
    segments: hub.segments,
    firewallAddress,
    flowLogs: {
      watcher: watcherAt(plan, args.scope, site),
      storageId: made(args.flowLogStorage, site, "storage for flow logs at site"),
      retentionDays: plan.backup.logRetentionDays,
    },
    after: watchers,
  });
  const firewall = new Firewall(`firewall-${site}`, {
    ...common,
    subnetId: made(network.subnets, segmentHolding(hub.segments, "firewall"), "segment"),
    zones: hub.firewall.zones,
    publicAddresses: hub.firewall.publicAddresses,
    basePolicy,
  });
  settleFirewallAddress(firewall.privateAddress);
  return {
    network: {
      site,
      resourceGroupName: group.name,
      networkId: network.networkId,
      networkName: network.networkName,
      subnets: network.subnets,
    },
    location,
    firewallId: firewall.resourceId,
    firewallPolicyName: firewall.policyName,
    firewallAddress,
  };
}

/**
 * The base policy of each region with a hub, at the region's first site. They hold the same: Azure lets a policy build
 * only on one of its own region (Microsoft Learn, firewall-manager/policy-overview, 2025).
 */
function addBasePolicies(
  plan: Plan,
  args: PlatformNetworkArgs,
  groups: ReadonlyMap<HubPlan, resources.ResourceGroup>,
): ReadonlyMap<string, FirewallBasePolicy> {
  const policies = new Map<string, FirewallBasePolicy>();
  for (const [{ site, firewall }, group] of groups) {
    const location = siteOf(plan, site).region;
    if (policies.has(location)) continue;
    const policy = new FirewallBasePolicy(`firewall-base-${site}`, {
      scope: { ...args.scope, site },
      resourceGroupName: group.name,
      location,
      tags: args.tags,
      groups: firewall.baseline,
    });
    policies.set(location, policy);
  }
  return policies;
}

/**
 * The connecting networks of a platform: at each site a hub with firewall and VPN gateway, joined with the partners'
 * devices and with each other; and one set of private DNS zones, kept at the first site.
 */
export function platformNetwork(plan: Plan, args: PlatformNetworkArgs): PlatformNetwork {
  const groups = new Map(
    plan.hubs.map((hub) => [hub, addResourceGroup(args, hub.site, "hub", siteOf(plan, hub.site).region)] as const),
  );
  const [first] = groups;
  if (first === undefined) throw new Error("The plan has no hub, so there is nothing that a site could be joined to.");
  const [firstHub] = first;
  const location = siteOf(plan, firstHub.site).region;
  const basePolicies = addBasePolicies(plan, args, groups);
  const watchers = addNetworkWatchers(plan, args);
  const sites = Object.fromEntries(
    [...groups].map(([hub, group]) => [hub.site, addSite(plan, args, hub, group, basePolicies, watchers)]),
  );
  const dnsGroup = addResourceGroup(args, firstHub.site, "dns", location);
  const zones = new PrivateDnsZones("private-dns", {
    scope: args.scope,
    resourceGroupName: dnsGroup.name,
    tags: args.tags,
    zoneNames: privateDnsZoneNames(plan),
    hubs: Object.fromEntries(Object.entries(sites).map(([site, { network }]) => [site, network.networkId])),
  });
  return {
    sites,
    privateDnsZones: zones.zoneIds,
    privateDnsResourceGroup: dnsGroup.name,
    tunnels: addPlatformTunnels(plan, args, sites),
  };
}
