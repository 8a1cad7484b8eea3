import { describe, expect, it } from "vitest";
import { documentsIn, loadPlatform } from "../../agreement/load-platform";
import { formatProblems } from "../../agreement/problem";
import { PLATFORM_CODES, type Platform } from "../../azure/names/codes";
import { cloudFacts } from "../../infra/plan/cloud-facts";
import { planOf, projectFolder } from "../sabotage/record-platform";
import { recordingOf } from "../sabotage/recordings";
import { CARRIERS, NOT_CARRIED, type Made } from "./carriers";

const platforms = Object.keys(PLATFORM_CODES) as readonly Platform[];

function ledgerOf(platform: Platform) {
  const loaded = loadPlatform(platform, documentsIn(projectFolder), cloudFacts);
  if (!loaded.ok) throw new Error(formatProblems(loaded.problems));
  return loaded.value.ledger;
}

/** Promises that the deployment itself must make true, and their clauses. Options that are off are sold to nobody. */
function promisesOf(platform: Platform) {
  return ledgerOf(platform).promises.flatMap((promise) =>
    promise.kind === "platform" && promise.optional !== true
      ? [{ id: promise.id, clauses: promise.carriedBy.clauses }]
      : [],
  );
}

describe.each(platforms)("promises of %s", (platform) => {
  it("stand on clauses that something is known to carry, or that are listed as open", () => {
    const clauses = promisesOf(platform).flatMap((promise) => promise.clauses);
    expect(clauses.filter((clause) => CARRIERS[clause] === undefined && NOT_CARRIED[clause] === undefined)).toEqual([]);
  });

  it("are carried by resources of the platform, or by jobs of its plan", { timeout: 600_000 }, async () => {
    const made: Made = { resources: await recordingOf(platform), plan: planOf(platform) };
    const table = promisesOf(platform).flatMap(({ id, clauses }) =>
      clauses
        .filter((clause) => NOT_CARRIED[clause] === undefined)
        .map((clause) => ({ promise: `${id} ${clause}`, carriers: CARRIERS[clause]?.(made) ?? [] })),
    );
    expect(table.filter(({ carriers }) => carriers.length === 0).map(({ promise }) => promise)).toEqual([]);
  });
});

it("no clause is listed as open that something carries", () => {
  expect(Object.keys(NOT_CARRIED).filter((clause) => CARRIERS[clause] !== undefined)).toEqual([]);
});
