import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { touchedBySteps, type TouchedByOwner } from "../../operations/summary/touched";
import { cloudOf } from "../cloud-of";
import { PrivateCheckout } from "../private-checkout";

const platform = "superoffice";
const stack = "superoffice-local-cell-01";
const everybody = ["fjel", "nord", "brei", "ekeb"];

/** The life of tenants of one cell on the real engine: who comes, is restored or leaves touches nobody else's. */
describe(`tenants of ${platform} on the real engine`, { timeout: 600_000 }, () => {
  let checkout: PrivateCheckout;

  beforeAll(async () => {
    checkout = new PrivateCheckout();
    await checkout.succeeds("up", platform);
  }, 900_000);
  afterAll(() => checkout.remove());

  const tenant = (verb: string, code: string, ...more: readonly string[]) =>
    checkout.succeeds("tenant", verb, platform, code, ...more);

  /** What the cell's next update would do, by whose it is. */
  async function previewed(): Promise<TouchedByOwner> {
    const { status, stdout, stderr } = await checkout.pulumi("preview", "--json", "-s", stack);
    expect(status, stdout + stderr).toBe(0);
    const { steps } = JSON.parse(stdout) as {
      readonly steps: readonly { readonly op: string; readonly urn: string }[];
    };
    return touchedBySteps(steps, everybody);
  }

  async function databases(): Promise<readonly string[]> {
    const all = (await (await cloudOf(checkout)).resources()).filter(
      ({ type }) => type === "Microsoft.Sql/servers/databases",
    );
    return all.map(({ id }) => id.split("/").slice(-3).join("/")).filter((id) => !id.endsWith("master"));
  }
  const databasesOf = async (code: string) => (await databases()).filter((id) => id.includes(`-${code}-`));
  const document = () => readFileSync(path.join(checkout.folder, "stacks", "tenants", `${platform}.yaml`), "utf8");

  it("adds one, and changes nothing of another", async () => {
    await tenant("add", "ekeb", "--name", "Ekeberg", "--host", "ekeberg.crm.example.no");
    const { tenants, shared } = await previewed();
    expect(Object.keys(tenants)).toEqual(["ekeb"]);
    expect(Object.keys(tenants["ekeb"]?.changes ?? {})).toEqual(["create"]);
    // What they share is changed in place, never replaced.
    expect(Object.keys(shared.changes).sort()).toEqual(["update"]);
    const { stdout } = await checkout.succeeds("up", platform);
    expect(stdout).toMatch(/Tenants touched: ekeb \(\d+ create\)\n\s+Shared: \d+ update, of them changed: /);
  });

  it("restores one beside what serves it, and nothing changes for anybody", async () => {
    const { now } = await (await cloudOf(checkout)).status();
    const range = await checkout.deltawerk("tenant", "restore", platform, "fjel", "--to", "2020-01-01T00:00:00Z");
    expect(range.status).toBe(2);
    expect(range.stderr).toMatch(
      /cannot be restored to 2020-01-01T00:00:00Z\.\nAllowed .*\n {2}--from 01 {2}\S+ to \S+/,
    );
    await tenant("restore", "fjel", "--to", now);
    const { tenants, shared } = await previewed();
    expect(tenants).toMatchObject({ fjel: { changed: [] } });
    expect(Object.keys(tenants)).toEqual(["fjel"]);
    expect(shared.changes).toEqual({});
    const outputs = (await checkout.succeeds("outputs", platform, "--json")).stdout;
    await checkout.succeeds("up", platform);
    expect((await checkout.succeeds("outputs", platform, "--json")).stdout).toBe(outputs);
    expect((await databasesOf("fjel")).filter((id) => id.endsWith("-02"))).toHaveLength(1);
  });

  it("promotes it: the record and the failover group follow, the old one is kept, nobody else is touched", async () => {
    await tenant("promote", "fjel");
    const { tenants, shared } = await previewed();
    expect(Object.keys(tenants)).toEqual(["fjel"]);
    expect(Object.keys(shared.changes)).toEqual(["update"]);
    expect(shared.changed).toEqual(["failover-shared-group"]);
    await checkout.succeeds("up", platform);
    const outputs = JSON.parse((await checkout.succeeds("outputs", platform, "--json")).stdout) as Record<
      string,
      { readonly tenants: Record<string, { readonly database: string; readonly generation: string }> }
    >;
    expect(outputs[stack]?.tenants["fjel"]).toMatchObject({ database: "sqldb-sol-fjel-02", generation: "02" });
    expect(await databasesOf("fjel")).toHaveLength(4);
  });

  it("is unchanged a year later, however its databases were made", async () => {
    await (await cloudOf(checkout)).advanceClock(366 * 24 * 60);
    const { stderr } = await checkout.succeeds("up", platform);
    expect(stderr).toContain(`${stack}: unchanged`);
  });

  it("discards the old one in two steps, after its last day", async () => {
    const first = await tenant("discard", "fjel");
    expect(first.stdout).toContain("Generation 01 of Fjellvik Shipping (fjel) is released");
    const early = await checkout.deltawerk("tenant", "discard", platform, "fjel");
    expect(early.status).toBe(2);
    expect(early.stderr).toContain("is protected still");
    await checkout.succeeds("up", platform);
    expect(await databasesOf("fjel")).toHaveLength(4);
    await tenant("discard", "fjel");
    const { tenants, shared } = await previewed();
    expect(Object.keys(tenants)).toEqual(["fjel"]);
    expect(shared.changes).toEqual({});
    await checkout.succeeds("up", platform);
    expect((await databasesOf("fjel")).map((id) => id.slice(-2))).toEqual(["02", "02"]);
    const again = await checkout.succeeds("up", platform);
    expect(again.stderr).toContain(`${stack}: unchanged`);
  });

  it("closes the access of one that leaves, and touches nobody else", async () => {
    await tenant("leave", "nord", "--until", new Date().toISOString().slice(0, 10));
    const { tenants, shared } = await previewed();
    expect(tenants).toEqual({ nord: { changes: { update: 2 }, changed: ["waf-noe-nord", "waf-now-nord"] } });
    expect(shared.changes).toEqual({});
    await checkout.succeeds("up", platform);
    const early = await checkout.deltawerk("tenant", "remove", platform, "nord");
    expect(early.stderr).toContain("and today is");
  });

  it("removes one that has left, and leaves its data protected", async () => {
    const file = path.join(checkout.folder, "stacks", "tenants", `${platform}.yaml`);
    // Not longer ago: the agreement says by when the data of those who left has to be gone, and a rule proves it.
    const yesterday = new Date(Date.now() - 86_400_000).toISOString().slice(0, 10);
    const past = document().replace(/until: "\d{4}-\d{2}-\d{2}"/, `until: "${yesterday}"`);
    writeFileSync(file, past);
    const before = await databasesOf("nord");
    await tenant("remove", "nord");
    const { tenants, shared } = await previewed();
    expect(Object.keys(tenants)).toEqual(["nord"]);
    expect(Object.keys(shared.changes)).toEqual(["update"]);
    const { stdout } = await checkout.succeeds("up", platform);
    expect(stdout).toMatch(/Tenants touched: nord \(\d+ delete\)/);
    expect(await databasesOf("nord")).toEqual(before);
    const listed = (await checkout.succeeds("tenant", "list", platform)).stdout.replaceAll(/\s+/g, " ");
    expect(listed).toContain("nord Nordlys Energi cell 01, segment 1");
    const destroy = await checkout.pulumi("destroy", "--yes", "-s", stack);
    expect(destroy.status).not.toBe(0);
    expect(await databasesOf("nord")).toEqual(before);
  });
});
