import { expect, it } from "vitest";
import { eventsOf, platformEvents, silentTenants } from "./record-queries";

it("asks for events of its own tenants only", () => {
  expect(eventsOf(["ab12", "cd34"], ["uptime.down"])).toContain(
    'record.event in ("uptime.down") and record.tenant in ("ab12", "cd34")',
  );
});

it("asks for events of the platform without asking for a tenant", () => {
  expect(platformEvents(["heartbeat.blind"])).not.toContain("tenant");
});

it("finds tenants of which nothing was recorded at all", () => {
  expect(silentTenants(["ab12"], "uptime.up")).toMatch(
    /^datatable\(tenant: string\) \["ab12"\] \| join kind=leftanti \(.*record\.name == "uptime\.up".*\) on tenant$/,
  );
});
