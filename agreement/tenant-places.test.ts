import { expect, test } from "vitest";
import { cellsWithRoomFor, placeIn, placesOf, remainsIn, tenantsIn } from "./tenant-places";
import type { Tenant, Tenants } from "./tenants";

const until = "2027-04-01";
const moved: Tenant = {
  code: "nord",
  name: "Nordlys",
  hostName: "nord.example.no",
  cell: "01",
  segment: 1,
  state: "active",
  overrides: {},
  data: {
    production: {
      generation: "03",
      place: { cell: "03", segment: 5 },
      left: [{ cell: "02", segment: 2 }],
      copied: { from: "02", cell: "02", at: "2027-03-01T10:00:00Z" },
      kept: [
        { generation: "01", until, cell: "01" },
        { generation: "02", until, cell: "02", released: true },
      ],
    },
    test: { generation: "01", kept: [], moving: { cell: "04", segment: 4, generation: "02" } },
  },
};
const tenants: Tenants = { schemaVersion: 2, platform: "superoffice", tenants: [moved], retired: [] };

test("a tenant is where it was moved to, in that environment alone", () => {
  expect(placeIn(moved, "production")).toEqual({ cell: "03", segment: 5 });
  expect(placeIn(moved, "test")).toEqual({ cell: "01", segment: 1 });
  expect(tenantsIn(tenants, "production").tenants[0]).toMatchObject({ cell: "03", segment: 5 });
});

test("every place that it has, had or is going to have is taken", () => {
  expect(placesOf(moved)).toEqual([
    { cell: "01", segment: 1 },
    { cell: "02", segment: 2 },
    { cell: "03", segment: 5 },
    { cell: "04", segment: 4 },
  ]);
});

test("it takes up room where it is in some environment or is going to be", () => {
  expect(cellsWithRoomFor(moved)).toEqual(["01", "04", "03"]);
  const everywhere = { ...moved, data: { local: moved.data.production, production: moved.data.production } };
  expect(
    cellsWithRoomFor({ ...everywhere, data: { ...everywhere.data, test: moved.data.production } } as Tenant),
  ).toEqual(["03"]);
});

test("what it left is in the cells that it left, kept until somebody releases it", () => {
  expect(remainsIn(tenants, "test")).toEqual([]);
  expect(remainsIn(tenants, "production")).toEqual([
    expect.objectContaining({
      code: "nord",
      cell: "01",
      segment: 1,
      state: "kept",
      data: { production: { generation: "01", kept: [] } },
    }),
    expect.objectContaining({ cell: "02", segment: 2, state: "released" }),
  ]);
});

test("what one that has left altogether left in other cells goes with the rest of its data", () => {
  const { hostName: _, state: __, ...rest } = moved;
  const gone = (state: "kept" | "released" | "erased"): Tenants => ({
    ...tenants,
    tenants: [],
    retired: [{ ...rest, left: until, state }],
  });
  const states = (state: "kept" | "released" | "erased") =>
    remainsIn(gone(state), "production").map((one) => one.state);
  expect(states("kept")).toEqual(["kept", "released"]);
  expect(states("released")).toEqual(["released", "released"]);
  expect(states("erased")).toEqual([]);
});
