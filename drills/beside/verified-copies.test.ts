import path from "node:path";
import { describe, expect, it } from "vitest";
import { documentsIn } from "../../agreement/load-platform";
import type { Journal } from "../journal";
import { readSubject } from "../read-subject";
import { runDrill } from "../run-drill";
import type { LivePlatform, VerifiedCopy } from "./live-platform";
import { verifiedCopies } from "./verified-copies";

const NOW = Date.parse("2026-01-05T12:00:00Z");
const HOUR = 3_600_000;
const read = readSubject(documentsIn(path.resolve(__dirname, "../..")), "pct", "local");
if (!read.ok) throw new Error("the documents of pct cannot be read");
const { value: subject } = read;

const whole = subject.plan.cells.flatMap(({ tenants }) =>
  tenants.flatMap(({ code }) =>
    subject.plan.backup.copies.flatMap(({ key, places }) =>
      places.map((place): VerifiedCopy => ({
        ...{ tenant: code, copy: key, place, outcome: "whole" },
        ...{ at: NOW - HOUR, moment: NOW - 3 * HOUR },
      })),
    ),
  ),
);

async function drilled(records: readonly VerifiedCopy[]): Promise<Journal> {
  const asked = { now: () => Promise.resolve(NOW), verifiedCopies: () => Promise.resolve(records) };
  return runDrill({
    definition: { ...verifiedCopies, name: "twin", title: "", notRun: ["because"] },
    // The drill asks for nothing else: it would fail.
    means: { live: asked as unknown as LivePlatform },
    ...{ subject, now: asked.now, seed: 1, versions: {}, say: () => undefined, isAborted: () => false },
    store: { load: () => undefined, save: () => undefined },
    realNow: () => new Date(NOW),
  });
}

const measured = ({ results }: Journal) => Object.fromEntries(results.map(({ id, measured: value }) => [id, value]));

describe("records of verifications", () => {
  it("of every copy that say it is whole pass, with the age of the newest", async () => {
    const journal = await drilled(whole);
    expect([journal.status, journal.reason, journal.notRun]).toEqual(["passed", undefined, ["because"]]);
    expect(measured(journal)).toEqual({ unverified: 0, damaged: 0, undecided: 0, "recovery-point": 180 });
  });

  it("count the newest one only", async () => {
    const [first] = whole;
    if (first === undefined) throw new Error("pct has no copies");
    const earlier: VerifiedCopy = { ...first, outcome: "damaged", at: NOW - 2 * HOUR };
    expect(measured(await drilled([...whole, earlier]))["damaged"]).toBe(0);
    expect((await drilled([...whole, { ...earlier, at: NOW }])).status).toBe("deviated");
  });

  it("that are missing, too old or undecided are no proof", async () => {
    const [first, ...others] = whole;
    if (first === undefined) throw new Error("pct has no copies");
    expect(measured(await drilled(others))["unverified"]).toBe(1);
    expect(measured(await drilled([...others, { ...first, at: NOW - 100 * HOUR }]))["unverified"]).toBe(1);
    const undecided = await drilled([...others, { ...first, outcome: "undetermined" }]);
    expect([undecided.status, measured(undecided)["undecided"]]).toEqual(["deviated", 1]);
  });
});
