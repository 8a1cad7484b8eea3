import { describe, expect, it } from "vitest";
import { makePlan } from "./make-plan";
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

it.each(platforms)("%s tells several devices of one partner apart by BGP", (platform) => {
  for (const { asn, partners } of planOf(sourcesOf(platform)).vpn.gateways) {
    for (const { partner, number, bgp } of partners) {
      const several = partners.filter((device) => device.partner === partner).length > 1;
      expect({ partner, number, byBgp: bgp !== undefined }).toEqual({ partner, number, byBgp: several });
      expect(bgp?.asn).not.toBe(asn);
    }
    const peers = partners.flatMap(({ bgp }) => bgp?.peer ?? []);
    expect(new Set(peers).size).toBe(peers.length);
  }
});

describe("a partner with whom no gateway could speak BGP", () => {
  const sources = sourcesOf("superoffice");
  const { access } = sources.agreement;
  const [partner] = access.management.partners;
  const findings = (change: object) => {
    const partners = [{ ...partner, ...change }] as typeof access.management.partners;
    const management = { ...access.management, partners };
    const agreement = { ...sources.agreement, access: { ...access, management } };
    const made = makePlan({ ...sources, agreement });
    return made.ok ? [] : made.findings;
  };

  it.each([
    ["Azure's", 65_515, "neither Azure nor IANA"],
    ["IANA's", 64_500, "neither Azure nor IANA"],
    ["our gateway's", planOf(sources).vpn.gateways[0]?.asn, "the platform's own gateways"],
  ])("by %s number is refused", (_, asn, allowed) => {
    const [finding, ...others] = findings({ asn });
    expect(others).toEqual([]);
    expect(finding).toMatchObject({ path: ["access", "management", "partners", 0, "asn"], breaks: ["SO-ADM-1"] });
    expect(finding?.allowed).toContain(allowed);
  });

  it("by a peer within our own networks is refused", () => {
    const devices = [{ address: "203.0.113.10", bgpPeer: "10.68.0.9" }];
    const [finding, ...others] = findings({ devices });
    expect(others).toEqual([]);
    expect(finding).toMatchObject({
      path: ["access", "management", "partners", 0, "devices", 0, "bgpPeer"],
      allowed: "an address outside of 10.68.0.0/14, which the platform uses itself",
    });
  });
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
