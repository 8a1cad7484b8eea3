import { rmSync } from "node:fs";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { exitStatus } from "../../operations/exit-status";
import { connect } from "../../simulator/client/simulator-process";
import { localFolderOf } from "../../operations/session";
import { PrivateCheckout, type CommandResult } from "../private-checkout";

/** From nothing to a platform, through every state that a user brings it into, and back to nothing. */
describe("coachview on the real engine", { timeout: 900_000 }, () => {
  let checkout: PrivateCheckout;
  let first: CommandResult;

  beforeAll(async () => {
    checkout = new PrivateCheckout();
    first = await checkout.deltawerk("up", "coachview");
  }, 900_000);

  afterAll(() => checkout.remove());

  const resources = async () => (await connect(localFolderOf(checkout.folder)))?.resources() ?? [];

  /** Ids of databases, without the one that Azure keeps on every server. */
  const tenantDatabases = async () =>
    (await resources())
      .filter(({ type, id }) => type === "Microsoft.Sql/servers/databases" && !id.endsWith("/master"))
      .map(({ id }) => id);

  it("comes up and shows tenants, time on Azure and what to try next", () => {
    expect(first.status, first.stdout + first.stderr).toBe(0);
    expect(first.stdout).toMatch(/[├└]─ cell 01, serving/);
    expect(first.stdout).toMatch(/https:\/\/\S+ {2}sqldb-\S+ on sql-\S+/);
    expect(first.stdout).toMatch(/takes about \d+ h( \d+ min)? \(estimate/);
    expect(first.stdout).toContain("Try next:");
  });

  it("says unchanged for every stack the second time, and leaves the working tree clean", async () => {
    const { status, stderr } = await checkout.deltawerk("up", "coachview");
    expect(status).toBe(0);
    for (const stack of ["coachview-local-guard", "coachview-local", "coachview-local-cell-01"]) {
      expect(stderr).toContain(`${stack}: unchanged`);
    }
    expect((await checkout.run("git", ["status", "--porcelain"])).stdout).toBe("");
  });

  it("is previewed, refreshed and exported by plain pulumi", async () => {
    const preview = await checkout.pulumi("preview", "--expect-no-changes", "-s", "coachview-local-cell-01");
    expect(preview.status, preview.stdout).toBe(0);
    const refresh = await checkout.pulumi("refresh", "--yes", "--expect-no-changes", "-s", "coachview-local");
    expect(refresh.status, refresh.stdout).toBe(0);
  });

  it("keeps and lists protected data when it goes down, and takes it over when it comes back", async () => {
    const before = await tenantDatabases();
    expect(before.length).toBeGreaterThan(2);
    const down = await checkout.deltawerk("down", "coachview");
    expect(down.status, down.stderr).toBe(exitStatus.dataKept);
    expect(down.stdout).toMatch(/Kept, because it is protected \(\d+\):/);
    for (const id of before) expect(down.stdout).toContain(id.split("/").at(-1));
    expect(await tenantDatabases()).toEqual(before);
    expect((await resources()).filter(({ type }) => type === "Microsoft.Network/azureFirewalls")).toEqual([]);
    const again = await checkout.deltawerk("up", "coachview");
    expect(again.status, again.stdout + again.stderr).toBe(0);
  });

  it("leaves nothing when its data is destroyed, and can be brought up anew", async () => {
    const down = await checkout.deltawerk("down", "coachview", "--destroy-data");
    expect(down.status, down.stdout + down.stderr).toBe(0);
    expect(await resources()).toEqual([]);
    const again = await checkout.deltawerk("up", "coachview");
    expect(again.status, again.stdout + again.stderr).toBe(0);
  });

  it("goes on after its local cloud was stopped", async () => {
    expect((await checkout.deltawerk("simulator", "stop")).status).toBe(0);
    const { status, stderr } = await checkout.deltawerk("up", "coachview");
    expect(status, stderr).toBe(0);
    expect(stderr).toContain("coachview-local-cell-01: unchanged");
  });

  it("does not run a program that does not compile", async () => {
    const file = path.join(checkout.folder, "infra", "cell-stack.ts");
    rmSync(file);
    const { status, stderr } = await checkout.deltawerk("up", "coachview");
    expect(status).toBe(exitStatus.failed);
    expect(stderr).toContain("cell-stack");
    expect(stderr).not.toMatch(/\n\s+at /);
  });
});
