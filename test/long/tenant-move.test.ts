import { readFileSync } from "node:fs";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { copyDuration, RECOVERY_TIMES } from "../../azure/recovery-times";
import { lossOf, servedAgain } from "../../drills/measure";
import { touchedBySteps, type TouchedByOwner } from "../../operations/summary/touched";
import { cloudOf } from "../cloud-of";
import { PrivateCheckout } from "../private-checkout";

const platform = "superoffice";
const cells = { left: "superoffice-local-cell-01", reached: "superoffice-local-cell-02" };
const everybody = ["fjel", "nord", "brei", "ekeb"];
const MINUTE = 60_000;
const everySeconds = 10;

/** A tenant that is moved to another cell on the real engine, with users at work, and what that costs them. */
describe(`a tenant of ${platform} that is moved to another cell`, { timeout: 900_000 }, () => {
  let checkout: PrivateCheckout;
  const found: { databases: string[]; estimate: number } = { databases: [], estimate: 0 };

  beforeAll(async () => {
    checkout = new PrivateCheckout();
    await tenant("add", "ekeb", "--name", "Ekeberg", "--host", "ekeberg.crm.example.no", "--cell", "02");
    await checkout.succeeds("up", platform);
  }, 1_200_000);
  afterAll(() => checkout.remove());

  const tenant = (verb: string, code: string, ...more: readonly string[]) =>
    checkout.succeeds("tenant", verb, platform, code, ...more);
  const document = () => readFileSync(path.join(checkout.folder, "stacks", "tenants", `${platform}.yaml`), "utf8");

  /** What a cell's next update would do, by whose it is. */
  async function previewed(stack: string): Promise<TouchedByOwner> {
    const { status, stdout, stderr } = await checkout.pulumi("preview", "--json", "-s", stack);
    expect(status, stdout + stderr).toBe(0);
    const { steps } = JSON.parse(stdout) as {
      readonly steps: readonly { readonly op: string; readonly urn: string }[];
    };
    return touchedBySteps(steps, everybody);
  }

  async function idsOf(type: string, ...parts: readonly string[]): Promise<readonly string[]> {
    const all = await (await cloudOf(checkout)).resources();
    return all
      .filter((one) => one.type.toLowerCase() === type.toLowerCase())
      .map(({ id }) => id)
      .filter((id) => parts.every((part) => id.includes(part)));
  }
  const databases = (code: string) => idsOf("Microsoft.Sql/servers/databases", `-${code}-`);

  async function outputs() {
    return JSON.parse((await checkout.succeeds("outputs", platform, "--json")).stdout) as Record<
      string,
      {
        readonly tenants: Record<string, { readonly databaseId: string; readonly generation: string }>;
        readonly kept?: Record<string, string>;
      }
    >;
  }

  it("is refused a cell in which it is or nobody is, with all that is wrong", async () => {
    const same = await checkout.deltawerk("tenant", "move", platform, "nord", "--to", "01");
    expect(same.status).toBe(2);
    expect(same.stderr).toContain("cell 01, in which Nordlys Energi is or has been");
    expect(same.stderr).toContain("another cell with tenants: 02");
    const unknown = await checkout.deltawerk("tenant", "move", platform, "nord", "--to", "07");
    expect(unknown.stderr).toContain("cell 07, in which nobody is");
  });

  it("gets its documents copied there, and nothing changes for anybody", async () => {
    const { stdout } = await tenant("move", "nord", "--to", "02");
    expect(stdout).toContain("is going to cell 02, segment 1, as generation 02");
    const before = await outputs();
    expect((await previewed(cells.left)).tenants).toEqual({});
    const { tenants, shared } = await previewed(cells.reached);
    expect(Object.keys(tenants)).toEqual(["nord"]);
    expect(Object.keys(tenants["nord"]?.changes ?? {})).toEqual(["create"]);
    expect(Object.keys(shared.changes)).toEqual(["create"]);
    await checkout.succeeds("up", platform);
    expect(await outputs()).toEqual(before);
    const again = await previewed(cells.reached);
    expect([again.tenants, again.shared.changes]).toEqual([{}, {}]);
  });

  it("is copied by nobody before its cell has closed it", async () => {
    found.databases = [...(await databases("nord"))];
    const { stdout } = await tenant("promote", "nord");
    const [, hours = "0", rest = "0"] = /kept out for about (?:(\d+) h)? ?(?:(\d+) min)?/.exec(stdout) ?? [];
    found.estimate = Number(hours) * 60 + Number(rest);
    const early = await checkout.pulumi("up", "--yes", "--skip-preview", "-s", cells.reached);
    expect(early.status).not.toBe(0);
    expect(early.stdout + early.stderr).toContain("cell 01 still serves it");
    expect(await databases("nord")).toEqual(found.databases);
    // Nobody else is touched in either cell, and what they share is replaced in none.
    const changes = [await previewed(cells.left), await previewed(cells.reached)];
    expect(changes.map(({ tenants }) => Object.keys(tenants))).toEqual([["nord"], ["nord"]]);
    expect(Object.keys(changes[0]?.shared.changes ?? {})).toEqual(["update"]);
    expect(Object.keys(changes[1]?.shared.changes ?? {}).sort()).toEqual(["delete", "update"]);
  });

  it("is served there by the next update, which loses nothing, in the time that was told", async () => {
    const cloud = await cloudOf(checkout);
    const { dataPlane } = cloud;
    const [gateway = ""] = await idsOf("Microsoft.Network/applicationGateways", "-noe-01");
    const [endpoint = ""] = await idsOf("Microsoft.Network/privateEndpoints", "-noe-01-nord-");
    const [old = ""] = found.databases.filter((id) => id.includes("-noe-"));
    const left = { name: "cell 01", needs: [gateway, endpoint], databaseId: old };
    await dataPlane.start({ id: "nord", everySeconds, places: [left] });
    await cloud.advanceClock(90);
    const { stderr } = await checkout.succeeds("up", platform);
    expect(stderr.indexOf(cells.left)).toBeLessThan(stderr.indexOf(cells.reached));
    const here = (await outputs())[cells.reached]?.tenants["nord"];
    expect(here?.generation).toBe("02");
    const databaseId = here?.databaseId ?? "";
    const [otherGateway = ""] = await idsOf("Microsoft.Network/applicationGateways", "-noe-02");
    const reached = { name: "cell 02", needs: [otherGateway], databaseId };
    await dataPlane.start({ id: "nord", everySeconds, places: [left, reached] });
    await dataPlane.point("nord", "cell 02", RECOVERY_TIMES.publicNameSeconds.value);
    await cloud.advanceClock(30);
    const service = await dataPlane.service("nord");
    const closed = service.find(({ isServed }) => !isServed)?.from ?? Number.NaN;
    const minutes = ((servedAgain(service, closed) ?? Number.NaN) - closed) / MINUTE;
    const loss = lossOf(
      await dataPlane.markers("nord", old),
      await dataPlane.markers("nord", databaseId),
      everySeconds,
    );
    expect(loss).toMatchObject({ lost: 0, holes: [] });
    expect(loss.written).toBeGreaterThan(500);
    const told = `users waited ${Math.round(minutes)} min`;
    expect(minutes, told).toBeGreaterThan(copyDuration(32));
    expect(minutes, told).toBeLessThanOrEqual(found.estimate);
  });

  it("leaves its data in the old cell, protected", async () => {
    expect((await outputs())[cells.left]?.kept).toHaveProperty("nord-01");
    expect(await databases("nord")).toHaveLength(4);
  });

  it("is unchanged a year later", async () => {
    await (await cloudOf(checkout)).advanceClock(366 * 24 * 60);
    const { stderr } = await checkout.succeeds("up", platform);
    for (const stack of Object.values(cells)) expect(stderr).toContain(`${stack}: unchanged`);
  });

  it("gives up what it has left in two steps, after its last day", async () => {
    await tenant("discard", "nord", "--generation", "01");
    await checkout.succeeds("up", platform);
    expect(await databases("nord")).toHaveLength(4);
    await tenant("discard", "nord", "--generation", "01");
    const { tenants } = await previewed(cells.left);
    expect(Object.keys(tenants)).toEqual(["nord"]);
    await checkout.succeeds("up", platform);
    expect((await databases("nord")).map((id) => id.slice(-2))).toEqual(["02", "02"]);
    // Its segment is nobody else's, though nothing of it is left there.
    await tenant("add", "alsv", "--name", "Alsvik", "--host", "alsvik.crm.example.no");
    expect(document()).toMatch(/code: alsv,.*cell: "01", segment: 3/s);
  });
});
