import { one, propertyRule } from "../../framework/language";
import { spreadOverZones } from "../data/zones";
import { UNKNOWN } from "../../resources/unknown";

export const rule = propertyRule({
  id: "gateway-zonal",
  title: "Gateways are spread over the zones of their region",
  why: "One building that fails would take every customer offline.",
  severity: "high",
  concern: "continuity",
  clauses: ["recovery.redundancy", "availability"],
  remediation: "Set zones to all zones of the region.",
  types: ["network:ApplicationGateway"],
  judge: (resource, measure) => spreadOverZones(resource, "zones", measure),
  cases: {
    pass: {
      given: one("network:ApplicationGateway", { location: "norwayeast", zones: ["1", "2", "3"] }),
      says: ["zones are 1, 2, 3"],
    },
    fail: {
      given: one("network:ApplicationGateway", { location: "norwayeast", zones: ["1"] }),
      says: ["zones are 1; the gateway has to be spread over at least 2 zones of norwayeast"],
    },
    absent: {
      given: one("network:ApplicationGateway", { location: "norwayeast" }),
      says: ["zones are absent; the gateway has to be spread over at least 2 zones of norwayeast"],
    },
    unknown: {
      given: one("network:ApplicationGateway", { location: UNKNOWN }),
      says: ["location is not known before the update, so its zones are not"],
    },
    notApplicable: {
      given: one("network:ApplicationGateway", { location: "norwaywest" }),
      says: ["norwaywest has no availability zones: redundant, not zonal"],
    },
  },
  sabotage: [
    {
      what: "pins it to one zone",
      type: "network:ApplicationGateway",
      where: (one) => "zones" in one.inputs,
      set: { zones: ["1"] },
    },
    {
      what: "leaves zones to Azure",
      type: "network:ApplicationGateway",
      where: (one) => "zones" in one.inputs,
      set: { zones: undefined },
    },
  ],
});
