import { describe, expect, test } from "vitest";
import type { Tenant } from "../../agreement/tenants";
import { moveMinutes, moveSteps } from "./move-steps";
import { placeTenant } from "./place-tenant";
import { planOf, sourcesOf, tenantOf, withTenants } from "./plan.fixture";

const sources = sourcesOf("superoffice");
const planned = (...tenants: readonly Tenant[]) => planOf(withTenants(sources, tenants));
const goes = tenantOf(1, 0);
const stays = tenantOf(1, 1);
const host = tenantOf(2, 0);

const underWay: Tenant = {
  ...goes,
  data: { local: { generation: "01", kept: [], moving: { cell: "02", segment: 1, generation: "02" } } },
};
const moved: Tenant = {
  ...goes,
  data: {
    local: {
      generation: "02",
      copied: { from: "01", cell: "01", at: "2027-03-01T10:00:00Z" },
      place: { cell: "02", segment: 1 },
      kept: [{ generation: "01", until: "2027-05-30", cell: "01" }],
    },
  },
};

const databasesOf = (plan: ReturnType<typeof planned>) =>
  plan.cells.map(({ servers }) =>
    servers.flatMap(({ databases }) =>
      databases.map(({ tenant, generation, standing }) => `${tenant}-${generation} ${standing}`),
    ),
  );

describe("a tenant that is going to another cell", () => {
  test("has its documents copied there, and nothing else is planned otherwise", () => {
    const before = planned(goes, stays, host);
    const after = planned(underWay, stays, host);
    expect(after.cells.map(({ arriving }) => arriving)).toEqual([[], [{ code: "t100", from: "01" }]]);
    expect({ ...after, cells: after.cells.map((cell) => ({ ...cell, arriving: [] })) }).toEqual(before);
  });

  test("goes in one environment, and in no other", () => {
    const elsewhere = { ...goes, data: { production: underWay.data.local ?? { generation: "01", kept: [] } } };
    expect(planned(elsewhere, stays, host)).toEqual(planned(goes, stays, host));
  });

  test("has its place there reserved", () => {
    const { agreement, tenants } = withTenants(sources, [underWay, stays, host]);
    expect(placeTenant(agreement, tenants, "namespace", "02")).toMatchObject({ place: { cell: "02", segment: 2 } });
  });
});

describe("a tenant that was moved", () => {
  const plan = planned(moved, stays, host);

  test("is served by a copy in the other cell, and what it left is kept where it was", () => {
    expect(databasesOf(plan)).toEqual([
      ["t101-01 serving", "t100-01 kept"],
      ["t200-01 serving", "t100-02 serving"],
    ]);
    const [, second] = plan.cells;
    expect(second?.servers[0]?.databases[1]?.copied).toEqual({ from: "01", cell: "01", at: "2027-03-01T10:00:00Z" });
    expect(plan.cells.map(({ tenants }) => tenants.map(({ code }) => code))).toEqual([["t101"], ["t200", "t100"]]);
    expect(plan.cells[0]?.retired).toEqual([{ code: "t100", standing: "kept" }]);
    expect(plan.tenantCodes).toEqual(["t100", "t101", "t200"]);
  });

  test("has everything in the other cell that a tenant has, and nothing more in the first", () => {
    const segments = plan.cells.map(({ spokes }) =>
      spokes.flatMap((spoke) => spoke.segments.map(({ key }) => key)).filter((key) => key.includes("t100")),
    );
    expect(segments[0]).toEqual([]);
    expect(segments[1]).not.toEqual([]);
    expect(plan.cells[1]?.entries[0]?.policies.map(({ key }) => key)).toContain("t100");
  });

  test("leaves its segments to nobody", () => {
    const { agreement, tenants } = withTenants(sources, [moved, stays, host]);
    expect(placeTenant(agreement, tenants, "namespace", "01")).toMatchObject({ place: { cell: "01", segment: 2 } });
  });

  test("leaves a cell behind that has its data and nothing else, where it was the last", () => {
    const [cell] = planned(moved, host).cells;
    expect(cell).toMatchObject({ number: "01", tenants: [], spokes: [], clusters: [] });
  });
});

test("users are told of the copy, the second site and their own names", () => {
  const steps = moveSteps(planned(goes, stays, host));
  expect(steps.map(({ name }) => name)).toEqual([
    "take it out of the cell that it is in",
    "copy 32 GiB",
    "make the copy at the second site and take it into the failover group",
    "let its identity and its alerts in, and lock what is kept",
    "end its program here and start it there",
    "its host name leads there",
  ]);
  expect(moveMinutes(steps)).toBeGreaterThan(42);
  expect(moveSteps(planOf(sourcesOf("coachview"))).map(({ name }) => name)).not.toContain(
    "make the copy at the second site and take it into the failover group",
  );
});
