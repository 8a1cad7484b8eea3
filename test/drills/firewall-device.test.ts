import { afterEach, describe, expect, it } from "vitest";
import { closeExercises, exercise, measured, verdict } from "./exercises";

afterEach(closeExercises);

const guarded = {
  tenants: (text: { tenants: { code: string; overrides?: unknown }[] }) => {
    for (const tenant of text.tenants) {
      if (tenant.code === "spr1") tenant.overrides = { compute: "cluster", firewall: "device" };
    }
  },
};

describe("pct, of which one tenant has a firewall device", { timeout: 120_000 }, () => {
  it("loses that tenant until the site's firewall is back, and nobody else", async () => {
    const journal = await (await exercise("pct", "firewall-loss", guarded)).run();
    expect([journal.status, journal.reason]).toEqual(["passed", undefined]);
    expect(measured(journal, "outage")).toBe(0);
    expect(measured(journal, "outage-behind")).toBe(30);
    expect(verdict(journal, "outage-behind")).toBe("kept");
  });

  it("comes back in a second data centre with its device", async () => {
    const journal = await (await exercise("pct", "twin", guarded)).run();
    expect([journal.status, journal.reason]).toEqual(["passed", undefined]);
    expect(journal.tenants.map(({ code }) => code)).toContain("spr1");
  });

  it("gets a tenant's database back", async () => {
    const journal = await (await exercise("pct", "database-loss", guarded)).run();
    expect([journal.status, journal.reason]).toEqual(["passed", undefined]);
  });
});

it("without a device nobody is behind the firewall", async () => {
  const journal = await (await exercise("pct", "firewall-loss")).run();
  expect(measured(journal, "outage-behind")).toBeUndefined();
  expect(journal.status).toBe("passed");
});
