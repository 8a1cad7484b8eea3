import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { group, id, refusal, SmallCloud, subscription } from "./test-bed/small-cloud";

let cloud: SmallCloud;

beforeEach(async () => {
  cloud = await SmallCloud.make();
});

afterEach(() => cloud.destroy());

describe("writes", () => {
  it("need their group, their parent and a known type", async () => {
    expect(await refusal(cloud.put(id("users/a").replace("/rg/", "/none/")))).toEqual(["ResourceGroupNotFound"]);
    expect(await refusal(cloud.put(id("accounts/none/containers/a")))).toEqual(["ParentResourceNotFound"]);
    expect(await refusal(cloud.put(id("machines/a")))).toEqual(["NotModelled"]);
  });

  it("need a region that exists, and stay where they are", async () => {
    expect(await refusal(cloud.put(id("users/a"), { location: "atlantis" }))).toEqual([
      "LocationNotAvailableForResourceType",
    ]);
    await cloud.put(id("users/a"), { location: "West Europe" });
    await cloud.put(id("users/a"), { location: "westeurope" });
    expect(await refusal(cloud.put(id("users/a"), { location: "northeurope" }))).toEqual(["InvalidResourceLocation"]);
  });

  it("report every problem of the model", async () => {
    expect(await refusal(cloud.put(id("users/a"), { properties: { bad: true } }))).toEqual(["First", "Second"]);
    expect(cloud.get(id("users/a"))).toBeUndefined();
  });

  it("cannot change what is immutable", async () => {
    await cloud.put(id("accounts/a"), { properties: { kind: "hot" } });
    await cloud.put(id("accounts/a"), { properties: {} });
    await cloud.put(id("accounts/b"), { properties: { kind: "hot" } });
    expect(await refusal(cloud.put(id("accounts/b"), { properties: { kind: "cold" } }))).toEqual([
      "PropertyChangeNotAllowed",
    ]);
  });

  it("refer to what exists, to parts of it, and to what comes with it", async () => {
    await cloud.put(id("accounts/a"), { properties: { rules: [{ name: "one" }] } });
    const refer = (to: string) => refusal(cloud.put(id("users/u"), { properties: { list: [{ at: to }] } }));
    expect(await refer(id("ACCOUNTS/A"))).toEqual([]);
    expect(await refer(id("accounts/a/rules/one"))).toEqual([]);
    expect(await refer(id("accounts/a/services/default"))).toEqual([]);
    expect(await refer(id("accounts/a/rules/two"))).toEqual(["InvalidResourceReference"]);
    expect(await refer(id("accounts/none"))).toEqual(["InvalidResourceReference"]);
    expect(await refer(`${subscription}/providers/Microsoft.Authorization/roleDefinitions/x`)).toEqual([]);
    expect(await refusal(cloud.put(id("users/u"), { properties: { former: [id("accounts/none")] } }))).toEqual([]);
  });

  it("carry their effects and what comes with them", async () => {
    await cloud.put(id("accounts/a"), { properties: { first: "one" } });
    expect(cloud.get(id("accounts/a/containers/one"))).toEqual({});
    expect(cloud.get(id("accounts/a/services/default"))).toEqual({ properties: { days: 7 } });
    expect(cloud.parts.manager.isMade(id("accounts/a/services/default"))).toBe(false);
    await cloud.put(id("accounts/a"), { properties: { days: 14 } });
    expect(cloud.get(id("accounts/a/services/default"))).toEqual({ properties: { days: 14 } });
    expect(cloud.parts.manager.isMade(id("accounts/a/services/default"))).toBe(false);
  });

  it("need what the subscription was given, and say what was assumed", async () => {
    await cloud.put(id("accounts/a"));
    const grants = () => cloud.parts.subscriptions.grants().map(({ name, state }) => `${name} ${state}`);
    expect(grants()).toEqual(["Microsoft.Resources assumed", "Test.Storage assumed", "accounts assumed"]);
    const subscriptionId = subscription.split("/")[2] ?? "";
    const quota = { subscriptionId, kind: "quota", name: "accounts" } as const;
    await cloud.parts.subscriptions.setGrant({ ...quota, state: "denied" });
    expect(await refusal(cloud.put(id("accounts/b")))).toEqual(["QuotaExceeded"]);
    await cloud.parts.subscriptions.setGrant({ ...quota, state: "assumed" });
    expect(await refusal(cloud.put(id("accounts/b")))).toEqual([]);
  });

  it("need access to a restricted region", async () => {
    const subscriptionId = subscription.split("/")[2] ?? "";
    await cloud.parts.subscriptions.setGrant({
      subscriptionId,
      kind: "region",
      name: "norwaywest",
      state: "denied",
    });
    expect(await refusal(cloud.put(id("users/a"), { location: "norwaywest" }))).toEqual([
      "LocationNotAvailableForSubscription",
    ]);
  });
});

describe("names that are unique in the whole cloud", () => {
  it("are taken by others and by what was soft-deleted, until it is purged", async () => {
    const elsewhere = `${subscription}/resourceGroups/other/providers/Test.Storage/accounts/A`;
    await cloud.put(`${subscription}/resourceGroups/other`, { location: "westeurope" });
    await cloud.put(id("accounts/a"));
    expect(await refusal(cloud.put(elsewhere))).toEqual(["AlreadyTaken"]);
    await cloud.remove(id("accounts/a"));
    expect(await refusal(cloud.put(elsewhere))).toEqual(["AlreadyTaken"]);
    await cloud.parts.writer.advanceClock(8 * 24 * 60);
    expect(await refusal(cloud.put(elsewhere))).toEqual([]);
  });
});

describe("deletions", () => {
  it("take everything inside along, whatever it is called", async () => {
    await cloud.put(id("accounts/a"), { properties: { first: "one" } });
    await cloud.put(`${id("accounts/a")}/providers/Microsoft.Authorization/locks/none`, {
      properties: { level: "None" },
    });
    await cloud.remove(group);
    expect(cloud.parts.cloud.all()).toEqual([]);
  });

  it("are refused while others need it, unless they go as well", async () => {
    await cloud.put(id("accounts/a"));
    await cloud.put(id("users/u"), { properties: { account: id("accounts/a/services/default") } });
    expect(await refusal(cloud.remove(id("accounts/a")))).toEqual(["InUse"]);
    expect(await refusal(cloud.remove(group))).toEqual([]);
  });

  it("put what comes with its parent back to what it was", async () => {
    const service = id("accounts/a/services/default");
    await cloud.put(id("accounts/a"));
    await cloud.put(service, { properties: { days: 30 } });
    expect(cloud.parts.manager.isMade(service)).toBe(true);
    await cloud.remove(service);
    expect(cloud.get(service)).toEqual({ properties: { days: 7 } });
    expect(cloud.parts.manager.isMade(service)).toBe(false);
  });

  it("of what comes with its parent are writes to Azure, which a lock against deletion does not stop", async () => {
    const service = id("accounts/a/services/default");
    const lock = (scope: string) => `${scope}/providers/Microsoft.Authorization/locks/l`;
    await cloud.put(id("accounts/a"));
    await cloud.put(service, { properties: { days: 30 } });
    await cloud.put(lock(service), { properties: { level: "CanNotDelete" } });
    expect(await refusal(cloud.remove(service))).toEqual([]);
    await cloud.put(lock(id("accounts/a")), { properties: { level: "ReadOnly" } });
    expect(await refusal(cloud.remove(service))).toEqual(["ScopeLocked"]);
  });

  it.each([
    ["on it", id("accounts/a"), "CanNotDelete", ["ScopeLocked"], []],
    ["around it", group, "CanNotDelete", ["ScopeLocked"], []],
    ["inside it", id("accounts/a/services/default"), "CanNotDelete", ["ScopeLocked"], []],
    ["read-only", id("accounts/a"), "ReadOnly", ["ScopeLocked"], ["ScopeLocked"]],
  ])("and writes are stopped by a lock %s", async (_, scope, level, deletion, write) => {
    await cloud.put(id("accounts/a"));
    await cloud.put(`${scope}/providers/Microsoft.Authorization/locks/l`, { properties: { level } });
    expect(await refusal(cloud.remove(id("accounts/a")))).toEqual(deletion);
    expect(await refusal(cloud.put(id("accounts/a")))).toEqual(write);
    await cloud.remove(`${scope}/providers/Microsoft.Authorization/locks/l`);
    expect(await refusal(cloud.remove(id("accounts/a")))).toEqual([]);
  });
});
