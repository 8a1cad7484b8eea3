import { describe, expect, it } from "vitest";
import { recordResources, type RecordedResource } from "../record-resources";
import { BackupVault, type BackupVaultArgs } from "./backup-vault";

const args: BackupVaultArgs = {
  scope: { platform: "superoffice", environment: "local", site: "noe" },
  resourceGroupName: "rg",
  location: "norwayeast",
  tags: {},
  workspaceId: "workspace",
  redundancy: "GeoRedundant",
  softDeleteDays: 14,
  immutability: "Unlocked",
  policies: { documents: { operationalDays: 30, vaultDays: 90 }, cluster: { operationalDays: 7, vaultDays: 30 } },
  resourceGuardId: "guard",
};
const record = (changed: Partial<BackupVaultArgs> = {}) =>
  recordResources((options) => new BackupVault("vault", { ...args, ...changed }, options));
const inputsOf = (resources: readonly RecordedResource[], name: string) =>
  resources.find((resource) => resource.name === name)?.inputs;

describe("BackupVault", () => {
  it("is a protected vault with a policy for each kind of thing and a guard", async () => {
    const resources = await record();
    expect(resources.map(({ type, name, protect }) => [type.split(":")[2], name, protect])).toEqual([
      ["BackupVault", "vault", false],
      ["BackupVault", "vault-vault", true],
      ["BackupPolicy", "vault-documents", false],
      ["BackupPolicy", "vault-cluster", false],
      ["DppResourceGuardProxy", "vault-guard", false],
      ["DiagnosticSetting", "vault-logs", false],
    ]);
    expect(inputsOf(resources, "vault-vault")).toMatchObject({
      vaultName: "bvault-sol-noe-bak",
      identity: { type: "SystemAssigned" },
      properties: {
        storageSettings: [{ datastoreType: "VaultStore", type: "GeoRedundant" }],
        securitySettings: {
          immutabilitySettings: { state: "Unlocked" },
          softDeleteSettings: { state: "On", retentionDurationInDays: 14 },
        },
        featureSettings: { crossRegionRestoreSettings: { state: "Enabled" } },
      },
    });
    expect(inputsOf(resources, "vault-guard")).toMatchObject({
      resourceGuardProxyName: "DppResourceGuardProxy",
      properties: { resourceGuardResourceId: "guard" },
    });
  });

  it("makes soft delete irrevocable together with immutability, and restores across regions only where copies go", async () => {
    const resources = await record({ immutability: "Locked", redundancy: "ZoneRedundant" });
    const properties = inputsOf(resources, "vault-vault")?.["properties"];
    expect(properties).toMatchObject({
      securitySettings: { immutabilitySettings: { state: "Locked" }, softDeleteSettings: { state: "AlwaysOn" } },
    });
    expect(properties).not.toHaveProperty("featureSettings");
  });

  it("lets go of deleted backups at once where that is asked for", async () => {
    const properties = inputsOf(await record({ softDeleteDays: 0 }), "vault-vault")?.["properties"];
    expect(properties).toHaveProperty("securitySettings.softDeleteSettings", { state: "Off" });
  });

  it("has only the policies that protect something", async () => {
    const resources = await record({ policies: { documents: { operationalDays: 30, vaultDays: 90 } } });
    const types = resources.map(({ name }) => name);
    expect(types).toContain("vault-documents");
    expect(types).not.toContain("vault-cluster");
  });

  it("keeps documents as long as agreed in both tiers, on a schedule that does not depend on the day", async () => {
    const policy = inputsOf(await record(), "vault-documents")?.["properties"];
    expect(policy).toMatchObject({
      datasourceTypes: ["Microsoft.Storage/storageAccounts/blobServices"],
      policyRules: [
        { lifecycles: [{ sourceDataStore: { dataStoreType: "OperationalStore" }, deleteAfter: { duration: "P30D" } }] },
        { lifecycles: [{ sourceDataStore: { dataStoreType: "VaultStore" }, deleteAfter: { duration: "P90D" } }] },
        { trigger: { schedule: { repeatingTimeIntervals: ["R/2024-01-01T02:00:00+00:00/P1D"] } } },
      ],
    });
  });

  it("copies the first snapshot of a cluster's day into the vault", async () => {
    const policy = inputsOf(await record(), "vault-cluster")?.["properties"];
    expect(policy).toMatchObject({
      policyRules: [
        { name: "Default" },
        {
          name: "Daily",
          lifecycles: [
            { targetDataStoreCopySettings: [{ dataStore: { dataStoreType: "VaultStore" } }] },
            { sourceDataStore: { dataStoreType: "VaultStore" }, deleteAfter: { duration: "P30D" } },
          ],
        },
        { trigger: { taggingCriteria: [{ isDefault: true }, { tagInfo: { tagName: "Daily" } }] } },
      ],
    });
  });
});
