import * as network from "@pulumi/azure-native/network";
import * as resources from "@pulumi/azure-native/resources";
import type { ProviderResource, Resource } from "@pulumi/pulumi";
import type { Scope } from "../../components/component-args";
import { nameInScope } from "../../components/name-in-scope";
import type { Plan } from "../plan/plan";
import { made, siteOf } from "./plan-lookup";

/** A network watcher, by names that are known before it is there. */
export interface NetworkWatcherName {
  readonly name: string;
  readonly resourceGroupName: string;
}

export interface NetworkWatchersArgs {
  /** Platform and environment; sites are added here. */
  readonly scope: Scope;
  readonly tags: Readonly<Record<string, string>>;
  /** Provider of the cells' subscription; needed where that is not the platform's. */
  readonly cellsProvider?: ProviderResource;
}

/** The site that a region's watcher is named after: the first that has a network there. */
function watchedSites(plan: Plan): Readonly<Record<string, string>> {
  const sites = plan.hubs.map(({ site }) => [siteOf(plan, site).region, site] as const);
  return Object.fromEntries(sites.reverse());
}

function watcherName({ platform, environment, generation }: Scope, site: string): NetworkWatcherName {
  const scope = { platform, environment, site, ...(generation !== undefined && { generation }) };
  return {
    name: nameInScope(scope, "network:NetworkWatcher", { role: "net" }),
    resourceGroupName: nameInScope(scope, "resources:ResourceGroup", { role: "net" }),
  };
}

/** The watcher that keeps the flow logs of the networks at a site; it has the same name in every subscription. */
export function watcherAt(plan: Plan, scope: Scope, site: string): NetworkWatcherName {
  const { region } = siteOf(plan, site);
  return watcherName(scope, made(watchedSites(plan), region, "network watcher in region"));
}

function addWatchers(plan: Plan, args: NetworkWatchersArgs, owner: string, provider?: ProviderResource) {
  const opts = { ...(provider !== undefined && { provider }) };
  return Object.entries(watchedSites(plan)).map(([location, site]) => {
    const { name, resourceGroupName } = watcherName(args.scope, site);
    const group = new resources.ResourceGroup(
      `watcher-${owner}-${site}`,
      { resourceGroupName, location, tags: args.tags },
      opts,
    );
    return new network.NetworkWatcher(
      `watcher-${owner}-${site}`,
      { networkWatcherName: name, resourceGroupName: group.name, location, tags: args.tags },
      opts,
    );
  });
}

/**
 * A network watcher in each region of the platform's and of the cells' subscription. Azure allows one in a region, and
 * makes it by itself with the first network there; so ours have to be there before any network.
 *
 * Source: Microsoft Learn, network-watcher/network-watcher-create (2024).
 *
 * @returns what every network has to wait for.
 */
export function addNetworkWatchers(plan: Plan, args: NetworkWatchersArgs): readonly Resource[] {
  const { platform, cells } = plan.target.subscriptions;
  const own = addWatchers(plan, args, "platform");
  if (cells === platform) return own;
  if (args.cellsProvider === undefined) {
    throw new Error("The cells have a subscription of their own, but there is no provider for it.");
  }
  return [...own, ...addWatchers(plan, args, "cells", args.cellsProvider)];
}
