import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { SERVER_ID, TenantWorld } from "../test-bed/tenant-world";
import { NOW, Watch } from "./watch.fixture";

let world: TenantWorld;
let watch: Watch;
beforeAll(async () => {
  world = await TenantWorld.start();
  watch = new Watch(world);
});
afterAll(() => world.stop());
beforeEach(() => watch.reset());

describe("a restore that runs take further, one after the other", () => {
  it("begins a restore and ends; later runs leave Azure to it, and one finds that it is there", async () => {
    watch.alerts({});
    // Azure never says that it has finished: a run that waits would never end.
    world.arm.behaviour.hang = true;
    await watch.run().outcome;
    const meanwhile = watch.run();
    expect(await meanwhile.outcome).toBe("done");
    expect(meanwhile.context.events).toEqual([]);
    world.arm.settle();
    const last = watch.run();
    expect(await last.outcome).toBe("done");
    expect(last.context.events).toEqual(["restore.finished"]);
    expect(watch.restored).toHaveLength(1);
  });

  it("tells once of a restore that goes on for longer than any, and still finds it when it is there", async () => {
    watch.alerts({});
    await watch.run().outcome;
    const id = `${SERVER_ID}/databases/sqldb-pcl-acme-02`;
    const made = world.arm.resources.get(id) as { readonly properties: object };
    world.arm.resources.set(id, { ...made, properties: { ...made.properties, creationDate: NOW.toISOString() } });
    const told = async (hours: number) => {
      const { context, outcome } = watch.run({}, new Date(NOW.getTime() + hours * 3_600_000));
      await outcome;
      return context.events;
    };
    expect(await told(11)).toEqual([]);
    expect(await told(13)).toEqual(["restore.failed"]);
    expect(await told(14)).toEqual([]);
    world.arm.settle();
    expect(await told(15)).toEqual(["restore.finished"]);
    expect(watch.restored).toHaveLength(1);
  });

  it("restores once by an alert that goes on, also when the restored data was promoted or given up", async () => {
    watch.alerts({});
    expect(await watch.untilDone()).toEqual(["restore.started", "restore.finished"]);
    expect(await watch.untilDone({ GENERATION: "2" })).toEqual([]);
    world.arm.resources.delete(`${SERVER_ID}/databases/sqldb-pcl-acme-02`);
    expect(await watch.untilDone()).toEqual([]);
    expect(watch.restored).toHaveLength(1);
  });

  it("takes a restore as finished that was promoted before anybody saw that it was there", async () => {
    watch.alerts({});
    await watch.run().outcome;
    world.arm.settle();
    expect(await watch.untilDone({ GENERATION: "2" })).toEqual(["restore.finished"]);
    expect(watch.restored).toHaveLength(1);
  });

  it("tries for an hour, tells of each failure, gives the reason up, and goes on with others", async () => {
    watch.alerts({});
    const server = world.arm.resources.get(SERVER_ID) ?? {};
    world.arm.resources.delete(SERVER_ID);
    for (let failures = 0; failures < 12; failures += 1) {
      const { context, outcome } = watch.run();
      await expect(outcome).rejects.toThrow("ResourceNotFound");
      expect(context.events).toEqual(["restore.started", "restore.failed"]);
    }
    world.arm.resources.set(SERVER_ID, server);
    watch.alerts({}, { at: "2026-01-10T02:59:00Z" });
    const { context, outcome } = watch.run();
    expect(await outcome).toBe("done");
    expect(context.captured).toMatchObject([
      { event: "restore.started", details: { requestedAt: "2026-01-10T02:59:00.000Z" } },
    ]);
  });

  it("records as failed what Azure accepted and gave up later, and asks again", async () => {
    watch.alerts({});
    world.arm.behaviour.failWith = { code: "RestorePointNotAvailable", message: "No backup." };
    await watch.run().outcome;
    world.arm.settle();
    const { context, outcome } = watch.run();
    await expect(outcome).rejects.toThrow("Azure began to make sqldb-pcl-acme-02, and it is not there");
    expect(context.events).toEqual(["restore.failed"]);
    expect(await watch.untilDone()).toEqual(["restore.started", "restore.finished"]);
    // In the generation that it had taken, so that failures use up none.
    expect(watch.restored.map(({ generation }) => generation)).toEqual(["02", "02"]);
  });

  it("begins no fourth restore by alerts while three stand, says so once, and begins it when one was given up", async () => {
    const lost = (minute: number) => ({ at: `2026-01-10T02:5${minute}:00Z`, wholeAt: `2026-01-10T02:4${minute}:00Z` });
    watch.alerts(lost(1), lost(2), lost(3), lost(4));
    const events = await watch.untilDone();
    expect(events.filter((event) => event === "restore.finished")).toHaveLength(3);
    expect(events.filter((event) => event === "restore.failed")).toHaveLength(1);
    expect(watch.restored.map(({ generation }) => generation)).toEqual(["02", "03", "04"]);
    world.arm.resources.delete(`${SERVER_ID}/databases/sqldb-pcl-acme-03`);
    expect(await watch.untilDone()).toEqual(["restore.started", "restore.finished"]);
    expect(watch.restored.at(-1)?.generation).toBe("05");
  });

  it("counts no failure where a run was stopped", async () => {
    watch.alerts({});
    for (let stops = 0; stops < 13; stops += 1) {
      const stop = new AbortController();
      world.arm.onRequest = ({ id }) => {
        if (id === SERVER_ID) stop.abort(new Error("stopped"));
      };
      const { context, outcome } = watch.run({}, NOW, stop.signal);
      await expect(outcome).rejects.toThrow("stopped");
      expect(context.events).toEqual(["restore.started"]);
    }
    world.arm.onRequest = () => undefined;
    await watch.run().outcome;
    expect(watch.restored).toHaveLength(1);
  });
});
