import { describe, expect, it } from "vitest";
import type { Case } from "../../framework/case";
import { saidWhile } from "../moving-tenant.fixture";
import { rule } from "./documents-mirrored";

type Examples = Case["given"];

const idOf = (account: string) =>
  `/subscriptions/s/resourceGroups/rg/providers/Microsoft.Storage/storageAccounts/${account}`;
const account = (accountName: string, location: string): Examples => [
  { type: "storage:StorageAccount", name: accountName, id: idOf(accountName), inputs: { accountName, location } },
];
const policies = (from: string, to: string, ...tenants: readonly string[]): Examples =>
  [from, to].map((on) => ({
    type: "storage:ObjectReplicationPolicy",
    name: `${from} to ${to} on ${on}`,
    id: `${idOf(on)}/objectReplicationPolicies/${from}-${to}`,
    inputs: {
      sourceAccount: idOf(from),
      destinationAccount: idOf(to),
      rules: tenants.map((code) => ({
        sourceContainer: `blob-${code}-doc`,
        destinationContainer: `blob-${code}-doc`,
      })),
    },
  }));
const container = (accountName: string, tenant: string): Examples => [
  {
    type: "storage:BlobContainer",
    name: `${tenant} in ${accountName}`,
    id: `${idOf(accountName)}/blobServices/default/containers/blob-${tenant}-doc`,
    inputs: { accountName, containerName: `blob-${tenant}-doc` },
  },
];

const [here, mirror] = ["stsolneudoc01k3xq", "stsolweudoc01k3xq"];
const [there, otherMirror] = ["stsolneudoc02k3xq", "stsolweudoc02k3xq"];
/** Two cells whose documents are mirrored, and a tenant of the first whose documents are copied to the second. */
const given: Examples = [
  ...account(there, "northeurope"),
  ...account(here, "northeurope"),
  ...account(mirror, "westeurope"),
  ...account(otherMirror, "westeurope"),
  ...policies(here, mirror, "nord"),
  ...policies(there, otherMirror),
  ...policies(here, there, "nord"),
  ...container(here, "nord"),
  ...container(there, "nord"),
];

describe("documents that are copied to another cell", () => {
  it("are mirrored where they come from, and that copy is taken for no mirror", () => {
    expect(saidWhile(rule, given, true)).toEqual([
      "it is mirrored with westeurope",
      "it is mirrored with westeurope",
      "it is mirrored with northeurope",
      "it is mirrored with northeurope",
    ]);
  });

  it("have to be mirrored where they are as soon as the tenant is there", () => {
    expect(saidWhile(rule, given, false)).toContain("container blob-nord-doc is not mirrored");
  });
});
