import { anythingBut, expectProperties, one, otherType, propertyRule } from "../../framework/language";
import { UNKNOWN } from "../../resources/unknown";

export const rule = propertyRule({
  id: "pool-kept",
  title: "Nodes are not taken away when somebody pays more",
  why: "Azure evicts spot nodes with 30 seconds of notice, all at once if it likes.",
  severity: "high",
  concern: "continuity",
  clauses: ["availability", "recovery.redundancy"],
  remediation: "Leave out scaleSetPriority, or set it to Regular.",
  types: ["containerservice:AgentPool"],
  // Source: Microsoft Learn, aks/spot-node-pool (2024).
  judge: (resource) => expectProperties(resource, { scaleSetPriority: anythingBut("Spot") }),
  cases: {
    pass: {
      given: one("containerservice:AgentPool", { scaleSetPriority: "Regular" }),
      says: ['scaleSetPriority is "Regular"'],
    },
    fail: {
      given: one("containerservice:AgentPool", { scaleSetPriority: "Spot" }),
      says: ['scaleSetPriority is "Spot"; it has to be anything but "Spot"'],
    },
    absent: { given: one("containerservice:AgentPool", {}), says: ["scaleSetPriority is absent"] },
    unknown: {
      given: one("containerservice:AgentPool", { scaleSetPriority: UNKNOWN }),
      says: ['scaleSetPriority is not known before the update; it has to be anything but "Spot"'],
    },
    notApplicable: otherType("containerservice:AgentPool"),
  },
  sabotage: [
    { what: "runs tenants on spot nodes", type: "containerservice:AgentPool", set: { scaleSetPriority: "Spot" } },
  ],
});
