import { describe, expect, it } from "vitest";
import { capacityWith, cellCapacity, RESOURCE_BUDGET } from "./cell-capacity";
import { CELL_RESOURCES } from "./cell-resources";

const { shared, tenant, device = 0 } = CELL_RESOURCES.pct;
const { cluster = 0 } = tenant;

describe("firewalls that tenants have to themselves", () => {
  it("take from the resources that are left for tenants", () => {
    const { tenants, limitedBy } = cellCapacity("pct", "cluster", 1);
    expect(tenants).toBe(Math.floor((RESOURCE_BUDGET - shared - device) / cluster));
    expect(limitedBy).toContain(`${shared} of the cell, ${device} of its tenants' own firewalls, ${cluster} of each`);
    expect(device).toBeGreaterThan(0);
    expect(cellCapacity("pct", "cluster", 8).tenants).toBeLessThan(cellCapacity("pct", "cluster").tenants);
  });

  it("count for each tenant where each has one", () => {
    const { tenants, limitedBy } = cellCapacity("pct", "cluster", "each");
    expect(tenants).toBe(Math.floor((RESOURCE_BUDGET - shared) / (cluster + device)));
    expect(limitedBy).toContain("of each tenant and its firewall");
  });

  it("are counted over all tenants of a cell, whoever is the most demanding", () => {
    const pool = { compute: "nodePool", firewall: "none" } as const;
    const guarded = { compute: "cluster", firewall: "device" } as const;
    expect(capacityWith("pct", [pool, guarded, guarded])).toEqual(cellCapacity("pct", "cluster", 2));
    expect(capacityWith("pct", [pool])).toEqual(cellCapacity("pct", "nodePool"));
  });
});
