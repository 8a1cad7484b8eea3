import { expect, it } from "vitest";
import { recordResources } from "../../components/record-resources";
import type { CellPlan } from "../plan/cell-plan";
import { cellIdentities, keptIdentities } from "./cell-identities";
import { planOf, platformOutputs } from "./cell-network.fixture";
import { platformScope } from "./layer-identity";
import { output } from "@pulumi/pulumi";

/** Names and places of the groups of identities. */
async function groupsOf(build: () => unknown) {
  const made = await recordResources(build);
  return made
    .filter(({ type, name }) => type.endsWith("ResourceGroup") && name === "identities")
    .map(({ inputs }) => ({ name: inputs["resourceGroupName"], location: inputs["location"] }));
}

it("stay where they are when a cell's last tenant leaves, and its clusters with it", async () => {
  const plan = planOf("draftit");
  const [cell] = plan.cells;
  if (cell === undefined) throw new Error("draftit has no cell");
  const args = { scope: { ...platformScope(plan), cell: Number(cell.number) }, tags: {} };
  const clusters = Object.fromEntries(
    cell.clusters.map(({ site }) => [site, { issuerUrl: output("https://issuer") }]),
  ) as never;
  const before = await groupsOf(() =>
    cellIdentities(plan, cell, { ...args, platform: output(platformOutputs(plan)), clusters }),
  );
  const left: CellPlan = {
    ...cell,
    tenants: [],
    retired: cell.tenants.map(({ code }) => ({ code, standing: "kept" })),
    clusters: [],
    workloads: [],
  };
  expect(before).toHaveLength(1);
  expect(await groupsOf(() => keptIdentities(plan, left, args))).toEqual(before);
});
