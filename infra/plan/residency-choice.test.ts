import { describe, expect, it } from "vitest";
import { findRegion, regionNamed } from "../../azure/regions";
import { planOf, platforms, sourcesOf } from "./plan.fixture";

describe.each(["coachview", "cloxxs"] as const)("%s, whose data stays in the Netherlands,", (name) => {
  const plan = planOf(sourcesOf(name));

  it("has no place outside of it anywhere in its plan", () => {
    expect(plan.sites.map((site) => site.country)).toEqual(plan.sites.map(() => "NL"));
    // Azure copies every key vault to its region's pair, also the one of the deployment's own state; the plan says so.
    const deploymentState = { ...plan.deploymentState, keyCopiedTo: "" };
    const text = JSON.stringify({ ...plan, deploymentState, decisions: [], refusals: [], availability: [] });
    const foreign = ["northeurope", "NorthEurope", '"neu"', "Geo", "GRS", "GZRS"].filter((word) => text.includes(word));
    expect(foreign).toEqual([]);
  });

  it("has no failover group, and says why its backups are not geo-redundant", () => {
    expect(plan.cells.flatMap((cell) => cell.servers).some((server) => server.failover !== undefined)).toBe(false);
    expect(plan.refusals.map((refusal) => refusal.refused)).toContain("geo-redundant storage in westeurope");
  });
});

describe.each(platforms)("places of %s", (name) => {
  const { agreement } = sourcesOf(name);
  const plan = planOf(sourcesOf(name));
  const countryOfSite = (code: string) => plan.sites.find((site) => site.code === code)?.country ?? "nowhere";
  const pairOf = (code: string) => {
    const region = plan.sites.find((site) => site.code === code)?.region ?? "";
    return findRegion(regionNamed(region).pair ?? "")?.country ?? "nowhere";
  };
  const allowed = (kind: "databases" | "backups" | "documents" | "logs") =>
    ({ NL: ["NL"], NO: ["NO"], SE: ["SE"], EU: ["NL", "IE", "SE"], EEA: ["NL", "IE", "SE", "NO"] })[
      agreement.residency[kind][0] ?? ""
    ] ?? [];

  it("are where residency allows, replicas and pairs included", () => {
    for (const server of plan.cells.flatMap((cell) => cell.servers)) {
      const places = [server.site, ...(server.failover === undefined ? [] : [server.failover.site])];
      expect(places.map(countryOfSite).filter((country) => !allowed("databases").includes(country))).toEqual([]);
      const geo = server.databases.some((database) => database.backupRedundancy.startsWith("Geo"));
      expect(!geo || allowed("backups").includes(pairOf(server.site))).toBe(true);
    }
    for (const copy of plan.backup.copies) {
      for (const [site, sku] of Object.entries(copy.redundancy)) {
        expect(allowed("backups")).toContain(countryOfSite(site));
        expect(!/G/.test(sku.replace("Standard_", "")) || allowed("backups").includes(pairOf(site))).toBe(true);
      }
    }
    for (const vault of plan.backup.vaults) {
      const kind = vault.protects.includes("documents") ? "documents" : "backups";
      expect(allowed(kind)).toContain(countryOfSite(vault.site));
      expect(vault.redundancy !== "GeoRedundant" || allowed(kind).includes(pairOf(vault.site))).toBe(true);
    }
    expect(plan.backup.logArchiveSites.map(countryOfSite).filter((c) => !allowed("logs").includes(c))).toEqual([]);
  });

  it("hold as many copies as were promised, apart as promised", () => {
    agreement.backup.independentCopies.forEach((copy, index) => {
      const planned = plan.backup.copies[index];
      const pairs = Object.values(planned?.redundancy ?? {}).filter((sku) => sku.includes("_G")).length;
      expect((planned?.places.length ?? 0) + pairs).toBeGreaterThanOrEqual(copy.places);
      const regions = planned?.places.map((code) => plan.sites.find((site) => site.code === code)?.region);
      expect(new Set(regions).size).toBe(planned?.places.length);
    });
  });
});
