import { parseName } from "../../../azure/names/resource-name";
import {
  compliant,
  needsUnion,
  notApplicable,
  relationRule,
  undetermined,
  violation,
  type Outcome,
} from "../../framework/language";
import { textOf } from "../../resources/reading";
import type { RegisteredResource } from "../../resources/registered-resource";
import type { ResourceSet } from "../../resources/resource-set";
import { UNKNOWN } from "../../resources/unknown";

const TYPES = ["privatedns:PrivateZone", "privatedns:VirtualNetworkLink", "network:VirtualNetwork"] as const;

/** The zone of a site: Azure keeps a zone apart from others of its name by its resource group. */
function zoneKey(one: RegisteredResource): string | undefined {
  const group = textOf(one, "resourceGroupName");
  const zone = textOf(one, "privateZoneName");
  return group === undefined || zone === undefined ? undefined : `${group}/${zone}`.toLowerCase();
}

const siteOfZone = (zone: RegisteredResource): string | undefined =>
  parseName("resources:ResourceGroup", textOf(zone, "resourceGroupName") ?? "")?.site;

const siteOfNetwork = (network: RegisteredResource): string | undefined =>
  parseName("network:VirtualNetwork", textOf(network, "virtualNetworkName") ?? "")?.site;

/** Whether each network of a zone's site is linked to it. */
function judgeZone(resources: ResourceSet, zone: RegisteredResource): readonly Outcome[] {
  const key = zoneKey(zone);
  const site = siteOfZone(zone);
  const links = resources.ofType("privatedns:VirtualNetworkLink");
  const open = links.some((link) => zoneKey(link) === undefined);
  const own = links
    .filter((link) => zoneKey(link) === key)
    .map((link) => resources.reference(link, "virtualNetwork.id", "network:VirtualNetwork"));
  const what = textOf(zone, "privateZoneName") ?? zone.name;
  return resources
    .ofType("network:VirtualNetwork")
    .filter((network) => site !== undefined && siteOfNetwork(network) === site)
    .map((network) => {
      if (own.some((reference) => reference.kind === "resource" && reference.resource === network)) {
        return compliant(`it looks names up in ${what}`, network);
      }
      return open || own.some(({ kind }) => kind === "unknown")
        ? undetermined(`whether it looks names up in ${what} is not known before the update`, network)
        : violation(`it is not linked to ${what}, so these names lead it to public addresses`, network);
    });
}

const ids = "/subscriptions/s/resourceGroups";
const resourceGroupName = "rg-cxl-weu-dns";
const privateZoneName = "privatelink.blob.core.windows.net";
const zone = { type: "privatedns:PrivateZone", name: "zone", inputs: { resourceGroupName, privateZoneName } } as const;
const network = (virtualNetworkName: string) =>
  ({
    type: "network:VirtualNetwork",
    name: virtualNetworkName,
    id: `${ids}/rg/providers/Microsoft.Network/virtualNetworks/${virtualNetworkName}`,
    inputs: { virtualNetworkName },
  }) as const;
const HUB = "vnet-cxl-weu-hub";
const SPOKE = "vnet-cxl-weu-01-net";
const link = (to: string, id: unknown = network(to).id) =>
  ({
    type: "privatedns:VirtualNetworkLink",
    name: `link-${to}`,
    inputs: { resourceGroupName, privateZoneName, virtualNetworkLinkName: `vnl-${to}`, virtualNetwork: { id } },
  }) as const;

/** Source: Microsoft Learn, dns/private-dns-virtual-network-links (2025). */
export const rule = relationRule({
  id: "private-zone-linked",
  title: "Every network of a site looks names up in the site's private zones",
  why: "A network without the link gets public addresses for the names of private services, which are closed: nothing there finds database, documents or keys.",
  severity: "high",
  concern: "continuity",
  clauses: ["access", "recovery"],
  remediation: "Link the network to each private zone of its site.",
  spans: "platform",
  judge: (resources) => {
    const zones = resources.ofType("privatedns:PrivateZone");
    if (resources.ofType(...TYPES).length === 0 || (zones.length === 0 && resources.isUnion)) {
      return notApplicable("there are no private zones");
    }
    if (!resources.isUnion) return [needsUnion("whether every network is linked to the private zones of its site")];
    const outcomes = zones.flatMap((one) => judgeZone(resources, one));
    return outcomes.length === 0 ? notApplicable("no network stands at the site of a private zone") : outcomes;
  },
  cases: {
    pass: {
      given: [zone, network(HUB), network(SPOKE), link(HUB), link(SPOKE)],
      platform: "cloxxs",
      says: [`it looks names up in ${privateZoneName}`, `it looks names up in ${privateZoneName}`],
    },
    fail: {
      given: [zone, network(HUB), network(SPOKE), link(HUB)],
      platform: "cloxxs",
      says: [
        `it looks names up in ${privateZoneName}`,
        `it is not linked to ${privateZoneName}, so these names lead it to public addresses`,
      ],
    },
    absent: {
      given: [zone, network(HUB)],
      platform: "cloxxs",
      says: [`it is not linked to ${privateZoneName}, so these names lead it to public addresses`],
    },
    unknown: {
      given: [zone, network(HUB), link(HUB, UNKNOWN)],
      platform: "cloxxs",
      says: [`whether it looks names up in ${privateZoneName} is not known before the update`],
    },
    notApplicable: { given: [network(HUB)], platform: "cloxxs", says: ["there are no private zones"] },
  },
  sabotage: [
    {
      what: "takes the link of a hub away",
      type: "privatedns:VirtualNetworkLink",
      where: ({ inputs }) => String(inputs["virtualNetworkLinkName"]).includes("hub"),
      remove: true,
    },
    {
      what: "takes the link of a cell's network away",
      type: "privatedns:VirtualNetworkLink",
      where: ({ inputs }) => String(inputs["virtualNetworkLinkName"]).includes("-01-"),
      remove: true,
    },
  ],
});
