import { join } from "node:path";
import { documentsIn } from "../../agreement/load-platform";
import type { Platform } from "../../azure/names/codes";
import type { Plan } from "../plan/plan";
import { readPlan } from "../plan/read-plan";
import type { PlatformOutputs } from "./layer-outputs";
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

export function platformOutputs(plan: Plan): PlatformOutputs {
  return {
    version: 1,
    sites: bySite(plan, (site) => ({
      resourceGroup: `rg-hub-${site}`,
      hubNetworkId: `hub-id-${site}`,
      hubNetworkName: `hub-${site}`,
      firewallPolicyName: `policy-${site}`,
      firewallAddress: "10.255.255.4",
      keyVaultId: `kv-${site}`,
      keyVaultUri: `https://kv-${site}/`,
    })),
    privateDnsZones: Object.fromEntries(privateDnsZoneNames(plan).map((name) => [name, `zone-${name}`])),
    privateDnsResourceGroup: "rg-dns",
    workspaces: bySite(plan, (site) => `log-${site}`),
    flowLogStorage: bySite(plan, (site) => `flows-${site}`),
    logArchives: {},
    backupVaults: bySite(plan, (site) => ({
      id: `vault-${site}-id`,
      name: `vault-${site}`,
      resourceGroup: `rg-bak-${site}`,
      principalId: `vault-principal-${site}`,
      policies: { cluster: `policy-${site}` },
    })),
    registry: { id: "registry", loginServer: "registry.example" },
    actionGroups: {},
  };
}
