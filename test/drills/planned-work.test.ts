import { afterEach, describe, expect, it } from "vitest";
import { closeExercises, exercise, measured, verdict } from "./exercises";

afterEach(closeExercises);

/** What of an agreement is changed here. */
interface Agreed {
  readonly availability: { plannedCounts: boolean }[];
  readonly maintenance: { readonly window: object; never?: string };
}

type Change = (agreement: Agreed) => void;

const asItIs: Change = () => undefined;

/** Planned work at other times, with nothing that it has to keep out of. */
const at =
  (days: string, from: string, length: string, timeZone = "Europe/Amsterdam"): Change =>
  ({ maintenance }) => {
    Object.assign(maintenance.window, { days, from, length, timeZone });
    delete maintenance.never;
  };

const counted =
  (change: Change): Change =>
  (text) => {
    change(text);
    for (const clause of text.availability) clause.plannedCounts = true;
  };

const SECONDS = 1 / 60;
const HOUR = 60;
/** Monday to Friday, 08:30 to 17:00. */
const OFFICE_MINUTES = 5 * 8.5 * HOUR;

describe("planned work", () => {
  it.each<[string, string, Change, Readonly<Record<string, number>>]>([
    // Azure has Friday to Sunday from 22:00 for databases, and so Monday 00:00, which no agreed window holds.
    [
      "coachview",
      "as it is",
      asItIs,
      { "begins-winter": HOUR, "begins-summer": 2 * HOUR, "clusters-outside": 2 * HOUR, counted: 16 * SECONDS },
    ],
    // What is agreed is what Azure takes: planned downtime does not count.
    [
      "coachview",
      "the weekend's nights",
      at("Fri-Sun", "22:00", "PT8H"),
      { "begins-winter": 22 * HOUR, "begins-summer": 23 * HOUR, "clusters-outside": 2 * HOUR, counted: 0 },
    ],
    [
      "coachview",
      "the weekend's nights, which count",
      counted(at("Fri-Sun", "22:00", "PT8H")),
      { counted: 16 * SECONDS },
    ],
    // The weekdays' windows of Azure open on Monday at 22:00, an hour too early.
    [
      "coachview",
      "nights of the week",
      at("Mon-Thu", "23:00", "PT6H"),
      { "begins-winter": 23 * HOUR, counted: 16 * SECONDS },
    ],
    // A clock without summer time has one season, and one piece of work.
    [
      "coachview",
      "a clock that is never changed",
      at("Sat-Sun", "01:00", "PT4H", "UTC"),
      { "begins-winter": HOUR, "begins-summer": HOUR, "clusters-outside": 0, counted: 8 * SECONDS },
    ],
    // In Norway databases have no window, and planned work counts always.
    [
      "superoffice",
      "as it is",
      asItIs,
      { "begins-winter": HOUR, "begins-summer": 2 * HOUR, "forbidden-unchosen": 0, counted: 16 * SECONDS },
    ],
    ["pct", "as it is", asItIs, { "forbidden-unchosen": 0 }],
  ])("on %s, %s, comes at the hours of the windows", async (platform, _, agreement, expected) => {
    const journal = await (await exercise(platform, "planned-work", { agreement })).run();
    expect([journal.status, journal.reason]).toEqual(["passed", undefined]);
    expect([measured(journal, "forbidden"), measured(journal, "outage")]).toEqual([0, 8 * SECONDS]);
    for (const [id, value] of Object.entries(expected)) expect(measured(journal, id), id).toBeCloseTo(value, 6);
  });

  it("in Azure's window of weekends reaches into Monday, which is held against what was promised", async () => {
    const journal = await (await exercise("draftit", "planned-work")).run();
    // Monday, from midnight to six: no window that Azure offers in Sweden ends with the weekend.
    expect([journal.status, measured(journal, "forbidden")]).toEqual(["deviated", 6 * HOUR]);
    expect([verdict(journal, "forbidden-unchosen"), verdict(journal, "outage")]).toEqual(["kept", "kept"]);
  });

  it("at hours that nobody could choose is held against what was promised all the same", async () => {
    const made = await exercise("draftit", "planned-work");
    const databases = (await made.cloud.resources()).filter(({ id }) => /servers\/[^/]+\/databases\/[^/]+$/.test(id));
    for (const { id } of databases) {
      await made.cloud.change(id, { properties: { maintenanceConfigurationId: "SQL_Default" } });
    }
    const journal = await made.run();
    // From 17:00 to 18:00, and from midnight to 08:00, Monday to Friday, nothing may be planned.
    expect([journal.status, measured(journal, "forbidden-unchosen")]).toEqual(["deviated", 5 * 9 * HOUR]);
    expect([verdict(journal, "forbidden"), verdict(journal, "outage")]).toEqual(["kept", "kept"]);
  });

  it("in the middle of a working day is not what was agreed", async () => {
    const made = await exercise("coachview", "planned-work");
    const windows = (await made.cloud.resources()).filter(({ id }) => /maintenanceConfigurations\/default$/.test(id));
    for (const { id } of windows) {
      const schedule = { weekly: { dayOfWeek: "Monday", intervalWeeks: 1 } };
      await made.cloud.change(id, { properties: { maintenanceWindow: { schedule, startTime: "08:00" } } });
    }
    const journal = await made.run();
    // Monday 08:00 to 12:00 in winter, 09:00 to 13:00 in summer, and the office opens at 08:30.
    expect([journal.status, measured(journal, "forbidden")]).toEqual(["deviated", 4 * HOUR]);
  });

  it.each([
    ["clusters", /managedClusters\/maintenanceConfigurations/i],
    ["firewalls and gateways, although one is there,", /Microsoft.Maintenance\/configurationAssignments/i],
  ])("comes at any time where %s keep to no window", async (_, windows) => {
    const made = await exercise("coachview", "planned-work");
    await made.remove(windows);
    const journal = await made.run();
    expect([journal.status, measured(journal, "forbidden")]).toEqual(["deviated", OFFICE_MINUTES]);
    expect(verdict(journal, "outage")).toBe("kept");
  });
});
