import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { valueAt } from "../../arm/body-path";
import type { ArmObject } from "../../arm/resource";
import { CloudForTests } from "../cloud-for-tests";

let cloud: CloudForTests;
beforeEach(async () => {
  cloud = await CloudForTests.open();
});
afterEach(() => cloud.close());

const location = "westeurope";
const environment = (): string => cloud.id("Microsoft.App/managedEnvironments/jobs");
const profiles = [{ name: "Consumption", workloadProfileType: "Consumption" }];

async function subnet(addressPrefix: string, delegated: boolean): Promise<string> {
  const network = cloud.id("Microsoft.Network/virtualNetworks/cell");
  await cloud.put(network, { location, properties: { addressSpace: { addressPrefixes: ["10.0.0.0/16"] } } });
  const delegations = [{ name: "app", properties: { serviceName: "Microsoft.App/environments" } }];
  await cloud.put(`${network}/subnets/jobs`, { properties: { addressPrefix, ...(delegated && { delegations }) } });
  return `${network}/subnets/jobs`;
}

describe("an environment of jobs", () => {
  it("has a name of letters, digits and hyphens", async () => {
    const id = cloud.id("Microsoft.App/managedEnvironments/-jobs");
    expect(await cloud.refusals(id, { location, properties: {} })).toEqual(["InvalidResourceName"]);
  });

  it.each<[string, string, boolean, ArmObject, string[]]>([
    ["a delegated subnet of /27", "10.0.0.0/27", true, { workloadProfiles: profiles }, []],
    ["a subnet of /28", "10.0.0.0/28", true, { workloadProfiles: profiles }, ["ManagedEnvironmentSubnetIsTooSmall"]],
    [
      "no delegation",
      "10.0.0.0/27",
      false,
      { workloadProfiles: profiles },
      ["ManagedEnvironmentSubnetDelegationError"],
    ],
    ["a delegation and no profiles", "10.0.0.0/23", true, {}, ["ManagedEnvironmentSubnetDelegationError"]],
    [
      "bounds the wrong way",
      "10.0.0.0/27",
      true,
      { workloadProfiles: [{ name: "d4", workloadProfileType: "D4", minimumCount: 3, maximumCount: 1 }] },
      ["InvalidParameter"],
    ],
  ])("answers %s", async (_, prefix, delegated, properties, codes) => {
    const vnetConfiguration = { infrastructureSubnetId: await subnet(prefix, delegated), internal: true };
    expect(await cloud.refusals(environment(), { location, properties: { vnetConfiguration, ...properties } })).toEqual(
      codes,
    );
  });

  it("has zones only in a region with zones and in a subnet", async () => {
    expect(await cloud.refusals(environment(), { location, properties: { zoneRedundant: true } })).toEqual([
      "ManagedEnvironmentInvalidNetworkConfiguration",
    ]);
    const elsewhere = { location: "norwaywest", properties: { zoneRedundant: true } };
    expect(await cloud.refusals(environment(), elsewhere)).toContain("AvailabilityZoneNotSupported");
  });
});

describe("a job", () => {
  const configuration = { triggerType: "Manual", replicaTimeout: 60, manualTriggerConfig: {} };
  const template = { containers: [{ name: "main", image: "images.azurecr.io/export:1" }] };
  const body = (changes: ArmObject = {}, at = location) => ({
    location: at,
    properties: { environmentId: environment(), configuration, template, ...changes },
  });
  const daily = (cronExpression: string) => ({
    configuration: { triggerType: "Schedule", replicaTimeout: 60, scheduleTriggerConfig: { cronExpression } },
  });

  it.each<[string, string, () => ReturnType<typeof body>, string[]]>([
    ["nothing wrong", "export", () => body(), []],
    ["an upper-case name", "Export", () => body(), ["InvalidResourceName"]],
    [
      "no timeout",
      "export",
      () => body({ configuration: { triggerType: "Manual", manualTriggerConfig: {} } }),
      ["InvalidRequestContent"],
    ],
    ["a daily schedule", "export", () => body(daily("0 2 * * *")), []],
    [
      "a schedule of six fields",
      "export",
      () => body(daily("0 0 2 * * *")),
      ["ContainerAppInvalidTriggerConfiguration"],
    ],
    [
      "an event without its part",
      "export",
      () => body({ configuration: { triggerType: "Event", replicaTimeout: 60 } }),
      ["ContainerAppInvalidTriggerConfiguration"],
    ],
    [
      "an unknown trigger",
      "export",
      () => body({ configuration: { triggerType: "Moon", replicaTimeout: 60 } }),
      ["InvalidParameter"],
    ],
    ["no container", "export", () => body({ template: { containers: [] } }), ["ContainerAppContainerRequired"]],
    [
      "two containers of one name",
      "export",
      () => body({ template: { containers: [...template.containers, ...template.containers] } }),
      ["InvalidParameter"],
    ],
    ["no time", "export", () => body({ configuration: { ...configuration, replicaTimeout: 0 } }), ["InvalidParameter"]],
    ["no image", "export", () => body({ template: { containers: [{ name: "main" }] } }), ["ContainerAppImageRequired"]],
    [
      "an unknown secret",
      "export",
      () => body({ template: { containers: [{ ...template.containers[0], env: [{ name: "A", secretRef: "a" }] }] } }),
      ["ContainerAppSecretRefNotFound"],
    ],
    ["an unknown profile", "export", () => body({ workloadProfileName: "D4" }), ["WorkloadProfileNotFound"]],
    ["another region", "export", () => body({}, "northeurope"), ["InvalidResourceLocation"]],
  ])("answers %s", async (_, name, given, codes) => {
    await cloud.put(environment(), { location, properties: {} });
    expect(await cloud.refusals(cloud.id(`Microsoft.App/jobs/${name}`), given())).toEqual(codes);
  });

  it("holds its environment and keeps its secrets to itself", async () => {
    await cloud.put(environment(), { location, properties: {} });
    const id = cloud.id("Microsoft.App/jobs/export");
    const made = await cloud.put(
      id,
      body({ configuration: { ...configuration, secrets: [{ name: "a", value: "x" }] } }),
    );
    expect(valueAt(made.body, "properties.configuration.secrets")).toEqual([{ name: "a" }]);
    expect(await cloud.refusalsToRemove(environment())).toEqual(["ManagedEnvironmentNotEmpty"]);
  });
});
