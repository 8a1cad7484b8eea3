import * as resources from "@pulumi/azure-native/resources";
import { deferredOutput, type ComponentResourceOptions, type Input, type Output, type Resource } from "@pulumi/pulumi";
import type { Role } from "../../azure/names/codes";
import { Firewall } from "../../components/edge/firewall";
import { FirewallBasePolicy } from "../../components/edge/firewall-base-policy";
import { nameInScope } from "../../components/name-in-scope";
import { ddosPlan } from "../../components/network/ddos-plan";
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
  /** Where flow logs go, by site code. */
  readonly flowLogStores: Readonly<Record<string, FlowLogTarget>>;
}

/** Ids of a storage account and of the identity by which flow logs are written there. */
export interface FlowLogTarget {
  readonly id: Input<string>;
  readonly writerId: Input<string>;
}

/** A hub with its firewall and the names that are found there. */
export interface PlatformSite {
  readonly network: SiteNetwork;
  readonly location: string;
  readonly firewallId: Output<string>;
  readonly firewallPolicyName: Output<string>;
  readonly firewallAddress: Output<string>;
  /** Zone ids by zone name. */
  readonly privateDnsZones: Readonly<Record<string, Output<string>>>;
  readonly privateDnsResourceGroup: Output<string>;
}

export interface PlatformNetwork {
  /** By site code. */
  readonly sites: Readonly<Record<string, PlatformSite>>;
  readonly tunnels: PlatformTunnels;
  /** Plan of DDoS protection, where that is agreed. */
  readonly ddosPlanId?: Output<string>;
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
  shared: { readonly watchers: readonly Resource[]; readonly ddosPlanId: Output<string> | undefined },
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
      store: made(args.flowLogStores, site, "store for flow logs at site"),
      retentionDays: plan.backup.logRetentionDays,
    },
    after: shared.watchers,
    ...(shared.ddosPlanId && { ddosPlanId: shared.ddosPlanId }),
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
    ...addPrivateDns(plan, args, site, network.networkId),
  };
}

function addPrivateDns(
  plan: Plan,
  args: PlatformNetworkArgs,
  site: string,
  hubId: Output<string>,
): Pick<PlatformSite, "privateDnsZones" | "privateDnsResourceGroup"> {
  const group = addResourceGroup(args, site, "dns", siteOf(plan, site).region);
  const zones = new PrivateDnsZones(
    `private-dns-${site}`,
    {
      scope: { ...args.scope, site },
      resourceGroupName: group.name,
      tags: args.tags,
      zoneNames: privateDnsZoneNames(plan, site),
      hubId,
    },
    formerlyOfThePlatform(plan, site),
  );
  return { privateDnsZones: zones.zoneIds, privateDnsResourceGroup: group.name };
}

/** Until each site had zones of its own, those of the first site were the platform's and were named so in its state. */
function formerlyOfThePlatform(plan: Plan, site: string): ComponentResourceOptions {
  return plan.hubs[0]?.site === site ? { aliases: [{ name: "private-dns" }] } : {};
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

function addDdosPlan(
  plan: Plan,
  args: PlatformNetworkArgs,
  groups: ReadonlyMap<HubPlan, resources.ResourceGroup>,
): Output<string> | undefined {
  const { site } = plan.ddosProtection ?? {};
  if (site === undefined) return undefined;
  const group = [...groups].find(([hub]) => hub.site === site)?.[1];
  if (group === undefined) throw new Error(`The plan protects its networks from site "${site}", which has no hub.`);
  const scope = { ...args.scope, site };
  const place = { scope, resourceGroupName: group.name, location: siteOf(plan, site).region, tags: args.tags };
  return ddosPlan("ddos-protection", place, {}).id;
}

/**
 * The connecting networks of a platform: at each site a hub with firewall, VPN gateway and private DNS zones, joined
 * with the partners' devices and with each other.
 */
export function platformNetwork(plan: Plan, args: PlatformNetworkArgs): PlatformNetwork {
  const groups = new Map(
    plan.hubs.map((hub) => [hub, addResourceGroup(args, hub.site, "hub", siteOf(plan, hub.site).region)] as const),
  );
  const basePolicies = addBasePolicies(plan, args, groups);
  const ddosPlanId = addDdosPlan(plan, args, groups);
  const shared = { watchers: addNetworkWatchers(plan, args), ddosPlanId };
  const sites = Object.fromEntries(
    [...groups].map(([hub, group]) => [hub.site, addSite(plan, args, hub, group, basePolicies, shared)]),
  );
  return { sites, tunnels: addPlatformTunnels(plan, args, sites), ...(ddosPlanId && { ddosPlanId }) };
}
