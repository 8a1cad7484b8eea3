import { describe, expect, it } from "vitest";
import { makePlan } from "./make-plan";
import { planOf, sourcesOf } from "./plan.fixture";

const sources = sourcesOf("superoffice");
const { agreement } = sources;

describe("the age of the latest backup in a vault", () => {
  it("is the agreed interval and lateness", () => {
    expect(planOf(sources).backup.vaults.map((vault) => vault.latestWithinMinutes)).toEqual(
      planOf(sources).backup.vaults.map(() => 30 * 60),
    );
    const documents = { ...agreement.documents, backupEvery: "PT12H" };
    const { vaults } = planOf({ ...sources, agreement: { ...agreement, documents } }).backup;
    const ages = vaults.map((vault) => [vault.protects.includes("documents"), vault.latestWithinMinutes / 60]);
    expect(ages).toEqual(vaults.map(({ protects }) => (protects.includes("documents") ? [true, 18] : [false, 30])));
  });

  it("is refused where no alert looks back so far", () => {
    const backups = { ...agreement.monitoring.backups, late: "P2D" };
    const made = makePlan({
      ...sources,
      agreement: { ...agreement, monitoring: { ...agreement.monitoring, backups } },
    });
    expect(made.ok ? [] : made.findings).toMatchObject([
      {
        path: ["monitoring", "backups", "late"],
        given: "P2D: a backup may be 72 hours old",
        allowed: "48 hours with the interval of the backups: no alert looks back further",
      },
    ]);
  });
});
