import { expect, it } from "vitest";
import { planOf, platforms, sourcesOf } from "./plan.fixture";

it.each(platforms)("%s has a tunnel to every device of every partner from each site with a network", (platform) => {
  const { partners } = sourcesOf(platform).agreement.access.management;
  const plan = planOf(sourcesOf(platform));
  const devices = partners.flatMap((partner) => partner.devices.map((device) => device.address));
  expect(plan.vpn.gateways.map((gateway) => gateway.site)).toEqual(plan.hubs.map((hub) => hub.site));
  for (const gateway of plan.vpn.gateways) {
    expect(gateway.partners.map((device) => device.address)).toEqual(devices);
    expect(gateway.asn < 65_515 || gateway.asn > 65_520).toBe(true);
  }
});

it("sites of one platform are joined pair by pair, and have systems of their own", () => {
  const { siteLinks, gateways } = planOf(sourcesOf("superoffice")).vpn;
  expect(siteLinks).toEqual([["noe", "now"]]);
  expect(new Set(gateways.map((gateway) => gateway.asn)).size).toBe(2);
});

it.each(platforms)("%s's tunnels are as strong as its agreement asks", (platform) => {
  const { ipsec } = planOf(sourcesOf(platform)).vpn;
  expect(["SHA256", "SHA384"]).toContain(sourcesOf(platform).agreement.encryption.betweenSites.integrity);
  expect(ipsec).toMatchObject({ ikeIntegrity: "SHA384", ipsecEncryption: "GCMAES256", ipsecIntegrity: "GCMAES256" });
});
