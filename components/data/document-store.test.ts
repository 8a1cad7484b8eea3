import { beforeAll, describe, expect, it } from "vitest";
import { recordResources, type RecordedResource } from "../record-resources";
import { DocumentStore, type DocumentStoreArgs } from "./document-store";

const place = (site: string, location: string) => ({
  site,
  resourceGroupName: `rg-${site}`,
  location,
  workspaceId: `log-${site}`,
});
const args: DocumentStoreArgs = {
  scope: { platform: "superoffice", environment: "local" },
  tags: {},
  number: 1,
  places: [place("weu", "westeurope"), place("neu", "northeurope")],
  redundancy: "Standard_ZRS",
  tenants: ["aaaa", "bbbb"].map((code) => ({ code, protected: true })),
  users: {
    aaaa: { name: "id-aaaa", principalId: "aaaa-principal" },
    bbbb: { name: "id-bbbb", principalId: "bbbb-principal" },
  },
  subscription: "subscription",
  mirrored: true,
  changesKeptDays: 30,
  deletedKeptDays: 90,
};
const record = (changed: Partial<DocumentStoreArgs> = {}) =>
  recordResources((options) => new DocumentStore("documents", { ...args, ...changed }, options));
const inputsOf = (resources: readonly RecordedResource[], name: string) =>
  resources.find((resource) => resource.name === name)?.inputs;

const accountAt = (site: string) => [
  ["StorageAccount", `documents-${site}-account`, true],
  ["BlobServiceProperties", `documents-${site}-history`, false],
  ["ManagementPolicy", `documents-${site}-lifecycle`, false],
  ["DiagnosticSetting", `documents-${site}-metrics`, false],
  ["DiagnosticSetting", `documents-${site}-logs`, false],
  ...["aaaa", "bbbb"].flatMap((tenant) => [
    ["BlobContainer", `documents-${site}-${tenant}`, true],
    ["RoleAssignment", `documents-${site}-${tenant}-access`, false],
    ["ManagementLockByScope", `documents-${site}-${tenant}-lock`, false],
  ]),
];

describe("DocumentStore", () => {
  let resources: readonly RecordedResource[];

  beforeAll(async () => {
    resources = await record();
  });

  it("is an account at each place with a container of each tenant, and a mirror", () => {
    expect(resources.map(({ type, name, protect }) => [type.split(":")[2], name, protect])).toEqual([
      ["DocumentStore", "documents", false],
      ...accountAt("weu"),
      ...accountAt("neu"),
      ["ObjectReplicationPolicy", "documents-mirror-destination", false],
      ["ObjectReplicationPolicy", "documents-mirror-source", false],
    ]);
  });

  it("protects nothing of those whose documents may be deleted, and the account as long as others have some", async () => {
    const owners = (...released: readonly string[]) =>
      ["aaaa", "bbbb"].map((code) => ({ code, protected: !released.includes(code) }));
    const guarded = async (...released: readonly string[]) =>
      (await record({ places: [place("weu", "westeurope")], mirrored: false, tenants: owners(...released) }))
        .filter(({ protect, type }) => protect || type.endsWith(":ManagementLockByScope"))
        .map(({ name }) => name);
    expect(await guarded("aaaa")).toEqual(["documents-weu-account", "documents-weu-bbbb", "documents-weu-bbbb-lock"]);
    expect(await guarded("aaaa", "bbbb")).toEqual([]);
  });

  it("lets each tenant's identity into its own container: to write at the first place, to read at the mirror", () => {
    const role = (name: string) => inputsOf(resources, `documents-${name}-access`);
    expect(role("weu-aaaa")).toMatchObject({
      principalId: "aaaa-principal",
      scope: "documents-weu-aaaa-id",
      roleDefinitionId: expect.stringContaining("ba92f5b4-2d11-453d-a403-e96b0029c9fe") as string,
    });
    expect(role("neu-bbbb")).toMatchObject({
      principalId: "bbbb-principal",
      scope: "documents-neu-bbbb-id",
      roleDefinitionId: expect.stringContaining("2a2b9908-6ea1-4ae2-8e65-a410df84e7d1") as string,
    });
  });

  it("lets nobody in by key, by name or from a public network", () => {
    expect(inputsOf(resources, "documents-weu-account")).toMatchObject({
      accountName: expect.stringMatching(/^stsolweudoc01[a-z2-7]{4}$/) as string,
      sku: { name: "Standard_ZRS" },
      location: "westeurope",
      allowSharedKeyAccess: false,
      allowBlobPublicAccess: false,
      publicNetworkAccess: "Disabled",
      minimumTlsVersion: "TLS1_2",
      networkRuleSet: { defaultAction: "Deny" },
    });
    expect(inputsOf(resources, "documents-weu-aaaa")).toMatchObject({
      containerName: "blob-aaaa-doc",
      publicAccess: "None",
    });
  });

  it.each(["weu", "neu"])("keeps changes and deletions as long as agreed at %s", (site) => {
    const kept = { enabled: true, days: 90 };
    expect(inputsOf(resources, `documents-${site}-history`)).toMatchObject({
      isVersioningEnabled: true,
      changeFeed: { enabled: true },
      deleteRetentionPolicy: kept,
      containerDeleteRetentionPolicy: kept,
    });
    expect(inputsOf(resources, `documents-${site}-lifecycle`)).toMatchObject({
      policy: {
        rules: [{ definition: { actions: { version: { delete: { daysAfterCreationGreaterThan: 30 } } } } }],
      },
    });
  });

  it("replicates from the first place, by the policy that the second one got from Azure", () => {
    const accounts = { sourceAccount: "documents-weu-account-id", destinationAccount: "documents-neu-account-id" };
    expect(inputsOf(resources, "documents-mirror-destination")).toMatchObject({
      ...accounts,
      accountName: inputsOf(resources, "documents-neu-account")?.["accountName"],
      objectReplicationPolicyId: "default",
      rules: [
        { sourceContainer: "blob-aaaa-doc", destinationContainer: "blob-aaaa-doc" },
        { sourceContainer: "blob-bbbb-doc", destinationContainer: "blob-bbbb-doc" },
      ],
    });
    expect(inputsOf(resources, "documents-mirror-source")).toMatchObject({
      ...accounts,
      accountName: inputsOf(resources, "documents-weu-account")?.["accountName"],
      objectReplicationPolicyId: "policy-guid",
      rules: [{ ruleId: "rule-guid", filters: { minCreationTime: "1601-01-01T00:00:00Z" } }],
    });
  });

  it("has no mirror where none is agreed", async () => {
    const names = (await record({ mirrored: false })).map(({ name }) => name);
    expect(names.filter((name) => name.startsWith("documents-mirror"))).toEqual([]);
  });

  it("takes the documents of a tenant that is going to come, which nobody writes to or mirrors from here until then", async () => {
    const source = { resourceId: "account-02", accountName: "stother", resourceGroupName: "rg-other" };
    const arriving = await record({ arrivals: [{ from: "02", source, tenants: ["cccc"] }] });
    const added = arriving.filter(({ name }) => !resources.some((one) => one.name === name));
    expect(added.map(({ type, name, protect }) => [type.split(":")[2], name, protect])).toEqual([
      ["BlobContainer", "documents-weu-cccc", false],
      ["ObjectReplicationPolicy", "documents-from-02-destination", false],
      ["ObjectReplicationPolicy", "documents-from-02-source", false],
    ]);
    expect(inputsOf(arriving, "documents-from-02-source")).toMatchObject({
      accountName: "stother",
      resourceGroupName: "rg-other",
      sourceAccount: "account-02",
    });
    expect(inputsOf(arriving, "documents-from-02-destination")).toMatchObject({
      rules: [{ sourceContainer: "blob-cccc-doc", destinationContainer: "blob-cccc-doc" }],
    });
    for (const side of ["destination", "source"]) {
      const mirror = `documents-mirror-${side}`;
      expect(inputsOf(arriving, mirror)).toEqual(inputsOf(resources, mirror));
    }
  });
});
