import { expect, it } from "vitest";
import type { Platform } from "../../azure/names/codes";
import { maintenanceRefusals, planMaintenance } from "./plan-maintenance";
import { sourcesOf } from "./plan.fixture";
import { selectSites } from "./select-sites";

const agreed = (platform: Platform) => {
  const { agreement } = sourcesOf(platform);
  return { agreement, sites: selectSites(agreement) };
};

it.each([
  ["coachview", { weu: "SQL_WestEurope_DB_2" }],
  // Azure has no window in Norway.
  ["superoffice", { noe: undefined, now: undefined }],
  ["draftit", { swc: "SQL_SwedenCentral_DB_2" }],
] as const)("databases of %s have Azure's window of the region on the agreed nights", (platform, windows) => {
  const { agreement, sites } = agreed(platform);
  expect(planMaintenance(agreement, sites).sql).toMatchObject(windows);
});

it("nights on which work keeps to the agreed hours come before the agreed nights", () => {
  const { agreement, sites } = agreed("draftit");
  // Tuesday to Friday until six in the morning and from ten in the evening: what weekday windows take, and no weekend.
  const allowed = [
    { days: "Mon-Thu", from: "22:00", length: "PT8H", timeZone: "Europe/Stockholm" },
    ...(agreement.maintenance.allowed ?? []).slice(1),
  ];
  const changed = { ...agreement, maintenance: { ...agreement.maintenance, allowed } };
  expect(planMaintenance(changed, sites).sql["swc"]).toBe("SQL_SwedenCentral_DB_1");
  expect(maintenanceRefusals(changed, sites).map(({ refused }) => refused)).not.toContainEqual(
    expect.stringContaining("databases"),
  );
});

it.each([
  ["coachview", []],
  [
    "superoffice",
    ["a window of our own for databases in norwayeast", "a window of our own for databases in norwaywest"],
  ],
  ["draftit", ["work on databases in swedencentral in the agreed hours alone"]],
] as const)("of %s it is said which databases Azure works on at hours that nobody agreed to", (platform, said) => {
  const { agreement, sites } = agreed(platform);
  const refused = maintenanceRefusals(agreement, sites).map((one) => one.refused);
  expect(refused.filter((text) => text.includes("databases"))).toEqual(said);
});
