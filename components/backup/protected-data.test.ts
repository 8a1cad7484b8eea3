import { expect, it } from "vitest";
import { ROLE_DEFINITIONS } from "../../azure/role-definitions";
import { recordResources, type RecordedResource } from "../record-resources";
import { ProtectedCluster } from "./protected-cluster";
import { ProtectedDocuments } from "./protected-documents";

const scope = { platform: "superoffice", environment: "local", site: "weu", cell: 1 } as const;
const vault = { name: "vault", resourceGroupName: "rg-vault", principalId: "vault-principal", policyId: "policy" };
const shape = (resources: readonly RecordedResource[]) => resources.map(({ type, name }) => [type.split(":")[2], name]);

it("backs the containers of an account up, once the vault may read it", async () => {
  const resources = await recordResources(
    (options) =>
      new ProtectedDocuments(
        "documents",
        {
          scope,
          subscription: "cells",
          location: "westeurope",
          vault,
          account: { resourceId: "account-id", name: "account" },
          number: 1,
          containerNames: ["blob-aaaa-doc"],
        },
        options,
      ),
  );
  expect(shape(resources)).toEqual([
    ["ProtectedDocuments", "documents"],
    ["RoleAssignment", "documents-vault-access"],
    ["BackupInstance", "documents-instance"],
  ]);
  expect(resources[1]?.inputs).toMatchObject({ scope: "account-id", principalId: "vault-principal" });
  expect(resources[2]?.inputs).toMatchObject({
    vaultName: "vault",
    resourceGroupName: "rg-vault",
    properties: {
      dataSourceInfo: { resourceID: "account-id", datasourceType: "Microsoft.Storage/storageAccounts/blobServices" },
      policyInfo: {
        policyId: "policy",
        policyParameters: { backupDatasourceParametersList: [{ containersList: ["blob-aaaa-doc"] }] },
      },
    },
  });
});

it("backs a cluster up, once vault and cluster have what each needs", async () => {
  const resources = await recordResources(
    (options) =>
      new ProtectedCluster(
        "cluster",
        {
          scope,
          subscription: "cells",
          location: "westeurope",
          vault,
          cluster: { resourceId: "cluster-id", name: "aks", principalId: "cluster-principal" },
          snapshotGroup: { name: "rg-snapshots", id: "rg-snapshots-id" },
          staging: { name: "stkub", id: "staging-id" },
        },
        options,
      ),
  );
  const grants = resources.filter(({ type }) => type === "azure-native:authorization:RoleAssignment");
  const roleOf = (id: unknown) =>
    Object.entries(ROLE_DEFINITIONS).find(([, guid]) => String(id).endsWith(`/${guid}`))?.[0];
  expect(
    grants.map(({ inputs }) => [inputs["principalId"], roleOf(inputs["roleDefinitionId"]), inputs["scope"]]),
  ).toEqual([
    ["vault-principal", "Reader", "cluster-id"],
    ["vault-principal", "Reader", "rg-snapshots-id"],
    ["vault-principal", "Disk Snapshot Contributor", "rg-snapshots-id"],
    ["vault-principal", "Data Operator for Managed Disks", "rg-snapshots-id"],
    ["vault-principal", "Storage Blob Data Reader", "staging-id"],
    ["cluster-principal", "Contributor", "rg-snapshots-id"],
  ]);
  expect(resources.at(-1)?.inputs).toMatchObject({
    properties: {
      dataSourceSetInfo: { objectType: "DatasourceSet", resourceID: "cluster-id" },
      policyInfo: {
        policyParameters: {
          dataStoreParametersList: [{ resourceGroupId: "rg-snapshots-id" }],
          backupDatasourceParametersList: [{ includeClusterScopeResources: true, snapshotVolumes: true }],
        },
      },
    },
  });
});
