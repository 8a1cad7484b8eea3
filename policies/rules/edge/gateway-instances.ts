import { atLeast, expectProperties, one, otherType, propertyRule, type Requirement } from "../../framework/language";
import { valueOf } from "../../resources/reading";
import { UNKNOWN } from "../../resources/unknown";

export const rule = propertyRule({
  id: "gateway-instances",
  title: "At least two instances of a gateway run at any time",
  why: "While a single instance is replaced nobody gets in.",
  severity: "high",
  concern: "continuity",
  clauses: ["recovery.redundancy", "availability", "access.peaks"],
  remediation: "Set autoscaleConfiguration.minCapacity to 2 or more.",
  types: ["network:ApplicationGateway"],
  judge: (gateway, { agreement }) => {
    const least = valueOf(gateway, "autoscaleConfiguration.minCapacity");
    const peaks: Requirement = {
      wanted: "more than minCapacity, so that peaks are absorbed",
      // Without it Azure goes up to 10 (Microsoft Learn, application-gateway/application-gateway-autoscaling-zone-redundant, 2025).
      holds: (most) => most === undefined || typeof least !== "number" || Number(most) > least,
    };
    return expectProperties(gateway, {
      "autoscaleConfiguration.minCapacity": atLeast(2, "instances"),
      ...(agreement.access.peaks?.absorb === true && { "autoscaleConfiguration.maxCapacity": peaks }),
    });
  },
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
      says: [
        "autoscaleConfiguration.minCapacity is not known before the update; it has to be at least 2 instances",
        "autoscaleConfiguration.maxCapacity is not known before the update; it has to be more than minCapacity, so that peaks are absorbed",
      ],
    },
    notApplicable: otherType("network:ApplicationGateway"),
  },
  sabotage: [
    {
      what: "never runs more instances than it begins with",
      type: "network:ApplicationGateway",
      set: { "autoscaleConfiguration.maxCapacity": 2 },
      except: ["coachview", "cloxxs", "pct", "draftit"],
    },
    {
      what: "runs one instance",
      type: "network:ApplicationGateway",
      set: { "autoscaleConfiguration.minCapacity": 1 },
      alsoOn: { superoffice: ["availability-expected"] },
    },
  ],
});
