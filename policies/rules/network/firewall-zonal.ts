import { one, propertyRule } from "../../framework/language";
import { spreadOverZones } from "../data/zones";
import { UNKNOWN } from "../../resources/unknown";

export const rule = propertyRule({
  id: "firewall-zonal",
  title: "Firewalls are spread over the zones of their region",
  why: "One building that fails would take the way in for management and the way out for everything.",
  severity: "high",
  concern: "continuity",
  clauses: ["access.firewall.redundant", "recovery.redundancy"],
  remediation: "Set zones to all zones of the region.",
  types: ["network:AzureFirewall"],
  judge: (resource, measure) => spreadOverZones(resource, "zones", measure),
  cases: {
    pass: {
      given: one("network:AzureFirewall", { location: "norwayeast", zones: ["1", "2", "3"] }),
      says: ["zones are 1, 2, 3"],
    },
    fail: {
      given: one("network:AzureFirewall", { location: "norwayeast", zones: ["1"] }),
      says: ["zones are 1; the firewall has to be spread over at least 2 zones of norwayeast"],
    },
    absent: {
      given: one("network:AzureFirewall", { location: "norwayeast" }),
      says: ["zones are absent; the firewall has to be spread over at least 2 zones of norwayeast"],
    },
    unknown: {
      given: one("network:AzureFirewall", { location: UNKNOWN }),
      says: ["location is not known before the update, so its zones are not"],
    },
    notApplicable: {
      given: one("network:AzureFirewall", { location: "norwaywest" }),
      says: ["norwaywest has no availability zones: redundant, not zonal"],
    },
  },
  sabotage: [
    {
      what: "pins it to one zone",
      type: "network:AzureFirewall",
      where: (one) => "zones" in one.inputs,
      set: { zones: ["1"] },
    },
    {
      what: "leaves zones to Azure",
      type: "network:AzureFirewall",
      where: (one) => "zones" in one.inputs,
      set: { zones: undefined },
    },
  ],
});
