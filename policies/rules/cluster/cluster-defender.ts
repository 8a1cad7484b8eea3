import { exactly, expectProperties, one, otherType, propertyRule } from "../../framework/language";
import { UNKNOWN } from "../../resources/unknown";

export const rule = propertyRule({
  id: "cluster-defender",
  title: "Clusters are watched by Defender",
  why: "Malware and break-ins in a container would go unnoticed.",
  severity: "high",
  concern: "security",
  clauses: ["scanning.malware", "monitoring.intrusion"],
  remediation: "Set securityProfile.defender.securityMonitoring.enabled to true.",
  types: ["containerservice:ManagedCluster"],
  judge: (resource) =>
    expectProperties(resource, { "securityProfile.defender.securityMonitoring.enabled": exactly(true) }),
  cases: {
    pass: {
      given: one("containerservice:ManagedCluster", {
        securityProfile: { defender: { securityMonitoring: { enabled: true } } },
      }),
      says: ["securityProfile.defender.securityMonitoring.enabled is true"],
    },
    fail: {
      given: one("containerservice:ManagedCluster", {
        securityProfile: { defender: { securityMonitoring: { enabled: false } } },
      }),
      says: ["securityProfile.defender.securityMonitoring.enabled is false; it has to be true"],
    },
    absent: {
      given: one("containerservice:ManagedCluster", {}),
      says: [
        "securityProfile.defender.securityMonitoring.enabled is absent, which means false on Azure; it has to be true",
      ],
    },
    unknown: {
      given: one("containerservice:ManagedCluster", {
        securityProfile: { defender: { securityMonitoring: { enabled: UNKNOWN } } },
      }),
      says: ["securityProfile.defender.securityMonitoring.enabled is not known before the update; it has to be true"],
    },
    notApplicable: otherType("containerservice:ManagedCluster"),
  },
  sabotage: [
    {
      what: "switches Defender off",
      type: "containerservice:ManagedCluster",
      set: { "securityProfile.defender.securityMonitoring.enabled": false },
    },
    {
      what: "leaves it to Azure",
      type: "containerservice:ManagedCluster",
      set: { "securityProfile.defender.securityMonitoring.enabled": undefined },
    },
  ],
});
