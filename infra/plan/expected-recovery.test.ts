import { describe, expect, it } from "vitest";
import { recoveryFindings } from "./expected-recovery";
import { planOf, platforms, sourcesOf } from "./plan.fixture";
import { activeSiteOf, selectSites } from "./select-sites";

describe.each(platforms)("recovery of %s", (platform) => {
  const { recovery } = planOf(sourcesOf(platform));

  it("is the sum of its steps, each with a source, and within what is agreed", () => {
    for (const figure of recovery) {
      expect(figure.steps.reduce((sum, step) => sum + step.minutes, 0)).toBe(figure.timeMinutes);
      expect(figure.steps.every((step) => step.source !== "")).toBe(true);
      expect(figure.timeMinutes).toBeLessThanOrEqual(figure.agreedTimeMinutes ?? 0);
    }
  });
});

it("a second site is counted on only where residency leaves one that is ready", () => {
  const withSiteLoss = platforms.filter((platform) =>
    planOf(sourcesOf(platform)).recovery.some((figure) => figure.scope.startsWith("loss of")),
  );
  expect(withSiteLoss).toEqual(["superoffice"]);
});

it("a restore of draftit begins without anybody deciding", () => {
  const start = planOf(sourcesOf("draftit")).recovery.find((figure) => figure.promises.includes("DR-BAK-3"));
  expect(start).toMatchObject({ timeMinutes: 10, agreedTimeMinutes: 60, scope: "a restore has begun by itself" });
});

it("databases that take longer to restore than agreed are refused with both figures", () => {
  const { agreement, environment } = sourcesOf("coachview");
  const sites = selectSites(agreement);
  const sizes = { ...environment.sizes, database: { sku: "GP_Gen5_2", maxSizeGiB: 1024 } };
  const findings = recoveryFindings({
    agreement,
    environment: { ...environment, sizes },
    sites,
    active: activeSiteOf(sites),
  });
  expect(findings.map(({ path, given, allowed }) => [path.join("."), given, allowed.split(" (")[0]])).toEqual([
    ["recovery.time", "240 minutes", "1081 minutes or more"],
    ["recovery.fromCopies.point", "1440 minutes", "3109 minutes or more"],
    ["recovery.fromCopies.time", "1440 minutes", "12535 minutes or more"],
  ]);
});
