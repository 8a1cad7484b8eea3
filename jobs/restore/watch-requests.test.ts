import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { TenantWorld } from "../test-bed/tenant-world";
import { request } from "./restore-orders.fixture";
import { ALERTS, RULE, Watch } from "./watch.fixture";

let world: TenantWorld;
let watch: Watch;
beforeAll(async () => {
  world = await TenantWorld.start();
  watch = new Watch(world);
});
afterAll(() => world.stop());
beforeEach(() => watch.reset());

describe("a run that looks for a reason itself", () => {
  it("does and says nothing where there is none", async () => {
    const { context, outcome } = watch.run();
    expect(await outcome).toBe("done");
    expect(watch.restored).toEqual([]);
    expect(context.captured).toEqual([]);
  });

  it("restores to before an alert of the tenant's rule that has fired, and promotes nobody", async () => {
    watch.alerts({});
    const { context, outcome } = watch.run();
    expect(await outcome).toBe("done");
    expect(watch.restored).toEqual([{ generation: "02", to: "2026-01-10T02:35:00.123Z" }]);
    expect(context.events).toEqual(["restore.started"]);
    expect(context.captured[0]).toMatchObject({
      details: { requestedBy: "alert sqr-acme-dat-data-lost", why: "Rows are gone." },
    });
  });

  it("knows the rule by its name alone, in whatever case Azure writes it", async () => {
    watch.alerts({ rule: "SQR-ACME-DAT-data-lost" });
    await watch.run().outcome;
    expect(watch.restored).toHaveLength(1);
  });

  it.each([{ rule: `${RULE}-other` }, { state: "Closed" }])("does not heed an alert of %j", async (other) => {
    watch.alerts(other);
    await watch.run().outcome;
    expect(watch.restored).toEqual([]);
  });

  it("heeds an alert that is over, as one record's is soon, and one of days ago", async () => {
    const asked: string[] = [];
    watch.alerts({ condition: "Resolved", state: "Acknowledged", at: "2026-01-04T02:55:00Z" });
    world.arm.onRequest = ({ id, query }) => id === ALERTS && asked.push(query);
    await watch.run().outcome;
    expect(watch.restored).toEqual([{ generation: "02", to: "2026-01-04T02:35:00.000Z" }]);
    // Azure itself leaves nothing out that would have to be heeded.
    expect(asked).toEqual(["timeRange=7d&includeContext=true&api-version=2019-03-01"]);
  });

  it("goes back to the moment that the alert names, and once only by alerts that name the same", async () => {
    const wholeAt = "2026-01-09T22:00:00.000Z";
    watch.alerts({ wholeAt }, { wholeAt, at: "2026-01-10T02:58:00Z" });
    await watch.run().outcome;
    expect(watch.restored).toEqual([{ generation: "02", to: wholeAt }]);
  });

  it.each(["", "yesterday", "2026-01-10T02:56:00Z"])(
    "goes back as far as it is told where the alert names %j as the moment",
    async (wholeAt) => {
      watch.alerts({ wholeAt });
      await watch.run().outcome;
      expect(watch.restored).toEqual([{ generation: "02", to: "2026-01-10T02:35:00.123Z" }]);
    },
  );

  it("restores by a second alert as well, into a generation of its own", async () => {
    watch.alerts({});
    await watch.run().outcome;
    watch.alerts({}, { at: "2026-01-10T02:58:00Z" });
    await watch.run().outcome;
    expect(watch.restored.map(({ generation }) => generation)).toEqual(["02", "03"]);
  });

  it("carries out a recorded request, once", async () => {
    expect(await watch.untilDone({ REQUEST: JSON.stringify(request) })).toEqual([
      "restore.started",
      "restore.finished",
    ]);
    expect(watch.restored).toEqual([{ generation: "02", to: "2026-01-10T02:00:00.000Z" }]);
  });

  it("tells once of a request that it cannot use, with a status of its own, and heeds alerts all the same", async () => {
    watch.alerts({});
    const { context, outcome } = watch.run({ REQUEST: "{" });
    expect(await outcome).toBe("unusable");
    expect(context.events).toEqual(["restore.failed", "restore.started"]);
    expect(context.captured[0]).toMatchObject({ message: expect.stringContaining("REQUEST is not") as string });
    expect(watch.restored).toHaveLength(1);
    world.arm.settle();
    expect(await watch.untilDone({ REQUEST: "{" })).toEqual(["restore.finished"]);
    // Another one that cannot be used either is told of as well.
    expect(await watch.run({ REQUEST: "[]" }).outcome).toBe("unusable");
  });

  it("leaves a request for a restore from a copy to the run that a person starts", async () => {
    const from = { kind: "copy", slot: "2026-01-10T01:00:00Z" };
    const { context, outcome } = watch.run({ REQUEST: JSON.stringify({ ...request, from }) });
    expect(await outcome).toBe("done");
    expect(context.events).toEqual([]);
    expect(watch.restored).toEqual([]);
  });

  it("fails where Azure does not say which alerts there are, instead of taking that for none", async () => {
    world.arm.resources.delete(ALERTS);
    await expect(watch.run().outcome).rejects.toThrow("ResourceNotFound");
    world.arm.resources.set(ALERTS, { value: [{ id: "x" }] });
    await expect(watch.run().outcome).rejects.toThrow("list of alerts cannot be read");
  });
});
