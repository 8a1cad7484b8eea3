import type { Input } from "@pulumi/pulumi";
import { AksCluster, type AksClusterArgs } from "../../components/cluster/aks-cluster";
import { ClusterBackup } from "../../components/cluster/cluster-backup";
import { ClusterIdentities } from "../../components/cluster/cluster-identities";
import { ContainerLogs } from "../../components/cluster/container-logs";
import { BackupVault } from "../../components/backup/backup-vault";
import type { MaintenanceWindow } from "../../components/cluster/maintenance-windows";
import type { NodePool } from "../../components/cluster/node-pool";
import { componentCase, type ComponentFamily } from "./component-case";
import { clusterSurroundings, nodeSubnet } from "./cluster-surroundings";
import { DIRECTORY, ZONES, type Place } from "./place";

const SUNDAY: MaintenanceWindow = { day: "Sunday", startTime: "01:00", hours: 4, utcOffset: "+01:00" };

function pool(place: Place, changed: Partial<NodePool> = {}): NodePool {
  const count = { minimum: 3, maximum: 6 };
  const subnetId = nodeSubnet(place);
  return { name: "system", mode: "System", vmSize: "Standard_D4ds_v5", count, zones: ZONES, subnetId, ...changed };
}

/** Arguments of the smallest cluster that somebody would run. */
export function aksCluster(place: Place): AksClusterArgs {
  return {
    ...place.at(),
    ...clusterSurroundings(place),
    kubernetesVersion: "1.35",
    meshRevision: "asm-1-30",
    podCidr: "172.20.0.0/16",
    serviceCidr: "172.21.0.0/16",
    dnsServiceIp: "172.21.0.10",
    pools: [pool(place, { count: { minimum: 1, maximum: 1 }, zones: [] })],
    firstPoolAsDeclared: false,
    maintenance: { upgrades: SUNDAY, nodeImages: SUNDAY },
    directory: DIRECTORY,
    egress: [],
  };
}

/** A vault that the table of the other family does not make. */
function backupVault(place: Place) {
  return place.once("vault", () => {
    const retention = { operationalDays: 7, vaultDays: 30 };
    return new BackupVault(
      `${place.set}-vault`,
      {
        ...place.at(),
        redundancy: "ZoneRedundant",
        softDeleteDays: 0,
        immutability: "Disabled",
        policies: { cluster: retention, documents: retention },
      },
      { provider: place.provider },
    );
  });
}

const identities = (place: Place) => ({
  ...place.at(),
  scope: { ...place.scope, cell: 2 },
  ...clusterSurroundings(place),
});

/** What a cluster needs to be backed up. */
export function clusterBackup(place: Place, vaultId: Input<string>) {
  const { name, settled } = place.of(AksCluster);
  const { resourceGroupName } = place.at();
  return {
    ...place.at(),
    subscriptionId: place.subscription,
    resourceGroup: place.resourceGroup,
    directory: DIRECTORY,
    cluster: { name, resourceGroupName },
    vaultId,
    redundancy: "Standard_LRS",
    subnetId: place.subnetId("endpoints", 1),
    zoneId: place.zoneId("blob"),
    after: [settled],
  };
}

const logs = (place: Place) => ({ ...place.at(), clusterId: place.of(AksCluster).resourceId });

export const cluster: ComponentFamily = {
  ClusterIdentities: componentCase(ClusterIdentities)({
    smallest: (place) => ({ ...identities(place), routeTables: [] }),
    everything: (place) => ({ ...identities(place), tenant: "ab12" }),
    hardened: (place) => identities(place),
  }),
  AksCluster: componentCase(AksCluster)({
    smallest: (place) => aksCluster(place),
    everything: (place) => ({
      ...aksCluster(place),
      tenant: "ab12",
      kubernetesVersion: "1.36",
      pools: [
        pool(place),
        pool(place, { name: "web", mode: "User", group: "web" }),
        pool(place, { name: "batch", mode: "User", group: "batch", count: { minimum: 1, maximum: 4 } }),
        pool(place, { name: "tenant", mode: "User", tenant: "ab12" }),
      ],
      maintenance: { upgrades: { ...SUNDAY, day: "Saturday", hours: 24 }, nodeImages: SUNDAY },
      logArchiveId: place.account("log").id,
    }),
    hardened: (place) => ({
      ...aksCluster(place),
      kubernetesVersion: "1.36",
      pools: [pool(place), pool(place, { name: "tenant", mode: "User", tenant: "ab12" })],
      logArchiveId: place.account("log").id,
    }),
  }),
  ClusterBackup: componentCase(ClusterBackup)({
    smallest: (place) => clusterBackup(place, backupVault(place).resourceId),
    everything: (place) => ({
      ...clusterBackup(place, backupVault(place).resourceId),
      tenant: "ab12",
      redundancy: "Standard_ZRS",
    }),
    hardened: (place) => ({
      ...clusterBackup(place, backupVault(place).resourceId),
      redundancy: "Standard_ZRS",
    }),
  }),
  ContainerLogs: componentCase(ContainerLogs)({
    smallest: (place) => logs(place),
    everything: (place) => ({ ...logs(place), tenant: "ab12" }),
    hardened: (place) => logs(place),
  }),
};
