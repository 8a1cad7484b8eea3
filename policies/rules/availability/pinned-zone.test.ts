import { expect, test } from "vitest";
import type { Agreement } from "../../../agreement/agreement";
import { documentsIn, loadPlatform } from "../../../agreement/load-platform";
import { registeredResource } from "../../resources/registered-resource";
import { cloudFacts } from "../../yardstick/cloud-facts";
import { spreadOverZones } from "../data/zones";

const loaded = loadPlatform("superoffice", documentsIn("."), cloudFacts);
if (!loaded.ok) throw new Error("the documents of superoffice have problems");
const { agreement } = loaded.value;

const pinned = (zone: number, spread: "servers" | "zones"): Agreement => ({
  ...agreement,
  sites: agreement.sites.map((site) => (site.role === "active" ? { ...site, zone } : site)),
  recovery: { ...agreement.recovery, redundancy: { ...agreement.recovery.redundancy, spread } },
});

const firewall = registeredResource({
  urn: "urn:pulumi:superoffice-local::deltawerk::azure-native:network:AzureFirewall::firewall",
  inputs: { azureFirewallName: "afw-sol-no2-fwl", location: "norwayeast", zones: ["2"] },
});

test.each([
  ["the zone of its site where servers may fail", pinned(2, "servers"), "compliant"],
  ["another zone than that of its site", pinned(3, "servers"), "violation"],
  ["one zone where zones may fail", pinned(2, "zones"), "violation"],
  ["one zone of a site in all of them", agreement, "violation"],
])("a firewall in %s", (_about, measured, result) => {
  expect(spreadOverZones(firewall, "zones", { agreement: measured })).toMatchObject([{ result }]);
});
