import { atLeast, expectProperties, one, otherType, propertyRule } from "../../framework/language";
import { UNKNOWN } from "../../resources/unknown";

export const rule = propertyRule({
  id: "gateway-instances",
  title: "At least two instances of a gateway run at any time",
  why: "While a single instance is replaced nobody gets in.",
  severity: "high",
  concern: "continuity",
  clauses: ["recovery.redundancy", "availability"],
  remediation: "Set autoscaleConfiguration.minCapacity to 2 or more.",
  types: ["network:ApplicationGateway"],
  judge: (gateway) => expectProperties(gateway, { "autoscaleConfiguration.minCapacity": atLeast(2, "instances") }),
  cases: {
    pass: {
      given: one("network:ApplicationGateway", { autoscaleConfiguration: { minCapacity: 2 } }),
      says: ["autoscaleConfiguration.minCapacity is 2"],
    },
    fail: {
      given: one("network:ApplicationGateway", { autoscaleConfiguration: { minCapacity: 0 } }),
      says: ["autoscaleConfiguration.minCapacity is 0; it has to be at least 2 instances"],
    },
    absent: {
      given: one("network:ApplicationGateway", {}),
      says: ["autoscaleConfiguration.minCapacity is absent; it has to be at least 2 instances"],
    },
    unknown: {
      given: one("network:ApplicationGateway", { autoscaleConfiguration: UNKNOWN }),
      says: ["autoscaleConfiguration.minCapacity is not known before the update; it has to be at least 2 instances"],
    },
    notApplicable: otherType("network:ApplicationGateway"),
  },
  sabotage: [
    {
      what: "runs one instance",
      type: "network:ApplicationGateway",
      set: { "autoscaleConfiguration.minCapacity": 1 },
      alsoOn: { superoffice: ["availability-expected"] },
    },
  ],
});
