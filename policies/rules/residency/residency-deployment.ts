import { expectProperty, notApplicable, one, propertyRule, type Requirement } from "../../framework/language";
import type { Agreement } from "../../../agreement/agreement";
import { findRegion } from "../../../azure/regions";
import { textOf } from "../../resources/reading";
import { UNKNOWN } from "../../resources/unknown";
import { placesOf, regionIn } from "./places";

const regions = new WeakMap<Agreement, Requirement>();

/** What a region has to be, worked out once for an agreement: the rule looks at most resources. */
function regionOf(agreement: Agreement): Requirement {
  const known = regions.get(agreement);
  if (known !== undefined) return known;
  const countries = agreement.sites.flatMap(({ region }) => findRegion(region)?.country ?? []);
  const requirement = regionIn(placesOf(agreement, countries));
  regions.set(agreement, requirement);
  return requirement;
}

export const rule = propertyRule({
  id: "residency-deployment",
  title: "Whatever the platform is put together from stands in a country of the agreed sites",
  why: "Names, rules, addresses and queries say who the customers are, and one part elsewhere needs a law of its own.",
  severity: "high",
  concern: "residency",
  clauses: ["residency.deployment", "residency"],
  remediation: "Place it in the region of what it belongs to.",
  types: [
    "resources:ResourceGroup",
    "managedidentity:UserAssignedIdentity",
    "monitor:ScheduledQueryRule",
    "monitor:DataCollectionRule",
    "eventgrid:SystemTopic",
    "maintenance:MaintenanceConfiguration",
    "dataprotection:ResourceGuard",
    "network:NetworkSecurityGroup",
    "network:RouteTable",
    "network:PublicIPAddress",
    "network:PrivateEndpoint",
    "network:FirewallPolicy",
    "network:WebApplicationFirewallPolicy",
    "network:FlowLog",
    "network:LocalNetworkGateway",
    "network:VirtualNetworkGatewayConnection",
  ],
  judge: (resource, { agreement }) => {
    if (textOf(resource, "location") === "global") return notApplicable("it stands in no region");
    return [expectProperty(resource, "location", regionOf(agreement))];
  },
  cases: {
    pass: {
      given: one("network:RouteTable", { location: "norwayeast" }),
      says: ['location is "norwayeast"'],
    },
    fail: {
      given: one("network:RouteTable", { location: "swedencentral" }),
      says: ['location is "swedencentral"; it has to be a region in NO or NL or IE'],
    },
    absent: {
      given: one("network:RouteTable", {}),
      says: ["location is absent; it has to be a region in NO or NL or IE"],
    },
    unknown: {
      given: one("network:RouteTable", { location: UNKNOWN }),
      says: ["location is not known before the update; it has to be a region in NO or NL or IE"],
    },
    notApplicable: {
      given: one("network:PublicIPAddress", { location: "global" }),
      says: ["it stands in no region"],
    },
  },
  sabotage: [
    {
      what: "puts a security group elsewhere",
      type: "network:NetworkSecurityGroup",
      set: { location: "eastus" },
    },
    { what: "keeps an alert's query elsewhere", type: "monitor:ScheduledQueryRule", set: { location: "eastus" } },
    { what: "puts an identity elsewhere", type: "managedidentity:UserAssignedIdentity", set: { location: "eastus" } },
  ],
});
