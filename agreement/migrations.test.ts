import { expect, test } from "vitest";
import { migrate } from "./migrations";

const migrations = new Map([
  [1, (document: Readonly<Record<string, unknown>>) => ({ ...document, platform: document["name"] })],
  [
    2,
    (document: Readonly<Record<string, unknown>>) =>
      Object.fromEntries(Object.entries(document).filter(([key]) => key !== "name")),
  ],
]);

test("a document is brought forward one version at a time", () => {
  expect(migrate({ schemaVersion: 1, name: "pct" }, 3, migrations)).toEqual({
    document: { schemaVersion: 3, platform: "pct" },
  });
});

test.each([
  { version: 4, fix: "Use the release of deltawerk that wrote this document, or a newer one." },
  { version: 0, fix: "Write the document anew as version 3." },
])("version $version cannot be read", ({ version, fix }) => {
  expect(migrate({ schemaVersion: version }, 3, migrations)).toEqual({
    finding: { path: ["schemaVersion"], allowed: "schema version 1, 2, 3", fixes: [fix] },
  });
});

test("what has no version is left to the schema", () => {
  expect(migrate("text", 3, migrations)).toEqual({ document: "text" });
});
