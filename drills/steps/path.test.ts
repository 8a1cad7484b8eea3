import { expect, it } from "vitest";
import type { CloudOperation } from "../cloud";
import { memoryIn } from "../memory";
import type { StepContext } from "../scenario";
import { addPathStep, criticalPath, notePath, operationChain } from "./path";

const BEGIN = Date.parse("2026-01-05T00:00:00Z");
const at = (minutes: number): string => new Date(BEGIN + minutes * 60_000).toISOString();
const cluster = (name: string): string =>
  `/subscriptions/s/resourceGroups/g/providers/Microsoft.ContainerService/managedClusters/${name}`;
const operation = (type: string, id: string, from: number, to: number): CloudOperation => ({
  ...{ kind: "create", type, id, started: at(from), ended: at(to) },
});
const pool = (of: string, from: number, to: number): CloudOperation =>
  operation("Microsoft.ContainerService/managedClusters/agentPools", `${cluster(of)}/agentPools/user`, from, to);

it("is the chain that decided when the last one ended, each with the names of what it is part of", () => {
  const chain = operationChain(
    [
      operation("Microsoft.ContainerService/managedClusters", cluster("one"), 0, 7),
      operation("Microsoft.ContainerService/managedClusters", cluster("aside"), 0, 3),
      pool("one", 7, 11),
      operation("batch/v1/Job", "Job ns-job/principals", 11, 12),
      pool("two", 12, 16),
    ],
    BEGIN,
  );
  expect(chain.map(({ name, minutes }) => [name, minutes])).toEqual([
    ["create managedClusters one", 7],
    ["create managedClusters/agentPools one/user", 4],
    ["create v1/Job principals", 1],
    ["create managedClusters/agentPools two/user", 4],
  ]);
});

it("adds up to the time from the beginning, also where nothing was done for a while", () => {
  const chain = operationChain([pool("one", 1.5, 5), pool("two", 6, 9.25)], BEGIN);
  expect(chain.map(({ name }) => name.split(" ")[0])).toEqual(["nothing", "create", "nothing", "create"]);
  expect(chain.reduce((sum, { minutes }) => sum + minutes, 0)).toBeCloseTo(9.25, 10);
});

it("keeps steps of one part apart though their names are the same, and replaces a part that is noted again", () => {
  const memory = memoryIn({}, () => undefined);
  const context = { memory } as StepContext;
  const step = { name: "create v1/Job principals", minutes: 1, source: "measured" };
  addPathStep(context, { ...step, name: "decided" });
  notePath(context, "made", [step]);
  notePath(context, "made", [step, step]);
  expect(criticalPath(memory).map(({ name }) => name)).toEqual(["decided", step.name, step.name]);
});
