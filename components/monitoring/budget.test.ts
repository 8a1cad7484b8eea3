import { expect, it } from "vitest";
import { recordResources } from "../record-resources";
import { budget } from "./budget";

it("tells people before the money of a month is spent", async () => {
  const emails = ["operations@example.org"];
  const [made] = await recordResources((options) =>
    budget("budget", { subscription: "s", monthly: 1200, from: "2026-12-01", emails }, options),
  );
  expect(made?.inputs).toMatchObject({
    scope: "/subscriptions/s",
    amount: 1200,
    timeGrain: "Monthly",
    timePeriod: { startDate: "2026-12-01T00:00:00Z" },
    notifications: {
      spent: { threshold: 80, thresholdType: "Actual", contactEmails: emails },
      foreseen: { threshold: 100, thresholdType: "Forecasted", contactEmails: emails },
    },
  });
});
