import { BackupVault } from "../../components/backup/backup-vault";
import { CopyStore } from "../../components/backup/copy-store";
import { LogArchive } from "../../components/backup/log-archive";
import { ProtectedCluster } from "../../components/backup/protected-cluster";
import { ProtectedDocuments } from "../../components/backup/protected-documents";
import { ResourceGuard } from "../../components/backup/resource-guard";
import { AksCluster } from "../../components/cluster/aks-cluster";
import { ClusterBackup } from "../../components/cluster/cluster-backup";
import { DocumentStore } from "../../components/data/document-store";
import { aksCluster, clusterBackup } from "./cluster";
import { componentCase, type ComponentFamily } from "./component-case";
import type { Place } from "./place";

const RETENTION = { operationalDays: 30, vaultDays: 90 };
const LONG = { operationalDays: 360, vaultDays: 3650 };

function vault(place: Place) {
  const { name, principalId, policyIds } = place.of(BackupVault);
  return { name, principalId, resourceGroupName: place.at().resourceGroupName, policyIds };
}

function documents(place: Place) {
  const { resourceGroupName, location, workspaceId } = place.at();
  const store = place.once("documents", () => {
    return new DocumentStore(
      `${place.set}-documents`,
      {
        scope: place.scope,
        tags: place.tags,
        number: 1,
        places: [{ site: "weu", resourceGroupName, location, workspaceId }],
        redundancy: "Standard_ZRS",
        tenants: ["ab12", "cd34"].map((code) => ({ code, protected: false })),
        users: {},
        subscription: place.subscription,
        mirrored: false,
        changesKeptDays: 30,
        deletedKeptDays: 90,
      },
      { provider: place.provider },
    );
  });
  const account = store.accounts["weu"];
  const { policyIds, ...theVault } = vault(place);
  if (account === undefined || policyIds.documents === undefined) throw new Error("Neither store nor policy is there.");
  return {
    scope: place.scope,
    subscription: place.subscription,
    location,
    vault: { ...theVault, policyId: policyIds.documents },
    account,
    number: 1,
    containerNames: account.containers.map(({ name }) => name),
  };
}

function cluster(place: Place) {
  const options = { provider: place.provider };
  const made = place.once("cluster", () => {
    const aks = new AksCluster(`${place.set}-aks`, aksCluster(place), options);
    place.add(AksCluster, aks);
    const backup = new ClusterBackup(
      `${place.set}-cluster-backup`,
      clusterBackup(place, place.of(BackupVault).resourceId),
      options,
    );
    return { aks, backup };
  });
  const { policyIds, ...theVault } = vault(place);
  if (policyIds.cluster === undefined) throw new Error("The vault has no policy for clusters.");
  const { resourceId, name, principalId } = made.aks;
  return {
    scope: place.scope,
    subscription: place.subscription,
    location: place.at().location,
    vault: { ...theVault, policyId: policyIds.cluster },
    cluster: { resourceId, name, principalId },
    snapshotGroup: { name: place.resourceGroup, id: place.groupId },
    staging: made.backup.staging,
    after: made.backup.ready,
  };
}

const archive = (place: Place) => ({ ...place.at(), immutability: "Unlocked" as const });

export const backup: ComponentFamily = {
  ResourceGuard: componentCase(ResourceGuard)({
    smallest: (place) => place.at(),
    everything: (place) => place.at(),
    hardened: (place) => place.at(),
  }),
  LogArchive: componentCase(LogArchive)({
    smallest: (place) => ({ ...archive(place), redundancy: "Standard_LRS", retentionDays: 1 }),
    everything: (place) => ({ ...archive(place), redundancy: "Standard_GZRS", retentionDays: 365 }),
    hardened: (place) => ({ ...archive(place), redundancy: "Standard_ZRS", retentionDays: 3650 }),
  }),
  CopyStore: componentCase(CopyStore)({
    smallest: (place) => ({ ...archive(place), kind: "daily", redundancy: "Standard_LRS", retentionDays: 1 }),
    everything: (place) => ({
      ...archive(place),
      kind: "hot",
      redundancy: "Standard_GRS",
      retentionDays: 30,
      firstOfMonthDays: 62,
      logArchiveId: place.of(LogArchive).resourceId,
    }),
    hardened: (place) => ({
      ...archive(place),
      kind: "cold",
      redundancy: "Standard_ZRS",
      retentionDays: 3650,
      logArchiveId: place.of(LogArchive).resourceId,
    }),
  }),
  BackupVault: componentCase(BackupVault)({
    smallest: (place) => ({
      ...place.at(),
      redundancy: "LocallyRedundant",
      softDeleteDays: 0,
      immutability: "Disabled",
      policies: { documents: { operationalDays: 1, vaultDays: 7 }, cluster: { operationalDays: 1, vaultDays: 7 } },
    }),
    everything: (place) => ({
      ...place.at(),
      redundancy: "GeoRedundant",
      softDeleteDays: 14,
      immutability: "Unlocked",
      policies: { documents: RETENTION, cluster: RETENTION },
      resourceGuardId: place.of(ResourceGuard).resourceId,
    }),
    hardened: (place) => ({
      ...place.at(),
      redundancy: "ZoneRedundant",
      softDeleteDays: 180,
      immutability: "Locked",
      policies: { documents: LONG, cluster: LONG },
      resourceGuardId: place.of(ResourceGuard).resourceId,
    }),
  }),
  ProtectedDocuments: componentCase(ProtectedDocuments)({
    smallest: (place) => ({ ...documents(place), containerNames: documents(place).containerNames.slice(0, 1) }),
    everything: (place) => documents(place),
    hardened: (place) => documents(place),
  }),
  ProtectedCluster: componentCase(ProtectedCluster, (place) => ({
    provider: place.provider,
    dependsOn: [...cluster(place).after],
  }))({
    smallest: (place) => cluster(place),
    everything: (place) => ({ ...cluster(place), cluster: { ...cluster(place).cluster, tenant: "ab12" } }),
    hardened: (place) => cluster(place),
  }),
};
