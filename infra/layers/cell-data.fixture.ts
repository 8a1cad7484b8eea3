import { output } from "@pulumi/pulumi";
import { PRIVATE_LINKS } from "../../azure/private-link";
import type { CellPlan } from "../plan/cell-plan";
import type { SpokePlan } from "../plan/network-plan";
import type { Plan } from "../plan/plan";
import type { SitePlan } from "../plan/site-plan";
import type { CellDataArgs } from "./cell-data-args";
import type { CellSite } from "./cell-network";
import { layerOutputsVersion, type PlatformOutputs } from "./layer-outputs";

/** For tests: a cell of two tenants at two Norwegian sites, with the networks that it stands in. */

const SITES: readonly SitePlan[] = [
  { code: "noe", region: "norwayeast", country: "NO", role: "active", zones: ["1", "2", "3"], restricted: false },
  { code: "now", region: "norwaywest", country: "NO", role: "warm", zones: [], restricted: true },
  { code: "weu", region: "westeurope", country: "NL", role: "documents", zones: ["1", "2", "3"], restricted: false },
  { code: "neu", region: "northeurope", country: "IE", role: "documents", zones: ["1", "2", "3"], restricted: false },
];

const spoke = (site: string): SpokePlan => ({
  site,
  prefix: "10.0.0.0/21",
  segments: [
    { key: "documents", zone: "documents", prefix: "10.0.6.64/26", holds: "private-endpoints" },
    ...["aaaa", "bbbb"].map((tenant) => ({
      key: `data-${tenant}`,
      zone: "data" as const,
      tenant,
      prefix: "10.0.2.0/28",
      holds: "private-endpoints" as const,
    })),
  ],
});

const network = (site: string): CellSite => ({
  site,
  location: SITES.find(({ code }) => code === site)?.region ?? "",
  resourceGroupName: output(`rg-net-${site}`),
  networkId: output(site),
  networkName: output(site),
  subnets: Object.fromEntries(spoke(site).segments.map(({ key }) => [key, output(`${site}/${key}`)])),
  routeTables: {},
  egress: [],
});

const PLAN: Plan = {
  target: {
    platform: "superoffice",
    environment: "local",
    subscriptions: { guard: "guard", platform: "platform", cells: "cells" },
    directory: "directory",
    administrators: { name: "database-administrators", objectId: "group" },
    deployers: { name: "deployers", objectId: "group" },
    immutability: "unlocked",
    salt: "salt",
  },
  sites: SITES,
  hubs: [],
  vpn: {
    gateways: [],
    siteLinks: [],
    ipsec: {
      ikeEncryption: "AES256",
      ikeIntegrity: "SHA256",
      dhGroup: "ECP384",
      ipsecEncryption: "GCMAES256",
      ipsecIntegrity: "GCMAES256",
      pfsGroup: "ECP384",
      lifetimeSeconds: 27_000,
      lifetimeKilobytes: 0,
    },
    managementPrefixes: [],
  },
  cells: [],
  tenantCodes: ["aaaa", "bbbb"],
  backup: { copies: [], entries: [], vaults: [], logRetentionDays: 365, logArchiveSites: ["noe"] },
  copyKeys: [],
  watcher: { host: "watch.example", rule: "rule" },
  alerts: { routes: [], detectWithin: "PT5M", capacityPercent: 70 },
  jobs: [],
  regionGuards: [],
  deploymentState: { site: "noe", region: "norwayeast", redundancy: "Standard_GZRS" },
  maintenance: {
    upgrades: { day: "Sunday", startTime: "01:00", hours: 4, utcOffset: "+01:00" },
    nodeImages: { day: "Sunday", startTime: "01:00", hours: 4, utcOffset: "+01:00" },
    sql: { noe: "SQL_NorwayEast_DB_1", now: undefined },
  },
  availability: [],
  recovery: [],
  decisions: [],
  refusals: [],
};

const PLATFORM: PlatformOutputs = {
  version: layerOutputsVersion,
  sites: Object.fromEntries(
    ["noe", "now"].map((site) => [
      site,
      {
        resourceGroup: `rg-hub-${site}`,
        hubNetworkId: `hub-${site}`,
        hubNetworkName: `hub-${site}`,
        firewallPolicyName: `afwp-${site}`,
        firewallAddress: "10.0.0.4",
        keyVaultId: `kv-${site}`,
        keyVaultUri: `https://kv-${site}`,
        privateDnsZones: Object.fromEntries(Object.values(PRIVATE_LINKS).map(({ zone }) => [zone, `${site}/${zone}`])),
        privateDnsResourceGroup: `rg-dns-${site}`,
        checkServer: { id: `checks-${site}`, host: `checks-${site}.example` },
      },
    ]),
  ),
  workspaces: Object.fromEntries(SITES.map(({ code }) => [code, `log-${code}`])),
  workspaceKeys: {},
  flowLogStores: {},
  logArchives: { noe: "archive-noe" },
  backupVaults: Object.fromEntries(
    ["weu", "neu"].map((site) => [
      site,
      {
        id: `vault-${site}-id`,
        name: `vault-${site}`,
        resourceGroup: `rg-bak-${site}`,
        principalId: `principal-${site}`,
        policies: { documents: `policy-${site}` },
      },
    ]),
  ),
  registry: { id: "registry", loginServer: "registry.example" },
  actionGroups: { critical: "ag-critical", others: "ag-others" },
};

export function cellDataFixture(changed: Partial<CellPlan>, changedPlan: Partial<Plan> = {}) {
  const cell: CellPlan = {
    number: "01",
    capacity: { tenants: 20, limitedBy: "listeners" },
    activeSite: "noe",
    tenants: ["aaaa", "bbbb"].map((code) => ({
      code,
      name: `Tenant ${code}`,
      hostName: `${code}.example.com`,
      generation: "01",
      state: "active",
      certificateConfirmed: false,
    })),
    retired: [],
    arriving: [],
    spokes: [spoke("noe"), spoke("now")],
    entries: [],
    clusters: [],
    workloads: [],
    servers: [],
    documents: undefined,
    devices: [],
    firewallGroups: {},
    ...changed,
  };
  const args: CellDataArgs = {
    scope: { platform: "superoffice", environment: "local", cell: 1 },
    tags: { platform: "superoffice" },
    networks: ["noe", "now"].map(network),
    administrators: { name: "database-administrators", objectId: "group", directory: "directory" },
    users: Object.fromEntries(
      cell.tenants.map(({ code }) => [code, { name: `id-${code}`, principalId: output(`${code}-principal`) }]),
    ),
    platform: output(PLATFORM),
  };
  return { plan: { ...PLAN, cells: [cell], ...changedPlan }, cell, args };
}
