import { describe, expect, it } from "vitest";
import { recordResources, type RecordedResource } from "../record-resources";
import { CopyStore, type CopyStoreArgs } from "./copy-store";
import { createOnlyRole } from "./create-only-role";
import { LogArchive } from "./log-archive";

const args: CopyStoreArgs = {
  scope: { platform: "pct", environment: "local", site: "weu" },
  resourceGroupName: "rg",
  location: "westeurope",
  tags: {},
  redundancy: "Standard_ZRS",
  retentionDays: 30,
  immutability: "Unlocked",
  kind: "cold",
};
const inputsOf = (resources: readonly RecordedResource[], name: string) =>
  resources.find((resource) => resource.name === name)?.inputs;
const shape = (resources: readonly RecordedResource[]) =>
  resources.map(({ type, name, protect }) => [type.split(":")[2], name, protect]);
const copies = (changed: Partial<CopyStoreArgs> = {}) =>
  recordResources((options) => new CopyStore("copies", { ...args, ...changed }, options));

describe("CopyStore", () => {
  it("is an immutable account with one container", async () => {
    const resources = await copies();
    expect(shape(resources)).toEqual([
      ["CopyStore", "copies", false],
      ["StorageAccount", "copies-account", true],
      ["BlobServiceProperties", "copies-history", false],
      ["ManagementPolicy", "copies-lifecycle", false],
      ["BlobContainer", "copies-copies", true],
      ["ManagementLockByScope", "copies-copies-lock", false],
    ]);
    expect(inputsOf(resources, "copies-account")).toMatchObject({
      accountName: expect.stringMatching(/^stpclweuarc[a-z2-7]{4}$/) as string,
      sku: { name: "Standard_ZRS" },
      allowSharedKeyAccess: false,
      publicNetworkAccess: "Disabled",
      immutableStorageWithVersioning: {
        enabled: true,
        immutabilityPolicy: {
          state: "Unlocked",
          immutabilityPeriodSinceCreationInDays: 30,
          allowProtectedAppendWrites: false,
        },
      },
    });
  });

  it("keeps the first copies of the months longer, in a container of their own", async () => {
    const resources = await copies({ firstOfMonthDays: 62, retentionDays: 10 });
    expect(inputsOf(resources, "copies-first-of-month-policy")).toMatchObject({
      containerName: "blob-arc",
      immutabilityPeriodSinceCreationInDays: 62,
    });
    expect(inputsOf(resources, "copies-lifecycle")).toMatchObject({
      policy: {
        rules: [
          {
            definition: {
              filters: { prefixMatch: ["blob-cpy/"] },
              actions: { baseBlob: { delete: { daysAfterCreationGreaterThan: 10 } } },
            },
          },
          {
            definition: {
              filters: { prefixMatch: ["blob-arc/"] },
              actions: { baseBlob: { delete: { daysAfterCreationGreaterThan: 62 } } },
            },
          },
        ],
      },
    });
  });

  it("is locked where it is told to, and logs where there is an archive", async () => {
    const resources = await copies({ immutability: "Locked", logArchiveId: "archive" });
    expect(inputsOf(resources, "copies-account")).toMatchObject({
      immutableStorageWithVersioning: { immutabilityPolicy: { state: "Locked" } },
    });
    const logs = inputsOf(resources, "copies-logs");
    expect(logs).toMatchObject({ storageAccountId: "archive", resourceUri: "copies-account-id/blobServices/default" });
    expect(logs).not.toHaveProperty("workspaceId");
  });
});

describe("LogArchive", () => {
  it("lets logs be appended, and never changed", async () => {
    const resources = await recordResources(
      (options) => new LogArchive("logs", { ...args, retentionDays: 365 }, options),
    );
    expect(shape(resources)).toEqual([
      ["LogArchive", "logs", false],
      ["StorageAccount", "logs-account", true],
      ["BlobServiceProperties", "logs-history", false],
      ["ManagementPolicy", "logs-lifecycle", false],
      ["BlobContainer", "logs-records", true],
      ["ManagementLockByScope", "logs-lock", false],
    ]);
    expect(inputsOf(resources, "logs-account")).toMatchObject({
      immutableStorageWithVersioning: {
        immutabilityPolicy: { immutabilityPeriodSinceCreationInDays: 365, allowProtectedAppendWrites: true },
      },
    });
    expect(inputsOf(resources, "logs-lifecycle")).toMatchObject({
      policy: { rules: [{ definition: { filters: { blobTypes: ["blockBlob", "appendBlob"] } } }] },
    });
  });
});

describe("createOnlyRole", () => {
  it("cannot read or delete", async () => {
    const [definition] = await recordResources(() => createOnlyRole("create-only", args.scope, "guard"));
    expect(definition?.inputs).toMatchObject({
      scope: "/subscriptions/guard",
      assignableScopes: ["/subscriptions/guard"],
      permissions: [
        {
          actions: [],
          dataActions: [
            "Microsoft.Storage/storageAccounts/blobServices/containers/blobs/add/action",
            "Microsoft.Storage/storageAccounts/blobServices/containers/blobs/write",
          ],
        },
      ],
    });
  });
});
