import { describe, expect, test } from "vitest";
import type { Tenants } from "../../agreement/tenants";
import { cellCapacity } from "./cell-capacity";
import { placeTenant } from "./place-tenant";
import { planOf, sourcesOf, tenantOf, withTenants } from "./plan.fixture";

const sources = sourcesOf("superoffice");
type Retired = Tenants["retired"][number];

function retiredOf(cell: number, segment: number, changed: Partial<Retired> = {}): Retired {
  const { code, name, cell: place } = tenantOf(cell, segment);
  return { code, name, cell: place, segment, left: "2027-03-31", state: "kept", data: {}, overrides: {}, ...changed };
}

function planned(tenants: Tenants["tenants"], retired: readonly Retired[] = []) {
  const { tenants: document, ...rest } = withTenants(sources, tenants);
  return planOf({ ...rest, tenants: { ...document, retired } });
}

const databasesOf = (plan: ReturnType<typeof planned>) =>
  plan.cells.flatMap(({ servers }) =>
    servers.flatMap(({ key, databases }) =>
      databases.map(({ tenant, generation, standing }) => `${key}/${tenant}-${generation} ${standing}`),
    ),
  );

describe("the generations of a tenant's data", () => {
  const restored = { from: "01", to: "2027-03-01T10:00:00Z" };
  const kept = [{ generation: "01", until: "2027-04-01" }];
  const data = {
    local: { generation: "02", restored, kept, restoring: { ...restored, from: "02", generation: "03" } },
  };

  test("are those of the environment, and the first one where it has no others", () => {
    expect(databasesOf(planned([{ ...tenantOf(1, 0), data }]))).toEqual([
      "shared/t100-02 serving",
      "shared/t100-01 kept",
      "shared/t100-03 restoring",
    ]);
    const elsewhere = { production: data.local };
    expect(databasesOf(planned([{ ...tenantOf(1, 0), data: elsewhere }]))).toEqual(["shared/t100-01 serving"]);
  });

  test("change nothing for anybody else", () => {
    const other = tenantOf(1, 1);
    const before = planned([tenantOf(1, 0), other]);
    const after = planned([{ ...tenantOf(1, 0), data }, other]);
    const without = ({ cells, ...plan }: typeof before) => ({
      ...plan,
      cells: cells.map(({ servers, tenants, ...cell }) => ({
        ...cell,
        tenants: tenants.filter(({ code }) => code === other.code),
        databases: servers.flatMap(({ databases }) => databases.filter(({ tenant }) => tenant === other.code)),
      })),
    });
    expect(without(after)).toEqual(without(before));
  });
});

test("nobody gets in to a leaving tenant, wherever the others get in from", () => {
  const leaving = { ...tenantOf(1, 0), state: "leaving" as const, until: "2027-03-31" };
  const [cell] = planned([leaving, tenantOf(1, 1)]).cells;
  // Probes come by a private path, which is open to nobody else.
  const policies = cell?.entries[0]?.policies.filter(({ key }) => key !== "probes");
  const admitted = policies?.map(({ key, addresses }) => [key, addresses]);
  expect(admitted).toEqual([
    ["gateway", []],
    ["t100", []],
    ["t101", "any"],
  ]);
});

describe("a tenant that has left", () => {
  test("has its data and nothing else", () => {
    const plan = planned(
      [tenantOf(1, 0)],
      [retiredOf(1, 1), retiredOf(1, 2, { state: "released" }), retiredOf(1, 3, { state: "erased" })],
    );
    expect(databasesOf(plan)).toEqual(["shared/t100-01 serving", "shared/t101-01 kept", "shared/t102-01 released"]);
    const [cell] = plan.cells;
    expect(cell?.retired).toEqual([
      { code: "t101", standing: "kept" },
      { code: "t102", standing: "released" },
    ]);
    const { retired: _, servers: __, ...rest } = cell ?? { retired: [], servers: [] };
    const {
      retired: ___,
      servers: ____,
      ...alone
    } = planned([tenantOf(1, 0)]).cells[0] ?? { retired: [], servers: [] };
    expect(rest).toEqual(alone);
    expect(plan.tenantCodes).toEqual(["t100", "t101", "t102", "t103"]);
  });

  test("keeps the server that it had to itself", () => {
    const own = retiredOf(1, 1, { overrides: { server: "tenant" } });
    expect(databasesOf(planned([tenantOf(1, 0)], [own]))).toEqual(["shared/t100-01 serving", "t101/t101-01 kept"]);
  });

  test("leaves a cell behind that has no networks, as long as it has data there", () => {
    const [, cell] = planned([tenantOf(1, 0)], [retiredOf(2, 0)]).cells;
    expect(cell).toMatchObject({ number: "02", tenants: [], spokes: [], entries: [], clusters: [] });
    expect(planned([tenantOf(1, 0)], [retiredOf(2, 0, { state: "erased" })]).cells).toHaveLength(1);
  });
});

describe("the place of a new tenant", () => {
  const place = (tenants: Tenants["tenants"], retired: readonly Retired[] = [], cell?: string) =>
    placeTenant(sources.agreement, { ...sources.tenants, tenants, retired }, "namespace", cell);
  const full = cellCapacity(sources.agreement.platform, "namespace").tenants;
  const cellOf = (cell: number, count: number) =>
    Array.from({ length: count }, (_, segment) => tenantOf(cell, segment));

  test.each([
    ["the first of a platform", [], [], { cell: "01", segment: 0 }],
    ["a gap that nobody has had", [tenantOf(1, 0), tenantOf(1, 2)], [], { cell: "01", segment: 1 }],
    ["not that of somebody who left", [tenantOf(1, 0)], [retiredOf(1, 1)], { cell: "01", segment: 2 }],
    [
      "nor of somebody whose data is erased",
      [tenantOf(1, 0)],
      [retiredOf(1, 1, { state: "erased" })],
      { cell: "01", segment: 2 },
    ],
    ["the second cell, where the first is full", [...cellOf(1, full), tenantOf(2, 0)], [], { cell: "02", segment: 1 }],
    ["a new cell, where all are full", cellOf(1, full), [], { cell: "02", segment: 0 }],
    [
      "the first with room, whoever has left elsewhere",
      [tenantOf(1, 0)],
      [retiredOf(3, 0)],
      { cell: "01", segment: 1 },
    ],
  ] as const)("is %s", (_, tenants, retired, expected) => {
    expect(place(tenants, retired)).toEqual({ ok: true, place: expected });
  });

  test("is refused in a cell that has no room, or no segments left", () => {
    expect(place(cellOf(1, full), [], "01")).toMatchObject({
      ok: false,
      given: `cell 01 with ${full} tenants already`,
    });
    const gone = Array.from({ length: 31 }, (_, segment) => retiredOf(1, segment + 1));
    expect(place([tenantOf(1, 0)], gone, "01")).toMatchObject({
      ok: false,
      given: "cell 01, whose segments all have or had a tenant",
    });
    expect(place([tenantOf(1, 0)], gone)).toEqual({ ok: true, place: { cell: "02", segment: 0 } });
  });
});
