import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { ArmObject } from "../../arm/resource";
import { CloudForTests } from "../cloud-for-tests";

let cloud: CloudForTests;
beforeEach(async () => {
  cloud = await CloudForTests.open();
});
afterEach(() => cloud.close());

const id = (name: string, group = "rg"): string => cloud.id(`Microsoft.ContainerRegistry/registries/${name}`, group);
const body = (properties: ArmObject = {}, sku = "Premium", location = "westeurope") => ({
  location,
  sku: { name: sku },
  properties,
});

describe("a registry", () => {
  it.each<[string, string, ReturnType<typeof body>, string[]]>([
    ["nothing but a tier", "images", body({}, "Basic"), []],
    ["a hyphen in its name", "my-images", body(), ["InvalidResourceName"]],
    ["four letters", "imgs", body(), ["InvalidResourceName"]],
    ["an unknown tier", "images", body({}, "Gold"), ["InvalidParameter"]],
    ["zones in Standard", "images", body({ zoneRedundancy: "Enabled" }, "Standard"), ["FeatureNotSupportedForSku"]],
    [
      "a shut door in Basic",
      "images",
      body({ publicNetworkAccess: "Disabled" }, "Basic"),
      ["FeatureNotSupportedForSku"],
    ],
    [
      "barred exports and an open door",
      "images",
      body({ policies: { exportPolicy: { status: "disabled" } } }),
      ["ExportPolicyInvalid"],
    ],
    ["366 days of retention", "images", body({ policies: { retentionPolicy: { days: 366 } } }), ["InvalidParameter"]],
    [
      "zones where there are none",
      "images",
      body({ zoneRedundancy: "Enabled" }, "Premium", "norwaywest"),
      ["ZoneRedundancyNotSupported"],
    ],
  ])("answers %s", async (_, name, given, codes) => {
    expect(await cloud.refusals(id(name), given)).toEqual(codes);
  });

  it("has a name that is the only one in the world, and a server of that name", async () => {
    await cloud.put(cloud.group("other"), { location: "westeurope" });
    const made = await cloud.put(id("Images"), body({ dataEndpointEnabled: true }));
    expect(made.body.properties).toMatchObject({
      loginServer: "images.azurecr.io",
      dataEndpointHostNames: ["images.westeurope.data.azurecr.io"],
      adminUserEnabled: false,
    });
    expect(await cloud.refusals(id("images", "other"), body())).toEqual(["AlreadyInUse"]);
  });

  it("never changes its zone redundancy", async () => {
    await cloud.put(id("images"), body());
    expect(await cloud.refusals(id("images"), body({ zoneRedundancy: "Enabled" }))).toEqual([
      "PropertyChangeNotAllowed",
    ]);
  });
});

describe("a replication", () => {
  it.each<[string, string, ArmObject, string[]]>([
    ["another region", "northeurope", {}, []],
    ["the home region", "westeurope", {}, ["ReplicationLocationInvalid"]],
    ["zones where there are none", "norwaywest", { zoneRedundancy: "Enabled" }, ["ZoneRedundancyNotSupported"]],
  ])("answers %s", async (_, location, properties, codes) => {
    await cloud.put(id("images"), body());
    expect(await cloud.refusals(`${id("images")}/replications/${location}`, { location, properties })).toEqual(codes);
  });

  it("needs the Premium tier, and keeps the registry in it", async () => {
    await cloud.put(id("images"), body({}, "Standard"));
    const replica = `${id("images")}/replications/northeurope`;
    expect(await cloud.refusals(replica, { location: "northeurope" })).toEqual(["FeatureNotSupportedForSku"]);
    await cloud.put(id("images"), body());
    await cloud.put(replica, { location: "northeurope" });
    expect(await cloud.refusals(id("images"), body({}, "Standard"))).toEqual(["InvalidSkuUpdate"]);
    expect(await cloud.refusals(`${id("images")}/replications/twice`, { location: "northeurope" })).toEqual([
      "ReplicationLocationInvalid",
    ]);
  });
});
