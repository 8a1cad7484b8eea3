import { expectProperty, one, otherType, propertyRule } from "../../framework/language";
import { UNKNOWN } from "../../resources/unknown";
import { findRegion } from "../../../azure/regions";
import { placesOf, regionIn } from "./places";

export const rule = propertyRule({
  id: "residency-processing",
  title: "Everything that handles customers' data stands in a country of the agreed sites",
  why: "Data that is processed elsewhere has left, wherever it is stored.",
  severity: "critical",
  concern: "residency",
  clauses: ["sites", "residency"],
  remediation: "Place it in a region that the agreement allows.",
  types: [
    "containerservice:ManagedCluster",
    "network:ApplicationGateway",
    "network:AzureFirewall",
    "network:VirtualNetwork",
    "network:VirtualNetworkGateway",
  ],
  judge: (resource, { agreement }) => {
    const countries = agreement.sites.flatMap(({ region }) => findRegion(region)?.country ?? []);
    return [expectProperty(resource, "location", regionIn(placesOf(agreement, countries)))];
  },
  cases: {
    pass: { given: one("network:VirtualNetwork", { location: "norwayeast" }), says: ['location is "norwayeast"'] },
    fail: {
      given: one("network:ApplicationGateway", { location: "uksouth" }),
      says: ['location is "uksouth"; it has to be a region in NO or NL or IE'],
    },
    absent: {
      given: one("containerservice:ManagedCluster", {}),
      says: ["location is absent; it has to be a region in NO or NL or IE"],
    },
    unknown: {
      given: one("network:AzureFirewall", { location: UNKNOWN }),
      says: ["location is not known before the update; it has to be a region in NO or NL or IE"],
    },
    notApplicable: otherType(
      "containerservice:ManagedCluster",
      "network:ApplicationGateway",
      "network:AzureFirewall",
      "network:VirtualNetwork",
      "network:VirtualNetworkGateway",
    ),
  },
  sabotage: [
    {
      what: "runs customers' requests through Britain",
      type: "network:ApplicationGateway",
      set: { location: "ukwest" },
      also: ["availability-expected"],
    },
    {
      what: "runs a cluster in Britain",
      type: "containerservice:ManagedCluster",
      set: { location: "ukwest" },
      also: ["availability-expected"],
    },
  ],
});
