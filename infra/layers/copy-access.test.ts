import { beforeAll, describe, expect, it } from "vitest";
import { PLATFORM_CODES, type Platform } from "../../azure/names/codes";
import type { RecordedResource } from "../../components/record-resources";
import { planOf } from "./cell-network.fixture";
import { recordGuard, recordPlatform } from "./data-layers.fixture";

describe.each(Object.keys(PLATFORM_CODES) as readonly Platform[])("the copies of %s", (platform) => {
  const plan = planOf(platform);
  let everything: readonly RecordedResource[];

  beforeAll(async () => {
    everything = [...(await recordGuard(platform, plan)), ...(await recordPlatform(platform, plan))];
  });
  const named = (name: string) => everything.find((resource) => resource.name === name);
  const ofType = (type: string) => everything.filter((resource) => resource.type === `azure-native:${type}`);

  it("are reached privately at every place, under one name at each site", () => {
    for (const { copy, place, site, namedAt } of plan.backup.entries) {
      const name = `copies-${copy}-${place}-from-${site}`;
      expect(named(`${name}-endpoint`)?.inputs).toMatchObject({
        subnet: { id: `${site}/backup` },
        privateLinkServiceConnections: [{ privateLinkServiceId: `st-${copy}-${place}`, groupIds: ["blob"] }],
      });
      expect(named(`${name}-names`)?.inputs["privateDnsZoneConfigs"]).toMatchObject([
        { privateDnsZoneId: `${site}/privatelink.blob.core.windows.net` },
      ]);
      const elsewhere = ofType("privatedns:PrivateRecordSet").filter((record) => record.name.startsWith(name));
      expect(elsewhere.map(({ inputs }) => inputs["resourceGroupName"])).toEqual(
        namedAt.map((other) => `rg-dns-${other}`),
      );
      for (const { inputs } of elsewhere) expect(inputs["relativeRecordSetName"]).toBe(`st${copy}${place}`);
    }
  });

  it("let whoever adds them see their names and nothing of them, and whoever verifies or restores read them", () => {
    const onCopies = ofType("authorization:RoleAssignment").filter(({ name }) => /-(lists|reads)-/.test(name));
    const places = plan.backup.copies.flatMap((copy) => copy.places).length;
    expect(onCopies.filter(({ name }) => /-lists-(?!archive-)/.test(name))).toHaveLength(2 * places);
    for (const { name, inputs } of onCopies) {
      // Of the archive of records, nobody reads more than names either.
      const verifies = /-(verification|restore)-reads-/.test(name);
      expect(inputs["condition"] ?? "", name).toMatch(verifies ? /^$/ : /NOT SubOperationMatches\{'Blob\.List'\}/);
      expect(inputs["conditionVersion"]).toBe(verifies ? undefined : "2.0");
    }
  });
});
