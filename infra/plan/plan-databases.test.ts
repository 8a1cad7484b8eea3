import { describe, expect, it } from "vitest";
import { longestSeconds } from "../../agreement/duration";
import { planOf, platforms, sourcesOf } from "./plan.fixture";

describe.each(platforms)("retention of %s", (name) => {
  const { agreement } = sourcesOf(name);
  const databases = planOf(sourcesOf(name)).cells.flatMap((cell) => cell.servers.flatMap((server) => server.databases));
  const seconds = (duration: string | undefined): number => (duration === undefined ? 0 : longestSeconds(duration));

  it("covers what is promised", () => {
    const firstOfMonth = agreement.backup.independentCopies.map((copy) => seconds(copy.firstOfMonthKept));
    for (const { pointInTimeDays, longTerm } of databases) {
      expect(pointInTimeDays * 86_400).toBeGreaterThanOrEqual(seconds(agreement.backup.pointInTime));
      expect(pointInTimeDays).toBeLessThanOrEqual(35);
      expect(seconds(longTerm.monthly)).toBeGreaterThanOrEqual(
        Math.max(seconds(agreement.backup.monthly), ...firstOfMonth),
      );
      expect(seconds(longTerm.yearly)).toBeGreaterThanOrEqual(seconds(agreement.backup.yearly));
      expect(longTerm.yearly === undefined).toBe(longTerm.weekOfYear === undefined);
    }
  });
});

it("the ladder is written in Azure's own steps", () => {
  const ladder = (platform: (typeof platforms)[number]) =>
    planOf(sourcesOf(platform)).cells[0]?.servers[0]?.databases[0]?.longTerm;
  expect(ladder("superoffice")).toEqual({ monthly: "P12M", yearly: "P10Y", weekOfYear: 1 });
  // 62 days and up to a week until the monthly backup is made: 69 days, 10 weeks.
  expect(ladder("draftit")).toEqual({ monthly: "P10W" });
  expect(ladder("coachview")).toEqual({});
});

it("a generation that a restore has made by itself is taken over, and one that nobody has made is not", () => {
  const source = sourcesOf("draftit");
  const restoring = { generation: "02", from: "01", to: "2027-03-01T10:00:00Z" };
  const planned = (more: { readonly made?: true }) => {
    const [first, ...others] = source.tenants.tenants;
    if (first === undefined) throw new Error("draftit has no tenant");
    const data = { local: { generation: "01", restoring: { ...restoring, ...more }, kept: [] } };
    const tenants = { ...source.tenants, tenants: [{ ...first, data }, ...others] };
    const databases = planOf({ ...source, tenants }).cells.flatMap(({ servers }) =>
      servers.flatMap((one) => one.databases),
    );
    return databases.find(({ generation }) => generation === "02");
  };
  expect(planned({ made: true })).toMatchObject({ standing: "restoring", made: true, origin: { from: "01" } });
  expect(planned({})).not.toHaveProperty("made");
});
