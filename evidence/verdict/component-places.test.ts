import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterAll, expect, it } from "vitest";
import { ComponentPlaces } from "./component-places";

const project = mkdtempSync(path.join(os.tmpdir(), "deltawerk-places-"));
afterAll(() => rmSync(project, { recursive: true, force: true }));
mkdirSync(path.join(project, "components", "data"), { recursive: true });
const source = (name: string, lines: readonly string[]): void =>
  writeFileSync(path.join(project, "components", "data", name), lines.join("\n"));
source("store.ts", [
  "class Store {",
  '    super("deltawerk:data:Store", name);',
  "    new storage.Account(name);",
  "    new storage.Container(`${name}-a`);",
  "    new storage.Container(`${name}-b`);",
]);
source("store.test.ts", ['super("deltawerk:data:Store", name);']);

const urn = (types: string): string => `urn:pulumi:pct-local::deltawerk::${types}::store`;
const places = new ComponentPlaces(project);

it.each([
  ["the line that makes it", "deltawerk:data:Store$azure-native:storage:Account", 3],
  ["the component where several are made", "deltawerk:data:Store$azure-native:storage:Container", 2],
  ["the component where another file makes it", "deltawerk:data:Store$azure-native:insights:DiagnosticSetting", 2],
])("a resource stands at %s", (_, types, line) => {
  expect(places.of(urn(types))).toEqual({ file: "components/data/store.ts", line });
});

it.each(["azure-native:storage:Account", "deltawerk:data:Other$azure-native:storage:Account"])(
  "%s has no place that is known",
  (types) => {
    expect(places.of(urn(types))).toBeUndefined();
  },
);

it("knows nothing where there are no components, and finds those of this project", () => {
  expect(new ComponentPlaces(path.join(project, "none")).of(urn("deltawerk:data:Store$a:b:C"))).toBeUndefined();
  const database = urn("deltawerk:data:TenantDatabase$azure-native:sql:Database");
  expect(new ComponentPlaces(path.join(__dirname, "..", "..")).of(database)?.file).toBe(
    "components/data/tenant-database.ts",
  );
});
