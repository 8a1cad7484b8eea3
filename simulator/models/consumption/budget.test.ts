import { afterEach, beforeEach, expect, it } from "vitest";
import type { ArmObject } from "../../arm/resource";
import { CloudForTests } from "../cloud-for-tests";

let cloud: CloudForTests;
beforeEach(async () => {
  cloud = await CloudForTests.open();
});
afterEach(() => cloud.close());

const told = { enabled: true, operator: "GreaterThan", threshold: 80, contactEmails: ["operations@example.org"] };

it.each<[string, ArmObject, string[]]>([
  ["a budget", {}, []],
  ["nothing to spend", { amount: 0 }, ["400"]],
  ["a start within a month", { timePeriod: { startDate: "2026-01-15" } }, ["400"]],
  ["a start of long ago", { timePeriod: { startDate: "2016-01-01" } }, ["400"]],
  ["a notice to nobody", { notifications: { spent: { ...told, contactEmails: [] } } }, ["400"]],
  ["a threshold of 1001 %", { notifications: { spent: { ...told, threshold: 1001 } } }, ["InvalidParameter"]],
  ["six notices", { notifications: Object.fromEntries([1, 2, 3, 4, 5, 6].map((one) => [`n${one}`, told])) }, ["400"]],
])("answers %s", async (_, changed, codes) => {
  const id = `${cloud.group()}/providers/Microsoft.Consumption/budgets/monthly`;
  const properties = {
    amount: 100,
    category: "Cost",
    timeGrain: "Monthly",
    timePeriod: { startDate: "2026-01-01" },
    notifications: { spent: told },
    ...changed,
  };
  expect(await cloud.refusals(id, { properties })).toEqual(codes);
});
