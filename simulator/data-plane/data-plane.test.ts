import { afterEach, describe, expect, it } from "vitest";
import { TwoSiteCloud, type CloudSettings } from "./test-bed/two-site-cloud";

const MINUTE = 60_000;
const DAY = 1440;
let cloud: TwoSiteCloud;

afterEach(() => cloud.close());

async function atWork(settings: CloudSettings = {}, minutes = DAY): Promise<TwoSiteCloud> {
  cloud = await TwoSiteCloud.open(settings);
  await cloud.dataPlane.start(cloud.workload());
  await cloud.pass(minutes);
  return cloud;
}

const newestMarker = (databaseId: string): number => cloud.dataPlane.markers("fjel", databaseId).at(-1)?.to ?? NaN;

describe("users at work", () => {
  it("write a marker at every tick while they are served, and none while they are not", async () => {
    await atWork({}, 10);
    const number = await cloud.dataPlane.breakDown({ kind: "resource", resourceId: cloud.ids.primary });
    await cloud.pass(5);
    await cloud.dataPlane.repair(number);
    await cloud.pass(10);
    expect(cloud.dataPlane.markers("fjel", cloud.ids.database).map(({ first, last }) => [first, last])).toEqual([
      [0, 59],
      [90, 149],
    ]);
  });

  it("are led to the second site when the first is lost, and served there after the failover", async () => {
    await atWork();
    const lost = cloud.now;
    await cloud.dataPlane.breakDown({ kind: "region", region: "norwayeast" });
    await cloud.pass(35);
    const { from, to } = await cloud.dataPlane.failOver({ groupId: cloud.ids.mirror, allowDataLoss: true });
    expect(to - from).toBe(MINUTE);
    await cloud.pass(10);
    const spans = cloud.dataPlane.service("fjel");
    expect(spans.map(({ isServed, place }) => [isServed, place])).toEqual([
      [true, "noe"],
      [false, "noe"],
      [false, "now"],
      [false, "now"],
      [true, "now"],
    ]);
    // Three probes of 10 s and their time-out, and 30 s until the old answer has expired.
    expect(spans[2]?.from).toBe(lost + 65_000);
    // The failover and 30 s of the listener's name.
    expect(spans[4]?.from).toBe(to + 30_000);
    // What was not replicated is lost: 5 s, and nothing of the second site.
    const runs = cloud.dataPlane.markers("fjel", cloud.ids.replica);
    expect(runs[0]?.to).toBe(lost - 10_000);
    expect(runs[1]?.from).toBe(to + 30_000);
  });

  it("keep what was written on the second site after the way back, and lose nothing on it", async () => {
    await atWork();
    const number = await cloud.dataPlane.breakDown({ kind: "region", region: "norwayeast" });
    await cloud.pass(30);
    await cloud.dataPlane.failOver({ groupId: cloud.ids.mirror, allowDataLoss: true });
    await cloud.pass(60);
    await cloud.dataPlane.repair(number);
    await cloud.pass(60);
    const before = cloud.dataPlane.markers("fjel", cloud.ids.replica);
    await cloud.dataPlane.failOver({ groupId: cloud.ids.group, allowDataLoss: false });
    await cloud.pass(30);
    const after = cloud.dataPlane.markers("fjel", cloud.ids.database);
    for (const [index, { first }] of before.entries()) expect(after[index]?.first).toBe(first);
    expect(after.at(-1)?.last).toBeGreaterThan(before.at(-1)?.last ?? Infinity);
  });

  it("wait for clients that remember an old answer", async () => {
    await atWork({ entryTtl: 300 });
    const lost = cloud.now;
    await cloud.dataPlane.breakDown({ kind: "region", region: "norwayeast" });
    await cloud.pass(20);
    const second = cloud.dataPlane.service("fjel").find(({ place }) => place === "now");
    expect(second?.from).toBe(lost + 335_000);
  });
});

describe("a failover", () => {
  it("is refused without the primary, unless data may be lost", async () => {
    await atWork();
    await cloud.dataPlane.breakDown({ kind: "region", region: "norwayeast" });
    await expect(cloud.dataPlane.failOver({ groupId: cloud.ids.mirror, allowDataLoss: false })).rejects.toThrow(
      "allow the loss of data",
    );
    await expect(cloud.dataPlane.failOver({ groupId: cloud.ids.group, allowDataLoss: true })).rejects.toThrow(
      "is the primary of fog already",
    );
  });

  it("comes by itself when the grace period is over, and not when a person was first", async () => {
    await atWork();
    const lost = cloud.now;
    await cloud.dataPlane.breakDown({ kind: "region", region: "norwayeast" });
    await cloud.pass(60);
    expect(cloud.dataPlane.service("fjel").at(-1)?.isServed).toBe(false);
    await cloud.pass(120);
    const served = cloud.dataPlane.service("fjel").at(-1);
    // An hour of grace, a minute of failover, half a minute of the listener's name.
    expect([served?.isServed, served?.from]).toEqual([true, lost + 61.5 * MINUTE]);
    await cloud.pass(120);
    expect(cloud.dataPlane.service("fjel").at(-1)?.from).toBe(served?.from);
    await expect(cloud.dataPlane.failOver({ groupId: cloud.ids.mirror, allowDataLoss: true })).rejects.toThrow(
      "is the primary of fog already",
    );
  });

  it("is refused to a server that does not answer", async () => {
    await atWork();
    await cloud.dataPlane.breakDown({ kind: "region", region: "norwaywest" });
    await expect(cloud.dataPlane.failOver({ groupId: cloud.ids.mirror, allowDataLoss: true })).rejects.toThrow(
      "region norwaywest is lost",
    );
  });
});

describe("restore points", () => {
  const points = (kind: string) =>
    cloud.dataPlane.restorePoints(cloud.ids.database).points.filter((one) => one.kind === kind);
  const none = (kind: string) =>
    cloud.dataPlane.restorePoints(cloud.ids.database).none.find((one) => one.kind === kind)?.because;

  it.each([1, 7, 30])("go back %i days, as the retention says, and up to the last backup of the log", async (days) => {
    await atWork({ pointInTimeDays: days }, 40 * DAY + 7);
    const [point] = points("pointInTime");
    expect(cloud.now - (point?.earliest ?? 0)).toBe(days * DAY * MINUTE);
    expect(cloud.minutes(point?.latest ?? 0)).toBe(40 * DAY);
  });

  it("have arrived in the pair an hour later, and no more do once the region is lost", async () => {
    await atWork({}, DAY);
    await cloud.dataPlane.breakDown({ kind: "region", region: "norwayeast" });
    await cloud.pass(45);
    expect(points("geo").map(({ latest, place }) => [cloud.minutes(latest), place])).toEqual([
      [DAY - 60, "norwaywest"],
    ]);
    expect(none("pointInTime")).toContain("region norwayeast is lost");
  });

  it("are not in another region without geo-redundant backups", async () => {
    await atWork({ backupRedundancy: "Zone" });
    expect(points("geo")).toEqual([]);
    expect(none("geo")).toContain("none is in another region");
  });

  it("go with their server, but for those of long-term retention", async () => {
    await atWork({ secondSite: false, longTerm: { weeklyRetention: "P4W", weekOfYear: 0 } }, 30 * DAY);
    const { manager, writer } = cloud.simulator.parts;
    expect(points("longTerm").length).toBe(3);
    await manager.delete(cloud.ids.primary, cloud.now);
    expect(writer.operationCount).toBeGreaterThan(0);
    expect(none("pointInTime")).toContain("its backups with it");
    expect(none("geo")).toContain("its backups with it");
    expect(points("longTerm").length).toBe(3);
  });

  it("of independent copies follow the schedule, are whole when they are finished, and stop with the database", async () => {
    await atWork();
    const schedule = { name: "nightly", databaseId: cloud.ids.database, accountId: cloud.ids.account };
    await cloud.dataPlane.scheduleCopies({
      ...{ ...schedule, epoch: cloud.start, everyMinutes: 240, takesMinutes: 60, keptDays: 30 },
    });
    await cloud.pass(30);
    expect(points("copy").map(({ latest }) => cloud.minutes(latest))).toEqual([1200, 960, 720, 480, 240, 0]);
    await cloud.pass(30);
    expect(points("copy")[0]?.latest).toBe(cloud.start + DAY * MINUTE);
    await cloud.dataPlane.breakDown({ kind: "region", region: "norwayeast" });
    await cloud.pass(600);
    expect(points("copy")[0]?.latest).toBe(cloud.start + DAY * MINUTE);
    await cloud.dataPlane.breakDown({ kind: "region", region: "norwaywest" });
    expect(none("copy")).toContain("its account does not answer");
  });
});

describe("rows lost within a database", () => {
  it("are lost on the replica too, and come back with a restore to the moment before", async () => {
    await atWork({}, 100);
    const lost = cloud.now;
    await cloud.dataPlane.empty(cloud.ids.database);
    await cloud.pass(20);
    expect(cloud.dataPlane.markers("fjel", cloud.ids.database)[0]?.from).toBe(lost);
    expect(cloud.dataPlane.markers("fjel", cloud.ids.replica)[0]?.from).toBe(lost);
    const restored = `${cloud.ids.primary}/databases/db2`;
    await cloud.set(restored, {
      location: "norwayeast",
      properties: {
        ...{ createMode: "PointInTimeRestore", sourceDatabaseId: cloud.ids.database },
        restorePointInTime: new Date(lost - MINUTE).toISOString(),
      },
    });
    expect(cloud.dataPlane.markers("fjel", restored).map(({ first, last }) => [first, last])).toEqual([[0, 593]]);
    expect(newestMarker(restored)).toBe(lost - MINUTE - 10_000);
  });
});

it("a copy on another server has what was there when it was asked for", async () => {
  await atWork({}, 100);
  const asked = cloud.now;
  const copy = `${cloud.ids.secondary}/databases/db2`;
  await cloud.set(copy, {
    location: "norwaywest",
    properties: {
      ...{ createMode: "Copy", sourceDatabaseId: cloud.ids.database },
      creationDate: new Date(asked).toISOString(),
    },
  });
  await cloud.pass(20);
  expect(newestMarker(copy)).toBe(asked - 10_000);
});

describe("a zone", () => {
  it.each([
    [true, 30],
    [false, 600],
  ])("that is lost takes a database away, zone redundant %s, for %i s", async (zoneRedundant, seconds) => {
    await atWork({ zoneRedundant }, 60);
    await cloud.dataPlane.breakDown({ kind: "zone", region: "norwayeast", zone: "2" });
    await cloud.pass(10);
    const away = cloud.dataPlane.service("fjel").filter(({ isServed }) => !isServed);
    expect(away.reduce((sum, { from, to }) => sum + (to - from) / 1000, 0)).toBe(seconds);
  });

  it.each([
    ["in the others too", ["1", "2"], true],
    ["in it alone", ["2"], false],
    ["where Azure put it", [], false],
  ])("that is lost leaves a cluster serving whose pool is %s: zones %s, %s", async (_, zones, isServed) => {
    await atWork({ zoneRedundant: true, secondSite: false }, 60);
    await cloud.pool("noe", "user", zones);
    await cloud.dataPlane.breakDown({ kind: "zone", region: "norwayeast", zone: "2" });
    await cloud.pass(5);
    expect(cloud.dataPlane.service("fjel").at(-1)?.isServed).toBe(isServed);
  });
});

describe("a lost region", () => {
  it("carries out no request", async () => {
    await atWork();
    await cloud.dataPlane.breakDown({ kind: "region", region: "norwayeast" });
    await expect(cloud.simulator.parts.manager.delete(cloud.ids.database, cloud.now)).rejects.toThrow(
      "The region 'norwayeast' does not answer.",
    );
  });
});
