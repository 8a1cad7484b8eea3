import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { valueAt } from "../../arm/body-path";
import type { ArmBody, ArmObject } from "../../arm/resource";
import { CloudForTests } from "../cloud-for-tests";
import { BackupForTests, daily, retention, schedule } from "./backup-for-tests";
import { clusterSource, blobSource } from "./backup-type";

let cloud: CloudForTests;
let backup: BackupForTests;
beforeEach(async () => {
  cloud = await CloudForTests.open();
  backup = new BackupForTests(cloud);
});
afterEach(() => cloud.close());

const secured = (immutability: string, softDelete = "On", days = 14): ArmObject => ({
  securitySettings: {
    immutabilitySettings: { state: immutability },
    softDeleteSettings: { state: softDelete, retentionDurationInDays: days },
  },
});
const crossRegion: ArmObject = { featureSettings: { crossRegionRestoreSettings: { state: "Enabled" } } };
const byStranger: ArmObject = {
  state: "Enabled",
  keyVaultProperties: { keyUri: "https://vault.vault.azure.net/keys/key" },
  kekIdentity: { identityType: "UserAssigned" },
};
const invalid = ["UserErrorInvalidRequestParameter"];

describe("a backup vault", () => {
  it.each<[string, () => ArmBody, string[]]>([
    ["nothing but its storage", () => backup.vaultBody(), []],
    ["no storage settings", () => backup.vaultBody({ storageSettings: [] }), invalid],
    ["an unknown redundancy", () => backup.vaultBody({}, "Gold"), invalid],
    ["zones where there are none", () => backup.vaultBody({}, "ZoneRedundant", "norwaywest"), invalid],
    ["copies where there is no pair", () => backup.vaultBody({}, "GeoRedundant", "polandcentral"), invalid],
    ["restore across regions without copies", () => backup.vaultBody(crossRegion), invalid],
    ["restore across regions with copies", () => backup.vaultBody(crossRegion, "GeoRedundant"), []],
    ["13 days of soft delete", () => backup.vaultBody(secured("Disabled", "On", 13)), invalid],
    ["181 days of soft delete", () => backup.vaultBody(secured("Disabled", "On", 181)), invalid],
    [
      "encryption by an identity of another",
      () => backup.vaultBody({ securitySettings: { encryptionSettings: byStranger } }),
      invalid,
    ],
    [
      "encryption without a key",
      () => backup.vaultBody({ securitySettings: { encryptionSettings: { state: "Enabled" } } }),
      invalid,
    ],
  ])("answers %s", async (_, body, codes) => {
    expect(await cloud.refusals(backup.vault, body())).toEqual(codes);
  });

  it.each<[string, () => ArmBody, () => ArmBody, string[]]>([
    [
      "another redundancy",
      () => backup.vaultBody(),
      () => backup.vaultBody({}, "GeoRedundant"),
      ["PropertyChangeNotAllowed"],
    ],
    [
      "unlocking what is locked",
      () => backup.vaultBody(secured("Locked")),
      () => backup.vaultBody(secured("Unlocked")),
      invalid,
    ],
    ["mutability of what is not locked", () => backup.vaultBody(secured("Unlocked")), () => backup.vaultBody(), []],
    [
      "soft delete that is not always on",
      () => backup.vaultBody(secured("Disabled", "AlwaysOn")),
      () => backup.vaultBody(secured("Disabled", "Off")),
      invalid,
    ],
  ])("answers a change to %s", async (_, before, after, codes) => {
    await cloud.put(backup.vault, before());
    expect(await cloud.refusals(backup.vault, after())).toEqual(codes);
  });

  it("answers its principal and the defaults of its protection", async () => {
    const { body } = await cloud.put(backup.vault, backup.vaultBody());
    expect(valueAt(body, "identity.principalId")).toMatch(/^[0-9a-f-]{36}$/);
    expect(valueAt(body, "properties.securitySettings.softDeleteSettings")).toEqual({
      state: "On",
      retentionDurationInDays: 14,
    });
  });
});

describe("a resource guard", () => {
  const guard = () => cloud.id("Microsoft.DataProtection/resourceGuards/guard");
  const proxy = (name = "DppResourceGuardProxy") => `${backup.vault}/backupResourceGuardProxies/${name}`;

  it("guards a vault of its region, under the only name that there is", async () => {
    await cloud.put(backup.vault, backup.vaultBody());
    await cloud.put(guard(), { location: "northeurope" });
    const body = { properties: { resourceGuardResourceId: guard() } };
    expect(await cloud.refusals(proxy(), body)).toEqual(invalid);
    expect(await cloud.refusals(proxy("mine"), body)).toContain("InvalidResourceName");
    const vaultItself = { properties: { resourceGuardResourceId: backup.vault } };
    expect(await cloud.refusals(proxy(), vaultItself)).toEqual(invalid);
  });

  it("keeps a vault from being weakened without consent, and stays while it guards", async () => {
    await cloud.put(backup.vault, backup.vaultBody(secured("Unlocked")));
    await cloud.put(guard(), { location: "westeurope" });
    await cloud.put(proxy(), { properties: { resourceGuardResourceId: guard() } });
    expect(await cloud.refusals(backup.vault, backup.vaultBody())).toEqual(["LinkedAuthorizationFailed"]);
    expect(await cloud.refusals(backup.vault, backup.vaultBody(secured("Unlocked", "On", 30)))).toEqual([]);
    expect(await cloud.refusalsToRemove(guard())).toEqual(["UserErrorResourceGuardInUse"]);
    expect(valueAt(cloud.get(backup.vault)?.body ?? {}, "properties.isVaultProtectedByResourceGuard")).toBe(true);
  });

  it("leaves out only operations of vaults", async () => {
    const properties = { vaultCriticalOperationExclusionList: ["Microsoft.Sql/servers/delete"] };
    expect(await cloud.refusals(guard(), { location: "westeurope", properties })).toEqual(invalid);
  });
});

const tag = (isDefault: boolean): ArmObject => ({ isDefault, tagInfo: { tagName: "Default" }, taggingPriority: 50 });

describe("a backup policy", () => {
  const vaulted = (duration = "P30D", interval = daily, tag = "Default") => [
    retention("VaultStore", duration),
    schedule("VaultStore", interval, tag),
  ];
  const clustered = (interval: string) => [
    retention("OperationalStore", "P7D"),
    schedule("OperationalStore", interval),
  ];

  it.each<[string, string, readonly ArmObject[], string[]]>([
    ["copies in the vault", blobSource, vaulted(), []],
    ["continuous backups beside the data", blobSource, [retention("OperationalStore", "P30D")], []],
    ["two tiers", blobSource, [retention("OperationalStore", "P30D"), ...vaulted()], []],
    ["a cluster every four hours", clusterSource, clustered("R/2024-01-01T02:00:00+00:00/PT4H"), []],
    ["a cluster every five hours", clusterSource, clustered("R/2024-01-01T02:00:00+00:00/PT5H"), invalid],
    ["disks", "Microsoft.Compute/disks", clustered(daily), ["NotModelled"]],
    ["no default retention", blobSource, [schedule("VaultStore", daily)], [...invalid, ...invalid]],
    ["two defaults of one tier", blobSource, [retention("VaultStore", "P9D"), ...vaulted()], invalid],
    ["no duration", blobSource, vaulted("thirty days"), invalid],
    ["361 days beside the data", blobSource, [retention("OperationalStore", "P361D")], invalid],
    ["eleven years in the vault", blobSource, vaulted("P11Y"), invalid],
    ["no repetition", blobSource, vaulted("P30D", "every day"), invalid],
    ["copies in the vault each hour", blobSource, vaulted("P30D", "R/2024-01-01T02:00:00+00:00/PT1H"), invalid],
    ["a tag of no rule", blobSource, vaulted("P30D", daily, "Weekly"), invalid],
    ["no schedule into the vault", blobSource, [retention("VaultStore", "P30D")], invalid],
  ])("answers %s", async (_, source, rules, codes) => {
    await cloud.put(backup.vault, backup.vaultBody());
    expect(await cloud.refusals(`${backup.vault}/backupPolicies/policy`, backup.policyBody(source, ...rules))).toEqual(
      codes,
    );
  });

  it.each<[string, ArmObject]>([
    ["no repetition", { schedule: { repeatingTimeIntervals: [] } }],
    ["no default tag", { taggingCriteria: [] }],
    ["tags of one priority", { taggingCriteria: [tag(true), tag(false)] }],
  ])("answers a trigger with %s", async (_, changes) => {
    await cloud.put(backup.vault, backup.vaultBody());
    const rule = schedule("VaultStore", daily);
    const trigger = { ...(rule["trigger"] as ArmObject), ...changes };
    const body = backup.policyBody(blobSource, retention("VaultStore", "P30D"), { ...rule, trigger });
    expect(await cloud.refusals(`${backup.vault}/backupPolicies/policy`, body)).toEqual(invalid);
  });

  it("is for one type of data source", async () => {
    await cloud.put(backup.vault, backup.vaultBody());
    const { properties } = backup.policyBody(blobSource, ...vaulted());
    const body = { properties: { ...properties, datasourceTypes: [blobSource, blobSource] } };
    expect(await cloud.refusals(`${backup.vault}/backupPolicies/policy`, body)).toEqual(invalid);
  });

  it("never shrinks in an immutable vault", async () => {
    await backup.prepareVault(secured("Unlocked"));
    const policy = `${backup.vault}/backupPolicies/documents`;
    expect(await cloud.refusals(policy, backup.policyBody(blobSource, ...vaulted("P29D")))).toEqual([
      "UserErrorRetentionReductionNotAllowed",
    ]);
    expect(await cloud.refusals(policy, backup.policyBody(blobSource, ...vaulted("P31D")))).toEqual([]);
  });
});
