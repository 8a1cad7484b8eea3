import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { ArmObject } from "../arm/resource";
import { CloudForTests } from "../models/cloud-for-tests";
import { BackupForTests } from "../models/dataprotection/backup-for-tests";
import { Intruder } from "./intruder";

let cloud: CloudForTests;
let intruder: Intruder;
let backup: BackupForTests;

const vault = "Microsoft.KeyVault/vaults/keys";
const database = "Microsoft.Sql/servers/sql/databases/db";

/** A vault of backups under a guard in the subscription, with the documents of an account in it for three days. */
async function keepBackups(): Promise<void> {
  backup = new BackupForTests(cloud);
  await backup.prepareVault({ securitySettings: { immutabilitySettings: { state: "Unlocked" } } });
  await backup.prepareAccount();
  await backup.allowDocuments();
  await cloud.put(`${backup.vault}/backupInstances/documents`, backup.documents());
  const guard = cloud.id("Microsoft.DataProtection/resourceGuards/guard");
  await cloud.put(guard, { location: "westeurope", properties: {} });
  await cloud.put(`${backup.vault}/backupResourceGuardProxies/DppResourceGuardProxy`, {
    properties: { resourceGuardResourceId: guard },
  });
  await cloud.pass(3 * 24 * 60);
}

async function keepKeys(): Promise<void> {
  await cloud.put(cloud.id(vault), {
    location: "westeurope",
    properties: {
      ...{ tenantId: "11111111-1111-4111-8111-111111111111", sku: { name: "standard", family: "A" } },
      ...{ enableRbacAuthorization: true, enablePurgeProtection: true, softDeleteRetentionInDays: 90 },
    },
  });
  await cloud.put(cloud.id(`${vault}/keys/data`), { properties: { kty: "RSA", keySize: 3072 } });
}

const codes = (refusals: readonly string[]): readonly string[] => refusals.map((text) => text.split(":")[0] ?? "");

beforeEach(async () => {
  cloud = await CloudForTests.open();
  intruder = new Intruder(cloud.simulator.parts.manager, () => 0);
});
afterEach(() => cloud.close());

describe("somebody with every role in production, at backups under a guard", () => {
  beforeEach(keepBackups);

  it.each<[string, () => Promise<{ readonly refusals: readonly string[] }>]>([
    [
      "takes the guard away from the vault",
      () => intruder.destroy(`${backup.vault}/backupResourceGuardProxies/DppResourceGuardProxy`),
    ],
    ["deletes a backup instance", () => intruder.destroy(`${backup.vault}/backupInstances/documents`)],
    ["changes a policy", () => intruder.change(`${backup.vault}/backupPolicies/documents`, { tags: { one: "two" } })],
    [
      "changes an instance",
      () => intruder.change(`${backup.vault}/backupInstances/documents`, { tags: { one: "two" } }),
    ],
    [
      "switches soft delete off",
      () =>
        intruder.change(backup.vault, { properties: { securitySettings: { softDeleteSettings: { state: "Off" } } } }),
    ],
    [
      "gives immutability up",
      () =>
        intruder.change(backup.vault, {
          properties: { securitySettings: { immutabilitySettings: { state: "Disabled" } } },
        }),
    ],
  ])("who %s", async (_, attempt) => {
    expect(codes((await attempt()).refusals)).toContain("LinkedAuthorizationFailed");
  });

  it("deletes no vault in which something is protected", async () => {
    expect(codes((await intruder.destroy(backup.vault)).refusals)).toContain("UserErrorBackupVaultNotEmpty");
  });

  it("deletes no guard that is in use", async () => {
    const guard = cloud.id("Microsoft.DataProtection/resourceGuards/guard");
    expect(codes((await intruder.destroy(guard)).refusals)).toEqual(["UserErrorResourceGuardInUse"]);
  });
});

describe("somebody with every role, at keys", () => {
  beforeEach(keepKeys);

  it.each<[string, ArmObject, readonly string[]]>([
    ["switches soft delete off", { enableSoftDelete: false }, ["BadRequest"]],
    ["lets deleted keys be purged", { enablePurgeProtection: false }, ["BadRequest"]],
    ["keeps what is deleted for a week", { softDeleteRetentionInDays: 7 }, ["BadRequest"]],
    ["closes the network, which Azure lets anybody do", { publicNetworkAccess: "Disabled" }, []],
  ])("who %s", async (_, properties, expected) => {
    expect(codes((await intruder.change(cloud.id(vault), { properties })).refusals)).toEqual(expected);
  });

  it("deletes a key, and cannot purge it", async () => {
    expect((await intruder.destroy(cloud.id(`${vault}/keys/data`))).isGone).toBe(true);
    expect((await intruder.destroy(cloud.id(vault))).isGone).toBe(true);
    expect(await cloud.purge()).toEqual(["data", "keys"]);
  });
});

describe("somebody with every role, at databases", () => {
  const policies = `${database}/backupLongTermRetentionPolicies/default`;

  beforeEach(async () => {
    await cloud.put(cloud.id("Microsoft.Sql/servers/sql"), {
      location: "westeurope",
      properties: {
        administrators: {
          azureADOnlyAuthentication: true,
          login: "dba",
          sid: "11111111-1111-4111-8111-111111111111",
          tenantId: "11111111-1111-4111-8111-111111111111",
        },
      },
    });
    await cloud.put(cloud.id(database), { location: "westeurope", sku: { name: "S0" } });
    await cloud.put(cloud.id(policies), { properties: { weeklyRetention: "P12W" } });
    await cloud.pass(30 * 24 * 60);
  });

  const longTerm = (): number =>
    cloud.simulator.parts.dataPlane.restorePoints(cloud.id(database)).points.filter(({ kind }) => kind === "longTerm")
      .length;

  it("ends long-term retention, and what was kept until then stays", async () => {
    const before = longTerm();
    expect(before).toBeGreaterThan(2);
    expect((await intruder.change(cloud.id(policies), { properties: { weeklyRetention: "PT0S" } })).isDone).toBe(true);
    expect(longTerm()).toBe(before);
    await cloud.pass(40 * 24 * 60);
    // Backups that were on their way into retention come; none that was made since does.
    expect(longTerm()).toBeLessThanOrEqual(before + 1);
  });

  it("shortens the restore to a point in time at once", async () => {
    const policy = cloud.id(`${database}/backupShortTermRetentionPolicies/default`);
    expect((await intruder.change(policy, { properties: { retentionDays: 1 } })).isDone).toBe(true);
    const point = cloud.simulator.parts.dataPlane
      .restorePoints(cloud.id(database))
      .points.find(({ kind }) => kind === "pointInTime");
    expect(cloud.simulator.parts.dataPlane.now - (point?.earliest ?? 0)).toBe(24 * 60 * 60_000);
  });
});
