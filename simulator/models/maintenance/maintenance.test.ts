import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { ArmBody, ArmObject } from "../../arm/resource";
import { CloudForTests } from "../cloud-for-tests";

let cloud: CloudForTests;
beforeEach(async () => {
  cloud = await CloudForTests.open();
});
afterEach(() => cloud.close());

const window = (changed: ArmObject = {}, subScope = "NetworkSecurity"): ArmBody => ({
  location: "westeurope",
  properties: {
    maintenanceScope: "Resource",
    extensionProperties: { maintenanceSubScope: subScope },
    maintenanceWindow: {
      startDateTime: "2026-01-01 01:00",
      duration: "05:00",
      recurEvery: "1Day",
      timeZone: "W. Europe Standard Time",
      ...changed,
    },
  },
});
const configurationId = (name = "mc") => cloud.id(`Microsoft.Maintenance/maintenanceConfigurations/${name}`);

describe("a window", () => {
  it.each<[string, ArmBody, string[]]>([
    ["every night", window(), []],
    ["four hours", window({ duration: "04:00" }), ["BadRequest"]],
    ["weekends", window({ recurEvery: "Week Saturday,Sunday" }), ["BadRequest"]],
    ["no start", window({ startDateTime: "tonight" }), ["BadRequest"]],
    ["what hosts need", window({}, "Hosts"), ["NotModelled"]],
  ])("answers %s", async (_, body, codes) => {
    expect(await cloud.refusals(configurationId(), body)).toEqual(codes);
  });
});

describe("the window of a resource", () => {
  const group = () => cloud.id("Microsoft.Network/networkSecurityGroups/nsg");
  const assignment = (to: string) => `${to}/providers/Microsoft.Maintenance/configurationAssignments/a`;

  it("is one for its type, in its region, that is there", async () => {
    await cloud.put(group(), { location: "westeurope" });
    await cloud.put(configurationId(), window());
    await cloud.put(configurationId("far"), { ...window(), location: "northeurope" });
    const assign = (maintenanceConfigurationId: string) =>
      cloud.refusals(assignment(group()), { location: "westeurope", properties: { maintenanceConfigurationId } });
    expect(await assign(configurationId())).toEqual(["BadRequest"]);
    expect(await assign(configurationId("far"))).toEqual(["BadRequest", "BadRequest"]);
    expect(await assign(configurationId("absent"))).toEqual(["InvalidResourceReference"]);
  });

  it("goes to nothing that is not there", async () => {
    const body = { location: "westeurope", properties: { maintenanceConfigurationId: configurationId() } };
    const absent = cloud.id("Microsoft.Network/azureFirewalls/afw");
    expect(await cloud.refusals(assignment(absent), body)).not.toEqual([]);
  });
});
