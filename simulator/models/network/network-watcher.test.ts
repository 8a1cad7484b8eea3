import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { BuiltInRole } from "../../../azure/role-definitions";
import type { ArmBody, ArmObject } from "../../arm/resource";
import { CloudForTests } from "../cloud-for-tests";
import { principalOf } from "../computed-value";
import { ClusterForTests } from "../containerservice/cluster-for-tests";
import { makeNetwork } from "./network-for-tests";

let cloud: CloudForTests;
let network: string;
const location = "westeurope";

beforeEach(async () => {
  cloud = await CloudForTests.open();
  network = (await makeNetwork(cloud, { a: "10.0.0.0/24" }))("a").replace(/\/subnets\/.*/, "");
  await cloud.put(cloud.id("Microsoft.Network/networkWatchers/watcher"), { location });
  await cloud.put(writer(), { location });
});
afterEach(() => cloud.close());

const writer = (): string => cloud.id("Microsoft.ManagedIdentity/userAssignedIdentities/writer");
const account = (): string => cloud.id("Microsoft.Storage/storageAccounts/flows");
const flowLog = (): string => cloud.id("Microsoft.Network/networkWatchers/watcher/flowLogs/hub");

async function makeAccount(properties: ArmObject, region = location): Promise<void> {
  await cloud.put(account(), { location: region, kind: "StorageV2", sku: { name: "Standard_LRS" }, properties });
}

function body(identity: ArmObject | undefined, properties: ArmObject = {}): ArmBody {
  return {
    location,
    ...(identity !== undefined && { identity }),
    properties: { targetResourceId: network, storageId: account(), ...properties },
  };
}

const byWriter = (): ArmObject => ({ type: "UserAssigned", userAssignedIdentities: { [writer()]: {} } });

async function grant(role: BuiltInRole): Promise<void> {
  await new ClusterForTests(cloud).assign(principalOf(writer()), role, account());
}

describe("a flow log", () => {
  it.each<[string, ArmObject, string[]]>([
    ["with what it needs", {}, []],
    ["of an account", { targetResourceId: "account" }, ["NsgFlowLogCreationBlocked"]],
    ["kept for two years", { retentionPolicy: { enabled: true, days: 730 } }, ["InvalidParameter"]],
  ])("%s", async (_, change, codes) => {
    await makeAccount({});
    const given = "targetResourceId" in change ? { targetResourceId: account() } : change;
    expect(await cloud.refusals(flowLog(), body(undefined, given))).toEqual(codes);
  });

  it("goes to an account in its region", async () => {
    await makeAccount({}, "northeurope");
    expect(await cloud.refusals(flowLog(), body(undefined))).toEqual(["InvalidStorageAccountLocation"]);
  });

  it("goes to an account without keys only by an identity that may write blobs there", async () => {
    await makeAccount({ allowSharedKeyAccess: false });
    const denied = ["FlowLogStorageAccountAccessDenied"];
    expect(await cloud.refusals(flowLog(), body(undefined))).toEqual(denied);
    expect(await cloud.refusals(flowLog(), body(byWriter()))).toEqual(denied);
    await grant("Storage Blob Data Reader");
    expect(await cloud.refusals(flowLog(), body(byWriter()))).toEqual(denied);
    await grant("Storage Blob Data Contributor");
    expect(await cloud.refusals(flowLog(), body(byWriter()))).toEqual([]);
    expect(cloud.get(flowLog())?.body.identity).toMatchObject({
      userAssignedIdentities: { [writer()]: { principalId: principalOf(writer()) } },
    });
  });
});

it("a DDoS protection plan stays while it protects a network", async () => {
  const plan = cloud.id("Microsoft.Network/ddosProtectionPlans/ddos");
  await cloud.put(plan, { location });
  const properties = { addressSpace: { addressPrefixes: ["10.0.0.0/16"] }, enableDdosProtection: true };
  expect(await cloud.refusals(network, { location, properties })).toContain("DdosProtectionPlanRequired");
  const other = cloud.id("Microsoft.Network/virtualNetworks/other");
  await cloud.put(other, { location, properties: { ...properties, ddosProtectionPlan: { id: plan } } });
  expect(await cloud.refusalsToRemove(plan)).toEqual(["InUseDdosProtectionPlanCannotBeDeleted"]);
  await cloud.remove(other);
  expect(await cloud.refusalsToRemove(plan)).toEqual([]);
});
