import { describe, expect, it } from "vitest";
import type { Agreement } from "../../../../agreement/agreement";
import { runningSites } from "./running-sites";

type Given = Pick<Agreement, "sites" | "recovery">;
const site = (region: string, role: string, zone?: number) => ({ region, role, ...(zone !== undefined && { zone }) });
const given = (sites: readonly object[], twin?: object): Given =>
  ({ sites, recovery: { ...(twin !== undefined && { twin }) } }) as unknown as Given;

describe("sites that have networks", () => {
  it("are the active and the warm ones", () => {
    const sites = [site("norwayeast", "active"), site("norwaywest", "warm"), site("westeurope", "documents")];
    expect(runningSites(given([...sites, site("swedensouth", "cold")]))).toEqual(["noe", "now"]);
  });

  it("have the code of their zone where they are pinned to one", () => {
    expect(runningSites(given([site("westeurope", "active", 2)]))).toEqual(["we2"]);
  });

  it("are the stamps of a twin that is on, and the region's own site where it is off", () => {
    const stamps = [site("westeurope", "x", 1), site("westeurope", "x", 3)];
    expect(runningSites(given([site("westeurope", "active")], { on: true, stamps }))).toEqual(["we1", "we3"]);
    expect(runningSites(given([site("westeurope", "active")], { on: false, stamps }))).toEqual(["weu"]);
  });
});
