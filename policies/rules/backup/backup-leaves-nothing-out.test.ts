import { expect, it } from "vitest";
import type { Case } from "../../framework/case";
import { saidWhile } from "../moving-tenant.fixture";
import { rule } from "./backup-leaves-nothing-out";

const accountName = "stsolneudoc02k3xq";
const id = `/subscriptions/s/resourceGroups/rg/providers/Microsoft.Storage/storageAccounts/${accountName}`;
/** An archive of cell 02 with a tenant's container, and its backup that names no container. */
const given: Case["given"] = [
  { type: "storage:StorageAccount", name: "documents", id, inputs: { accountName } },
  { type: "storage:BlobContainer", name: "container", inputs: { accountName, containerName: "blob-nord-doc" } },
  {
    type: "dataprotection:BackupInstance",
    name: "instance",
    inputs: {
      properties: {
        dataSourceInfo: { resourceID: id },
        policyInfo: { policyParameters: { backupDatasourceParametersList: [{ containersList: [] }] } },
      },
    },
  },
];

it("documents that are copied to another cell are backed up where they come from", () => {
  expect(saidWhile(rule, given, true)).toEqual(["all 0 containers of documents are in the backup"]);
});

it("they have to be backed up where they are as soon as the tenant is there", () => {
  expect(saidWhile(rule, given, false)).toEqual(["blob-nord-doc of documents is in no backup"]);
});
