import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { valueAt } from "../../arm/body-path";
import type { ArmObject } from "../../arm/resource";
import { CloudForTests } from "../cloud-for-tests";
import { ClusterForTests } from "./cluster-for-tests";

let cloud: CloudForTests;
let cluster: ClusterForTests;
beforeEach(async () => {
  cloud = await CloudForTests.open();
  cluster = new ClusterForTests(cloud);
  await cluster.prepare();
  await cloud.put(cluster.id, cluster.body());
});
afterEach(() => cloud.close());

function poolId(name = "users"): string {
  return `${cluster.id}/agentPools/${name}`;
}

function properties(changes: ArmObject = {}): ArmObject {
  return { mode: "User", vmSize: "Standard_D2ds_v5", count: 2, vnetSubnetID: cluster.subnet, ...changes };
}

function listed(): unknown {
  return valueAt(cloud.get(cluster.id)?.body ?? {}, "properties.agentPoolProfiles");
}

describe("an agent pool", () => {
  it.each<[string, string, ArmObject, string[]]>([
    ["an upper-case name", "Users", {}, ["InvalidParameter"]],
    ["a name of 13 letters", "abcdefghijklm", {}, ["InvalidParameter"]],
    ["a long name and Windows", "windows", { osType: "Windows" }, ["InvalidParameter"]],
    ["no size", "users", { vmSize: undefined }, ["NotModelled"]],
    ["an unknown size", "users", { vmSize: "Large" }, ["BadRequest"]],
    ["too many nodes", "users", { count: 1001 }, ["InvalidParameter", "InsufficientSubnetSize"]],
    ["more nodes than addresses", "users", { count: 60 }, ["InsufficientSubnetSize"]],
    ["bounds without autoscaler", "users", { minCount: 1 }, ["AutoScalingNotEnabled"]],
    ["an autoscaler without bounds", "users", { enableAutoScaling: true }, ["InvalidParameter"]],
    ["bounds the wrong way", "users", { enableAutoScaling: true, minCount: 4, maxCount: 3 }, ["InvalidParameter"]],
    [
      "nodes outside of the bounds",
      "users",
      { enableAutoScaling: true, minCount: 3, maxCount: 4 },
      ["InvalidParameter"],
    ],
    ["a zone that is not there", "users", { availabilityZones: ["4"] }, ["AvailabilityZoneNotSupported"]],
    ["zones without a scale set", "users", { availabilityZones: ["1"], type: "AvailabilitySet" }, ["InvalidParameter"]],
    [
      "its system on a local disk that is too small",
      "users",
      { osDiskType: "Ephemeral", osDiskSizeGB: 128 },
      ["InvalidParameter"],
    ],
    [
      "its system on a local disk nobody knows",
      "users",
      { osDiskType: "Ephemeral", osDiskSizeGB: 128, vmSize: "Standard_L8s_v3" },
      ["NotModelled"],
    ],
    ["five pods a node", "users", { maxPods: 5 }, ["InvalidParameter"]],
    ["a newer version than the cluster", "users", { orchestratorVersion: "1.37" }, ["NodePoolMcVersionIncompatible"]],
    [
      "another network",
      "users",
      { vnetSubnetID: undefined },
      ["ExistingRouteTableNotAssociatedWithSubnet", "InvalidParameter"],
    ],
    ["public addresses", "users", { enableNodePublicIP: true }, ["UDRWithNodePublicIPNotAllowed"]],
    ["two cores for the system", "two", { mode: "System" }, ["SystemPoolSkuTooLow"]],
    ["the B series for the system", "bs", { mode: "System", vmSize: "Standard_B4ms" }, ["SystemPoolSkuTooLow"]],
    [
      "few pods for the system",
      "few",
      { mode: "System", vmSize: "Standard_D4ds_v5", maxPods: 29 },
      ["InvalidParameter"],
    ],
    ["no nodes for the system", "none", { mode: "System", vmSize: "Standard_D4ds_v5", count: 0 }, ["InvalidParameter"]],
    [
      "Windows for the system",
      "win",
      { mode: "System", vmSize: "Standard_D4ds_v5", osType: "Windows" },
      ["InvalidParameter"],
    ],
    [
      "spot nodes for the system",
      "spot",
      { mode: "System", vmSize: "Standard_D4ds_v5", scaleSetPriority: "Spot" },
      ["InvalidParameter"],
    ],
    ["nothing wrong", "users", {}, []],
    ["no nodes for users", "users", { count: 0 }, []],
  ])("answers %s", async (_, name, changes, codes) => {
    expect(await cloud.refusals(poolId(name), { properties: properties(changes) })).toEqual(codes);
  });

  it("is refused in a delegated subnet", async () => {
    const other = `${cluster.network}/subnets/other`;
    await cloud.put(other, {
      properties: {
        addressPrefix: "10.20.1.0/24",
        routeTable: { id: cluster.routeTable },
        delegations: [{ name: "app", properties: { serviceName: "Microsoft.App/environments" } }],
      },
    });
    expect(await cloud.refusals(poolId(), { properties: properties({ vnetSubnetID: other }) })).toEqual([
      "SubnetIsDelegated",
    ]);
  });

  it("never changes its size of machines nor its zones", async () => {
    await cloud.put(poolId(), { properties: properties({ availabilityZones: ["1", "2"] }) });
    const refusals = (changes: ArmObject) => cloud.refusals(poolId(), { properties: properties(changes) });
    expect(await refusals({ vmSize: "Standard_D8ds_v5" })).toEqual(["PropertyChangeNotAllowed"]);
    expect(await refusals({ availabilityZones: ["1"] })).toEqual(["PropertyChangeNotAllowed"]);
    expect(await refusals({ count: 5 })).toEqual([]);
  });

  it("is listed by its cluster after the cluster's own pools, and survives a write of the cluster without it", async () => {
    await cloud.put(poolId("another"), { properties: properties() });
    expect(listed()).toMatchObject([{ name: "system" }, { name: "another", count: 2 }]);
    await cloud.put(cluster.id, cluster.body());
    expect(listed()).toMatchObject([{ name: "system" }, { name: "another", count: 2 }]);
    await cloud.remove(poolId("another"));
    expect(listed()).toMatchObject([{ name: "system" }]);
  });

  it("stays where it is the last system pool, until its cluster goes", async () => {
    expect(await cloud.refusalsToRemove(poolId("system"))).toEqual(["MustDefineAtLeastOneSystemPool"]);
    const asUser = { properties: properties({ vmSize: "Standard_D4ds_v5", mode: "User" }) };
    expect(await cloud.refusals(poolId("system"), asUser)).toEqual(["MustDefineAtLeastOneSystemPool"]);
    expect(await cloud.refusalsToRemove(cluster.id)).toEqual([]);
  });
});

describe("a cluster's pools", () => {
  it("are at most a hundred", async () => {
    for (let number = 1; number < 100; number++) {
      await cloud.put(poolId(`pool${number}`), { properties: properties({ count: 0 }) });
    }
    expect(await cloud.refusals(poolId("last"), { properties: properties({ count: 0 }) })).toEqual([
      "MaxAgentPoolCountReached",
    ]);
  });

  it("need cores of their family, and leave to encrypt at the host", async () => {
    const encrypted = { properties: properties({ enableEncryptionAtHost: true }) };
    await cloud.deny("feature", "Microsoft.Compute/EncryptionAtHost");
    expect(await cloud.refusals(poolId(), encrypted)).toEqual(["SubscriptionNotEnabledEncryptionAtHost"]);
    await cloud.deny("quota", "Standard DDSv5 vCPUs, westeurope");
    expect(await cloud.refusals(poolId(), { properties: properties() })).toEqual(["ErrCode_InsufficientVCPUQuota"]);
  });
});

describe("a maintenance configuration", () => {
  const weekly = { weekly: { intervalWeeks: 1, dayOfWeek: "Sunday" } };

  it("is a window, not the hours of old", async () => {
    const id = `${cluster.id}/maintenanceConfigurations/default`;
    const timeInWeek = [{ day: "Sunday", hourSlots: [1] }];
    expect(await cloud.refusals(id, { properties: { timeInWeek } })).toEqual(["InvalidParameter"]);
  });

  it.each<[string, string, ArmObject, string[]]>([
    ["nothing wrong", "default", {}, []],
    ["a name of its own", "mine", {}, ["InvalidResourceName"]],
    ["three hours", "default", { durationHours: 3 }, ["InvalidParameter"]],
    ["25 hours", "default", { durationHours: 25 }, ["InvalidParameter"]],
    ["no start", "default", { startTime: undefined }, ["InvalidRequestContent"]],
    ["a start at 24:00", "default", { startTime: "24:00" }, ["InvalidParameter"]],
    ["an offset of a name", "default", { utcOffset: "CET" }, ["InvalidParameter"]],
    ["an offset that is nowhere", "default", { utcOffset: "+15:00" }, ["InvalidParameter"]],
    ["a start on 31 February", "default", { startDate: "31-02-2026" }, ["InvalidParameter"]],
    ["no schedule", "default", { schedule: {} }, ["InvalidParameter"]],
    ["two schedules", "default", { schedule: { ...weekly, daily: { intervalDays: 1 } } }, ["InvalidParameter"]],
    ["releases each day", "default", { schedule: { daily: { intervalDays: 1 } } }, ["InvalidParameter"]],
    ["images each day", "aksManagedNodeOSUpgradeSchedule", { schedule: { daily: { intervalDays: 1 } } }, []],
    [
      "a fifth week",
      "default",
      { schedule: { weekly: { intervalWeeks: 5, dayOfWeek: "Sunday" } } },
      ["InvalidParameter"],
    ],
    ["no day", "default", { schedule: { weekly: { intervalWeeks: 1 } } }, ["InvalidRequestContent"]],
    [
      "no such day",
      "default",
      { schedule: { weekly: { intervalWeeks: 1, dayOfWeek: "Zondag" } } },
      ["InvalidParameter"],
    ],
    [
      "dates the wrong way",
      "default",
      { notAllowedDates: [{ start: "2026-12-31", end: "2026-12-01" }] },
      ["InvalidStartEndTime"],
    ],
  ])("answers %s", async (_, name, changes, codes) => {
    const maintenanceWindow = {
      schedule: weekly,
      durationHours: 4,
      startTime: "21:00",
      utcOffset: "+01:00",
      ...changes,
    };
    const id = `${cluster.id}/maintenanceConfigurations/${name}`;
    expect(await cloud.refusals(id, { properties: { maintenanceWindow } })).toEqual(codes);
  });
});
