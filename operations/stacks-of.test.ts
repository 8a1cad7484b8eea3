import { expect, it } from "vitest";
import type { Tenant } from "../agreement/tenants";
import { planOf, sourcesOf, tenantOf, withTenants } from "../infra/plan/plan.fixture";
import { stacksOf } from "./stacks-of";

const cellsIn = (...tenants: readonly Tenant[]): readonly number[] => {
  const stacks = stacksOf(planOf(withTenants(sourcesOf("superoffice"), tenants)));
  return [...new Set(stacks.flatMap((stack) => ("cell" in stack ? [stack.cell] : [])))];
};
const staying = [tenantOf(1, 0), tenantOf(2, 0), tenantOf(3, 0)];
const moved = (from: number, to: number, at: string): Tenant => ({
  ...tenantOf(from, 9),
  data: {
    local: {
      generation: "02",
      copied: { from: "01", cell: `0${from}`, at },
      place: { cell: `0${to}`, segment: from },
      kept: [{ generation: "01", until: "2027-05-30", cell: `0${from}` }],
    },
  },
});

it("takes cells in the order of their numbers", () => {
  expect(cellsIn(...staying)).toEqual([1, 2, 3]);
  expect(cellsIn(...staying, moved(1, 3, "2027-03-01T10:00:00Z"))).toEqual([1, 2, 3]);
});

it("takes the cell that a tenant left before the one that it comes to", () => {
  expect(cellsIn(...staying, moved(3, 1, "2027-03-01T10:00:00Z"))).toEqual([3, 1, 2]);
});

it("follows the youngest move where tenants have gone both ways", () => {
  const march = "2027-03-01T10:00:00Z";
  const april = "2027-04-01T10:00:00Z";
  expect(cellsIn(...staying, moved(3, 1, march), moved(1, 3, april))).toEqual([1, 3, 2]);
  expect(cellsIn(...staying, moved(3, 1, april), moved(1, 3, march))).toEqual([3, 1, 2]);
});
