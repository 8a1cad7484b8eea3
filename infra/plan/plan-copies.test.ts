import { expect, it } from "vitest";
import { planOf, sourcesOf } from "./plan.fixture";
import type { PlatformName } from "./plan.fixture";

it.each<[PlatformName, readonly (readonly [string, Readonly<Record<string, string>>])[]]>([
  ["coachview", [["daily", { weu: "Standard_ZRS" }]]],
  ["superoffice", [["nightly", { now: "Standard_LRS", noe: "Standard_ZRS" }]]],
  ["cloxxs", [["daily", { weu: "Standard_ZRS" }]]],
  [
    "pct",
    [
      ["hot", { weu: "Standard_GZRS" }],
      ["cold", { weu: "Standard_ZRS" }],
    ],
  ],
  ["draftit", [["daily", { sws: "Standard_LRS" }]]],
])("copies of %s are in as many places as promised and in no more", (platform, expected) => {
  const { copies } = planOf(sourcesOf(platform)).backup;
  expect(copies.map((copy) => [copy.key, copy.redundancy])).toEqual(expected);
});

it.each<[PlatformName, readonly (readonly [string, string, string])[]]>([
  ["coachview", [["weu", "ZoneRedundant", "documents cluster"]]],
  [
    "superoffice",
    [
      ["noe", "GeoRedundant", "cluster"],
      ["neu", "GeoRedundant", "documents"],
      ["weu", "GeoRedundant", "documents"],
    ],
  ],
  ["cloxxs", [["weu", "ZoneRedundant", "documents cluster"]]],
  ["pct", [["weu", "ZoneRedundant", "documents cluster"]]],
  ["draftit", [["swc", "GeoRedundant", "documents"]]],
])("vaults of %s stand where they protect something, as redundant as residency allows", (platform, expected) => {
  const { vaults } = planOf(sourcesOf(platform)).backup;
  expect(vaults.map((vault) => [vault.site, vault.redundancy, vault.protects.join(" ")])).toEqual(expected);
});

it("an archive of the logs is with every place of copies, places of nothing else included", () => {
  expect(planOf(sourcesOf("draftit")).backup.logArchiveSites).toEqual(["swc", "sws"]);
  expect(planOf(sourcesOf("superoffice")).backup.logArchiveSites).toEqual(["noe", "now"]);
});

it("the first copy of a month is kept as long as promised", () => {
  const [copy] = planOf(sourcesOf("draftit")).backup.copies;
  expect(copy).toMatchObject({ retentionDays: 10, firstOfMonthDays: 62 });
});

it.each([
  ["local", 0],
  ["production", 14],
] as const)("in environment %s a deleted backup can be brought back for %i days", (environment, days) => {
  const sources = sourcesOf("pct");
  const { vaults } = planOf({ ...sources, environment: { ...sources.environment, environment } }).backup;
  expect(vaults.map(({ softDeleteDays }) => softDeleteDays)).toEqual([days]);
});

it.each([
  ["local", "unlocked", "Disabled"],
  ["production", "unlocked", "Unlocked"],
  ["production", "locked", "Locked"],
] as const)("in environment %s, %s, vaults are %s", (environment, immutability, expected) => {
  const sources = sourcesOf("pct");
  const { vaults } = planOf({ ...sources, environment: { ...sources.environment, environment, immutability } }).backup;
  expect(vaults.map((vault) => vault.immutability)).toEqual([expected]);
});
