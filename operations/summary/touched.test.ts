import type { EngineEvent } from "@pulumi/pulumi/automation/events";
import { expect, test } from "vitest";
import { touchedByOwner, touchedLines } from "./touched";

function step(op: string, name: string, type = "azure-native:sql:Database"): EngineEvent {
  const urn = `urn:pulumi:pct-local-cell-01::deltawerk::deltawerk:data:TenantDatabase$${type}::${name}`;
  return { resOutputsEvent: { metadata: { op, urn, type } } } as unknown as EngineEvent;
}

const tenants = ["aaaa", "bbbb", "cccc"];

test("what was done is told by whose it is", () => {
  const touched = touchedByOwner(
    [
      step("create", "database-aaaa-01-primary"),
      step("create", "waf-weu-aaaa"),
      step("same", "database-bbbb-01-primary"),
      step("update", "gateway-weu-gateway"),
      step("create", "database-aaaa-01", "deltawerk:data:TenantDatabase"),
    ],
    tenants,
  );
  expect(touched).toEqual({
    tenants: { aaaa: { changes: { create: 2 }, changed: [] } },
    shared: { changes: { update: 1 }, changed: ["gateway-weu-gateway"] },
  });
  expect(touchedLines(touched)).toEqual([
    "Tenants touched: aaaa (2 create)",
    "Shared: 1 update, of them changed: gateway-weu-gateway",
  ]);
});

test("a replacement is one change, of the tenant that it happens to", () => {
  const name = "database-bbbb-01-primary";
  const touched = touchedByOwner(
    ["create-replacement", "replace", "delete-replaced"].map((op) => step(op, name)),
    tenants,
  );
  expect(touched.tenants).toEqual({ bbbb: { changes: { replace: 1 }, changed: [name] } });
});

test("nothing is nobody's", () => {
  expect(touchedLines(touchedByOwner([step("same", "waf-weu-aaaa")], tenants))).toEqual([
    "Tenants touched: none",
    "Shared: nothing",
  ]);
});

test("it is told in the same order, in whichever the engine came to it", () => {
  const steps = [step("update", "waf-weu-bbbb"), step("delete", "waf-noe-bbbb"), step("update", "gateway-weu-gateway")];
  const touched = touchedByOwner(steps, tenants);
  expect(touchedByOwner([...steps].reverse(), tenants)).toEqual(touched);
  expect(touchedLines(touchedByOwner([...steps].reverse(), tenants))).toEqual(touchedLines(touched));
  expect(touched.tenants["bbbb"]?.changed).toEqual(["waf-noe-bbbb", "waf-weu-bbbb"]);
});
