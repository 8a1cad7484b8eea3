import { Provider } from "@pulumi/azure-native/provider";
import { output } from "@pulumi/pulumi";
import type { Platform } from "../../azure/names/codes";
import { recordResources } from "../../components/record-resources";
import type { Plan } from "../plan/plan";
import { guardOutputs, privateZones } from "./cell-network.fixture";
import { guardLayer } from "./guard";
import { platformAlerts } from "./platform-alerts";
import { platformCopyAccess } from "./platform-copy-access";
import { platformMonitoring } from "./platform-monitoring";
import { platformServices } from "./platform-services";

/** For tests: what the guard layer and the platform layer register beside the networks. */

export const scopeOf = (platform: Platform, plan: Plan) =>
  ({ platform, environment: "local", salt: plan.target.salt }) as const;

export function recordGuard(platform: Platform, plan: Plan) {
  return recordResources(() =>
    guardLayer(plan, { scope: scopeOf(platform, plan), tags: {}, immutability: "Unlocked" }),
  );
}

/** Hubs as the network layer makes them, reduced to what the services ask of it. */
function hubSites(plan: Plan) {
  return Object.fromEntries(
    plan.hubs.map(({ site, segments }) => [
      site,
      {
        location: site,
        firewallPolicyName: output("policy"),
        firewallAddress: output("10.0.0.4"),
        firewallId: output(`afw-${site}`),
        privateDnsZones: Object.fromEntries(
          Object.entries(privateZones(plan, site)).map(([name, id]) => [name, output(id)]),
        ),
        privateDnsResourceGroup: output(`rg-dns-${site}`),
        network: {
          site,
          resourceGroupName: output(`rg-hub-${site}`),
          networkId: output(`hub-${site}`),
          networkName: output(`hub-${site}`),
          subnets: Object.fromEntries(segments.map(({ key }) => [key, output(`${site}/${key}`)])),
          routeTables: {},
        },
      },
    ]),
  );
}

export function recordPlatform(platform: Platform, plan: Plan) {
  const args = { scope: scopeOf(platform, plan), tags: {}, guard: output(guardOutputs(plan)) };
  return recordResources(() => {
    const monitoring = platformMonitoring(plan, args);
    const services = platformServices(plan, { ...args, monitoring, network: { sites: hubSites(plan) } });
    platformCopyAccess(plan, { ...args, network: { sites: hubSites(plan) } });
    platformAlerts(plan, {
      monitoring,
      backupVaults: services.backupVaults,
      keyVaults: services.keyVaults,
      firewalls: Object.fromEntries(plan.hubs.map(({ site }) => [site, `afw-${site}`])),
      vpnGateways: Object.fromEntries(plan.vpn.gateways.map(({ site }) => [site, `vgw-${site}`])),
      cellsProvider: new Provider("cells", { subscriptionId: plan.target.subscriptions.cells }),
    });
  });
}
