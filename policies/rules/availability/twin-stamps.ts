import { siteCode } from "../../../azure/sites";
import type { Zone } from "../../../azure/regions";
import { compliant, needsUnion, relationRule, undetermined, violation, type Outcome } from "../../framework/language";
import type { JudgedType } from "../../resources/judged-type";
import { listOf, read } from "../../resources/reading";
import type { RegisteredResource } from "../../resources/registered-resource";
import type { ResourceSet } from "../../resources/resource-set";
import { UNKNOWN } from "../../resources/unknown";
import { siteOf } from "./pinned-zone";

/** What a stamp cannot run without, and whether Azure pins it to a zone. */
const PARTS: Readonly<Partial<Record<JudgedType, { readonly what: string; readonly zonal: boolean }>>> = {
  "network:AzureFirewall": { what: "firewall", zonal: true },
  "network:VirtualNetworkGateway": { what: "VPN gateway", zonal: false },
  "network:VirtualNetwork": { what: "network", zonal: false },
  "network:ApplicationGateway": { what: "application gateway", zonal: true },
  "containerservice:ManagedCluster": { what: "cluster", zonal: true },
};

/** The zones that a part is in; undefined where that is not known before the update. */
function zonesOf(part: RegisteredResource): readonly string[] | undefined {
  if (part.type === "containerservice:ManagedCluster") {
    if (read(part, "agentPoolProfiles").kind === "unknown") return undefined;
    return listOf(part, "agentPoolProfiles").flatMap(({ availabilityZones: zones }) => (zones ?? ["all"]) as string[]);
  }
  const reading = read(part, "zones");
  if (reading.kind === "unknown") return undefined;
  return reading.kind === "given" && Array.isArray(reading.value) ? reading.value.map(String) : ["all"];
}

function judgePart(part: RegisteredResource, what: string, stamp: string, zone: string): Outcome {
  const zones = zonesOf(part);
  if (zones === undefined)
    return undetermined(`the zones of the ${what} of stamp ${stamp} are not known before the update`, part);
  return zones.every((one) => one === zone)
    ? compliant(`the ${what} of stamp ${stamp} is in zone ${zone}`, part)
    : violation(
        `the ${what} of stamp ${stamp} is in zones ${zones.join(", ")}; it has to be in zone ${zone} alone`,
        part,
      );
}

function judgeStamp(resources: ResourceSet, stamp: string, zone: string): readonly Outcome[] {
  return Object.entries(PARTS).flatMap(([type, { what, zonal }]) => {
    const own = resources.ofType(type as JudgedType).filter((one) => siteOf(one)?.code === stamp);
    if (own.length === 0) return violation(`stamp ${stamp} of the twin data centre has no ${what}`);
    return zonal
      ? own.map((one) => judgePart(one, what, stamp, zone))
      : own.map((one) => compliant(`stamp ${stamp} has its ${what}`, one));
  });
}

const on = { "recovery.twin.on": true };
const firewall = (site: string, zones: unknown) =>
  ({
    type: "network:AzureFirewall",
    name: `firewall-${site}`,
    inputs: { azureFirewallName: `afw-cxl-${site}-fwl`, zones },
  }) as const;
const stampParts = (site: string, zones: unknown) =>
  [
    firewall(site, zones),
    {
      type: "network:VirtualNetworkGateway",
      name: `vpn-${site}`,
      inputs: { virtualNetworkGatewayName: `vgw-cxl-${site}-vpn` },
    },
    { type: "network:VirtualNetwork", name: `network-${site}`, inputs: { virtualNetworkName: `vnet-cxl-${site}-hub` } },
    {
      type: "network:ApplicationGateway",
      name: `gateway-${site}`,
      inputs: { applicationGatewayName: `agw-cxl-${site}-01-gwy`, zones },
    },
    {
      type: "containerservice:ManagedCluster",
      name: `cluster-${site}`,
      inputs: { resourceName: `aks-cxl-${site}-01-kub`, agentPoolProfiles: [{ availabilityZones: zones }] },
    },
  ] as const;
const saysOf = (stamp: string, zone: string) => [
  `the firewall of stamp ${stamp} is in zone ${zone}`,
  `stamp ${stamp} has its VPN gateway`,
  `stamp ${stamp} has its network`,
  `the application gateway of stamp ${stamp} is in zone ${zone}`,
  `the cluster of stamp ${stamp} is in zone ${zone}`,
];
const both = [...stampParts("we1", ["1"]), ...stampParts("we2", ["2"])];

export const rule = relationRule({
  id: "twin-stamps",
  title: "Each stamp of a twin data centre is whole, and in a zone of its own",
  why: "The twin is there so that one building can be lost; stamps that share a building are lost together.",
  severity: "high",
  concern: "continuity",
  clauses: ["recovery.twin"],
  remediation: "Give each stamp a firewall, VPN gateway, network, application gateway and cluster, pinned to its zone.",
  spans: "platform",
  judge: (resources, { agreement }) => {
    if (!resources.isUnion) return [needsUnion("whether both stamps of the twin data centre are whole")];
    return (agreement.recovery.twin?.stamps ?? []).flatMap(({ region, zone }) =>
      judgeStamp(resources, siteCode(region, String(zone) as Zone), String(zone)),
    );
  },
  cases: {
    pass: { given: both, platform: "cloxxs", agreement: on, says: [...saysOf("we1", "1"), ...saysOf("we2", "2")] },
    fail: {
      given: [...stampParts("we1", ["1"]), ...stampParts("we2", ["2"]).slice(1), firewall("we2", ["1"])],
      platform: "cloxxs",
      agreement: on,
      says: [
        ...saysOf("we1", "1"),
        "the firewall of stamp we2 is in zones 1; it has to be in zone 2 alone",
        ...saysOf("we2", "2").slice(1),
      ],
    },
    absent: {
      given: [...stampParts("we1", ["1"]), ...stampParts("we2", ["2"]).slice(1)],
      platform: "cloxxs",
      agreement: on,
      says: [
        ...saysOf("we1", "1"),
        "stamp we2 of the twin data centre has no firewall",
        ...saysOf("we2", "2").slice(1),
      ],
    },
    unknown: {
      given: [...stampParts("we1", ["1"]), ...stampParts("we2", ["2"]).slice(1), firewall("we2", UNKNOWN)],
      platform: "cloxxs",
      agreement: on,
      says: [
        ...saysOf("we1", "1"),
        "the zones of the firewall of stamp we2 are not known before the update",
        ...saysOf("we2", "2").slice(1),
      ],
    },
    notApplicable: { given: both, platform: "cloxxs", says: ["the agreement of cloxxs has no recovery.twin"] },
  },
  sabotage: [
    {
      what: "leaves the second stamp without an application gateway",
      option: "recovery.twin",
      type: "network:ApplicationGateway",
      where: (one) => siteOf(one)?.code === "we2",
      remove: true,
      also: ["nothing-else-passes", "required-flows-pass", "waf-policy-used"],
    },
    {
      what: "puts the second stamp's nodes into the building of the first",
      option: "recovery.twin",
      type: "containerservice:ManagedCluster",
      where: (one) => siteOf(one)?.code === "we2",
      set: { "agentPoolProfiles.0.availabilityZones": ["1"] },
      also: ["cluster-zonal"],
    },
    {
      what: "spreads the first stamp's firewall over all buildings",
      option: "recovery.twin",
      type: "network:AzureFirewall",
      where: (one) => siteOf(one)?.code === "we1",
      set: { zones: ["1", "2", "3"] },
    },
  ],
});
