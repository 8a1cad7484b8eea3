import { beforeAll, describe, expect, it } from "vitest";
import { recordResources, type RecordedResource } from "../record-resources";
import { ClusterBackup } from "./cluster-backup";

describe("ClusterBackup", () => {
  let resources: readonly RecordedResource[];
  const inputsOf = (name: string) => resources.find((resource) => resource.name === name)?.inputs;

  beforeAll(async () => {
    resources = await recordResources(
      (options) =>
        new ClusterBackup(
          "backup",
          {
            scope: { platform: "coachview", environment: "production", site: "weu", cell: 1, salt: "salt" },
            subscriptionId: "subscription",
            resourceGroup: "rg-backup",
            resourceGroupName: "rg-backup",
            location: "westeurope",
            tags: {},
            workspaceId: "workspace",
            directory: "directory",
            cluster: { name: "aks", resourceGroupName: "rg-aks" },
            vaultId: "vault",
            redundancy: "Standard_ZRS",
            subnetId: "subnet",
            zoneId: "zone",
            after: [],
          },
          options,
        ),
    );
  });

  it("has exactly these children", () => {
    expect(resources.map(({ name }) => name)).toEqual([
      "backup",
      "backup-staging",
      "backup-container",
      "backup-endpoint",
      "backup-endpoint-endpoint",
      "backup-endpoint-names",
      "backup-metrics",
      "backup-logs",
      "backup-extension",
      "backup-staging-writer",
      "backup-trust",
    ]);
  });

  it("stages in an account without keys, which the extension enters as itself", () => {
    const accountName = inputsOf("backup-staging")?.["accountName"] as string;
    expect(accountName).toMatch(/^stcvpweukub01[a-z2-7]{4}$/);
    expect(inputsOf("backup-staging")).toMatchObject({
      sku: { name: "Standard_ZRS" },
      allowSharedKeyAccess: false,
      publicNetworkAccess: "Disabled",
    });
    expect(inputsOf("backup-extension")).toMatchObject({
      extensionType: "microsoft.dataprotection.kubernetes",
      clusterName: "aks",
      resourceGroupName: "rg-aks",
      configurationSettings: {
        "configuration.backupStorageLocation.bucket": "blob-kub",
        "configuration.backupStorageLocation.config.storageAccount": accountName,
        "configuration.backupStorageLocation.config.resourceGroup": "rg-backup",
        "configuration.backupStorageLocation.config.subscriptionId": "subscription",
        "configuration.backupStorageLocation.config.useAAD": "true",
        "configuration.backupStorageLocation.config.storageAccountURI": `https://${accountName}.blob.core.windows.net/`,
        "credentials.tenantId": "directory",
      },
    });
    expect(inputsOf("backup-staging-writer")).toMatchObject({
      scope: "backup-staging-id",
      principalId: "backup-extension-id/principal",
    });
  });

  it("lets the vault in, and nobody else", () => {
    expect(inputsOf("backup-trust")).toMatchObject({
      resourceName: "aks",
      roles: ["Microsoft.DataProtection/backupVaults/backup-operator"],
      sourceResourceId: "vault",
    });
  });
});
