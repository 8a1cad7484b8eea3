import { expect, it } from "vitest";
import type { Ledger } from "../../agreement/ledger";
import { head } from "../formats/check-result.fixture";
import type { Finding, Verdict } from "../verdict/verdict";
import { promiseStandings } from "./promise-states";

const carriedBy = { clauses: ["a"], rules: [], analyses: [], drills: [] };
const ledger: Ledger = {
  schemaVersion: 1,
  platform: "pct",
  summary: "",
  readings: [],
  promises: [
    { id: "PC-A-1", text: "carried", kind: "platform", force: "stated", carriedBy },
    { id: "PC-A-2", text: "carried by nothing that judges", kind: "platform", force: "stated", carriedBy },
    { id: "PC-A-3", text: "handed over", kind: "handover", carriedBy, artefact: "a file" },
    { id: "PC-A-4", text: "not handed over yet", kind: "handover", carriedBy, artefact: "open" },
    { id: "PC-A-5", text: "nothing of ours", kind: "organisation" },
  ],
};

function verdict(...statuses: readonly Finding["status"][]): Verdict {
  const [rule] = head.rules;
  if (rule === undefined) throw new Error("the fixture has no rule");
  return {
    ...head,
    rules: [{ ...rule, id: "r", clauses: [{ name: "a", promises: ["PC-A-1"] }] }],
    findings: statuses.map((status) => ({ rule: "r", status, blocks: false, message: "" })),
  };
}

it.each([
  ["kept", verdict()],
  ["waived", verdict("waived")],
  ["undetermined", verdict("waived", "undetermined")],
  ["broken", verdict("undetermined", "violated")],
] as const)("a promise is %s by the worst that its rules found", (state, judged) => {
  expect(promiseStandings(ledger, judged, []).map((one) => one.state)).toEqual([
    state,
    "unproved",
    "handed over",
    "open",
    "outside",
  ]);
});

it("a rule that the ledger names stands for a promise too", () => {
  const [first, second] = ledger.promises;
  if (first === undefined || second?.kind !== "platform") throw new Error("the fixture has changed");
  const named: Ledger = { ...ledger, promises: [first, { ...second, carriedBy: { ...carriedBy, rules: ["r"] } }] };
  expect(promiseStandings(named, verdict("violated"), []).map(({ state }) => state)).toEqual(["broken", "broken"]);
});

it.each([
  ["kept", "passed", verdict()],
  ["missed", "deviated", verdict()],
  ["kept", "aborted", verdict()],
  ["broken", "deviated", verdict("violated")],
] as const)("a promise is %s where the drill that exercises it has %s", (state, status, judged) => {
  const [first] = ledger.promises;
  if (first?.kind !== "platform") throw new Error("the fixture has changed");
  const drilled: Ledger = { ...ledger, promises: [{ ...first, carriedBy: { ...carriedBy, drills: ["twin"] } }] };
  const record = {
    title: "",
    environment: "local",
    on: "2026-11-20",
    status,
    figures: [],
    notMeasured: [],
    earlier: [],
  };
  const standings = promiseStandings(drilled, judged, [
    { ...record, scenario: "twin" },
    { ...record, scenario: "region-loss", status: "deviated" },
  ]);
  expect(standings.map((one) => one.state)).toEqual([state]);
});
