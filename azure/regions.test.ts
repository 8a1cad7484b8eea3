import { describe, expect, it } from "vitest";
import { findRegion, keyVaultReplicaOf, redundanciesOf, regionNamed, REGIONS } from "./regions";
import { findSite, siteCode, SITES } from "./sites";

describe("regions", () => {
  it("pair both ways, inside their geography", () => {
    for (const region of REGIONS.filter((candidate) => candidate.pair !== undefined)) {
      const pair = regionNamed(region.pair ?? "");
      expect(pair.pair).toBe(region.name);
      expect(pair.geography).toBe(region.geography);
    }
  });

  it("pair across a border only between the Netherlands and Ireland", () => {
    const crossing = REGIONS.filter((region) => {
      const pair = region.pair === undefined ? undefined : findRegion(region.pair);
      return pair !== undefined && pair.country !== region.country;
    });
    expect(crossing.map((region) => region.name)).toEqual(["westeurope", "northeurope"]);
  });

  it("need an access request where Microsoft reserves them for recovery", () => {
    expect(REGIONS.filter((region) => region.restricted).map((region) => region.name)).toEqual([
      "norwaywest",
      "swedensouth",
      "germanynorth",
      "francesouth",
      "switzerlandwest",
    ]);
  });

  it.each([
    ["westeurope", ["LRS", "ZRS", "GRS", "GZRS"], "northeurope"],
    ["norwaywest", ["LRS", "GRS"], "norwayeast"],
    ["belgiumcentral", ["LRS", "ZRS"], undefined],
  ])("%s has the redundancies that zones and pair allow", (name, redundancies, keyVaultReplica) => {
    expect(redundanciesOf(regionNamed(name))).toEqual(redundancies);
    expect(keyVaultReplicaOf(regionNamed(name))?.name).toBe(keyVaultReplica);
  });

  it("are found by display name too, and a wrong name is answered with the nearest", () => {
    expect(findRegion("West Europe")?.name).toBe("westeurope");
    expect(() => regionNamed("westeurop")).toThrow(
      'Region "westeurop" is not known. Did you mean "westeurope"? Allowed: westeurope,',
    );
    expect(() => regionNamed("mars")).toThrow('Region "mars" is not known. Allowed:');
  });
});

describe("sites", () => {
  it("have a code for every region and for stamps pinned to a zone", () => {
    expect(siteCode("norwaywest")).toBe("now");
    expect(siteCode("westeurope", "2")).toBe("we2");
    expect(findSite("we2")).toMatchObject({ zone: "2", region: { name: "westeurope" } });
    for (const site of SITES) expect(siteCode(site.region.name, site.zone)).toBe(site.code);
  });

  it("say which stamps are registered when one is not", () => {
    expect(() => siteCode("norwaywest", "1")).toThrow("No site code is registered for norwaywest zone 1.");
  });
});
