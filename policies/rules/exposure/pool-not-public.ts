import { anythingBut, expectProperties, one, otherType, propertyRule } from "../../framework/language";
import { UNKNOWN } from "../../resources/unknown";

export const rule = propertyRule({
  id: "pool-not-public",
  title: "Nodes have no addresses on the internet",
  why: "A node could be reached past the firewall and the gateway.",
  severity: "critical",
  concern: "security",
  clauses: ["access", "isolation.networkZones"],
  remediation: "Set enableNodePublicIP to false.",
  types: ["containerservice:AgentPool"],
  judge: (resource) => expectProperties(resource, { enableNodePublicIP: anythingBut(true) }),
  cases: {
    pass: {
      given: one("containerservice:AgentPool", { enableNodePublicIP: false }),
      says: ["enableNodePublicIP is false"],
    },
    fail: {
      given: one("containerservice:AgentPool", { enableNodePublicIP: true }),
      says: ["enableNodePublicIP is true; it has to be anything but true"],
    },
    absent: { given: one("containerservice:AgentPool", {}), says: ["enableNodePublicIP is absent"] },
    unknown: {
      given: one("containerservice:AgentPool", { enableNodePublicIP: UNKNOWN }),
      says: ["enableNodePublicIP is not known before the update; it has to be anything but true"],
    },
    notApplicable: otherType("containerservice:AgentPool"),
  },
  sabotage: [
    { what: "gives nodes public addresses", type: "containerservice:AgentPool", set: { enableNodePublicIP: true } },
  ],
});
