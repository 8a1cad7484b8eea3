import { afterEach, describe, expect, it } from "vitest";
import { changedSource, subjectFrom } from "./exercise";
import { closeExercises, exercise, measured, named, verdict } from "./exercises";

afterEach(closeExercises);

/** What of an agreement is changed here. */
interface Agreed {
  sites: { readonly region: string; readonly role: string; zone?: number }[];
  readonly availability: { target: number }[];
  readonly recovery: { time: string; readonly redundancy: { spread: string } };
  readonly backup: { readonly independentCopies: object[] };
}

interface Ledger {
  readonly promises: { readonly carriedBy?: { clauses: string[] } }[];
}

const inOneZone = (text: Agreed, spread: string): void => {
  for (const site of text.sites) if (site.role === "active") site.zone = 1;
  text.recovery.redundancy.spread = spread;
};

/** Everything of superoffice that runs stands in the first zone of norwayeast, and norwaywest stands ready. */
const oneZone = (spread: string) => ({
  agreement: (text: Agreed) => inOneZone(text, spread),
  environment: (text: { sites: Record<string, unknown> }) => {
    text.sites = { no1: text.sites["noe"], now: text.sites["now"] };
  },
});

/** The same for coachview, which has no other site. */
const onlyZone = (spread: string, time = "PT4H") => ({
  agreement: (text: Agreed) => {
    inOneZone(text, spread);
    text.recovery.time = time;
    for (const clause of text.availability) clause.target = 99;
  },
  environment: (text: { sites: Record<string, unknown> }) => (text.sites = { we1: text.sites["weu"] }),
});

/** superoffice without norwaywest: one copy, in another zone, and a ledger that names no such site. */
const alone = {
  agreement: (text: Agreed) => {
    text.sites = text.sites.filter(({ region }) => region !== "norwaywest");
    for (const copy of text.backup.independentCopies) Object.assign(copy, { places: 1, apart: "zone" });
  },
  ledger: ({ promises }: Ledger) => {
    for (const { carriedBy } of promises) {
      if (carriedBy !== undefined) carriedBy.clauses = carriedBy.clauses.filter((one) => one !== "sites[norwaywest]");
    }
  },
};

describe("the loss of the only zone", () => {
  it.each([
    // A promised zone is away for half a minute; four probes of 10 s with 5 s of waiting, and 20 s of an old answer.
    ["superoffice", oneZone("zones"), 65 / 60, 0.5, "not kept"],
    ["superoffice", oneZone("servers"), 65 / 60, 240, "kept"],
    // Nobody promises a repair: it comes an hour after the recovery should have been over, and at four hours at the earliest.
    ["coachview", onlyZone("servers"), 300, 240, "not kept"],
    ["coachview", onlyZone("servers", "PT6H"), 420, 360, "not kept"],
    ["coachview", onlyZone("zones"), 300, 0.5, "not kept"],
  ] as const)(
    "of %s leaves users out until something else answers (%#)",
    async (platform, changes, out, agreed, kept) => {
      expect(named("zone-loss").applies(subjectFrom(changedSource(platform, changes), platform))).toEqual({
        applies: true,
      });
      const journal = await (await exercise(platform, "zone-loss", changes)).run();
      expect(measured(journal, "outage")).toBeCloseTo(out, 2);
      expect(journal.results.find(({ id }) => id === "outage")?.agreed).toBe(agreed);
      expect(verdict(journal, "outage")).toBe(kept);
      expect(journal.limits.join()).toContain("everything stands in one zone");
    },
  );

  it("is no different for what a second site, copies or people recover", async () => {
    const changes = oneZone("servers");
    for (const [name, id, minutes] of [
      ["region-loss", "recovery-time", 33.5],
      ["twin", "recovery-time", 282.2],
      ["database-loss", "recovery-time", 87],
      ["firewall-loss", "outage", 0],
    ] as const) {
      const journal = await (await exercise("superoffice", name, changes)).run();
      expect([name, journal.status, journal.reason]).toEqual([name, "passed", undefined]);
      expect(measured(journal, id), name).toBeCloseTo(minutes, 1);
    }
  });
});

describe("superoffice without a second site", () => {
  const subject = () => subjectFrom(changedSource("superoffice", alone), "superoffice");

  it("has no region that takes over, which is said with the ways out", () => {
    const applicability = named("region-loss").applies(subject());
    expect(applicability).toMatchObject({ applies: false });
    const said = applicability.applies ? [] : [applicability.because, ...applicability.waysOut];
    expect(said.join(" ")).toContain("no second site stands ready beside norwayeast");
    expect(said.join(" ")).toContain("norwaywest");
  });

  it.each([
    ["twin", "recovery-time", 282.2],
    ["database-loss", "recovery-time", 87],
    ["ransomware", "without-copy", 0],
    ["zone-loss", "outage", 0.5],
    ["firewall-loss", "outage", 0],
    ["monitoring-loss", "detection", 10],
    // Nowhere else to go until the gateway looks again.
    ["certificate-loss", "outage", 240],
  ])("%s is measured: %s is %d", async (name, id, value) => {
    const journal = await (await exercise("superoffice", name, alone)).run();
    expect([journal.status, journal.reason]).toEqual(["passed", undefined]);
    expect(measured(journal, id)).toBeCloseTo(value, 1);
  });
});
