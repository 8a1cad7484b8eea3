import { join } from "node:path";
import { documentsIn } from "../../agreement/load-platform";
import type { Platform } from "../../azure/names/codes";
import type { Plan } from "../plan/plan";
import { readPlan } from "../plan/read-plan";
import { layerOutputsVersion, type PlatformOutputs } from "./layer-outputs";
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
    })),
    workspaces: bySite(plan, (site) => `log-${site}`),
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
