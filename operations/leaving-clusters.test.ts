import { describe, expect, it, vi } from "vitest";
import type { Plan } from "../infra/plan/plan";
import { CommandFailure } from "./command-failure";
import { emptyLeavingClusters, leavingProviders } from "./leaving-clusters";
import { OperationFailure } from "./operation-failure";
import type { Session } from "./session";
import type { operate } from "./stack-operations";

const operation = vi.hoisted(() => vi.fn<typeof operate>());
vi.mock("./stack-operations", () => ({ operate: operation }));

type Workloads = Plan["cells"][number]["workloads"];

const workloads = (...places: readonly { readonly site: string; readonly tenant?: string }[]) =>
  places as unknown as Workloads;
const urn = (type: string, name: string) => `urn:pulumi:stack::project::${type}::${name}`;
const resource = (type: string, name: string) => ({ type, urn: urn(type, name) });
const provider = (name: string) => resource("pulumi:providers:kubernetes", name);

const state = [
  provider("cluster-swc"),
  provider("cluster-swc-vast"),
  resource("pulumi:providers:azure-native", "cells"),
  resource("kubernetes:core/v1:Namespace", "cluster-swc-other"),
];

it("finds the cluster of a tenant that is gone, and no other", () => {
  expect(leavingProviders(state, workloads({ site: "swc" }))).toEqual([
    urn("pulumi:providers:kubernetes", "cluster-swc-vast"),
  ]);
});

it("finds none as long as the plan has all of them", () => {
  expect(leavingProviders(state, workloads({ site: "swc" }, { site: "swc", tenant: "vast" }))).toEqual([]);
});

it("finds all of a cell without clusters", () => {
  expect(leavingProviders(state, workloads())).toHaveLength(2);
});

describe("what is in a cluster that goes", () => {
  const notes: string[] = [];
  const empty = (environment = "local", yes = true): Promise<void> => {
    const plan = { cells: [{ number: "01", workloads: workloads({ site: "swc" }) }] } as unknown as Plan;
    const stack = { name: "c", platform: "draftit", environment: "local", layer: "cell", cell: 1 } as const;
    const workload = "draftit-local-workload-01";
    notes.length = 0;
    return emptyLeavingClusters({ environment } as Session, plan, stack, {
      ...{ yes, display: "terminal", note: (line) => notes.push(line) },
      ...{ existing: new Set([workload]), states: new Map([[workload, state]]) },
    });
  };

  it("goes with it where it does not answer in time, and the note says how long that was", async () => {
    operation.mockRejectedValueOnce(new OperationFailure("did not end within 15 minutes", [], [], true));
    await empty();
    expect(operation.mock.lastCall?.[1].withinMinutes).toBe(15);
    expect(notes.at(-1)).toMatch(/did not end within 15 minutes\nWhat is left in it goes with the cluster/);
  });

  it("is waited for as long as it takes where the engine asks a person first", async () => {
    await empty("test", false);
    expect(operation.mock.lastCall?.[1]).not.toHaveProperty("withinMinutes");
    await empty("test", true);
    expect(operation.mock.lastCall?.[1].withinMinutes).toBe(15);
  });

  it.each([
    new OperationFailure("the object is refused", [], ["the object is refused"]),
    new CommandFailure("The disk is full."),
  ])("ends the run with what else is wrong: $message", async (failure) => {
    operation.mockRejectedValueOnce(failure);
    await expect(empty()).rejects.toBe(failure);
  });
});
