import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { valueAt } from "../../arm/body-path";
import type { ArmBody, ArmObject } from "../../arm/resource";
import { CloudForTests } from "../cloud-for-tests";
import { textAt } from "../read-body";

let cloud: CloudForTests;
beforeEach(async () => {
  cloud = await CloudForTests.open();
});
afterEach(() => cloud.close());

const account = "Microsoft.Storage/storageAccounts/docs";

function body(sku = "Standard_ZRS", change: ArmBody = {}): ArmBody {
  return { location: "westeurope", kind: "StorageV2", sku: { name: sku }, ...change };
}

describe("a storage account", () => {
  it.each<[string, string, ArmBody, string[]]>([
    ["in several zones", "docs", body(), []],
    ["with a capital", "Docs", body(), ["AccountNameInvalid"]],
    ["in several zones of a region without", "docs", body("Standard_ZRS", { location: "ukwest" }), ["SkuNotAvailable"]],
    ["geo-redundant without a pair", "docs", body("Standard_GRS", { location: "belgiumcentral" }), ["SkuNotAvailable"]],
    ["premium of a standard kind", "docs", body("Premium_LRS", { kind: "BlobStorage" }), ["InvalidAccountType"]],
    [
      "with TLS 1.3",
      "docs",
      body("Standard_ZRS", { properties: { minimumTlsVersion: "TLS1_3" } }),
      ["InvalidValuesForRequestParameters"],
    ],
    [
      "with a key of its own that is not named",
      "docs",
      body("Standard_ZRS", { properties: { encryption: { keySource: "Microsoft.Keyvault" } } }),
      ["KeyVaultPropertiesMissing"],
    ],
    ["nowhere", "docs", { kind: "StorageV2", sku: { name: "Standard_LRS" } }, ["LocationRequired"]],
  ])("%s", async (_, name, asked, codes) => {
    expect(await cloud.refusals(cloud.id(`Microsoft.Storage/storageAccounts/${name}`), asked)).toEqual(codes);
  });

  it("has a name of its own in the whole cloud", async () => {
    await cloud.put(cloud.id(account), body());
    await cloud.put(cloud.group("other"), { location: "westeurope" });
    expect(await cloud.refusals(cloud.id(account, "other"), body())).toEqual(["StorageAccountAlreadyTaken"]);
  });

  it("says where its second copy is", async () => {
    const made = await cloud.put(cloud.id(account), body("Standard_RAGRS"));
    expect(made.body.properties).toMatchObject({ primaryLocation: "westeurope", secondaryLocation: "northeurope" });
  });

  it.each<[string, ArmBody, string[]]>([
    ["becomes geo-redundant", body("Standard_GZRS"), []],
    ["leaves its zones", body("Standard_LRS"), ["AccountTypeConversionNotAllowed"]],
    ["changes its kind", body("Standard_ZRS", { kind: "BlobStorage" }), ["PropertyChangeNotAllowed"]],
    [
      "becomes hierarchical",
      body("Standard_ZRS", { properties: { isHnsEnabled: true } }),
      ["PropertyChangeNotAllowed"],
    ],
  ])("that %s", async (_, asked, codes) => {
    await cloud.put(cloud.id(account), body());
    expect(await cloud.refusals(cloud.id(account), asked)).toEqual(codes);
  });
});

describe("blobs", () => {
  const service = `${account}/blobServices/default`;

  it.each<[string, ArmObject, string[]]>([
    ["kept 90 days", { deleteRetentionPolicy: { enabled: true, days: 90 } }, []],
    ["kept two years", { deleteRetentionPolicy: { enabled: true, days: 730 } }, ["InvalidParameter"]],
    [
      "restored without versions",
      { restorePolicy: { enabled: true, days: 6 }, deleteRetentionPolicy: { enabled: true, days: 7 } },
      ["InvalidRestorePolicy"],
    ],
    [
      "restored within what is kept",
      {
        restorePolicy: { enabled: true, days: 6 },
        deleteRetentionPolicy: { enabled: true, days: 7 },
        isVersioningEnabled: true,
        changeFeed: { enabled: true },
      },
      [],
    ],
  ])("%s", async (_, properties, codes) => {
    await cloud.put(cloud.id(account), body());
    expect(await cloud.refusals(cloud.id(service), { properties })).toEqual(codes);
  });

  it("of a hierarchical account have no versions", async () => {
    await cloud.put(cloud.id(account), body("Standard_ZRS", { properties: { isHnsEnabled: true } }));
    expect(await cloud.refusals(cloud.id(service), { properties: { isVersioningEnabled: true } })).toEqual([
      "VersioningNotSupportedForHnsAccount",
    ]);
  });

  it.each<[string, ArmObject, string[]]>([
    ["private", {}, []],
    ["public", { publicAccess: "Blob" }, ["PublicAccessNotPermitted"]],
  ])("in a container that is %s", async (_, properties, codes) => {
    await cloud.put(cloud.id(account), body());
    expect(await cloud.refusals(cloud.id(`${service}/containers/docs`), { properties })).toEqual(codes);
    expect(await cloud.refusals(cloud.id(`${service}/containers/Docs`), {})).toEqual(["ContainerNameInvalid"]);
  });

  it.each<[string, ArmObject, string[]]>([
    ["for ten years", { immutabilityPeriodSinceCreationInDays: 3650 }, []],
    ["for no day", { immutabilityPeriodSinceCreationInDays: 0 }, ["InvalidImmutabilityPeriod"]],
    [
      "with both kinds of appending",
      { allowProtectedAppendWrites: true, allowProtectedAppendWritesAll: true },
      ["InvalidRequestContent"],
    ],
  ])("immutable %s", async (_, properties, codes) => {
    await cloud.put(cloud.id(account), body());
    const container = cloud.id(`${service}/containers/copies`);
    await cloud.put(container, {});
    expect(await cloud.refusals(`${container}/immutabilityPolicies/default`, { properties })).toEqual(codes);
    expect(valueAt(cloud.get(container)?.body ?? {}, "properties.hasImmutabilityPolicy")).toBe(codes.length === 0);
  });
});

describe("object replication", () => {
  const copy = "Microsoft.Storage/storageAccounts/docscopy";
  const policyBody = (): ArmBody => ({
    properties: {
      sourceAccount: cloud.id(account),
      destinationAccount: cloud.id(copy),
      rules: [{ sourceContainer: "docs", destinationContainer: "docs" }],
    },
  });
  const policy = (path: string, name: string): string => cloud.id(`${path}/objectReplicationPolicies/${name}`);

  async function makeAccount(path: string, features: ArmObject): Promise<void> {
    await cloud.put(cloud.id(path), body());
    await cloud.put(cloud.id(`${path}/blobServices/default`), { properties: features });
    await cloud.put(cloud.id(`${path}/blobServices/default/containers/docs`), {});
  }

  const features = { isVersioningEnabled: true, changeFeed: { enabled: true } };

  it("is made at the destination first, and then with the GUID that Azure gave at the source", async () => {
    await makeAccount(account, features);
    await makeAccount(copy, features);
    const guid = "33333333-3333-4333-8333-333333333333";
    expect(await cloud.refusals(policy(copy, guid), policyBody())).toEqual(["InvalidPolicyId"]);
    expect(await cloud.refusals(policy(account, guid), policyBody())).toEqual(["ObjectReplicationPolicyNotFound"]);
    const made = await cloud.put(policy(copy, "default"), policyBody());
    const given = textAt(made.body, "properties.policyId") ?? "";
    expect(await cloud.refusals(policy(account, given), policyBody())).toEqual([]);
    const disabled = { properties: { isVersioningEnabled: false } };
    expect(await cloud.refusals(cloud.id(`${account}/blobServices/default`), disabled)).toEqual([
      "VersioningRequiredForObjectReplication",
    ]);
  });

  it.each<[string, ArmObject, ArmObject]>([
    ["the change feed at the source", { isVersioningEnabled: true }, features],
    ["versions at the destination", features, {}],
  ])("needs %s", async (_, source, destination) => {
    await makeAccount(account, source);
    await makeAccount(copy, destination);
    expect(await cloud.refusals(policy(copy, "default"), policyBody())).toEqual([
      "ObjectReplicationPrerequisitesNotMet",
    ]);
  });
});

describe("a lifecycle policy", () => {
  const rule = {
    name: "old",
    type: "Lifecycle",
    definition: { actions: { baseBlob: { delete: { daysAfterModificationGreaterThan: 90 } } } },
  };
  it.each<[string, readonly ArmObject[], string[]]>([
    ["with one rule", [rule], []],
    ["with none", [], ["InvalidManagementPolicy"]],
    ["with two of one name", [rule, rule], ["InvalidManagementPolicy"]],
    ["with a rule that does nothing", [{ ...rule, definition: { actions: {} } }], ["InvalidManagementPolicy"]],
  ])("%s", async (_, rules, codes) => {
    await cloud.put(cloud.id(account), body());
    expect(
      await cloud.refusals(cloud.id(`${account}/managementPolicies/default`), { properties: { policy: { rules } } }),
    ).toEqual(codes);
  });
});
