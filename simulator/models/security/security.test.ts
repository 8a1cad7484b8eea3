import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { ArmObject } from "../../arm/resource";
import { CloudForTests } from "../cloud-for-tests";

let cloud: CloudForTests;
beforeEach(async () => {
  cloud = await CloudForTests.open();
});
afterEach(() => cloud.close());

const subscription = (): string => cloud.group().replace(/\/resourceGroups.*/, "");

describe("a plan of Defender", () => {
  it.each<[string, string, ArmObject, string[]]>([
    ["a plan", "SqlServers", { pricingTier: "Standard" }, []],
    ["a variant", "VirtualMachines", { pricingTier: "Standard", subPlan: "P2" }, []],
    [
      "an extension",
      "StorageAccounts",
      { pricingTier: "Standard", extensions: [{ name: "OnUploadMalwareScanning", isEnabled: "True" }] },
      [],
    ],
    [
      "an extension of another plan",
      "SqlServers",
      { pricingTier: "Standard", extensions: [{ name: "OnUploadMalwareScanning", isEnabled: "True" }] },
      ["BadRequest"],
    ],
    ["no tier", "SqlServers", {}, ["InvalidRequestContent"]],
    ["an unknown tier", "SqlServers", { pricingTier: "Gold" }, ["InvalidParameter"]],
    ["an unknown plan", "Toasters", { pricingTier: "Standard" }, ["InvalidResourceName"]],
    ["an unknown variant", "VirtualMachines", { pricingTier: "Standard", subPlan: "P9" }, ["BadRequest"]],
    ["a variant of nothing", "VirtualMachines", { pricingTier: "Free", subPlan: "P1" }, ["BadRequest"]],
  ])("answers %s", async (_, name, properties, codes) => {
    const id = `${subscription()}/providers/Microsoft.Security/pricings/${name}`;
    expect(await cloud.refusals(id, { properties })).toEqual(codes);
  });

  it("is modelled for subscriptions only", async () => {
    const id = `${cloud.group()}/providers/Microsoft.Security/pricings/SqlServers`;
    expect(await cloud.refusals(id, { properties: { pricingTier: "Standard" } })).toEqual(["NotModelled"]);
  });
});

describe("a security contact", () => {
  it("is modelled for subscriptions only", async () => {
    const id = `${cloud.group()}/providers/Microsoft.Security/securityContacts/default`;
    expect(await cloud.refusals(id, { properties: { emails: "soc@example.org" } })).toEqual(["NotModelled"]);
  });

  it.each<[string, string, ArmObject, string[]]>([
    ["an address", "default", { emails: "soc@example.org" }, []],
    ["several", "default", { emails: "soc@example.org;ciso@example.org" }, []],
    ["a role", "default", { notificationsByRole: { state: "On", roles: ["Owner"] } }, []],
    ["another name", "mine", { emails: "soc@example.org" }, ["InvalidResourceName"]],
    ["no address", "default", { emails: "soc" }, ["BadRequest"]],
    ["nobody", "default", {}, ["BadRequest"]],
  ])("answers %s", async (_, name, properties, codes) => {
    const id = `${subscription()}/providers/Microsoft.Security/securityContacts/${name}`;
    expect(await cloud.refusals(id, { properties })).toEqual(codes);
  });
});
