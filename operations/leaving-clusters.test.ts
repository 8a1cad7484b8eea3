import { expect, it } from "vitest";
import type { Plan } from "../infra/plan/plan";
import { leavingProviders } from "./leaving-clusters";

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
