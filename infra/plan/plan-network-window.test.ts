import { expect, it } from "vitest";
import { planNetworkWindow, networkWindowRefusals } from "./plan-network-window";
import { planOf, sourcesOf } from "./plan.fixture";

it.each([
  ["coachview", "01:00", "Europe/Amsterdam"],
  ["superoffice", "01:00", "Europe/Oslo"],
  // Its evenings begin at 18:00, and on working days the night is not among the promised hours.
  ["draftit", "18:00", "Europe/Stockholm"],
] as const)("the networks of %s are worked on from %s", (platform, startTime, timeZone) => {
  const { network } = planOf(sourcesOf(platform)).maintenance;
  expect(network).toEqual({ startTime, hours: 5, timeZone });
});

it("there is no window, and the plan says so, where the promised hours leave none on every day", () => {
  const { agreement } = sourcesOf("draftit");
  const allowed = [{ days: "Sat-Sun", from: "00:00", length: "PT24H", timeZone: "Europe/Stockholm" }];
  const strict = { ...agreement, maintenance: { ...agreement.maintenance, allowed } } as typeof agreement;
  expect(planNetworkWindow(strict, 2026)).toBeUndefined();
  expect(networkWindowRefusals(strict, 2026).map(({ refused }) => refused)).toContain(
    "a window of our own for VPN gateways and firewalls",
  );
});
