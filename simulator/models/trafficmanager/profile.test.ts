import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { valueAt } from "../../arm/body-path";
import type { ArmObject } from "../../arm/resource";
import { CloudForTests } from "../cloud-for-tests";

let cloud: CloudForTests;
let address: string;
beforeEach(async () => {
  cloud = await CloudForTests.open();
  address = cloud.id("Microsoft.Network/publicIPAddresses/entry");
  await cloud.put(address, {
    location: "westeurope",
    sku: { name: "Standard" },
    properties: { publicIPAllocationMethod: "Static", dnsSettings: { domainNameLabel: "entry" } },
  });
});
afterEach(() => cloud.close());

const id = (name = "entry"): string => cloud.id(`Microsoft.Network/trafficmanagerprofiles/${name}`);
const kind = "Microsoft.Network/trafficManagerProfiles/";
const external = (name: string, priority?: number, more: ArmObject = {}): ArmObject => ({
  name,
  type: `${kind}externalEndpoints`,
  properties: { target: `${name}.example.org`, ...(priority !== undefined && { priority }), ...more },
});
const body = (changes: ArmObject = {}, location = "global") => ({
  location,
  properties: {
    trafficRoutingMethod: "Priority",
    dnsConfig: { relativeName: "entry", ttl: 30 },
    monitorConfig: { protocol: "HTTPS", port: 443, path: "/health", intervalInSeconds: 10, timeoutInSeconds: 5 },
    ...changes,
  },
});
const monitor = (changes: ArmObject) =>
  body({ monitorConfig: { protocol: "HTTPS", port: 443, path: "/", ...changes } });

describe("a traffic manager profile", () => {
  it.each<[string, () => ReturnType<typeof body>, string[]]>([
    ["nothing wrong", () => body(), []],
    ["a region", () => body({}, "westeurope"), ["LocationNotAvailableForResourceType"]],
    ["no DNS name", () => body({ dnsConfig: {} }), ["InvalidRequestContent"]],
    ["a DNS name with a dot", () => body({ dnsConfig: { relativeName: "a.b" } }), ["BadRequest"]],
    ["an unknown method", () => body({ trafficRoutingMethod: "Random" }), ["BadRequest"]],
    ["a probe each minute", () => monitor({ intervalInSeconds: 60 }), ["BadRequest"]],
    ["a wait as long as the interval", () => monitor({ intervalInSeconds: 10, timeoutInSeconds: 10 }), ["BadRequest"]],
    ["ten failures", () => monitor({ toleratedNumberOfFailures: 10 }), ["BadRequest"]],
    ["no path to probe", () => monitor({ path: undefined }), ["BadRequest"]],
    ["no port to probe", () => monitor({ port: undefined }), ["InvalidRequestContent"]],
    ["two of one priority", () => body({ endpoints: [external("a", 1), external("b", 1)] }), ["BadRequest"]],
    [
      "two of one name",
      () => body({ endpoints: [external("a", 1), external("a", 2, { target: "b" })] }),
      ["BadRequest"],
    ],
    ["a priority of 1001", () => body({ endpoints: [external("a", 1001)] }), ["BadRequest"]],
    [
      "an endpoint without target",
      () => body({ endpoints: [external("a", 1, { target: undefined })] }),
      ["BadRequest"],
    ],
    ["an endpoint without name", () => body({ endpoints: [external("", 1)] }), ["BadRequest"]],
    [
      "an address without id",
      () => body({ endpoints: [{ name: "a", type: `${kind}azureEndpoints` }] }),
      ["BadRequest"],
    ],
    [
      "a nested profile without bounds",
      () =>
        body({ endpoints: [{ name: "a", type: `${kind}nestedEndpoints`, properties: { targetResourceId: address } }] }),
      ["BadRequest"],
    ],
    [
      "an unknown kind of endpoint",
      () => body({ endpoints: [{ ...external("a", 1), type: `${kind}others` }] }),
      ["BadRequest"],
    ],
    [
      "a target that is not there",
      () =>
        body({
          endpoints: [{ name: "a", type: `${kind}azureEndpoints`, properties: { targetResourceId: `${address}2` } }],
        }),
      ["InvalidResourceReference"],
    ],
  ])("answers %s", async (_, given, codes) => {
    expect(await cloud.refusals(id(), given())).toEqual(codes);
  });

  it("needs a DNS name of the public address that it leads to", async () => {
    const endpoint = { name: "a", type: `${kind}azureEndpoints`, properties: { targetResourceId: address } };
    expect(await cloud.refusals(id(), body({ endpoints: [endpoint] }))).toEqual([]);
    const bare = cloud.id("Microsoft.Network/publicIPAddresses/bare");
    await cloud.put(bare, {
      location: "westeurope",
      sku: { name: "Standard" },
      properties: { publicIPAllocationMethod: "Static" },
    });
    const other = { ...endpoint, properties: { targetResourceId: bare } };
    expect(await cloud.refusals(id(), body({ endpoints: [other] }))).toEqual(["BadRequest"]);
  });

  it("has a DNS name that is the only one in the world", async () => {
    const made = await cloud.put(id(), body());
    expect(valueAt(made.body, "properties.dnsConfig.fqdn")).toBe("entry.trafficmanager.net");
    expect(await cloud.refusals(id("other"), body())).toEqual(["Conflict"]);
  });

  it("keeps one list of endpoints, whether they are written with it or alone", async () => {
    const names = () => valueAt(cloud.get(id())?.body ?? {}, "properties.endpoints");
    await cloud.put(id(), body({ endpoints: [external("a", 1)] }));
    const alone = { properties: { target: "b.example.org", priority: 2 } };
    await cloud.put(`${id()}/externalEndpoints/b`, alone);
    expect(names()).toMatchObject([{ name: "a" }, { name: "b" }]);
    const clash = { properties: { target: "c.example.org", priority: 2 } };
    expect(await cloud.refusals(`${id()}/externalEndpoints/c`, clash)).toEqual(["BadRequest"]);
    await cloud.remove(`${id()}/externalEndpoints/a`);
    expect(names()).toMatchObject([{ name: "b" }]);
    await cloud.put(id(), body({ endpoints: [] }));
    expect(cloud.get(`${id()}/externalEndpoints/b`)).toBeUndefined();
  });
});
