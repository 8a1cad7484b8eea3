import type { CellPlan } from "../../infra/plan/cell-plan";
import type { MaintenanceWindowPlan } from "../../infra/plan/maintenance-plan";
import type { Plan } from "../../infra/plan/plan";
import type { ArmBody } from "../../simulator/arm/resource";
import { regionOf, zonesOf, type EstateCloud } from "./estate-cloud";
import { addCopyJobs } from "./estate-copy-jobs";
import { keepToWindow } from "./estate-network-window";

/** What of a cell a drill looks at. */
export async function addCell(estate: EstateCloud, plan: Plan, cell: CellPlan): Promise<void> {
  const number = Number(cell.number);
  const endpoints: unknown[] = [];
  const jobClusters: string[] = [];
  const ranked = [cell.activeSite, ...cell.entries.map(({ site }) => site).filter((site) => site !== cell.activeSite)];
  for (const [index, site] of ranked.entries()) {
    const [location, zones] = [regionOf(plan, site), zonesOf(plan, site)];
    const scope = { site, cell: number };
    const address = await estate.set(
      plan,
      "cells",
      "Microsoft.Network/publicIPAddresses",
      "network:PublicIPAddress",
      scope,
      { role: "gwy" },
      { location, zones },
    );
    await estate.set(
      plan,
      "cells",
      "Microsoft.Network/applicationGateways",
      "network:ApplicationGateway",
      scope,
      { role: "gwy" },
      {
        location,
        zones,
        properties: {
          frontendIPConfigurations: [{ properties: { publicIPAddress: { id: address } } }],
          sslCertificates: [
            { properties: { keyVaultSecretId: `https://${estate.vaultName(plan, site)}.vault.azure.net/secrets/one` } },
          ],
        },
      },
    );
    for (const { tenant, zones: own } of cell.devices.filter((each) => each.site === site)) {
      const [type, named] = ["Microsoft.Network/azureFirewalls", "network:AzureFirewall"] as const;
      const device = await estate.set(
        ...([plan, "cells", type, named, scope, { role: "fwl", tenant }, { location, zones: own }] as const),
      );
      await keepToWindow(estate, plan, device);
    }
    for (const cluster of cell.clusters.filter((each) => each.site === site)) {
      const tenant = cluster.tenant === undefined ? {} : { tenant: cluster.tenant };
      const id = await estate.set(
        plan,
        "cells",
        "Microsoft.ContainerService/managedClusters",
        "containerservice:ManagedCluster",
        scope,
        { role: "kub", ...tenant },
        { location },
      );
      for (const { name, zones } of cluster.pools) {
        await estate.put(`${id}/agentPools/${name}`, { properties: { availabilityZones: zones } });
      }
      for (const [name, body] of maintenanceOf(plan)) await estate.put(`${id}/maintenanceConfigurations/${name}`, body);
      if (site === cell.activeSite) jobClusters.push(id);
    }
    endpoints.push({
      name: site,
      properties: { targetResourceId: address, endpointStatus: "Enabled", priority: index + 1 },
    });
  }
  const databases = new Map<string, string>();
  for (const server of cell.servers) await addServer(estate, plan, cell, server, databases);
  for (const cluster of jobClusters) {
    await addCopyJobs(estate, plan, cell, { cluster, databaseOf: (tenant) => databases.get(tenant) ?? "" });
  }
  if (ranked.length < 2) return;
  const profile = await estate.set(
    plan,
    "cells",
    "Microsoft.Network/trafficManagerProfiles",
    "trafficmanager:Profile",
    { cell: number },
    { role: "dns" },
    {
      location: "global",
      properties: {
        dnsConfig: { ttl: 30 },
        monitorConfig: { intervalInSeconds: 10, timeoutInSeconds: 5, toleratedNumberOfFailures: 2 },
        endpoints: endpoints as never,
      },
    },
  );
  await estate.rule(plan, `entry-${cell.number}`, profile, "ProbeAgentCurrentEndpointStateByProfileResourceId", 1);
}

/** The windows of a cluster, as AKS keeps them. */
function maintenanceOf({ maintenance }: Plan): readonly (readonly [string, ArmBody])[] {
  const body = ({ day, startTime, hours, utcOffset }: MaintenanceWindowPlan): ArmBody => ({
    properties: {
      maintenanceWindow: {
        schedule: { weekly: { dayOfWeek: day, intervalWeeks: 1 } },
        startTime,
        durationHours: hours,
        utcOffset,
      },
    },
  });
  return [
    ["default", body(maintenance.upgrades)],
    ["aksManagedAutoUpgradeSchedule", body(maintenance.upgrades)],
    ["aksManagedNodeOSUpgradeSchedule", body(maintenance.nodeImages)],
  ];
}

async function addServer(
  estate: EstateCloud,
  plan: Plan,
  cell: CellPlan,
  { key, site, databases, failover }: CellPlan["servers"][number],
  known: Map<string, string>,
): Promise<void> {
  const tenant = key === "shared" ? {} : { tenant: key };
  const sites = [site, ...(failover === undefined ? [] : [failover.site])];
  const groups: Record<string, string[]> = {};
  for (const place of sites) {
    const location = regionOf(plan, place);
    const server = await estate.set(
      plan,
      "cells",
      "Microsoft.Sql/servers",
      "sql:Server",
      { site: place, cell: Number(cell.number) },
      { role: "dat", ...tenant },
      { location },
    );
    groups[server] = [];
    for (const database of databases) {
      const name = estate.name(
        plan,
        "sql:Database",
        {},
        { tenant: database.tenant, generation: Number(database.generation) },
      );
      const id = `${server}/databases/${name}`;
      const creationDate = new Date(estate.simulator.parts.dataPlane.now).toISOString();
      await estate.put(id, {
        location,
        properties: {
          creationDate,
          zoneRedundant: database.zoneRedundant,
          currentBackupStorageRedundancy: database.backupRedundancy,
          maxSizeBytes: database.maxSizeGiB * 2 ** 30,
          maintenanceConfigurationId: `/subscriptions/x/providers/Microsoft.Maintenance/publicMaintenanceConfigurations/${plan.maintenance.sql[place] ?? "SQL_Default"}`,
        },
      });
      await estate.put(`${id}/backupShortTermRetentionPolicies/default`, {
        properties: { retentionDays: database.pointInTimeDays },
      });
      const { weekly, monthly, yearly, weekOfYear } = database.longTerm;
      await estate.put(`${id}/backupLongTermRetentionPolicies/default`, {
        properties: {
          ...(weekly !== undefined && { weeklyRetention: weekly }),
          ...(monthly !== undefined && { monthlyRetention: monthly }),
          ...(yearly !== undefined && { yearlyRetention: yearly }),
          ...(weekOfYear !== undefined && { weekOfYear }),
        },
      });
      groups[server].push(id);
      if (place === site) known.set(database.tenant, id);
      if (place === site) await estate.rule(plan, `${database.tenant}-${database.generation}`, id, "availability", 100);
    }
  }
  const [primary, partner] = Object.keys(groups);
  if (primary === undefined || partner === undefined) return;
  const group = estate.name(plan, "sql:FailoverGroup", { cell: Number(cell.number) }, { role: "dat", ...tenant });
  for (const [own, other, role] of [
    [primary, partner, "Primary"],
    [partner, primary, "Secondary"],
  ] as const) {
    await estate.put(`${own}/failoverGroups/${group}`, {
      properties: { replicationRole: role, partnerServers: [{ id: other }], databases: groups[own] ?? [] },
    });
  }
}
