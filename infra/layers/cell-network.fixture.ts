import { join } from "node:path";
import { documentsIn } from "../../agreement/load-platform";
import type { Platform } from "../../azure/names/codes";
import { deterministicGuid } from "../../components/identity/deterministic-guid";
import type { Plan } from "../plan/plan";
import { readPlan } from "../plan/read-plan";
import { layerOutputsVersion, type GuardOutputs, type PlatformOutputs } from "./layer-outputs";
import { privateDnsZoneNames } from "./private-dns-zone-names";

/** For tests: the plans of the project's own platforms, and what their platform layer would hand to a cell. */

const PROJECT = join(__dirname, "..", "..");

export function planOf(platform: Platform): Plan {
  const read = readPlan(documentsIn(PROJECT), platform, "local");
  if (!read.ok) throw new Error(`${platform}: ${JSON.stringify(read.problems)}`);
  return read.value;
}

export function bySite<T>(plan: Plan, make: (site: string) => T): Readonly<Record<string, T>> {
  return Object.fromEntries(plan.sites.map(({ code }) => [code, make(code)]));
}

/** Ids of a site's private zones, which say whose they are. */
export function privateZones(plan: Plan, site: string): Readonly<Record<string, string>> {
  return Object.fromEntries(privateDnsZoneNames(plan, site).map((name) => [name, `${site}/${name}`]));
}

export function guardOutputs(plan: Plan): GuardOutputs {
  const identity = (name: string) => ({
    id: `id-${name}`,
    name: `id-${name}`,
    clientId: deterministicGuid("client", name),
    principalId: `principal-${name}`,
    resourceGroup: "rg-guard",
  });
  return {
    version: layerOutputsVersion,
    resourceGuards: bySite(plan, (site) => `resource-guard-${site}`),
    copyAccounts: Object.fromEntries(
      plan.backup.copies.flatMap(({ key, places }) =>
        places.map((site) => [`${key}/${site}`, { id: `st-${key}-${site}`, name: `st${key}${site}` }]),
      ),
    ),
    logArchives: bySite(plan, (site) => ({ id: `archive-${site}`, name: `archive${site}` })),
    copyWriters: Object.fromEntries(plan.backup.copies.map(({ key }) => [key, identity(`export-${key}`)])),
    copyReader: identity("verification"),
    copyWatcher: identity("presence"),
    copyRestorer: identity("restore"),
  };
}

export function platformOutputs(plan: Plan): PlatformOutputs {
  return {
    version: layerOutputsVersion,
    sites: bySite(plan, (site) => ({
      resourceGroup: `rg-hub-${site}`,
      hubNetworkId: `hub-id-${site}`,
      hubNetworkName: `hub-${site}`,
      firewallPolicyName: `policy-${site}`,
      firewallAddress: "10.255.255.4",
      keyVaultId: `kv-${site}`,
      keyVaultUri: `https://kv-${site}/`,
      privateDnsZones: privateZones(plan, site),
      privateDnsResourceGroup: `rg-dns-${site}`,
      checkServer: { id: `/subscriptions/cells/servers/checks-${site}`, host: `checks-${site}.database.windows.net` },
    })),
    workspaces: bySite(plan, (site) => `/subscriptions/platform/workspaces/log-${site}`),
    workspaceKeys: bySite(plan, () => "3f0c1d5e-7a2b-4c8d-9e6f-0a1b2c3d4e5f"),
    flowLogStores: bySite(plan, (site) => ({ id: `flows-${site}`, writerId: `flow-writer-${site}` })),
    logArchives: bySite(plan, (site) => `archive-${site}`),
    backupVaults: bySite(plan, (site) => ({
      id: `vault-${site}-id`,
      name: `vault-${site}`,
      resourceGroup: `rg-bak-${site}`,
      principalId: `vault-principal-${site}`,
      policies: { documents: `documents-policy-${site}`, cluster: `policy-${site}` },
    })),
    ...(plan.ddosProtection !== undefined && { ddosPlanId: "ddos-plan" }),
    registry: { id: "registry", loginServer: "registry.example" },
    actionGroups: Object.fromEntries(plan.alerts.routes.map(({ key }) => [key, `ag-${key}`])),
  };
}
