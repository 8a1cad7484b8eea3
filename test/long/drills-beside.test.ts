import { spawnSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Journal } from "../../drills/journal";
import { journalSchema } from "../../drills/journal";
import { scenarioNamed } from "../../drills/scenarios";
import { liveDrill } from "../../operations/drills/beside/live-drill";
import type { LiveReading } from "../../operations/drills/beside/live-reading";
import { drillFolders } from "../../operations/drills/drill-folders";
import { exitStatus } from "../../operations/exit-status";
import { planFor } from "../../operations/plan-for";
import type { SimulatorConnection } from "../../simulator/client/connection";
import { localReading } from "../drills/local-reading";
import { cloudOf } from "../cloud-of";
import { PrivateCheckout } from "../private-checkout";

const platform = "superoffice";
const environment = "test";
const stack = `${platform}-${environment}-cell-01`;

/** Environment `test` on the real engine; a local cloud stands for Azure, which the command does not know. */
describe("drills beside what is deployed", { timeout: 900_000 }, () => {
  const checkout = new PrivateCheckout();
  const before = { ...process.env };
  let cloud: SimulatorConnection;
  let reading: LiveReading;

  beforeAll(async () => {
    const documents = path.join(checkout.folder, "stacks", "environments");
    const local = readFileSync(path.join(documents, `${platform}.local.yaml`), "utf8");
    // Names of examples are refused where people work; this one leads nowhere either (RFC 2606).
    const test = local
      .replace("environment: local", "environment: test")
      .replaceAll("superoffice.example", "superoffice.test");
    writeFileSync(path.join(documents, `${platform}.test.yaml`), test);
    const env = await checkout.deltawerk("env", "--json");
    Object.assign(process.env, JSON.parse(env.stdout) as Record<string, string>);
    const up = await checkout.deltawerk("up", platform, "-e", environment, "--yes");
    expect(up.status, up.stdout + up.stderr).toBe(exitStatus.done);
    cloud = await cloudOf(checkout);
    reading = await localReading(cloud, planFor(checkout.folder, { platform, environment }));
    // A first full backup, and users who have written something.
    await cloud.advanceClock(26 * 60);
  }, 1_800_000);

  afterAll(async () => {
    process.env = before;
    await checkout.remove();
  });

  const databases = async (): Promise<readonly string[]> =>
    (await cloud.resources()).flatMap(({ id, type }) => (/servers\/databases$/i.test(type) ? [id] : [])).sort();

  function drilled(name: string, through: LiveReading = reading): Promise<Journal> {
    const scenario = scenarioNamed(name);
    if (scenario === undefined) throw new Error(`there is no drill ${name}`);
    const context = { projectFolder: checkout.folder, print: () => undefined, note: () => undefined };
    return liveDrill(context, { platform, environment, scenario, seed: 1 }, through);
  }

  const measured = (journal: Journal): Readonly<Record<string, number | undefined>> =>
    Object.fromEntries(journal.results.map((result) => [result.id, result.measured]));

  it("restores a tenant's database to the minute, is killed, compares it in the next run and discards it", async () => {
    const there = await databases();
    const reached = new Promise<void>((resolve) => {
      const hanging: LiveReading = {
        ...reading,
        markers: (database, until) => {
          if (database.generation !== "02") return reading.markers(database, until);
          resolve();
          return new Promise(() => undefined); // as if the process were gone
        },
      };
      void drilled("database-loss", hanging);
    });
    await reached;
    const held = path.join(drillFolders(checkout.folder, `${platform}-database-loss-${environment}`).root, "process");
    await expect(drilled("database-loss")).rejects.toThrow(`Process ${process.pid} carries out this drill already`);
    writeFileSync(held, String(spawnSync("true").pid));
    expect(await databases()).toHaveLength(there.length + 1);
    const journal = await drilled("database-loss");
    expect([journal.status, journal.reason]).toEqual(["passed", undefined]);
    expect(journal.interruptions).toHaveLength(1);
    expect(() => journalSchema.parse(journal)).not.toThrow();
    expect(measured(journal)).toMatchObject({ lost: 0, later: 0, holes: 0, previews: 0 });
    expect(measured(journal)["recovery-point"]).toBeLessThanOrEqual(1);
    // 5 min to notice, 30 to decide, and a restore of 32 GiB.
    expect(measured(journal)["recovery-time"]).toBeGreaterThan(5 + 30 + 20);
    expect(journal.drill.environment).toBe("test");
    expect(journal.notRun?.join()).toContain("not promoted");
    expect(journal.steps.find(({ id }) => id === "restore-beside")?.notes.join()).toMatch(/create database-\w{4}-02/);
    expect(await databases()).toEqual(there);
  });

  it("discards what it made although comparing failed", async () => {
    const there = await databases();
    const broken: LiveReading = {
      ...reading,
      markers: (database, until) =>
        database.generation === "02" ? Promise.reject(new Error("not reached")) : reading.markers(database, until),
    };
    const journal = await drilled("database-loss", broken);
    expect(journal.status).toBe("failed");
    expect(journal.reason).toContain("not reached");
    expect(await databases()).toEqual(there);
  });

  it("begins nothing where the documents say something else than what is deployed", async () => {
    const file = path.join(checkout.folder, "stacks", "agreements", `${platform}.yaml`);
    const text = readFileSync(file, "utf8");
    writeFileSync(file, text.replace(/pointInTime: P\d+D/, "pointInTime: P34D"));
    const there = await databases();
    const journal = await drilled("database-loss");
    writeFileSync(file, text);
    expect(journal.status).toBe("failed");
    expect(journal.reason).toMatch(/`up` would change \d+ resources: .*Nothing was begun/);
    expect(await databases()).toEqual(there);
  });

  it("cannot restore what is older than the database", async () => {
    const journal = await drilled("late-loss");
    expect(journal.reason).toContain("cannot be restored");
  });

  it("fails the databases over and back without losing a marker", async () => {
    const journal = await drilled("region-loss");
    expect([journal.status, journal.reason]).toEqual(["passed", undefined]);
    expect(measured(journal)).toMatchObject({ lost: 0, "way-back": 0, previews: 0 });
  });

  it("says which copies nobody has verified", async () => {
    const journal = await drilled("damaged-copies");
    expect(journal.status).toBe("deviated");
    expect(measured(journal)["unverified"]).toBeGreaterThan(0);
  });

  it("asks before users notice something, and refuses what it cannot reach", async () => {
    const unasked = await checkout.deltawerk("drill", platform, "region-loss", "-e", environment);
    expect([unasked.status, unasked.stderr]).toEqual([
      exitStatus.invalidInput,
      expect.stringContaining(`--confirm ${platform}-${environment}`),
    ]);
    const unsafe = await checkout.deltawerk("drill", platform, "zone-loss", "-e", environment);
    expect([unsafe.status, unsafe.stdout]).toEqual([0, expect.stringContaining("nothing of it is run against Azure")]);
    const unknown = await checkout.deltawerk("drill", "pct", "database-loss", "-e", environment);
    expect([unknown.status, unknown.stderr]).toEqual([2, expect.stringContaining("pct.test.yaml")]);
    const unfilled = await checkout.deltawerk("drill", platform, "database-loss", "-e", "production");
    expect([unfilled.status, unfilled.stderr]).toEqual([2, expect.stringContaining("directory")]);
    const signedOut = await checkout.deltawerk("drill", platform, "database-loss", "-e", environment);
    expect([signedOut.status, signedOut.stderr]).toEqual([1, expect.stringMatching(/az login|not on PATH/)]);
    await expect(
      (async () => {
        await checkout.pulumi("stack", "rename", `${stack}-away`, "-s", stack);
        await drilled("database-loss");
      })(),
    ).rejects.toThrow(`Not deployed, so nothing can be drilled: ${stack}`);
  });
});
