import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, describe, expect, it } from "vitest";
import { journalSchema, type Journal } from "../../drills/journal";
import { exitStatus } from "../../operations/exit-status";
import { localFolderOf } from "../../operations/session";
import { writeCheckpoints } from "../checkpoints";
import { PrivateCheckout } from "../private-checkout";

writeCheckpoints();

/** A second data centre on the real engine: killed in the middle of its making, and completed by the next run. */
describe("coachview's second data centre", () => {
  const checkout = new PrivateCheckout();
  const folder = path.join(checkout.folder, ".deltawerk", "drills", "coachview-twin");

  afterAll(() => checkout.remove());

  const journal = (): Journal | undefined => {
    const file = path.join(folder, "journal.json");
    return existsSync(file) ? journalSchema.parse(JSON.parse(readFileSync(file, "utf8"))) : undefined;
  };

  it("is killed while it is made", async () => {
    const { child, ended } = checkout.start("drill", "coachview", "twin");
    const isMaking = () =>
      journal()?.steps.some(({ id, status }) => id === "make-twin" && status === "running") === true;
    while (child.exitCode === null && !isMaking()) await sleep(200);
    await sleep(15_000);
    process.kill(-(child.pid ?? 0), "SIGKILL");
    await ended;
    expect(journal()?.status).toBe("running");
  });

  it("is completed by the next run, within what is agreed, with nothing left", async () => {
    const { status, stdout, stderr } = await checkout.deltawerk("drill", "coachview", "twin");
    expect(status, stdout + stderr).toBe(exitStatus.done);
    const found = journal();
    expect(found?.status).toBe("passed");
    expect(found?.interruptions).toHaveLength(1);
    expect(found?.tenants.map(({ code }) => code)).toEqual(["merw", "hof2", "tyvk"]);
    const time = found?.results.find(({ id }) => id === "recovery-time")?.measured ?? 0;
    expect(found?.criticalPath.reduce((sum, { minutes }) => sum + minutes, 0)).toBeCloseTo(time, 6);
    expect(found?.leftBehind.filter((line) => line.startsWith("still there"))).toEqual([]);
    for (const name of ["local", "twin-local", "live", "twin"]) expect(existsSync(path.join(folder, name))).toBe(false);
  });

  it("has touched nothing of the user's", async () => {
    expect(existsSync(localFolderOf(checkout.folder))).toBe(false);
    expect((await checkout.run("git", ["status", "--porcelain"])).stdout).toBe("");
  });
});
