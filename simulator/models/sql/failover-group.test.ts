import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { ArmBody, ArmObject } from "../../arm/resource";
import { CloudForTests } from "../cloud-for-tests";
import { databaseBody, databaseId, makeServer, read, server } from "./sql-for-tests";

let cloud: CloudForTests;
beforeEach(async () => {
  cloud = await CloudForTests.open();
});
afterEach(() => cloud.close());

function database(name: string, path = server): string {
  return databaseId(cloud, name, path);
}

describe("a failover group", () => {
  const partner = "Microsoft.Sql/servers/sql-two";
  const group = (): string => cloud.id(`${server}/failoverGroups/fog`);
  const groupBody = (change: ArmObject = {}): ArmBody => ({
    properties: {
      partnerServers: [{ id: cloud.id(partner) }],
      readWriteEndpoint: { failoverPolicy: "Automatic", failoverWithDataLossGracePeriodMinutes: 60 },
      databases: [database("crm")],
      ...change,
    },
  });

  it.each<[string, string, ArmObject, string[]]>([
    ["to another region", "northeurope", {}, []],
    ["to the same region", "westeurope", {}, ["InvalidFailoverGroupRegion"]],
    [
      "after too short a time",
      "northeurope",
      { readWriteEndpoint: { failoverPolicy: "Automatic", failoverWithDataLossGracePeriodMinutes: 30 } },
      ["InvalidFailoverGroupGracePeriod"],
    ],
    [
      "by hand with a time",
      "northeurope",
      { readWriteEndpoint: { failoverPolicy: "Manual", failoverWithDataLossGracePeriodMinutes: 60 } },
      ["InvalidFailoverGroupGracePeriod"],
    ],
    ["to nowhere", "northeurope", { partnerServers: [] }, ["InvalidFailoverGroupPartner"]],
  ])("%s", async (_, location, change, codes) => {
    await makeServer(cloud);
    await makeServer(cloud, location, partner);
    await cloud.put(database("crm"), databaseBody());
    expect(await cloud.refusals(group(), groupBody(change))).toEqual(codes);
  });

  it("makes the secondary, shows itself on the partner and goes from both", async () => {
    await makeServer(cloud);
    await makeServer(cloud, "northeurope", partner);
    await cloud.put(database("crm"), databaseBody());
    await cloud.put(group(), groupBody());
    const secondary = cloud.get(database("crm", partner));
    expect(secondary?.body).toMatchObject({ location: "northeurope", properties: { secondaryType: "Geo" } });
    const mirror = cloud.id(`${partner}/failoverGroups/fog`);
    expect(read(cloud, mirror, "properties.replicationRole")).toBe("Secondary");
    expect(await cloud.refusals(group(), groupBody())).toEqual([]);
    await cloud.remove(group());
    expect(cloud.get(mirror)).toBeUndefined();
    expect(cloud.get(database("crm", partner))).toBeDefined();
  });

  it("accepts a secondary that was made before it", async () => {
    await makeServer(cloud);
    await makeServer(cloud, "northeurope", partner);
    await cloud.put(database("crm"), databaseBody());
    const asked = (name: string): Promise<readonly string[]> =>
      cloud.refusals(
        database(name, partner),
        databaseBody({ createMode: "Secondary", sourceDatabaseId: database("crm") }, "GP_Gen5_2", "northeurope"),
      );
    expect(await asked("other")).toEqual(["InvalidParameterValue"]);
    expect(await asked("crm")).toEqual([]);
    expect(await cloud.refusals(group(), groupBody())).toEqual([]);
  });
});
