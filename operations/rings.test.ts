import { expect, it } from "vitest";
import { planOf, sourcesOf, tenantOf, withTenants } from "../infra/plan/plan.fixture";
import { ringsOf } from "./rings";
import { stacksOf } from "./stacks-of";

const ringsWith = (cells: number) => {
  const tenants = Array.from({ length: cells }, (_, cell) => tenantOf(cell + 1, cell + 1));
  return ringsOf(stacksOf(planOf(withTenants(sourcesOf("coachview"), tenants))));
};

it("take what is shared first, then one cell, then twice as many each time", () => {
  expect(ringsWith(5).map(({ label }) => label)).toEqual(["shared layers", "cell 01", "cells 02, 03", "cells 04, 05"]);
});

it("hold every stack once, in the order in which they come up", () => {
  const names = ringsWith(4).flatMap(({ stacks }) => stacks.map(({ name }) => name));
  expect(names).toEqual([
    "coachview-local-guard",
    "coachview-local",
    ...["01", "02", "03", "04"].flatMap((cell) => [`coachview-local-cell-${cell}`, `coachview-local-workload-${cell}`]),
  ]);
});
