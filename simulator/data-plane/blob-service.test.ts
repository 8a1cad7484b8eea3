import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { containerId } from "../arm/blobs";
import { CloudForTests } from "../models/cloud-for-tests";

let cloud: CloudForTests;
beforeEach(async () => (cloud = await CloudForTests.open()));
afterEach(() => cloud.close());

const text = (words: string): string => Buffer.from(words).toString("base64");

async function place(): Promise<{ readonly accountId: string; readonly container: string }> {
  const accountId = cloud.id("Microsoft.Storage/storageAccounts/copies");
  const { writer } = cloud.simulator.parts;
  const resource = (id: string, type: string) =>
    ({ kind: "setResource", resource: { id, type, body: { location: "westeurope" } } }) as const;
  await writer.inTurn(() =>
    writer.note([
      resource(accountId, "Microsoft.Storage/storageAccounts"),
      resource(containerId(accountId, "copies"), "Microsoft.Storage/storageAccounts/blobServices/containers"),
    ]),
  );
  return { accountId, container: "copies" };
}

describe("blobs", () => {
  it("are created once, listed by prefix, and never overwritten", async () => {
    const { blobs } = cloud.simulator.parts;
    const where = await place();
    expect(await blobs.create(where, "a/1", text("one"))).toBe(true);
    expect(await blobs.create(where, "a/1", text("two"))).toBe(false);
    await blobs.create(where, "b/1", text("three"));
    expect(await blobs.list(where, "a/")).toEqual([{ name: "a/1", bytes: 3 }]);
    expect(await blobs.read(where, "a/1")).toBe(text("one"));
    expect(await blobs.read(where, "a/2")).toBeUndefined();
  });

  it("are refused where account or container is not there or does not answer", async () => {
    const { blobs, dataPlane } = cloud.simulator.parts;
    const where = await place();
    await expect(blobs.list({ ...where, container: "other" }, "")).rejects.toThrow("does not exist");
    await expect(blobs.list({ ...where, accountId: cloud.id("x/y/z") }, "")).rejects.toThrow("no account");
    await dataPlane.breakDown({ kind: "resource", resourceId: where.accountId });
    await expect(blobs.create(where, "a", text("one"))).rejects.toThrow("does not answer");
  });

  it("are changed past every right by a failing disk, and survive a restart of the cloud", async () => {
    const where = await place();
    await cloud.simulator.parts.blobs.create(where, "a", text("one"));
    await cloud.simulator.parts.blobs.create(where, "b", text("two"));
    await cloud.simulator.parts.blobs.tamper(where, "a", text("eno"));
    await cloud.simulator.parts.blobs.tamper(where, "b", undefined);
    await cloud.reopen();
    expect(await cloud.simulator.parts.blobs.list(where, "")).toEqual([{ name: "a", bytes: 3 }]);
    expect(await cloud.simulator.parts.blobs.read(where, "a")).toBe(text("eno"));
  });
});
