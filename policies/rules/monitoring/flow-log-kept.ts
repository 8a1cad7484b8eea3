import { atLeast, exactly, expectProperties, nothing, one, otherType, propertyRule } from "../../framework/language";
import { shortestSeconds } from "../../../agreement/duration";
import { UNKNOWN } from "../../resources/unknown";

export const rule = propertyRule({
  id: "flow-log-kept",
  title: "Who talked to whom is recorded and kept",
  why: "After a break-in nobody could tell what was reached.",
  severity: "high",
  concern: "operations",
  clauses: ["logging.kept", "logging"],
  remediation: "Enable the flow log with a retention of the agreed days, at most 365.",
  types: ["network:FlowLog"],
  judge: (log, { agreement }) => {
    // Azure keeps no more than 365 days: Microsoft Learn, network-watcher/vnet-flow-logs-overview (2024).
    const days = Math.min(365, Math.ceil(shortestSeconds(agreement.logging.kept) / 86_400));
    return expectProperties(log, {
      enabled: exactly(true),
      "retentionPolicy.enabled": exactly(true),
      "retentionPolicy.days": atLeast(days, "days"),
      enabledFilteringCriteria: nothing(),
    });
  },
  cases: {
    pass: {
      given: one("network:FlowLog", { enabled: true, retentionPolicy: { enabled: true, days: 365 } }),
      says: ["enabled is true"],
    },
    fail: {
      given: one("network:FlowLog", { enabled: false, retentionPolicy: { enabled: true, days: 30 } }),
      says: ["enabled is false; it has to be true", "retentionPolicy.days is 30; it has to be at least 365 days"],
    },
    absent: {
      given: one("network:FlowLog", { enabled: true }),
      says: [
        "retentionPolicy.enabled is absent; it has to be true",
        "retentionPolicy.days is absent; it has to be at least 365 days",
      ],
    },
    unknown: {
      given: one("network:FlowLog", { enabled: true, retentionPolicy: UNKNOWN }),
      says: [
        "retentionPolicy.enabled is not known before the update; it has to be true",
        "retentionPolicy.days is not known before the update; it has to be at least 365 days",
      ],
    },
    notApplicable: otherType("network:FlowLog"),
  },
  sabotage: [
    {
      what: "records one address alone",
      type: "network:FlowLog",
      set: { enabledFilteringCriteria: "srcIP=203.0.113.1" },
    },
    { what: "switches the record off", type: "network:FlowLog", set: { enabled: false } },
    { what: "keeps it for a month", type: "network:FlowLog", set: { "retentionPolicy.days": 30 } },
  ],
});
