import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { ArmObject } from "../arm/resource";
import { CloudForTests } from "./cloud-for-tests";
import { BackupForTests } from "./dataprotection/backup-for-tests";

let cloud: CloudForTests;
beforeEach(async () => {
  cloud = await CloudForTests.open();
});
afterEach(() => cloud.close());

const location = "westeurope";

describe("purging a key vault", () => {
  const id = (): string => cloud.id("Microsoft.KeyVault/vaults/kvdeltawerk");
  const body = (change: ArmObject = {}) => {
    const tenantId = "11111111-1111-4111-8111-111111111111";
    const sku = { family: "A", name: "standard" };
    return { location, properties: { tenantId, sku, enableRbacAuthorization: true, ...change } };
  };

  it("gives its name free, with what was in it", async () => {
    await cloud.put(id(), body());
    await cloud.put(`${id()}/keys/tde`, { properties: { kty: "RSA" } });
    await cloud.remove(id());
    expect(await cloud.purge()).toEqual([]);
    expect(await cloud.refusals(id(), body({ createMode: "recover" }))).toEqual(["VaultNotFound"]);
    expect(await cloud.refusals(id(), body())).toEqual([]);
    expect(cloud.get(`${id()}/keys/tde`)).toBeUndefined();
  });

  it("is impossible under purge protection, until its time has come", async () => {
    await cloud.put(id(), body({ enablePurgeProtection: true, softDeleteRetentionInDays: 7 }));
    await cloud.put(`${id()}/secrets/psk`, { properties: { value: "x" } });
    await cloud.remove(`${id()}/secrets/psk`);
    expect(await cloud.purge()).toEqual(["psk"]);
    await cloud.remove(id());
    expect(await cloud.purge()).toEqual(["psk", "kvdeltawerk"]);
    expect(await cloud.refusals(id(), body())).toEqual(["VaultAlreadyExists"]);
    await cloud.pass(7 * 24 * 60 + 1);
    expect(await cloud.refusals(id(), body())).toEqual([]);
  });
});

describe("purging a workspace", () => {
  it("is always possible", async () => {
    const id = cloud.id("Microsoft.OperationalInsights/workspaces/logs");
    await cloud.put(id, { location });
    await cloud.remove(id);
    expect(await cloud.purge()).toEqual([]);
  });
});

describe("purging a deleted backup", () => {
  it.each<[string, boolean, readonly string[], readonly string[]]>([
    ["On", false, [], []],
    ["AlwaysOn", false, ["instance"], ["UserErrorBackupVaultNotEmpty"]],
    ["On", true, ["instance"], ["UserErrorBackupVaultNotEmpty"]],
  ])("with soft delete %s, guarded: %s", async (state, guarded, held, codes) => {
    const backup = new BackupForTests(cloud);
    await backup.prepareVault({ securitySettings: { softDeleteSettings: { state } } });
    await backup.prepareAccount();
    await backup.allowDocuments();
    const guard = cloud.id("Microsoft.DataProtection/resourceGuards/guard");
    if (guarded) {
      await cloud.put(guard, { location });
      const properties = { resourceGuardResourceId: guard };
      await cloud.put(`${backup.vault}/backupResourceGuardProxies/DppResourceGuardProxy`, { properties });
    }
    await cloud.put(`${backup.vault}/backupInstances/instance`, backup.documents());
    await cloud.remove(`${backup.vault}/backupInstances/instance`);
    expect(await cloud.purge()).toEqual(held);
    expect(await cloud.refusalsToRemove(backup.vault)).toEqual(codes);
  });
});
