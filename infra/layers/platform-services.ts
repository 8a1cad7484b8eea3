import * as resources from "@pulumi/azure-native/resources";
import type { Output } from "@pulumi/pulumi";
import type { Role } from "../../azure/names/codes";
import { PRIVATE_LINKS } from "../../azure/private-link";
import { BackupVault } from "../../components/backup/backup-vault";
import type { ComponentArgs, Scope } from "../../components/component-args";
import { nameInScope } from "../../components/name-in-scope";
import { DefenderPlans } from "../../components/security/defender-plans";
import { PlatformKeyVault } from "../../components/security/platform-key-vault";
import { SecondGuard } from "../../components/security/second-guard";
import { Registry } from "../../components/security/registry";
import type { VaultPlan } from "../plan/backup-plan";
import type { Plan } from "../plan/plan";
import { storesOverZones } from "../plan/site-plan";
import { isDisposable, stateGroup } from "./layer-identity";
import type { GuardOutputs } from "./layer-outputs";
import { hubOf, made, siteOf } from "./plan-lookup";
import { logArchiveAt, type PlatformMonitoring } from "./platform-monitoring";
import type { PlatformNetwork } from "./platform-network";

export interface PlatformServicesArgs {
  /** Platform and environment; sites are added here. */
  readonly scope: Scope;
  readonly tags: Readonly<Record<string, string>>;
  readonly guard: Output<GuardOutputs>;
  readonly monitoring: PlatformMonitoring;
  readonly network: Pick<PlatformNetwork, "sites">;
}

export interface PlatformServices {
  /** By site code. */
  readonly keyVaults: Readonly<Record<string, KeyVaultAtSite>>;
  readonly registry: Registry;
  /** By site code. */
  readonly backupVaults: Readonly<Record<string, BackupVaultAtSite>>;
}

export interface KeyVaultAtSite {
  readonly id: Output<string>;
  readonly name: Output<string>;
  readonly uri: Output<string>;
  readonly resourceGroupName: Output<string>;
}

export interface BackupVaultAtSite {
  readonly vault: BackupVault;
  readonly resourceGroupName: Output<string>;
}

interface Group extends ComponentArgs {
  readonly resourceGroupName: Output<string>;
  readonly location: string;
}

function groupAt(plan: Plan, args: PlatformServicesArgs, site: string, role: Role): Group {
  const scope = { ...args.scope, site };
  const location = siteOf(plan, site).region;
  const group = new resources.ResourceGroup(`services-${role}-${site}`, {
    resourceGroupName: nameInScope(scope, "resources:ResourceGroup", { role }),
    location,
    tags: args.tags,
  });
  return { scope, resourceGroupName: group.name, location, tags: args.tags };
}

const workspaceOf = ({ monitoring }: PlatformServicesArgs, site: string) =>
  made(monitoring.workspaces, site, "log workspace at site");

/** Subnet of the hub in which the platform's own services have their private endpoints. */
function serviceSubnet(plan: Plan, { network }: PlatformServicesArgs, site: string): Output<string> {
  const segment = hubOf(plan, site).segments.find(
    ({ zone, holds }) => zone === "management" && holds === "private-endpoints",
  );
  if (segment === undefined) throw new Error(`The plan has no management segment for private endpoints at "${site}".`);
  return made(made(network.sites, site, "network at site").network.subnets, segment.key, "subnet");
}

function privateZone({ network }: PlatformServicesArgs, site: string, service: "keyVault" | "containerRegistry") {
  const { privateDnsZones } = made(network.sites, site, "network at site");
  return made(privateDnsZones, PRIVATE_LINKS[service].zone, "private DNS zone");
}

function addKeyVault(plan: Plan, args: PlatformServicesArgs, site: string, group: Group): KeyVaultAtSite {
  const archive = logArchiveAt(plan, args.guard, site);
  const vault = new PlatformKeyVault(`key-vault-${site}`, {
    ...group,
    workspaceId: workspaceOf(args, site),
    directory: plan.target.directory,
    purgeProtection: !isDisposable(plan),
    subnetId: serviceSubnet(plan, args, site),
    zoneId: privateZone(args, site, "keyVault"),
    ...(archive !== undefined && { logArchiveId: archive }),
  });
  return { id: vault.resourceId, name: vault.name, uri: vault.uri, resourceGroupName: group.resourceGroupName };
}

/**
 * One registry for the platform, with a replica in the region of every other site with a network: images hold no
 * customers' data, and those sites are within the platform's residency anyway.
 */
function addRegistry(plan: Plan, args: PlatformServicesArgs, groups: ReadonlyMap<string, Group>): Registry {
  const [home, ...others] = [...groups];
  if (home === undefined) throw new Error("The plan has no hub, so there is no site for the registry.");
  const [homeSite, homeGroup] = home;
  const regions = new Map(others.map(([site, group]) => [group.location, siteOf(plan, site)]));
  regions.delete(homeGroup.location);
  return new Registry("registry", {
    ...homeGroup,
    workspaceId: workspaceOf(args, homeSite),
    zoneRedundant: storesOverZones(siteOf(plan, homeSite)),
    replicas: [...regions].map(([location, site]) => ({ location, zoneRedundant: storesOverZones(site) })),
    access: Object.fromEntries(
      [...groups].map(([site, { scope, resourceGroupName, location }]) => [
        site,
        {
          scope,
          resourceGroupName,
          location,
          subnetId: serviceSubnet(plan, args, site),
          zoneId: privateZone(args, site, "containerRegistry"),
        },
      ]),
    ),
  });
}

function addBackupVault(plan: Plan, args: PlatformServicesArgs, vault: VaultPlan): BackupVaultAtSite {
  const { site, protects, operationalDays, vaultDays, redundancy, softDeleteDays, immutability } = vault;
  const group = groupAt(plan, args, site, "bak");
  const backupVault = new BackupVault(`backup-vault-${site}`, {
    ...group,
    workspaceId: workspaceOf(args, site),
    redundancy,
    softDeleteDays,
    immutability,
    policies: Object.fromEntries(protects.map((kind) => [kind, { operationalDays, vaultDays }])),
    resourceGuardId: args.guard.resourceGuards.apply((guards) => made(guards, site, "resource guard at site")),
  });
  return { vault: backupVault, resourceGroupName: group.resourceGroupName };
}

/**
 * What every cell of a platform uses: keys, images, backup vaults, and threat detection over the subscriptions of
 * platform and cells. That of the guard sets its own: nobody who deploys here may change anything there.
 */
export function platformServices(plan: Plan, args: PlatformServicesArgs): PlatformServices {
  const groups = new Map(plan.hubs.map(({ site }) => [site, groupAt(plan, args, site, "sec")]));
  const { platform, cells } = plan.target.subscriptions;
  const subscriptions = { platform, cells };
  new DefenderPlans("defender", { subscriptions, uploadsIn: ["cells"] });
  new SecondGuard("second-guard", { subscriptions, regions: plan.regionGuards, stateGroup: stateGroup(plan) });
  return {
    keyVaults: Object.fromEntries([...groups].map(([site, group]) => [site, addKeyVault(plan, args, site, group)])),
    registry: addRegistry(plan, args, groups),
    backupVaults: Object.fromEntries(
      plan.backup.vaults.map((vault) => [vault.site, addBackupVault(plan, args, vault)]),
    ),
  };
}
