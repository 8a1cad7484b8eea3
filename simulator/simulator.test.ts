import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { id, SmallCloud } from "./arm/test-bed/small-cloud";

let cloud: SmallCloud;

beforeEach(async () => {
  cloud = await SmallCloud.make();
});

afterEach(() => cloud.destroy());

const minute = 60_000;

describe("time", () => {
  it("passes as on Azure: what is independent overlaps, what is needed comes first and goes last", async () => {
    const begin = cloud.parts.clock.now;
    const manager = cloud.parts.manager;
    const started = cloud.parts.clock.beginRun();
    await manager.put(id("accounts/a"), {}, started);
    await manager.put(id("accounts/b"), {}, started);
    await manager.put(id("users/u"), { properties: { account: id("accounts/a") } }, started);
    const next = cloud.parts.clock.beginRun();
    await manager.delete(id("users/u"), next);
    await manager.delete(id("accounts/b"), next);
    await manager.delete(id("accounts/a"), next);
    const spans = cloud.simulator.operations().map(({ kind, id: of, started: from, ended }) => {
      const minutes = [from, ended].map((time) => (Date.parse(time) - begin) / minute);
      return `${kind} ${of.split("/").at(-1)} ${minutes.join("-")}`;
    });
    expect(spans.slice(1)).toEqual([
      "create a 0-3",
      "create b 0-3",
      "create u 3-8",
      "delete u 8-9",
      "delete b 8-10",
      "delete a 9-11",
    ]);
  });
});

describe("a cloud that is opened again", () => {
  it("is the same in every respect", async () => {
    await cloud.put(id("accounts/a"), { properties: { first: "one" } });
    await cloud.put(id("accounts/b"));
    await cloud.put(id("users/u"), { properties: { account: id("accounts/a") } });
    await cloud.remove(id("accounts/b"));
    const picture = () => ({
      all: cloud.parts.cloud.all(),
      deleted: cloud.parts.cloud.allSoftDeleted(),
      grants: cloud.parts.subscriptions.grants(),
      now: cloud.parts.cloud.now,
      operations: cloud.simulator.operations(),
      tenant: cloud.parts.cloud.tenantOf("any"),
      users: cloud.parts.cloud.referencesTo(id("accounts/a")),
    });
    const before = picture();
    await cloud.reopen();
    expect(picture()).toEqual(before);
  });
});
