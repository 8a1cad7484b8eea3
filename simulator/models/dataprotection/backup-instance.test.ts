import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { ArmBody, ArmObject } from "../../arm/resource";
import { CloudForTests } from "../cloud-for-tests";
import { principalOf } from "../computed-value";
import { BackupForTests, retention } from "./backup-for-tests";

let cloud: CloudForTests;
let backup: BackupForTests;
beforeEach(async () => {
  cloud = await CloudForTests.open();
  backup = new BackupForTests(cloud);
});
afterEach(() => cloud.close());

const instance = (name = "instance"): string => `${backup.vault}/backupInstances/${name}`;
const parameters = ["UserErrorInvalidBackupDatasourceParameters"];
const invalid = ["UserErrorInvalidRequestParameter"];

describe("a backup of documents", () => {
  const of = (changes: ArmObject) => (): ArmBody => backup.documents(changes);
  const source = (changes: ArmObject): ArmObject => ({
    dataSourceInfo: {
      datasourceType: "Microsoft.Storage/storageAccounts/blobServices",
      resourceID: backup.account,
      ...changes,
    },
  });

  it.each<[string, () => ArmBody, string[]]>([
    ["nothing wrong", of({}), []],
    ["no containers", () => backup.documents({}, []), parameters],
    ["a container that is not there", () => backup.documents({}, ["other"]), parameters],
    [
      "101 containers",
      () =>
        backup.documents(
          {},
          Array.from({ length: 101 }, () => "files"),
        ),
      parameters,
    ],
    [
      "a policy that is not there",
      () => backup.documents({ policyInfo: { policyId: `${backup.vault}/backupPolicies/no` } }),
      ["InvalidResourceReference"],
    ],
    [
      "a policy for clusters",
      () => backup.documents({ policyInfo: { policyId: `${backup.vault}/backupPolicies/cluster` } }),
      invalid,
    ],
    ["a wrong location", () => backup.documents(source({ resourceLocation: "northeurope" })), invalid],
    ["the vault as source", () => backup.documents(source({ resourceID: backup.vault })), invalid],
    [
      "disks",
      () => backup.documents(source({ datasourceType: "Microsoft.Compute/disks" })),
      [...invalid, "NotModelled"],
    ],
  ])("answers %s", async (_, body, codes) => {
    await backup.prepareVault();
    await backup.prepareAccount();
    await backup.allowDocuments();
    expect(await cloud.refusals(instance(), body())).toEqual(codes);
  });

  it("needs a vault with an identity that may read the account", async () => {
    await backup.prepareVault();
    await backup.prepareAccount();
    expect(await cloud.refusals(instance(), backup.documents())).toEqual(["UserErrorMissingRequiredPermissions"]);
    await backup.allowDocuments();
    await cloud.put(backup.vault, { ...backup.vaultBody(), identity: { type: "None" } });
    expect(await cloud.refusals(instance(), backup.documents())).toEqual(invalid);
  });

  it("is of an account in the vault's region", async () => {
    await backup.prepareVault();
    const away = cloud.id("Microsoft.Storage/storageAccounts/away");
    await cloud.put(away, {
      location: "northeurope",
      kind: "StorageV2",
      sku: { name: "Standard_LRS" },
      properties: {},
    });
    await backup.cluster.assign(principalOf(backup.vault), "Storage Account Backup Contributor", away);
    const dataSourceInfo = { datasourceType: "Microsoft.Storage/storageAccounts/blobServices", resourceID: away };
    expect(await cloud.refusals(instance(), backup.documents({ dataSourceInfo }, []))).toEqual([
      ...invalid,
      ...parameters,
    ]);
  });

  it("is no backup of a data lake, nor under a policy of another vault", async () => {
    await backup.prepareVault();
    await backup.prepareAccount();
    await backup.allowDocuments();
    const lake = cloud.id("Microsoft.Storage/storageAccounts/lake");
    const properties = { isHnsEnabled: true };
    await cloud.put(lake, { location: "westeurope", kind: "StorageV2", sku: { name: "Standard_ZRS" }, properties });
    await backup.cluster.assign(principalOf(backup.vault), "Storage Account Backup Contributor", lake);
    const dataSourceInfo = { datasourceType: "Microsoft.Storage/storageAccounts/blobServices", resourceID: lake };
    expect(await cloud.refusals(instance(), backup.documents({ dataSourceInfo }, []))).toEqual([
      ...invalid,
      ...parameters,
    ]);
    const other = backup.vault.replace(/vault$/, "other");
    await cloud.put(other, backup.vaultBody());
    const rules = [retention("OperationalStore", "P30D")];
    const policyId = `${other}/backupPolicies/documents`;
    await cloud.put(policyId, backup.policyBody("Microsoft.Storage/storageAccounts/blobServices", ...rules));
    expect(await cloud.refusals(instance(), backup.documents({ policyInfo: { policyId } }))).toEqual(invalid);
  });

  it("cannot be deleted from an immutable vault once there are backups", async () => {
    await backup.prepareVault({ securitySettings: { immutabilitySettings: { state: "Unlocked" } } });
    await backup.prepareAccount();
    await backup.allowDocuments();
    await cloud.put(instance(), backup.documents());
    await cloud.pass(24 * 60);
    expect(await cloud.refusalsToRemove(instance())).toEqual(["UserErrorImmutableVaultDeleteNotAllowed"]);
  });

  it("leaves a vault that keeps nothing of it", async () => {
    await backup.prepareVault({ securitySettings: { softDeleteSettings: { state: "Off" } } });
    await backup.prepareAccount();
    await backup.allowDocuments();
    await cloud.put(instance(), backup.documents());
    await cloud.remove(instance());
    expect(await cloud.refusalsToRemove(backup.vault)).toEqual([]);
  });

  it("is made once, holds its policy and its vault, and comes back only from soft delete", async () => {
    await backup.prepareVault();
    await backup.prepareAccount();
    await backup.allowDocuments();
    await cloud.put(instance(), backup.documents());
    expect(await cloud.refusals(instance("twin"), backup.documents())).toEqual([
      "UserErrorDppDatasourceAlreadyProtected",
    ]);
    expect(await cloud.refusalsToRemove(`${backup.vault}/backupPolicies/documents`)).toEqual([
      "UserErrorBackupPolicyInUse",
    ]);
    expect(await cloud.refusalsToRemove(backup.vault)).toEqual(["UserErrorBackupVaultNotEmpty"]);
    await cloud.remove(instance());
    expect(await cloud.refusals(instance(), backup.documents())).toEqual(["UserErrorBackupInstanceSoftDeleted"]);
    expect(await cloud.refusalsToRemove(backup.vault)).toEqual(["UserErrorBackupVaultNotEmpty"]);
  });
});

describe("a backup of a cluster", () => {
  it("needs extension, trusted access and roles of both identities", async () => {
    await backup.prepareVault();
    await backup.prepareAccount();
    await backup.prepareCluster();
    const attempt = () => cloud.refusals(instance(), backup.clusterInstance());
    expect(await attempt()).toEqual([
      "UserErrorBackupExtensionNotFound",
      "UserErrorTrustedAccessGatewayReturnedForbidden",
      "UserErrorNotEnoughPermissionOnCluster",
      "UserErrorNotEnoughPermissionOnSnapshotRG",
      "UserErrorMissingMSIPermissionsOnSnapshotResourceGroup",
    ]);
    await cloud.put(backup.extension, backup.extensionBody());
    await cloud.put(backup.binding, backup.bindingBody());
    expect(await attempt()).toEqual([
      "UserErrorNotEnoughPermissionOnCluster",
      "UserErrorNotEnoughPermissionOnSnapshotRG",
      "UserErrorMissingMSIPermissionsOnSnapshotResourceGroup",
    ]);
    await backup.allowCluster();
    const noCluster = backup.clusterInstance();
    const dataSourceInfo = { datasourceType: "Microsoft.ContainerService/managedClusters", resourceID: backup.account };
    expect(await cloud.refusals(instance(), { properties: { ...noCluster.properties, dataSourceInfo } })).toEqual(
      invalid,
    );
    expect(await cloud.refusals(instance(), backup.clusterInstance({}))).toEqual([
      ...parameters,
      "UserErrorOperationalStoreParametersNotProvided",
    ]);
    expect(await attempt()).toEqual([]);
  });

  it("needs rights on the snapshots' contents and on what the extension staged, to get into the vault", async () => {
    await backup.prepareVault();
    await backup.prepareAccount();
    await backup.prepareCluster();
    await cloud.put(backup.extension, backup.extensionBody());
    await cloud.put(backup.binding, backup.bindingBody());
    await backup.allowCluster();
    const attempt = () => cloud.refusals(instance(), backup.clusterInstance(undefined, "cluster-vault"));
    const snapshots = "UserErrorNotEnoughPermissionOnSnapshotRG";
    const staging = "UserErrorNotEnoughPermissionOnStagingAccount";
    expect(await attempt()).toEqual([snapshots, staging]);
    await backup.allowVaultTier("Storage Blob Data Reader");
    expect(await attempt()).toEqual([snapshots]);
    await backup.allowVaultTier("Disk Snapshot Contributor");
    expect(await attempt()).toEqual([snapshots]);
    await backup.allowVaultTier("Data Operator for Managed Disks");
    expect(await attempt()).toEqual([]);
  });
});

describe("a cluster extension", () => {
  it.each<[string, () => ArmBody, string[]]>([
    ["nothing wrong", () => backup.extensionBody(), []],
    ["no type", () => ({ properties: {} }), ["InvalidRequestContent"]],
    ["no settings", () => backup.extensionBody({ configurationSettings: {} }), ["ExtensionOperationFailed"]],
    ["a version that moves", () => backup.extensionBody({ version: "1.0.0" }), ["BadRequest"]],
    ["two scopes", () => backup.extensionBody({ scope: { cluster: {}, namespace: {} } }), ["BadRequest"]],
  ])("answers %s", async (_, body, codes) => {
    await backup.prepareAccount();
    await backup.prepareCluster();
    expect(await cloud.refusals(backup.extension, body())).toEqual(codes);
  });

  it("is on a cluster", async () => {
    await backup.prepareAccount();
    const id = `${backup.account}/providers/Microsoft.KubernetesConfiguration/extensions/flux`;
    expect(await cloud.refusals(id, { properties: { extensionType: "microsoft.flux" } })).toEqual(["BadRequest"]);
  });

  it("needs its container, is the only one of its type, and keeps secrets to itself", async () => {
    await backup.prepareCluster();
    expect(await cloud.refusals(backup.extension, backup.extensionBody())).toEqual(["ExtensionOperationFailed"]);
    await backup.prepareAccount();
    const made = await cloud.put(
      backup.extension,
      backup.extensionBody({ configurationProtectedSettings: { key: "secret" } }),
    );
    expect(made.body.properties?.["configurationProtectedSettings"]).toEqual({ key: "" });
    const twin = backup.extension.replace(/backup$/, "twin");
    expect(await cloud.refusals(twin, backup.extensionBody())).toEqual(["ExtensionTypeAlreadyInstalled"]);
  });
});

describe("a trusted access role binding", () => {
  it.each<[string, () => ArmBody, string[]]>([
    ["nothing wrong", () => backup.bindingBody(), []],
    ["no roles", () => backup.bindingBody([]), ["InvalidParameter"]],
    ["a role of another service", () => backup.bindingBody(["Microsoft.Other/things/reader"]), ["InvalidParameter"]],
  ])("answers %s", async (_, body, codes) => {
    await backup.prepareVault();
    await backup.prepareCluster();
    expect(await cloud.refusals(backup.binding, body())).toEqual(codes);
  });

  it("is the only one of its source on a cluster", async () => {
    await backup.prepareVault();
    await backup.prepareCluster();
    await cloud.put(backup.binding, backup.bindingBody());
    expect(await cloud.refusals(`${backup.cluster.id}/trustedAccessRoleBindings/twin`, backup.bindingBody())).toEqual([
      "Conflict",
    ]);
  });
});
