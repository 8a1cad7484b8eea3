import * as resources from "@pulumi/azure-native/resources";
import type { Output, ProviderResource, Resource } from "@pulumi/pulumi";
import type { FirewallGroup } from "../../azure/firewall-rules";
import type { Scope } from "../../components/component-args";
import { firewallRuleGroup } from "../../components/edge/firewall-rule-group";
import { nameInScope } from "../../components/name-in-scope";
import { SpokeNetwork } from "../../components/network/spoke-network";
import type { CellPlan } from "../plan/cell-plan";
import type { SpokePlan } from "../plan/network-plan";
import type { Plan } from "../plan/plan";
import { addDevice } from "./cell-devices";
import type { PlatformOutputs } from "./layer-outputs";
import { watcherAt } from "./network-watchers";
import { made, siteOf } from "./plan-lookup";
import { siteOutput } from "./platform-outputs";
import { privateDnsZoneNames } from "./private-dns-zone-names";
import type { SiteNetwork } from "./site-network";

export interface CellNetworkArgs {
  /** Platform, environment and cell; sites are added here. */
  readonly scope: Scope;
  readonly tags: Readonly<Record<string, string>>;
  readonly platform: Output<PlatformOutputs>;
  /** Provider of the platform's subscription, where it is not the cells'. */
  readonly platformProvider?: ProviderResource;
}

/** A cell's network at one site, for all tenants or for one. */
export interface CellSite extends SiteNetwork {
  /** Set where the network is one tenant's own. */
  readonly tenant?: string;
  readonly location: string;
  /** Route table ids by the key of their segment. */
  readonly routeTables: Readonly<Record<string, Output<string>>>;
  /** Id of the tenant's own firewall, where it has one. */
  readonly deviceId?: Output<string>;
  /** What must be there before anything here can reach out: peering, names, the cell's rules in the site's firewall. */
  readonly egress: readonly Resource[];
}

/** Log workspace of a site, from the platform layer. */
export function workspaceAt(platform: Output<PlatformOutputs>, site: string): Output<string> {
  return platform.workspaces.apply((workspaces) => made(workspaces, site, "log workspace at site"));
}

/** Name of the resource group of a cell's network at a site, of all tenants or of one. */
export function networkGroupName(scope: Scope, tenant?: string): string {
  return nameInScope(scope, "resources:ResourceGroup", { role: "net", ...(tenant !== undefined && { tenant }) });
}

function addSpoke(
  plan: Plan,
  args: CellNetworkArgs,
  spoke: SpokePlan,
  rules: readonly Resource[],
  after: readonly Resource[],
): CellSite {
  const { platform, tags } = args;
  const { site } = spoke;
  const scope = { ...args.scope, site };
  const tenant = spoke.tenant !== undefined && { tenant: spoke.tenant };
  const place = spoke.tenant === undefined ? site : `${site}-${spoke.tenant}`;
  const location = siteOf(plan, site).region;
  const group = new resources.ResourceGroup(`network-${place}`, {
    resourceGroupName: networkGroupName(scope, spoke.tenant),
    location,
    tags,
  });
  const network = new SpokeNetwork(`spoke-${place}`, {
    scope,
    ...tenant,
    resourceGroupName: group.name,
    location,
    tags,
    workspaceId: workspaceAt(platform, site),
    prefix: spoke.prefix,
    segments: spoke.segments,
    hub: {
      networkId: siteOutput(platform, site, "hubNetworkId"),
      networkName: siteOutput(platform, site, "hubNetworkName"),
      resourceGroupName: siteOutput(platform, site, "resourceGroup"),
      firewallAddress: siteOutput(platform, site, "firewallAddress"),
      hasGateway: plan.vpn.gateways.some((gateway) => gateway.site === site),
      ...(args.platformProvider && { provider: args.platformProvider }),
    },
    after,
    ...(plan.ddosProtection !== undefined && {
      ddosPlanId: platform.apply(({ ddosPlanId }) => {
        if (ddosPlanId === undefined)
          throw new Error("The platform layer has no DDoS protection plan; bring it up first.");
        return ddosPlanId;
      }),
    }),
    privateDns: {
      zoneNames: privateDnsZoneNames(plan, site),
      resourceGroupName: siteOutput(platform, site, "privateDnsResourceGroup"),
    },
    flowLogs: {
      watcher: watcherAt(plan, args.scope, site),
      store: platform.flowLogStores.apply((stores) => made(stores, site, "store for flow logs at site")),
      retentionDays: plan.backup.logRetentionDays,
    },
  });
  const device = plan.cells
    .flatMap(({ devices }) => devices)
    .find((one) => one.site === site && one.tenant === spoke.tenant);
  const guard =
    device &&
    addDevice(plan, device, {
      scope,
      resourceGroupName: group.name,
      location,
      tags,
      workspaceId: workspaceAt(platform, site),
      subnetId: made(network.subnets, "firewall", "segment"),
    });
  return {
    site,
    ...tenant,
    location,
    ...(guard && { deviceId: guard.id }),
    resourceGroupName: group.name,
    networkId: network.networkId,
    networkName: network.networkName,
    subnets: network.subnets,
    routeTables: network.routeTables,
    egress: [network, ...rules, ...(guard?.ready ?? [])],
  };
}

function addFirewallRules(args: CellNetworkArgs, site: string, group: FirewallGroup): Resource {
  return firewallRuleGroup(
    `firewall-rules-${site}`,
    {
      scope: { ...args.scope, site },
      policyName: siteOutput(args.platform, site, "firewallPolicyName"),
      resourceGroupName: siteOutput(args.platform, site, "resourceGroup"),
      group,
    },
    { ...(args.platformProvider && { provider: args.platformProvider }) },
  );
}

/**
 * The networks of a cell at all its sites, peered with the hubs, and the cell's own rules in each site's firewall.
 *
 * @returns the networks in the plan's order.
 */
export function cellNetwork(plan: Plan, cell: CellPlan, args: CellNetworkArgs): readonly CellSite[] {
  const rules = new Map(
    Object.entries(cell.firewallGroups).map(([site, group]) => [site, addFirewallRules(args, site, group)] as const),
  );
  const networks: CellSite[] = [];
  for (const spoke of cell.spokes) {
    const own = rules.get(spoke.site);
    const beside = networks.filter(({ site }) => site === spoke.site).flatMap(({ egress }) => egress);
    networks.push(addSpoke(plan, args, spoke, own === undefined ? [] : [own], beside));
  }
  return networks;
}
