import { expect, test } from "vitest";
import { documentsIn, loadPlatform } from "../load-platform";
import { testFacts } from "../test-facts";
import { calendarNamed, downtimeBudget, measuredMinutes } from "./measured-time";

function agreementOf(name: string) {
  const platform = loadPlatform(name, documentsIn("."), testFacts);
  if (!platform.ok) {
    throw new Error(`${name} has problems`);
  }
  return platform.value.agreement;
}

// Worked by hand. coachview: 0.2 % of 8,760 h, 17 h 31.2 min. pct: 0.5 % of 255 working days of 8 h.
test.each([
  { platform: "coachview", minutes: 525_600, budget: 1_051.2 },
  { platform: "superoffice", minutes: 525_600, budget: 525.6 },
  { platform: "pct", minutes: 255 * 480, budget: 612 },
])("$platform measures $minutes minutes of 2026 and may be down $budget of them", ({ platform, minutes, budget }) => {
  const agreement = agreementOf(platform);
  const [clause] = agreement.availability;
  expect(clause && measuredMinutes(agreement, clause, 2026)).toBe(minutes);
  expect(clause && downtimeBudget(agreement, clause, 2026)).toBeCloseTo(budget, 6);
});

test("a calendar that is not defined is an error", () => {
  expect(() => calendarNamed({ calendars: {} }, "nights")).toThrow('the agreement defines no calendar "nights"');
});
