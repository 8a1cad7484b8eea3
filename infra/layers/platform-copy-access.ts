import * as privatedns from "@pulumi/azure-native/privatedns";
import * as resources from "@pulumi/azure-native/resources";
import type { Output } from "@pulumi/pulumi";
import { PRIVATE_LINKS } from "../../azure/private-link";
import { copyRole } from "../../azure/names/copy-role";
import type { ComponentArgs, Scope } from "../../components/component-args";
import { nameInScope } from "../../components/name-in-scope";
import { PrivateEndpoint } from "../../components/network/private-endpoint";
import type { CopyEntryPlan } from "../plan/backup-plan";
import type { Plan } from "../plan/plan";
import type { GuardOutputs } from "./layer-outputs";
import { hubOf, made, siteOf } from "./plan-lookup";
import { logArchiveAt } from "./platform-monitoring";
import type { PlatformNetwork } from "./platform-network";

export interface CopyAccessArgs {
  /** Platform and environment; sites are added here. */
  readonly scope: Scope;
  readonly tags: Readonly<Record<string, string>>;
  readonly guard: Output<GuardOutputs>;
  readonly network: Pick<PlatformNetwork, "sites">;
}

const { groupId, zone } = PRIVATE_LINKS.blob;

/** Seconds that an answer of the site's names is kept, as with Azure's own records for private endpoints. */
const TIME_TO_LIVE = 10;

/** Subnet of a site's hub in which private endpoints of copies stand. */
export function backupSubnet(plan: Plan, network: CopyAccessArgs["network"], site: string): Output<string> {
  const segment = hubOf(plan, site).segments.find(
    ({ zone, holds }) => zone === "backup" && holds === "private-endpoints",
  );
  if (segment === undefined) throw new Error(`The plan has no backup segment for private endpoints at "${site}".`);
  return made(made(network.sites, site, "network at site").network.subnets, segment.key, "subnet");
}

/** Lets another site find the account under its usual name: there is no endpoint that could say it in that site's zone. */
function nameAt(args: CopyAccessArgs, site: string, name: string, account: Output<string>, endpoint: PrivateEndpoint) {
  const { privateDnsResourceGroup } = made(args.network.sites, site, "network at site");
  new privatedns.PrivateRecordSet(`${name}-name-at-${site}`, {
    privateZoneName: zone,
    resourceGroupName: privateDnsResourceGroup,
    recordType: "A",
    relativeRecordSetName: account,
    ttl: TIME_TO_LIVE,
    aRecords: [{ ipv4Address: endpoint.namedAddress }],
  });
}

function addEntry(plan: Plan, args: CopyAccessArgs, entry: CopyEntryPlan, group: ComponentArgs): void {
  const { copy, kind, place, site, namedAt } = entry;
  const name = `copies-${copy}-${place}-from-${site}`;
  const account = args.guard.copyAccounts.apply((accounts) => made(accounts, `${copy}/${place}`, "account of copies"));
  const { privateDnsZones } = made(args.network.sites, site, "network at site");
  const endpoint = new PrivateEndpoint(name, {
    ...group,
    leadsTo: { role: copyRole(kind), label: place },
    subnetId: backupSubnet(plan, args.network, site),
    targetId: account.id,
    groupId,
    zoneIds: [made(privateDnsZones, zone, "private DNS zone")],
  });
  for (const other of namedAt) nameAt(args, other, name, account.name, endpoint);
}

/** The private way to a site's archive, in which restores are recorded. */
function addArchive(plan: Plan, args: CopyAccessArgs, site: string, group: ComponentArgs): void {
  const archive = logArchiveAt(plan, args.guard, site);
  if (archive === undefined) return;
  const { privateDnsZones } = made(args.network.sites, site, "network at site");
  new PrivateEndpoint(`log-archive-from-${site}`, {
    ...group,
    leadsTo: { role: "aud" },
    subnetId: backupSubnet(plan, args.network, site),
    targetId: archive,
    groupId,
    zoneIds: [made(privateDnsZones, zone, "private DNS zone")],
  });
}

/** Groups of what leads to copies and checks, by site code. */
function accessGroups(plan: Plan, args: CopyAccessArgs): Readonly<Record<string, ComponentArgs>> {
  return Object.fromEntries(
    plan.hubs.map(({ site }) => {
      const scope = { ...args.scope, site };
      const location = siteOf(plan, site).region;
      const group = new resources.ResourceGroup(`copy-access-${site}`, {
        resourceGroupName: nameInScope(scope, "resources:ResourceGroup", { role: "job" }),
        location,
        tags: args.tags,
      });
      return [site, { scope, resourceGroupName: group.name, location, tags: args.tags }] as const;
    }),
  );
}

/**
 * The private ways to the accounts of the guard layer that hold copies. Who deploys them may approve connections to those
 * accounts and nothing else there.
 *
 * @returns the groups in which they are, by site code
 */
export function platformCopyAccess(plan: Plan, args: CopyAccessArgs): Readonly<Record<string, ComponentArgs>> {
  const groups = accessGroups(plan, args);
  for (const entry of plan.backup.entries) addEntry(plan, args, entry, made(groups, entry.site, "group at site"));
  for (const [site, group] of Object.entries(groups)) addArchive(plan, args, site, group);
  return groups;
}
