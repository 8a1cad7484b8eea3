import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { DeploymentStore, type BroughtUp } from "./deployment-store";

let project: string;
let store: DeploymentStore;
const deployment: BroughtUp = { states: { "pct-local": [] }, steps: [] };

/** A checkout in which something was brought up. */
function checkout(text: string): string {
  const folder = mkdtempSync(path.join(store.folder, "work-"));
  mkdirSync(path.join(folder, ".deltawerk", "local"), { recursive: true });
  mkdirSync(path.join(folder, "stacks"));
  writeFileSync(path.join(folder, ".deltawerk", "local", "cloud"), text);
  writeFileSync(path.join(folder, ".deltawerk", "local", "endpoint.json"), "{}");
  writeFileSync(path.join(folder, "stacks", "Pulumi.pct-local-cell-01.yaml"), "salt");
  writeFileSync(path.join(folder, "stacks", "Pulumi.pct-production.yaml"), "committed");
  return folder;
}

beforeEach(() => {
  project = mkdtempSync(path.join(os.tmpdir(), "deltawerk store-"));
  store = new DeploymentStore(project);
});
afterEach(() => rmSync(project, { recursive: true, force: true }));

it("gives back what was kept, and nothing of another key", () => {
  store.keep("pct", "a1", checkout("first"), deployment);
  expect(store.find("pct", "a1")).toEqual(deployment);
  expect(store.find("pct", "b2")).toBeUndefined();
  expect(store.find("draftit", "a1")).toBeUndefined();
});

it("puts a copy of the cloud and the stacks' files into a checkout, without where the process was", () => {
  store.keep("pct", "a1", checkout("first"), deployment);
  const target = mkdtempSync(path.join(store.folder, "work-"));
  mkdirSync(path.join(target, "stacks"));
  store.restore("pct", "a1", target);
  const local = path.join(target, ".deltawerk", "local");
  expect(readFileSync(path.join(local, "cloud"), "utf8")).toBe("first");
  expect(existsSync(path.join(local, "endpoint.json"))).toBe(false);
  expect(readdirSync(path.join(target, "stacks"))).toEqual(["Pulumi.pct-local-cell-01.yaml"]);
  writeFileSync(path.join(local, "cloud"), "changed");
  const again = mkdtempSync(path.join(store.folder, "work-"));
  mkdirSync(path.join(again, "stacks"));
  store.restore("pct", "a1", again);
  expect(readFileSync(path.join(again, ".deltawerk", "local", "cloud"), "utf8")).toBe("first");
});

it("keeps the four that were used last", () => {
  for (const [index, key] of ["a1", "b2", "c3", "d4"].entries()) {
    store.keep("pct", key, checkout(key), deployment);
    const then = new Date(Date.UTC(2026, 0, 1 + index));
    utimesSync(store.placeOf("pct", key), then, then);
  }
  store.find("pct", "a1");
  store.keep("pct", "e5", checkout("e5"), deployment);
  expect(["a1", "b2", "c3", "d4", "e5"].map((key) => store.find("pct", key) !== undefined)).toEqual([
    ...[true, false, true, true, true],
  ]);
});

it("takes away what a killed check left a day ago, and nothing of one that runs", () => {
  const [old, young] = [checkout("old"), checkout("young")];
  const then = new Date(Date.now() - 2 * 86_400_000);
  utimesSync(old, then, then);
  store.keep("pct", "a1", checkout("first"), deployment);
  expect([existsSync(old), existsSync(young)]).toEqual([false, true]);
});
