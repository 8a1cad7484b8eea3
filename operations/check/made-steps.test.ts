import type { EngineEvent } from "@pulumi/pulumi/automation/events";
import { expect, it } from "vitest";
import { madeSteps } from "./made-steps";

const urn = "urn:pulumi:pct-local::deltawerk::azure-native:sql:Database::database";

function event(before: object, after: object, diffs: readonly string[]): EngineEvent {
  const type = "azure-native:sql:Database";
  const metadata = { op: "update", urn, type, diffs, old: { inputs: before, protect: true }, new: { inputs: after } };
  return { resourcePreEvent: { metadata } } as unknown as EngineEvent;
}

it("tells values of one word, and neither secrets nor what nobody knows yet", () => {
  const before = { days: 30, zonal: true, password: "[secret]", id: "a", sku: { name: "S" }, location: "northeurope" };
  const unknown = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";
  const after = { days: 14, zonal: false, password: "[secret]", id: unknown, sku: { name: "P" } };
  expect(madeSteps([event(before, after, Object.keys(before))])).toEqual([
    {
      ...{ urn, operation: "update", protect: true },
      properties: ["days", "id", "location", "password", "sku", "zonal"],
      values: { days: [30, 14], "sku.name": ["S", "P"], zonal: [true, false] },
    },
  ]);
});

it.each(["two words", "a`b", "first\nsecond", "x".repeat(81)])("takes %j for no word", (text) => {
  expect(madeSteps([event({ name: "a" }, { name: text }, ["name"])])[0]).not.toHaveProperty("values");
});

it("says nothing of values where none can be told", () => {
  expect(madeSteps([event({ sku: {} }, { sku: { name: "P" } }, ["sku"])])[0]).not.toHaveProperty("values");
});

it("tells which elements of a list with names come, go and change, and nothing of other lists", () => {
  const rule = (name: string, port: number) => ({ name, port });
  const before = { rules: [rule("mail", 25), rule("web", 443), rule("old", 1)], zones: ["1"] };
  const after = { rules: [rule("web", 8443), rule("mail", 25), rule("debug", 22)], zones: ["1", "2"] };
  const [step] = madeSteps([event(before, after, ["rules", "zones"])]);
  expect(step).toMatchObject({ lists: { rules: { added: ["debug"], removed: ["old"], changed: ["web"] } } });
  expect(step).not.toHaveProperty("values");
  expect(madeSteps([event({ rules: "[secret]" }, { rules: [] }, ["rules"])])[0]).not.toHaveProperty("lists");
});
